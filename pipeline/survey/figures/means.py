"""A table of means as this survey: the figures that it tells, and those that follow from its distributions.

In: a `MeansTable`. Out: `PerspectiveResult`s of the perspectives that enough people rated.
"""

from __future__ import annotations

from pipeline.survey.answers import MeanRow, MeansTable
from pipeline.survey.figures.chance import half_width
from pipeline.survey.figures.moments import moments_of_table
from pipeline.survey.figures.perspectives import shape_of, without_shape
from pipeline.survey.questionnaire import questionnaire
from pipeline.vocabulary.survey import PerspectiveResult


def respondents(table: MeansTable) -> int:
    """How many answered: as the table tells, else as many as rated the perspective that most rated."""
    return table.respondents if table.respondents is not None else max((row.n for row in table.rows), default=0)


def row_result(row: MeanRow, *, threshold: int, invited: int | None) -> PerspectiveResult | None:
    """The figures of one row, or None when they may not be told."""
    if not may_be_told(row, threshold):
        return None
    shape = shape_of(row.counts)
    result = PerspectiveResult(
        perspective=row.perspective,
        n=row.n,
        mean=row.mean,
        counts=row.counts,
        dont_know=row.dont_know,
        median=shape.median,
        agreement=shape.agreement,
        half_width=half_width(moments_of_table(row), invited),
    )
    return result if row.n >= 2 * threshold else without_shape(result)


def may_be_told(row: MeanRow, threshold: int) -> bool:
    """Whether at least `threshold` people rated it; of fewer than twice as many, whether not all say the same.

    They do when all are on one step, or the mean is at an end of the scale.
    """
    one_step = sum(map(bool, row.counts)) == 1 or row.mean in (1, questionnaire().levels)
    return row.n >= 2 * threshold or (row.n >= threshold and not one_step)
