"""A paragraph as one string, with the way back to its runs.

In: a paragraph element of either dialect. Out: its text pieces in order, and edits that keep each piece's formatting.
Text of paragraphs nested inside (text boxes) does not belong to it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from pipeline.ooxml.dialect import ALTERNATIVES, POWERPOINT, WORD, XML_SPACE, Dialect, w

_OTHERS = {
    item.name: frozenset((item.paragraph, ALTERNATIVES, w("moveFrom"), item.run_properties, item.paragraph_properties))
    for item in (WORD, POWERPOINT)
}
"""What holds no text of the paragraph's own."""


class Piece(NamedTuple):
    """One text element and where its text stands in the paragraph's string."""

    element: etree._Element
    start: int
    end: int


def pieces(paragraph: etree._Element, dialect: Dialect) -> list[Piece]:
    """The paragraph's own text elements in reading order."""
    found: list[Piece] = []
    position = 0
    for element in _own(paragraph, dialect):
        length = len(element.text or "")
        found.append(Piece(element, position, position + length))
        position += length
    return found


def text_of(paragraph: etree._Element, dialect: Dialect) -> str:
    """The paragraph's own text as one string."""
    return "".join(element.text or "" for element in _own(paragraph, dialect))


def replace(found: list[Piece], start: int, end: int, new: str) -> None:
    """Puts `new` in place of the characters from `start` to `end`: it takes the formatting of the first of them.

    `found` is of the paragraph before the first replacement, and ranges are replaced from the last to the first.
    """
    first = True
    for piece in islice(found, bisect_right(found, start, key=_end), None):
        if piece.start >= end:
            break
        text = piece.element.text or ""
        before, after = text[: max(start - piece.start, 0)], text[max(end - piece.start, 0) :]
        piece.element.text = before + (new if first else "") + after
        keep_spaces(piece.element)
        first = False


def _end(piece: Piece) -> int:
    return piece.end


def keep_spaces(element: etree._Element) -> None:
    """Word drops a text's outer spaces without this mark; PowerPoint has no such mark."""
    if element.tag.endswith("}t") and "wordprocessingml" in element.tag:
        element.set(XML_SPACE, "preserve")


def _own(paragraph: etree._Element, dialect: Dialect) -> Iterator[etree._Element]:
    text, others = dialect.text, _OTHERS[dialect.name]
    for child in paragraph:
        tag = child.tag
        if tag == text:
            yield child
        elif len(child) and tag not in others:
            yield from _own(child, dialect)
