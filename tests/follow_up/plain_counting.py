"""A second count of a year, slow and plain: two workbooks read with openpyxl by their headers, action by action.

In: two paths. Out: a `Plain` with every count that a follow-up tells. It shares no code with the program, knows rows by
their ids only, and is written after docs/follow-up.md.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

SHEETS = {
    "facts": ("perustiedot", "grunduppgifter", "basic information"),
    "goals": ("tavoitteet", "mål", "goals"),
    "actions": ("toimenpiteet", "åtgärder", "actions"),
}
HEADERS = {
    "id": ("tunnus", "beteckning", "id"),
    "parent": ("ylätavoite", "överordnat mål", "parent goal"),
    "perspectives": ("näkökulmat", "perspektiv", "perspectives"),
    "goal": ("tavoite", "mål", "goal"),
    "name": ("toimenpide", "åtgärd", "action"),
    "owners": ("vastuutaho", "ansvarig", "responsible body"),
    "ends": ("päättyy", "slutar", "ends"),
    "status": ("tila", "läge", "status"),
}
STATUSES = {
    "ei aloitettu": "not_started",
    "käynnissä": "under_way",
    "valmis": "done",
    "siirretty": "moved",
    "keskeytetty": "cancelled",
}
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}
SEASONS = {"kevät": 5, "kesä": 8, "syksy": 11}
STANDINGS = ("done", "under_way", "not_started", "moved", "cancelled")


@dataclass
class Plain:
    """Counts of both years: of all actions, and by goal, perspective and responsible body."""

    standings: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    new: int = 0
    late: int = 0
    total: int = 0
    by_goal: dict[str, Counter[str]] = field(default_factory=dict)
    by_perspective: dict[str, Counter[str]] = field(default_factory=dict)
    by_owner: dict[str, Counter[str]] = field(default_factory=dict)


def count(old_path: Path, new_path: Path) -> Plain:
    """The year between two workbooks."""
    old, new = _Book(old_path), _Book(new_path)
    plain = Plain()
    for id_ in dict.fromkeys([*new.actions, *old.actions]):
        was, now = old.actions.get(id_), new.actions.get(id_)
        book = new if now else old
        row = now or was
        assert row is not None
        standing = _standing(was, now)
        tags = [standing]
        if was is None:
            tags.append("new")
        if now and standing not in ("done", "cancelled") and new.day and now["ends"] and now["ends"] < new.day:
            tags.append("late")
        plain.total += 1
        plain.standings[standing] += 1
        plain.new += "new" in tags
        plain.late += "late" in tags
        if was:
            plain.before[was["status"]] += 1
        _add(plain.by_goal, book.main_goal(row["goal"]), tags)
        for name in book.perspectives(row["goal"]) or [""]:
            _add(plain.by_perspective, name, tags)
        for owner in row["owners"] or [""]:
            _add(plain.by_owner, owner, tags)
    return plain


def _add(table: dict[str, Counter[str]], key: str, tags: list[str]) -> None:
    counter = table.setdefault(key, Counter())
    counter["total"] += 1
    for tag in tags:
        counter[tag] += 1


def _standing(was: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    if now is None:
        return "done" if was and was["status"] == "done" else "cancelled"
    if now["status"] in ("done", "cancelled"):
        return str(now["status"])
    later = bool(was and was["ends"] and now["ends"] and now["ends"] > was["ends"])
    return "moved" if later or now["status"] == "moved" else str(now["status"])


class _Book:
    """One workbook."""

    def __init__(self, path: Path) -> None:
        book = load_workbook(path, data_only=True)
        pages = {name: page for page in book for name, titles in SHEETS.items() if page.title.casefold() in titles}
        self.day = _day(pages["facts"])
        self.goals = {row["id"]: row for row in _rows(pages["goals"])}
        self.actions = {row["id"]: _action(row) for row in _rows(pages["actions"])}

    def main_goal(self, id_: str) -> str:
        """The goal at the top; "" for one that isn't there."""
        if id_ not in self.goals:
            return ""
        parent = self.goals[id_].get("parent", "")
        return self.main_goal(parent) if parent else id_

    def perspectives(self, id_: str) -> list[str]:
        """Those of the goal, or of the nearest goal above it that has any."""
        if id_ not in self.goals:
            return []
        own = [name for name in re.split(r"[;\n]", self.goals[id_].get("perspectives", "")) if name.strip()]
        return list(dict.fromkeys(map(str.strip, own))) or self.perspectives(self.goals[id_].get("parent", ""))


def _rows(page: Any) -> list[dict[str, str]]:
    """Rows by the headers' keys; the header row is the first that has an id and a goal's or an action's name."""
    keys = {text: key for key, texts in HEADERS.items() for text in texts}
    header: dict[int, str] = {}
    rows = []
    for cells in page.iter_rows(values_only=True):
        texts = [str(cell if cell is not None else "").replace("\xa0", " ").strip() for cell in cells]
        if not header:
            found = {place: keys.get(text.rstrip("*").strip().casefold(), "") for place, text in enumerate(texts)}
            header = found if "id" in found.values() else {}
            continue
        row: dict[str, Any] = {key: texts[place] for place, key in header.items() if key}
        row["raw ends"] = next((cells[place] for place, key in header.items() if key == "ends"), None)
        if row["id"]:
            rows.append(row)
    return rows


def _action(row: dict[str, Any]) -> dict[str, Any]:
    owners = [" ".join(name.split()) for name in re.split(r"[;\n]", row.get("owners", "")) if name.strip()]
    return {
        "goal": row.get("goal", ""),
        "owners": list({name.casefold(): name for name in owners}),
        "status": STATUSES.get(row.get("status", "").casefold(), "not_started"),
        "ends": _last_day(row["raw ends"]),
    }


def _day(page: Any) -> dt.date | None:
    for cells in page.iter_rows(values_only=True):
        if str(cells[0] or "").rstrip("*").strip().casefold() == "päiväys":
            return _last_day(cells[1])
    return None


def _last_day(value: Any) -> dt.date | None:
    """The last day of a time as people type it."""
    if isinstance(value, dt.datetime):
        return value.date()
    text = str(value if value is not None else "").strip().casefold()
    if not text:
        return None
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d{4})", text):
        return dt.date(int(found[1]), 12, 31)
    if found := re.fullmatch(r"(\d{1,2})/(\d{4})", text):
        return _end_of_month(int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\w+)[/ ](\d{4})", text):
        year = int(found[2])
        return _end_of_month(year, SEASONS[found[1]] if found[1] in SEASONS else QUARTERS[found[1]] * 3)
    raise AssertionError(f"a time that the second count can't read: {value!r}")


def _end_of_month(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
