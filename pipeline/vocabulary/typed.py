"""A workbook as it is typed: every cell with its raw value, its text and what it is compared by; nothing left out.

In: made by `workbook.raw`. Out: read by what carries content on, from several groups or from last year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Language

Raw = str | int | float | bool | dt.datetime | dt.date | dt.time | None
Fault = Literal["", "unreadable", "error", "formula"]
Sign = Literal["", "decide", "version", "similar"]
StrayKind = Literal["own_column", "own_row", "own_sheet", "outside", "help", "header"]


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One cell that holds something. `key` is its field's, a companion's `name.sv`.

    `value` is what is stored: None for an Excel error and a formula without a result. `text` is all that a person sees
    of it, `read` what the model makes of it (None: nothing), `same` what it is compared by: space, case, marks at the
    end and the form of numbers and times are left out.
    """

    key: str
    place: Place
    value: Raw
    text: str
    read: object = None
    same: Hashable = None
    number_format: str = ""
    formula: str = ""
    struck: Literal["", "part", "whole"] = ""
    fault: Fault = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in the column of a workbook of several groups: the sign, the groups, and what follows them."""

    sign: Sign = ""
    groups: tuple[str, ...] = ()
    rest: str = ""


NO_MARK = Mark()


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row, or the values of a sheet of single values. `prefilled`: a prepared row that nobody has touched.

    In a workbook of several groups, `mark` says whose the row is and what is to be decided; `marks`, so of values.
    """

    cells: Mapping[str, TypedCell]
    place: Place
    prefilled: bool = False
    mark: Mark = NO_MARK
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The text of a cell on one line; "" where there is none."""
        return " ".join(self.cells[key].text.split()) if key in self.cells else ""


@dataclass(frozen=True, slots=True)
class TypedSheet:
    """One sheet of the layout by its key; of single values it has one row. `columns` are the keys it has room for."""

    key: str
    title: str
    rows: tuple[TypedRow, ...] = ()
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stray:
    """A cell that belongs to no field. `under` is the header of the own column, or the label of the own row."""

    kind: StrayKind
    place: Place
    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class TypedBook:
    """One workbook. `others` are the languages of its companions, `strays` what belongs to no field, and `own` the
    program's own further sheets by their key in the layout's titles: rows of cells whose key is the column's letter.
    `notes` are the texts of people's notes and comments at cells, `taken` the marks of groups' workbooks that this one
    has taken in."""

    file: str
    language: Language
    others: tuple[Language, ...] = ()
    sheets: Mapping[str, TypedSheet] = field(default_factory=dict)
    strays: tuple[Stray, ...] = ()
    own: Mapping[str, tuple[TypedRow, ...]] = field(default_factory=dict)
    notes: tuple[tuple[Place, str], ...] = ()
    taken: frozenset[str] = frozenset()

    def rows(self, sheet: str) -> tuple[TypedRow, ...]:
        """The rows of a sheet by its key; none when the workbook lacks it."""
        return self.sheets[sheet].rows if sheet in self.sheets else ()
