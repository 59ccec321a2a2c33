"""Letters of a template in one look, with the colours that they may stand on.

In: made by the walks over Word and PowerPoint. Out: what `review_contrast` judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.filling.lifting.tags import find_tags
from pipeline.ooxml.dialect import Dialect
from pipeline.ooxml.text import Piece, pieces, text_of

Grounds = tuple[str, ...] | None
"""The colours that letters may stand on, of which one they do; None: nobody can tell."""

UNKNOWN = "?"
"""A fill that is no plain colour: a picture, a gradient, a pattern."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of one look: where they stand, their colour, the colours they may stand on, size in points."""

    part: str
    paragraph: etree._Element
    start: int
    end: int
    colour: str
    grounds: tuple[str, ...]
    size: float
    bold: bool


def known(colours: Sequence[str]) -> Grounds:
    """Fills as grounds, each once."""
    return None if UNKNOWN in colours else tuple(dict.fromkeys(colours))


def printed(paragraph: etree._Element, dialect: Dialect) -> list[Piece]:
    """The pieces of a paragraph that a document shows: not those that only hold block tags or remarks."""
    text = text_of(paragraph, dialect)
    silent = {place for tag in find_tags(text)[0] if tag.kind != "value" for place in range(tag.start, tag.end)}
    return [
        piece
        for piece in pieces(paragraph, dialect)
        if any(not text[place].isspace() for place in range(piece.start, piece.end) if place not in silent)
    ]
