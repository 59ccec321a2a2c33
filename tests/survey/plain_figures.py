"""The survey's figures once more, slow and plain: fractions and loops over people, nothing of the program's own figures.

An answer is a `Fraction` on the roadmap's scale, `DONT_KNOW` or None. A person's answers to one perspective are a list.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

DONT_KNOW = "don't know"
People = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Plain:
    """What loops over people give of one perspective. `variance` is of one person's part in the mean."""

    n: int
    mean: Fraction
    counts: tuple[int, ...]
    dont_know: int
    missing: int
    median: float
    agreement: float
    variance: Fraction | None
    alike: bool

    def may_be_told(self, threshold: int) -> bool:
        """Of few people only where not all say the same."""
        return self.n >= threshold and (self.n >= 2 * threshold or not self.alike)


def figures_of(people: People) -> Plain | None:
    """The figures of one perspective; None when nobody rated it."""
    given = [rated(person) for person in people if rated(person)]
    if not given:
        return None
    flat = [answer for person in given for answer in person]
    steps = [nearest(answer) for answer in flat]
    every = [answer for person in people for answer in person]
    return Plain(
        n=len(given),
        mean=sum(flat, Fraction(0)) / len(flat),
        counts=tuple(steps.count(step) for step in (1, 2, 3, 4, 5)),
        dont_know=sum(answer == DONT_KNOW for answer in every),
        missing=sum(answer is None for answer in every),
        median=statistics.median(steps),
        agreement=1 - statistics.pstdev(steps) / 2,
        variance=variance_of(given),
        alike=len(set(flat)) == 1,
    )


def rated(person: Sequence[Any]) -> list[Fraction]:
    return [answer for answer in person if isinstance(answer, Fraction)]


def nearest(answer: Fraction) -> int:
    """The nearest step, halves up."""
    return math.floor(answer + Fraction(1, 2))


def variance_of(given: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """How one person's answers, all together, stray from what the mean would have them be."""
    if len(given) == 1:
        return None
    number = Fraction(sum(len(person) for person in given), len(given))
    mean = sum((sum(person, Fraction(0)) for person in given), Fraction(0)) / (number * len(given))
    strays = [sum((answer - mean for answer in person), Fraction(0)) / number for person in given]
    found = sum((stray**2 for stray in strays), Fraction(0)) / (len(given) - 1)
    return found if found else 1 / (number**2 * len(given))


def unseen(n: int, invited: int | None) -> float:
    """The part of the variance that those who did not answer leave open."""
    return 1 if invited is None or invited < n else (invited - n) / (invited - 1)


def half_width_of(plain: Plain, invited: int | None) -> float | None:
    """Half the confidence interval; 0 when all answered."""
    if invited == plain.n:
        return 0
    if plain.variance is None:
        return None
    return quantile(plain.n - 1) * math.sqrt(plain.variance / plain.n * unseen(plain.n, invited))


def chance(one: Plain, other: Plain, every: Sequence[Plain], invited: int | None = None) -> float | None:
    """Welch's test with no variance less than what people of the same group have on average."""
    known = [(figures.n - 1, figures.variance) for figures in every if figures.variance is not None]
    if not known or one.n == 1 or other.n == 1:
        return None
    least = sum(weight * variance for weight, variance in known) / sum(weight for weight, _ in known)
    first, second = (
        least if item.variance is None or item.variance < least else item.variance for item in (one, other)
    )
    a, b = float(first) / one.n * unseen(one.n, invited), float(second) / other.n
    degrees = (a + b) ** 2 / (a**2 / (one.n - 1) + b**2 / (other.n - 1))
    return tails(abs(float(one.mean - other.mean)) / math.sqrt(a + b), degrees)


def tails(t: float, degrees: float) -> float:
    """The probability that |t| is exceeded, by adding up the density over the angle whose tangent is t/√ν."""
    angle = math.atan(t / math.sqrt(degrees))
    return _area(angle, math.pi / 2, degrees) / _area(0, math.pi / 2, degrees)


def _area(low: float, high: float, degrees: float) -> float:
    """Simpson's rule for the integral of cos^(ν-1)."""
    parts = 800
    width = (high - low) / parts
    weights = [1, *[4, 2] * (parts // 2 - 1), 4, 1]
    heights: Iterator[float] = (max(math.cos(low + width * place), 0.0) ** (degrees - 1) for place in range(parts + 1))
    return width / 3 * sum(weight * height for weight, height in zip(weights, heights, strict=True))


@cache
def quantile(degrees: int) -> float:
    """What |t| exceeds one time in twenty."""
    low, high = 0.0, 20.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if tails(middle, degrees) > 0.05 else (low, middle)
    return high


def holm(chances: Mapping[str, float]) -> set[str]:
    """Which are certain together: each at a level that leaves room for those less likely to be chance's doing."""
    certain: set[str] = set()
    for name in sorted(chances, key=lambda item: chances[item]):
        if chances[name] >= 0.05 / (len(chances) - len(certain)):
            return certain
        certain.add(name)
    return certain
