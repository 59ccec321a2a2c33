"""Rows to columns, a few hundred rows at a time, so that no second copy of a large file is ever in memory.

In: rows of cells as they are read. Out: the cells of each column; equal cells are one object, and the different ones
are known, so that whoever understands answers need look at each only once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice, repeat, zip_longest
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

    @cached_property
    def counts(self) -> Mapping[Cell, int]:
        """How often each different cell is there."""
        return Counter(self)


def clean(cell: Cell) -> Cell:
    """A cell without control characters, which no document could hold; tabs and line breaks stay."""
    return _CONTROL.sub("", cell) if isinstance(cell, str) and not cell.isprintable() else cell


def gather(rows: Iterable[NumberedRow], least: int, most: int) -> tuple[tuple[int, ...], list[Cells]]:
    """The rows' numbers, and the columns up to the longest row, but at least `least` and at most `most` of them."""
    cells: list[list[Cell]] = [[] for _ in range(least)]
    known: list[dict[Cell, Cell]] = [{} for _ in range(least)]
    numbers: list[int] = []
    rows = iter(rows)
    while block := list(islice(rows, _BLOCK)):
        block_numbers, block_rows = zip(*block, strict=True)
        columns = _columns(block_rows)[:most]
        for _ in range(len(columns) - len(cells)):
            cells.append([None] * len(numbers))
            known.append(dict.fromkeys(cells[-1]))
        blank = (None,) * len(block)
        for column, seen, new in zip(cells, known, chain(columns, repeat(blank)), strict=False):
            column.extend(map(seen.setdefault, new, new))
        numbers.extend(block_numbers)
    return tuple(numbers), list(map(_cleaned, cells, known))


def _cleaned(cells: Sequence[Cell], different: Iterable[Cell]) -> Cells:
    if all(map(str.isprintable, [cell for cell in different if isinstance(cell, str)])):
        return Cells(cells, different)
    kept = {cell: clean(cell) for cell in different}
    return Cells(map(kept.__getitem__, cells), kept.values())


def _columns(rows: Sequence[Sequence[Cell]]) -> list[tuple[Cell, ...]]:
    try:
        return list(zip(*rows, strict=True))
    except ValueError:  # rows of different lengths
        return list(zip_longest(*rows))
