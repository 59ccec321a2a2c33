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
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from zlib import crc32

_Vector = tuple[tuple[int, int], ...]
"""Places and numbers, without zeros; of all its multiples the one that begins with a 1."""

_PRIME = 2**127 - 1
"""Numbers are counted modulo this. With at most five ones a class, by Hadamard no minor of 100 groups reaches it."""
_PATIENCE = 8_000
"""How many vectors a search may divide before it gives up: up to a tenth of a second."""


class _TooLong(Exception):
    """The search gave up."""


class _Patience:
    def __init__(self) -> None:
        self.left = _PATIENCE

    def spend(self, work: int) -> None:
        self.left -= work
        if self.left < 0:
            raise _TooLong


class _Span:
    """What vectors span: each basis vector by its first place, where it is 1, without it."""

    def __init__(self, vectors: Iterable[_Vector] = ()) -> None:
        self._rows: dict[int, dict[int, int]] = {}
        for vector in vectors:
            self.add(vector)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, vector: _Vector) -> bool:
        """Spans the vector too; whether it was not in the span yet."""
        new = self.divide(vector)
        if not new:
            return False
        pivot, others = new[0][0], dict(new[1:])
        for row in self._rows.values():
            if pivot in row:
                _subtract(row, row.pop(pivot), others)
        self._rows[pivot] = others
        return True

    def divide(self, vector: _Vector) -> _Vector:
        """What the vector adds to the span; () when it is in it."""
        left = dict(vector)
        for pivot, factor in vector:
            if pivot in self._rows:
                del left[pivot]
                _subtract(left, factor, self._rows[pivot])
        return _begun_with_one(left)


def _subtract(row: dict[int, int], factor: int, other: Mapping[int, int]) -> None:
    for place, number in other.items():
        left = (row.get(place, 0) - factor * number) % _PRIME
        if left:
            row[place] = left
        else:
            del row[place]


def _begun_with_one(numbers: Mapping[int, int]) -> _Vector:
    ordered = sorted(numbers.items())
    if not ordered or ordered[0][1] == 1:
        return tuple(ordered)
    inverse = pow(ordered[0][1], -1, _PRIME)
    return tuple((place, number * inverse % _PRIME) for place, number in ordered)


def tells_of_few(classes: Mapping[tuple[str, ...], int], threshold: int) -> bool:
    """Whether a sum over fewer than `threshold` people, and more than none, can be made of the groups' sums.

    In: how many people are in the same group of each grouping; each group's sum and everybody's are published. True
    also when the search would take too long: then it is not known that nothing can be told.
    """
    people, most = _vectors(classes)
    many = _Span()
    for vector, count in sorted(people.items(), key=itemgetter(1), reverse=True):
        if count >= threshold and many.add(vector) and len(many) == most:
            return False
    left, patience = _divided(people, many), _Patience()
    try:
        return _can_be_lowered(left, len(_Span(left)), threshold - 1, patience)
    except _TooLong:
        return True


def _vectors(classes: Mapping[tuple[str, ...], int]) -> tuple[Mapping[_Vector, int], int]:
    """Each class as its places, and how many places there are. A grouping's first group is what its others leave."""
    columns: list[Sequence[_Vector]] = []
    places = 1
    for names in zip(*classes, strict=True):
        others = sorted(set(names))[1:]
        numbers: dict[str, _Vector] = {name: ((place, 1),) for place, name in enumerate(others, places)}
        columns.append([numbers.get(name, ()) for name in names])
        places += len(others)
    vectors = (sum(row, ((0, 1),)) for row in zip(*columns, strict=True))
    return dict(zip(vectors, classes.values(), strict=True)), places


def _can_be_lowered(people: Mapping[_Vector, int], rank: int, few: int, patience: _Patience) -> bool:
    """Whether the rank falls below `rank` when at most `few` people are taken out."""
    while many := _Span(vector for vector, count in people.items() if count > few):
        patience.spend(len(people))
        people, rank = _divided(people, many), rank - len(many)
    if not rank or _has_bases(people, rank, few + 1, patience):
        return False
    basis = _basis(_largest_first(people), rank, patience)
    if len(basis) < rank:
        return True
    for place, vector in enumerate(basis):
        patience.spend(len(people))
        kept = _Span(basis[:place])
        others = dict(_divided(people, kept))
        out = others.pop(kept.divide(vector))
        if out <= few and _can_be_lowered(others, rank - place, few - out, patience):
            return True
    return False


def _has_bases(people: Mapping[_Vector, int], rank: int, number: int, patience: _Patience) -> bool:
    """Whether that many bases that share nobody are found at once, with what is rare kept for where it is needed."""
    left = dict(people)
    ordered = _commonest_first(people)
    for _ in range(number):
        basis = _basis(ordered, rank, patience)
        if len(basis) < rank:
            return False
        for vector in basis:
            left[vector] -= 1
        ordered = [vector for vector in ordered if left[vector]]
    return True


def _basis(ordered: Iterable[_Vector], rank: int, patience: _Patience) -> Sequence[_Vector]:
    """The first vectors that span as much as all of them; fewer than `rank` when all of them span less."""
    span = _Span()
    basis: list[_Vector] = []
    for vector in ordered:
        if len(basis) == rank:
            break
        patience.spend(1)
        if span.add(vector):
            basis.append(vector)
    return basis


def _commonest_first(people: Mapping[_Vector, int]) -> Sequence[_Vector]:
    """Those in large groups first; among them scattered, so that neighbours have little in common."""
    at: Counter[int] = Counter()
    for vector, count in people.items():
        for place, _ in vector:
            at[place] += count
    scattered = sorted(people, key=lambda vector: crc32(repr(vector).encode()))
    return sorted(scattered, key=lambda vector: -min(at[place] for place, _ in vector).bit_length())


def _divided(people: Mapping[_Vector, int], span: _Span) -> Mapping[_Vector, int]:
    """What the classes add to a span, multiples of each other as one; those that are in it are left out."""
    found: Counter[_Vector] = Counter()
    for vector, count in people.items():
        found[span.divide(vector)] += count
    del found[()]
    return found


def _largest_first(people: Mapping[_Vector, int]) -> Sequence[_Vector]:
    return sorted(people, key=lambda vector: (-people[vector], vector))
