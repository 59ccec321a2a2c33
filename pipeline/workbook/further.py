"""Further sheets of a workbook: what was carried over, what is to be decided. In: a `FurtherSheet`. Out: the sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.workbook.filled import FilledCell, FurtherSheet
from pipeline.workbook.grid import address
from pipeline.workbook.marking import Look, cell_format
from pipeline.workbook.opening import NOTE_AUTHOR
from pipeline.workbook.row_heights import row_height
from pipeline.workbook.texts import writable

LONGEST = 32_767
"""Excel's longest text in a cell."""
_FIRST_YEAR = 1900
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 360, 18, 52
_TABLE_STYLE = "Table Style Light 1"


def put(book: Workbook, page: Worksheet, row: int, column: int, cell: FilledCell, form: str, look: Look) -> None:
    """Writes one cell: text always as text, a date by its own number format where it has one; and its note."""
    value = cell.value
    shown = cell.number_format or form
    style = cell_format(book, shown, cell.look or look, struck=cell.struck)
    if isinstance(value, str):
        page.write_string(row, column, writable(value)[:LONGEST], style)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, style)
    elif isinstance(value, int | float):
        page.write_number(row, column, value, style)
    elif isinstance(value, dt.date) and value.year < _FIRST_YEAR:
        page.write_string(row, column, value.isoformat(), style)
    elif isinstance(value, dt.date | dt.time):
        page.write_datetime(row, column, value, style)
    else:
        page.write_blank(row, column, None, style)
    if cell.note:
        _note(page, row, column, writable(cell.note))


def write_further(book: Workbook, sheet: FurtherSheet, named: Mapping[str, Format], table: str) -> Worksheet:
    """The sheet's page: the lines that explain it, and its table under the given name."""
    page = book.add_worksheet(sheet.title)
    for row, line in enumerate(sheet.intro):
        page.write_string(row, 0, line, named["heading" if row == 0 else "purpose"])
    top = len(sheet.intro) + 1
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for row, cells in enumerate(sheet.rows, start=top + 1):
        page.set_row(row, row_height(zip(cells, sheet.widths, strict=False)))
        for column, cell in enumerate(cells):
            put(book, page, row, column, cell, "", "ruled")
    columns = [{"header": header, "header_format": named["header"]} for header in sheet.headers]
    last = max(len(sheet.rows), 1) + top + 1
    page.add_table(
        f"A{top + 1}:{address(last, len(columns))}", {"name": table, "style": _TABLE_STYLE, "columns": columns}
    )
    page.ignore_errors({"number_stored_as_text": f"A{top + 2}:{address(last, len(columns))}"})
    page.freeze_panes(top + 1, 0)
    return page


def _note(page: Worksheet, row: int, column: int, text: str) -> None:
    text = text[:LONGEST]
    lines = sum(1 + len(line) // _NOTE_LETTERS for line in text.splitlines())
    height = min((lines + 1) * _NOTE_LINE, 600)
    page.write_comment(row, column, text, {"author": NOTE_AUTHOR, "width": _NOTE_WIDTH, "height": height})
