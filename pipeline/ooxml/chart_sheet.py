"""The workbook inside a chart: what `Edit data` in Word and PowerPoint opens.

In: the data of a chart. Out: the bytes of an .xlsx with one sheet: categories in column A, a series in each column
from B. Written by hand, since a build makes tens of them: under a millisecond each, the same bytes each time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from pipeline.ooxml.package import Package
from pipeline.vocabulary.content import Chart, Series

SHEET = "Sheet1"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EXACT = 10**15
_FONT = '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1">{_FONT}</fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
    'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" '
    'xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
_BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)


def legal(text: str) -> str:
    """A text without the characters that XML cannot hold; its line breaks are `\\n`, as a reader gives them back."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def number(value: float) -> str:
    """A number as Office stores it: 2.4, and whole numbers without decimals."""
    whole = float(value).is_integer() and abs(value) < _EXACT
    return str(int(value)) if whole else repr(float(value))


def drawn(data: Chart) -> tuple[tuple[int, Series], ...]:
    """The series that are drawn, with their places in the data: those with a value, or all when none has one.

    A chart without series has one that is empty: no chart part may be without.
    """
    kept = tuple(
        (place, series) for place, series in enumerate(data.series) if _has_value(series, len(data.categories))
    )
    return kept or tuple(enumerate(data.series)) or ((0, Series("", ())),)


def _has_value(series: Series, count: int) -> bool:
    return any(value is not None and math.isfinite(value) for value in series.values[:count])


def cells(column: int, first: int, last: int | None = None) -> str:
    """A formula for rows `first` to `last` of a column (0 = A) of the sheet."""
    letters = letter(column)
    end = "" if last is None else f":${letters}${max(first, last)}"
    return f"{SHEET}!${letters}${first}{end}"


def letter(column: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet_xlsx(data: Chart) -> bytes:
    """The bytes of the workbook with a chart's data."""
    package = Package(
        {},
        {},
        {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"},
    )
    main, sheet, styles = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"
    package.add(main, (_HEAD + _BOOK).encode(), f"{_TYPE}.sheet.main+xml")
    package.add(sheet, (_HEAD + _sheet(data)).encode(), f"{_TYPE}.worksheet+xml")
    package.add(styles, (_HEAD + _STYLES).encode(), f"{_TYPE}.styles+xml")
    package.relate("", f"{_OFFICE}/officeDocument", main)
    package.relate(main, f"{_OFFICE}/worksheet", sheet)
    package.relate(main, f"{_OFFICE}/styles", styles)
    return package.write()


def _sheet(data: Chart) -> str:
    series = [item for _, item in drawn(data)]
    rows = [_row(1, "", [item.name for item in series])]
    for place, category in enumerate(data.categories):
        values = [item.values[place] if place < len(item.values) else None for item in series]
        rows.append(_row(place + 2, category, values))
    widths = '<cols><col min="1" max="1" width="36" customWidth="1"/></cols>'
    return f'<worksheet xmlns="{_MAIN}">{widths}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def _row(row: int, head: str, values: Sequence[str | float | None]) -> str:
    return f'<row r="{row}">{"".join(_cells(row, [head, *values]))}</row>'


def _cells(row: int, values: Sequence[str | float | None]) -> Iterator[str]:
    for column, value in enumerate(values):
        address = f"{letter(column)}{row}"
        if isinstance(value, str):
            if value:
                text = escape(legal(value))
                yield f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        elif value is not None and math.isfinite(value):
            yield f'<c r="{address}"><v>{number(value)}</v></c>'
