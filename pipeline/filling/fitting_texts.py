"""The fit of a shape's text: its size, and when no size is small enough, the parts it breaks into.

In: a shape with text and what the brand allows. Out: whether it fits, and parts of whole paragraphs, or of whole
sentences where one paragraph is taller than its shape. Nothing is written here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.filling.cutting import Piece, cut, longest_start
from pipeline.filling.measuring import Extent, LineEnd, extent, line_ends, reached, space_around
from pipeline.filling.parting import share_out
from pipeline.filling.sizes import FitLimits, TextKind, best_size, largest, resized
from pipeline.ooxml.geometry import Shape, TextBody
from pipeline.ooxml.textbody import Paragraph

_TOLERANCE = 0.5
_LEAST_LINES = 3
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class TextPlan:
    """How a shape's text is to be set. `share` multiplies the sizes; `parts` are empty when the text stays whole."""

    shape: Shape
    text: TextBody
    share: float
    height: float
    parts: tuple[tuple[Piece, ...], ...] = ()
    fits: bool = True
    broken: str = ""

    @property
    def kind(self) -> TextKind:
        """What kind of text this is."""
        return kind_of(self.shape)


def kind_of(shape: Shape) -> TextKind:
    """The kind that decides how small a shape's text may become."""
    if shape.is_title:
        return "cover" if shape.holder == "ctrTitle" else "title"
    return "text"


def plan_text(shape: Shape, text: TextBody, room: float, limits: FitLimits, cap: float) -> TextPlan:
    """The largest size up to `cap` times the shape's own at which its text fits `room` in height.

    When none does, the text comes in the fewest parts, in the largest size with which they are so few; where it may
    not be split, in the smallest size.
    """
    top = largest(text.paragraphs)
    plain = TextPlan(shape, text, 1.0, 0.0)
    if not top:
        return plain
    kind = kind_of(shape)

    def measured(size: float) -> Extent:
        return measure(text, resized(text.paragraphs, kind, size / top, limits))

    floor = limits.floor(kind, top)
    highest = max(top * cap, floor)
    size = best_size(highest, floor, lambda size: _fits(text, measured(size), room))
    if size is None:  # smaller text is no remedy for a word that stays broken
        size = best_size(highest, floor, lambda size: _fits(text, replace(measured(size), broken=""), room))
    found = measured(floor if size is None else size)
    plan = replace(plain, share=(size or floor) / top, height=found.height, broken=found.broken)
    if size is not None or found.height <= room + _TOLERANCE:
        return replace(plan, fits=size is not None)
    if not _may_split(plan, found, room):
        return replace(plan, fits=False)
    fewest = split(plan, room, limits)

    def as_few(size: float) -> bool:
        other = split(replace(plan, share=size / top), room, limits)
        return len(other.parts) == len(fewest.parts) and other.fits == fewest.fits

    size = best_size(highest, floor, as_few)
    return split(replace(plan, share=(size or floor) / top), room, limits)


def measure(text: TextBody, paragraphs: Sequence[Paragraph]) -> Extent:
    """What paragraphs take in a shape. In columns, the height of the fullest one."""
    if not text.wraps:
        return extent(paragraphs, float("inf"))
    found = extent(paragraphs, text.width)
    if text.columns == 1 or not found.lines:
        return found
    lines_in_column = math.ceil(found.lines / text.columns)
    return replace(found, height=found.height / found.lines * lines_in_column)


def _fits(text: TextBody, found: Extent, room: float) -> bool:
    return found.height <= room + _TOLERANCE and not found.broken and _wide_enough(text, found)


def _wide_enough(text: TextBody, found: Extent) -> bool:
    return text.wraps or found.width <= text.width + _TOLERANCE


def _may_split(plan: TextPlan, found: Extent, room: float) -> bool:
    """Titles and single lines, as topics and footers, stay whole; only what has room for several lines goes on."""
    line = found.height / max(found.lines, 1)
    return not plan.shape.is_title and not plan.shape.is_marginal and room >= _LEAST_LINES * line


def split(plan: TextPlan, room: float, limits: FitLimits) -> TextPlan:
    """The plan with its text in as few parts as its size allows, as even as they can be."""
    paragraphs = resized(plan.text.paragraphs, plan.kind, plan.share, limits)
    units = _units(plan.text, paragraphs, room)
    running, apart = _running_heights(plan.text, paragraphs, units), _heights(plan.text, paragraphs, units)
    for heights in (running, apart):
        stretches = share_out(heights, room, heights)
        parts = tuple(_joined([piece for unit in units[start:end] for piece in unit]) for start, end in stretches)
        tallest = max(_height(plan.text, paragraphs, part) for part in parts)
        if tallest <= room + _TOLERANCE:
            break
    return replace(plan, parts=parts, height=tallest, fits=tallest <= room + _TOLERANCE)


def _units(text: TextBody, paragraphs: Sequence[Paragraph], room: float) -> list[tuple[Piece, ...]]:
    """What stays together: a paragraph, with the first of those under it; a sentence of a paragraph too tall."""
    units: list[tuple[Piece, ...]] = []
    leads = False
    for place, paragraph in enumerate(paragraphs):
        whole = (Piece(place, 0, len(paragraph.text)),)
        tall = measure(text, (paragraph,)).height > room
        pieces = [(piece,) for piece in _sentences(place, paragraph)] if tall else [whole]
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


def _sentences(place: int, paragraph: Paragraph) -> list[Piece]:
    text = paragraph.text
    gaps = [match.span() for match in _SENTENCE.finditer(text)]
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(text)]
    return [Piece(place, start, end) for start, end in zip(starts, ends, strict=True)]


def _height(text: TextBody, paragraphs: Sequence[Paragraph], pieces: Sequence[Piece]) -> float:
    return measure(text, [cut(paragraphs[piece.paragraph], piece.start, piece.end) for piece in pieces]).height


def _heights(text: TextBody, paragraphs: Sequence[Paragraph], units: Sequence[tuple[Piece, ...]]) -> list[float]:
    """The height of each unit on its own, with the space around it."""
    return [
        _height(text, paragraphs, unit) + space_around(paragraphs[unit[0].paragraph], paragraphs[unit[-1].paragraph])
        for unit in units
    ]


def _running_heights(
    text: TextBody, paragraphs: Sequence[Paragraph], units: Sequence[tuple[Piece, ...]]
) -> list[float]:
    """The same, but a sentence counts for what it adds to those before it: they run on in the same line."""
    heights = _heights(text, paragraphs, units)
    ends: dict[int, list[LineEnd]] = {}
    for place, unit in enumerate(units):
        first = unit[0]
        if first.start:
            if first.paragraph not in ends:
                ends[first.paragraph] = line_ends(paragraphs[first.paragraph], text.width)
            above, below = (reached(ends[first.paragraph], spot) for spot in (first.start - 1, first.end))
            heights[place] = below - above + (_height(text, paragraphs, unit[1:]) if unit[1:] else 0.0)
    return heights


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Sentences of one paragraph that came on the same page, as one piece again."""
    groups = (list(group) for _, group in groupby(pieces, key=lambda piece: piece.paragraph))
    return tuple(Piece(group[0].paragraph, group[0].start, group[-1].end) for group in groups)


def longest_that_fits(text: TextBody, paragraphs: Sequence[Paragraph], place: int, room: float) -> int:
    """How many characters of one paragraph would fit, the others staying as they are."""
    whole = paragraphs[place]

    def fits(length: int) -> bool:
        return _fits(text, measure(text, [*paragraphs[:place], cut(whole, 0, length), *paragraphs[place + 1 :]]), room)

    return longest_start(len(whole.text), fits)
