"""Filled workbooks by the hundred: a blank one is taken apart once, and its sheets' rows are written anew for each.

In: languages, and what is typed by sheet and field. Out: the bytes of a workbook with the blank's styles, drop-downs
and tables; the same bytes each time.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from pipeline.vocabulary.model import Language
from pipeline.workbook import blank
from pipeline.workbook.companions import with_companions
from pipeline.workbook.grid import address
from pipeline.workbook.layout import Sheet, layout

Value = str | int | float | dt.date
Row = Mapping[str, Value]
Content = Mapping[str, Row | Sequence[Row]]
_FIRST = blank.HEADER_ROW + 1
_DATA = re.compile(r"(<sheetData>)(.*?)(</sheetData>)", re.DOTALL)
_ROWS = re.compile(r'<row r="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
_STYLES = re.compile(r'<c r="([A-Z]+)\d+" s="(\d+)"')
_VALUE_CELL = re.compile(r'<c r="B(\d+)"( s="\d+")?(?:/>|[^/]*?</c>|.*?</c>)')
_TABLE_REF = re.compile(r'ref="A2:([A-Z]+)\d+"')
_THEN = (2026, 11, 22, 0, 0, 0)
_EPOCH = dt.date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet of the blank workbook: its part, the XML before, in and after its rows, the columns' styles, a table."""

    sheet: Sheet
    part: str
    before: str
    rows: str
    after: str
    styles: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True)
class _Form:
    """A blank workbook, taken apart."""

    parts: Mapping[str, bytes]
    pages: tuple[_Page, ...]


@cache
def _form(language: Language, others: tuple[Language, ...]) -> _Form:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "blank.xlsx"
        blank.write(path, language, others=others)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = with_companions(layout().sheets, others)
    pages = [_page(parts, sheet, number) for number, sheet in enumerate(sheets, start=1)]
    return _Form(parts, tuple(pages))


def _page(parts: Mapping[str, bytes], sheet: Sheet, number: int) -> _Page:
    """The instructions are the first sheet, each sheet with data has one table."""
    part, table = f"xl/worksheets/sheet{number + 1}.xml", f"xl/tables/table{number}.xml"
    before, opening, rows, closing, after = _DATA.split(parts[part].decode(), maxsplit=1)
    found = {int(row[1]): row[0] for row in _ROWS.finditer(rows)}
    headers = "".join(found[row] for row in range(1, _FIRST))
    styles = tuple(style for _, style in _STYLES.findall(found[_FIRST + 1]))
    kept = rows if sheet.kind == "fields" else headers
    return _Page(sheet, part, before + opening, kept, closing + after, styles, table)


def workbook(language: Language, others: Sequence[Language], content: Content) -> bytes:
    """A workbook in `language` with companions for the `others`. Sheets that `content` leaves out are empty."""
    form = _form(language, tuple(others))
    parts = dict(form.parts)
    for page in form.pages:
        typed = content.get(page.sheet.key, {} if page.sheet.kind == "fields" else ())
        if isinstance(typed, Mapping):
            rows = _with_values(page, typed)
        else:
            rows = page.rows + "".join(_row(page, number, row) for number, row in enumerate(typed, start=_FIRST))
            last = max(_FIRST, _FIRST + len(typed) - 1)
            parts[page.table] = _TABLE_REF.sub(rf'ref="A2:\g<1>{last}"', parts[page.table].decode()).encode()
        parts[page.part] = f"{page.before}{rows}{page.after}".encode()
    return _packed(parts)


def _with_values(page: _Page, typed: Row) -> str:
    def cell(found: re.Match[str]) -> str:
        row = int(found[1])
        key = page.sheet.fields[row - _FIRST].key if row >= _FIRST else ""
        return _cell(f"B{row}", found[2] or "", typed[key]) if key in typed else found[0]

    return _VALUE_CELL.sub(cell, page.rows)


def _row(page: _Page, number: int, typed: Row) -> str:
    cells = [
        _cell(address(number, column), f' s="{style}"', typed.get(field.key, ""))
        for column, (field, style) in enumerate(zip(page.sheet.fields, page.styles, strict=True), start=1)
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, style: str, value: Value) -> str:
    if isinstance(value, dt.date):
        value = (value - _EPOCH).days
    if isinstance(value, int | float):
        return f'<c r="{place}"{style}><v>{value}</v></c>'
    if not value:
        return f'<c r="{place}"{style}/>'
    return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _packed(parts: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _THEN), data, zipfile.ZIP_DEFLATED, 1)
    return stream.getvalue()
