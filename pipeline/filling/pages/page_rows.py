"""How high the rows of a Word table stand, and where a row may be parted.

In: a table's build and the filled cells of each row. Out: each row's pieces. All lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.filling.pages.page_flow import Piece
from pipeline.filling.pages.page_tables import Cell, Row, Table


@dataclass(slots=True)
class FilledCell:
    """A cell with what stands in it: its pieces, their height with the cell's margins, and whether its first
    paragraph keeps with the next, which keeps the whole row with the next."""

    cell: Cell
    pieces: Sequence[Piece]
    height: float
    kept: bool


def row_pieces(table: Table, filled: Sequence[Sequence[FilledCell]]) -> list[list[Piece]]:
    """The pieces of each row: one, or where the row may be parted, the lines of its tallest cell."""
    waiting: dict[int, float] = {}
    found = []
    for place, row in enumerate(table.rows):
        following = filled[place + 1] if place + 1 < len(filled) else ()
        goes_on = {item.cell.first_column for item in following if item.cell.merged == "continue"}
        own = [_own_height(item, waiting, goes_on) for item in filled[place]]
        rules = row.line + (0.0 if following else table.line)
        height = max([row.height, *(item + rules for item in own)]) if not row.exact else row.height
        for item in filled[place]:
            if item.cell.first_column in waiting:
                waiting[item.cell.first_column] -= height
        made = _parted(row, filled[place], own, height)
        made[-1].leading = -table.rows[place + 1].line if following else 0.0
        found.append(made)
    return found


def _own_height(item: FilledCell, waiting: dict[int, float], goes_on: set[int]) -> float:
    """What a cell asks of its row. Cells merged downwards ask it of the last of their rows."""
    column = item.cell.first_column
    if not item.cell.merged:
        return item.height
    height = item.height if item.cell.merged == "restart" else waiting.pop(column, item.height)
    if column not in goes_on:
        return height
    waiting[column] = height
    return 0.0


def _parted(row: Row, cells: Sequence[FilledCell], own: Sequence[float], height: float) -> list[Piece]:
    kept = bool(cells) and all(item.kept for item in cells)
    tallest = max(range(len(own)), key=own.__getitem__, default=None)
    pieces = cells[tallest].pieces if tallest is not None else ()
    if row.whole or row.exact or row.header or len(pieces) < 2:
        return [Piece(height, bound=kept)]
    pieces = [replace(piece, bound=False) for piece in pieces]  # single lines may stand alone where a row is parted
    inner = sum(piece.gap + piece.height for piece in pieces[1:])
    first, last = pieces[0], pieces[-1]
    first.height += first.top + cells[tallest or 0].cell.above + row.line
    first.gap = first.top = 0.0
    last.height += max(height - first.height - inner, 0.0)
    last.bound = kept
    return pieces
