"""A table of means as this survey: the figures that it tells, and those that follow from its distributions.

In: a `MeansTable`. Out: `PerspectiveResult`s of the perspectives that enough people rated.
"""

from __future__ import annotations

from pipeline.survey.answers import MeanRow, MeansTable
from pipeline.survey.figures.chance import half_width
from pipeline.survey.figures.moments import moments_of_table
from pipeline.survey.figures.perspectives import shape_of
from pipeline.vocabulary.survey import PerspectiveResult


def respondents(table: MeansTable) -> int:
    """How many answered: as the table tells, else as many as rated the perspective that most rated."""
    return table.respondents if table.respondents is not None else max((row.n for row in table.rows), default=0)


def row_result(row: MeanRow, *, threshold: int, invited: int | None) -> PerspectiveResult | None:
    """The figures of one row, or None when fewer than `threshold` people rated it."""
    if row.n < threshold:
        return None
    shape = shape_of(row.counts)
    return PerspectiveResult(
        perspective=row.perspective,
        n=row.n,
        mean=row.mean,
        counts=row.counts,
        dont_know=row.dont_know,
        median=shape.median,
        agreement=shape.agreement,
        half_width=half_width(moments_of_table(row), invited),
    )
