"""Rows to columns, a few hundred rows at a time, so that no second copy of a large file is ever in memory.

In: rows of cells as they are read. Out: the cells of each column; equal cells are one object, and the different ones
are known, so that whoever understands answers need look at each only once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, zip_longest
from typing import Self

from pipeline.survey.files.grid import Cell, NumberedRow

_BLOCK = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Cells(tuple[Cell, ...]):
    """The cells of a column; `different` are those among them that are not equal."""

    different: frozenset[Cell]

    def __new__(cls, cells: Iterable[Cell] = (), different: Iterable[Cell] | None = None) -> Self:
        """The cells, and the different ones where they are known beforehand."""
        column = super().__new__(cls, cells)
        column.different = frozenset(column if different is None else different)
        return column


class _Known(dict[Cell, Cell]):
    """The different cells of a column as they were read, and as they are kept."""

    def __missing__(self, cell: Cell) -> Cell:
        return self.setdefault(cell, clean(cell))


def clean(cell: Cell) -> Cell:
    """A cell without control characters, which no document could hold; tabs and line breaks stay."""
    return _CONTROL.sub("", cell) if isinstance(cell, str) and not cell.isprintable() else cell


def gather(rows: Iterable[NumberedRow], least: int, most: int) -> tuple[tuple[int, ...], list[Cells]]:
    """The rows' numbers, and the columns up to the longest row, but at least `least` and at most `most` of them."""
    cells: list[list[Cell]] = [[] for _ in range(most)]
    known = [_Known() for _ in range(most)]
    numbers: list[int] = []
    longest = least
    rows = iter(rows)
    while block := list(islice(rows, _BLOCK)):
        numbers.extend(number for number, _ in block)
        columns = _columns([row for _, row in block])
        columns.extend(((None,) * len(block),) * (most - len(columns)))
        longest = max(longest, *(len(row) for _, row in block))
        for column, seen, new in zip(cells, known, columns, strict=False):
            column.extend(map(seen.__getitem__, new))
    width = min(longest, most)
    return tuple(numbers), [Cells(*pair) for pair in zip(cells[:width], map(_Known.values, known), strict=False)]


def _columns(rows: Sequence[Sequence[Cell]]) -> list[tuple[Cell, ...]]:
    if len(set(map(len, rows))) == 1:
        return list(zip(*rows, strict=False))
    return list(zip_longest(*rows))
