"""How high a written row must be, since a spreadsheet program need not reckon it on opening.

In: cells and the widths of their columns. Out: a height in points.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.workbook.filled import FilledCell

LINE = 15
_HIGHEST = 405
"""Excel's highest row is 409 points."""
_ROOM = 0.9
"""How much of a column's width words fill before they part: lines rarely end full."""


def row_height(cells: Iterable[tuple[FilledCell, int]]) -> int:
    """The height of a row of cells, each with the width of its column in characters."""
    return min(max((_lines(cell, width) for cell, width in cells), default=1) * LINE, _HIGHEST)


def _lines(cell: FilledCell, width: int) -> int:
    if not isinstance(cell.value, str):
        return 1
    return sum(max(1, -(-len(line) // max(int(width * _ROOM), 1))) for line in cell.value.splitlines() or [""])
