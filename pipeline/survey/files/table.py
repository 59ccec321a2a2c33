"""A grid to a table: where its header is, which rows are answers, which columns have a name.

In: a `Grid`. Out: a `Table` of columns, or None when no row looks like a header. Title rows above the header, blank
rows, repeated headers and rows of totals are left out; the last are counted, so that they can be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat, starmap

from pipeline.survey.columns.scale import OFF_SCALE, code
from pipeline.survey.files.gathering import Cells, clean, gather
from pipeline.survey.files.grid import Cell, Grid, NumberedRow
from pipeline.survey.files.heading import SAMPLE, find_header, has_value, header_texts, titles
from pipeline.survey.questionnaire import questionnaire, word_key
from pipeline.survey.readers.figures import number as figure
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

    @property
    def counts(self) -> Mapping[Cell, int]:
        """How often each different cell stands in the column."""
        return self.cells.counts if isinstance(self.cells, Cells) else Counter(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A survey export as columns. `rows` are the numbers of the rows in the file, `totals` those that were left out.

    `titles` are the texts above the header, `beyond` the addresses where rows go on to the right of the header row.
    """

    file: str
    sheet: str
    header_row: int
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    totals: tuple[int, ...] = ()
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
    cleaned = ((number, tuple(map(clean, row))) for number, row in rows)
    first = list(islice(((number, row) for number, row in cleaned if any(map(has_value, row))), SAMPLE))
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
        totals=tuple(sorted(answers.totals)),
        titles=titles([row for _, row in first[:start]]),
        beyond=tuple(answers.beyond),
    )


class _Answers:
    """The rows that are answers. So far: which rows of totals were passed over, and which answers go `beyond`.

    A row that could be somebody's, of figures on the scale beside `Yhteensä`, is one of totals where no answer follows.
    """

    def __init__(self, rows: Iterable[NumberedRow], header: Sequence[Sequence[Cell]]) -> None:
        self.totals: list[int] = []
        self.beyond: list[str] = []
        self._rows = rows
        self._header = tuple(header[0])
        self._width = max(map(len, header))

    def __iter__(self) -> Iterator[NumberedRow]:
        last: list[NumberedRow] = []
        for number, row in self._rows:
            first = next(filter(has_value, row), None)
            if first is None or (row[0] == self._header[0] and tuple(row) == self._header):
                continue
            if _says_total(first) and _holds_figures(row):
                last.append((number, row))
                if any(map(_is_off, row)):
                    self.totals.append(last.pop()[0])
                continue
            if last:
                yield from starmap(self._kept, last)
                last.clear()
            yield self._kept(number, row) if len(row) > self._width else (number, row)
        self.totals += [number for number, _ in last]

    def _kept(self, number: int, row: Sequence[Cell]) -> NumberedRow:
        if any(map(has_value, row[self._width :])):
            self.beyond.append(f"{letter(self._width)}{number}")
        return number, row


def _says_total(cell: Cell) -> bool:
    if not isinstance(cell, str) or len(cell) > _LONGEST_TOTAL or cell[:1].isdecimal():
        return False
    return word_key(cell).rstrip(":") in questionnaire().totals


def _holds_figures(row: Sequence[Cell]) -> bool:
    """Whether a row holds nothing but words of totals and figures: a respondent has said more, or has a day."""
    return all(_says_total(cell) or figure(cell) is not None for cell in row if has_value(cell))


def _is_off(cell: Cell) -> bool:
    """Whether a figure is no answer on the roadmap's scale."""
    return figure(cell) is not None and code(cell) == OFF_SCALE
