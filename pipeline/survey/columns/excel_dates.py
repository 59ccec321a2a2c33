"""Options that Excel took for dates: `1-2` became 1.2.2026, shown as `1.helmi`, `helmi.26`, `2026-02-01`.

In: a cell, a date or a text. Out: whether it is such a date, and the option that it probably was.
"""

from __future__ import annotations

import datetime as dt
import re

from pipeline.survey.files.grid import Cell
from pipeline.survey.questionnaire import questionnaire, word_key

_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(?:(?:19|20)?\d\d)?(?: 0{1,2}[:.]00(?:[:.]00)?)?")
_ISO = re.compile(r"(?:19|20)\d\d-(\d\d)-(\d\d)(?:[ t]00:00(?::00)?)?")
_NAMED = re.compile(r"(\d{1,2})[-. /]{1,2}([a-zåäö]{3,9})\.?(?:[-. /](?:19|20)?\d\d)?|([a-zåäö]{3,9})\.?[-. /](\d\d)")
_LONGEST = 24
_MONTHS, _DAYS = 12, 31


def is_date(cell: Cell) -> bool:
    """Whether a cell is a date or a time, or a text as Excel writes one."""
    return isinstance(cell, dt.date | dt.time) or option(cell) != ""


def option(cell: Cell) -> str:
    """The option that a date probably was, the smaller number first: `1–2`; "" for what is no date."""
    if isinstance(cell, dt.date):
        return _between(cell.day, cell.month)
    if not isinstance(cell, str) or len(cell) > _LONGEST or not cell[:1].isalnum():
        return ""
    text = word_key(cell)
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        return _of_day(int(found[1]), int(found[3])) or _of_day(int(found[3]), int(found[1]))
    if found := _ISO.fullmatch(text):
        return _of_day(int(found[2]), int(found[1]))
    if found := _NAMED.fullmatch(text):
        month = questionnaire().months.get(found[2] or found[3])
        return _between(month, int(found[1] or found[4])) if month else ""
    return ""


def _of_day(day: int, month: int) -> str:
    return _between(day, month) if 1 <= day <= _DAYS and 1 <= month <= _MONTHS else ""


def _between(first: int, second: int) -> str:
    return "–".join(map(str, sorted((first, second))))
