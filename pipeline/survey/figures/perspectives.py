"""One perspective over everybody: n, mean, distribution, don't know, median, agreement, confidence.

In: its statements, and how they were rated. Out: a `PerspectiveResult`, or None when too few people rated it, or few
who all agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.survey.answers import Statement
from pipeline.survey.columns.scale import DONT_KNOW, MISSING
from pipeline.survey.figures.chance import half_width
from pipeline.survey.figures.moments import Moments, spread
from pipeline.survey.figures.one_mind import are_of_one_mind
from pipeline.survey.questionnaire import questionnaire
from pipeline.vocabulary.survey import PerspectiveResult


@dataclass(frozen=True, slots=True)
class Shape:
    """What a distribution over the steps tells beside its mean; nothing when it has no answers."""

    median: float | None
    agreement: float | None


def perspective_result(
    perspective: str, statements: Sequence[Statement], rated: Moments | None, *, threshold: int, invited: int | None
) -> PerspectiveResult | None:
    """The figures of one perspective, or None when fewer than `threshold` people rated it."""
    if rated is None or rated.people < threshold:
        return None
    if rated.people < 2 * threshold and are_of_one_mind(statements):
        return None
    counts = _distribution(statements)
    shape = shape_of(counts)
    result = PerspectiveResult(
        perspective=perspective,
        n=rated.people,
        mean=float(rated.mean),
        counts=counts,
        dont_know=sum(item.codes.count(DONT_KNOW) for item in statements),
        missing=sum(item.codes.count(MISSING) for item in statements),
        median=shape.median,
        agreement=shape.agreement,
        half_width=half_width(rated, invited),
    )
    return result if rated.people >= 2 * threshold else without_shape(result)


def without_shape(result: PerspectiveResult) -> PerspectiveResult:
    """What may be told of few: n and mean, since a distribution of few is one of single people.

    How much they differ is told by the ± too, so that it stays only where it is 0 because everybody answered.
    """
    return replace(
        result,
        counts=(),
        dont_know=0,
        missing=0,
        median=None,
        agreement=None,
        half_width=None if result.half_width else result.half_width,
    )


def shape_of(counts: Sequence[int]) -> Shape:
    """The median and the agreement of a distribution over the steps, lowest first."""
    if not sum(counts):
        return Shape(None, None)
    widest = (len(counts) - 1) / 2
    return Shape(_median(counts), 1 - spread(counts) / widest)


def _distribution(statements: Sequence[Statement]) -> tuple[int, ...]:
    counts = [0] * questionnaire().levels
    for statement in statements:
        for code, step in enumerate(statement.scale.steps, 1):
            counts[step - 1] += statement.codes.count(code)
    return tuple(counts)


def _median(counts: Sequence[int]) -> float:
    """The step in the middle; between two steps, the midpoint."""
    answers = sum(counts)
    return (_step_at(counts, (answers - 1) // 2) + _step_at(counts, answers // 2)) / 2


def _step_at(counts: Sequence[int], place: int) -> int:
    """The step of the answer at a place from the lowest, the first at 0."""
    step = 0
    while place >= 0:
        place -= counts[step]
        step += 1
    return step
