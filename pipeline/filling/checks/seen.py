"""What a reader will see of a template's paragraph.

In: a paragraph. Out: its pieces of text but for those that only hold block tags or remarks.
"""

from __future__ import annotations

from lxml import etree

from pipeline.filling.lifting.tags import find_tags
from pipeline.ooxml.dialect import Dialect
from pipeline.ooxml.text import Piece, pieces, text_of


def printed(paragraph: etree._Element, dialect: Dialect) -> list[Piece]:
    """The pieces of a paragraph that a document shows: not those that only hold block tags or remarks."""
    text = text_of(paragraph, dialect)
    silent = {place for tag in find_tags(text)[0] if tag.kind != "value" for place in range(tag.start, tag.end)}
    return [
        piece
        for piece in pieces(paragraph, dialect)
        if any(not text[place].isspace() for place in range(piece.start, piece.end) if place not in silent)
    ]
