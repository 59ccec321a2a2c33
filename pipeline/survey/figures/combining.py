"""Which combinations of sums over groups of people, published together, tell of a few of them: what is known at once.

In: each sum as a number whose bits are the people it is over. Out: combinations of sums that give fewer people than a
threshold a weight, and more than none; or that it isn't known, for `linear` to search.

People are a basis when their weights may be chosen at will and settle those of everybody else: every combination is
made of those that give a weight to one person of the basis alone. Take several bases that share nobody. A combination
that gives few people a weight has very few of them in at least one basis. So the combinations made of one are looked
through for each basis, then those made of two, until none that is left can be of few.

Weights are counted modulo 3. What gives few people a weight does so modulo 3 too, to no more of them and not to none,
as long as what is nothing modulo 3 is nothing: that is seen to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import count
from math import comb
from operator import xor

from pipeline.survey.figures.weights import Weights, added, made_of, weighted, with_basis

Combination = frozenset[int]
"""The places of the sums that are combined."""

_PATIENCE = 10_000
"""How many combinations a search may look through before it gives up: about a hundredth of a second."""
FIRST_LOOK = 32
"""A search begins with so many people for each sum: if these tell of nobody, all do not."""


@dataclass(frozen=True, slots=True)
class _Form:
    """The combinations that belong to a basis, each to one person of it; to make one, it `lacks` so many people."""

    rows: Sequence[Weights]
    lacks: int


def combinations_of_few(sums: Sequence[int], threshold: int) -> Sequence[Combination] | None:
    """Combinations of which each tells of fewer than `threshold` people, and more than none; () when there are none.

    Nobody may be in more than five sums. None: it is not known whether something can be told.
    """
    everybody, people = max(sums).bit_length(), FIRST_LOOK * len(sums)
    while people < everybody:
        if _of_few(sums, people, threshold) == ():
            return ()
        people *= 8
    return _of_few(sums, everybody, threshold)


def _of_few(sums: Sequence[int], people: int, threshold: int) -> Sequence[Combination] | None:
    """The same of the first so many people: what is over few of all is over few of these.

    It is not over none of them, since what is nothing among them is seen to be nothing among all.
    """
    everybody = (1 << people) - 1
    # Above all people, a bit tells which sum a row is.
    rows, basis = with_basis(
        [(members & everybody | 1 << (people + place), 0) for place, members in enumerate(sums)], everybody
    )
    if any(_is_something(row, people, sums) for row in rows if not weighted(row, everybody)):
        return None
    forms = _forms([row for row in rows if weighted(row, everybody)], everybody & ~basis, threshold)
    patience = _PATIENCE
    for number in count(1):
        patience -= sum(comb(len(form.rows), number) << (number - 1) for form in forms)
        if number > 1 and patience < 0:
            break
        made = (row for form in forms for row in made_of(form.rows, number))
        if few := [row for row in made if 0 < weighted(row, everybody).bit_count() < threshold]:
            return _real(few, people, sums, threshold)
        fewest = sum(max(0, number + 1 - form.lacks) for form in forms)
        if fewest >= threshold or number == len(forms[0].rows):
            return ()
    return None


def _forms(rows: Sequence[Weights], free: int, threshold: int) -> Sequence[_Form]:
    """As many bases as are found at once and needed, perhaps with a last one that lacks people."""
    forms = [_Form(rows, 0)]
    while 2 * len(forms) < threshold and not forms[-1].lacks:
        rows, basis = with_basis(rows, free)
        free &= ~basis
        forms.append(_Form(rows, len(rows) - basis.bit_count()))
    return forms


def _real(few: Iterable[Weights], people: int, sums: Sequence[int], threshold: int) -> Sequence[Combination] | None:
    """Those that give few people a weight in whole numbers too: a weight up to ±5 is 0 when it is so modulo 2 and 3."""
    everybody = (1 << people) - 1
    told = {
        _places(row, people): None
        for row in few
        if (weighted(row, everybody) | _odd(row, people, sums)).bit_count() < threshold
    }
    return tuple(told) or None


def _is_something(row: Weights, people: int, sums: Sequence[int]) -> bool:
    """Whether a combination that gives the first people no weight modulo 3 gives somebody one."""
    signed: list[Weights] = [
        (sums[place], 0) if row[0] >> people >> place & 1 else (0, sums[place]) for place in _places(row, people)
    ]
    weights: Weights = reduce(added, signed)
    return any(weights) or bool(_odd(row, people, sums))


def _odd(row: Weights, people: int, sums: Sequence[int]) -> int:
    """The people whose weight in a combination is odd."""
    return reduce(xor, (sums[place] for place in _places(row, people)))


def _places(row: Weights, people: int) -> Combination:
    sums = (row[0] | row[1]) >> people
    return frozenset(place for place in range(sums.bit_length()) if sums >> place & 1)
