"""Surveys to figures, with the roadmap's baselines; only what may be published leaves this file.

In: `Surveys` and the `Roadmap`. Out: a `SurveyResult`, and the roadmap with the baselines that the survey gives.
The baseline is the mean, rounded once, half up, to one decimal: the figure that every document prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.language import round_half_up, words
from pipeline.survey.answers import Answers, Surveys
from pipeline.survey.figures.groups import breakdowns
from pipeline.survey.figures.perspectives import perspective_result
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Level, Roadmap
from pipeline.vocabulary.survey import SurveyResult

THRESHOLD = 5


def score(
    surveys: Surveys, roadmap: Roadmap, *, threshold: int = THRESHOLD
) -> tuple[SurveyResult | None, tuple[Finding, ...]]:
    """The figures that may be shown of groups of at least `threshold` people; None when the whole survey is smaller.

    Findings: SV010, SV011, SV013, SV019.
    """
    if not isinstance(surveys.current, Answers):
        return None, ()
    return _of_answers(surveys.current, roadmap, threshold)


def _of_answers(answers: Answers, roadmap: Roadmap, threshold: int) -> tuple[SurveyResult | None, tuple[Finding, ...]]:
    place = Place(answers.files[0]) if answers.files else Place()
    findings = list(_more_than_invited(answers, roadmap))
    if answers.respondents < threshold:
        finding = Finding("SV010", place, {"count": answers.respondents, "threshold": threshold})
        return None, (*findings, finding)
    asked = [level for level in roadmap.levels if level.id in answers.statements]
    invited = roadmap.organisation.invited
    results = {
        level.id: perspective_result(level.id, answers.statements[level.id], threshold=threshold, invited=invited)
        for level in asked
    }
    findings += _too_few([level for level in asked if results[level.id] is None], place, threshold)
    shown = breakdowns(answers, [level.id for level in asked], threshold, words(roadmap.language).sort_key)
    hidden = shown[0].hidden_people if shown else 0
    if hidden:
        findings.append(Finding("SV011", place, {"respondents": hidden, "threshold": threshold}))
    result = SurveyResult(
        respondents=answers.respondents,
        perspectives=tuple(found for found in results.values() if found),
        hidden=tuple(id_ for id_, found in results.items() if not found),
        breakdowns=shown,
        first_day=answers.first_day,
        last_day=answers.last_day,
        files=answers.files,
        threshold=threshold,
    )
    return result, tuple(findings)


def with_baselines(roadmap: Roadmap, result: SurveyResult | None) -> tuple[Roadmap, tuple[Finding, ...]]:
    """The roadmap whose empty baselines are the survey's means, rounded half up to one decimal.

    Findings: WB026 where a given baseline differs from the survey's, WB027 where there is neither.
    """
    levels: list[Level] = []
    findings: list[Finding] = []
    for level in roadmap.levels:
        found = result.result(level.id) if result else None
        survey = float(round_half_up(found.mean, 1)) if found else None
        place, name = level.place("baseline"), level.name or level.id
        if level.baseline is None and survey is None:
            findings.append(Finding("WB027", place, {"perspective": name}))
        elif level.baseline is None:
            level = replace(level, baseline=survey, baseline_from_survey=True)
        elif survey is not None and survey != level.baseline:
            findings.append(Finding("WB026", place, {"perspective": name, "given": level.baseline, "survey": survey}))
        levels.append(level)
    return replace(roadmap, levels=tuple(levels)), tuple(findings)


def _more_than_invited(answers: Answers, roadmap: Roadmap) -> Iterator[Finding]:
    invited = roadmap.organisation.invited
    if invited is not None and answers.respondents > invited:
        values = {"respondents": answers.respondents, "invited": invited}
        yield Finding("SV013", roadmap.organisation.place("invited"), values)


def _too_few(hidden: Sequence[Level], place: Place, threshold: int) -> Iterator[Finding]:
    for level in hidden:
        yield Finding("SV019", place, {"perspective": level.name or level.id, "threshold": threshold})
