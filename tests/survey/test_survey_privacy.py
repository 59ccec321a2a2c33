"""What may be shown beside what: several groupings at once, and figures published before."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from solving import Unknown, found_out

from pipeline.survey.figures import linear
from pipeline.survey.figures.cells import followed
from pipeline.survey.figures.combining import combinations_of_few
from pipeline.survey.figures.linear import tells_of_few
from pipeline.survey.figures.release import Release, release
from pipeline.survey.figures.suppression import shown_together
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

THRESHOLD = 5
SPRING = dt.date(2026, 4, 1)

# --- groupings together -----------------------------------------------------------------------------------------------


def together(people: Mapping[tuple[str, ...], int], threshold: int = THRESHOLD) -> set[str]:
    """The names of the groups that are shown; in these tests each name is of one grouping."""
    return {name for _, name in shown_together((1 << sum(people.values())) - 1, members_of(people), threshold)}


def members_of(people: Mapping[tuple[str, ...], int]) -> Mapping[tuple[int, str], int]:
    """The people of each group as bits."""
    members: Counter[tuple[int, str]] = Counter()
    placed = 0
    for names, count in people.items():
        for group in enumerate(names):
            members[group] += ((1 << count) - 1) << placed
        placed += count
    return {group: bits for group, bits in members.items() if group[1]}


def test_a_role_is_hidden_when_all_but_one_of_a_sector_have_it() -> None:
    assert together({("A", "teacher"): 20, ("A", "head"): 1, ("B", "head"): 19}) == {"A", "B"}
    assert together({("A", "teacher"): 20, ("A", "head"): 5, ("B", "head"): 19}) == {"A", "B", "teacher", "head"}


def test_groupings_that_coincide_tell_nothing_of_each_other() -> None:
    assert together({("A", "x"): 20, ("B", "y"): 6}) == {"A", "B", "x", "y"}


def test_a_difference_of_two_differences_is_seen_too() -> None:
    """No two groups differ by few, but three groupings together single out the three who break the pattern."""
    people = {("A", "x", "1"): 10, ("A", "y", "2"): 10, ("B", "x", "2"): 10, ("B", "y", "1"): 10, ("A", "x", "2"): 3}
    assert {"A", "B", "x", "y"} <= together(people)
    assert together(people) == {"A", "B", "x", "y", "1", "2"}
    fewer = {("A", "x", "1"): 10, ("A", "y", "2"): 10, ("B", "x", "2"): 10, ("A", "y", "1"): 3}
    assert found_out(published(fewer, together(fewer)), THRESHOLD) == frozenset()


def test_the_first_grouping_and_the_larger_group_come_first() -> None:
    assert together({("A", ""): 20, ("B", ""): 9, ("C", ""): 4}) == {"A"}
    assert together({("A", "x"): 12, ("B", "y"): 12, ("B", "x"): 4}) == {"A", "B"}


def test_the_order_of_respondents_changes_nothing() -> None:
    people = [((f"s{place % 7}", f"r{place % 5}", f"u{place % 11}"), 1 + place % 3) for place in range(60)]
    forwards, backwards = Counter(), Counter()
    for (names, number), (others, count) in zip(people, reversed(people), strict=True):
        forwards[names] += number
        backwards[others] += count
    assert together(forwards) == together(backwards)


def published(people: Mapping[tuple[str, ...], int], shown: set[str]) -> list[set[Unknown]]:
    """Who is in each published sum: everybody's, and each shown group's."""
    each = {names: {Unknown((names, number)) for number in range(count)} for names, count in people.items()}
    groups = [set().union(*(each[names] for names in each if name in names)) for name in sorted(shown)]
    return [set().union(*each.values()), *groups]


CLASS = st.tuples(st.integers(0, 3), st.tuples(*[st.sampled_from([0, 0, 0, 1])] * 3), st.sampled_from([1, 1, 2, 3, 9]))


@settings(max_examples=200, deadline=None)
@given(st.lists(CLASS, min_size=2, max_size=14), st.sampled_from([2, 3, 5, 8]))
def test_the_test_equals_a_search_through_all_small_sets(classes: list[Any], threshold: int) -> None:
    people: Counter[tuple[str, ...]] = Counter()
    for base, odd, count in classes:
        people[tuple(f"{place}{(base + more) % (2 + place)}" for place, more in enumerate(odd))] += count
    sums = published(people, {name for names in people for name in names})
    told = bool(found_out(sums, threshold))
    assert tells_of_few(people, threshold) == told
    members = [*members_of(people).values(), (1 << sum(people.values())) - 1]
    combinations = combinations_of_few(members, threshold)
    assert combinations is None or bool(combinations) == told
    for combination in combinations or ():
        assert found_out([numbered(members[place]) for place in combination], threshold)


def numbered(bits: int) -> set[Unknown]:
    return {Unknown(person) for person in range(bits.bit_length()) if bits >> person & 1}


def test_what_would_take_too_long_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    people = Counter((f"{number % 5}", f"{number // 5 % 4}") for number in range(60))
    assert not tells_of_few(people, THRESHOLD)
    monkeypatch.setattr(linear, "_PATIENCE", 10)
    assert tells_of_few(people, THRESHOLD)


# --- figures published before -----------------------------------------------------------------------------------------


def perspective(id_: str, counts: tuple[int, ...], dont_know: int = 0) -> PerspectiveResult:
    total = sum(step * count for step, count in enumerate(counts, 1))
    return PerspectiveResult(id_, sum(counts), total / sum(counts), counts, dont_know)


def sectors(**groups: tuple[int, float | None]) -> Breakdown:
    return breakdown("sector", 30, groups)


def breakdown(background: Background, people: int, groups: Mapping[str, tuple[int, float | None]]) -> Breakdown:
    found = tuple(GroupResult(name, n, {"N1": mean}) for name, (n, mean) in groups.items())
    means = [(mean, name) for name, (_, mean) in groups.items() if mean is not None]
    differences = ()
    if len(means) > 1:
        differences = (Difference("N1", max(means)[1], max(means)[0], min(means)[1], min(means)[0], certain=True),)
    return Breakdown(background, found, people - sum(group.n for group in found), differences)


EARLIER = SurveyResult(
    30,
    (perspective("N1", (0, 10, 10, 10, 0)), perspective("N2", (6, 6, 6, 6, 6))),
    breakdowns=(sectors(A=(12, 3.0), B=(10, 2.5)),),
    choices=(ChoiceResult("Mitä tarvitset?", 25, (OptionResult("Aikaa", 20), OptionResult("Tilaa", None))),),
    files=("kysely.xlsx",),
)


def more(people: int, changed: int | None = None, **groups: tuple[int, float | None]) -> SurveyResult:
    """The earlier figures with more respondents, of whom `changed` rated N1 and all rated N2."""
    rated = people if changed is None else changed
    return replace(
        EARLIER,
        respondents=30 + people,
        perspectives=(
            perspective("N1", (0, 10, 10, 10, rated), people - rated),
            perspective("N2", (6 + people, 6, 6, 6, 6)),
        ),
        breakdowns=(breakdown("sector", 30 + people, groups),),
    )


SAME = {"A": (12, 3.0), "B": (10, 2.5)}


def test_the_first_figures_are_published_as_they_are() -> None:
    assert release(EARLIER, []) == Release(EARLIER)


def test_the_same_figures_are_published_again() -> None:
    renamed = replace(EARLIER, files=("kysely (2).xlsx",))
    assert release(renamed, [EARLIER]).result == renamed
    assert release(renamed, [EARLIER]).held == ""


@pytest.mark.parametrize("people", [1, 4])
def test_a_few_answers_more_change_nothing(people: int) -> None:
    assert release(more(people, **SAME), [EARLIER]) == Release(EARLIER, "all", 30)


def test_as_many_more_as_the_threshold_renew_everybodys_figures() -> None:
    fresh = more(5, A=(17, 3.5), B=(10, 2.5))
    assert release(fresh, [EARLIER]) == Release(fresh, "", 30)


def test_a_perspective_that_few_of_the_new_rated_stays() -> None:
    fresh = more(6, 1, **SAME)
    found = release(fresh, [EARLIER])
    assert found.held == "part"
    assert found.result.perspectives == (EARLIER.perspectives[0], fresh.perspectives[1])
    assert found.result.respondents == 36


def test_one_who_answered_otherwise_changes_nothing() -> None:
    fresh = replace(EARLIER, perspectives=(perspective("N1", (0, 9, 11, 10, 0)), EARLIER.perspectives[1]))
    assert release(fresh, [EARLIER]) == Release(EARLIER, "all", 30)


def test_a_perspective_read_anew_is_published_anew() -> None:
    reversed_ = replace(EARLIER, perspectives=(perspective("N1", (0, 2, 8, 20, 0)), EARLIER.perspectives[1]))
    found = release(replace(reversed_, breakdowns=(sectors(A=(12, 3.2), B=(10, 2.5)),)), [EARLIER])
    assert found.result.perspectives == reversed_.perspectives
    assert [(group.name, group.means["N1"]) for group in found.result.sectors] == [("A", None), ("B", 2.5)]


def test_when_respondents_were_taken_out_everything_stays() -> None:
    earlier = replace(EARLIER, first_day=SPRING, last_day=SPRING)
    fewer = replace(earlier, respondents=22, perspectives=(perspective("N1", (0, 8, 7, 7, 0)),))
    assert release(fewer, [earlier]) == Release(earlier, "all", 30)
    assert release(replace(fewer, breakdowns=()), [replace(earlier, breakdowns=())]).held == "all"


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({"A": (17, 3.1), "B": (15, 2.4)}, {"A", "B"}),
        ({"A": (18, 3.1), "B": (12, 2.4)}, set()),  # all others have two more
        ({"A": (16, 3.1), "B": (16, 2.4)}, set()),  # A has four more, and so have all others
        ({"A": (13, 3.1), "B": (15, 2.4)}, {"B"}),
        ({"A": (22, 3.1), "B": (10, 2.5)}, {"A", "B"}),
        ({"A": (22, 3.1), "B": (10, 2.6)}, {"B"}),  # B has as many people, but other ones: some of the new may be there
        ({"A": (22, 3.1), "C": (10, 2.5)}, {"A"}),
        ({"C": (22, 3.1), "D": (10, 2.5)}, set()),
        ({"A": (23, 3.1), "B": (9, 2.5)}, set()),
    ],
)
def test_groups_are_renewed_when_many_came_to_each_and_to_all_others(
    groups: dict[str, tuple[int, float | None]], shown: set[str]
) -> None:
    fresh = more(10, **groups)
    assert {name for _, name, id_ in followed(fresh, EARLIER, THRESHOLD) if not id_} == shown
    found, earlier = release(fresh, [EARLIER]).result.breakdown("sector"), EARLIER.breakdown("sector")
    if shown == {"A", "B"}:
        assert found == replace(fresh.breakdown("sector"), hidden_people=40 - sum(group.n for group in found.groups))
    else:  # fewer than were shown before, which are shown again
        assert found == replace(earlier, of_first=30, differences=())


def test_a_mean_that_few_of_a_groups_new_people_rated_stays() -> None:
    result = release(more(16, 12, A=(20, 3.1), B=(18, 2.4)), [EARLIER]).result
    assert [group.means["N1"] for group in result.sectors] == [3.0, 2.5]
    assert result.breakdown("sector").of_first == 30
    result = release(more(20, 16, A=(22, 3.1), B=(20, 2.4)), [EARLIER]).result
    assert [group.means["N1"] for group in result.sectors] == [3.1, 2.4]


def test_increments_of_a_second_grouping_are_not_shown() -> None:
    earlier = replace(
        EARLIER, breakdowns=(sectors(A=(15, 3.0)), breakdown("role", 30, {"X": (15, 3.0), "Y": (15, 3.0)}))
    )
    roles = breakdown("role", 50, {"X": (25, 3.0), "Y": (25, 3.0)})
    fresh = replace(more(20), breakdowns=(breakdown("sector", 50, {"A": (25, 3.5)}), roles))
    result = release(fresh, [earlier]).result
    assert [group.name for group in result.sectors] == ["A"]
    assert result.breakdown("role") == replace(earlier.breakdown("role"), of_first=30, differences=())


def test_groups_made_up_otherwise_stay_as_they_were() -> None:
    moved = replace(EARLIER, breakdowns=(sectors(A=(13, 3.0), B=(9, 2.5)),))
    assert release(moved, [EARLIER]) == Release(EARLIER, "part", 30)
    named_anew = replace(EARLIER, breakdowns=(sectors(C=(13, 3.0)),))
    assert release(named_anew, [EARLIER]) == Release(EARLIER, "part", 30)


def test_more_groups_of_the_same_people_are_published() -> None:
    roles = breakdown("role", 30, {"X": (15, 3.0), "Y": (15, 3.0)})
    fresh = replace(EARLIER, breakdowns=(*EARLIER.breakdowns, roles))
    assert release(fresh, [EARLIER]) == Release(fresh, "", 30)


def test_figures_are_compared_with_all_that_were_published() -> None:
    """Six came and six went: beside the last figures many changed, beside the first ones a single answer."""
    first, second, third = (
        replace(more(people), breakdowns=(), first_day=SPRING, last_day=SPRING) for people in (0, 6, 1)
    )
    assert release(third, [first, second]) == Release(second, "all", 36)


def test_another_survey_is_not_held_back() -> None:
    autumn = dt.date(2026, 10, 1)
    earlier = replace(EARLIER, first_day=SPRING, last_day=SPRING)
    later = replace(more(1, **SAME), first_day=autumn, last_day=autumn)
    assert release(later, [earlier]) == Release(later)
    assert release(replace(later, first_day=None), [earlier]).held == "all"


def test_too_few_tells_nothing_and_is_published() -> None:
    nothing = SurveyResult(0, (), too_few=True)
    assert release(nothing, [EARLIER]) == Release(nothing)


def test_a_larger_threshold_hides_groups_of_figures_that_stay() -> None:
    stricter = replace(more(7, **SAME), threshold=10)
    result = release(stricter, [EARLIER]).result
    assert (result.respondents, result.breakdowns, result.choices, result.threshold) == (30, (), (), 10)
    small = replace(EARLIER, respondents=8, perspectives=(perspective("N1", (8, 0, 0, 0, 0)),), breakdowns=())
    nothing = release(replace(stricter, respondents=12), [small]).result
    assert (nothing.too_few, nothing.respondents, nothing.perspectives) == (True, 0, ())


def test_a_multiple_choice_is_renewed_with_the_others_or_stays() -> None:
    question = ChoiceResult("Mitä tarvitset?", 26, (OptionResult("Aikaa", 21), OptionResult("Tilaa", None)))
    found = release(replace(more(5, A=(17, 3.5), B=(10, 2.5)), choices=(question,)), [EARLIER])
    assert (found.held, found.result.choices) == ("part", EARLIER.choices)
    many = replace(question, n=30)
    found = release(replace(more(5, A=(17, 3.5), B=(10, 2.5)), choices=(many,)), [EARLIER])
    assert (found.held, found.result.choices) == ("", (many,))


def test_the_last_survey_stays_when_few_of_its_answers_changed() -> None:
    def compared(people: int, mean: float) -> SurveyResult:
        return replace(EARLIER, previous=Comparison("2023", {"N1": ComparedMean(mean)}, people))

    earlier = compared(40, 3.0)
    assert release(compared(41, 3.1), [earlier]).result.previous == earlier.previous
    assert release(compared(40, 3.1), [earlier]).result.previous == earlier.previous
    assert release(compared(45, 3.1), [earlier]).result.previous == compared(45, 3.1).previous


def test_open_answers_and_the_reference_group_are_always_the_fresh_ones() -> None:
    answers = (OpenResult("Mitä muuta?", 6, ("Aikaa.",)),)
    reference = Comparison("Muut", {"N1": ComparedMean(3.3)})
    fresh = replace(more(1, **SAME), open_questions=answers, reference=reference)
    result = release(fresh, [EARLIER]).result
    assert (result.open_questions, result.reference, result.respondents) == (answers, reference, 30)


def test_a_table_of_means_is_compared_by_people_and_sums() -> None:
    def table(n: int, mean: float) -> SurveyResult:
        return SurveyResult(n, (PerspectiveResult("N1", n, mean),), basis="means")

    for (people, mean), held in itertools.product([(30, 3.1), (31, 3.0)], ["all"]):
        assert release(table(people, mean), [table(30, 3.0)]).held == held
    assert release(table(30, 4.0), [table(30, 3.0)]).held == "other"
    assert release(table(35, 3.1), [table(30, 3.0)]).held == ""
