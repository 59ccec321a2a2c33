"""Headers that hold a question and its row in one text (`Rate these [Devices]`), taken apart.

In: columns. Out: columns whose `header` is the question and the row, and which keep as `written` what the file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise, takewhile

from pipeline.survey.files.table import Column

_BEFORE_BRACKETS = " \t\n:"
_LONGEST_QUESTION = 2_000
"""So many letters of a header may be a question that others share."""
_SEPARATOR = re.compile(r"\s*:\s+(?:[-–—]\s+)?|\s+[-–—]\s+")


def apart(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns with their headers taken apart, at brackets or after a beginning that several headers share."""
    bracketed = list(map(in_brackets, columns))
    shared = _shared([column.header[0] for column in bracketed if len(column.header) == 1])
    return tuple(_after_the_shared(column, shared) for column in bracketed)


def in_brackets(column: Column) -> Column:
    """The column of `Question [Row]` by question and row; any other as it is."""
    if len(column.header) != 1:
        return column
    parts = split_brackets(column.header[0])
    return replace(column, header=parts, written=column.title) if len(parts) > 1 else column


def split_brackets(text: str) -> tuple[str, ...]:
    """Question and row of `Question [Row]`; the question alone of `Question []`, and of a text without brackets."""
    text = text.strip()
    question, bracket, row = text[:-1].rpartition("[")
    if not bracket or not text.endswith("]") or "]" in row:
        return (text,)
    return tuple(part for part in (question.rstrip(_BEFORE_BRACKETS).lstrip(), row.strip()) if part)


def _shared(headers: Iterable[str]) -> Mapping[str, int]:
    """How much of its beginning each header shares with another; in order of letters that one stands beside it."""
    shared: dict[str, int] = {}
    for one, other in pairwise(sorted(headers)):
        letters = zip(one[:_LONGEST_QUESTION], other, strict=False)
        length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], letters))
        shared[one] = max(length, shared.get(one, 0))
        shared[other] = max(length, shared.get(other, 0))
    return shared


def _after_the_shared(column: Column, shared: Mapping[str, int]) -> Column:
    if len(column.header) != 1:
        return column
    text = column.header[0]
    parts = [
        (text[: found.start()], text[found.end() :])
        for found in _SEPARATOR.finditer(text, 0, shared.get(text, 0))
        if found.start() and found.end() < len(text)
    ]
    return replace(column, header=parts[-1], written=column.title) if parts else column
