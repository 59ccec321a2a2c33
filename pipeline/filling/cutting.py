"""Stretches of paragraphs: measured first, then cut out of the paragraphs' elements.

In: a paragraph and a stretch of its text. Out: the paragraph with only that, its runs keeping their looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.ooxml.textbody import BREAK, FIELD, PARAGRAPH, RUN, TEXT, Paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: the paragraph's number in its shape, and the places of its first and last character."""

    paragraph: int
    start: int
    end: int


def cut(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """The paragraph with only its characters from `start` to `end`."""
    runs = []
    position = 0
    for run in paragraph.runs:
        shown = run.text[max(start - position, 0) : max(end - position, 0)]
        position += len(run.text)
        if shown:
            runs.append(replace(run, text=shown))
    return replace(paragraph, runs=tuple(runs))


def longest_start(length: int, fits: Callable[[int], bool]) -> int:
    """How many characters from the start of a text fit, at most `length`."""
    low, high = 0, length
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def keep(body: etree._Element, pieces: tuple[Piece, ...]) -> None:
    """Leaves only the pieces in a text body."""
    wanted = {piece.paragraph: piece for piece in pieces}
    for place, paragraph in enumerate(list(body.iterchildren(PARAGRAPH))):
        piece = wanted.get(place)
        if piece is None:
            body.remove(paragraph)
        else:
            _keep_stretch(paragraph, piece)


def _keep_stretch(paragraph: etree._Element, piece: Piece) -> None:
    position = 0
    for run in list(paragraph.iterchildren(RUN, FIELD, BREAK)):
        text = run.find(TEXT)
        shown = "\n" if run.tag == BREAK else (text.text or "" if text is not None else "")
        kept = shown[max(piece.start - position, 0) : max(piece.end - position, 0)]
        position += len(shown)
        if shown and not kept:
            paragraph.remove(run)
        elif text is not None and kept != shown:
            text.text = kept
