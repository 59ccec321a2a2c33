"""Answers to figures: means, distributions, sectors; only what may be published leaves this file.

In: `Answers` and the `Roadmap`. Out: a `SurveyResult`, and the roadmap with the baselines that the survey gives.
Means are computed from whole answers and not rounded; the baseline is rounded once, half up, to one decimal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.language import round_half_up, words
from pipeline.survey.answers import Answers
from pipeline.survey.questionnaire import questionnaire
from pipeline.survey.scale import DONT_KNOW, MISSING
from pipeline.survey.suppression import may_be_shown
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import GroupResult, Level, PerspectiveResult, Roadmap, SurveyResult

THRESHOLD = 5


@dataclass(frozen=True, slots=True)
class _Tally:
    """One perspective's answers in one group: how many people answered, how many answers, and their sum."""

    people: int
    answers: int
    total: int

    @property
    def mean(self) -> float:
        return self.total / self.answers


def score(
    answers: Answers, roadmap: Roadmap, *, threshold: int = THRESHOLD
) -> tuple[SurveyResult | None, tuple[Finding, ...]]:
    """The figures that may be shown of groups of at least `threshold` people; None when the whole survey is smaller.

    Findings: SV010, SV011, SV013, SV019.
    """
    place = Place(answers.files[0]) if answers.files else Place()
    findings = list(_more_than_invited(answers, roadmap))
    if answers.respondents < threshold:
        finding = Finding("SV010", place, {"count": answers.respondents, "threshold": threshold})
        return None, (*findings, finding)
    asked = [level for level in roadmap.levels if level.id in answers.codes]
    perspectives = tuple(_perspective(level.id, answers.codes[level.id], threshold) for level in asked)
    findings += _too_few(asked, perspectives, place, threshold)
    sectors = _sectors(answers, asked, roadmap, threshold)
    hidden = answers.respondents - sum(group.n for group in sectors) if answers.sectors else 0
    if hidden:
        findings.append(Finding("SV011", place, {"respondents": hidden, "threshold": threshold}))
    result = SurveyResult(
        respondents=answers.respondents,
        perspectives=perspectives,
        sectors=sectors,
        hidden_respondents=hidden,
        first_day=answers.first_day,
        last_day=answers.last_day,
        files=answers.files,
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
        survey = float(round_half_up(found.mean, 1)) if found and found.mean is not None else None
        place, name = level.place("baseline"), level.name or level.id
        if level.baseline is None and survey is None:
            findings.append(Finding("WB027", place, {"perspective": name}))
        elif level.baseline is None:
            level = replace(level, baseline=survey, baseline_from_survey=True)
        elif survey is not None and survey != level.baseline:
            findings.append(Finding("WB026", place, {"perspective": name, "given": level.baseline, "survey": survey}))
        levels.append(level)
    return replace(roadmap, levels=tuple(levels)), tuple(findings)


def _perspective(perspective: str, columns: Sequence[bytes], threshold: int) -> PerspectiveResult:
    """One perspective over everybody; with too few people it has its n, but no mean and no counts."""
    counts = tuple(sum(column.count(level) for column in columns) for level in _levels())
    few = _tally(Counter(zip(*columns, strict=True))).people < max(threshold, 1)
    return PerspectiveResult(
        perspective=perspective,
        n=sum(counts),
        mean=None if few else sum(level * count for level, count in zip(_levels(), counts, strict=True)) / sum(counts),
        counts=(0,) * len(counts) if few else counts,
        dont_know=sum(column.count(DONT_KNOW) for column in columns),
        missing=sum(column.count(MISSING) for column in columns),
    )


def _sectors(answers: Answers, asked: Sequence[Level], roadmap: Roadmap, threshold: int) -> tuple[GroupResult, ...]:
    """The sectors that may be shown, in alphabetical order, each with the means that may be shown."""
    sizes = Counter(name for name in answers.sectors if name)
    shown = may_be_shown(sizes, answers.respondents, threshold)
    means = {level.id: _means(answers.sectors, answers.codes[level.id], shown, threshold) for level in asked if shown}
    return tuple(
        GroupResult(name, sizes[name], {id_: by_sector.get(name) for id_, by_sector in means.items()})
        for name in sorted(shown, key=words(roadmap.language).sort_key)
    )


def _means(
    sectors: Sequence[str], columns: Sequence[bytes], shown: frozenset[str], threshold: int
) -> Mapping[str, float]:
    """A perspective's mean in each shown sector, without those too few to be shown or that would give others away."""
    rows: dict[str, Counter[tuple[int, ...]]] = defaultdict(Counter)
    for (sector, row), count in Counter(zip(sectors, zip(*columns, strict=True), strict=True)).items():
        rows[sector][row] = count
    tallies = {sector: _tally(counted) for sector, counted in rows.items()}
    everybody = sum(tally.people for tally in tallies.values())
    people = {sector: tallies[sector].people for sector in shown}
    return {sector: tallies[sector].mean for sector in may_be_shown(people, everybody, max(threshold, 1))}


def _tally(rows: Mapping[tuple[int, ...], int]) -> _Tally:
    """The tally of counted rows, each a row of one respondent's codes."""
    people = answers = total = 0
    for row, count in rows.items():
        levels = [code for code in row if code in _levels()]
        people += count if levels else 0
        answers += count * len(levels)
        total += count * sum(levels)
    return _Tally(people, answers, total)


def _levels() -> range:
    return range(1, questionnaire().levels + 1)


def _more_than_invited(answers: Answers, roadmap: Roadmap) -> Iterator[Finding]:
    invited = roadmap.organisation.invited
    if invited is not None and answers.respondents > invited:
        values = {"respondents": answers.respondents, "invited": invited}
        yield Finding("SV013", roadmap.organisation.place("invited"), values)


def _too_few(
    asked: Sequence[Level], results: Sequence[PerspectiveResult], place: Place, threshold: int
) -> Iterator[Finding]:
    for level, result in zip(asked, results, strict=True):
        if result.mean is None:
            name = level.name or level.id
            yield Finding("SV019", place, {"perspective": name, "answers": result.n, "threshold": threshold})
