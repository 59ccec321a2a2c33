"""A workbook's cells as plain values, with nothing of the file format left. Made by `opening`, read by `reading`.

Sparse: only cells that hold something are here, so a stray space in XFD1048576 costs one cell.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

CellValue = str | int | float | bool | dt.datetime | dt.time
Struck = Literal["", "part", "whole"]

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def column_letters(column: int) -> str:
    """The letters of a column, counted from 1: 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The A1 address of a cell, both counted from 1."""
    return f"{column_letters(column)}{row}"


def is_address(text: str) -> bool:
    """Whether a text is the address of one cell."""
    return bool(_ADDRESS.fullmatch(text))


def coordinates(cell: str) -> tuple[int, int]:
    """Row and column, from 1, of an A1 address. Raises ValueError for anything else."""
    match = _ADDRESS.fullmatch(cell)
    if not match:
        raise ValueError(f"not a cell address: {cell}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something. `value` is None for an Excel error (`error`) and a formula without a result."""

    row: int
    column: int
    value: CellValue | None
    number_format: str = ""
    formula: str = ""
    error: str = ""
    struck: Struck = ""

    @property
    def address(self) -> str:
        """The A1 address."""
        return address(self.row, self.column)

    @property
    def is_blank(self) -> bool:
        """Nothing but space; also a formula whose result is an empty text."""
        return isinstance(self.value, str) and not self.value.strip()


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, inclusive, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


@dataclass(frozen=True)
class Grid:
    """One sheet: its cells by (row, column), and what else of it matters to a reader. `notes` are texts by cell."""

    title: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    tables: tuple[str, ...] = ()

    @cached_property
    def rows(self) -> Mapping[int, Mapping[int, Cell]]:
        """The cells that are not blank, by row and then column, both ascending."""
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            if not cell.is_blank:
                found.setdefault(row, {})[column] = cell
        return found


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of one workbook file, in its order. `damaged` are titles of sheets that can't be read."""

    sheets: tuple[Grid, ...] = ()
    damaged: tuple[str, ...] = field(default=())
