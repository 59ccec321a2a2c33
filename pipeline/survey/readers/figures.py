"""Numbers as people write them in tables: `3,4`, `3.4`, `2 535`, `33 %`. In: a cell. Out: a number or None."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.survey.files.grid import Cell

_NUMBER = re.compile(r"(\d+)(?:[.,](\d+))?\s*%?")
_TOO_LARGE = 10**9
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d{3}(?!\d))")


def number(cell: Cell) -> float | None:
    """The number in a cell, of `33 %` the 33; None when there is none, and when it is negative or counts no people."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float | Decimal):
        return float(cell) if 0 <= cell < _TOO_LARGE else None
    if not isinstance(cell, str):
        return None
    found = _NUMBER.fullmatch(_SPACES.sub("", cell.strip()))
    if not found or len(found[1].lstrip("0")) >= len(str(_TOO_LARGE)):
        return None
    return float(f"{found[1]}.{found[2] or 0}")


def whole(cell: Cell) -> int | None:
    """The whole number in a cell, or None."""
    value = number(cell)
    return int(value) if value is not None and value.is_integer() else None


def is_percent(cell: Cell) -> bool:
    """Whether a cell says that it is a percentage."""
    return isinstance(cell, str) and cell.rstrip().endswith("%")
