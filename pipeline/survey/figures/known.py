"""The last survey as this folder's documents have shown it before.

In: the fresh comparison with the last survey, and what was published. Out: the comparison that may be shown.

The year before, the last survey was this survey. If its export comes back with a late answer, the answer would follow
from both years' documents; so what was published then is shown again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.survey.figures.changes import comparison_tells, days_meet
from pipeline.vocabulary.survey import ComparedMean, Comparison, SurveyResult


def as_published(fresh: Comparison | None, published: Sequence[SurveyResult]) -> Comparison | None:
    """The last survey's figures, those published if they were and have changed.

    Only results whose days of answering meet its days are the same survey. Whether ours differ for certain is kept.
    """
    if fresh is None or fresh.respondents is None:
        return fresh
    same = [result for result in published if days_meet(fresh, result)]
    if not any(comparison_tells(fresh, _as_last(result), result.threshold) for result in same):
        return fresh
    last = _as_last(same[-1])
    means = {id_: replace(item, mean=last.means[id_].mean) for id_, item in fresh.means.items() if id_ in last.means}
    return replace(fresh, means=means, respondents=last.respondents)


def _as_last(result: SurveyResult) -> Comparison:
    """A result as later ones are compared with it."""
    means = {item.perspective: ComparedMean(item.mean) for item in result.perspectives}
    return Comparison("", means, result.respondents, None, result.first_day, result.last_day)
