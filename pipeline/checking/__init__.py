"""Rules across rows, sheets and survey: what is impossible (error), what is odd (warning), what could be better (note).

In: a roadmap with its baselines, and the survey's figures. Out: all findings at once, each with its cell. What one
cell says wrong by itself the readers tell; a missing value is theirs too and causes no further finding here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipeline.checking import (
    actions,
    cycles,
    goals,
    ids,
    levels,
    organisation,
    period,
    phases,
    responsibles,
    texts,
    times,
)
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.model import Roadmap
from pipeline.vocabulary.survey import SurveyResult

RULES: Mapping[str, Callable[[Roadmap], Iterator[Finding]]] = {
    "WB004": ids.duplicate_ids,
    "WB005": ids.dangling_references,
    "NY006": ids.archived_again,
    "WB014": times.ends_before_start,
    "WB015": cycles.predecessor_cycles,
    "WB016": times.outside_period,
    "WB017": times.starts_before_predecessor_ends,
    "WB018": goals.goals_without_action,
    "WB019": responsibles.nobody_responsible,
    "WB020": levels.target_below_baseline,
    "WB021": goals.priorities_without_goal,
    "WB022": levels.out_of_scale,
    "WB023": responsibles.too_much_at_once,
    "WB024": period.everything_at_once,
    "WB025": texts.placeholders,
    "WB030": period.ends_before_it_starts,
    "WB033": actions.no_actions,
    "WB034": cycles.parent_cycles,
    "WB037": period.unusual_length,
    "WB038": levels.number_of_perspectives,
    "WB041": actions.near_duplicates,
    "WB051": goals.no_goals,
    "WB052": responsibles.management_alone,
    "WB053": actions.statutory_without_statute,
    "WB054": actions.vague,
    "WB055": actions.progress_against_status,
    "WB056": actions.overdue,
    "WB057": texts.genitive,
    "WB058": period.vision_before_period,
    "WB059": actions.everything_first,
    "WB061": texts.identity_codes,
    "WB062": goals.goals_without_metric,
    "WB063": responsibles.two_spellings,
    "WB064": organisation.differs_from_table,
    "WB065": organisation.smallest_group_too_small,
}
"""The rules that need the roadmap alone, each by the code it tells."""

SURVEY_RULES: Mapping[str, Callable[[Roadmap, SurveyResult], Iterator[Finding]]] = {
    "WB060": phases.participants_of_survey,
}
"""The rules that compare the roadmap with the survey."""


def check(roadmap: Roadmap, survey: SurveyResult | None) -> tuple[Finding, ...]:
    """All that the rules find in a roadmap and, when there is one, its survey."""
    found = [finding for rule in RULES.values() for finding in rule(roadmap)]
    if survey is not None:
        found += [finding for rule in SURVEY_RULES.values() for finding in rule(roadmap, survey)]
    return tuple(found)
