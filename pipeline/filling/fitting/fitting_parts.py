"""Text shared out over places of one size: whole paragraphs, then sentences, then the items of an enumeration.

In: paragraphs in their final size, and the room of each place. Out: the pieces of each place, as few and as even as
they can be; and of what is too long even then, how much would fit. Nothing is written here. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.filling.fitting.cutting import Piece, cut, longest_start
from pipeline.filling.fitting.measuring import Extent, extent, space_around
from pipeline.filling.fitting.parting import share_out
from pipeline.filling.fitting.sentences import items, sentences
from pipeline.filling.fitting.text_lines import LineEnd, in_columns, line_ends, reached
from pipeline.ooxml.textbody import Paragraph
from pipeline.ooxml.textroom import TextBody

_TOLERANCE = 0.5
_Unit = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The pieces of each place; the height of the tallest, and whether that fits."""

    parts: tuple[tuple[Piece, ...], ...]
    tallest: float
    fits: bool


@dataclass(frozen=True, slots=True)
class Misfit:
    """What can't be made to fit: the number of its paragraph, its text, and how many characters of that would."""

    paragraph: int
    text: str
    fits: int


def measure(text: TextBody, paragraphs: Sequence[Paragraph]) -> Extent:
    """What paragraphs take in a shape. In columns, the height of columns that just hold them."""
    if not text.wraps:
        return extent(paragraphs, float("inf"))
    found = extent(paragraphs, text.width)
    if text.columns == 1 or found.lines < 2:
        return found
    return found._replace(height=in_columns(paragraphs, text.width, text.columns))


def parted(text: TextBody, paragraphs: Sequence[Paragraph], room: float) -> Parts:
    """Text in as few parts as its size allows, as even as they can be."""
    column = replace(text, columns=1) if text.columns > 1 else text
    page = room
    if text.columns > 1:  # the last line of a column may not fit in it any more
        page = text.columns * room - (text.columns - 1) * max(_line(column, item) for item in paragraphs)
    units = _units(column, paragraphs, max(page, room))
    found = Parts((), 0.0, fits=False)
    for heights in (_running_heights(column, paragraphs, units), _heights(column, paragraphs, units)):
        stretches = share_out(heights, max(page, room), heights)
        joined = (_joined([piece for unit in units[start:end] for piece in unit]) for start, end in stretches)
        parts = tuple(part for part in (_without_blanks(part, paragraphs) for part in joined) if part)
        tallest = max((_height(text, paragraphs, part) for part in parts), default=0.0)
        found = Parts(parts, tallest, tallest <= room + _TOLERANCE)
        if found.fits:
            break
    return replace(found, parts=_numbered(found.parts))


def worst_of(text: TextBody, paragraphs: Sequence[Paragraph], found: Parts, room: float) -> Misfit:
    """The sentence that makes the tallest part too tall, and how much of it would fit."""
    tallest = max(found.parts, key=lambda part: _height(text, paragraphs, part))
    piece = max(tallest, key=lambda piece: _height(text, paragraphs, (piece,)))
    paragraph = cut(paragraphs[piece.paragraph], piece.start, piece.end)
    fits = longest_start(len(paragraph.text), lambda end: measure(text, (cut(paragraph, 0, end),)).height <= room)
    return Misfit(piece.paragraph, paragraph.text, fits)


def _units(text: TextBody, paragraphs: Sequence[Paragraph], room: float) -> list[_Unit]:
    """What stays together: a paragraph, with the first of those under it; a sentence of a paragraph too tall."""
    units: list[_Unit] = []
    leads = False
    for place, paragraph in enumerate(paragraphs):
        whole = (Piece(place, 0, len(paragraph.text)),)
        tall = measure(text, (paragraph,)).height > room
        pieces = [(piece,) for piece in _pieces(text, paragraph, place, room)] if tall else [whole]
        together = [*units[-1:], *pieces] if leads else []
        if together and _height(text, paragraphs, (*together[0], *together[1])) <= room:
            units[-1] = (*together[0], *together[1])
            pieces = pieces[1:]
        units += pieces
        leads = _leads(paragraphs, place)
    return units


def _leads(paragraphs: Sequence[Paragraph], place: int) -> bool:
    """Whether a paragraph introduces the next: that one is of a deeper level."""
    return place + 1 < len(paragraphs) and paragraphs[place + 1].level > paragraphs[place].level


def _pieces(text: TextBody, paragraph: Paragraph, place: int, room: float) -> list[Piece]:
    """The sentences of a paragraph; of an enumeration that is too tall itself, its items."""
    found: list[Piece] = []
    for start, end in sentences(paragraph.text):
        shown = cut(paragraph, start, end)
        parts = items(shown.text) if measure(text, (shown,)).height > room else [(0, end - start)]
        found += [Piece(place, start + first, start + last) for first, last in parts]
    return found


def _line(text: TextBody, paragraph: Paragraph) -> float:
    found = measure(text, (paragraph,))
    return found.height / max(found.lines, 1)


def _height(text: TextBody, paragraphs: Sequence[Paragraph], pieces: Sequence[Piece]) -> float:
    return measure(text, [cut(paragraphs[piece.paragraph], piece.start, piece.end) for piece in pieces]).height


def _heights(text: TextBody, paragraphs: Sequence[Paragraph], units: Sequence[_Unit]) -> list[float]:
    """The height of each unit on its own, with the space around it."""
    return [
        _height(text, paragraphs, unit) + space_around(paragraphs[unit[0].paragraph], paragraphs[unit[-1].paragraph])
        for unit in units
    ]


def _running_heights(text: TextBody, paragraphs: Sequence[Paragraph], units: Sequence[_Unit]) -> list[float]:
    """The same, but a sentence counts for what it adds to those before it: they run on in the same line."""
    heights = _heights(text, paragraphs, units)
    ends: dict[int, list[LineEnd]] = {}
    for place, unit in enumerate(units):
        first = unit[0]
        if first.start:
            if first.paragraph not in ends:
                width = text.width if text.wraps else float("inf")
                ends[first.paragraph] = line_ends(paragraphs[first.paragraph], width)
            above, below = (reached(ends[first.paragraph], spot) for spot in (first.start - 1, first.end))
            heights[place] = below - above + (_height(text, paragraphs, unit[1:]) if unit[1:] else 0.0)
    return heights


def _without_blanks(pieces: tuple[Piece, ...], paragraphs: Sequence[Paragraph]) -> tuple[Piece, ...]:
    """A part without the empty paragraphs that it would begin or end with."""
    texts = [paragraphs[piece.paragraph].text[piece.start : piece.end] for piece in pieces]
    says = [place for place, text in enumerate(texts) if text.strip()]
    return pieces[says[0] : says[-1] + 1] if says else ()


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Sentences of one paragraph that came on the same page, as one piece again."""
    groups = (list(group) for _, group in groupby(pieces, key=lambda piece: piece.paragraph))
    return tuple(Piece(group[0].paragraph, group[0].start, group[-1].end) for group in groups)


def _numbered(parts: tuple[tuple[Piece, ...], ...]) -> tuple[tuple[Piece, ...], ...]:
    """Pieces that know how many of their paragraph come before them."""
    seen: dict[int, int] = {}
    numbered: list[tuple[Piece, ...]] = []
    for part in parts:
        numbered.append(tuple(replace(piece, number=seen.get(piece.paragraph, 0)) for piece in part))
        for piece in part:
            seen[piece.paragraph] = seen.get(piece.paragraph, 0) + 1
    return tuple(numbered)
