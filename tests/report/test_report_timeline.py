"""The timeline: bars with signs, half-years for long periods, the busiest quarter."""

from dataclasses import replace
from typing import Any

import pytest
from report_walking import example

from models import example_roadmap, span, table
from pipeline.report.context import context
from pipeline.vocabulary.model import Action, Goal

GOALS = (Goal(id="T1", name="Yksi"), Goal(id="T2", name="Kaksi"))


def drawn(actions: list[Action], end: int = 2028, language: Any = "fi") -> Any:
    roadmap = example_roadmap(goals=table("Tavoitteet", GOALS), actions=table("Toimenpiteet", actions))
    organisation = replace(roadmap.organisation, period_end=end)
    return context(replace(roadmap, organisation=organisation), None, language=language)["timeline"]


def action(name: str, when: str, goal: str = "T1", **values: Any) -> Action:
    starts, ends = span(when)
    return Action(id=name, name=name, goal=goal, starts=starts, ends=ends, **values)


def row(cells: Any) -> str:
    return " ".join(f"{cell.look}:{cell.text}" if cell.text else cell.look for cell in cells)


def test_a_bar_begins_with_its_sign_and_goes_on_with_dashes() -> None:
    found = drawn([action("TP1", "27/2-28/1", status="under_way")])

    assert row(found.rows[0].cells) == "year under_way:» under_way:– under_way:– under_way:– empty empty empty"


@pytest.mark.parametrize(
    ("when", "bar"),
    [
        ("26/1-27/1", "under_way:» empty empty empty"),
        ("28/4-29/4", "year empty empty under_way:»"),
        ("26/1-26/4", "year"),
    ],
)
def test_a_bar_is_cut_at_the_period(when: str, bar: str) -> None:
    found = drawn([action("TP1", when, status="under_way"), action("TP2", "27/1-27/1")], end=2028)
    cells = next(item.cells for item in found.rows if item.id == "TP1")

    assert (row(cells[:4]) if bar.startswith("under") else row(cells[4:])).startswith(bar)


@pytest.mark.parametrize(
    ("status", "look", "sign"),
    [("", "not_started", "□"), ("done", "done", "√"), ("moved", "moved", "→"), ("cancelled", "cancelled", "×")],
)
def test_looks_and_signs(status: Any, look: str, sign: str) -> None:
    cell = drawn([action("TP1", "27/1-27/1", status=status)]).rows[0].cells[0]

    assert (cell.look, cell.text) == (look, sign)


def test_rows_are_by_goal_then_start() -> None:
    found = drawn([action("B", "27/1-27/2", "T2"), action("A2", "27/3-27/4"), action("A1", "27/1-27/2")])

    assert [(item.id, item.goal_first) for item in found.rows] == [("A1", True), ("A2", False), ("B", True)]
    assert [item.id for item in found.actions] == ["A1", "A2", "B"]


def test_goal_rows_count_what_is_on_at_once() -> None:
    found = drawn([action("A", "27/1-27/2"), action("B", "27/2-27/3"), action("C", "27/2-27/2", status="cancelled")])

    assert row(found.goal_rows[0].cells[:4]) == "bar:1 bar:2 bar:1 empty"
    assert (
        found.peak_text
        == "Vilkkainta on vuoden 2027 toisella neljänneksellä, jolloin yhtä aikaa on käynnissä kaksi toimenpidettä."
    )


def test_one_action_has_no_busiest_quarter() -> None:
    assert drawn([action("A", "27/1-27/2")]).peak_text == ""


def test_quarters_equally_busy_are_not_told_as_the_busiest() -> None:
    assert drawn([action("A", "27/1-27/2"), action("B", "27/1-27/2")]).peak_text == ""
    assert drawn([action("A", "27/1-27/2"), action("B", "27/2-27/3"), action("C", "28/1-28/1")]).peak_text != ""


def test_long_periods_are_drawn_by_half_year() -> None:
    quarters, halves = drawn([action("A", "27/4-28/1")], end=2031), drawn([action("A", "27/4-28/1")], end=2032)

    assert [item.label for item in quarters.quarters[:5]] == ["I/27", "II/27", "III/27", "IV/27", "I/28"]
    assert [item.label for item in halves.quarters[:3]] == ["H1/27", "H2/27", "H1/28"]
    assert [item.first_of_year for item in halves.quarters[:3]] == [True, False, True]
    assert row(halves.rows[0].cells[:4]) == "year not_started:□ not_started:– empty"
    assert "H1 on tammi–kesäkuu" in halves.key_note


def test_labels_in_other_languages() -> None:
    assert drawn([action("A", "27/1-27/1")], language="sv").quarters[0].label == "K1/27"
    assert drawn([action("A", "27/1-27/1")], language="en").quarters[0].label == "Q1/27"


def test_no_goal_parts_with_a_row_alone_on_a_page() -> None:
    """A goal's first row stays with its second, its last but one with its last; the table's first row is free."""
    first = [action(f"A{n}", "27/1-27/1") for n in range(4)]
    second = [action(f"B{n}", "27/1-27/1", goal="T2") for n in range(4)]

    assert [row.keeps for row in drawn([*first, *second]).rows] == [False, False, True, False, True, False, True, False]
    assert [row.keeps for row in drawn([first[0], second[0]]).rows] == [False, False]


def test_only_the_signs_in_use_are_explained() -> None:
    assert example()["timeline"].key_note == "»\N{EN SPACE}Käynnissä\N{EM SPACE}□\N{EN SPACE}Ei aloitettu\N{EM SPACE}–\N{EN SPACE}Jatkuu\N{EM SPACE}§\N{EN SPACE}Perustuu lakiin"  # type: ignore[attr-defined]  # fmt: skip
    assert (
        drawn([action("A", "27/1-27/2", status="done")]).key_note
        == "√\N{EN SPACE}Valmis\N{EM SPACE}–\N{EN SPACE}Jatkuu"
    )


def test_an_action_without_times_is_listed_but_not_drawn() -> None:
    found = drawn([action("A", "27/1-27/2"), Action(id="B", name="B", goal="T1")])

    assert [cell.text for cell in found.rows[1].cells] == [""] * 8
    assert drawn([Action(id="B", name="B", goal="T1")]) is None


@pytest.mark.parametrize(("count", "landscape"), [(5, False), (6, True)])
def test_the_page_lies_down_from_six_actions(count: int, landscape: bool) -> None:
    assert drawn([action(f"TP{n}", "27/1-27/1") for n in range(count)]).landscape is landscape
