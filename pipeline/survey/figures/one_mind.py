"""Which sums over groups of people, published together, tell of people who all say the same.

In: sums as numbers whose bits are the people they are over, and how these people rated a perspective. Out: groups that
may be shown. A sum over people who all say the same tells what each says, however many they are: where all say the
worst it can't be told otherwise. So no combination of sums may give a weight to people of one mind alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce

from pipeline.survey.answers import Statement
from pipeline.survey.figures.combining import FIRST_LOOK, Combination
from pipeline.survey.figures.counting import Ratings
from pipeline.survey.figures.suppression import Group
from pipeline.survey.figures.weights import Weights, added, weighted, with_basis


def are_of_one_mind(statements: Sequence[Statement]) -> bool:
    """Whether all answers, of everybody and to every statement, are worth the same."""
    given = (value for item in statements for code, value in enumerate(item.scale.values, 1) if code in item.codes)
    return len(set(given)) == 1


def without_one_mind(shown: frozenset[Group], rated: Mapping[Group, int], ratings: Ratings) -> frozenset[Group]:
    """Those of the groups `shown` beside everybody's figure that tell of no one mind; `rated`: who of each group did.

    The least important are taken out. A figure of everybody that tells of one mind by itself takes none with it.
    """
    minds = people_of_one_mind(ratings)
    left = sorted(shown, key=lambda group: (-group[0], rated[group].bit_count(), group[1]))
    while left:
        sums = [*(rated[group] for group in left), sum(minds)]
        found: list[Combination] = [told for told in combinations_of_one_mind(sums, minds) if told != {len(left)}]
        if not found:
            break
        least = min(found, key=lambda told: (len(told), sorted(told)))
        left.pop(min(least))
    return frozenset(left)


def people_of_one_mind(ratings: Ratings) -> Sequence[int]:
    """Those whose own means of a perspective are the same, for each mean: together all who rated it."""
    found: Counter[Fraction] = Counter()
    for (total, number), people in ratings.given.items():
        found[Fraction(total, number)] += people
    return list(found.values())


def combinations_of_one_mind(sums: Sequence[int], minds: Sequence[int]) -> Sequence[Combination]:
    """Combinations, as the places of their sums, that give a weight to people of one of the `minds` alone.

    Some of the people are looked at first: if these give nothing away, all do not.
    """
    people = max(sums).bit_length()
    some = min(people, FIRST_LOOK * len(sums))
    found = _suspected(sums, minds, (1 << some) - 1)
    return _suspected(sums, minds, (1 << people) - 1) if found and some < people else found


def _suspected(sums: Sequence[int], minds: Sequence[int], looked_at: int) -> Sequence[Combination]:
    """Those of whom it can't be seen among the people looked at that somebody else has a weight too.

    What gives nobody of the largest mind a weight is found once, for all the others: mostly that is nothing.
    """
    above = max(sums).bit_length()
    # Above all people, a bit tells which sum a row is.
    rows: list[Weights] = [(members & looked_at | 1 << (above + place), 0) for place, members in enumerate(sums)]
    largest, *others = sorted(minds, key=int.bit_count, reverse=True)
    found = _unweighted(rows, looked_at & ~largest)
    left = _unweighted(rows, looked_at & largest) if others else []
    for mind in others if any(_is_something(row, sums, above) for row in left) else ():
        found += _unweighted(left, looked_at & ~mind)
    return [frozenset(_places(row, above)) for row in found if _is_something(row, sums, above)]


def _unweighted(rows: Sequence[Weights], people: int) -> list[Weights]:
    """What can be combined of the rows so that none of these people has a weight."""
    return [row for row in with_basis(rows, people)[0] if not weighted(row, people)]


def _is_something(row: Weights, sums: Sequence[int], above: int) -> bool:
    """Whether a combination gives anybody at all a weight."""
    plus, minus = (_places((bits, 0), above) for bits in row)
    weights: list[Weights] = [*((sums[place], 0) for place in plus), *((0, sums[place]) for place in minus)]
    given: Weights = reduce(added, weights)
    return any(given)


def _places(row: Weights, above: int) -> list[int]:
    bits = (row[0] | row[1]) >> above
    return [place for place in range(bits.bit_length()) if bits >> place & 1]
