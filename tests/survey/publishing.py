"""What builds publish of invented people, one after the other, as sums over people: what an attacker adds and subtracts.

In: builds. Out: of each published figure whose answers it is a sum of. A figure that stays as it was is over the people
that it was over; so it is told by what it is of and how large it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random  # noqa: TID251 - fixed seeds: the same people each time
from typing import Any

from solving import Unknown, found_out
from survey_fixtures import NAMES, roadmap

from pipeline.survey.answers import Answers, Choice, Statement, Surveys
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, own_scale
from pipeline.survey.figures.release import release
from pipeline.survey.scoring import score
from pipeline.vocabulary.model import Level
from pipeline.vocabulary.survey import Background, Breakdown, Comparison, SurveyResult

THRESHOLD = 5
STATEMENTS = {"N1": (0,), "N2": (1, 2)}
LEVELS = tuple(Level(id=id_, name=NAMES[id_], target=4) for id_ in STATEMENTS)
BACKGROUNDS: tuple[Background, ...] = ("sector", "role", "unit")
QUESTION = "Mitä tarvitset?"
OPTIONS = ("Aikaa", "Tilaa", "Laitteita")
CODES = (1, 2, 3, 4, 5, 5, 4, 3, 3, DONT_KNOW, MISSING)


@dataclass(frozen=True)
class Person:
    """One respondent: a number that stays, the groups, the codes of all statements, and the options chosen."""

    number: int
    groups: tuple[str, ...]
    codes: tuple[int, ...]
    chosen: frozenset[str] = field(default_factory=frozenset)

    def has_rated(self, perspective: str) -> bool:
        return any(1 <= self.codes[place] <= 5 for place in STATEMENTS[perspective])

    def unknown(self, perspective: str) -> Unknown:
        return Unknown(self.number, tuple(self.codes[place] for place in STATEMENTS.get(perspective, ())))


Survey = tuple[Person, ...]
Of = tuple[str, ...]
Sum = tuple[Of, frozenset[Unknown]]
"""What a published sum is of, beginning with the question; and whose answers."""
Rule = Callable[[SurveyResult, Sequence[SurveyResult]], SurveyResult]
"""What is published of fresh figures beside those published before."""


@dataclass(frozen=True)
class Build:
    """This survey and the last one, with the days of answering; None when the files tell none."""

    survey: Survey
    day: dt.date | None = None
    last: Survey = ()
    last_day: dt.date | None = None


def held(fresh: SurveyResult, published: Sequence[SurveyResult]) -> SurveyResult:
    """The program's own rule."""
    return release(fresh, published).result


def not_held(fresh: SurveyResult, _: Sequence[SurveyResult]) -> SurveyResult:
    return fresh


def each_alone(fresh: SurveyResult, published: Sequence[SurveyResult]) -> SurveyResult:
    """The rule that one thinks of first: enough came or went since each published result, looked at alone."""
    changes = [abs(fresh.respondents - result.respondents) for result in published]
    return published[-1] if any(change < fresh.threshold for change in changes) else fresh


def answers_of(survey: Survey, day: dt.date | None = None) -> Answers:
    columns = [bytes(column) for column in zip(*(person.codes for person in survey), strict=True)]
    groups = zip(*(person.groups for person in survey), strict=True)
    return Answers(
        len(survey),
        {id_: tuple(Statement(columns[place], own_scale()) for place in places) for id_, places in STATEMENTS.items()},
        dict(zip(BACKGROUNDS, groups, strict=False)),
        (Choice(QUESTION, tuple(person.chosen for person in survey)),),
        first_day=day,
        last_day=day,
    )


def scored(survey: Survey | Build, threshold: int = THRESHOLD) -> SurveyResult:
    build = survey if isinstance(survey, Build) else Build(survey)
    last = answers_of(build.last, build.last_day) if build.last else None
    surveys = Surveys(answers_of(build.survey, build.day), last)
    result, _ = score(surveys, roadmap(levels=LEVELS), threshold=threshold)
    assert result is not None
    return result


