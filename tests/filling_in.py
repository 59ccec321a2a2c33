"""Fills in a blank workbook as a person would, by header names only, through openpyxl. For the tests of every room.

In: a blank workbook's path and `sheets`: sheet title → for a key–value sheet a mapping label → value, for a table a
list of mappings header → value (without `*`). Out: the filled workbook at another path.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Fields = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]]


def fill(blank: Path, filled: Path, sheets: Mapping[str, Fields | Rows]) -> None:
    """Types `sheets` into a copy of `blank`. A table that is given loses its prefilled rows first.

    An unknown label or header becomes a new row or column, as when people add a companion such as `Toimenpide (sv)`.
    """
    book = load_workbook(blank)
    for title, content in sheets.items():
        if isinstance(content, Mapping):
            _fill_fields(book[title], content)
        else:
            _fill_rows(book[title], content)
    book.save(filled)


def _fill_fields(sheet: Worksheet, fields: Fields) -> None:
    rows = {_name(sheet.cell(row, 1).value): row for row in range(1, sheet.max_row + 1)}
    for label, value in fields.items():
        row = rows.setdefault(_name(label), sheet.max_row + 1)
        if not sheet.cell(row, 1).value:
            sheet.cell(row, 1, label)
        sheet.cell(row, 2, value)


def _fill_rows(sheet: Worksheet, rows: Rows) -> None:
    header_row = _header_row(sheet, {_name(header) for row in rows for header in row})
    columns = {_name(cell.value): cell.column for cell in sheet[header_row] if cell.value}
    width = len(columns)
    for row in range(header_row + 1, sheet.max_row + 1):
        for column in columns.values():
            sheet.cell(row, column).value = None
    for row, values in enumerate(rows, start=header_row + 1):
        for header, value in values.items():
            column = columns.setdefault(_name(header), max(columns.values()) + 1)
            if not sheet.cell(header_row, column).value:
                sheet.cell(header_row, column, header)
            _type(sheet, row, column, value, like=header_row + 1)
    for table in sheet.tables.values():
        last = max(header_row + 1, header_row + len(rows))
        table.ref = f"A{header_row}:{get_column_letter(width)}{last}"
        if table.autoFilter:
            table.autoFilter.ref = table.ref


def _type(sheet: Worksheet, row: int, column: int, value: Any, like: int) -> None:
    """Types a value; below the prepared rows with the format of row `like`, as Excel goes on with the column's."""
    cell = sheet.cell(row, column, value)
    if not cell.has_style:
        cell._style = copy(sheet.cell(like, column)._style)


def _header_row(sheet: Worksheet, headers: set[str]) -> int:
    def known(row: int) -> int:
        return len(headers & {_name(cell.value) for cell in sheet[row]})

    return max(range(1, 6), key=known) if headers else 2


def _name(label: object) -> str:
    return str(label or "").rstrip("*").strip().casefold()
