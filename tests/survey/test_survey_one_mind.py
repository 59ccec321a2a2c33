"""Where all say the same, a mean tells what each said, however many they are: then it is neither shown nor follows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publishing import STATEMENTS, THRESHOLD, Person, Survey, scored, solved, sums
from solving import Unknown, found_alike

from pipeline.survey.answers import MeanRow, Statement
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, own_scale
from pipeline.survey.figures.counting import ratings_of
from pipeline.survey.figures.means import row_result
from pipeline.survey.figures.moments import moments
from pipeline.survey.figures.one_mind import are_of_one_mind, combinations_of_one_mind, people_of_one_mind
from pipeline.survey.figures.perspectives import perspective_result
from pipeline.vocabulary.survey import PerspectiveResult, SurveyResult

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def minds(survey: Survey, perspective: str) -> list[frozenset[Unknown]]:
    """Those who gave one answer only, for each answer."""
    places = STATEMENTS[perspective]
    given = {person: {person.codes[place] for place in places} - {DONT_KNOW, MISSING} for person in survey}
    return [frozenset(p.unknown(perspective) for p in survey if given[p] == {answer}) for answer in range(1, 6)]


def agreeing(survey: Survey, result: SurveyResult) -> dict[str, Any]:
    """Those of one mind whose answers can be worked out, unless the whole survey is of that mind, and large."""
    found: dict[str, Any] = {}
    for id_ in STATEMENTS:
        rated = frozenset(person.unknown(id_) for person in survey if person.has_rated(id_))
        published = [people for of, people in sums(survey, result) if of[0] == id_]
        if len(rated) >= 2 * THRESHOLD and any(rated <= mind for mind in minds(survey, id_)):
            published = [people for people in published if people != rated]
        if people := found_alike(published, minds(survey, id_)):
            found[id_] = people
    return found


@st.composite
def united_surveys(draw: st.DrawFn) -> Survey:
    """Surveys of overlapping groups, in which most of a sector, a role or a unit say the same."""
    shape, place = [draw(st.integers(1, 5)) for _ in range(3)], draw(st.integers(0, 2))
    said = draw(st.lists(st.integers(1, 5), min_size=5, max_size=5))
    odd = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 2])
    people = []
    for number in range(draw(st.integers(THRESHOLD, 40))):
        sector = draw(st.integers(0, 4))
        groups = [(sector + draw(odd)) % several for several in shape]
        mind = (said[groups[place]] + draw(odd) // 2 - 1) % 5 + 1
        also = draw(st.sampled_from([mind, mind, DONT_KNOW, MISSING]))
        names = tuple(f"{background}{group}" for background, group in zip("stu", groups, strict=True))
        people.append(Person(number, names, (mind, mind, also)))
    return tuple(people)


@pytest.mark.parametrize("examples", [200, pytest.param(5000, marks=pytest.mark.long)])
def test_nobody_can_be_found_out_where_all_say_the_same(examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=SLOW)
    @given(united_surveys())
    def holds(survey: Survey) -> None:
        result = scored(survey)
        assert solved(sums(survey, result)) == {}
        assert agreeing(survey, result) == {}

    holds()


def person(number: int, sector: str, role: str, code: int) -> Person:
    return Person(number, (sector, role, ""), (code, code, code))


UNITED = tuple(person(number, "Hallinto", "Asiantuntija", 1) for number in range(60, 70))
DIVIDED = tuple(person(number, "Tekninen", "Asiantuntija", 1 + number % 5) for number in range(30, 50))
TEACHERS = tuple(person(number, "Sivistys", "Opettaja", 2 + number % 3) for number in range(12))


def means_of(survey: Survey, id_: str = "N1") -> dict[str, float | None]:
    return {group.name: group.means[id_] for part in scored(survey).breakdowns for group in part.groups}


def test_a_group_that_all_say_the_same_is_hidden_and_so_is_what_it_follows_from() -> None:
    survey = (*TEACHERS, *UNITED, *DIVIDED)
    means = means_of(survey)
    assert means["Hallinto"] is None
    assert [name for name, mean in means.items() if mean is not None] != [
        "Sivistys",
        "Tekninen",
        "Opettaja",
        "Asiantuntija",
    ]
    assert agreeing(survey, scored(survey)) == {}
    assert agreeing(survey, replace(scored(survey), breakdowns=scored(survey, threshold=1).breakdowns)) == {}
    one_other = replace(UNITED[0], codes=(2, 2, 2))
    assert None not in means_of((*TEACHERS, one_other, *UNITED[1:], *DIVIDED)).values()


def test_what_everybody_says_is_shown_of_many_only() -> None:
    few = tuple(person(number, "Sivistys", "Opettaja", 2) for number in range(2 * THRESHOLD - 1))
    assert (scored(few).perspectives, scored(few).hidden) == ((), tuple(STATEMENTS))
    many = (*few, person(99, "Sivistys", "Opettaja", 2))
    assert [found.mean for found in scored(many).perspectives] == [2, 2]
    assert means_of(many) == {"Sivistys": None, "Opettaja": None}


def statements(*columns: bytes) -> list[Statement]:
    return [Statement(column, own_scale()) for column in columns]


def test_who_is_of_one_mind() -> None:
    two = statements(bytes([1, 1, 2, 1, DONT_KNOW]), bytes([1, MISSING, 2, 2, MISSING]))
    assert sorted(people_of_one_mind(ratings_of(two))) == [0b00010, 0b00100, 0b11000]
    assert (are_of_one_mind(two), are_of_one_mind(statements(bytes([4, DONT_KNOW, 4])))) == (False, True)


def test_a_sum_that_follows_over_people_of_one_mind_is_found_among_many_others() -> None:
    everybody, large, role = (1 << 5000) - 1, (1 << 4000) - 1, (1 << 3990) - 1
    ten = large & ~role
    others = [everybody & ~ten & 0x5555 << 16 * place for place in range(300)]
    split = [sum(others), everybody & ~ten & ~sum(others)]
    assert combinations_of_one_mind([large, role, everybody], [ten, *split]) == [frozenset({0, 1})]
    assert combinations_of_one_mind([large, role, everybody], [ten & ten << 1, *split]) == []


def result_of(codes: bytes, invited: int | None = None) -> PerspectiveResult:
    asked = statements(codes)
    found = perspective_result("N1", asked, moments(ratings_of(asked)), threshold=THRESHOLD, invited=invited)
    assert found is not None
    return found


def test_of_few_only_n_and_mean_are_told() -> None:
    codes = bytes([1, 2, 2, 4, 5, 3, 3, 4, 2, DONT_KNOW])
    few, all_of_them, many = (result_of(*given) for given in [(codes,), (codes, 9), (codes[:9] + b"\x01",)])
    assert (few.n, few.mean, few.counts, few.dont_know, few.missing) == (9, 26 / 9, (), 0, 0)
    assert (few.median, few.agreement, few.half_width) == (None, None, None)
    assert all_of_them.half_width == 0
    assert (sum(many.counts), many.median) == (10, 2.5)


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (MeanRow("N1", 9, 2.0, (0, 9, 0, 0, 0)), False),
        (MeanRow("N1", 9, 5.0), False),
        (MeanRow("N1", 9, 1.0), False),
        (MeanRow("N1", 9, 2.0), True),
        (MeanRow("N1", 10, 5.0), True),
        (MeanRow("N1", 9, 2.0, (1, 7, 1, 0, 0)), True),
    ],
)
def test_a_table_of_means_follows_the_same_rules(row: MeanRow, *, shown: bool) -> None:
    found = row_result(row, threshold=THRESHOLD, invited=None)
    assert bool(found) == shown
    assert not (found and found.counts)
