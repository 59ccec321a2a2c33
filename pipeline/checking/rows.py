"""Every row of a roadmap and every text in it, for the rules that look everywhere.

In: a roadmap or one of its rows. Out: the rows that hold something, and their texts with the keys of their cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import TypeVar

from pipeline.vocabulary.model import Action, Entry, Goal, Roadmap

Row = TypeVar("Row", Action, Goal)
_ABOUT_THE_ROW = {field.name for field in fields(Entry)}


def rows(roadmap: Roadmap) -> Iterator[Entry]:
    """All rows of all sheets, sheet by sheet. A key–value sheet is one row."""
    for field in fields(roadmap):
        value = getattr(roadmap, field.name)
        if isinstance(value, Entry):
            yield value
        elif isinstance(value, tuple):
            yield from value


def texts(row: Entry) -> Iterator[tuple[str, str]]:
    """The texts of a row with the keys of their cells; companions in other languages have keys such as `name.sv`."""
    for field in fields(row):
        if field.name in _ABOUT_THE_ROW:
            continue
        value = getattr(row, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, str) and part:
                yield field.name, part
    for language, companions in row.companions.items():
        for key, text in companions.items():
            yield f"{key}.{language}", text


def by_id(rows: Iterable[Row]) -> dict[str, Row]:
    """Rows by their ids in the workbook's order; the first of several with the same id, none without an id."""
    found: dict[str, Row] = {}
    for row in rows:
        if row.id:
            found.setdefault(row.id, row)
    return found
