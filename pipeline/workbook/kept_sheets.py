"""The program's own further sheets of several workbooks, such as the archive, brought together as they are.

In: typed books. Out: a `FurtherSheet` for each that any of them has; a row that several have stands once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import TypedBook, TypedCell, TypedRow
from pipeline.workbook import archive
from pipeline.workbook.above_tables import left_headers
from pipeline.workbook.filled import FilledCell, FurtherSheet
from pipeline.workbook.grid import coordinates
from pipeline.workbook.layout import layout
from pipeline.workbook.texts import folded, writable

_LEFT_OVER = "left_over"
_HEADED = 3
"""A row of so many cells heads the table: above it stand lines that explain the sheet."""
_WIDTH = 26
_Cells = Mapping[int, TypedCell]


def kept_sheets(books: Sequence[TypedBook], language: Language) -> Iterator[FurtherSheet]:
    """The sheets of all books, without their lists of earlier combinings."""
    kept = archive.sheet(archive.together(books), (), layout().sheet("actions").fields, language, None)
    if kept is not None:
        yield kept
    found = [[_cells(row) for row in book.own[_LEFT_OVER]] for book in books if _LEFT_OVER in book.own]
    if found:
        yield _sheet(layout().titles[_LEFT_OVER][language], found)


def _sheet(title: str, books: Sequence[Sequence[_Cells]]) -> FurtherSheet:
    first = books[0]
    top = _top(first)
    intro = [cell.text for row in first[:top] for cell in row.values()] or [title]
    headers, rows = first[top] if first else {}, list(first[top + 1 :])
    known = {_texts(row) for row in first}
    for row in (row for book in books[1:] for row in book[_top(book) + 1 :]):
        if _texts(row) not in known:
            known.add(_texts(row))
            rows.append(row)
    width = max((max(row) for row in (headers, *rows) if row), default=1)
    return FurtherSheet(title, intro, _headers(headers, width), [_WIDTH] * width, [_filled(row, width) for row in rows])


def _headers(row: _Cells, width: int) -> list[str]:
    """A header for each column, no two alike: a table takes no others."""
    found: list[str] = []
    for column in range(1, width + 1):
        text = row[column].text if column in row else str(column)
        found.append(text if text.casefold() not in {item.casefold() for item in found} else f"{text} {column}")
    return found


def _top(book: Sequence[_Cells]) -> int:
    """The place of the row that heads the table: the one with the sheet's own headers, else the first of many cells; -1
    where nothing heads it."""
    for place, row in enumerate(book):
        texts = {folded(cell.text) for cell in row.values()}
        if any(len(names & texts) >= len(names) - 1 for names in left_headers()):
            return place
    return next((place for place, row in enumerate(book) if len(row) >= _HEADED), -1)


def _filled(row: _Cells, width: int) -> list[FilledCell]:
    return [_again(row[column]) if column in row else FilledCell(None) for column in range(1, width + 1)]


def _again(cell: TypedCell) -> FilledCell:
    """A cell as it stood; what has no value as its text."""
    if cell.value is None or isinstance(cell.value, str):
        return FilledCell(writable(cell.text), struck=cell.struck == "whole")
    return FilledCell(cell.value, cell.number_format, struck=cell.struck == "whole")


def _cells(row: TypedRow) -> dict[int, TypedCell]:
    return {coordinates(cell.place.cell)[1]: cell for cell in row.cells.values()}


def _texts(row: _Cells) -> tuple[tuple[int, str], ...]:
    return tuple((column, cell.text) for column, cell in row.items())
