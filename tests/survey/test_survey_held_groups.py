"""Groups of which fresh figures may not be published keep those of the earlier build, and say of how many they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.runs.held_back import what_is_held
from pipeline.survey.figures.cells import cells_of
from pipeline.survey.figures.release import release
from pipeline.vocabulary.findings import Phrase
from pipeline.vocabulary.survey import Background, Breakdown, Difference, GroupResult, PerspectiveResult, SurveyResult


def survey(people: int, *breakdowns: Breakdown, threshold: int = 5) -> SurveyResult:
    counts = (0, 10, 10, people - 20, 0)
    mean = sum(step * count for step, count in enumerate(counts, 1)) / people
    return SurveyResult(
        people, (PerspectiveResult("N1", people, mean, counts),), breakdowns=breakdowns, threshold=threshold
    )


def breakdown(background: Background, people: int, mean: float = 3.0, **sizes: int) -> Breakdown:
    groups = tuple(GroupResult(name, size, {"N1": mean}) for name, size in sizes.items())
    differences = (Difference("N1", "A", mean, "B", mean, certain=True),)
    return Breakdown(background, groups, people - sum(sizes.values()), differences)


FIRST = survey(40, breakdown("sector", 40, A=20, B=20), breakdown("role", 40, X=25, Y=10))
GROWN = survey(50, breakdown("sector", 50, 3.1, A=28, B=22), breakdown("role", 50, 3.1, X=30, Y=15))


def test_groups_that_few_came_to_stay_as_they_were_published() -> None:
    found = release(GROWN, [FIRST])
    assert (found.held, found.result.respondents, found.result.perspectives) == ("part", 50, GROWN.perspectives)
    sectors, roles = found.result.breakdowns
    assert (sectors.groups, sectors.of_first, sectors.differences) == (FIRST.breakdowns[0].groups, 40, ())
    assert sectors.hidden_people == 0
    fresh_roles = roles.groups == GROWN.breakdowns[1].groups
    assert (roles.of_first, roles.hidden_people) == ((0, 5) if fresh_roles else (40, 5))
    assert fresh_roles or roles.groups == FIRST.breakdowns[1].groups


def test_groups_that_many_came_to_are_renewed() -> None:
    many = survey(60, breakdown("sector", 60, 3.1, A=30, B=30))
    result = release(many, [replace(FIRST, breakdowns=FIRST.breakdowns[:1])]).result
    assert result.breakdowns == many.breakdowns


def test_they_stay_from_build_to_build_and_count_once() -> None:
    second = release(GROWN, [FIRST]).result
    assert release(GROWN, [FIRST, second]).result == second
    later = survey(100, breakdown("sector", 100, 3.2, A=55, B=45), breakdown("role", 100, 3.2, X=60, Y=35))
    third = release(later, [FIRST, second]).result
    assert (third.respondents, third.breakdown("sector").of_first) == (100, 40)
    assert third.breakdown("sector").groups == FIRST.breakdowns[0].groups
    assert not [cell for cell in cells_of(second.breakdowns) if cell[0] == "sector"]


def test_a_higher_limit_hides_them() -> None:
    stricter = replace(survey(60, breakdown("sector", 60, A=31, B=29)), threshold=12)
    assert release(stricter, [FIRST]).result.breakdown("sector").groups == ()


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (replace(GROWN, breakdowns=(replace(FIRST.breakdowns[0], of_first=40), GROWN.breakdowns[1])), ["earlier"]),
        (replace(GROWN, breakdowns=(replace(GROWN.breakdowns[0], groups=()), GROWN.breakdowns[1])), ["fewer"]),
        (replace(GROWN, breakdowns=GROWN.breakdowns[:1]), ["fewer"]),
        (replace(FIRST, breakdowns=GROWN.breakdowns), ["perspectives"]),
        (replace(FIRST, breakdowns=()), ["fewer", "fewer", "perspectives"]),
    ],
)
def test_what_is_held_back_is_listed(shown: SurveyResult, said: list[str]) -> None:
    def keys(phrase: object) -> list[str]:
        assert isinstance(phrase, Phrase)
        return (
            [key for part in phrase.values.values() for key in keys(part)]
            if phrase.key == "held.both"
            else [phrase.key]
        )

    assert keys(what_is_held(GROWN, FIRST, shown)) == [f"held.{key}" for key in said]
