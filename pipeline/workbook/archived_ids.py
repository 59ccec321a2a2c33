"""What the archive of a workbook holds: ids that are never used again, and how their actions ended. In: its sheets.
Out: each id with its cell, each id with its status.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Status
from pipeline.workbook.grid import Book, Cell, Grid
from pipeline.workbook.headers import find_columns
from pipeline.workbook.layout import layout
from pipeline.workbook.texts import folded


def archived_ids(book: Book, file: str) -> Mapping[str, Place]:
    """The ids of archived actions, each with its cell."""
    found: dict[str, Place] = {}
    for grid, cell, _ in _rows(book):
        found.setdefault(str(cell.value).strip(), Place(file, grid.title, cell.address))
    return found


def archived_statuses(book: Book) -> Mapping[str, Status]:
    """How archived actions ended, by their ids; those whose status is no status are left out."""
    found: dict[str, Status] = {}
    for _, cell, status in _rows(book):
        if status:
            found.setdefault(str(cell.value).strip(), status)
    return found


def _rows(book: Book) -> Iterator[tuple[Grid, Cell, Status]]:
    """The cell of the id of each archived action, and its status."""
    for grid in filter(_is_archive, book.sheets):
        headers = find_columns(grid, layout().sheet("actions"))
        column, status = (headers.line(key) or 0 for key in ("id", "status")) if headers else (0, 0)
        for row, cells in grid.rows.items():
            if headers and column in cells and row > headers.row:
                text = str(cells[status].value) if status in cells else ""
                yield grid, cells[column], _statuses().get(folded(text), "")


@cache
def _statuses() -> Mapping[str, Status]:
    choices = layout().sheet("actions").field("status").choices
    return {folded(label): cast("Status", choice.id) for choice in choices for label in choice.label.values()}


def _is_archive(grid: Grid) -> bool:
    return folded(grid.title) in {folded(title) for title in layout().titles["archive"].values()}
