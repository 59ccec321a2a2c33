"""A table on a slide as rows of cells with their text, margins and spans.

In: an `a:tbl` and the design of its slide. Out: a `Table`, whose rows and cells keep their elements.
All lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from pipeline.ooxml.attributes import EMU, integer, is_on, length
from pipeline.ooxml.dialect import A, a
from pipeline.ooxml.geometry import Design
from pipeline.ooxml.textbody import RUN_PROPERTIES, Paragraph, Run

_PROPERTIES, _STYLE, _GRID, _COLUMN = a("tblPr"), a("tableStyleId"), a("tblGrid"), a("gridCol")
_ROW, _CELL, _CELL_PROPERTIES, _BODY = a("tr"), a("tc"), a("tcPr"), a("txBody")
_SIDE, _END = 91_440 / EMU, 45_720 / EMU
_MERGED = etree.XPath("boolean(a:tr/a:tc[@gridSpan or @rowSpan or @hMerge or @vMerge])", namespaces={"a": A})
Depth = Callable[[etree._Element], int]
PLAIN_STYLES = ("{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}")
"""PowerPoint's two styles without looks: they make no row bold."""


class Margins(NamedTuple):
    """The room between a cell's edges and its text."""

    left: float
    top: float
    right: float
    bottom: float


class Cell(NamedTuple):
    """A cell that shows: where it starts, over how many columns and rows it goes, and whether its text is upright."""

    element: etree._Element
    paragraphs: tuple[Paragraph, ...]
    column: int
    columns: int
    rows: int
    margins: Margins
    upright: bool


class Row(NamedTuple):
    """A row with its least height."""

    element: etree._Element
    height: float
    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """A table: widths of its columns, its rows, and how many of the first ones are its head.

    `total` tells that the last row is a total.
    """

    element: etree._Element
    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    head: int
    total: bool


def unrepeated(_: etree._Element) -> int:
    """The depth of what no loop has made."""
    return 0


def read_table(element: etree._Element, design: Design, depth: Depth = unrepeated) -> Table:
    """The table as it stands. `depth` tells in how many loops the table or a row is; rows above a loop are its head."""
    properties = element.find(_PROPERTIES)
    first, last = _flag(properties, "firstRow"), _flag(properties, "lastRow")
    merged = bool(_MERGED(element))
    rows = tuple([_row(row, design, merged) for row in element.iterchildren(_ROW)])
    if _has_looks(properties):
        edges = {place for place, said in ((0, first), (len(rows) - 1, last)) if said}
        sides = {place for place, name in ((0, "firstCol"), (-1, "lastCol")) if _flag(properties, name)}
        rows = tuple(_styled(row, place in edges, sides) for place, row in enumerate(rows))
    columns = tuple(length(column.get("w")) for column in element.iterfind(f"{_GRID}/{_COLUMN}"))
    return Table(element, columns, rows, _head(element, rows, depth) if first else 0, last)


def _head(table: etree._Element, rows: tuple[Row, ...], depth: Depth) -> int:
    """How many rows the head has: the first, those its cells span, and those that the template drew above its loop."""
    if not rows:
        return 0
    spanned = max((cell.rows for cell in rows[0].cells), default=1)
    own = depth(table)
    looped = next((place for place, row in enumerate(rows) if depth(row.element) > own), 0)
    return min(max(spanned, looped, 1), len(rows))


def _row(element: etree._Element, design: Design, merged: bool) -> Row:
    cells = tuple(_cells(element, design, merged))
    return Row(element, length(element.get("h")), cells)


def _cells(row: etree._Element, design: Design, merged: bool) -> Iterator[Cell]:
    for column, element in enumerate(row.iterchildren(_CELL)):
        get, columns, rows = element.get, 1, 1
        if merged:
            if is_on(get("hMerge")) or is_on(get("vMerge")):
                continue
            columns, rows = _span(get("gridSpan")), _span(get("rowSpan"))
        paragraphs: tuple[Paragraph, ...] = ()
        margins, upright = _NO_MARGINS, True
        for item in element:
            if item.tag == _BODY:
                paragraphs = design.plain_paragraphs(item)
            elif item.tag == _CELL_PROPERTIES and item.keys():
                said = item.get
                margins = _margins(said("marL"), said("marT"), said("marR"), said("marB"))
                upright = said("vert", "horz") == "horz"
        yield Cell(element, paragraphs, column, columns, rows, margins, upright)


def _span(value: str | None) -> int:
    return max(integer(value, 1), 1) if value else 1


@lru_cache(maxsize=256)
def _margins(left: str | None, top: str | None, right: str | None, bottom: str | None) -> Margins:
    return Margins(length(left, _SIDE), length(top, _END), length(right, _SIDE), length(bottom, _END))


_NO_MARGINS = _margins(None, None, None, None)


def _flag(element: etree._Element | None, name: str) -> bool:
    return element is not None and is_on(element.get(name))


def _has_looks(properties: etree._Element | None) -> bool:
    style = properties.findtext(_STYLE) if properties is not None else None
    return style is not None and style not in PLAIN_STYLES


def _styled(row: Row, whole_row: bool, sides: set[int]) -> Row:
    """The row as its table style shows it: bold where nothing else is said."""
    if not whole_row and not sides:
        return row
    ends = {side % len(row.cells) for side in sides} if row.cells else set()
    cells = (_bold_cell(cell) if whole_row or place in ends else cell for place, cell in enumerate(row.cells))
    return row._replace(cells=tuple(cells))


def _bold_cell(cell: Cell) -> Cell:
    paragraphs = (item._replace(runs=tuple(_bold_run(run) for run in item.runs)) for item in cell.paragraphs)
    return cell._replace(paragraphs=tuple(paragraphs))


def _bold_run(run: Run) -> Run:
    properties = run.element.find(RUN_PROPERTIES) if run.element is not None else None
    silent = properties is None or properties.get("b") is None
    return run._replace(bold=True) if silent else run
