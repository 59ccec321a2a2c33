"""A grid to a table: where its header is, which rows are answers, which columns have a name.

In: a `Grid`. Out: a `Table` of columns, or None when no row looks like a header. Title rows above the header, blank
rows, repeated headers and rows of totals are left out; the last are counted, so that they can be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.survey.files.grid import Cell, Grid, NumberedRow
from pipeline.survey.files.heading import SAMPLE, find_header, has_value, header_texts, titles
from pipeline.survey.questionnaire import questionnaire, word_key
from pipeline.vocabulary.findings import Place


@dataclass(frozen=True, slots=True)
class Column:
    """One named column. `header` is its one or two header texts from the top, `position` counts from 0.

    Where a reader took one header apart (`Rate these [Devices]`), `written` is how it stands in the file, and `code`
    the question's code in the survey tool.
    """

    position: int
    header: tuple[str, ...]
    cells: tuple[Cell, ...]
    written: str = ""
    code: str = ""

    @property
    def title(self) -> str:
        """The header as one text; the letter of a column without one."""
        return self.written or " – ".join(self.header) or letter(self.position)


@dataclass(frozen=True, slots=True)
class Table:
    """A survey export as columns. `rows` are the numbers of the rows in the file, `totals` how many were left out.

    `titles` are the texts above the header.
    """

    file: str
    sheet: str
    header_row: int
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    totals: int = 0
    titles: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """The sheet."""
        return Place(self.file, self.sheet)

    def header_place(self, column: Column) -> Place:
        """The cell of a column's header."""
        return Place(self.file, self.sheet, f"{letter(column.position)}{self.header_row}")

    def cell_name(self, column: Column, index: int) -> str:
        """The address of the answer of the row with this index."""
        return f"{letter(column.position)}{self.rows[index]}"


def letter(position: int) -> str:
    """The letters of a column: 0 → A, 26 → AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def build(grid: Grid, file: str) -> Table | None:
    """The table that a grid holds, or None when it has no header row."""
    filled = [(number, row) for number, row in grid.rows if _is_filled(row)]
    found = find_header([row for _, row in filled[:SAMPLE]])
    if found is None:
        return None
    start, height = found
    headers = header_texts([row for _, row in filled[start : start + height]])
    body, totals = _answers(filled[start + height :], filled[start][1])
    width = _width(headers, [row for _, row in body])
    columns = list(zip_longest(*(row[:width] for _, row in body), (None,) * width))
    return Table(
        file=file,
        sheet=grid.title,
        header_row=filled[start + height - 1][0],
        rows=tuple(number for number, _ in body),
        columns=tuple(
            Column(position, header, cells[:-1])
            for position, (header, cells) in enumerate(zip_longest(headers, columns, fillvalue=()))
            if header or any(map(has_value, cells))
        ),
        totals=totals,
        titles=titles([row for _, row in filled[:start]]),
    )


def _answers(rows: Sequence[NumberedRow], header: Sequence[Cell]) -> tuple[list[NumberedRow], int]:
    """The rows that are answers, and how many rows of totals are not."""
    repeated = tuple(header)
    others = [(number, row) for number, row in rows if tuple(row) != repeated]
    body = [(number, row) for number, row in others if not _is_total(row)]
    return body, len(others) - len(body)


def _is_total(row: Sequence[Cell]) -> bool:
    first = next(cell for cell in row if has_value(cell))
    return isinstance(first, str) and len(first) < 40 and word_key(first).rstrip(":") in questionnaire().totals


def _width(headers: Sequence[tuple[str, ...]], rows: Sequence[Sequence[Cell]]) -> int:
    """Up to the last header, and a little beyond for columns whose header was forgotten."""
    named = max(position for position, header in enumerate(headers) if header) + 1
    longest = max((len(row) for row in rows), default=0)
    return max(named, min(longest, named + 5))


def _is_filled(row: Sequence[Cell]) -> bool:
    return any(map(has_value, row))
