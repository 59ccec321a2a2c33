"""A moment as a value that is the same however a tool wrote it: `7/2/26 1:05:00 PM`, `2026-07-02 13:05:00`, a date.

In: a cell. Out: a `Stamp`, in which day and month stand in order of size, since their order may be open.
"""

from __future__ import annotations

import datetime as dt
import re

from pipeline.survey.files.grid import Cell

Stamp = tuple[int, ...]
"""Year of the century, the smaller and the larger of day and month, hour, minute; then the second when it is told."""

TO_THE_SECOND = 6
_DAY = re.compile(r"(\d{4}|\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{1,2})(?=\D|$)")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*([ap]m)?", re.IGNORECASE)
_HALF_A_SECOND = dt.timedelta(microseconds=500_000)


def stamp(cell: Cell) -> Stamp | None:
    """The moment that a cell tells to the minute or second; None when it tells none."""
    if isinstance(cell, dt.datetime):
        whole = cell + _HALF_A_SECOND
        return (whole.year % 100, *sorted((whole.day, whole.month)), whole.hour, whole.minute, whole.second)
    day = _DAY.match(cell.strip()) if isinstance(cell, str) else None
    time = _TIME.search(cell, day.end()) if isinstance(cell, str) and day else None
    if day is None or time is None:
        return None
    first, second, third = day.groups()
    year, *others = (first, second, third) if len(first) > 2 else (third, first, second)
    hour = int(time[1]) % 12 + 12 * (time[4].lower() == "pm") if time[4] else int(time[1])
    seconds = (int(time[3]),) if time[3] else ()
    return (int(year) % 100, *sorted(map(int, others)), hour, int(time[2]), *seconds)
