"""No small group's answers can be solved from everything a survey publishes, once or over two builds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from solving import Unknown, found_out
from survey_fixtures import NAMES, roadmap

from pipeline.survey.answers import Answers, Statement, Surveys
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, own_scale
from pipeline.survey.figures.release import release
from pipeline.survey.scoring import score
from pipeline.vocabulary.model import Level
from pipeline.vocabulary.survey import Background, SurveyResult

THRESHOLD = 5
STATEMENTS = {"N1": (0,), "N2": (1, 2)}
LEVELS = tuple(Level(id=id_, name=NAMES[id_], target=4) for id_ in STATEMENTS)
BACKGROUNDS: tuple[Background, ...] = ("sector", "role", "unit")


@dataclass(frozen=True)
class Person:
    """One respondent: a number that stays, the groups, and the codes of all statements."""

    number: int
    groups: tuple[str, ...]
    codes: tuple[int, ...]

    def has_rated(self, perspective: str) -> bool:
        return any(1 <= self.codes[place] <= 5 for place in STATEMENTS[perspective])

    def unknown(self, perspective: str) -> Unknown:
        return Unknown(self.number, tuple(self.codes[place] for place in STATEMENTS.get(perspective, ())))


Survey = tuple[Person, ...]
Sum = tuple[tuple[str, ...], frozenset[Unknown]]
"""What a published sum is of, beginning with the perspective; and whose answers."""


def scored(survey: Survey, threshold: int = THRESHOLD) -> SurveyResult:
    columns = [bytes(column) for column in zip(*(person.codes for person in survey), strict=True)]
    answers = Answers(
        len(survey),
        {id_: tuple(Statement(columns[place], own_scale()) for place in places) for id_, places in STATEMENTS.items()},
        dict(zip(BACKGROUNDS, zip(*(person.groups for person in survey), strict=True), strict=True)),
    )
    result, _ = score(Surveys(answers), roadmap(levels=LEVELS), threshold=threshold)
    assert result is not None
    return result


def figures(survey: Survey, result: SurveyResult) -> Iterator[tuple[tuple[str, ...], float, frozenset[Unknown]]]:
    """Every sum that a result publishes: what of, its figure, and whose answers a fresh one is the sum of."""
    if not result.too_few:
        everybody = frozenset(person.unknown("") for person in survey)
        yield ("", "people"), result.respondents, everybody
    for found in result.perspectives:
        rated = [person for person in survey if person.has_rated(found.perspective)]
        people = frozenset(person.unknown(found.perspective) for person in rated)
        yield (found.perspective, "mean"), hash((found.n, found.mean, found.counts)), people
    for breakdown in result.breakdowns:
        place = BACKGROUNDS.index(breakdown.background)
        for group in breakdown.groups:
            members = [person for person in survey if person.groups[place] == group.name]
            of = (breakdown.background, group.name)
            yield ("", *of), group.n, frozenset(person.unknown("") for person in members)
            for id_, mean in group.means.items():
                rated = [person for person in members if person.has_rated(id_)]
                if mean is not None:
                    yield (id_, *of), mean, frozenset(person.unknown(id_) for person in rated)


def solved(sums: Sequence[Sum], threshold: int = THRESHOLD) -> dict[str, Any]:
    """Those whose answers can be worked out, by the perspective; "" is who is in which group."""
    each = {of[0]: [people for other, people in sums if other[0] == of[0]] for of, _ in sums}
    return {id_: people for id_, these in each.items() if (people := found_out(these, threshold))}


def sums(survey: Survey, result: SurveyResult) -> list[Sum]:
    return [(of, people) for of, _, people in figures(survey, result)]


def sums_of(builds: Sequence[Survey], *, held: bool = True) -> list[Sum]:
    """What builds publish one after the other. A figure that stays as it was is over the people that it was over."""
    published: list[SurveyResult] = []
    before: dict[tuple[tuple[str, ...], float], frozenset[Unknown]] = {}
    for survey in builds:
        result = release(scored(survey), published).result if held else scored(survey)
        published += [] if result.too_few else [result]
        for of, figure, people in figures(survey, result):
            before.setdefault((of, figure), people)
    return [(of, people) for (of, _), people in before.items()]


# --- random surveys ---------------------------------------------------------------------------------------------------

CODE = st.sampled_from([1, 2, 3, 4, 5, 5, 4, 3, 3, DONT_KNOW, MISSING])
ODD = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 2, 3])


@st.composite
def people(draw: st.DrawFn, number: int, shape: tuple[int, int, int]) -> Person:
    """Somebody whose role and unit mostly follow from the sector: groupings that nearly coincide."""
    sector = draw(st.integers(0, shape[0] - 1))
    groups = (sector, (sector + draw(ODD)) % shape[1], (sector + draw(ODD)) % shape[2])
    names = tuple("" if group == 3 else f"{background}{group}" for background, group in zip("stu", groups, strict=True))
    return Person(number, names, (draw(CODE), draw(CODE), draw(CODE)))


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    shape = (draw(st.integers(1, 5)), draw(st.integers(1, 4)), draw(st.integers(1, 5)))
    size = draw(st.integers(THRESHOLD, 40))
    return tuple(draw(people(number, shape)) for number in range(size))


@st.composite
def two_builds(draw: st.DrawFn) -> tuple[Survey, Survey]:
    """A survey, and the same with a few respondents more, fewer, or who answer otherwise or are in other groups."""
    first = draw(surveys())
    few = draw(st.integers(1, 7))
    kind = draw(st.sampled_from(["more", "fewer", "changed", "moved"]))
    shape = (5, 4, 5)
    if kind == "more":
        return first, (*first, *(draw(people(100 + number, shape)) for number in range(few)))
    if kind == "fewer":
        return first, first[min(few, len(first) - 1) :]
    others = [draw(people(person.number, shape)) for person in first[:few]]
    if kind == "changed":
        return first, (*(replace(p, codes=o.codes) for p, o in zip(first, others, strict=False)), *first[few:])
    return first, (*(replace(p, groups=o.groups) for p, o in zip(first, others, strict=False)), *first[few:])


def modest(examples: int) -> settings:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(max_examples=examples, deadline=None, suppress_health_check=slow)


@modest(200)
@given(surveys())
def test_nobody_can_be_found_out(survey: Survey) -> None:
    assert solved(sums(survey, scored(survey))) == {}


@pytest.mark.long
@modest(5000)
@given(surveys())
def test_nobody_can_be_found_out_in_many_surveys(survey: Survey) -> None:
    assert solved(sums(survey, scored(survey))) == {}


@modest(200)
@given(two_builds())
def test_nobody_can_be_found_out_over_two_builds(builds: tuple[Survey, Survey]) -> None:
    assert solved(sums_of(builds)) == {}


@pytest.mark.long
@modest(5000)
@given(two_builds())
def test_nobody_can_be_found_out_over_two_builds_of_many_surveys(builds: tuple[Survey, Survey]) -> None:
    assert solved(sums_of(builds)) == {}


@modest(100)
@given(surveys(), st.lists(st.integers(1, 12), min_size=2, max_size=3), st.data())
def test_nobody_can_be_found_out_over_builds_as_answers_come(
    survey: Survey, more: list[int], data: st.DataObject
) -> None:
    builds = [survey]
    for few in more:
        first = len(builds[-1])
        builds.append((*builds[-1], *(data.draw(people(first + place, (5, 4, 5))) for place in range(few))))
    assert solved(sums_of(builds)) == {}


# --- the solver finds what is there ------------------------------------------------------------------------------------


def person(number: int, sector: str, role: str, code: int = 3) -> Person:
    return Person(number, (sector, role, ""), (code, code, code))


TEACHERS = tuple(person(number, "Sivistys", "Opettaja") for number in range(20))
ONE_MORE = person(20, "Sivistys", "Rehtori", 1)
OTHERS = tuple(person(number, "Tekninen", "Rehtori") for number in range(30, 50))


def test_one_person_beside_all_teachers_is_found_when_everything_is_published() -> None:
    survey = (*TEACHERS, ONE_MORE, *OTHERS)
    assert solved(sums(survey, scored(survey, threshold=1))) == {key: {20} for key in ("", *STATEMENTS)}
    result = scored(survey)
    assert [group.name for group in result.breakdown("sector").groups] == ["Sivistys", "Tekninen"]
    assert result.breakdown("role").groups == ()
    assert solved(sums(survey, result)) == {}


@pytest.mark.parametrize("more", [1, THRESHOLD - 1, THRESHOLD])
def test_those_who_answered_later_are_found_when_fewer_than_the_threshold(more: int) -> None:
    first = (*TEACHERS, *OTHERS)
    then = (*first, *(person(100 + number, "Sivistys", "Opettaja", 1) for number in range(more)))
    found = solved(sums_of([first, then], held=False))
    assert bool(found) == (more < THRESHOLD)
    assert solved(sums_of([first, then])) == {}


@modest(60)
@given(surveys())
def test_hiding_only_small_groups_is_not_enough_for_the_solver(survey: Survey) -> None:
    """Whatever the program hides beside small groups, it hides for a reason: some subset of it would tell."""
    result = scored(survey)
    everything = scored(survey, threshold=1)
    for place, background in enumerate(BACKGROUNDS):
        shown = {group.name for group in result.breakdown(background).groups}
        for group in everything.breakdown(background).groups:
            if group.n >= THRESHOLD and group.name not in shown:
                members = [person.unknown("") for person in survey if person.groups[place] == group.name]
                assert found_out(
                    [people for of, people in sums(survey, result) if not of[0]] + [set(members)], THRESHOLD
                )
