"""Two roadmaps compared: rows by their ids, values cell by cell, numbering anew told as such."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_roadmap import SOUND, add, at, change

from pipeline.comparing import compare
from pipeline.comparing.pairing import Known, moved, pair, words_of
from pipeline.vocabulary.differences import Difference, Differs
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Action, Entry, Goal, Roadmap


def told(old: Roadmap, new: Roadmap) -> list[tuple[str, str, str, str]]:
    return [(str(item.kind), item.sheet, item.id, item.field) for item in compare(old, new)]


def with_rows(given_: Roadmap, sheet: str, rows: list[Any]) -> Roadmap:
    return replace(given_, **{sheet: tuple(rows)})


def test_the_same_roadmap_has_no_difference() -> None:
    assert compare(SOUND, SOUND) == ()


def test_a_changed_value_is_told_with_both_cells() -> None:
    (found,) = compare(SOUND, change(SOUND, "actions", 0, starts=at("Q3/2028"), at={"starts": Place("b", "T", "H9")}))
    assert (found.kind, found.sheet, found.id, found.field) == (Differs.CHANGED, "actions", "TP1", "starts")
    assert (found.before, found.after) == (SOUND.actions[0].starts, at("Q3/2028"))
    assert (found.old, found.new) == (SOUND.actions[0].place("starts"), Place("b", "T", "H9"))


def test_how_a_time_is_typed_is_no_change() -> None:
    start = SOUND.actions[0].starts
    assert start is not None
    assert compare(SOUND, change(SOUND, "actions", 0, starts=replace(start, text="toisin kirjoitettu"))) == ()


def test_single_values_and_translations() -> None:
    now = change(SOUND, "vision", 0, statement="Uusi visio", companions={"sv": {"statement": "Ny vision"}})
    assert told(SOUND, now) == [("changed", "vision", "", "statement"), ("changed", "vision", "", "statement.sv")]
    assert compare(SOUND, now)[1].after == "Ny vision"
    assert compare(now, SOUND)[1].after == ""


def test_rows_that_came_and_went_stand_where_they_are() -> None:
    actions = list(SOUND.actions)
    added = Action(id="TP90", goal="T1", name="Aivan muuta työtä tekoälystä", row=Place("b", "T", "A3"))
    now = with_rows(SOUND, "actions", [actions[0], added, *actions[2:]])
    assert told(SOUND, now)[:2] == [("added", "actions", "TP90", ""), ("removed", "actions", actions[1].id, "")]
    assert compare(SOUND, now)[0].new == Place("b", "T", "A3")
    assert compare(SOUND, now)[0].old == Place()


def test_the_same_words_under_another_id_are_the_same_row() -> None:
    """An action put in first, all others numbered anew, and everything that refers to them with it."""
    first = Action(id="TP1", goal="T2", name="Aivan muuta työtä tekoälystä", description="Kokonaan eri asia.")
    rows = [
        replace(
            row,
            id=f"TP{number + 2}",
            predecessors=tuple(f"TP{int(item[2:]) + 1}" for item in row.predecessors),
        )
        for number, row in enumerate(SOUND.actions)
    ]
    trainings = [replace(row, supports=("T1", "TP3")) for row in SOUND.trainings]
    now = with_rows(with_rows(SOUND, "actions", [first, *rows]), "trainings", trainings)
    assert told(SOUND, now) == [
        ("added", "actions", "TP1", ""),
        *(("renumbered", "actions", row.id, "id") for row in rows),
    ]
    assert [(item.before, item.after) for item in compare(SOUND, now)[1:3]] == [("TP1", "TP2"), ("TP2", "TP3")]


def test_two_ids_that_changed_places() -> None:
    one, other, *rest = SOUND.actions
    now = with_rows(SOUND, "actions", [replace(one, id=other.id), replace(other, id=one.id), *rest])
    assert ("renumbered", "actions", other.id, "id") in told(SOUND, now)
    assert ("renumbered", "actions", one.id, "id") in told(SOUND, now)
    assert ("changed", "actions", one.id, "name") not in told(SOUND, now)


def test_a_goal_numbered_anew_is_no_change_of_its_actions() -> None:
    goals = [replace(row, id="T9" if row.id == "T2" else row.id) for row in SOUND.goals]
    actions = [replace(row, goal="T9" if row.goal == "T2" else row.goal) for row in SOUND.actions]
    indicators = [replace(row, goal="T9") for row in SOUND.indicators]
    now = with_rows(with_rows(with_rows(SOUND, "goals", goals), "actions", actions), "indicators", indicators)
    assert told(SOUND, now) == [("renumbered", "goals", "T9", "id")]


def test_a_renumbered_row_that_also_changed_a_little() -> None:
    now = change(SOUND, "goals", 2, id="T9", strategy="Kuntastrategia")
    found = told(SOUND, now)
    assert found[:1] == [("renumbered", "goals", "T9", "id")]
    assert ("changed", "goals", "T9", "strategy") in found


def test_a_moved_row_is_told_once_and_the_others_stand_still() -> None:
    rows = list(SOUND.actions)
    now = with_rows(SOUND, "actions", [*rows[1:], rows[0]])
    assert told(SOUND, now) == [("moved", "actions", rows[0].id, "")]


def test_a_row_rewritten_under_its_id_is_changed() -> None:
    now = change(SOUND, "promises", 0, promise="Aivan muuta.")
    assert told(SOUND, now) == [("changed", "promises", "L1", "promise")]


def test_rows_without_ids() -> None:
    one, other = SOUND.questions
    now = with_rows(SOUND, "questions", [replace(one, meaning="N2"), other])
    assert told(SOUND, now) == [("changed", "questions", "", "meaning")]
    assert told(SOUND, with_rows(SOUND, "questions", [other])) == [("removed", "questions", "", "")]


def test_the_order_is_that_of_the_sheets() -> None:
    now = add(change(change(SOUND, "statutes", 0, number="1/2027"), "organisation", 0, version="2"), Goal(id="T7"))
    assert [item.sheet for item in compare(SOUND, now)] == ["organisation", "goals", "statutes"]


def cells() -> list[tuple[str, int, str, Any]]:
    """Every value of the sound roadmap that is a text, with its sheet, row and field."""
    found = []
    for sheet in (item.name for item in fields(Roadmap)):
        value = getattr(SOUND, sheet)
        for number, row in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(row, Entry):
                names = [item.name for item in fields(row) if isinstance(getattr(row, item.name), str)]
                found += [(sheet, number, name, getattr(row, name)) for name in names if name != "id"]
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(cells()), min_size=1, max_size=4, unique_by=lambda cell: cell[:2]), st.integers(1, 9))
def test_every_change_of_a_text_is_told_and_nothing_else(chosen: list[tuple[str, int, str, Any]], number: int) -> None:
    now = SOUND
    for sheet, row, name, text in chosen:
        now = change(now, sheet, row, **{name: f"{text} {number}" if text else str(number)})
    expected = {(sheet, name, text, f"{text} {number}" if text else str(number)) for sheet, _, name, text in chosen}
    assert {(item.sheet, item.field, item.before, item.after) for item in compare(SOUND, now)} == expected
    back = {(item.sheet, item.field, item.after, item.before) for item in compare(now, SOUND)}
    assert back == expected


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(8)))
def test_as_few_rows_as_can_be_have_moved(order: list[int]) -> None:
    gone = moved(dict(enumerate(order)))
    still = [order[place] for place in range(8) if place not in gone]
    assert still == sorted(still)
    longest = [1] * 8
    for place in range(8):
        longest[place] = 1 + max((longest[item] for item in range(place) if order[item] < order[place]), default=0)
    assert len(still) == max(longest)


@pytest.mark.parametrize("count", [600])
def test_many_rows_that_are_all_alike_take_no_time(count: int) -> None:
    rows = [Known(f"TP{number}", number, words_of(["sama työ"]), f"Sama työ {number}") for number in range(count)]
    others = [replace(row, id=f"X{row.id}", content=-number - 1) for number, row in enumerate(rows)]
    assert len(pair(rows, others)) in (0, count)


def test_a_difference_is_a_value() -> None:
    assert Difference(Differs.ADDED, "goals", "T1") == Difference(Differs.ADDED, "goals", "T1")
