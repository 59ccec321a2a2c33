"""Surveys to figures, with the roadmap's baselines; only what may be published leaves this file.

In: `Surveys` and the `Roadmap`. Out: a `SurveyResult`, and the roadmap with the baselines that the survey gives.
The baseline is the mean, rounded once, half up, to one decimal: the figure that every document prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.language import round_half_up, words
from pipeline.survey.answers import Answers, MeansTable, Surveys
from pipeline.survey.figures import means
from pipeline.survey.figures.choices import choice_result, fewest
from pipeline.survey.figures.comparisons import compare, side_of
from pipeline.survey.figures.differences import with_differences
from pipeline.survey.figures.groups import Groups, breakdowns, groups_of
from pipeline.survey.figures.moments import moments
from pipeline.survey.figures.open_questions import published
from pipeline.survey.figures.perspectives import perspective_result
from pipeline.survey.files.collecting import uninterrupted
from pipeline.vocabulary.findings import NOWHERE, Finding, FindingValue, Phrase, Place, Term
from pipeline.vocabulary.model import Level, Roadmap
from pipeline.vocabulary.survey import SMALLEST_GROUP, Basis, Breakdown, ChoiceResult, PerspectiveResult, SurveyResult

Results = Mapping[str, PerspectiveResult | None]
"""The figures of each perspective that was asked, in the workbook's order; None when too few rated it."""

_NO_SURVEYS = Surveys()


@uninterrupted()
def score(
    surveys: Surveys, roadmap: Roadmap, *, threshold: int | None = None
) -> tuple[SurveyResult | None, tuple[Finding, ...]]:
    """The figures that may be shown of groups of at least `threshold` people; None without a survey.

    Without a `threshold` it is the workbook's, never less than `SMALLEST_GROUP`. A survey that fewer answered gives a
    result that is `too_few`. Findings: SV010, SV011, SV013, SV019, SV038, SV040, SV046–SV048,
    SV057, SV058.
    """
    current = surveys.current
    if current is None:
        return None, ()
    if threshold is None:
        threshold = max(roadmap.organisation.smallest_group or 0, SMALLEST_GROUP)
    place, people = _place(current), _respondents(current)
    findings = list(_more_than_invited(people, roadmap))
    if people < threshold:
        given = bool(roadmap.levels) and all(level.baseline is not None for level in roadmap.levels)
        findings.append(Finding("SV057" if given else "SV010", place, {"count": people, "threshold": threshold}))
        return _nothing_of(current, threshold), tuple(findings)
    groups = _groups(current, roadmap)
    results = _perspectives(current, groups, roadmap, threshold)
    findings += _too_few(results, roadmap, place, threshold)
    result = replace(
        _nothing_of(current, threshold),
        respondents=people,
        perspectives=tuple(found for found in results.values() if found),
        hidden=tuple(id_ for id_, found in results.items() if not found),
        too_few=False,
        counted=isinstance(current, Answers) or current.respondents is not None,
    )
    if isinstance(current, Answers) and groups:
        result, told = _of_answers(result, current, groups, roadmap)
        findings += told
    result, compared = _compared(result, surveys, groups, roadmap)
    return result, (*findings, *compared)


def _respondents(survey: Answers | MeansTable) -> int:
    return survey.respondents if isinstance(survey, Answers) else means.respondents(survey)


def _place(survey: Answers | MeansTable) -> Place:
    """The file that tells of a survey; nowhere when it is of several."""
    files = _files(survey)
    return Place(files[0]) if len(files) == 1 else NOWHERE


def _files(survey: Answers | MeansTable) -> tuple[str, ...]:
    return survey.files if isinstance(survey, Answers) else tuple(filter(None, [survey.file]))


def _nothing_of(survey: Answers | MeansTable, threshold: int) -> SurveyResult:
    """What is told of a survey that too few answered: that there was one."""
    basis: Basis = "answers" if isinstance(survey, Answers) else "means"
    return SurveyResult(0, (), files=_files(survey), basis=basis, threshold=threshold, too_few=True)


def _invited(survey: Answers | MeansTable, roadmap: Roadmap) -> int | None:
    """How many were invited, when that can be so."""
    invited = roadmap.organisation.invited
    return invited if invited is not None and invited >= _respondents(survey) else None


def _groups(survey: Answers | MeansTable, roadmap: Roadmap) -> Groups | None:
    """Who answered, by group, and how they rated what the workbook has; None of a table of means."""
    if isinstance(survey, MeansTable):
        return None
    return groups_of(survey, [level.id for level in roadmap.levels if level.id in survey.statements])


def _perspectives(survey: Answers | MeansTable, groups: Groups | None, roadmap: Roadmap, threshold: int) -> Results:
    invited = _invited(survey, roadmap)
    if isinstance(survey, Answers):
        rated = {id_: moments(ratings) for id_, ratings in groups.ratings.items()} if groups else {}
        given = survey.statements
        return {
            id_: perspective_result(id_, given[id_], rated[id_], threshold=threshold, invited=invited) for id_ in rated
        }
    ids = [level.id for level in roadmap.levels]
    rows = {row.perspective: row for row in survey.rows}
    return {id_: means.row_result(rows[id_], threshold=threshold, invited=invited) for id_ in ids if id_ in rows}


