"""What stands in a workbook without anybody having typed it: headings, helps, choice lists. In: a cell's text, a sheet.

Out: whether it is ours, in any language. What is not was typed by somebody, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.language import LANGUAGES, words
from pipeline.workbook.companions import with_companions
from pipeline.workbook.grid import Cell, Grid
from pipeline.workbook.layout import INFO_SHEET, Sheet, layout
from pipeline.workbook.prefilled import perspective_ids
from pipeline.workbook.texts import folded

_NUMBERED = re.compile(r"^(?:\d+\.|•)\s")
_SAMPLE = "abc"


def is_of_help(text: str, sheet: Sheet) -> bool:
    """Whether a text is what our sheet says of itself, or of a field in its column of help."""
    return folded(text) in _helps(sheet)


def is_of_ours(cell: Cell, name: str) -> bool:
    """Whether a cell of the sheets without data is as we made it; `name` is that of the organisation."""
    if cell.formula or not isinstance(cell.value, str):
        return bool(cell.formula)
    text = folded(_NUMBERED.sub("", cell.value))
    return text in _texts() or text == folded(name)


def own_key(grid: Grid) -> str:
    """The key of a sheet of ours without data of the layout: of `titles`, or that of the hidden one; "" for others."""
    if folded(grid.title) == folded(INFO_SHEET):
        return INFO_SHEET
    titles = {folded(name): key for key, worded in layout().titles.items() for name in worded.values()}
    return titles.get(folded(grid.title), "")


@cache
def _helps(sheet: Sheet) -> frozenset[str]:
    (full,) = with_companions((sheet,), LANGUAGES)
    texts = [sheet.help, *(field.help for field in (*full.fields, *sheet.extras))]
    return frozenset(folded(text) for worded in texts for text in worded.values())


@cache
def _texts() -> frozenset[str]:
    """Every text of ours on the sheets that hold no data."""
    found = [*perspective_ids(), _SAMPLE, *(text for language in LANGUAGES for text in _worded(language))]
    for sheet in layout().sheets:
        found += [*sheet.title.values(), *sheet.help.values()]
        found += [text for field in sheet.fields for text in field.label.values()]
    for choices in layout().lists.values():
        found += [text for choice in choices for text in choice.label.values()]
    return frozenset(map(folded, found))


def _worded(language: Any) -> Iterator[str]:
    catalog = words(language).catalog("workbook")
    for part in (catalog["blank"], catalog["instructions"]):
        for text in part.values():
            yield from (text,) if isinstance(text, str) else text
