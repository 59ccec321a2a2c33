"""Which combinations of sums over groups of people, published together, tell of a few of them.

In: each sum as a number whose bits are the people it is over. Out: combinations of sums that give fewer people than a
threshold a weight, and more than none.

People are a basis when their weights may be chosen at will and settle those of everybody else: every combination is
made of those that give a weight to one person of the basis alone. Take several bases that share nobody. A combination
that gives few people a weight has very few of them in at least one basis. So the combinations made of one are looked
through for each basis, then those made of two, until none that is left can be of few.

Weights are counted modulo 3. What few people have a weight in, freed of factors, no more have a weight in modulo 3, and
not none: as long as every combination that is nothing modulo 3 is nothing in whole numbers too, which is seen to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import count
from math import comb
from operator import xor

_PATIENCE = 10_000
"""How many combinations a search may look through before it gives up: about a hundredth of a second."""
_FIRST_LOOK = 32
"""Of how many people a sum a search begins; if these tell nothing, all do not."""

Combination = frozenset[int]
"""The places of the sums that are combined."""
_Weights = tuple[int, int]
"""The people who have the weight 1, and those who have -1; above all people, the sums that are added or taken."""


@dataclass(frozen=True, slots=True)
class _Form:
    """The combinations that belong to a basis: only the first is made of one person of it, and so on.

    `lacks`: so many of the combinations belong to no person of the basis, which is none then.
    """

    rows: Sequence[_Weights]
    lacks: int


def combinations_of_few(sums: Sequence[int], threshold: int) -> Sequence[Combination] | None:
    """Combinations of which each tells of fewer than `threshold` people, and more than none; () when there are none.

    Nobody may be in more than five sums. None when the search gives up: then it is not known that nothing can be told.
    """
    people = max(sums).bit_length()
    looked_at = _FIRST_LOOK * len(sums)
    while looked_at < people:
        if _of_few(sums, looked_at, threshold) == ():
            return ()
        looked_at *= 8
    return _of_few(sums, people, threshold)


def _of_few(sums: Sequence[int], people: int, threshold: int) -> Sequence[Combination] | None:
    """The same of the first so many people. Fewer people tell as much or more, if they leave no sum without a weight."""
    everybody = (1 << people) - 1
    found = _independent(sums, everybody)
    if found is None:
        return None
    terms, rows, basis = found
    forms = _forms(rows, basis, everybody, threshold)
    patience = _PATIENCE
    for made_of in count(1):
        patience -= sum(comb(len(form.rows), made_of) << (made_of - 1) for form in forms)
        if made_of > 1 and patience < 0:
            return None
        made = [row for form in forms for row in _made(form.rows, made_of)]
        if few := [row for row in made if 0 < _weighted(row, everybody).bit_count() < threshold]:
            return _real(few, terms, people, threshold)
        if made_of == len(rows) or sum(max(0, made_of + 1 - form.lacks) for form in forms) >= threshold:
            return ()
    raise AssertionError


def _independent(
    sums: Sequence[int], everybody: int
) -> tuple[Sequence[_Term], Sequence[_Weights], int] | None:
    """The sums as terms of which no combination is nothing modulo 3 alone, and their first basis; None if not found.

    A combination whose weights all are 0, 3 or -3 takes, divided by 3, the place of one of its terms.
    """
    people = everybody.bit_length()
    terms = [_Term((members, 0), frozenset([place])) for place, members in enumerate(sums)]
    while _most_in_common(terms) <= _MOST_SUMS:
        rows = [(plus & everybody | 1 << (people + place), minus & everybody) for place, ((plus, minus), _) in enumerate(map(astuple, terms))]
        rows, basis = _with_basis(rows, everybody)
        nothing, _ = _with_basis([row for row in rows if not _weighted(row, everybody)], -1 << people)
        ...
    return None


def _forms(rows: Sequence[_Weights], basis: int, everybody: int, threshold: int) -> Sequence[_Form]:
    """As many bases as are found at once and needed, perhaps with a last one that lacks some people."""
    forms = [_Form(rows, 0)]
    free = everybody & ~basis
    while 2 * len(forms) < threshold and not forms[-1].lacks:
        rows, basis = _with_basis(rows, free)
        free &= ~basis
        forms.append(_Form(rows, len(rows) - basis.bit_count()))
    return forms


def _with_basis(rows: Sequence[_Weights], free: int) -> tuple[list[_Weights], int]:
    """The rows so combined that each, where it can, has somebody `free` to itself; and all who are so had."""
    combined = list(rows)
    basis = 0
    for place in range(len(combined)):
        if some := _weighted(combined[place], free):
            one = 1 << (some.bit_length() - 1)
            basis |= one
            row = combined[place]
            combined = [_without(other, one, row) for other in combined]
            combined[place] = row
    return combined, basis


def _without(weights: _Weights, person: int, row: _Weights) -> _Weights:
    """The weights, less or plus the row so that the person has none."""
    if weights[0] & person:
        return _added(weights, row if row[1] & person else row[::-1])
    if weights[1] & person:
        return _added(weights, row if row[0] & person else row[::-1])
    return weights


def _added(one: _Weights, other: _Weights) -> _Weights:
    """The sum of two weights of each person, modulo 3."""
    (plus, minus), (more, less) = one, other
    either = (plus | less) ^ (minus | more)
    return (minus | less) ^ either, (plus | more) ^ either


def _weighted(weights: _Weights, people: int) -> int:
    return (weights[0] | weights[1]) & people


def _made(rows: Sequence[_Weights], number: int) -> Iterator[_Weights]:
    """What so many of the rows can be combined to; of a combination and its opposite, one."""
    if number == 1:
        yield from rows
        return
    for place, row in enumerate(rows):
        for others in _made(rows[place + 1 :], number - 1):
            yield _added(row, others)
            yield _added(row, others[::-1])


def _is_something(row: _Weights, people: int, sums: Sequence[int]) -> bool:
    """Whether a combination gives anybody a weight. Nobody has more than ±5, so 0 modulo 2 and modulo 3 is none."""
    added, taken = _places(row[0] >> people), _places(row[1] >> people)
    weights = [*((sums[place], 0) for place in added), *((0, sums[place]) for place in taken)]
    return any(reduce(_added, weights)) or bool(reduce(xor, map(max, weights)))


def _places(bits: int) -> Combination:
    return frozenset(place for place in range(bits.bit_length()) if bits >> place & 1)
