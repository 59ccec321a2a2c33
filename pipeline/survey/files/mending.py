"""Text whose encoding was broken before it came to us (`Ã¤` for `ä`), mended where that is certain, and told.

In: a `Table`. Out: the table with mended headers and answers, and SV012 when anything was broken.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.survey.files.gathering import Cells
from pipeline.survey.files.grid import Cell
from pipeline.survey.files.table import Column, Table
from pipeline.vocabulary.findings import Finding, Place

_BROKEN = re.compile("Ã.|â€.|\N{REPLACEMENT CHARACTER}", re.DOTALL)


def mend(table: Table) -> tuple[Table, tuple[Finding, ...]]:
    """The table with its broken texts mended, and a finding that counts them."""
    broken = [column for column in table.columns if _is_broken(column)]
    if not broken:
        return table, ()
    headers = [text for column in broken for text in column.header]
    cells = [cell for column in broken for cell in column.cells]
    count = sum(map(_is_broken_text, (*headers, *cells)))
    lost = sum(_is_broken_text(_mended(cell)) for cell in (*headers, *cells))
    columns = tuple(_mended_column(column) if column in broken else column for column in table.columns)
    finding = Finding("SV012", _first_place(table, broken[0]), {"count": count, "lost": lost})
    return replace(table, columns=columns), (finding,)


def _is_broken(column: Column) -> bool:
    return any(map(_is_broken_text, (*column.header, *column.different)))


def _is_broken_text(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.isascii() and _BROKEN.search(cell) is not None


def _first_place(table: Table, column: Column) -> Place:
    if any(map(_is_broken_text, column.header)):
        return table.header_place(column)
    index = next(index for index, cell in enumerate(column.cells) if _is_broken_text(cell))
    return Place(table.file, table.sheet, table.cell_name(column, index))


def _mended_column(column: Column) -> Column:
    header = tuple(str(_mended(text)) for text in column.header)
    mended = {cell: _mended(cell) for cell in column.different}
    return replace(column, header=header, cells=Cells(map(mended.__getitem__, column.cells), mended.values()))


def _mended(cell: Cell) -> Cell:
    """UTF-8 that was read as Windows-1252, read again; anything else as it was."""
    if not isinstance(cell, str) or not _is_broken_text(cell):
        return cell
    try:
        return b"".join(map(_byte, cell)).decode("utf-8")
    except UnicodeError:
        return cell


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")  # the five places that Windows-1252 leaves empty
