"""A plain second reckoning of a region: openpyxl and header texts only, nothing of the program.

In: Finnish workbooks. Out: counts of goals and actions by perspective's name, compass area and statute's number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet


@dataclass
class Reckoned:
    """Counts by group: goals, actions, and which workbooks have any."""

    goals: Counter[str] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)
    books: dict[str, set[str]] = field(default_factory=dict)

    def add(self, counter: Counter[str], groups: set[str], book: str) -> None:
        for group in groups:
            counter[group] += 1
            self.books.setdefault(group, set()).add(book)


@dataclass
class Counts:
    """All of a region."""

    goals: int = 0
    actions: int = 0
    perspectives: Reckoned = field(default_factory=Reckoned)
    compass: Reckoned = field(default_factory=Reckoned)
    statutes: Reckoned = field(default_factory=Reckoned)
    marked: Counter[str] = field(default_factory=Counter)
    levels: dict[str, list[tuple[str, float | None, int | None]]] = field(default_factory=dict)


def rows(page: Worksheet) -> Iterator[dict[str, Any]]:
    """The rows of a table by their header texts."""
    lines = list(page.iter_rows(values_only=True))
    at = next(place for place, line in enumerate(lines) if sum(isinstance(cell, str) for cell in line) > 2)
    heads = [str(cell or "").replace("*", "").strip() for cell in lines[at]]
    for line in lines[at + 1 :]:
        row = dict(zip(heads, line, strict=True))
        if row.get("Tunnus"):
            yield row


def items(value: Any) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", str(value or "")) if part.strip()]


def number(value: Any) -> str:
    return str(value).replace(" ", "").replace("(EU)", "").strip()


def reckon(paths: list[Path]) -> Counts:
    """Everything counted over some workbooks."""
    found = Counts()
    for path in paths:
        book = load_workbook(path, data_only=True)
        names = {row["Tunnus"]: row["Näkökulma"] for row in rows(book["Tasot"])}
        for row in rows(book["Tasot"]):
            level = (path.parent.name, row["Lähtötaso"], row["Tavoitetaso"])
            found.levels.setdefault(row["Näkökulma"], []).append(level)
            if str(row["Tärkeä kehittämiskohde"] or "").strip().lower() == "kyllä":
                found.marked[row["Näkökulma"]] += 1
        statutes = {row["Tunnus"]: number(row["Numero"]) for row in rows(book["Säädökset"])}
        _count(found, book, names, statutes, path.parent.name)
    return found


def _count(found: Counts, book: Any, names: dict[str, str], statutes: dict[str, str], where: str) -> None:
    goals = {row["Tunnus"]: row for row in rows(book["Tavoitteet"])}
    actions = list(rows(book["Toimenpiteet"]))
    found.actions += len(actions)
    going = [row for row in actions if str(row["Tila"] or "").strip() != "Keskeytetty"]
    resting: dict[str, set[str]] = {}
    for row in going:
        line = above(row["Tavoite"], goals)
        served = {names[id_] for goal in line for id_ in items(goals[goal]["Näkökulmat"])}
        areas = {area for goal in line for area in items(goals[goal]["Digikompassi"])}
        mine = {statutes[id_] for id_ in items(row["Säädökset"])}
        found.perspectives.add(found.perspectives.actions, served, where)
        found.compass.add(found.compass.actions, areas, where)
        found.statutes.add(found.statutes.actions, mine, where)
        for law in mine:
            resting.setdefault(law, set()).add(line[-1])
    for id_, goal in goals.items():
        if goal["Ylätavoite"]:
            continue
        found.goals += 1
        below = [other for other in goals if id_ in above(other, goals)]
        served = {names[one] for other in below for one in items(goals[other]["Näkökulmat"])}
        areas = {area for other in below for area in items(goals[other]["Digikompassi"])}
        found.perspectives.add(found.perspectives.goals, served, where)
        found.compass.add(found.compass.goals, areas, where)
        found.statutes.add(found.statutes.goals, {law for law, main in resting.items() if id_ in main}, where)


def above(goal: str, goals: dict[str, dict[str, Any]]) -> list[str]:
    """A goal and those above it."""
    line = [goal]
    while parent := goals[line[-1]]["Ylätavoite"]:
        line.append(parent)
    return line