def figures(build: Build, result: SurveyResult) -> Iterator[tuple[Of, float, frozenset[Unknown]]]:
    """Every sum that a result publishes: what of, its figure, and whose answers a fresh one is the sum of."""
    survey, when = build.survey, str(build.day)
    if not result.too_few:
        yield ("", "people", when), result.respondents, _all(survey, "")
    for found in result.perspectives:
        id_ = found.perspective
        yield (id_, "rated", when), hash((found.n, found.mean, found.counts)), _rated(survey, id_)
        yield (f"{id_} asked", when), hash((found.n, found.dont_know, found.missing)), _all(survey, id_)
    for choice in result.choices:
        chose = frozenset(Unknown(person.number, person.chosen) for person in survey if person.chosen)
        yield (choice.question, when), hash((choice.n, choice.options)), chose
    if result.previous:
        yield from _figures_of_last(build, result.previous)
    for breakdown in result.breakdowns:
        yield from _figures_of_groups(survey, when, breakdown)


def _figures_of_last(build: Build, last: Comparison) -> Iterator[tuple[Of, float, frozenset[Unknown]]]:
    when, people = str(build.last_day), last.respondents or 0
    yield ("", "people", when), people, _all(build.last, "")
    for id_, compared in last.means.items():
        yield (id_, "last", when), hash((people, compared.mean)), _rated(build.last, id_)


def _figures_of_groups(
    survey: Survey, when: str, breakdown: Breakdown
) -> Iterator[tuple[Of, float, frozenset[Unknown]]]:
    place = BACKGROUNDS.index(breakdown.background)
    for group in breakdown.groups:
        members = tuple(person for person in survey if person.groups[place] == group.name)
        of = (breakdown.background, group.name, when)
        yield ("", *of), group.n, _all(members, "")
        for id_, mean in group.means.items():
            if mean is not None:
                yield (id_, *of), mean, _rated(members, id_)


def _all(survey: Survey, perspective: str) -> frozenset[Unknown]:
    return frozenset(person.unknown(perspective) for person in survey)


def _rated(survey: Survey, perspective: str) -> frozenset[Unknown]:
    return frozenset(person.unknown(perspective) for person in survey if person.has_rated(perspective))


def solved(sums: Sequence[Sum], threshold: int = THRESHOLD) -> dict[str, Any]:
    """Those whose answers can be worked out, by the question; "" is who is in which group."""
    each = {of[0]: [people for other, people in sums if other[0] == of[0]] for of, _ in sums}
    return {id_: people for id_, these in each.items() if (people := found_out(these, threshold))}


def sums(survey: Survey, result: SurveyResult) -> list[Sum]:
    return [(of, people) for of, _, people in figures(Build(survey), result)]


def sums_of(builds: Sequence[Survey | Build], rule: Rule = held) -> list[Sum]:
    """What builds publish one after the other."""
    published: list[SurveyResult] = []
    before: dict[tuple[Of, float], frozenset[Unknown]] = {}
    as_last: dict[tuple[Of, float], frozenset[Unknown]] = {}
    for one in builds:
        build = one if isinstance(one, Build) else Build(one)
        result = rule(scored(build), published)
        published += [] if result.too_few else [result]
        for of, figure, people in figures(build, result):
            people = before.setdefault((of, figure), as_last.get((of, figure), people))
            if of[1] == "rated" and (found := result.result(of[0])):
                as_last[(of[0], "last", of[2]), hash((result.respondents, found.mean))] = people
    return [(of, people) for (of, _), people in before.items()]


def chances(seed: int) -> Random:
    """Chances that are the same each time."""
    return Random(seed)  # noqa: S311 - nothing is kept secret with them


def some_people(chance: Random, number: int, first: int, sector: str = "") -> Survey:
    """As many people; their roles and units mostly follow from the sector, when there is one."""
    return tuple(_somebody(chance, first + place, sector) for place in range(number))


def _somebody(chance: Random, number: int, sector: str) -> Person:
    groups = tuple(f"{letter}{sector if chance.random() < 0.8 else chance.randrange(3)}" for letter in "stu")
    codes = tuple(chance.choice(CODES) for _ in range(3))
    chosen = frozenset(option for option in OPTIONS if chance.random() < 0.4)
    return Person(number, groups if sector else ("", "", ""), codes, chosen)
