"""The rows of one part of a table as elements: whole rows, slices of rows too tall, cells joined over a slide's end.

In: a table's plan. Out: rows for the part's table. What stands on several slides has an identity of its own on each.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from pipeline.filling.fitting.cutting import append_text, numbered, put
from pipeline.filling.fitting.fitting_rows import NAME, Line, Pieces
from pipeline.filling.fitting.fitting_tables import TablePlan
from pipeline.ooxml.dialect import a
from pipeline.ooxml.tables import Cell, Row
from pipeline.ooxml.textbody import BREAK, END, FIELD, PARAGRAPH, RUN, Paragraph

_CELL, _BODY = a("tc"), a("txBody")
_SPAN = "rowSpan"


def rows_of(plan: TablePlan, part: int) -> list[etree._Element]:
    """The rows of a part below the head."""
    lines = [plan.rows[place] for place in range(*plan.parts[part])]
    elements = [line.element if line.pieces is None else _slice_of(plan.sized[line.source], line) for line in lines]
    first, end = (lines[0].source, lines[-1].source + 1) if lines else (0, 0)
    for source, cell in plan.joined:
        if source < end and source + cell.rows > first:
            _join(plan.table.rows[source], source, cell, lines, elements, part)
    return elements


def _slice_of(row: Row, line: Line) -> etree._Element:
    """A copy of a row that shows only what belongs to the slice."""
    element = copy.deepcopy(row.element)
    copies = list(element.iterchildren(_CELL))
    if line.slice:
        numbered(element, line.slice + 1, deep=False)
    for cell, shown, pieces in zip(row.cells, line.cells, line.pieces or (), strict=True):
        own = copies[cell.column]
        if line.slice:
            numbered(own, line.slice + 1, deep=False)
        body = own.find(_BODY)
        if body is not None:
            _show(body, cell, shown, pieces, line.slice)
    return element


def _show(body: etree._Element, cell: Cell, shown: Cell, pieces: Pieces, number: int) -> None:
    if pieces == NAME:
        said = _text(shown.paragraphs)[len(_text(cell.paragraphs)) :]
        numbered(body, number + 1)
        if said:
            append_text(body, said)
        return
    paragraphs = list(body.iterchildren(PARAGRAPH))
    for paragraph in paragraphs:
        body.remove(paragraph)
    if pieces:
        put(pieces, cell.paragraphs, body, copied=True)
    elif paragraphs:
        blank = _emptied(paragraphs[0], shown.paragraphs[0].end)
        numbered(blank, number + 1)
        body.append(blank)


def _text(paragraphs: Sequence[Paragraph]) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs)


def _emptied(paragraph: etree._Element, size: float) -> etree._Element:
    for run in list(paragraph.iterchildren(RUN, FIELD, BREAK)):
        paragraph.remove(run)
    end = paragraph.find(END)
    if end is None:
        end = etree.SubElement(paragraph, END)
    end.set("sz", str(round(size * 100)))
    return paragraph


def _join(
    row: Row, source: int, cell: Cell, lines: Sequence[Line], elements: Sequence[etree._Element], part: int
) -> None:
    """Joins a cell over those of its rows that are in a part; where it began on a slide before, it is there again."""
    covered = [place for place, line in enumerate(lines) if source <= line.source < source + cell.rows]
    if not covered:
        return
    first = covered[0]
    stretch = slice(cell.column, cell.column + cell.columns)
    own = list(elements[first].iterchildren(_CELL))[stretch]
    if lines[first].source != source:
        again = [copy.deepcopy(item) for item in list(row.element.iterchildren(_CELL))[stretch]]
        for old, new in zip(own, again, strict=False):
            elements[first].replace(old, numbered(new, part + 1))
        own = again
    for item in own:
        if len(covered) > 1:
            item.set(_SPAN, str(len(covered)))
        elif _SPAN in item.attrib:
            del item.attrib[_SPAN]
