"""What became of each action, goal and indicator in a year; what is told of odd years."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from years import DAY, SINCE, dated, eventful, with_actions

from models import example_roadmap, quarter
from pipeline.comparing.following import Measured, follow, outcome_of, pair_years
from pipeline.comparing.following.noticed import is_another, noticed
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.follow_up import ActionOutcome, FollowUp
from pipeline.vocabulary.model import Action, Goal, Indicator, Level, Organisation, Roadmap, Status

THEN, LATER = quarter(2028, 1), quarter(2028, 3)


def year(old: Roadmap, new: Roadmap, measured: Measured | None = None) -> FollowUp:
    return follow(old, new, pair_years(old, new), measured)


def action(status: Status = "", **values: object) -> Action:
    return replace(Action(id="TP1", name="Työ", status=status, ends=THEN), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "now", "outcome"),
    [
        (None, action(), "not_started"),
        (None, action("moved"), "moved"),
        (action(), action("under_way"), "under_way"),
        (action(), action("under_way", ends=LATER), "moved"),
        (action(ends=LATER), action("under_way"), "under_way"),
        (action(), action("done", ends=LATER), "done"),
        (action(), action("cancelled", ends=LATER), "dropped"),
        (action("moved"), action("not_started"), "not_started"),
        (action("done"), None, "archived"),
        (action("moved"), None, "dropped"),
        (action("cancelled"), None, "dropped"),
        (action(ends=None), action("not_started", ends=LATER), "not_started"),
    ],
)
def test_each_action_has_one_outcome(before: Action | None, now: Action | None, outcome: ActionOutcome) -> None:
    assert outcome_of(before, now) == outcome


@pytest.mark.parametrize(
    ("was", "archived", "outcome", "newly_done"),
    [
        ("under_way", "done", "done", True),
        ("under_way", "cancelled", "dropped", False),
        ("under_way", "under_way", "dropped", False),
        ("done", "done", "archived", False),
    ],
)
def test_what_ended_during_the_year_and_stands_on_the_archive_counts_as_it_ended(
    was: Status, archived: Status, outcome: ActionOutcome, newly_done: bool
) -> None:
    old = with_actions(example_roadmap(), [action(was)])
    cell = Place("uusi.xlsx", "Arkisto", "A4")
    new = replace(with_actions(old, []), archived={"TP1": cell}, archived_statuses={"TP1": archived})
    (found,) = year(old, new).actions
    assert (found.outcome, found.newly_done) == (outcome, newly_done)
    assert found.is_gone is (outcome == "archived" or archived == was)


def test_what_is_late_is_open_and_its_end_has_passed() -> None:
    base = example_roadmap()
    ends = quarter(2028, 1)
    for status, late in (("under_way", True), ("", True), ("moved", True), ("done", False), ("cancelled", False)):
        one = with_actions(base, [action(status, ends=ends)])  # type: ignore[arg-type]
        assert [item.late for item in year(one, dated(one, dt.date(2028, 4, 1))).actions] == [late]
        assert [item.late for item in year(one, dated(one, ends.last)).actions] == [False]
        assert [item.late for item in year(one, replace(one, organisation=Organisation())).actions] == [False]


def test_a_numbered_anew_action_is_the_same_one() -> None:
    old, new = eventful()
    numbered = with_actions(new, [replace(item, id=f"X{item.id[2:]}") for item in new.actions])
    found = year(old, numbered)
    assert found.all.total == year(old, new).all.total
    assert len(found.renumbered) == sum(item.before is not None and item.now is not None for item in found.actions)
    assert found.renumbered["TP1"] == "X1"


def test_a_sub_goals_action_counts_for_the_goal_at_its_top() -> None:
    goals = (
        Goal(id="T1", name="Ylin", perspectives=("N1",)),
        Goal(id="T1.1", parent="T1", name="Keskellä"),
        Goal(id="T1.1.1", parent="T1.1", name="Alin", perspectives=("N2",)),
    )
    levels = (Level(id="N1", name="Yksi"), Level(id="N2", name="Kaksi"))
    actions = (action(id="TP1", goal="T1.1.1", name="Aamu"), action(id="TP2", goal="T1.1", name="Ilta"))
    roadmap = Roadmap(goals=goals, levels=levels, actions=actions)
    found = year(roadmap, roadmap)
    assert [item.goal.goal.id for item in found.actions if item.goal] == ["T1", "T1"]
    assert [[level.level.id for level in item.perspectives] for item in found.actions] == [["N2"], ["N1"]]


def test_goals_that_refer_to_each_other_end() -> None:
    goals = (Goal(id="T1", parent="T2", name="Yksi"), Goal(id="T2", parent="T1", name="Kaksi"))
    roadmap = Roadmap(goals=goals, actions=(action(goal="T1"),))
    assert year(roadmap, roadmap).all.total == 1


def test_an_action_that_is_gone_counts_for_its_goal_as_it_is_now() -> None:
    goals = (Goal(id="T1", name="Tieto ohjaa"), Goal(id="T2", name="Palvelut verkossa"))
    old = Roadmap(goals=goals, actions=(action("done", goal="T2"), action("done", id="TP2", goal="T1", name="Muu")))
    new = Roadmap(goals=(replace(goals[0], id="T5"),))
    found = year(old, new)
    places = [item.goal for item in found.actions]
    assert [(place.goal.id, place.now is None) for place in places if place] == [("T2", True), ("T5", False)]


@pytest.mark.parametrize(
    ("before", "now", "target", "nearer", "reached"),
    [
        ("12", "19", "40", True, False),
        ("12", "12", "40", None, False),
        ("12", "40", "40", True, True),
        ("12", "55", "40", True, True),
        ("12", "5", "40", False, False),
        ("5,5 h", "4,0 h", "2 h", True, False),
        ("12 500 €", "12 900 €", "10 000 €", False, False),
        ("40 %", "0,5", "60 %", None, False),
        ("paljon", "vähän", "40", None, False),
        ("40", "41", "40", None, False),
        ("", "3", "4", None, False),
    ],
)
def test_indicators_are_compared_where_they_are_numbers_of_one_unit(
    before: str, now: str, target: str, nearer: bool | None, reached: bool
) -> None:
    old = Roadmap(indicators=(Indicator(id="M1", name="Luku", baseline_value=before, target_value=target),))
    new = Roadmap(indicators=(Indicator(id="M1", name="Luku", baseline_value=now, target_value=target),))
    (found,) = year(old, new).indicators
    assert (found.nearer, found.reached) == (nearer, reached)


def test_levels_are_told_only_of_a_new_survey() -> None:
    old, new = eventful()
    assert year(old, new).levels == ()
    levels = year(old, new, Measured(1, 2, {"N1": True})).levels
    assert len(levels) == 11
    assert [item.certain for item in levels[:2]] == [True, None]


def told(old: Roadmap, new: Roadmap) -> dict[str, Finding]:
    return {item.code: item for item in noticed(old, new, year(old, new))}


def test_a_year_in_which_all_happens_is_told() -> None:
    found = told(*eventful())
    assert set(found) == {"FU005", "FU006", "FU007", "FU011"}
    assert found["FU006"].values == {"count": 1, "ids": "TP9"}
    assert found["FU011"].values == {"count": 1, "ids": "TP4"}
    assert found["FU006"].place.cell


def test_odd_years_are_told() -> None:
    old, new = eventful()
    assert "FU002" in told(dated(old, DAY), new)
    assert "FU002" in told(dated(old, dt.date(2030, 1, 1)), new)
    assert "FU013" in told(replace(old, organisation=Organisation()), new)
    assert told(replace(old, actions=()), new).keys() == {"FU010"}
    blank = with_actions(new, [replace(item, status="") for item in new.actions])
    assert told(old, blank)["FU009"].values["count"] == len(new.actions)
    ready = with_actions(new, [replace(item, progress=100.0) for item in new.actions])
    open_ = [item for item in new.actions if item.status not in ("done", "cancelled")]
    assert told(old, ready)["FU008"].values["count"] == len(open_)
    numbered = with_actions(new, [replace(item, id=f"X{item.id[2:]}") for item in new.actions])
    assert "TP1 → X1" in str(told(old, numbered)["FU004"].values["ids"])
    assert told(new, dated(new, dt.date(2029, 1, 1))) == {}


def test_another_organisation_differs_by_name_and_code() -> None:
    one = Organisation(name="Keksilän kunta", code="999", companions={"sv": {"name": "Keksby kommun"}})
    assert not is_another(one, one)
    assert not is_another(one, Organisation(name="Uusi Keksilä", code="999"))
    assert not is_another(one, Organisation(name="keksilän  KUNTA"))
    assert not is_another(one, Organisation(name="Keksby kommun"))
    assert is_another(one, Organisation(name="Muualan kunta"))
    assert is_another(one, Organisation(name="Muualan kunta", code="998"))
    assert not is_another(one, Organisation())


def test_the_days_are_those_of_the_workbooks() -> None:
    old, new = eventful()
    assert (year(old, new).since, year(old, new).day) == (SINCE, DAY)
