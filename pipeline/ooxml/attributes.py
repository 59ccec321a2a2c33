"""What the attributes of Office's elements say: numbers, lengths, switches, the spans of table cells.

In: an attribute's value, or an element of a Word table. Out: plain bounded values. Templates come from strangers, and
other programs write numbers otherwise than Office does (`4680.0`): what makes no sense is as if it were not there.
"""

from __future__ import annotations

import math
import re
from typing import overload

from lxml import etree

from pipeline.ooxml.dialect import WORD, w

EMU = 12_700
"""The units of Office files in one point."""
WORD_COLUMNS = 63
"""The most columns that a table of Word has."""

_MOST_NUMBER, _MOST_LENGTH = 2**32 - 1, 1e9
_INCH = 72.0
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_MEASURE = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi)")
_POINTS_IN = {"mm": _INCH / 25.4, "cm": _INCH / 2.54, "in": _INCH, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_SAID = dict.fromkeys(("1", "true", "on"), True) | dict.fromkeys(("0", "false", "off"), False)
_SPAN, _SKIPPED = f"{WORD.cell_properties}/{w('gridSpan')}", f"{w('trPr')}/{w('gridBefore')}"


@overload
def number(value: str | None) -> float | None: ...
@overload
def number(value: str | None, otherwise: float) -> float: ...
def number(value: str | None, otherwise: float | None = None) -> float | None:
    """The number in an attribute; `otherwise` where there is none or it makes no sense."""
    try:
        found = float(value) if value else math.nan
    except ValueError:
        return otherwise
    return found if math.isfinite(found) else otherwise


def integer(value: str | None, otherwise: int = 0, most: int = _MOST_NUMBER) -> int:
    """The whole number in an attribute, from `-most` to `most`; `otherwise` where there is none."""
    found = number(value)
    return otherwise if found is None else int(min(max(found, -most), most))


def length(value: str | None, otherwise: float = 0.0) -> float:
    """A length of an attribute in points: a number of EMU, or a number with its unit (`2.5cm`)."""
    if value is None:
        return otherwise
    found = number(value)
    if found is not None:
        return min(max(found / EMU, -_MOST_LENGTH), _MOST_LENGTH)
    measure = _MEASURE.fullmatch(value)
    return float(measure[1]) * _POINTS_IN[measure[2]] if measure else otherwise


def is_on(value: str | None, otherwise: bool = False) -> bool:
    """Whether an attribute says yes; `otherwise` where it is not there or says neither yes nor no."""
    return _SAID.get(value or "", otherwise)


def is_decorative(properties: etree._Element) -> bool:
    """Whether the properties of something drawn mark it as decoration."""
    mark = next(properties.iter(_DECORATIVE), None)
    return mark is not None and is_on(mark.get("val"))


def span_of(cell: etree._Element) -> int:
    """How many columns a cell of a Word table covers, from one to as many as a table has."""
    span = cell.find(_SPAN)
    return 1 if span is None else max(integer(span.get(w("val")), 1, WORD_COLUMNS), 1)


def skipped(row: etree._Element) -> int:
    """How many columns a row of a Word table leaves out before its first cell."""
    before = row.find(_SKIPPED)
    return 0 if before is None else max(integer(before.get(w("val")), 0, WORD_COLUMNS), 0)
