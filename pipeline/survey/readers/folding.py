"""A question with one column per answer (Poor, Fair, Good …), folded to one column of answers.

In: columns with question and answer in their headers. Out: the same with such blocks folded. A block is folded only
when its answers are the scale's and no respondent chose two: other blocks are multiple choices, and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import compress, groupby

from pipeline.survey.columns.scale import DONT_KNOW, MISSING, OFF_SCALE, code
from pipeline.survey.files.heading import has_value
from pipeline.survey.files.table import Column

_ROW_AND_ANSWER = re.compile(r"(.+)\s+[-–—]\s+(.+)", re.DOTALL)
_NOT_CHOSEN = frozenset({0, "0"})

Block = tuple[str, ...]


def fold(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns, blocks of answers folded into the place of their first column."""
    return tuple(_folded(columns))


def _folded(columns: Iterable[Column]) -> Iterator[Column]:
    for block, group in groupby(columns, key=_block):
        members = list(group)
        yield from [_one_column(block, members)] if block and _is_one_choice(members) else members


def _block(column: Column) -> Block:
    """The question (and its row) that a column is an answer to; () for any other column."""
    if len(column.header) < 2:
        return ()
    *question, last = column.header
    if _is_answer(last):
        return tuple(question)
    found = _ROW_AND_ANSWER.fullmatch(last)
    return (*question, found[1]) if found and _is_answer(found[2]) else ()


def _answer(column: Column) -> str:
    """The answer in the end of the header of a column in a block."""
    last = column.header[-1]
    found = _ROW_AND_ANSWER.fullmatch(last)
    return found[2] if found and not _is_answer(last) else last


def _is_answer(text: str) -> bool:
    return code(text) not in (OFF_SCALE, MISSING)


def _is_one_choice(members: Sequence[Column]) -> bool:
    """Whether the columns are the answers to one question, of which everybody chose one at most."""
    answers = [code(_answer(column)) for column in members]
    return (
        len(set(answers) - {DONT_KNOW}) > 1
        and len(set(answers)) == len(answers)
        and all(sum(row) < 2 for row in _chosen(members))
    )


def _one_column(block: Block, members: Sequence[Column]) -> Column:
    answers = list(map(_answer, members))
    cells = tuple(next(compress(answers, row), None) for row in _chosen(members))
    return replace(members[0], header=block, cells=cells, written="")


def _chosen(members: Sequence[Column]) -> list[tuple[bool, ...]]:
    """Which answers each respondent chose: where others are left blank those that are filled, else those but 0."""
    rows = list(zip(*(column.cells for column in members), strict=True))
    filled = [tuple(map(has_value, row)) for row in rows]
    if any(any(row) and not all(row) for row in filled):
        return filled
    return [tuple(has_value(cell) and cell not in _NOT_CHOSEN for cell in row) for row in rows]
