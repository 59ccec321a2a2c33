"""Nothing of a few follows from many builds, whichever files they are of, nor from the last survey come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random  # noqa: TID251 - the type alone

import pytest
from publishing import (
    THRESHOLD,
    Build,
    Rule,
    Survey,
    chances,
    each_alone,
    held,
    not_held,
    scored,
    solved,
    some_people,
    sums_of,
)

from pipeline.survey.figures.release import Release, release
from pipeline.vocabulary.survey import PerspectiveResult, SurveyResult

SPRING, AUTUMN = dt.date(2025, 4, 1), dt.date(2026, 4, 1)
CHANCE = chances(7)
FINNISH, SWEDISH, LATE = (some_people(CHANCE, number, first) for number, first in ((20, 0), (30, 100), (1, 200)))

# --- the attacks ------------------------------------------------------------------------------------------------------

ATTACKS: dict[str, Sequence[Survey]] = {
    "both, then each alone": [(*FINNISH, *SWEDISH), FINNISH, (*SWEDISH, *LATE)],
    "each alone, then both": [FINNISH, SWEDISH, (*FINNISH, *SWEDISH, *LATE)],
    "six come, then five go": [FINNISH, (*FINNISH, *SWEDISH[:6]), (*FINNISH, SWEDISH[0])],
    "one part, both, the other": [FINNISH, (*FINNISH, *SWEDISH), (*SWEDISH, *LATE)],
}


@pytest.mark.parametrize("builds", ATTACKS.values(), ids=ATTACKS)
def test_three_builds_do_not_tell_what_one_person_answered(builds: Sequence[Survey]) -> None:
    assert solved(sums_of(builds)) == {}
    for day in (None, AUTUMN):
        assert solved(sums_of([Build(survey, day) for survey in builds])) == {}


@pytest.mark.parametrize("builds", [ATTACKS[name] for name in ATTACKS if name != "six come, then five go"])
def test_they_do_when_each_published_result_is_looked_at_alone(builds: Sequence[Survey]) -> None:
    assert set(solved(sums_of(builds, each_alone)).values()) >= {frozenset({200})}


def test_the_last_survey_come_back_with_one_answer_more_is_shown_as_it_was() -> None:
    years = [Build(FINNISH, SPRING), Build(SWEDISH, AUTUMN, (*FINNISH, *LATE), SPRING)]
    assert solved(sums_of(years)) == {}
    assert solved(sums_of(years, not_held))[""] == {200}
    first, second = (scored(build) for build in years)
    found = release(second, [first])
    assert (found.held, found.before) == ("part", len(FINNISH))
    assert found.result.previous
    assert found.result.previous.respondents == len(FINNISH)
    assert {id_: item.mean for id_, item in found.result.previous.means.items()} == {
        item.perspective: item.mean for item in first.perspectives
    }
    assert found.result.perspectives == second.perspectives


def test_the_last_survey_come_back_as_it_was_is_no_news() -> None:
    second = scored(Build(SWEDISH, AUTUMN, FINNISH, SPRING))
    assert release(second, [scored(Build(FINNISH, SPRING))]) == Release(second)
    assert release(second, [scored(Build(LATE * 6, AUTUMN.replace(year=2020)))]) == Release(second)


def test_the_last_survey_that_was_shown_beside_this_one_stays_when_some_went() -> None:
    first, second = (scored(Build(SWEDISH, AUTUMN, last, SPRING)) for last in (FINNISH, FINNISH[:12]))
    assert release(second, [first]).result.previous == first.previous


# --- another survey, or the same --------------------------------------------------------------------------------------


def all_say(code: int, number: int, day: dt.date | None = None) -> SurveyResult:
    people = some_people(chances(7), number, 0)
    return scored(Build(tuple(replace(person, codes=(code,) * 3) for person in people), day))


@pytest.mark.parametrize(("code", "number"), [(5, 61), (5, 30), (2, 30), (5, 90)])
def test_without_days_other_answers_may_be_another_survey(code: int, number: int) -> None:
    earlier = all_say(2, 60)
    found = release(all_say(code, number), [earlier])
    assert (found.held, found.before, found.result.perspectives) == ("other", 60, earlier.perspectives)


@pytest.mark.parametrize(("code", "number"), [(5, 61), (2, 30)])
def test_with_days_it_is_the_same_survey_or_another(code: int, number: int) -> None:
    earlier = all_say(2, 60, SPRING)
    assert release(all_say(code, number, SPRING), [earlier]).held == "all"
    assert release(all_say(code, number, AUTUMN), [earlier]).held == ""


@pytest.mark.parametrize(("number", "kept"), [(59, "all"), (60, ""), (61, "all"), (64, "all"), (65, "part")])
def test_without_days_a_few_more_or_fewer_are_the_same_survey(number: int, kept: str) -> None:
    assert release(all_say(2, number), [all_say(2, 60)]).held == kept


@pytest.mark.parametrize(
    ("n", "mean", "kept"), [(40, 3.3, ""), (40, 2.0, "other"), (30, 4.0, "other"), (20, 3.0, "other")]
)
def test_means_alone_tell_of_another_survey_by_what_newcomers_cannot_have_made(n: int, mean: float, kept: str) -> None:
    earlier, fresh = (
        SurveyResult(people, (PerspectiveResult("N1", people, value),), basis="means")
        for people, value in ((30, 3.0), (n, mean))
    )
    assert release(fresh, [earlier]).held == kept


def test_from_the_third_result_on_more_must_have_answered_than_all_published_together() -> None:
    everybody, published = some_people(chances(7), 200, 0, "0"), list[SurveyResult]()
    for number in (30, 41, 55, 75, 76, 160):
        published.append(release(scored(everybody[:number]), published).result)
    assert [result.respondents for result in published] == [30, 41, 41, 41, 76, 160]
    assert published[-1].breakdowns[0].groups == published[1].breakdowns[0].groups


# --- random builds ----------------------------------------------------------------------------------------------------


def builds_of_files(chance: Random, number: int, *, sectors: bool) -> list[Build]:
    """Builds of some files each, put in and taken out, and of some late answers, perhaps in days that are known."""
    files = [
        some_people(chance, chance.choice([5, 6, 8, 12, 20, 40]), place * 100, str(place % 3) if sectors else "")
        for place in range(chance.randint(2, 3))
    ]
    late = some_people(chance, chance.randint(1, 7), 900, "0" if sectors else "")
    builds = []
    for _ in range(number):
        used = [file for file in files if chance.random() < 0.6] or [chance.choice(files)]
        builds.append(tuple(person for file in used for person in file) + late[: chance.choice([0, 0, 1, len(late)])])
    day = chance.choice([None, AUTUMN])
    ordered = sorted(builds, key=len) if chance.random() < 0.6 else builds
    return [Build(survey, day) for survey in ordered]


def two_years(chance: Random) -> list[Build]:
    """A survey; then another with the first as the last one, in which a few are more, fewer or other ones; twice."""
    last, this = some_people(chance, chance.randint(8, 30), 0), some_people(chance, chance.randint(8, 30), 100)
    more = some_people(chance, 9, 200)
    builds = [Build(last, SPRING)]
    for _ in range(2):
        changed = last[chance.choice([0, 0, 0, 1, 6]) :] + more[: chance.randint(0, 9)]
        grown = this + some_people(chance, chance.choice([0, 0, 6]), 300)
        builds.append(Build(grown, AUTUMN, changed, SPRING))
    return builds


MAKERS: dict[str, Callable[[Random], list[Build]]] = {
    "three builds": lambda chance: builds_of_files(chance, 3, sectors=False),
    "three builds with sectors": lambda chance: builds_of_files(chance, 3, sectors=True),
    "five builds": lambda chance: builds_of_files(chance, 5, sectors=False),
    "two years": two_years,
}


def found_out_of(make: Callable[[Random], list[Build]], seeds: range, rule: Rule = held) -> list[int]:
    return [seed for seed in seeds if solved(sums_of(make(chances(seed)), rule), THRESHOLD)]


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_nobody_is_found_out_over_builds_of_files_and_years(make: Callable[[Random], list[Build]]) -> None:
    assert found_out_of(make, range(60)) == []


@pytest.mark.long
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_nobody_is_found_out_over_very_many_builds(make: Callable[[Random], list[Build]]) -> None:
    assert found_out_of(make, range(3000)) == []


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_rule_that_looks_at_each_result_alone_is_seen_to_fail(make: Callable[[Random], list[Build]]) -> None:
    assert found_out_of(make, range(60), each_alone)
