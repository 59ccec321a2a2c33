"""A workbook's sheets to rows of values: the plain ones quickly, the others carefully, alike in what they give.

In: the path of an .xlsx that `ooxml.safety` let through. Out: a `Grid` for each worksheet.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.survey.files.careful import find_blanks, grid, open_carefully
from pipeline.survey.files.grid import Grid, NumberedRow
from pipeline.survey.files.parts import SheetPart, sheet_parts
from pipeline.survey.files.plainness import Inspection, inspect
from pipeline.survey.files.swift import MOST_CELLS, open_swiftly, rows

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_CHUNK = 2**20
_SMALL = 2**18
"""A file of so many bytes is read whole sooner than openpyxl is imported."""


class DamagedWorkbookError(Exception):
    """The workbook's parts can't be understood."""


def read_sheets(path: Path, most_rows: int | None = None) -> tuple[Grid, ...]:
    """The worksheets of a workbook in its order, empty ones too; with `most_rows` at least the first rows of each.

    Raises DamagedWorkbookError, also while rows are read.
    """
    try:
        whole = most_rows is None or path.stat().st_size <= _SMALL
        grids = _every_row(path) if whole else _first_rows(path, most_rows)
    except Exception as error:  # whatever a damaged file makes the readers raise: they have no one class for it
        raise DamagedWorkbookError(str(path)) from error
    if not grids:
        raise DamagedWorkbookError(str(path))
    return grids


def _first_rows(path: Path, most_rows: int | None) -> tuple[Grid, ...]:
    with open_carefully(path) as book:
        return tuple(grid(sheet, most_rows) for sheet in book.worksheets)


def _every_row(path: Path) -> tuple[Grid, ...]:
    with zipfile.ZipFile(path) as package:
        parts = sheet_parts(package)
        if parts is None:
            return _first_rows(path, None)
        plain = {part: found for part in parts if (found := _inspect(package, part))}
        others = [part for part in parts if part not in plain]
        grids = {**_swiftly(path, plain), **_carefully(path, package, others)}
    return tuple(grids[part] for part in parts)


def _inspect(package: zipfile.ZipFile, part: SheetPart) -> Inspection | None:
    """What is known of a sheet that calamine may have; None when it may not."""
    with package.open(part.name) as stream:
        found = inspect(stream)
        while stream.read(_CHUNK):  # to the end, where the zip tells whether the part is whole
            pass
    return found if found and found.rows * found.columns <= MOST_CELLS else None


def _swiftly(path: Path, parts: dict[SheetPart, Inspection]) -> dict[SheetPart, Grid]:
    if not parts:
        return {}
    book = open_swiftly(path)
    return {
        part: Grid(part.title, _rows(book, part, found), tuple(found.errors), tuple(found.unreckoned))
        for part, found in parts.items()
    }


def _rows(book: CalamineWorkbook, part: SheetPart, found: Inspection) -> Iterator[NumberedRow]:
    """The rows as they are asked for. Raises DamagedWorkbookError then."""
    try:
        yield from rows(book, part, booleans=found.booleans)
    except Exception as error:
        raise DamagedWorkbookError(part.name) from error


def _carefully(path: Path, package: zipfile.ZipFile, parts: Sequence[SheetPart]) -> dict[SheetPart, Grid]:
    if not parts:
        return {}
    grids: dict[SheetPart, Grid] = {}
    with open_carefully(path) as book:
        for part in parts:
            with package.open(part.name) as stream:
                blanks = find_blanks(stream)
            grids[part] = grid(book[part.title], blanks=blanks)
    return grids
