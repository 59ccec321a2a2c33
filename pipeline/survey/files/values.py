"""A spreadsheet's values as one thing, whichever reader they come from.

In: what openpyxl or calamine makes of a cell. Out: a `Cell`: "" for nothing, whole numbers as integers, days as
datetimes, moments in whole seconds, true and false as the words that a text file would have.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from pipeline.survey.files.grid import Cell

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HALF = dt.timedelta(milliseconds=500)
_EXACT = 2**53
_SURROGATES = range(0xD800, 0xE000)
_DAY = dt.date(2000, 1, 1)


def tidy(value: Any) -> Cell:
    """A cell's value as every reader gives it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return _whole_seconds(value)
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    if isinstance(value, dt.time):
        return _whole_seconds(dt.datetime.combine(_DAY, value)).time()
    return _whole_duration(value) if isinstance(value, dt.timedelta) else str(value)


def unescaped(text: str) -> str:
    """A text with characters that XML can't hold put back: `_x000D_` is a carriage return."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if code in _SURROGATES else chr(code)


def _number(value: float) -> int | float:
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < _EXACT else number


def _whole_seconds(moment: dt.datetime) -> dt.datetime:
    return (moment + _HALF).replace(microsecond=0)


def _whole_duration(length: dt.timedelta) -> dt.timedelta:
    return dt.timedelta(seconds=round(length.total_seconds()))


class Known(dict[Any, Cell]):
    """Values already tidied, so that each different one is looked at once and kept once. Not for true and false."""

    def __missing__(self, value: Any) -> Cell:
        return self.setdefault(value, tidy(value))
