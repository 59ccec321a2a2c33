"""Merged cells of tables on slides after loops: every span as long as the cells that follow it.

In: a table as drawn (`remember`), and when its rows and columns were repeated or left out (`mend`). Out: a table with
as many cells in each row as its grid has columns, and with spans that agree with the cells they cover. PowerPoint
repairs a file where they don't.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from itertools import count

from lxml import etree

from pipeline.filling import marks
from pipeline.ooxml.attributes import is_on
from pipeline.ooxml.dialect import a

_GRID, _COLUMN, _ROW, _CELL = a("tblGrid"), a("gridCol"), a("tr"), a("tc")
_ACROSS, _DOWN = map(marks.own, ("merged-across", "merged-down"))
"""Which merged cell a cell belongs to, while the one that begins it may go."""


def remember(root: etree._Element) -> None:
    """Notes on merged cells which of them belong together."""
    numbers = count(1)
    for table in root.iter(a("tbl")):
        above: dict[int, etree._Element] = {}
        for row in table.iterchildren(_ROW):
            before: etree._Element | None = None
            for column, cell in enumerate(row.iterchildren(_CELL)):
                if is_on(cell.get("hMerge")) and before is not None:
                    _join(before, cell, _ACROSS, numbers)
                if is_on(cell.get("vMerge")) and column in above:
                    _join(above[column], cell, _DOWN, numbers)
                before = above[column] = cell


def mend(root: etree._Element) -> None:
    """Mends all tables of a part."""
    for table in root.iter(a("tbl")):
        grid = table.find(_GRID)
        if grid is None:
            continue
        columns = len(grid.findall(_COLUMN))
        _drop_empty_rows(table, columns)
        rows = [list(row.iterchildren(_CELL)) for row in table.iterchildren(_ROW)]
        if not rows:
            continue
        if any(len(row) != columns for row in rows):
            rows = [_levelled(row, columns) for row in table.iterchildren(_ROW)]
        if any(_merged(cell) for row in rows for cell in row):
            _mend_across(rows)
            _mend_down(rows)
            for cell in [cell for row in rows for cell in row]:
                cell.attrib.pop(_ACROSS, "")
                cell.attrib.pop(_DOWN, "")


def _drop_empty_rows(table: etree._Element, columns: int) -> None:
    """Rows all of whose cells went, in a table that still has columns."""
    for row in list(table.iterchildren(_ROW)) if columns else ():
        if row.find(_CELL) is None:
            table.remove(row)


def _join(first: etree._Element, second: etree._Element, name: str, numbers: Iterator[int]) -> None:
    if first.get(name) is None:
        first.set(name, str(next(numbers)))
    second.set(name, first.get(name) or "")


def _goes_on(first: etree._Element, second: etree._Element, merge: str, name: str) -> bool:
    return is_on(second.get(merge)) and second.get(name) == first.get(name)


def _merged(cell: etree._Element) -> bool:
    return any(cell.get(name) is not None for name in ("hMerge", "vMerge", "gridSpan", "rowSpan"))


def _levelled(row: etree._Element, columns: int) -> list[etree._Element]:
    """The cells of a row with as many as the grid has: its widest merged cell gives or takes, else its last."""
    cells = list(row.iterchildren(_CELL))
    stretch = _widest_span(cells)
    while len(cells) > columns and len(stretch) > 1:
        gone = stretch.pop()
        cells.remove(gone)
        row.remove(gone)
    while len(cells) < columns:
        last = stretch[-1] if stretch else cells[-1]
        added = _blank(last)
        if stretch:
            added.set("hMerge", "1")
            _join(stretch[0], added, _ACROSS, count(1_000_000))
            stretch.append(added)
        row.insert(row.index(last) + 1, added)
        cells.insert(cells.index(last) + 1, added)
    return cells


def _widest_span(cells: Sequence[etree._Element]) -> list[etree._Element]:
    spans: list[list[etree._Element]] = []
    for cell in cells:
        if is_on(cell.get("hMerge")) and spans:
            spans[-1].append(cell)
        else:
            spans.append([cell])
    widest = max(spans, key=len, default=[])
    return widest if len(widest) > 1 or any(cell.get("gridSpan") for cell in widest) else []


def _blank(cell: etree._Element) -> etree._Element:
    """A cell like another, without its text."""
    blank = copy.deepcopy(cell)
    for name in ("gridSpan", "hMerge"):
        blank.attrib.pop(name, "")
    for paragraph in blank.iter(a("p")):
        for child in list(paragraph):
            if child.tag not in (a("pPr"), a("endParaRPr")):
                paragraph.remove(child)
    return blank


def _mend_across(rows: Sequence[Sequence[etree._Element]]) -> None:
    for row in rows:
        start = 0
        while start < len(row):
            end = start + 1
            while end < len(row) and _goes_on(row[start], row[end], "hMerge", _ACROSS):
                row[end].attrib.pop("gridSpan", "")
                end += 1
            row[start].attrib.pop("hMerge", "")
            _span(row[start], "gridSpan", end - start)
            start = end


def _mend_down(rows: Sequence[Sequence[etree._Element]]) -> None:
    for column in range(min(map(len, rows))):
        cells = [row[column] for row in rows]
        start = 0
        while start < len(cells):
            cell, end = cells[start], start + 1
            while end < len(cells) and _goes_on(cell, cells[end], "vMerge", _DOWN):
                cells[end].attrib.pop("rowSpan", "")
                end += 1
            cell.attrib.pop("vMerge", "")
            _span(cell, "rowSpan", end - start)
            start = end


def _span(cell: etree._Element, name: str, length: int) -> None:
    if length > 1:
        cell.set(name, str(length))
    else:
        cell.attrib.pop(name, "")
