"""What a workbook as it is typed says of itself: whose it is, of which year, in which languages. In: a `TypedBook`."""

from __future__ import annotations

import datetime as dt

from pipeline.language import LANGUAGES
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import TypedBook, TypedCell


def year_of(old: TypedBook) -> int | None:
    """The year of a workbook: that of its date."""
    day = _own(old, "date")
    return day.read.year if day is not None and isinstance(day.read, dt.date) else None


def name_of(old: TypedBook) -> str:
    """The name of the organisation; "" when there is none."""
    cell = _own(old, "name")
    return " ".join(cell.text.split()) if cell else ""


def _own(old: TypedBook, key: str) -> TypedCell | None:
    rows = old.rows("organisation")
    return rows[0].cells.get(key) if rows else None


def languages_of(old: TypedBook) -> tuple[Language, ...]:
    """The languages that texts stand in beside the main one, and those that documents are written in."""
    cell = _own(old, "languages")
    written = cell.read if cell is not None and isinstance(cell.read, tuple) else ()
    used = {*old.others, *written[1:]}
    return tuple(language for language in LANGUAGES if language in used)
