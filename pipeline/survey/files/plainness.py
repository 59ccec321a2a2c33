"""Whether a sheet is written so plainly that the fast reader may have it, and what that reader would not tell.

In: the XML of a worksheet as a stream. Out: an `Inspection`, or None when any cell is written otherwise than the common
programs write it. The fast reader lays a sheet out as a full rectangle and stops the whole process when that is too
large, so nothing is taken on trust: every row is matched whole, from `<row` to `</row>`, and every cell must name the
row it stands in. What is not understood here goes the careful way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO

_CHUNK = 2**20
_LONGEST_ROW = 8 * 2**20
_LONGEST_HEAD = 2**18
_OPENING = re.compile(rb"<((?:[A-Za-z][\w.-]*:)?)sheetData\s*(/?)>")
_TIERS = (26, 3 * 26, 9 * 26, 27 * 26)
"""The columns Z, BZ, HZ and ZZ: how wide a row is gets known in these steps only, which costs nothing."""


@dataclass(slots=True)
class Inspection:
    """The box that holds all cells, 0 × 0 when there is none, and the addresses of cells that have no value.

    `columns` may be larger than what is used. `booleans`: whether any cell is true or false.
    """

    rows: int = 0
    columns: int = 0
    booleans: bool = False
    errors: list[str] = field(default_factory=list)
    unreckoned: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Form:
    """The plain form under one namespace prefix."""

    row: re.Pattern[bytes]
    row_end: bytes
    end: re.Pattern[bytes]
    cell: re.Pattern[bytes]


def inspect(stream: IO[bytes]) -> Inspection | None:
    """What a sheet holds, or None when it is not in the plain form."""
    head = stream.read(_CHUNK)
    opening = _OPENING.search(head, 0, _LONGEST_HEAD)
    if opening is None or not _is_plain_head(head, opening):
        return None
    found = Inspection()
    if opening[2]:
        return found if _is_plain_tail(stream, head[opening.end() :]) else None
    form = _form(opening[1])
    rest = head[opening.end() :]
    while end := rest.rfind(form.row_end) + 1:
        end += len(form.row_end) - 1
        if not _take_rows(form, rest[:end], found):
            return None
        rest = rest[end:] + stream.read(_CHUNK)
        if len(rest) > _LONGEST_ROW:
            return None
    return found
