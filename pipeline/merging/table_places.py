"""Where in a table a cell stands, as people would say it: what its row is called, and the heading of its column.

In: the nodes of a table's row and of its header row. Out: "2027 · Toimenpiteitä"; "" where nothing tells.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from pipeline.merging.nodes import Node

_BETWEEN = " · "
_LONGEST = 80
_ELLIPSIS = "…"


def place_in(row: Node, head: Node | None, column: int, words: Callable[[Node], str]) -> str:
    """The place of one cell. A row is called after its first other cell that is filled, a column after its header."""
    others = (said for place, cell in enumerate(row.children) if place != column and (said := _short(words(cell))))
    name = next(others, "")
    heading = ""
    if head is not None and head is not row and len(head.children) == len(row.children):
        heading = _short(words(head.children[column]))
    return _BETWEEN.join(part for part in (name, heading if heading != name else "") if part)


@lru_cache(maxsize=2_000)
def _short(text: str) -> str:
    line = " ".join(text.split())
    if not any(map(str.isalnum, line)):
        return ""
    if len(line) <= _LONGEST:
        return line
    return (line[:_LONGEST].rpartition(" ")[0] or line[:_LONGEST]).rstrip(" ,;:–") + _ELLIPSIS
