"""Respondents by class, a class being all who have the same backgrounds, and how each class rated a perspective.

In: columns of backgrounds and of codes. Out: how many people each class has; `Tallies` of a perspective.
Respondents are put in the order of their classes once: after that a class is a slice of every column.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate, pairwise
from operator import itemgetter

from pipeline.survey.answers import Statement

Names = tuple[str, ...]
"""A class: its group in each grouping, "" for none."""
Group = tuple[int, str]
"""The place of its grouping, and its name."""

_CODES = 256


@dataclass(frozen=True, slots=True)
class Tallies:
    """How each class rated a perspective: the people, their answers, and the answers' sum in parts of 1/`parts`."""

    people: Sequence[int]
    answers: Sequence[int]
    sums: Sequence[int] = field(repr=False)
    parts: int

    def mean(self, places: Sequence[int]) -> float:
        """The mean of the classes at these places."""
        total, answers = (sum(map(column.__getitem__, places)) for column in (self.sums, self.answers))
        return float(Fraction(total, answers * self.parts))


@dataclass(frozen=True, slots=True)
class Classes:
    """`people` of each class, in the order of their names."""

    people: Mapping[Names, int]
    _in_order: Callable[[bytes], Sequence[int]] = field(repr=False)

    def by_group(self) -> Mapping[Group, Sequence[int]]:
        """The places of the classes of each group."""
        found: dict[Group, list[int]] = defaultdict(list)
        for place, names in enumerate(self.people):
            for group in enumerate(names):
                found[group].append(place)
        return found

    def tallies(self, statements: Sequence[Statement]) -> Tallies:
        """How each class rated a perspective."""
        slices = list(pairwise([0, *accumulate(self.people.values())]))
        parts = math.lcm(*(value.denominator for item in statements for value in item.scale.values))
        answers, sums = [0] * len(slices), [0] * len(slices)
        anyone = 0
        for statement in statements:
            codes = bytes(self._in_order(statement.codes))
            values = [int(value * parts) for value in statement.scale.values]
            others = [0] * (_CODES - 1 - len(values))
            rated = codes.translate(bytes([0, *[1] * len(values), *others]))
            worth = list(map([0, *values, *others].__getitem__, codes))
            answers = [before + rated.count(1, *at) for before, at in zip(answers, slices, strict=True)]
            sums = [before + sum(worth[start:end]) for before, (start, end) in zip(sums, slices, strict=True)]
            anyone |= int.from_bytes(rated, "big")
        people = anyone.to_bytes(slices[-1][1], "big")
        return Tallies([people.count(1, *at) for at in slices], answers, sums, parts)


def classes_of(backgrounds: Sequence[Sequence[str]]) -> Classes:
    """The classes of respondents, a column for each grouping; there is at least one respondent."""
    rows = list(zip(*backgrounds, strict=True))
    people = dict(sorted(Counter(rows).items()))
    places = {names: place for place, names in enumerate(people)}
    numbers = [places[names] for names in rows]
    first, *others = sorted(range(len(rows)), key=numbers.__getitem__)
    return Classes(people, itemgetter(first, *others) if others else bytes)
