"""The large city's sub-goals and actions, put together from `content/suuri-toimet.toml`.

In: the rest of the city's content. Out: the same with sub-goals under their goals and every action with its texts,
time, responsible bodies, cost and state. Each action has a sentence of its own; the others are of its kind.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from tools.organisations.content import FOLDER, Content

_ACTION_COLUMNS = (
    "Tunnus Tavoite Toimenpide Kuvaus Vastuutaho Vastuuhenkilö Toimiala Alkaa Päättyy Edeltävät Prioriteetti Tila "
    "Edistyminen Kustannusarvio Peruste Säädökset Mittari Lisätty"
).split()
_FIRST_YEAR, _QUARTERS = 2027, 24
_ROMAN = ("I", "II", "III", "IV")
_STEP, _LONG_EVERY = 5, 12
_COSTS = {
    "settle": (0, 4000, 9000, 15000),
    "build": (38000, 64000, 95000, 142000, 210000),
    "change": (6000, 12000, 24000),
}
_UNDER_WAY = {0: 0.25, 1: 0.1}

Part = Mapping[str, Any]


def with_actions(content: Content) -> Content:
    """The city's content with its sub-goals and actions."""
    source = tomllib.loads((FOLDER / "suuri-toimet.toml").read_text(encoding="utf-8"))
    parts = list(_named(source["part"]))
    rows = [row for number, part in enumerate(parts) for row in _actions(source, part, number)]
    for place, row in enumerate(rows, start=1):
        row["Tunnus"] = f"TP{place}"
        row["Edeltävät"] = f"TP{place - 1}" if row["Edeltävät"] else ""
        if place % _LONG_EVERY == 0:
            row["Kuvaus"] = " ".join([row["Kuvaus"], *source["ways"]["long"]])
    table = {"columns": _ACTION_COLUMNS, "rows": [[row[name] for name in _ACTION_COLUMNS] for row in rows]}
    return {**content, "Tavoitteet": _with_sub_goals(content["Tavoitteet"], parts), "Toimenpiteet": table}


def _named(parts: list[Part]) -> Iterator[Part]:
    """The parts with their ids: the second part of T3 is T3.2."""
    seen: dict[str, int] = {}
    for part in parts:
        seen[part["goal"]] = seen.get(part["goal"], 0) + 1
        yield {**part, "id": f"{part['goal']}.{seen[part['goal']]}"}


def _with_sub_goals(goals: Mapping[str, Any], parts: list[Part]) -> Mapping[str, Any]:
    columns = [*goals["columns"], "Ylätavoite"]
    rows = []
    for goal in goals["rows"]:
        rows.append([*goal, ""])
        for part in parts:
            if part["goal"] == goal[0]:
                values = {"Tunnus": part["id"], "Tavoite": part["name"], "Näkökulmat": part["perspectives"]}
                rows.append([values.get(name, goal[0] if name == "Ylätavoite" else "") for name in columns])
    return {"columns": columns, "rows": rows}


def _actions(source: Mapping[str, Any], part: Part, number: int) -> Iterator[dict[str, Any]]:
    """The actions of one sub-goal, one after another in time."""
    before = _QUARTERS
    for step, (name, own) in enumerate(part["actions"]):
        kind = _kind(source["kinds"], name)
        starts = min((number * 5) % 7 + step * 4 + (number + step) % 2, _QUARTERS - 2)
        ends = min(starts + 2 + (number * 3 + step) % 3, _QUARTERS - 1)
        by_law = bool(part["statutes"]) and step in (0, 2)
        yield {
            "Tavoite": part["id"],
            "Toimenpide": name,
            "Kuvaus": " ".join([own, *_common(source["ways"], kind, number, step)]),
            "Vastuutaho": "; ".join(part["owners"] if step % 2 == 0 else part["owners"][::-1]),
            "Vastuuhenkilö": source["persons"].get(part["owners"][0], "") if step == 0 else "",
            "Toimiala": part["sector"],
            "Alkaa": _quarter(starts),
            "Päättyy": _quarter(ends),
            "Edeltävät": before < starts and step % 3 != 2,
            "Prioriteetti": 1 + (number + step) % 3,
            "Tila": "Käynnissä" if starts in _UNDER_WAY else "Ei aloitettu",
            "Edistyminen": _UNDER_WAY.get(starts, 0),
            "Kustannusarvio": _COSTS[kind][(number + step) % len(_COSTS[kind])],
            "Peruste": "lakisääteinen" if by_law else ("strategia", "oma tarve")[(number + step) % 2],
            "Säädökset": part["statutes"] if by_law else "",
            "Mittari": source["measures"]["build"][number % 4] if step == 1 and kind == "build" else "",
            "Lisätty": 2026,
        }
        before = ends


def _kind(kinds: Mapping[str, str], name: str) -> str:
    return next((kind for kind, words in kinds.items() if name.split()[0].rstrip(",") in words.split()), "change")


def _common(ways: Mapping[str, list[str]], kind: str, number: int, step: int) -> Iterator[str]:
    """How the action is carried out and followed: neighbours never have the same sentences."""
    yield ways[kind][(number * _STEP + step) % len(ways[kind])]
    yield ways["follow"][(number * 3 + step * 2) % len(ways["follow"])]


def _quarter(index: int) -> str:
    return f"{_ROMAN[index % 4]}/{_FIRST_YEAR + index // 4}"
