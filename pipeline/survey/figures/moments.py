"""How many people rated a perspective, their mean, and how much one differs from another.

In: ratings, or a distribution. Out: `Moments`, exact. They never leave the room: the variance of few tells much.
Answers are counted, never looped over: 50,000 people are a few dozen different (sum, number) of answers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from pipeline.survey.answers import MeanRow
from pipeline.survey.figures.counting import Counted, Ratings


@dataclass(frozen=True, slots=True)
class Moments:
    """`people` who rated a perspective and the `mean` of all their answers.

    `variance` is what one person adds: divided by `people` it is the variance of the mean, also when a person answered
    several statements. None when it can't be told. Never 0: people who all say the same do not prove that everybody
    would, so then it is what it would be had one answer been a step off.
    """

    people: int
    mean: Fraction
    variance: Fraction | None = field(default=None, repr=False)


def moments(ratings: Ratings, members: int | None = None) -> Moments | None:
    """Of everybody, or of the members of a group; None when nobody of them rated it."""
    counted = ratings.counted(members)
    return _of_counted(counted, ratings.parts) if counted else None


def moments_of_table(row: MeanRow) -> Moments:
    """Of a row of a table of means: as told, the variance from its distribution when it has one.

    Each person counts as one answer, since the table does not tell who gave which.
    """
    mean, answers = Fraction(row.mean), sum(row.counts)
    if answers < 2 or row.n < 2:
        return Moments(row.n, mean)
    squares = _squares(row.counts)
    return Moments(row.n, mean, squares / (answers - 1) or Fraction(1, row.n))


def spread(counts: Sequence[int]) -> float:
    """The standard deviation of a distribution over the steps 1, 2, 3 …, of all its answers."""
    return math.sqrt(_squares(counts) / sum(counts))


def _squares(counts: Sequence[int]) -> Fraction:
    """The sum of squared distances from the mean."""
    mean = Fraction(sum(step * count for step, count in enumerate(counts, 1)), sum(counts))
    return sum((count * (step - mean) ** 2 for step, count in enumerate(counts, 1)), Fraction(0))


def _of_counted(counted: Counted, denominator: int) -> Moments:
    """From how many people have which sum and number of answers; the variance is that of a ratio, linearised."""
    people = sum(counted.values())
    answers = sum(count * number for (_, number), count in counted.items())
    mean = Fraction(sum(count * total for (total, _), count in counted.items()), answers)
    if people < 2:
        return Moments(people, mean / denominator)
    both = sum(count * total * number for (total, number), count in counted.items())
    squares = sum(count * total**2 for (total, _), count in counted.items())
    numbers = sum(count * number**2 for (_, number), count in counted.items())
    strays = squares - 2 * mean * both + mean**2 * numbers
    variance = strays / denominator**2 / (people - 1) or Fraction(1, people)
    return Moments(people, mean / denominator, variance * Fraction(people, answers) ** 2)
