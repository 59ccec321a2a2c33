"""One perspective over everybody: n, mean, distribution, don't know.

In: its statements. Out: a `PerspectiveResult`, or None when too few people rated it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pipeline.survey.answers import Statement
from pipeline.survey.columns.scale import DONT_KNOW, MISSING
from pipeline.survey.questionnaire import questionnaire
from pipeline.vocabulary.survey import PerspectiveResult

_NOT_RATED = bytes.maketrans(bytes([DONT_KNOW]), bytes([MISSING]))


def perspective_result(
    perspective: str, statements: Sequence[Statement], *, threshold: int, invited: int | None
) -> PerspectiveResult | None:
    """The figures of one perspective, or None when fewer than `threshold` people rated it."""
    people = sum(map(any, zip(*(_rated(item) for item in statements), strict=True)))
    if people < max(threshold, 1):
        return None
    counts = [0] * questionnaire().levels
    total = Fraction(0)
    for statement in statements:
        for code, (value, step) in enumerate(zip(statement.scale.values, statement.scale.steps, strict=True), 1):
            count = statement.codes.count(code)
            counts[step - 1] += count
            total += count * value
    return PerspectiveResult(
        perspective=perspective,
        n=people,
        mean=float(total / sum(counts)),
        counts=tuple(counts),
        dont_know=sum(item.codes.count(DONT_KNOW) for item in statements),
        missing=sum(item.codes.count(MISSING) for item in statements),
    )


def _rated(statement: Statement) -> bytes:
    """The codes with 0 for everyone who did not rate it."""
    return statement.codes.translate(_NOT_RATED)
