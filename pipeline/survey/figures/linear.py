"""Whether sums over groups of people, published together, tell of a few of them.

In: how many people each class has, a class being all who are in the same groups. Out: whether some combination of the
groups' sums is a sum over fewer people than a threshold, and over more than none.

A combination leaves a class out when it gives its people the weight 0. One that leaves out all but a few people exists
exactly when the classes without these few span less than all classes do. So the question is whether taking out a few
people can lower a rank. A class of many can't be taken out: what it spans is divided by. Classes that are multiples of
each other after that go together or stay together: they count as one. What is left is searched: those taken out have
someone in every basis, so when there are more bases that share nobody than may be taken out, nothing is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

_Vector = tuple[tuple[int, int], ...]
"""Places and numbers, without zeros; of all its multiples the one that begins with a 1."""

_PRIME = 2**127 - 1
"""Numbers are counted modulo this: no minor of a hundred groups reaches it when a person is in five at most."""
_PATIENCE = 20_000
"""How many vectors a search may divide before it gives up: a tenth of a second."""


class _Span:
    """What vectors span: each basis vector by its first place, where it is 1, without it."""

    def __init__(self, vectors: Iterable[_Vector] = ()) -> None:
        self._rows: dict[int, dict[int, int]] = {}
        for vector in vectors:
            self.add(vector)

    def __len__(self) -> int:
        return len(self._rows)

    def divide(self, vector: _Vector) -> _Vector:
        """What the vector adds to the span; () when it is in it."""
        left = dict(vector)
        for pivot in left.keys() & self._rows.keys():
            _subtract(left, left.pop(pivot), self._rows[pivot])
        first, *others = sorted((place, number) for place, number in left.items() if number) or [(0, 0)]
        inverse = pow(first[1], -1, _PRIME) if first[1] not in (0, 1) else first[1]
        return tuple((place, number * inverse % _PRIME) for place, number in (first, *others)) if inverse else ()

    def add(self, vector: _Vector) -> bool:
        """Spans the vector too; whether it was not in the span yet."""
        new = self.divide(vector)
        if new:
            pivot, others = new[0][0], dict(new[1:])
            for row in self._rows.values():
                if pivot in row:
                    _subtract(row, row.pop(pivot), others)
            self._rows[pivot] = others
        return bool(new)


def _subtract(row: dict[int, int], factor: int, other: Mapping[int, int]) -> None:
    for place, number in other.items():
        row[place] = (row.get(place, 0) - factor * number) % _PRIME


def tells_of_few(classes: Mapping[frozenset[int], int], threshold: int) -> bool:
    """Whether a sum over fewer than `threshold` people, and more than none, can be made of the groups' sums.

    In: how many people are in exactly these groups, the groups by numbers. True also when the search would take too
    long: then nobody knows that nothing can be told.
    """
    people = {tuple((group, 1) for group in sorted(groups)): count for groups, count in classes.items() if count}
    rank_of_all = len(set(chain.from_iterable(classes)))
    many = _Span()
    for vector in _largest_first(people):
        if people[vector] < threshold or len(many) == rank_of_all:
            break
        many.add(vector)
    if len(many) == rank_of_all:
        return False
    left = _divided(people, many)
    try:
        return _can_be_lowered(left, len(_Span(left)), threshold - 1, iter(range(_PATIENCE)))
    except StopIteration:
        return True


def _can_be_lowered(people: Mapping[_Vector, int], rank: int, few: int, patience: Iterator[int]) -> bool:
    """Whether the rank falls below `rank` when at most `few` people are taken out. StopIteration when impatient."""
    while many := _Span(vector for vector in _largest_first(people) if people[vector] > few):
        people, rank = _divided(people, many, patience), rank - len(many)
    if not rank or _has_bases(people, rank, few + 1, patience):
        return False
    basis = _basis(people, patience)
    if len(basis) < rank:
        return True
    for place, vector in enumerate(basis):
        kept = _Span(basis[:place])
        others = dict(_divided(people, kept, patience))
        out = others.pop(kept.divide(vector))
        if out <= few and _can_be_lowered(others, rank - place, few - out, patience):
            return True
    return False


def _has_bases(people: Mapping[_Vector, int], rank: int, number: int, patience: Iterator[int]) -> bool:
    """Whether that many bases that share nobody are found by taking the largest classes first."""
    left = Counter(people)
    for _ in range(number):
        basis = _basis(left, patience)
        if len(basis) < rank:
            return False
        left.subtract(basis)
    return True


def _basis(people: Mapping[_Vector, int], patience: Iterator[int]) -> list[_Vector]:
    span = _Span()
    return [vector for vector in _largest_first(people) if people[vector] and next(patience) >= 0 and span.add(vector)]


def _divided(
    people: Mapping[_Vector, int], span: _Span, patience: Iterator[int] | None = None
) -> Mapping[_Vector, int]:
    """What the classes add to a span, multiples of each other together; those in it are left out."""
    found: Counter[_Vector] = Counter()
    for vector, count in people.items():
        if patience is not None:
            next(patience)
        found[span.divide(vector)] += count
    found.pop((), None)
    return found


def _largest_first(people: Mapping[_Vector, int]) -> list[_Vector]:
    return sorted(people, key=lambda vector: (-people[vector], vector))
