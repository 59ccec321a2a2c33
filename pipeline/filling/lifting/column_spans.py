"""Word's cells over looped columns: a title over them spans as many as there are, none when there are none.

In: before lifting, a table whose columns repeat, and after rendering its grid. Out: each cell of the other rows knows
which of the drawn columns it covers; in the end it spans the columns that were made of them.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from pipeline.filling import marks
from pipeline.ooxml.attributes import skipped, span_of
from pipeline.ooxml.dialect import WORD, w

_COLUMN, _COVERS = map(marks.own, ("column", "covers"))
_VALUE = w("val")


def remember(table: etree._Element, grid: etree._Element, controlled: set[etree._Element]) -> None:
    """Notes on the columns and on the cells of rows without column tags of their own which columns they cover."""
    for place, column in enumerate(grid):
        column.set(_COLUMN, str(place))
    for row in table.iterchildren(WORD.row):
        if row in controlled:
            continue
        first = skipped(row)
        for cell in row.iterchildren(WORD.cell):
            cell.set(_COVERS, f"{first} {first + span_of(cell)}")
            first += span_of(cell)


def settle(table: etree._Element, grid: etree._Element) -> None:
    """Gives the cells their spans in the finished grid. A cell goes with the columns that it covers."""
    made = Counter(int(column.attrib.pop(_COLUMN, "-1")) for column in grid)
    for cell in list(table.iterfind(f"{WORD.row}/{WORD.cell}")):
        covers = str(cell.attrib.pop(_COVERS, ""))
        if not covers:
            continue
        first, end = map(int, covers.split())
        count = sum(made[place] for place in range(first, end))
        row = cell.getparent()
        if count:
            _write(cell, count)
        elif row is not None:
            row.remove(cell)


def _write(cell: etree._Element, count: int) -> None:
    properties = cell.find(WORD.cell_properties)
    span = None if properties is None else properties.find(w("gridSpan"))
    if properties is None:
        properties = etree.Element(WORD.cell_properties)
        cell.insert(0, properties)
    if count == 1:
        if span is not None:
            properties.remove(span)
        return
    if span is None:
        span = etree.Element(w("gridSpan"))
        properties.insert(sum(1 for item in properties if item.tag in (w("cnfStyle"), w("tcW"))), span)
    span.set(_VALUE, str(count))
