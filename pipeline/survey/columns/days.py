"""The first and the last day of answering, from a column of times.

In: cells as dates, Excel's serial numbers or text in the ways tools write it. Out: two days, or None when there are
none. When the file itself does not tell whether 3/4 is in March or in April, the days are not known, but their bounds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from pipeline.survey.files.grid import Cell

Span = tuple[dt.date, dt.date]

_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:[ ,].*)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:[ ,].*)?")
_FIRST = dt.date(2000, 1, 1)
"""Earlier days stand for none: a tool that may not tell the day writes 1980."""
_SERIAL_START = dt.date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)
"""Excel's serial numbers of the years 2000–2099."""


def looks_like_time(cell: Cell) -> bool:
    """Whether a cell holds a day, with or without a time."""
    if isinstance(cell, dt.datetime | dt.date):
        return True
    return isinstance(cell, str) and any(form.fullmatch(cell.strip()) for form in (_ISO, _DOTTED, _SLASHED))


def span(cells: Iterable[Cell]) -> Span | None:
    """The first and the last day among the cells; None when no cell is a day or the order of day and month is open."""
    spans = _readings(cells)
    return spans.pop() if len(spans) == 1 else None


def bounds(cells: Iterable[Cell]) -> Span | None:
    """Two days between which all answers were given, also where the order of day and month is open."""
    days = [day for each in _readings(cells) for day in each]
    return (min(days), max(days)) if days else None


def _readings(cells: Iterable[Cell]) -> set[Span]:
    """The span of the days in each way that the file leaves open to read them."""
    different = {_without_time(cell) for cell in set(cells)}
    slashed = [match.groups() for cell in different if isinstance(cell, str) if (match := _SLASHED.match(cell.strip()))]
    plain = {day for cell in different if (day := _day(cell))}
    readings = (
        plain | {day for parts in slashed if (day := _date(parts[2], parts[month], parts[day_at]))}
        for day_at, month in (_orders(slashed) if slashed else ((0, 1),))
    )
    known = ([day for day in days if day >= _FIRST] for days in readings)
    return {(min(days), max(days)) for days in known if days}


def _without_time(cell: Cell) -> Cell:
    """The day of a text that begins with one, since a day has many times."""
    return cell.strip().replace("T", " ", 1).partition(" ")[0] if isinstance(cell, str) else cell


def _orders(dates: list[tuple[str, ...]]) -> tuple[tuple[int, int], ...]:
    """Which of the first two numbers may be the day and which the month; both orders where nothing tells."""
    first_is_day = any(int(parts[0]) > 12 for parts in dates)
    second_is_day = any(int(parts[1]) > 12 for parts in dates)
    if first_is_day == second_is_day:
        return ((0, 1), (1, 0))
    return ((0, 1),) if first_is_day else ((1, 0),)


def _day(cell: Cell) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _SERIAL_START + dt.timedelta(days=int(cell)) if _SERIALS.start <= cell < _SERIALS.stop else None
    if not isinstance(cell, str):
        return None
    text = cell.strip()
    if iso := _ISO.fullmatch(text):
        return _date(*iso.groups())
    dotted = _DOTTED.fullmatch(text)
    return _date(dotted[3], dotted[2], dotted[1]) if dotted else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
