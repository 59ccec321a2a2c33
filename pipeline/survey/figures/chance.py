"""What chance alone can be expected to do: Student's t distribution, Welch's test, and corrections for many tests.

In: `Moments` of two groups. Out: the 95 % quantile, probabilities, which of many differences are certain.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache

from pipeline.survey.figures.moments import Moments

DOUBT = 0.05
"""How often chance alone may make something that is called certain; one minus the confidence of the intervals."""

_MOST_TERMS, _EXACT, _TINY = 10_000, 1e-15, 1e-300
_HALVINGS = 80


def share_unseen(people: int, invited: int | None) -> float:
    """The correction for a finite population: the part of a mean's variance left when some of those invited answered.

    1 when it is not known how many were invited, 0 when all of them answered.
    """
    if invited is None or invited < people:
        return 1.0
    return (invited - people) / (invited - 1) if invited > 1 else 0.0


def half_width(moments: Moments, invited: int | None = None) -> float | None:
    """Half of the 95 % confidence interval of a mean; None when a single person can't tell it."""
    unseen = share_unseen(moments.people, invited)
    if not unseen:
        return 0.0
    if moments.variance is None:
        return None
    return t_quantile(moments.people - 1) * math.sqrt(unseen * moments.variance / moments.people)


def pooled_variance(each: Iterable[Moments]) -> Fraction | None:
    """How much people of the same group differ, over several groups; None when no group tells."""
    told = [(item.people - 1, item.variance) for item in each if item.variance is not None]
    if not told:
        return None
    return sum((weight * variance for weight, variance in told), Fraction(0)) / sum(weight for weight, _ in told)


def probability(one: Moments, other: Moments, pooled: Fraction | None, *, unseen: float = 1.0) -> float | None:
    """How often chance alone parts two means this far or farther (Welch's test, two-sided); None when it can't be told.

    A variance is never taken to be less than the `pooled` one, which stands for those not known too: a few people agree
    by chance alone. `unseen` is the part of the first mean's variance that is left, see `share_unseen`.
    """
    if pooled is None or min(one.people, other.people) < 2:
        return None
    first = unseen * float(max(one.variance or pooled, pooled)) / one.people
    second = float(max(other.variance or pooled, pooled)) / other.people
    both = first + second
    degrees = both**2 / (first**2 / (one.people - 1) + second**2 / (other.people - 1))
    return beyond(abs(float(one.mean - other.mean)) / math.sqrt(both), degrees)


def certain_after_holm(probabilities: Mapping[str, float]) -> frozenset[str]:
    """The names of the differences that are certain, all of them together, by Holm's correction."""
    ordered = sorted(probabilities.items(), key=lambda item: item[1])
    certain: list[str] = []
    for place, (name, found) in enumerate(ordered):
        if found * (len(ordered) - place) >= DOUBT:
            break
        certain.append(name)
    return frozenset(certain)


@cache
def t_quantile(degrees: float) -> float:
    """The value that |t| exceeds one time in twenty."""
    low, high = 0.0, 1.0
    while beyond(high, degrees) > DOUBT:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if beyond(middle, degrees) > DOUBT else (low, middle)
    return high


def beyond(t: float, degrees: float) -> float:
    """The probability that |t| is exceeded: the regularised incomplete beta function of ν/(ν + t²) with ν/2 and 1/2."""
    if not t:
        return 1.0
    part = degrees / (degrees + t * t)
    rest = t * t / (degrees + t * t)
    a, b = degrees / 2, 0.5
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(part) + b * math.log(rest))
    if part < (a + 1) / (a + b + 2):
        return front * _continued_fraction(part, a, b) / a
    return 1 - front * _continued_fraction(rest, b, a) / b


def _continued_fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, evaluated from its beginning as Lentz does."""
    upper, lower = 1.0, _safe(1 - (a + b) * x / (a + 1))
    lower = 1 / lower
    value = lower
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            lower = 1 / _safe(1 + term * lower)
            upper = _safe(1 + term / upper)
            value *= upper * lower
        if abs(upper * lower - 1) < _EXACT:
            break
    return value


def _safe(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
