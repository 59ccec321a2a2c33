"""The ids that the archive of a workbook holds, which are never used again. In: its sheets. Out: each with its cell."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.vocabulary.findings import Place
from pipeline.workbook.grid import Book, Grid
from pipeline.workbook.headers import find_columns
from pipeline.workbook.layout import layout
from pipeline.workbook.texts import folded


def archived_ids(book: Book, file: str) -> Mapping[str, Place]:
    """The ids of archived actions, each with its cell."""
    found: dict[str, Place] = {}
    for grid in book.sheets:
        headers = find_columns(grid, layout().sheet("actions")) if _is_archive(grid) else None
        column = headers.line("id") or 0 if headers else 0
        for row, cells in grid.rows.items():
            if headers and column in cells and row > headers.row:
                cell = cells[column]
                found.setdefault(str(cell.value).strip(), Place(file, grid.title, cell.address))
    return found


def _is_archive(grid: Grid) -> bool:
    return folded(grid.title) in {folded(title) for title in layout().titles["archive"].values()}
