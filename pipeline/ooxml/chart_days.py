"""Categories that are days, for charts drawn on an axis of dates.

In: categories as a document prints them. Out: the numbers that Office counts days by, when every one is a day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_POINTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_FIRST = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_LEAST = date(1900, 3, 1)
"""Office counts a day before this that never was."""


def day_numbers(categories: Sequence[str], *, from_1904: bool = False) -> tuple[float, ...] | None:
    """The days' numbers; None unless all categories are days (2027-03-01 or 1.3.2027)."""
    days = [_day(text.strip()) for text in categories]
    if not days or None in days:
        return None
    return tuple(float((day - _FIRST[from_1904]).days) for day in days if day is not None)


def _day(text: str) -> date | None:
    match = _ISO.fullmatch(text) or _POINTED.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return day if day >= _LEAST else None
