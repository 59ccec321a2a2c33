"""Whether this year has a survey of its own, and what it tells beside last year's, of what may be published of both.

In: both roadmaps with their published figures. Out: what `comparing.following` needs; None without a new survey.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.comparing.following import Measured
from pipeline.comparing.pairing import Pairs
from pipeline.language import round_half_up
from pipeline.survey.figures.years import compare_years, same_survey
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Level, Roadmap
from pipeline.vocabulary.survey import SurveyResult


def measured_levels(
    old: Roadmap, new: Roadmap, before: SurveyResult | None, now: SurveyResult | None, pairs: Pairs
) -> tuple[Measured | None, tuple[Finding, ...]]:
    """What the surveys tell of the levels. Finding: FU015 where both years show the same survey.

    A change is judged only where both levels are the surveys' own; a level that was typed is no mean of answers.
    """
    if now is None or now.too_few or not now.perspectives:
        return None, ()
    if before is None or before.too_few or not before.perspectives:
        return Measured(None, _people(now)), ()
    if same_survey(now, before):
        return None, (Finding("FU015", Place(new.file), {"path": old.file}),)
    asked = {one: other for one, other in pairs.items() if _is_its(old.levels[one], before)}
    ids = {old.levels[one].id: new.levels[other].id for one, other in asked.items()}
    invited, invited_before = new.organisation.invited, old.organisation.invited
    compared = compare_years(now, before, ids, invited=invited, invited_before=invited_before)
    own = {level.id for level in new.levels if _is_its(level, now)}
    certain: Mapping[str, bool | None] = (
        {id_: mean.certain for id_, mean in compared.means.items() if id_ in own} if compared else {}
    )
    return Measured(_people(before), _people(now), certain), ()


def _people(survey: SurveyResult) -> int | None:
    return survey.respondents if survey.counted else None


def _is_its(level: Level, survey: SurveyResult) -> bool:
    """Whether a level is what the survey gave, and not what somebody typed instead."""
    found = survey.result(level.id)
    return found is not None and level.baseline is not None and _tenths(found.mean) == _tenths(level.baseline)


def _tenths(value: float) -> float:
    return float(round_half_up(value, 1))
