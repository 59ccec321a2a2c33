"""Rows that come into a table whose columns people added or took away: they get the cells that its other rows have.

In: a fresh row on its way, the table of people's document, which of its nodes is which of base's. Out: the row's cells
as the table has them; an empty one in a column of people's own.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy

from lxml import etree

from pipeline.merging.nodes import Node
from pipeline.merging.pairing import Pairs
from pipeline.ooxml.dialect import w

_CELL, _PARAGRAPH = w("tc"), w("p")
_SPANS = (w("gridSpan"), w("vMerge"))
_KEPT = frozenset((w("tcPr"), w("pPr")))
_CHANGES = frozenset(
    w(name) for name in ("tcPrChange", "pPrChange", "cellIns", "cellDel", "cellMerge", "sectPr", "rPr")
)
Columns = tuple[int | None, ...]
"""Which of base's columns each one of people's table is, None for one of their own."""


def fit(row: etree._Element, table: Node, hands: Pairs) -> None:
    """Gives a fresh row the columns of people's table, where it has base's."""
    cells = row.findall(_CELL)
    found = _columns(table, hands)
    if found is None or next(row.iter(*_SPANS), None) is not None:
        return
    count, columns, like = found
    if count != len(cells):
        return
    made = [
        cells[column] if column is not None else _empty(like.children[place]) for place, column in enumerate(columns)
    ]
    for cell in cells:
        row.remove(cell)
    row.extend(made)


def _columns(table: Node, hands: Pairs) -> tuple[int, Columns, Node] | None:
    """How many columns base has, which ones people's table has, and a row that shows it; None where it has base's."""
    votes: Counter[tuple[int, Columns]] = Counter()
    rows: dict[tuple[int, Columns], Node] = {}
    for row in table.children:
        base = hands.old.get(row)
        if base is None or row.kind != "r" or row.element.find(f".//{_SPANS[0]}") is not None:
            continue
        places = {cell: place for place, cell in enumerate(base.children)}
        known = [hands.old.get(cell) for cell in row.children]
        columns = tuple(places.get(cell) if cell is not None else None for cell in known)
        if columns.count(None) == max(0, len(row.children) - len(base.children)):
            votes[len(base.children), columns] += 1
            rows.setdefault((len(base.children), columns), row)
    for (count, columns), _ in votes.most_common(1):
        return None if columns == tuple(range(count)) else (count, columns, rows[count, columns])
    return None


def _empty(cell: Node) -> etree._Element:
    """A cell like another one that says nothing."""
    made: etree._Element = deepcopy(cell.element)
    paragraphs = made.findall(_PARAGRAPH)
    for item in list(made):
        if item.tag not in _KEPT and (not paragraphs or item is not paragraphs[0]):
            made.remove(item)
    if not paragraphs:
        paragraphs = [etree.SubElement(made, _PARAGRAPH)]
    first = paragraphs[0]
    first.attrib.clear()
    for item in list(first):
        if item.tag not in _KEPT:
            first.remove(item)
    for item in list(made.iter(*_CHANGES)):
        holder = item.getparent()
        if holder is not None:
            holder.remove(item)
    return made
