"""The grid of a table whose rows came with more columns than it had.

In: the tree of a document whose changes were accepted. Out: the same tree. Word measures columns by the cells; others
go by the grid, which no tracked change tells.
"""

from __future__ import annotations

from lxml import etree

from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import w
from pipeline.ooxml.word_styles import inside

_WIDEST = 63
"""The columns that Word lets a table have."""


def regrid(root: etree._Element) -> None:
    """Gives each table that has too few columns for its rows those of its widest row, where that tells their widths."""
    for table in root.iter(w("tbl")):
        grid = table.find(w("tblGrid"))
        rows = [_widths(row) for row in inside(table, w("tr"))]
        widest = max(rows, key=len, default=[])
        if grid is None or not len(grid.findall(w("gridCol"))) < len(widest) <= _WIDEST or 0 in widest:
            continue
        for item in list(grid):
            grid.remove(item)
        for width in widest:
            etree.SubElement(grid, w("gridCol"), {w("w"): str(width)})


def _widths(row: etree._Element) -> list[int]:
    """The widths of a row's columns; of those that a cell spans, or that have none in twips, nought."""
    found: list[int] = []
    for cell in inside(row, w("tc")):
        properties = cell.find(w("tcPr"))
        width, span = (None if properties is None else properties.find(w(name)) for name in ("tcW", "gridSpan"))
        count = 1 if span is None else integer(span.get(w("val")), 1, _WIDEST)
        told = width is not None and width.get(w("type")) == "dxa" and count == 1
        found += [integer(width.get(w("w")), 0) if told and width is not None else 0] * max(count, 1)
    return found
