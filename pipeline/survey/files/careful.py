"""A sheet to rows by openpyxl, read as a stream: slow, but a stray cell far away costs nothing.

In: an open workbook and a sheet's title. Out: a `Grid`. Formulas count by their stored result. Links to other files
are not followed.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipeline.survey.files.grid import Cell, Grid, NumberedRow
from pipeline.survey.files.table import letter
from pipeline.survey.files.values import tidy, unescaped

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

LAST_ROW = 1_048_576
WIDEST = 1_000
_CHUNK = 2**20
_OVERLAP = 512
_ROW_NUMBER = re.compile(rb"<(?:[\w.-]+:)?row\s(?:[^<>]*?\s)?r\s*=\s*[\"'](\d{1,10})[\"']")
_BLANK = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]|\st\s*=\s*[\"']e[\"']")


@dataclass(frozen=True, slots=True)
class Blanks:
    """The addresses of cells that hold an error, and of formulas without a stored result."""

    errors: tuple[str, ...] = ()
    unreckoned: tuple[str, ...] = ()


@contextmanager
def open_carefully(path: Path) -> Iterator[Workbook]:
    """The workbook, open for reading values. Raises whatever a damaged file makes openpyxl raise."""
    from openpyxl import load_workbook

    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and validations, which do not concern answers
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def grid(sheet: Any, most_rows: int | None = None, blanks: Blanks | None = None) -> Grid:
    """The rows of an openpyxl worksheet, of the first ones when `most_rows` is given; errors are left empty."""
    sheet.reset_dimensions()  # the size that the file claims may be wrong, or huge
    known = blanks or Blanks()
    rows = enumerate(islice(sheet.iter_rows(values_only=True), most_rows or LAST_ROW), start=1)
    filled: list[NumberedRow] = []
    cut = ""
    for number, row in rows:
        if row:
            filled.append((number, tuple(map(_cell, row[:WIDEST]))))
            cut = cut or _cut(number, row)
    return Grid(sheet.title, _without(filled, frozenset(known.errors)), known.errors, known.unreckoned, cut)


def _cut(number: int, row: Sequence[Any]) -> str:
    """The address of the first filled cell beyond the widest row that is read, "" for none."""
    further = (place for place, cell in enumerate(row[WIDEST:], WIDEST) if str(cell or "").strip())
    return next((f"{letter(place)}{number}" for place in further), "")


def _cell(value: Any) -> Cell:
    return unescaped(value) if isinstance(value, str) else tidy(value)


def _without(rows: Sequence[NumberedRow], errors: frozenset[str]) -> Sequence[NumberedRow]:
    if not errors:
        return rows
    return tuple(
        (number, tuple("" if f"{letter(place)}{number}" in errors else cell for place, cell in enumerate(row)))
        for number, row in rows
    )


def find_blanks(stream: IO[bytes]) -> Blanks:
    """The cells of a sheet's part that hold no value though they are not empty.

    Raises ValueError when rows are not in order, since openpyxl would leave out those that come late.
    """
    last, any_blank, text = 0, False, b""
    while more := stream.read(_CHUNK):
        text += more
        place = 0
        for row in _ROW_NUMBER.finditer(text):
            place, number = row.end(), int(row[1])
            if number <= last:
                raise ValueError(number)
            last = number
        any_blank = any_blank or _BLANK.search(text) is not None
        text = text[max(place, len(text) - _OVERLAP) :]
    stream.seek(0)
    return _blanks(stream) if any_blank else Blanks()


def _blanks(stream: IO[bytes]) -> Blanks:
    from defusedxml.ElementTree import iterparse

    errors: list[str] = []
    unreckoned: list[str] = []
    row = column = 0
    for event, element in iterparse(stream, ("start", "end"), forbid_dtd=True):
        kind = element.tag.rpartition("}")[2]
        if kind == "row" and event == "start":
            row, column = int(element.get("r", row + 1)), 0
        elif kind == "c" and event == "end":
            column += 1
            address = element.get("r") or f"{letter(column - 1)}{row}"
            parts = {part.tag.rpartition("}")[2]: part.text for part in element}
            if element.get("t") == "e":
                errors.append(address)
            elif "f" in parts and not parts.get("v") and ("v" not in parts or element.get("t") != "str"):
                unreckoned.append(address)
        elif kind == "row":
            element.clear()
    return Blanks(tuple(errors), tuple(unreckoned))
