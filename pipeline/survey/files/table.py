"""A grid to a table: where its header is, which rows are answers, which columns have a name.

In: a `Grid`. Out: a `Table` of columns, or None when no row looks like a header. Title rows above the header, blank
rows, repeated headers and rows of totals are left out; the last are counted, so that they can be told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.survey.columns.scale import OFF_SCALE, code
from pipeline.survey.files.grid import Cell, Grid, NumberedRow
from pipeline.survey.questionnaire import questionnaire, word_key
from pipeline.vocabulary.findings import Place

_HEADER_WITHIN = 30
_SAMPLE = 200
_FILLED = 0.6
_FIGURE = re.compile(r"[+-]?[\d .,:/T%-]+(?:Z|[AaPp][Mm])?")


@dataclass(frozen=True, slots=True)
class Column:
    """One named column. `header` is its one or two header texts from the top, `position` counts from 0."""

    position: int
    header: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def title(self) -> str:
        """The header as one text; the letter of a column without one."""
        return " – ".join(self.header) or letter(self.position)


@dataclass(frozen=True, slots=True)
class Table:
    """A survey export as columns. `rows` are the numbers of the rows in the file, `totals` how many were left out."""

    file: str
    sheet: str
    header_row: int
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    totals: int = 0

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
    found = _find_header(filled)
    if found is None:
        return None
    start, height = found
    headers = _headers([row for _, row in filled[start : start + height]])
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
            if header or any(map(_has_value, cells))
        ),
        totals=totals,
    )


def _find_header(rows: Sequence[NumberedRow]) -> tuple[int, int] | None:
    """The index of the first header row, and how many there are (1 or 2)."""
    sample = [row for _, row in rows[:_SAMPLE]]
    used = _used_columns(sample)
    for index, row in enumerate(sample[:_HEADER_WITHIN]):
        labels = _labels(row)
        below = _labels_only(sample[index + 1]) if index + 1 < len(sample) else frozenset()
        if len(labels & used) >= _FILLED * len(used):
            second = below and (_continues(row, labels, below) or _names_responses(sample[index + 1]))
            return (index, 2 if second else 1)
        if _is_upper_header(row, labels, below) and len((labels | below) & used) >= _FILLED * len(used):
            return (index, 2)
    return None


def _used_columns(sample: Sequence[Sequence[Cell]]) -> frozenset[int]:
    """The columns with more than one value: titles and stray cells stand alone in theirs."""
    filled = Counter(position for row in sample for position, cell in enumerate(row) if _has_value(cell))
    used = frozenset(position for position, count in filled.items() if count > 1)
    return used or frozenset(filled)


def _labels(row: Sequence[Cell]) -> frozenset[int]:
    return frozenset(position for position, cell in enumerate(row) if _is_label(cell))


def _labels_only(row: Sequence[Cell]) -> frozenset[int]:
    """The labels of a row that holds nothing else, so that it can't be an answer."""
    labels = _labels(row)
    return labels if len(labels) == sum(map(_has_value, row)) else frozenset()


def _continues(row: Sequence[Cell], labels: frozenset[int], below: frozenset[int]) -> bool:
    """Whether the row below a header is its second half: it names what the first left blank or said many times."""
    texts = Counter(word_key(str(row[position])) for position in labels)
    repeated = any(texts[word_key(str(row[position]))] > 1 for position in below & labels)
    return repeated or bool(below - labels)


def _names_responses(row: Sequence[Cell]) -> bool:
    return any(word_key(_text(cell)) in questionnaire().response_words for cell in row)


def _is_upper_header(row: Sequence[Cell], labels: frozenset[int], below: frozenset[int]) -> bool:
    """Whether a thin row is the upper half of a header, no title: it names columns that the row below leaves blank."""
    return len(labels) > 1 and bool(below) and labels == _labels_only(row) and bool(labels - below)


def _headers(rows: list[Sequence[Cell]]) -> list[tuple[str, ...]]:
    if len(rows) == 1:
        return [(text,) if text else () for text in map(_text, rows[0])]
    return list(_two_row_headers(*rows))


def _two_row_headers(upper: Sequence[Cell], lower: Sequence[Cell]) -> Iterator[tuple[str, ...]]:
    block = ""
    for top, bottom in zip_longest(map(_text, upper), map(_text, lower), fillvalue=""):
        block = top or (block if bottom else "")
        kind_only = word_key(bottom) in questionnaire().response_words
        yield tuple(text for text in (block, "" if kind_only else bottom) if text)


def _answers(rows: Sequence[NumberedRow], header: Sequence[Cell]) -> tuple[list[NumberedRow], int]:
    """The rows that are answers, and how many rows of totals are not."""
    repeated = tuple(header)
    others = [(number, row) for number, row in rows if tuple(row) != repeated]
    body = [(number, row) for number, row in others if not _is_total(row)]
    return body, len(others) - len(body)


def _is_total(row: Sequence[Cell]) -> bool:
    first = next(cell for cell in row if _has_value(cell))
    return isinstance(first, str) and len(first) < 40 and word_key(first).rstrip(":") in questionnaire().totals


def _width(headers: Sequence[tuple[str, ...]], rows: Sequence[Sequence[Cell]]) -> int:
    """Up to the last header, and a little beyond for columns whose header was forgotten."""
    named = max(position for position, header in enumerate(headers) if header) + 1
    longest = max((len(row) for row in rows), default=0)
    return max(named, min(longest, named + 5))


def _is_filled(row: Sequence[Cell]) -> bool:
    return any(map(_has_value, row))


def _has_value(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and (not cell or cell.isspace()))


def _is_label(cell: Cell) -> bool:
    """Whether a cell could be a header: text that is no figure, no date and no answer."""
    if not isinstance(cell, str) or not _has_value(cell):
        return False
    return not _FIGURE.fullmatch(cell.strip()) and code(cell) == OFF_SCALE


def _text(cell: Cell) -> str:
    return " ".join(str(cell).split()) if _has_value(cell) else ""
