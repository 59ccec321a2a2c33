"""Tables that a screen reader can walk: a header row, one cell a place, no cells for the looks.

In: a file. Out: faults of its tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.accessibility.reading import Cell, Fault, Grid, Reading, said, seen
from pipeline.ooxml.attributes import is_on, span_of
from pipeline.ooxml.dialect import WORD, a, w
from pipeline.ooxml.word_styles import conditions, inside

_MERGED_WORD = (w("vMerge"), w("hMerge"))
_MERGED_SLIDE = ("rowSpan", "gridSpan")
_JOINED_SLIDE = ("hMerge", "vMerge")


def headless(reading: Reading) -> Iterator[Fault]:
    """Tables whose first row is no header row, or one without words."""
    for grid in reading.grids:
        headed = _has_header(grid.table) if reading.dialect is WORD else _first_row_is_header(grid.table)
        if not headed or (grid.rows and not any(cell.text for cell in grid.rows[0])):
            yield _fault("AX005", grid)


def merged(reading: Reading) -> Iterator[Fault]:
    """Tables with cells over several columns or rows."""
    for grid in reading.grids:
        joined = _is_merged_word(grid.table) if reading.dialect is WORD else _is_merged_slide(grid.table)
        if joined:
            yield _fault("AX010", grid)


def nested(reading: Reading) -> Iterator[Fault]:
    """Tables in a cell of another."""
    for grid in reading.grids:
        if next(grid.table.iterancestors(grid.table.tag), None) is not None:
            yield _fault("AX011", grid)


def blank(reading: Reading) -> Iterator[Fault]:
    """Rows and columns without any text, and tables of one cell."""
    for grid in reading.grids:
        filled = [[_says(cell) for cell in row] for row in grid.rows]
        wide = max((len(row) for row in filled), default=0)
        columns = [any(row[place] for row in filled if place < len(row)) for place in range(wide)]
        if not all(any(row) for row in filled) or not all(columns) or (len(filled) == 1 and wide == 1):
            yield _fault("AX012", grid)


def _fault(code: str, grid: Grid) -> Fault:
    first = next((cell.text for row in grid.rows for cell in row if cell.text), "")
    return Fault(code, grid.part, grid.table, {"what": said(_caption(grid.table) or first)})


def _has_header(table: etree._Element) -> bool:
    """A repeated header row, or headers in the first column only, as the look says (Word's own look has both)."""
    by_column = conditions(table.find(w("tblPr"))) & {"firstRow", "firstCol"} == {"firstCol"}
    first = next((row for row in inside(table, w("tr")) if not _is_of_tags(row)), None)
    header = None if first is None else first.find(f"{w('trPr')}/{w('tblHeader')}")
    return by_column or (header is not None and is_on(header.get(w("val")), otherwise=True))


def _first_row_is_header(table: etree._Element) -> bool:
    look = table.find(a("tblPr"))
    return look is not None and is_on(look.get("firstRow"))


def _is_merged_word(table: etree._Element) -> bool:
    for item in table.iter(*_MERGED_WORD, w("gridSpan")):
        joins = item.tag in _MERGED_WORD or item.get(w("val")) not in ("1", None)
        if joins and _owner(item) is table and not _is_of_tags(next(item.iterancestors(w("tr")))):
            return True
    return False


def _is_of_tags(row: etree._Element) -> bool:
    """Whether a row of a template only holds block tags: no document has it."""
    text = "".join(item.text or "" for item in row.iter(w("t"))).strip()
    return bool(text) and not seen(text)


def _is_merged_slide(table: etree._Element) -> bool:
    for cell in table.iter(a("tc")):
        spans = any((cell.get(name) or "1") != "1" for name in _MERGED_SLIDE)
        if spans or any(is_on(cell.get(name)) for name in _JOINED_SLIDE):
            return True
    return False


def _owner(item: etree._Element) -> etree._Element | None:
    return next(item.iterancestors(w("tbl")), None)


def _says(cell: Cell) -> bool:
    """Whether a cell holds anything; a cell that covers others stands for them too."""
    return cell.says or (cell.element.tag == w("tc") and span_of(cell.element) > 1)


def _caption(table: etree._Element) -> str:
    caption = table.find(f"{w('tblPr')}/{w('tblCaption')}")
    return (caption.get(w("val")) or "") if caption is not None else ""
