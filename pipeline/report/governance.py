"""How the roadmap is kept alive: owner and operating model, indicators, skills, ties to the national and EU frame.

In: the material. Out: the records `governance`, `skills`, `frame` and the tuple `indicators`.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.language import NO_BREAK, round_half_up
from pipeline.report.material import Material, area, cell_text, long_text, reckoned, table_text
from pipeline.report.sentences import Count
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import LongText, Record, Text
from pipeline.vocabulary.model import Indicator, Training


def governance(material: Material) -> Record | None:
    """The owner and the operating model; None when the workbook says nothing of them."""
    entry = material.roadmap.governance
    texts = ("owner", "coordinator", "rhythm", "update_rhythm", "follow_up", "reporting", "communication")
    if not any(getattr(entry, key) for key in texts) and not entry.follow_up_group:
        return None
    return Record(
        "governance",
        owner=cell_text(entry, "owner"),
        coordinator=cell_text(entry, "coordinator"),
        group=cell_text(entry, "follow_up_group", ", ".join(entry.follow_up_group)),
        rhythm=cell_text(entry, "rhythm"),
        update_rhythm=cell_text(entry, "update_rhythm"),
        follow_up=long_text(entry, "follow_up"),
        reporting=long_text(entry, "reporting"),
        communication=long_text(entry, "communication"),
    )


def indicators(material: Material) -> tuple[Record, ...]:
    """The indicators of follow-up."""
    return tuple(_indicator(indicator) for indicator in material.roadmap.indicators)


def skills(material: Material) -> Record | None:
    """The trainings; None when there are none."""
    found = material.roadmap.trainings
    if not found:
        return None
    known = [round_half_up(training.hours, 1) for training in found if training.hours is not None]
    hours = _number(sum(known, Decimal(0)), material) if len(known) == len(found) else ""
    return Record(
        "skills",
        lead=reckoned(
            material.say.every("skills.lead", hours=hours, one_hour=hours if hours == "1" else ""),
            area(material.roadmap.trainings, "hours"),
        ),
        trainings=tuple(_training(training, material) for training in found),
    )


def frame(material: Material) -> Record | None:
    """The goals by area of the national compass, and the EU programme; None when no goal is tied to it."""
    areas = _framework()["compass"]["area"]
    language = material.words.language
    rows = []
    for part in areas:
        tied = [goal for goal in material.roadmap.goals if part["id"] in goal.compass]
        if tied:
            goals = "\n".join(f"{goal.id}{NO_BREAK}{goal.name}".strip() for goal in tied)
            where = area(tied, "compass")
            rows.append(Record(part["id"], area=Text(part[language]), goals=LongText(goals, source=where)))
    if not rows:
        return None
    say = material.say
    return Record(
        "frame",
        lead=Text(say.every("frame.lead", areas=Count(len(rows)))),
        compass_name=Text(_framework()["compass"][f"name_{language}"]),
        compass=tuple(rows),
        national=Text(say.every("frame.national")),
        eu=Text(say.every("frame.eu", eu_number=_framework()["eu_programme"]["number"])),
    )


@cache
def _framework() -> dict[str, Any]:
    return tomllib.loads((files("pipeline") / "data" / "framework.toml").read_text(encoding="utf-8"))


def hours(training: Training, material: Material) -> str:
    """A training's length: 2 h, a dash when it is not known."""
    if training.hours is None:
        return MISSING
    return material.say.phrase("skills.hours", hours=_number(round_half_up(training.hours, 1), material))


def _number(value: Decimal, material: Material) -> str:
    return material.words.number(value, 0 if value == int(value) else 1)


def _indicator(indicator: Indicator) -> Record:
    return Record(
        indicator.id,
        id=cell_text(indicator, "id"),
        name=cell_text(indicator, "name"),
        unit=table_text(indicator, "unit"),
        baseline=table_text(indicator, "baseline_value"),
        target=table_text(indicator, "target_value"),
        source=table_text(indicator, "source"),
        goal=table_text(indicator, "goal"),
    )


def _training(training: Training, material: Material) -> Record:
    return Record(
        training.id,
        id=cell_text(training, "id"),
        name=cell_text(training, "name"),
        audience=table_text(training, "audience"),
        time=table_text(training, "time", material.time(training.time)),
        hours=table_text(training, "hours", hours(training, material)),
        supports=table_text(training, "supports", ", ".join(training.supports)),
        provider=table_text(training, "provider"),
    )