def _of_answers(
    result: SurveyResult, answers: Answers, groups: Groups, roadmap: Roadmap
) -> tuple[SurveyResult, tuple[Finding, ...]]:
    """What only answers tell: groups and their differences, choices, open questions, days."""
    sort_key, place = words(roadmap.language).sort_key, _place(answers)
    shown = breakdowns(groups, result.threshold, sort_key)
    choices = [(item.question, choice_result(item, result.threshold, sort_key)) for item in answers.choices]
    open_questions, told = published(answers, result.threshold, sort_key)
    result = replace(
        result,
        breakdowns=tuple(with_differences(groups, breakdown) for breakdown in shown),
        choices=tuple(found for _, found in choices if found),
        open_questions=open_questions,
        first_day=answers.first_day,
        last_day=answers.last_day,
    )
    return result, (*_hidden_groups(shown, place, result.threshold), *_hidden_choices(choices, place, result), *told)


def _compared(
    result: SurveyResult, surveys: Surveys, groups: Groups | None, roadmap: Roadmap
) -> tuple[SurveyResult, list[Finding]]:
    """The result with its comparisons. Finding: SV038."""
    others = {"previous": surveys.previous, "reference": surveys.reference}
    given = {name: other for name, other in others.items() if other is not None}
    if surveys.current is None or not given:
        return result, []
    ratings = groups.ratings if groups else None
    invited, ours = _invited(surveys.current, roadmap), side_of(surveys.current, result.threshold, ratings)
    shown = [found.perspective for found in result.perspectives]
    ours = replace(ours, rated={id_: ours.rated[id_] for id_ in shown})
    made = {name: compare(ours, side_of(other, result.threshold), invited) for name, other in given.items()}
    places = [_place(given[name]) for name, comparison in made.items() if comparison is None]
    findings = [Finding("SV038", place, {"threshold": result.threshold}) for place in places]
    return replace(result, previous=made.get("previous"), reference=made.get("reference")), findings


def with_baselines(
    roadmap: Roadmap, result: SurveyResult | None, surveys: Surveys = _NO_SURVEYS
) -> tuple[Roadmap, tuple[Finding, ...]]:
    """The roadmap whose empty baselines are the survey's means, rounded half up to one decimal.

    Findings: WB026 where a given baseline differs from the survey's, WB027 where there is neither: one for all that a
    fault of the `surveys` keeps from having one, none for those that wait for what an error asks already.
    """
    levels: list[Level] = []
    findings: list[Finding] = []
    for level in roadmap.levels:
        found = result.result(level.id) if result else None
        survey = float(round_half_up(found.mean, 1)) if found else None
        if level.baseline is None and survey is not None:
            level = replace(level, baseline=survey, baseline_from_survey=True)
        elif survey is not None and level.baseline is not None and survey != level.baseline:
            name, place = level.name or level.id, level.place("baseline")
            findings.append(Finding("WB026", place, {"perspective": name, "given": level.baseline, "survey": survey}))
        levels.append(level)
    findings += _without_baseline([level for level in levels if level.baseline is None], result, surveys)
    return replace(roadmap, levels=tuple(levels)), tuple(findings)


def _without_baseline(levels: Sequence[Level], result: SurveyResult | None, surveys: Surveys) -> Iterator[Finding]:
    """WB027 for levels that have no baseline."""
    waiting = [level for level in levels if level.id in surveys.waiting]
    others = [level for level in levels if level not in waiting]
    if waiting and not surveys.fault:
        yield _no_baseline(waiting, Phrase("no_baseline.waiting"), "answer_first")
    if others and result is None and surveys.fault:
        yield _no_baseline(others, Phrase("no_baseline.unread", code=surveys.fault), "mend_first")
        return
    for level in others:
        yield _no_baseline([level], _no_mean(level, result), "type")


def _no_baseline(levels: Sequence[Level], reason: Phrase, advice: str) -> Finding:
    names = ", ".join(level.id or level.name for level in levels) if len(levels) > 1 else levels[0].name or levels[0].id
    values: dict[str, FindingValue] = {"count": len(levels), "perspective": names, "reason": reason}
    values["advice"] = Phrase(f"no_baseline.advice.{advice}", reason=reason)
    return Finding("WB027", levels[0].place("baseline"), values)


def _no_mean(level: Level, result: SurveyResult | None) -> Phrase:
    """Why the survey gives a perspective no baseline."""
    if result is None:
        return Phrase("no_baseline.no_survey")
    if result.too_few:
        return Phrase("no_baseline.too_few", threshold=result.threshold)
    if level.id in result.hidden:
        return Phrase("no_baseline.hidden", threshold=result.threshold)
    return Phrase("no_baseline.not_asked")


def _more_than_invited(respondents: int, roadmap: Roadmap) -> Iterator[Finding]:
    invited = roadmap.organisation.invited
    if invited is not None and respondents > invited:
        yield Finding("SV013", roadmap.organisation.place("invited"), {"respondents": respondents, "invited": invited})


def _too_few(results: Results, roadmap: Roadmap, place: Place, threshold: int) -> Iterator[Finding]:
    for level in roadmap.levels:
        if level.id in results and results[level.id] is None:
            code = "SV019" if level.baseline is None else "SV058"
            yield Finding(code, place, {"perspective": level.name or level.id, "threshold": threshold})


def _hidden_groups(shown: Sequence[Breakdown], place: Place, threshold: int) -> Iterator[Finding]:
    for breakdown in shown:
        if breakdown.hidden_people:
            values: dict[str, FindingValue] = {
                "background": Term(f"survey.{breakdown.background}"),
                "respondents": breakdown.hidden_people,
                "threshold": threshold,
            }
            yield Finding("SV011", place, values)


def _hidden_choices(
    choices: Sequence[tuple[str, ChoiceResult | None]], place: Place, result: SurveyResult
) -> Iterator[Finding]:
    for question, found in choices:
        if found is None:
            yield Finding("SV040", place, {"column": question, "threshold": fewest(result.threshold)})
