"""What people wrote above the tables of the program's own sheets, where the next workbook has no place for it.

In: a sheet of what was archived or left over. Out: its cells above the table and beside its headers that are not ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.language import LANGUAGES, words
from pipeline.workbook.grid import Cell, Grid
from pipeline.workbook.headers import find_columns
from pipeline.workbook.layout import layout
from pipeline.workbook.texts import folded

_LEFT_COLUMNS = ("year", "sheet", "cell", "under", "row", "content", "why")


def left_headers() -> tuple[frozenset[str], ...]:
    """The headers of the sheet of what was left over, folded, in each language."""
    return tuple(
        frozenset(folded(words(language).text("workbook", f"carrying.column.{name}")) for name in _LEFT_COLUMNS)
        for language in LANGUAGES
    )


def above_table(grid: Grid, key: str) -> Iterator[Cell]:
    """The cells above the table; none of a sheet without headers that are known, since all of that is carried on."""
    top, used = _headers(grid) if key == "archive" else _left_headers(grid)
    for row, cells in grid.rows.items():
        for column, cell in cells.items():
            if row <= top and (row < top or column not in used) and folded(str(cell.value)) not in _ours():
                yield cell


def _headers(grid: Grid) -> tuple[int, frozenset[int]]:
    headers = find_columns(grid, layout().sheet("actions"))
    if headers is None:
        return 0, frozenset()
    return headers.row, frozenset(grid.rows[headers.row])


def _left_headers(grid: Grid) -> tuple[int, frozenset[int]]:
    for row, cells in grid.rows.items():
        texts = {folded(str(cell.value)) for cell in cells.values()}
        if any(len(names & texts) >= len(_LEFT_COLUMNS) - 1 for names in left_headers()):
            return row, frozenset(column for column in cells if column > len(_LEFT_COLUMNS))
    return 0, frozenset()


@cache
def _ours() -> frozenset[str]:
    """Titles, lines that explain, and headers."""
    titles = [text for key in ("archive", "left_over") for text in layout().titles[key].values()]
    said = [
        words(language).text("workbook", f"carrying.{name}")
        for language in LANGUAGES
        for name in ("archive_intro", "left_intro")
    ]
    return frozenset(map(folded, (*titles, *said))).union(*left_headers())
