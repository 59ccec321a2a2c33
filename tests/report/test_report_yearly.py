"""The period year by year: the calendar and the costs tell what the actions say, each once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models import counted_roadmap, example_roadmap, tiny_roadmap
from pipeline.language import LANGUAGES
from pipeline.report.context import context
from pipeline.vocabulary.model import Language


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
