"""A later year of an organisation, written as what changed since the year before.

In: the content of the year before and what `content/<name>-<year>.toml` says. Out: the whole content of the later year.

`since` names the year before. A key–value sheet gives the fields that changed, "" for one that was emptied. A table
gives `dropped` (ids), `changed` (for an id the cells that changed) and `columns` with `rows` (those that are new); a
table without ids is given whole. Surveys are given whole, or with `from`, the name of the year whose survey it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Content = Mapping[str, Any]
_ID = "Tunnus"


def later(before: Content, change: Content) -> dict[str, Any]:
    """The content of the later year; surveys are only those that it names itself."""
    sheets = {name: data for name, data in before.items() if isinstance(data, Mapping)}
    for name, data in change.items():
        if isinstance(data, Mapping):
            sheets[name] = _changed(sheets.get(name, {}), data)
    kept = {name: data for name, data in before.items() if name not in sheets and name not in ("surveys", "reference")}
    own = {name: data for name, data in change.items() if name not in sheets and name != "since"}
    return {**kept, **sheets, **own}


def _changed(before: Mapping[str, Any], change: Mapping[str, Any]) -> Mapping[str, Any]:
    if "columns" not in before:
        return {label: value for label, value in {**before, **change}.items() if value != ""}
    if _ID not in before["columns"]:
        return change
    dropped, changes = set(change.get("dropped", ())), change.get("changed", {})
    kept = [_row(before, row) for row in before["rows"] if row[before["columns"].index(_ID)] not in dropped]
    known = {row[_ID] for row in kept} | dropped
    if unknown := (set(changes) | dropped) - known:
        raise KeyError(f"no such rows in the year before: {sorted(unknown)}")
    rows = [{**row, **changes.get(row[_ID], {})} for row in kept]
    rows += [_row(change, row) for row in change.get("rows", ())]
    columns = list(dict.fromkeys([*before["columns"], *(name for row in rows for name in row)]))
    return {"columns": columns, "rows": [[row.get(name, "") for name in columns] for row in rows]}


def _row(table: Mapping[str, Any], row: list[Any]) -> dict[str, Any]:
    return dict(zip(table["columns"], row, strict=True))
