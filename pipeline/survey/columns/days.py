"""The first and the last day of answering, from a column of times.

In: cells as dates, Excel's serial numbers or text in the ways tools write it. Out: two days, or None when there are
none, or when the file itself does not tell whether 3/4 is in March or in April.
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
    different = {_without_time(cell) for cell in set(cells)}
    slashed = [match.groups() for cell in different if isinstance(cell, str) if (match := _SLASHED.match(cell.strip()))]
    days = {day for cell in different if (day := _day(cell))}
    if slashed:
        order = _order(slashed)
        if order is None:
            return None
        days |= {day for parts in slashed if (day := _date(parts[2], parts[order[1]], parts[order[0]]))}
    days = {day for day in days if day >= _FIRST}
    return (min(days), max(days)) if days else None


def _without_time(cell: Cell) -> Cell:
    """The day of a text that begins with one, since a day has many times."""
    return cell.strip().replace("T", " ", 1).partition(" ")[0] if isinstance(cell, str) else cell


def _order(dates: list[tuple[str, ...]]) -> tuple[int, int] | None:
    """Which of the first two numbers is the day and which the month."""
    first_is_day = any(int(parts[0]) > 12 for parts in dates)
    second_is_day = any(int(parts[1]) > 12 for parts in dates)
    if first_is_day == second_is_day:
        return None
    return (0, 1) if first_is_day else (1, 0)


def _day(cell: Cell) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _SERIAL_START + dt.timedelta(days=int(cell)) if cell == cell and int(cell) in _SERIALS else None
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
