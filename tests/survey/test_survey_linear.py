"""No small group's answers can be solved from everything a survey publishes, once or over two builds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publishing import (
    BACKGROUNDS,
    CODES,
    OPTIONS,
    STATEMENTS,
    THRESHOLD,
    Person,
    Survey,
    not_held,
    scored,
    solved,
    sums,
    sums_of,
)
from solving import found_out

from pipeline.survey.figures import groups

# --- random surveys ---------------------------------------------------------------------------------------------------

CODE = st.sampled_from(CODES)
CHOSEN = st.frozensets(st.sampled_from(OPTIONS))
ODD = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 2, 3])


@st.composite
def people(draw: st.DrawFn, number: int, shape: tuple[int, int, int]) -> Person:
    """Somebody whose role and unit mostly follow from the sector: groupings that nearly coincide."""
    sector = draw(st.integers(0, shape[0] - 1))
    groups = (sector, (sector + draw(ODD)) % shape[1], (sector + draw(ODD)) % shape[2])
    names = tuple("" if group == 3 else f"{background}{group}" for background, group in zip("stu", groups, strict=True))
    return Person(number, names, (draw(CODE), draw(CODE), draw(CODE)), draw(CHOSEN))


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
        left = draw(st.permutations(first)) if draw(st.booleans()) else first
        return first, tuple(left[min(few, len(first) - 1) :])
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


def test_one_person_beside_all_teachers_is_found_when_everything_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    survey = (*TEACHERS, ONE_MORE, *OTHERS)
    with monkeypatch.context() as patched:
        patched.setattr(groups, "without_one_mind", lambda shown, *_: shown)
        assert solved(sums(survey, scored(survey, threshold=1))) == {key: {20} for key in ("", *STATEMENTS)}
    result = scored(survey)
    assert [group.name for group in result.breakdown("sector").groups] == ["Sivistys", "Tekninen"]
    assert result.breakdown("role").groups == ()
    assert solved(sums(survey, result)) == {}


@pytest.mark.parametrize("more", [1, THRESHOLD - 1, THRESHOLD])
def test_those_who_answered_later_are_found_when_fewer_than_the_threshold(more: int) -> None:
    first = (*TEACHERS, *OTHERS)
    then = (*first, *(person(100 + number, "Sivistys", "Opettaja", 1) for number in range(more)))
    found = solved(sums_of([first, then], not_held))
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
