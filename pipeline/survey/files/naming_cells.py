"""How findings name many cells or rows: all up to ten, of more the first ten and how many others there are.

In: addresses. Out: one text, in every language the same.
"""

from __future__ import annotations

from collections.abc import Sequence

_NAMED = 10


def named_cells(cells: Sequence[str]) -> str:
    """`B3, B4, B6`; of 31 cells ten, then `… (+21)`."""
    more = len(cells) - _NAMED
    return ", ".join(cells) if more <= 0 else f"{', '.join(cells[:_NAMED])} … (+{more})"
