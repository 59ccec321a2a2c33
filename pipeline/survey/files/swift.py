"""A plain sheet to rows by calamine, which is quick and takes nothing amiss: so only after `plainness`.

In: a path, the sheet's part and its `Inspection`. Out: numbered rows. Errors and formulas without a result are "".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.survey.files.grid import Cell, NumberedRow
from pipeline.survey.files.parts import SheetPart
from pipeline.survey.files.values import Known, tidy

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_CELLS = 12_000_000
"""The largest rectangle that calamine may lay out, 24 bytes a cell."""


def open_swiftly(path: Path) -> CalamineWorkbook:
    """The workbook. Raises CalamineError."""
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(path)


def rows(book: CalamineWorkbook, part: SheetPart, *, booleans: bool) -> Iterator[NumberedRow]:
    """The rows of a sheet up to its last one, blank ones too. Raises CalamineError, ValueError for another sheet."""
    if book.sheet_names[part.index] != part.title:
        raise ValueError(part.title)
    sheet = book.get_sheet_by_index(part.index)
    if sheet.start is None:
        return
    before: tuple[Cell, ...] = ("",) * sheet.start[1]
    look_up: Any = tidy if booleans else Known().__getitem__
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, (*before, *map(look_up, row))
