"""Whether a sheet is written so plainly that the fast reader may have it, and what that reader would not tell.

In: the XML of a worksheet as a stream. Out: an `Inspection`, or None when anything is written otherwise than common
programs write it. The fast reader lays a sheet out as a full rectangle and ends the whole process when that is too
large, so nothing is taken on trust: every row is matched whole, from `<row` to `</row>`, and every cell must name the
row it stands in. What is not understood here is read the careful way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO

_CHUNK = 2**20
_LONGEST_ROW = 8 * 2**20
_LAST_ROW = 1_048_576
_WIDTHS = (26, 3 * 26, 9 * 26, 27 * 26)
"""The columns Z, BZ, HZ and ZZ: a row's width is known in these steps, which costs nothing. Further is not plain."""

_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?"
    rb"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>)?"
    rb"(?:\s*+</?[A-Za-z][^<>\"']*+(?:\"[^<\"]*+\"[^<>\"']*+)*+>)*?"
    rb"\s*+<((?:[A-Za-z][\w.-]*:)?)sheetData\s*(/?)>\s*"
)
_COLUMN = rb"(?:[A-Z]|([AB][A-Z])|([C-H][A-Z])|([I-Z][A-Z]))"
_ROW = (
    rb'<~row r="([1-9]\d{0,6})"(?: [\w:.-]+="[^"<>]*")*+(?: ?/>|>\s*'
    rb'(?:<~c r="' + _COLUMN + rb'\1"(?: s="\d+"| t="(?:s|n|str|inlineStr|(b)|(e))")*+'
    rb"(?: ?/>|>(<~f(?: [\w:.-]+=\"[^\"<>]*\")*+(?:>[^<]*+</~f>| ?/>))?+"
    rb'(?:<~v(?: xml:space="preserve")?(?:>[^<]*+</~v>| ?/>)'
    rb'|<~is><~t(?: xml:space="preserve")?(?:>[^<]*+</~t>| ?/>)</~is>)?+</~c>)\s*)*+</~row>)\s*'
)
_CELL = rb'<~c r="([A-Z]+\d+)"((?: [st]="\w+")*+)(?: ?/>|>(<~f.*?(?:</~f>|/>))?+(?:<~v(?:>([^<]*+)| ?/))?+)'


@dataclass(slots=True)
class Inspection:
    """The rows and columns that hold all cells (columns may be more than are used), and cells that have no value.

    `booleans`: whether any cell is true or false.
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
    cell: re.Pattern[bytes]
    end: bytes


def inspect(stream: IO[bytes]) -> Inspection | None:
    """What a sheet holds, or None when it is not in the plain form."""
    text = stream.read(_CHUNK)
    head = _HEAD.match(text)
    if head is None:
        return None
    found = Inspection()
    if head[2]:
        return found
    form = _form(head[1])
    place = head.end()
    while True:
        place = _take_rows(form, text, place, found)
        if text.startswith(form.end, place):
            return found if found.rows <= _LAST_ROW else None
        more = stream.read(_CHUNK)
        text, place = text[place:] + more, 0
        if not more or len(text) > _LONGEST_ROW:
            return None


@lru_cache(maxsize=8)
def _form(prefix: bytes) -> _Form:
    name = re.escape(prefix)
    row, cell = (re.compile(pattern.replace(b"~", name), re.DOTALL) for pattern in (_ROW, _CELL))
    return _Form(row, cell, b"</" + prefix + b"sheetData")


def _take_rows(form: _Form, text: bytes, place: int, found: Inspection) -> int:
    """Takes note of the whole rows from `place` on, and returns where they end."""
    for row in form.row.finditer(text, place):
        if row.start() != place:
            break
        place = row.end()
        number, first, second, third, boolean, error, formula = row.groups()
        found.rows = max(found.rows, int(number))
        tier = 3 if third else 2 if second else 1 if first else 0
        found.columns = max(found.columns, _WIDTHS[tier])
        found.booleans = found.booleans or boolean is not None
        if error or formula:
            _take_cells(form, row[0], found)
    return place


def _take_cells(form: _Form, row: bytes, found: Inspection) -> None:
    for cell in form.cell.finditer(row):
        address, attributes, formula, value = cell.groups()
        if b't="e"' in attributes:
            found.errors.append(address.decode())
        elif formula and not value and (value is None or b't="str"' not in attributes):
            found.unreckoned.append(address.decode())
