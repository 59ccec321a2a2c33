"""The period year by year: the calendar and the costs tell what the actions say, each once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from models import counted_roadmap, example_roadmap, tiny_roadmap
from pipeline.language import LANGUAGES
from pipeline.report.context import context
from pipeline.vocabulary.model import Language, Roadmap


def ids(names: Any, key: str) -> list[str]:
    return [item for row in names["calendar"] for item in str(getattr(row, key)).split(", ") if item != "–"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_begins_and_is_completed_once(language: Language) -> None:
    roadmap = example_roadmap()
    names: Any = context(roadmap, None, language=language)
    known = sorted(action.id for action in roadmap.actions)

    assert sorted(ids(names, "starting")) == known
    assert sorted(ids(names, "ending")) == known
    assert sorted(ids(names, "trainings")) == sorted(item.id for item in roadmap.trainings if item.time)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cancelled_action_starts_nowhere_and_is_required_nowhere(language: Language) -> None:
    roadmap = example_roadmap()
    place = next(
        n for n, a in enumerate(roadmap.actions) if a.basis == "statutory" and a.starts and a.starts.first.year == 2027
    )
    cancelled = replace(roadmap.actions[place], status="cancelled")
    actions = (*roadmap.actions[:place], cancelled, *roadmap.actions[place + 1 :])
    whole: Any = context(roadmap, None, language=language)
    names: Any = context(replace(roadmap, actions=actions), None, language=language)

    def pulled(of: Any, key: str) -> int:
        return int(str(next(item.value for item in of["summary"].figures if item.key == key)))

    assert pulled(names, "starting") == pulled(whole, "starting") - 1
    assert pulled(names, "statutory") == pulled(whole, "statutory") - 1
    assert cancelled.name in {str(step.name) for step in whole["summary"].steps}
    assert cancelled.name not in {str(step.name) for step in names["summary"].steps}


def test_halves_are_in_order_and_those_without_anything_are_left_out() -> None:
    names: Any = context(tiny_roadmap(), None, language="fi")
    times = [str(row.time) for row in names["calendar"]]

    assert times
    assert times == sorted(times, key=lambda text: (text.split()[1], text.startswith("Heinä")))
    for row in names["calendar"]:
        assert {str(row.starting), str(row.ending), str(row.trainings)} != {"–"}


def test_a_cancelled_action_is_not_followed() -> None:
    roadmap = example_roadmap()
    first = replace(roadmap.actions[0], status="cancelled")
    names: Any = context(replace(roadmap, actions=(first, *roadmap.actions[1:])), None, language="fi")

    assert first.id not in ids(names, "starting")
    assert first.id not in ids(names, "ending")


def test_years_count_what_is_on() -> None:
    roadmap = example_roadmap()
    rows = context(roadmap, None, language="fi")["costs"].rows  # type: ignore[attr-defined]

    for row in rows:
        year = int(str(row.year))
        on = [item for item in roadmap.actions if item.starts.first.year <= year <= item.ends.last.year]  # type: ignore[union-attr]
        assert str(row.running) == (str(len(on)) if on else "–")


def test_without_estimates_there_are_no_costs() -> None:
    roadmap = counted_roadmap(4)
    actions = tuple(replace(action, cost=None) for action in roadmap.actions)

    assert context(replace(roadmap, actions=actions), None, language="fi")["costs"] is None


# --- one rule for costs -----------------------------------------------------------------------------------------------


def euros(text: object) -> int:
    """The figure of a printed sum, 0 of a dash."""
    return int(re.sub(r"\D", "", str(text)) or 0)


def with_odd_actions() -> Roadmap:
    """The example with one priced action that has no time, and one that is cancelled."""
    roadmap = example_roadmap()
    priced = [place for place, action in enumerate(roadmap.actions) if action.cost][:2]
    changes: list[dict[str, Any]] = [{"starts": None, "ends": None}, {"status": "cancelled"}]
    actions = list(roadmap.actions)
    for place, change in zip(priced, changes, strict=True):
        actions[place] = replace(actions[place], **change)
    return replace(roadmap, actions=tuple(actions))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("roadmap", [example_roadmap(), with_odd_actions()], ids=["example", "odd"])
def test_every_total_is_the_sum_of_the_estimates_that_still_count(roadmap: Roadmap, language: Language) -> None:
    expected = sum(int(action.cost) for action in roadmap.actions if action.cost and action.status != "cancelled")
    names: Any = context(roadmap, None, language=language)
    council: Any = context(roadmap, None, language=language, audience="council")

    totals = {
        "table": euros(names["costs"].total.cost),
        "rows": sum(euros(row.cost) for row in names["costs"].rows),
        "chart": sum(names["exhibits"].costs.series[0].values),
        "chart's words": euros(names["exhibits"].costs.alt.split(". ")[-2]),
        "summary": euros(names["summary"].goals_total.cost),
        "goals": sum(euros(goal.cost) for goal in names["goals"]),
        "deck": euros(council["deck"].costs.total.cost),
        "deck's rows": sum(euros(row.cost) for row in council["deck"].costs.rows),
        "deck's chart": sum(council["exhibits"].costs.series[0].values),
    }
    assert set(totals.values()) == {expected}, totals


@pytest.mark.parametrize(
    ("language", "label", "told"),
    [
        ("fi", "Ajankohta avoin", "keskeytet"),
        ("sv", "Utan tidpunkt", "avbrutna"),
        ("en", "Not yet dated", "cancelled action"),
    ],
)
def test_what_has_no_year_and_what_is_left_out_is_told(language: Language, label: str, told: str) -> None:
    roadmap = with_odd_actions()
    names: Any = context(roadmap, None, language=language)
    council: Any = context(roadmap, None, language=language, audience="council")
    usual: Any = context(example_roadmap(), None, language=language, audience="council")

    assert (str(names["costs"].rows[-1].year), names["exhibits"].costs.categories[-1]) == (label, label)
    assert f"{label}: " in names["exhibits"].costs.alt
    for line in (
        names["captions"].costs_table,
        names["summary"].cost_note,
        council["deck"].costs.source,
        council["deck"].yearly_costs.source,
    ):
        assert told in str(line).casefold()
    assert told not in str(usual["deck"].costs.source).casefold()
    assert usual["exhibits"].costs.categories[-1].isdigit()
