"""Letters of a document in one look, with the colours that they may stand on, and whether they can be read there.

In: made by the walks over Word and PowerPoint. Out: what the checks of templates and of documents tell.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from pipeline.ooxml.colour import contrast, nearest
from pipeline.ooxml.dialect import ALTERNATIVES, Dialect, w
from pipeline.ooxml.palette import SHAPE, TEXT
from pipeline.ooxml.text import Piece, pieces

Grounds = tuple[str, ...] | None
"""The colours that letters may stand on, of which one they do; None: nobody can tell."""

Shown = Callable[[etree._Element, Dialect], list[Piece]]
"""Which pieces of a paragraph a reader sees."""

_LAYERED = (ALTERNATIVES, w("txbxContent"), w("moveFrom"))
"""With these in a paragraph, not all text under it is its own."""

UNKNOWN = "?"
"""A fill that is no plain colour: a picture, a gradient, a pattern."""

_LARGE, _LARGE_BOLD = 18.0, 14.0
"""Points from which letters count as large (WCAG 1.4.3)."""


class Letters(NamedTuple):
    """Letters of one look: where they stand, their colour, the colours they may stand on, size in points.

    `colour` is "" and `grounds` are empty where nobody can tell.
    """

    part: str
    paragraph: etree._Element
    start: int
    end: int
    colour: str
    grounds: tuple[str, ...]
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Faint:
    """Letters of one pair of colours in a part that can't be read: the first of them, and what would be needed."""

    first: Letters
    ground: str
    ratio: float
    least: float
    nearest: str
    count: int


def known(colours: Sequence[str]) -> Grounds:
    """Fills as grounds, each once."""
    return None if UNKNOWN in colours else tuple(dict.fromkeys(colours))


def written(paragraph: etree._Element, dialect: Dialect) -> list[Piece]:
    """The pieces of a paragraph that hold more than spaces."""
    found: list[Piece] = []
    position = 0
    for element in paragraph.iter(dialect.text, *_LAYERED):
        if element.tag in _LAYERED:
            return [item for item in pieces(paragraph, dialect) if (item.element.text or "").strip()]
        text = element.text or ""
        if text.strip():
            found.append(Piece(element, position, position + len(text)))
        position += len(text)
    return found


def faint(letters: Iterable[Letters]) -> Iterator[Faint]:
    """What can't be read, each pair of colours in a part once."""
    found: dict[tuple[str, str, tuple[str, ...]], list[Letters]] = {}
    for item in letters:
        told = item.colour and item.grounds
        if told and best(item.colour, item.grounds) < least(item.size, bold=item.bold):
            found.setdefault((item.part, item.colour, item.grounds), []).append(item)
    yield from map(_faint, found.values())


def least(size: float, *, bold: bool) -> float:
    """The contrast that letters of a size need."""
    return SHAPE if size >= (_LARGE_BOLD if bold else _LARGE) else TEXT


@lru_cache(maxsize=4096)
def best(colour: str, grounds: tuple[str, ...]) -> float:
    """The contrast to that of the possible grounds on which the colour reads best."""
    return max(contrast(colour, ground) for ground in grounds)


def _faint(same: Sequence[Letters]) -> Faint:
    first = same[0]
    needed = max(least(item.size, bold=item.bold) for item in same)
    ground = max(first.grounds, key=lambda item: contrast(first.colour, item))
    near = nearest(first.colour, lambda colour: contrast(colour, ground) >= needed) or "–"
    ratio = math.floor(contrast(first.colour, ground) * 10) / 10
    return Faint(first, ground, ratio, needed, near, len(same))
