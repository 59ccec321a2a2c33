"""Who writes tracked changes, when, and under which numbers.

In: an author, a time, the trees of a document. Out: the elements that mark changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import w

_ID = w("id")
_NOT_CHANGES = frozenset(w(name) for name in ("comment", "commentReference", "footnote", "endnote", "sdtPr"))
_MOST = 2**31 - 2


@dataclass(slots=True)
class Pen:
    """An author of changes. `last` is the highest number that any mark of the document has."""

    author: str
    date: str
    last: int = 0

    def mark(self, name: str) -> etree._Element:
        """A new mark (`ins`, `del` …) by this author, with a number of its own."""
        self.last += 1
        return etree.Element(w(name), {_ID: str(self.last), w("author"): self.author, w("date"): self.date})


def pen_for(roots: Iterable[etree._Element], author: str, when: dt.datetime) -> Pen:
    """A pen whose numbers no mark in the trees has, not even a bookmark."""
    return Pen(author, f"{when:%Y-%m-%dT%H:%M:%SZ}", highest(roots))


def highest(roots: Iterable[etree._Element]) -> int:
    """The highest number that a mark in the trees has."""
    found = 0
    for root in roots:
        for element in root.iter(etree.Element):
            number = element.get(_ID)
            if number is not None and element.tag not in _NOT_CHANGES:
                value = integer(number, 0)
                found = max(found, value if value < _MOST // 2 else 0)
    return found
