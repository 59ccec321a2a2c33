"""Loops over columns: the grid of a table follows its looped cells.

In: a tree whose rows hold cells with only block tags. Out: the grid's columns marked like the cells, with the width
that the looped ones share; after rendering `fit_widths` writes the widths into every cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.lifting import column_spans
from pipeline.filling.programs.bounds import MOST_COLUMNS, BoundsExceeded
from pipeline.filling.sites import Sites
from pipeline.ooxml.attributes import integer, skipped, span_of
from pipeline.ooxml.dialect import WORD, Dialect, W

_CONTROLS = marks.own("controls")
_TOTAL = marks.own("total")
_LOOPED = marks.own("looped")
_CELL_WIDTH = f"{{{W}}}tcPr/{{{W}}}tcW"


def remember(root: etree._Element, dialect: Dialect) -> None:
    """Notes on each grid its total width, and which of its columns hold control cells, before the cells are lifted."""
    for table in root.iter(dialect.table):
        grid = table.find(dialect.grid)
        row = _first_row_with_column_loop(table, dialect)
        if grid is None or row is None:
            continue
        grid.set(_TOTAL, str(sum(_width(column, dialect) for column in grid)))
        row.set(_CONTROLS, "".join(_drawn(cell, dialect) for cell in row.iterchildren(dialect.cell)))
        if dialect is WORD:
            column_spans.remember(table, grid, set(_controlled_rows(table, dialect)))


def loop_grids(root: etree._Element, dialect: Dialect, sites: Sites) -> None:
    """Puts the column loop's markers between the grid's columns as well; control columns go."""
    for table in root.iter(dialect.table):
        grid = table.find(dialect.grid)
        row = next((row for row in table.iterchildren(dialect.row) if row.get(_CONTROLS)), None)
        if grid is None or row is None:
            continue
        controls = row.attrib.pop(_CONTROLS)
        columns = [column for column, mark in zip(grid, controls, strict=False) if mark == "."]
        grid[:] = _with_markers(row, columns, dialect, sites)


def fit_widths(root: etree._Element, dialect: Dialect) -> None:
    """After rendering: looped columns share the width that is left, and cells take their columns' widths."""
    for table in root.iter(dialect.table):
        grid = table.find(dialect.grid)
        if grid is None or _TOTAL not in grid.attrib:
            continue
        total = integer(str(grid.attrib.pop(_TOTAL)))
        if not len(grid):  # a loop over nothing leaves no column, and so no table
            continue
        if len(grid) > MOST_COLUMNS[dialect.name]:
            raise BoundsExceeded("columns")
        if dialect is WORD:
            column_spans.settle(table, grid)
        looped = [column for column in grid if column.attrib.pop(_LOOPED, "")]
        _share(total, looped or [max(grid, key=lambda column: _width(column, dialect))], grid, dialect)
        if dialect.name == "word":
            _cell_widths(table, [_width(column, dialect) for column in grid], dialect)


def _share(total: int, looped: list[etree._Element], grid: etree._Element, dialect: Dialect) -> None:
    fixed = sum(_width(column, dialect) for column in grid if column not in looped)
    bounds = [fixed + (total - fixed) * step // len(looped) for step in range(len(looped) + 1)]
    for column, (left, right) in zip(looped, pairwise(bounds), strict=True):
        column.set(dialect.width, str(right - left))


def _with_markers(
    row: etree._Element, columns: list[etree._Element], dialect: Dialect, sites: Sites
) -> list[etree._Element]:
    result: list[etree._Element] = []
    waiting = iter(columns)
    loops = 0
    for child in row:
        if marks.is_marker(child):
            keyword = sites.items[marks.number_of(child)].code.split(None, 1)[0]
            loops += {"for": 1, "endfor": -1}.get(keyword, 0)
            result.append(marks.marker(marks.number_of(child)))
        elif child.tag == dialect.cell:
            for column in islice(waiting, span_of(child) if dialect is WORD else 1):
                if loops:
                    column.set(_LOOPED, "1")
                result.append(column)
    return result


def _first_row_with_column_loop(table: etree._Element, dialect: Dialect) -> etree._Element | None:
    return next(_controlled_rows(table, dialect), None)


def _controlled_rows(table: etree._Element, dialect: Dialect) -> Iterator[etree._Element]:
    for row in table.iterchildren(dialect.row):
        cells = [_is_control(cell, dialect) for cell in row.iterchildren(dialect.cell)]
        if any(cells) and not all(cells) and not _whole_row(row, dialect):
            yield row


def _drawn(cell: etree._Element, dialect: Dialect) -> str:
    """A sign for each column that a cell covers: `x` where it holds tags only."""
    span = span_of(cell) if dialect is WORD else 1
    return ("x" if _is_control(cell, dialect) else ".") * span


def _whole_row(row: etree._Element, dialect: Dialect) -> bool:
    return all(_is_control(cell, dialect) or not _text(cell, dialect) for cell in row.iterchildren(dialect.cell))


def _is_control(cell: etree._Element, dialect: Dialect) -> bool:
    return marks.only_blocks(_text(cell, dialect))


def _text(cell: etree._Element, dialect: Dialect) -> str:
    return "".join("".join(item.text or "" for item in cell.iter(dialect.text)).split())


def _width(column: etree._Element, dialect: Dialect) -> int:
    return max(integer(column.get(dialect.width)), 0)


def _cell_widths(table: etree._Element, widths: list[int], dialect: Dialect) -> None:
    for row in table.iterchildren(dialect.row):
        position = skipped(row)
        for cell in row.iterchildren(dialect.cell):
            count = span_of(cell)
            width = cell.find(_CELL_WIDTH)
            if width is not None:
                width.set(dialect.width, str(sum(widths[position : position + count])))
                width.set(f"{{{W}}}type", "dxa")
            position += count
