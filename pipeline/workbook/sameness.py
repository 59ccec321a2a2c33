"""What a cell is compared by when two people may have typed the same thing in different ways.

In: a cell, its field and what was read of it. Out: a hashable value, and the cell's whole text. Space, case and marks
at the end don't count; 3,4 is 3.4, 3/2027 is maaliskuu 2027, and the items of a list may stand in any order.
"""

from __future__ import annotations

from collections.abc import Hashable

from pipeline.vocabulary.model import Language, Time
from pipeline.workbook.amounts import amount
from pipeline.workbook.fields import Value, shown_whole
from pipeline.workbook.grid import Cell
from pipeline.workbook.layout import Field
from pipeline.workbook.texts import folded

_TEXTS = ("text", "long_text", "email", "code", "id")
_END = " .,;:!?…"


def whole_text(cell: Cell, language: Language) -> str:
    """All that a person sees of a cell; the error, or the formula, where it has no value."""
    return cell.error or cell.formula if cell.value is None else shown_whole(cell, language)


def sameness(cell: Cell, of: Field, read: Value, language: Language) -> Hashable:
    """What a cell is compared by."""
    text = folded(whole_text(cell, language)).rstrip(_END)
    if read is None or cell.value is None:
        return "?", text
    if isinstance(read, Time):
        return read.first, read.last, read.precision
    if isinstance(read, tuple):
        return frozenset(folded(item).rstrip(_END) for item in read)
    if of.kind in _TEXTS:
        return _text(text, of)
    return folded(read) if isinstance(read, str) else read


def _text(text: str, of: Field) -> Hashable:
    """Text; a number in it as a number, so that 3,4 and 3.4 are one, but ids and codes keep their zeros."""
    found = amount(text) if of.kind == "text" and text[:1].isdigit() else None
    return (found.value, found.unit) if found is not None and found.other is None else text
