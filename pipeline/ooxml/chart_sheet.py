"""A chart's data as they stand on a sheet, and the plain workbook that holds nothing else.

In: the data of a chart. Out: `SheetData`, its cells in a `Block`, and the bytes of an .xlsx with one sheet, written by
hand, since a build makes tens of them: under a millisecond each, the same bytes each time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.ooxml.chart_block import SHEET, Block, address
from pipeline.ooxml.dialect import R
from pipeline.ooxml.escaping import escape
from pipeline.ooxml.package import Package
from pipeline.vocabulary.content import Chart, Series

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LARGEST = 9.99e307
"""Excel keeps no larger numbers."""
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EXACT = 10**15
_LONGEST = 32_767
_FONT = '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1">{_FONT}</fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
    'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" '
    'xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
_BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{R}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)
_COLUMNS = '<cols><col min="1" max="1" width="36" customWidth="1"/></cols>'

Value = str | float | None


def legal(text: str) -> str:
    """A text without the characters that XML cannot hold, no longer than a cell holds; its line breaks are `\\n`."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:_LONGEST]


def number(value: float) -> str:
    """A number as Office stores it: 2.4, and whole numbers without decimals."""
    whole = float(value).is_integer() and abs(value) < _EXACT
    return str(int(value)) if whole else repr(float(value))


def known(value: float | None) -> bool:
    """Whether a value is a number that Office can store."""
    return value is not None and math.isfinite(value) and abs(value) <= LARGEST


@dataclass(frozen=True, slots=True)
class SheetData:
    """Categories or x values, and the series in the order of their lines. Each has as many values as `lead`."""

    lead: tuple[Value, ...]
    lines: tuple[Series, ...]

    def cells(self, block: Block) -> Iterator[tuple[int, int, Value]]:
        """Along, line and content of each cell, empty ones included, from the head on."""
        for number_, series in enumerate(self.lines):
            yield block.head, block.line(number_), series.name
        for place, value in enumerate(self.lead):
            yield block.first + place, block.lead, value
            for number_, series in enumerate(self.lines):
                yield block.first + place, block.line(number_), series.values[place]


def padded(series: Series, count: int) -> Series:
    """The series with exactly `count` values; what is not a number is an empty point."""
    values = tuple(value if known(value) else None for value in series.values[:count])
    return Series(series.name, values + (None,) * (count - len(values)), series.unlabelled)


def drawn(data: Chart) -> tuple[tuple[int, Series], ...]:
    """The series that are drawn, with their places in the data: those with a value, or all when none has one.

    A chart without series has one that is empty: no chart part may be without.
    """
    count = len(data.categories)
    kept = tuple((place, series) for place, series in enumerate(data.series) if has_value(series, count))
    return kept or tuple(enumerate(data.series)) or ((0, Series("", ())),)


def has_value(series: Series, count: int) -> bool:
    """Whether any of a series' first `count` values is a number."""
    return any(known(value) for value in series.values[:count])


def cell_markup(where: str, value: Value, style: str = "") -> str:
    """A cell with a text or a number; an empty one only when it has a style."""
    look = f' s="{style}"' if style else ""
    if isinstance(value, str) and value:
        text = escape(legal(value))
        return f'<c r="{where}"{look} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if value is None or isinstance(value, str):
        return f'<c r="{where}"{look}/>' if look else ""
    return f'<c r="{where}"{look}><v>{number(value)}</v></c>'


def sheet_xlsx(data: SheetData) -> bytes:
    """The bytes of a new workbook with a chart's data, as `Block()` places them."""
    package = _plain_package().copy()
    package.parts["xl/worksheets/sheet1.xml"] = (HEAD + _sheet(data)).encode()
    return package.write()


@cache
def _plain_package() -> Package:
    package = Package(
        {}, {}, {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    )
    main, sheet, styles = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"
    package.add(main, (HEAD + _BOOK).encode(), f"{SHEET_TYPE}.sheet.main+xml")
    package.add(sheet, b"", f"{SHEET_TYPE}.worksheet+xml")
    package.add(styles, (HEAD + _STYLES).encode(), f"{SHEET_TYPE}.styles+xml")
    package.relate("", f"{R}/officeDocument", main)
    package.relate(main, f"{R}/worksheet", sheet)
    package.relate(main, f"{R}/styles", styles)
    return package


def _sheet(data: SheetData) -> str:
    block = Block()
    rows: dict[int, list[tuple[int, str]]] = {0: []}
    for row, column, value in data.cells(block):
        rows.setdefault(row, []).append((column, cell_markup(address(row, column), value)))
    written = "".join(f'<row r="{row + 1}">{"".join(markup for _, markup in rows[row])}</row>' for row in sorted(rows))
    return f'<worksheet xmlns="{MAIN}">{_COLUMNS}<sheetData>{written}</sheetData></worksheet>'
