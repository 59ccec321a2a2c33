"""What a workbook is written with besides what a blank one holds: rows, values, notes, marks, and further sheets.

In: typed cells that are carried on. Out: cells as they are written again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import Raw, TypedCell
from pipeline.workbook.choosing import choose, choose_each
from pipeline.workbook.layout import Field, KindName, Sheet, layout
from pipeline.workbook.prefilled import Row
from pipeline.workbook.texts import items, writable
from pipeline.workbook.validation import number_format

_DATE, _CLOCK = "d.m.yyyy", "h:mm"
_NUMBERS: frozenset[KindName] = frozenset(
    {"year", "count", "priority", "percent", "euro", "level", "whole_level", "number"}
)


@dataclass(frozen=True, slots=True)
class FilledCell:
    """One cell. `number_format` is its own where the field's would show it wrongly; `note` is a note at the cell."""

    value: Raw
    number_format: str = ""
    note: str = ""
    look: Literal["", "decide", "suggest"] = ""
    struck: bool = False


FilledRow = Mapping[str, FilledCell]
"""The cells of a row by the keys of their fields; companions by `name.sv`."""


@dataclass(frozen=True, slots=True)
class FurtherSheet:
    """A sheet of its own: a title, lines that explain it, and a table. `early` ones stand first and are opened."""

    title: str
    intro: Sequence[str]
    headers: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[FilledCell]] = ()
    early: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """The content of a workbook. A table that is not in `tables` keeps its prepared rows; one that is has only these.

    `values` are the sheets of single values. With `combined`, tables have the column of a workbook of several groups
    (a cell of each row under its key), and single values such a cell beside them: `marks`, by sheet and field.
    `taken` are the marks of the groups' workbooks that are in it.
    """

    tables: Mapping[str, Sequence[FilledRow]] = field(default_factory=dict)
    values: Mapping[str, FilledRow] = field(default_factory=dict)
    further: Sequence[FurtherSheet] = ()
    combined: bool = False
    marks: Mapping[str, FilledRow] = field(default_factory=dict)
    taken: Sequence[str] = ()


def content_sheets(filled: Filled) -> tuple[Sheet, ...]:
    """The layout's sheets with the further fields that the content has: rows that people added, the groups' column."""
    combined = (layout().combined,) if filled.combined else ()
    return tuple(
        replace(sheet, fields=(*combined, *sheet.fields) if sheet.kind == "table" else _with_extras(sheet, filled))
        for sheet in layout().sheets
    )


def _with_extras(sheet: Sheet, filled: Filled) -> tuple[Field, ...]:
    given = filled.values.get(sheet.key, {})
    return (*sheet.fields, *(extra for extra in sheet.extras if extra.key in given))


def as_filled(rows: Sequence[Row]) -> list[FilledRow]:
    """Prepared rows as cells."""
    return [{key: FilledCell(value) for key, value in row.items()} for row in rows]


def as_texts(row: FilledRow) -> Row:
    """What cells hold, as far as one asks only whether they hold anything and letters."""
    return {key: str(cell.value) for key, cell in row.items() if cell.value is not None and str(cell.value).strip()}


def carried(cell: TypedCell, of: Field, language: Language) -> FilledCell:
    """A typed cell as it is written again: choices in the workbook's language, dates as dates, else as it was typed.

    An Excel error and a formula without a result are written as nothing: as text they would be taken for a value.
    """
    struck = cell.struck == "whole"
    if cell.fault in ("error", "formula"):
        return FilledCell(None, struck=struck)
    if of.choices and not cell.fault:
        return FilledCell(_chosen(cell, of, language), struck=struck)
    value = cell.value
    if isinstance(value, str):
        return FilledCell(writable(value), struck=struck)
    if isinstance(value, dt.date | dt.time):
        own = cell.number_format or (_CLOCK if isinstance(value, dt.time) else _DATE)
        return FilledCell(value, "" if own == number_format(of, language) else own, struck=struck)
    if of.kind == "percent" and isinstance(cell.read, float):
        return FilledCell(cell.read / 100, struck=struck)
    if isinstance(value, bool) or of.kind in _NUMBERS:
        return FilledCell(value, struck=struck)
    return FilledCell(writable(cell.text) if of.kind in ("id", "ids", "code") else value, _shown(cell), struck=struck)


def _shown(cell: TypedCell) -> str:
    """The format of a number in a cell of texts: as it was shown."""
    return cell.number_format if cell.number_format not in ("", "General", "@") else ""


def _chosen(cell: TypedCell, of: Field, language: Language) -> str:
    if isinstance(cell.value, bool):
        return of.choices[0 if cell.value else 1].label[language]
    typed = writable(cell.text)
    if of.kind == "choices":
        found, strangers = choose_each(items(typed, ";,"), of.choices)
        return typed if strangers else "; ".join(choice.label[language] for choice in found)
    choice, _ = choose(typed, of.choices)
    return typed if choice is None else choice.label[language]
