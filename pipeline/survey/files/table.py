"""A grid to a table: where its header is, which rows are answers, which columns have a name.

In: a `Grid`. Out: a `Table` of columns, or None when no row looks like a header. Title rows above the header, blank
rows, repeated headers and rows of totals are left out; the last are counted, so that they can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat

from pipeline.survey.files.gathering import Cells, clean, gather
from pipeline.survey.files.grid import Cell, Grid, NumberedRow
from pipeline.survey.files.heading import SAMPLE, find_header, has_value, header_texts, titles
from pipeline.survey.questionnaire import questionnaire, word_key
from pipeline.vocabulary.findings import Place

_FORGOTTEN = 5
"""How many columns beyond the last header are looked at: somebody may have forgotten to name them."""
_LONGEST_TOTAL = 40


@dataclass(frozen=True, slots=True)
class Column:
    """One named column. `header` is its one or two header texts from the top, `position` counts from 0.

    Where a reader took one header apart (`Rate these [Devices]`), `written` is how it stands in the file. `code` is
    what else the survey tool calls the column: the question's code, or its header with a number.
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

    @property
    def different(self) -> frozenset[Cell]:
        """The cells that are not equal to each other."""
        return self.cells.different if isinstance(self.cells, Cells) else frozenset(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A survey export as columns. `rows` are the numbers of the rows in the file, `totals` how many were left out.

    `titles` are the texts above the header, `beyond` the addresses where rows go on to the right of the header row.
    """

    file: str
    sheet: str
    header_row: int
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    totals: int = 0
    titles: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()

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
    rows = iter(grid.rows)
    filled = ((number, row) for number, row in rows if any(map(has_value, row)))
    first = [(number, tuple(map(clean, row))) for number, row in islice(filled, SAMPLE)]
    found = find_header([row for _, row in first])
    if found is None:
        return None
    start, height = found
    header_rows = [row for _, row in first[start : start + height]]
    headers = header_texts(header_rows)
    answers = _Answers(chain(first[start + height :], rows), header_rows)
    named = max(position for position, header in enumerate(headers) if header) + 1
    numbers, columns = gather(answers, named, named + _FORGOTTEN)
    return Table(
        file=file,
        sheet=grid.title,
        header_row=first[start + height - 1][0],
        rows=numbers,
        columns=tuple(
            Column(position, header, cells)
            for position, (header, cells) in enumerate(zip(chain(headers[:named], repeat(())), columns, strict=False))
            if header or any(map(has_value, cells.different))
        ),
        totals=answers.totals,
        titles=titles([row for _, row in first[:start]]),
        beyond=tuple(answers.beyond),
    )


class _Answers:
    """The rows that are answers. So far: how many rows of totals were passed over, and which answers go `beyond`."""

    def __init__(self, rows: Iterable[NumberedRow], header: Sequence[Sequence[Cell]]) -> None:
        self.totals = 0
        self.beyond: list[str] = []
        self._rows = rows
        self._header = tuple(header[0])
        self._width = max(map(len, header))

    def __iter__(self) -> Iterator[NumberedRow]:
        for number, row in self._rows:
            first = next(filter(has_value, row), None)
            if first is None or (row[0] == self._header[0] and tuple(row) == self._header):
                continue
            if _is_total(first):
                self.totals += 1
                continue
            if len(row) > self._width and any(map(has_value, row[self._width :])):
                self.beyond.append(f"{letter(self._width)}{number}")
            yield number, row


def _is_total(first: Cell) -> bool:
    if not isinstance(first, str) or len(first) > _LONGEST_TOTAL or first[:1].isdecimal():
        return False
    return word_key(first).rstrip(":") in questionnaire().totals
