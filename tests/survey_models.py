"""Surveys built in code, for tests: `example_survey()` has everything that a survey's figures may hold.

Its answers are invented; their means are the baselines of `models.example_roadmap()`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from math import sqrt
from typing import Any

from pipeline.vocabulary.survey import (
    Background,
    Breakdown,
    ChoiceResult,
    ComparedMean,
    Comparison,
    Difference,
    GroupResult,
    OpenResult,
    OptionResult,
    PerspectiveResult,
    SurveyResult,
)

INVITED = 344
_COUNTS = {
    "N1": (3, 20, 76, 72, 15),
    "N2": (2, 13, 50, 95, 26),
    "N3": (7, 32, 72, 65, 10),
    "N4": (13, 46, 80, 41, 6),
    "N5": (31, 73, 60, 20, 2),
    "N6": (11, 41, 80, 48, 6),
    "N7": (24, 65, 61, 32, 4),
    "N8": (17, 52, 72, 41, 4),
    "N9": (9, 37, 76, 56, 8),
    "N10": (26, 69, 63, 26, 2),
    "N11": (26, 63, 61, 32, 4),
}
_CERTAIN_FROM = 0.35
"""How wide a difference must be in the example to be told from chance."""


def example_survey(hidden_people: int = 0, **changes: Any) -> SurveyResult:
    """Answers of 186 people whose means are the example's baselines."""
    results = tuple(_result(name, row, place % 7) for place, (name, row) in enumerate(_COUNTS.items(), 1))
    sectors = {"Elinvoima ja muut": (33, -0.05), "Hallinto": (41, 0.2), "Sivistys": (74, 0.05), "Tekniset palvelut": (38, -0.2)}  # fmt: skip
    roles = {"Esihenkilöt": (31, 0.1), "Johto": (9, 0.2), "Työntekijät": (146, -0.02)}
    years = {"5–15 vuotta": (71, 0.0), "Alle 5 vuotta": (52, 0.04), "Yli 15 vuotta": (63, -0.03)}
    survey = SurveyResult(
        respondents=186,
        perspectives=results,
        breakdowns=(
            _breakdown("sector", sectors, results, hidden_people),
            _breakdown("role", roles, results),
            _breakdown("service", years, results),
        ),
        choices=(_choice(),),
        open_questions=(_open(),),
        previous=_compared("2023", results, -0.25, 0.12, respondents=171),
        reference=_compared("Keksityn maakunnan kunnat", results, 0.3, -0.12, respondents=1240, organisations=12),
        first_day=dt.date(2026, 9, 1),
        last_day=dt.date(2026, 9, 18),
        files=("kysely.xlsx",),
    )
    return replace(survey, **changes)


def means_only(survey: SurveyResult) -> SurveyResult:
    """The same survey as a table of means tells it: no answers, nothing but n and means."""
    bare = tuple(PerspectiveResult(item.perspective, item.n, item.mean) for item in survey.perspectives)
    return replace(survey, perspectives=bare, choices=(), open_questions=(), basis="means", first_day=None, last_day=None)  # fmt: skip


def too_few(threshold: int = 5) -> SurveyResult:
    """A survey that fewer answered than may be shown."""
    return SurveyResult(respondents=0, perspectives=(), threshold=threshold, too_few=True, files=("kysely.xlsx",))


def _result(name: str, counts: tuple[int, ...], unknown: int) -> PerspectiveResult:
    n = sum(counts)
    mean = sum(level * count for level, count in enumerate(counts, 1)) / n
    spread = sqrt(sum(count * (level - mean) ** 2 for level, count in enumerate(counts, 1)) / (n - 1))
    ordered = [level for level, count in enumerate(counts, 1) for _ in range(count)]
    return PerspectiveResult(
        perspective=name,
        n=n,
        mean=mean,
        counts=counts,
        dont_know=unknown,
        median=(ordered[(n - 1) // 2] + ordered[n // 2]) / 2,
        agreement=1 - spread / 2,
        half_width=1.96 * spread / sqrt(n) * sqrt(1 - n / INVITED),
    )


def _breakdown(
    background: Background,
    groups: Mapping[str, tuple[int, float]],
    results: tuple[PerspectiveResult, ...],
    hidden_people: int = 0,
) -> Breakdown:
    """Groups whose means lie a `shift`, twice or three times that from the whole's."""
    found = tuple(
        GroupResult(name, n, {item.perspective: item.mean + shift * (1 + place % 3) for place, item in enumerate(results)})
        for name, (n, shift) in groups.items()
    )  # fmt: skip
    differences = [_difference(item.perspective, found) for item in results]
    ordered = tuple(sorted(differences, key=lambda difference: -difference.size))
    return Breakdown(background, found, hidden_people, ordered)


def _difference(perspective: str, groups: tuple[GroupResult, ...]) -> Difference:
    means = [(value, group.name) for group in groups if (value := group.means[perspective]) is not None]
    (high_mean, high), (low_mean, low) = max(means), min(means)
    return Difference(perspective, high, high_mean, low, low_mean, high_mean - low_mean >= _CERTAIN_FROM)


def _compared(
    name: str,
    results: tuple[PerspectiveResult, ...],
    shift: float,
    step: float,
    respondents: int,
    organisations: int | None = None,
) -> Comparison:
    """Means a `shift` from ours, and some steps further; the last perspective was not asked there."""
    means = {}
    for place, item in enumerate(results[:-1]):
        away = shift + step * (place % 4)
        means[item.perspective] = ComparedMean(item.mean + away, None if place == 3 else abs(away) > 0.2)
    return Comparison(name, means, respondents, organisations)


def _choice() -> ChoiceResult:
    options = (
        ("Tiedonhallinta", 88),
        ("Tekoäly työssä", 73),
        ("Tietoturva", 51),
        ("Sähköiset lomakkeet", 37),
        ("Etätyö ja kokoukset", 12),
        ("Jokin muu", None),
    )
    return ChoiceResult("Missä tarvitset tukea?", 171, tuple(OptionResult(*option) for option in options))


def _open() -> OpenResult:
    answers = (
        "Kalenterit samaan näkymään.",
        "Lomakkeet pitäisi voida täyttää myös puhelimella.",
        "Vähemmän ohjelmia, enemmän aikaa oppia niitä.",
    )
    return OpenResult("Mitä kehittäisit ensin?", 23, answers)
