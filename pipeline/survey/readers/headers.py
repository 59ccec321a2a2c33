"""Headers that hold a question and its row in one text (`Rate these [Devices]`), taken apart.

In: columns. Out: columns whose `header` is the question and the row, and which keep as `written` what the file says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.survey.files.table import Column

_BRACKETED = re.compile(r"(.*?)[\s:]*\[([^\[\]]*)\]", re.DOTALL)
_SEPARATOR = re.compile(r"\s*:\s+(?:[-–—]\s+)?|\s+[-–—]\s+")


def apart(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns with their headers taken apart, at brackets or after a beginning that several headers share."""
    bracketed = list(map(in_brackets, columns))
    shared = Counter(question for column in bracketed for question in _parts(column))
    return tuple(_after_the_shared(column, shared) for column in bracketed)


def in_brackets(column: Column) -> Column:
    """The column of `Question [Row]` by question and row; any other as it is."""
    if len(column.header) != 1:
        return column
    parts = split_brackets(column.header[0])
    return replace(column, header=parts, written=column.title) if len(parts) > 1 else column


def split_brackets(text: str) -> tuple[str, ...]:
    """Question and row of `Question [Row]`; the question alone of `Question []`, and of a text without brackets."""
    found = _BRACKETED.fullmatch(text.strip())
    return tuple(part for part in map(str.strip, found.groups()) if part) if found else (text,)


def _parts(column: Column) -> Mapping[str, str]:
    """Each way to cut a header in two: question → row."""
    return dict(_cuts(column.header[0])) if len(column.header) == 1 else {}


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    for found in _SEPARATOR.finditer(text):
        question, row = text[: found.start()], text[found.end() :]
        if question and row:
            yield question, row


def _after_the_shared(column: Column, shared: Counter[str]) -> Column:
    parts = {question: row for question, row in _parts(column).items() if shared[question] > 1}
    if not parts:
        return column
    question = max(parts, key=len)
    return replace(column, header=(question, parts[question]), written=column.title)
