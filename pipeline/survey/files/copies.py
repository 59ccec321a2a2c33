"""What the rows of one sheet of a file are to those of another: of the same questions, and perhaps the same rows.

In: two tables. Out: "copy" when each row stands in the other, whose rows tell people apart; "doubt" when each does but
they don't; "more" for rows of their own under the same headers; "other" when the headers differ.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from pipeline.survey.files.heading import has_value
from pipeline.survey.files.table import Column, Table
from pipeline.survey.questionnaire import header_key

_ALONE = 0.9
"""So large a share of rows that are unlike all others tells that nobody has the same row by chance."""

Relation = Literal["copy", "doubt", "more", "other"]


def relation(table: Table, other: Table) -> Relation:
    """What a sheet's rows are to those of another."""
    ours, theirs = _by_header(table), _by_header(other)
    if ours.keys() != theirs.keys():
        return "other"
    rows, others = (_rows([columns[header] for header in ours]) for columns in (ours, theirs))
    if not rows <= others:
        return "more"
    alone = sum(count for count in others.values() if count == 1)
    return "copy" if alone >= _ALONE * others.total() else "doubt"


def _by_header(table: Table) -> dict[str, Column]:
    return {header_key(column.title): column for column in table.columns if column.header}


def _rows(columns: list[Column]) -> Counter[tuple[object, ...]]:
    cells = ([cell if has_value(cell) else None for cell in column.cells] for column in columns)
    return Counter(zip(*cells, strict=True))
