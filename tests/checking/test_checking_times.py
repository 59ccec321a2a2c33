"""Times against each other and the period, in every precision."""

from dataclasses import replace

import pytest
from sound_roadmap import SOUND, at, change

from pipeline.checking.period import everything_at_once, unusual_length
from pipeline.checking.responsibles import too_much_at_once
from pipeline.checking.times import ends_before_start, outside_period, starts_before_predecessor_ends
from pipeline.vocabulary.model import Roadmap


def pair(earlier_end: str, start: str) -> Roadmap:
    """Two actions, the second after the first."""
    first, second = SOUND.actions[:2]
    return Roadmap(actions=(replace(first, ends=at(earlier_end)), replace(second, starts=at(start))))


@pytest.mark.parametrize(
    ("earlier_end", "start", "fires"),
    [
        ("Q2/2027", "Q3/2027", False),
        ("Q2/2027", "Q2/2027", False),
        ("Q2/2027", "Q1/2027", True),
        ("Q2/2027", "2027", True),
        ("2027", "Q2/2027", True),
        ("2027", "Q4/2027", False),
        ("2027", "2027", False),
        ("2027", "2028", False),
        ("15.6.2027", "14.6.2027", True),
        ("15.6.2027", "15.6.2027", False),
        ("5/2027", "Q2/2027", True),
        ("Q2/2027", "6/2027", False),
    ],
)
def test_a_successor_may_take_over_within_the_same_quarter(earlier_end: str, start: str, *, fires: bool) -> None:
    assert bool(list(starts_before_predecessor_ends(pair(earlier_end, start)))) is fires


@pytest.mark.parametrize(
    ("start", "end", "cells"),
    [
        ("Q1/2027", "Q4/2030", []),
        ("2026", "Q4/2027", ["H2"]),
        ("Q4/2030", "Q1/2031", ["I2"]),
        ("2026", "2031", ["H2", "I2"]),
        ("Q1/2025", "Q4/2026", ["H2"]),
        ("Q1/2031", "Q4/2031", ["H2"]),
    ],
)
def test_times_outside_the_period_are_told_once_for_each_side(start: str, end: str, cells: list[str]) -> None:
    given = change(SOUND, "actions", 0, starts=at(start), ends=at(end))
    assert [finding.place.cell for finding in outside_period(given)] == cells


def test_a_winter_that_begins_before_the_period_is_in_it() -> None:
    winter = replace(at("2027"), first=at("12/2026").first, last=at("2/2027").last, precision="season")
    assert list(outside_period(change(SOUND, "actions", 0, starts=winter))) == []


def test_what_is_done_may_lie_before_the_period() -> None:
    done = change(SOUND, "actions", 0, starts=at("2025"), ends=at("2026"), status="done")
    assert list(outside_period(done)) == []
    unfinished = change(done, "actions", 0, ends=at("2032"))
    assert [finding.values["time"] for finding in outside_period(unfinished)] == ["2032"]


def test_a_period_turned_round_causes_no_further_findings() -> None:
    turned = change(SOUND, "organisation", period_start=2030, period_end=2027)
    assert [*outside_period(turned), *unusual_length(turned), *everything_at_once(turned)] == []


def test_a_real_date_is_told_in_the_workbook_s_language() -> None:
    start, end = (replace(at(day), text="") for day in ("1.3.2027", "1.2.2027"))
    given = change(SOUND, "actions", 0, starts=start, ends=end)
    (finding,) = ends_before_start(given)
    assert finding.values == {"start": "1.3.2027", "end": "1.2.2027"}
    (finding,) = ends_before_start(replace(given, language="en"))
    assert finding.values["start"] == "1\N{NO-BREAK SPACE}March 2027"


def test_the_busiest_quarter_is_the_one_where_actions_meet() -> None:
    spans = [("Q1/2027", "Q3/2027")] * 3 + [("Q3/2027", "Q1/2028")] * 4 + [("Q1/2028", "Q2/2028")] * 2
    actions = tuple(
        replace(SOUND.actions[0], id=f"TP{number}", starts=at(start), ends=at(end), owners=(), predecessors=())
        for number, (start, end) in enumerate(spans)
    )
    (finding,) = too_much_at_once(Roadmap(actions=actions))
    assert (finding.values["quarter"], finding.values["count"]) == ("III/2027", 7)
    assert finding.values["ids"] == "TP0, TP1, TP2, TP3, TP4, TP5, TP6"
