"""A workbook's sheets to rows of values, read as a stream: a stray cell far away costs nothing.

In: the path of an .xlsx that `ooxml.safety` let through. Out: a `Grid` for each sheet. Formulas count by their stored
result. Links to other files are not followed.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.survey.files.grid import Grid, NumberedRow

LAST_ROW = 1_048_576
WIDEST = 1_000


class DamagedWorkbookError(Exception):
    """The workbook's parts can't be understood."""


def read_sheets(path: Path, most_rows: int | None = None) -> tuple[Grid, ...]:
    """The worksheets of a workbook in its order, empty ones too; with `most_rows` only the first rows of each.

    Raises DamagedWorkbookError.
    """
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and validations, which do not concern answers
        try:
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                return tuple(Grid(sheet.title, tuple(_rows(sheet, most_rows or LAST_ROW))) for sheet in book.worksheets)
            finally:
                book.close()
        except Exception as error:  # whatever a damaged file makes openpyxl raise: it has no one class for it
            raise DamagedWorkbookError(str(path)) from error


def _rows(sheet: Any, last_row: int) -> Iterator[NumberedRow]:
    sheet.reset_dimensions()  # the size that the file claims may be wrong, or huge
    for number, row in enumerate(islice(sheet.iter_rows(values_only=True), last_row), start=1):
        if row:
            yield number, row[:WIDEST]
