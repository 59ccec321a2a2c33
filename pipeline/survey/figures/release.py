"""What may be published after an earlier build: comparing the two tells nothing of fewer than `threshold` people.

In: fresh figures, safe on their own, and those published before. Out: figures that are safe beside the published ones.

What two builds tell together is the change between them, so the change is what is guarded: nobody changed, and the
fresh figure tells nothing new, or at least `threshold` did, and it tells of all of these together. Between the two the
published figure stays. Groups that can't be followed from one build to the next by their names are hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.survey.figures.changes import choice_change, is_same_survey, perspective_change
from pipeline.survey.figures.regrouping import followed_groups, same_groups
from pipeline.vocabulary.survey import Comparison, SurveyResult

Held = Literal["", "part", "all"]
"""How much of the fresh figures is held back."""


@dataclass(frozen=True, slots=True)
class Release:
    """The figures to publish now, how much is `held` back, and how many answered `before` when some is."""

    result: SurveyResult
    held: Held = ""
    before: int = 0


def release(fresh: SurveyResult, published: Sequence[SurveyResult]) -> Release:
    """The figures to publish beside all those `published` before, the last of them last.

    Surveys that were answered in other days are other surveys. A result of too few is published as it is: it tells
    only that. Open answers and the reference group are always the fresh ones: an open answer is one person's in any
    case, and can be taken back only if it isn't kept; the reference group's people are not these.
    """
    earlier = [result for result in published if is_same_survey(result, fresh)]
    if fresh.too_few or not earlier:
        return Release(fresh)
    last = earlier[-1]
    result = _beside(fresh, last)
    if any(_beside(result, older) != result for older in earlier[:-1]):
        result = _kept(last, fresh)
    if result == fresh:
        return Release(fresh)
    held: Held = "all" if result == _kept(last, fresh) else "part"
    return Release(result, held, last.respondents)


def _beside(fresh: SurveyResult, last: SurveyResult) -> SurveyResult:
    """The fresh figures as far as they may be published beside the last ones, else the last ones."""
    threshold = max(fresh.threshold, last.threshold)
    people = abs(fresh.respondents - last.respondents)
    changes = _changes(fresh, last)
    if _is_few(people, threshold) or not people and any(_is_few(change, threshold) for change in changes.values()):
        return _kept(last, fresh)
    stay = {name for name, change in changes.items() if _is_few(change, threshold)}
    of_last = {item.perspective: item for item in last.perspectives}
    result = replace(
        fresh,
        perspectives=tuple(of_last[item.perspective] if item.perspective in stay else item for item in fresh.perspectives),
        previous=_previous(fresh.previous, last.previous, threshold),
    )
    ...


def _is_few(change: int, threshold: int) -> bool:
    return 0 < change < threshold
