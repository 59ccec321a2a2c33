"""This year's published figures beside last year's: which perspectives changed more than by chance.

In: two `SurveyResult`s, of which nothing but what documents show is known. Out: a `Comparison`, judged as a last survey
that is read from its answers is (`comparisons.compare`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pipeline.survey.figures.chance import share_unseen, t_quantile
from pipeline.survey.figures.comparisons import Side, compare
from pipeline.survey.figures.moments import Moments, spread
from pipeline.vocabulary.survey import Comparison, PerspectiveResult, SurveyResult


def compare_years(
    now: SurveyResult,
    before: SurveyResult,
    ids: Mapping[str, str],
    *,
    invited: int | None = None,
    invited_before: int | None = None,
) -> Comparison | None:
    """Last year's means, each with whether this year's differs from it by more than chance.

    `ids` has this year's id of each of last year's perspectives. None when no perspective is shown in both.
    """
    ours = Side("", {item.perspective: _moments(item, invited) for item in now.perspectives})
    rated = {ids[item.perspective]: _moments(item, invited_before) for item in before.perspectives if _is_in(item, ids)}
    day = before.last_day or before.first_day
    theirs = Side(
        str(day.year) if day else "",
        rated,
        before.respondents,
        first_day=before.first_day,
        last_day=before.last_day,
    )
    return compare(ours, theirs, invited)


def same_survey(one: SurveyResult, other: SurveyResult) -> bool:
    """Whether two years show the same survey: as many people, the same days, the same means.

    How sure a mean is doesn't count: it follows from how many were invited, which the workbooks tell.
    """
    return _answered(one) == _answered(other)


def _answered(result: SurveyResult) -> tuple[object, ...]:
    means = tuple((item.perspective, item.n, item.mean) for item in result.perspectives)
    return result.respondents, result.first_day, result.last_day, means


def _is_in(item: PerspectiveResult, ids: Mapping[str, str]) -> bool:
    return item.perspective in ids


def _moments(item: PerspectiveResult, invited: int | None) -> Moments:
    return Moments(item.n, Fraction(item.mean), _variance(item, invited))


def _variance(item: PerspectiveResult, invited: int | None) -> Fraction | None:
    """What one person adds: from the confidence interval that is shown, else from the distribution."""
    unseen = share_unseen(item.n, invited)
    if item.half_width and unseen and item.n > 1:
        return Fraction((item.half_width / t_quantile(item.n - 1)) ** 2 * item.n / unseen)
    if item.answers > 1:
        return Fraction(spread(item.counts) ** 2 * item.answers / (item.answers - 1)) or Fraction(1, item.n)
    return None
