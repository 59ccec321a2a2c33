"""A table's row too tall for a slide, cut over several: each long cell at the ends of its paragraphs and sentences.

In: a row in its final size, the columns' widths, the height that a row may have. Out: rows in its place, the later ones
with the row's name again. Nothing is written here. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from pipeline.filling.fitting.cutting import Piece, cut
from pipeline.filling.fitting.fitting_parts import Misfit, Parts, parted, worst_of
from pipeline.filling.fitting.measuring import Extent, extent
from pipeline.ooxml.tables import Cell, Row
from pipeline.ooxml.textbody import Paragraph
from pipeline.ooxml.textroom import TextBody

Pieces = tuple[Piece, ...]
NAME: Pieces = (Piece(-1, 0, 0),)
"""Stands for the pieces of a cell that is there again as the name of a row that goes on."""
_LONGEST_NAME = 1 / 3
"""How much of a slide's room a row's name may take to be there again."""


class Line(NamedTuple):
    """A row as it is to be set: the template's row number `source`, or a slice of it.

    `slice` counts from 0; `pieces` are what each of its cells shows, None when the row is whole.
    """

    element: etree._Element
    height: float
    cells: tuple[Cell, ...]
    source: int
    slice: int = 0
    pieces: tuple[Pieces, ...] | None = None


def whole(row: Row, source: int) -> Line:
    """A row that stays whole."""
    return Line(row.element, row.height, row.cells, source)


def sliced(row: Row, source: int, columns: Sequence[float], room: float, said: str) -> list[Line]:
    """The slices of a row that is taller than `room`; the row whole when no cell of it can be parted.

    The later slices have the row's name again, its first cell, unless that is long itself, with `said` after it.
    """
    found = [_parts_of(cell, columns, room) for cell in row.cells]
    count = max((len(item.parts) for item in found if item is not None), default=1)
    if count < 2:
        return [whole(row, source)]
    first = row.cells[0]
    named = first.column == 0 and found[0] is None and cell_extent(first, columns).height <= _LONGEST_NAME * room
    again = _named_again(first, columns, room, said) if named else None
    return [_slice(row, source, number, found, again) for number in range(count)]


def cell_extent(cell: Cell, columns: Sequence[float]) -> Extent:
    """What a cell's text takes; upright text takes height by its longest line."""
    if cell.upright:
        return extent(cell.paragraphs, _inner_width(cell, columns))
    found = extent(cell.paragraphs, float("inf"))
    return found._replace(height=found.width, width=found.height)


def _inner_width(cell: Cell, columns: Sequence[float]) -> float:
    """The width that a cell leaves its text."""
    return sum(columns[cell.column : cell.column + cell.columns]) - cell.margins.left - cell.margins.right


def misfit_of(cell: Cell, columns: Sequence[float], room: float) -> Misfit:
    """The sentence that makes a cell too tall, and how much of it would fit."""
    text, inner = _text_of(cell, columns), room - cell.margins.top - cell.margins.bottom
    return worst_of(text, cell.paragraphs, parted(text, cell.paragraphs, inner), inner)


def _parts_of(cell: Cell, columns: Sequence[float], room: float) -> Parts | None:
    """The parts of a cell that is taller than a row may be; None when it is not."""
    inner = room - cell.margins.top - cell.margins.bottom
    if not cell.upright or cell.rows > 1 or cell_extent(cell, columns).height <= inner:
        return None
    if not any(item.text.strip() for item in cell.paragraphs):
        return None
    return parted(_text_of(cell, columns), cell.paragraphs, inner)


def _text_of(cell: Cell, columns: Sequence[float]) -> TextBody:
    width = _inner_width(cell, columns)
    return TextBody(cell.element, cell.paragraphs, width, 0.0, (0.0, 0.0), 1, wraps=True, autofit="none")


def _slice(
    row: Row, source: int, number: int, found: Sequence[Parts | None], name: tuple[Paragraph, ...] | None
) -> Line:
    cells, pieces = [], []
    for place, (cell, parts) in enumerate(zip(row.cells, found, strict=True)):
        if number and place == 0 and name is not None:
            mine, shown = NAME, name
        else:
            mine = _pieces_in(cell, parts, number)
            shown = tuple(cut(cell.paragraphs[item.paragraph], item.start, item.end) for item in mine)
        cells.append(cell._replace(paragraphs=shown or _blank(cell)))
        pieces.append(mine)
    return Line(row.element, 0.0 if number else row.height, tuple(cells), source, number, tuple(pieces))


def _pieces_in(cell: Cell, parts: Parts | None, number: int) -> Pieces:
    if parts is None:
        wholes = (Piece(place, 0, len(item.text)) for place, item in enumerate(cell.paragraphs))
        return () if number else tuple(wholes)
    return parts.parts[number] if number < len(parts.parts) else ()


def _named_again(cell: Cell, columns: Sequence[float], room: float, said: str) -> tuple[Paragraph, ...]:
    """The row's name, with what is said of rows that go on where there is room for it and no word is broken."""
    last = next((place for place in reversed(range(len(cell.paragraphs))) if cell.paragraphs[place].runs), None)
    if not said or last is None:
        return cell.paragraphs
    paragraph = cell.paragraphs[last]
    runs = (*paragraph.runs[:-1], paragraph.runs[-1]._replace(text=f"{paragraph.runs[-1].text} {said}"))
    longer = (*cell.paragraphs[:last], paragraph._replace(runs=runs), *cell.paragraphs[last + 1 :])
    found = cell_extent(cell._replace(paragraphs=longer), columns)
    return cell.paragraphs if found.broken or found.height > _LONGEST_NAME * room else longer


def _blank(cell: Cell) -> tuple[Paragraph, ...]:
    """What is left of a cell whose text is all on slides before: one empty paragraph, no taller than its text was."""
    first = cell.paragraphs[0] if cell.paragraphs else None
    if first is None:
        return ()
    return (first._replace(runs=(), end=first.runs[0].size if first.runs else first.end),)
