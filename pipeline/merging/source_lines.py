"""Lines that name a table's cells as their source: a row more in the workbook moves the cells, and is no news.

In: what a place said and says. Out: whether the two differ in nothing but the addresses of cells.
"""

from __future__ import annotations

import re

_CELL = r"\$?[A-Z]{1,3}\$?\d{1,7}"
_ADDRESS = re.compile(rf"(?i:\b(solut?|cellerna|celler|cellen|cells?)) {_CELL}(?:[:–-]{_CELL})?")
"""In the languages of the documents; identities such as TP16 read like cells, but no such word is before them."""


def only_cells_moved(before: str, after: str) -> bool:
    """Whether two texts name other cells and are the same otherwise."""
    return before != after and bool(before) and _without(before) == _without(after)


def _without(text: str) -> str:
    return _ADDRESS.sub("#", text)
