"""Tables that a screen reader can walk: a header row, one cell a place, no cells for the looks.

In: a file. Out: faults of its tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.accessibility.reading import Fault, Reading, said
from pipeline.ooxml.attributes import is_on, span_of
from pipeline.ooxml.dialect import WORD, Dialect, a, w
from pipeline.ooxml.word_styles import inside

_MERGED_WORD = (w("vMerge"), w("hMerge"))
_MERGED_SLIDE = ("rowSpan", "gridSpan")
_JOINED_SLIDE = ("hMerge", "vMerge")
_TEXTS = (w("t"), a("t"))
_SHOWN = (*_TEXTS, w("drawing"), w("pict"), w("object"), w("instrText"))


def headless(reading: Reading) -> Iterator[Fault]:
    """Tables whose first row is no header row, or one without words."""
    for part, table in reading.tables:
        rows = _rows(reading.dialect, table)
        headed = _has_header(table) if reading.dialect is WORD else _first_row_is_header(table)
        if not headed or (rows and not any(_text(cell) for cell in _cells(reading.dialect, rows[0]))):
            yield _fault("AX005", part, table)


def merged(reading: Reading) -> Iterator[Fault]:
    """Tables with cells over several columns or rows."""
    for part, table in reading.tables:
        joined = _is_merged_word(table) if reading.dialect is WORD else _is_merged_slide(table)
        if joined:
            yield _fault("AX010", part, table)


def nested(reading: Reading) -> Iterator[Fault]:
    """Tables in a cell of another."""
    for part, table in reading.tables:
        if next(table.iterancestors(table.tag), None) is not None:
            yield _fault("AX011", part, table)


def blank(reading: Reading) -> Iterator[Fault]:
    """Rows and columns without any text, and tables of one cell."""
    for part, table in reading.tables:
        rows = [_cells(reading.dialect, row) for row in _rows(reading.dialect, table)]
        filled = [[_says(cell) for cell in row] for row in rows]
        wide = max((len(row) for row in filled), default=0)
        columns = [any(row[place] for row in filled if place < len(row)) for place in range(wide)]
        if not all(any(row) for row in filled) or not all(columns) or (len(rows) == 1 and wide == 1):
            yield _fault("AX012", part, table)


def _fault(code: str, part: str, table: etree._Element) -> Fault:
    return Fault(code, part, table, {"what": said(_caption(table) or _first_text(table))})


def _rows(dialect: Dialect, table: etree._Element) -> list[etree._Element]:
    return list(inside(table, dialect.row)) if dialect is WORD else list(table.iterchildren(dialect.row))


def _cells(dialect: Dialect, row: etree._Element) -> list[etree._Element]:
    return list(inside(row, dialect.cell)) if dialect is WORD else list(row.iterchildren(dialect.cell))


def _has_header(table: etree._Element) -> bool:
    """A repeated header row, or a first column that the table's look marks as headers."""
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    by_column = look is not None and look.get(w("firstColumn")) == "1"
    header = next((row.find(f"{w('trPr')}/{w('tblHeader')}") for row in inside(table, w("tr"))), None)
    return by_column or (header is not None and is_on(header.get(w("val")), otherwise=True))


def _first_row_is_header(table: etree._Element) -> bool:
    look = table.find(a("tblPr"))
    return look is not None and is_on(look.get("firstRow"))


def _is_merged_word(table: etree._Element) -> bool:
    own = (item for item in table.iter(*_MERGED_WORD, w("gridSpan")) if _owner(item) is table)
    return any(item.tag in _MERGED_WORD or item.get(w("val")) not in ("1", None) for item in own)


def _is_merged_slide(table: etree._Element) -> bool:
    for cell in table.iter(a("tc")):
        spans = any((cell.get(name) or "1") != "1" for name in _MERGED_SLIDE)
        if spans or any(is_on(cell.get(name)) for name in _JOINED_SLIDE):
            return True
    return False


def _owner(item: etree._Element) -> etree._Element | None:
    return next(item.iterancestors(w("tbl")), None)


def _text(cell: etree._Element) -> str:
    return "".join(item.text or "" for item in cell.iter(*_TEXTS)).strip()


def _says(cell: etree._Element) -> bool:
    """Whether a cell holds anything; a cell that covers others stands for them too."""
    covers = cell.tag == w("tc") and span_of(cell) > 1
    return covers or any(item.tag not in _TEXTS or (item.text or "").strip() for item in cell.iter(*_SHOWN))


def _caption(table: etree._Element) -> str:
    caption = table.find(f"{w('tblPr')}/{w('tblCaption')}")
    return (caption.get(w("val")) or "") if caption is not None else ""


def _first_text(table: etree._Element) -> str:
    """What a table is known by: the first text in it."""
    return next((text for item in table.iter(*_TEXTS) if (text := (item.text or "").strip())), "–")
