"""The fit of a shape's text: its size, and when no size is small enough, the parts it breaks into.

In: a shape with text and what the brand allows. Out: whether it fits, and parts of whole paragraphs, or of whole
sentences where one paragraph is taller than its shape. Nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.filling.cutting import Piece, cut, longest_start
from pipeline.filling.measuring import Extent, extent
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
    return "title" if shape.is_title else "text"


def plan_text(shape: Shape, text: TextBody, room: float, limits: FitLimits, cap: float) -> TextPlan:
    """The largest size up to `cap` times the shape's own at which its text fits `room` in height.

    When none does, the text takes the smallest size, and parts if it may be split.
    """
    top = largest(text.paragraphs)
    plain = TextPlan(shape, text, 1.0, 0.0)
    if not top:
        return plain
    kind = kind_of(shape)

    def measured(size: float) -> Extent:
        return measure(text, resized(text.paragraphs, kind, size / top, limits))

    floor = limits.floor(kind, top)
    size = best_size(max(top * cap, floor), floor, lambda size: _fits(text, measured(size), room))
    found = measured(floor if size is None else size)
    share = (floor if size is None else size) / top
    plan = replace(plain, share=share, height=found.height, broken=found.broken)
    if size is not None or found.height <= room + _TOLERANCE:
        return replace(plan, fits=_wide_enough(text, found))
    return _split(plan, room, limits)


def measure(text: TextBody, paragraphs: Sequence[Paragraph]) -> Extent:
    """What paragraphs take in a shape. In columns, the height of one column and at worst a line more."""
    if not text.wraps:
        return extent(paragraphs, float("inf"))
    found = extent(paragraphs, text.width)
    if text.columns == 1 or not found.lines:
        return found
    return replace(found, height=found.height / text.columns + found.height / found.lines)


def _fits(text: TextBody, found: Extent, room: float) -> bool:
    return found.height <= room + _TOLERANCE and not found.broken and _wide_enough(text, found)


def _wide_enough(text: TextBody, found: Extent) -> bool:
    return text.wraps or found.width <= text.width + _TOLERANCE


def _split(plan: TextPlan, room: float, limits: FitLimits) -> TextPlan:
    """The plan with its text in parts, or as a fault where a part would still be too tall."""
    paragraphs = resized(plan.text.paragraphs, plan.kind, plan.share, limits)
    line = measure(plan.text, paragraphs[:1]).height / max(measure(plan.text, paragraphs[:1]).lines, 1)
    if plan.kind == "title" or plan.shape.is_marginal or room < _LEAST_LINES * line:
        return replace(plan, fits=False)
    units = _units(plan.text, paragraphs, room)
    heights = [_unit_height(plan.text, paragraphs, unit) for unit in units]
    parts = tuple(
        tuple(piece for unit in units[start:end] for piece in unit) for start, end in share_out(heights, room, heights)
    )
    joined = tuple(_joined(part) for part in parts)
    return replace(plan, parts=joined, fits=all(height <= room + _TOLERANCE for height in heights))


def _units(text: TextBody, paragraphs: Sequence[Paragraph], room: float) -> list[tuple[Piece, ...]]:
    """What stays together: a paragraph, with the first of those under it; a sentence of a paragraph too tall."""
    units: list[tuple[Piece, ...]] = []
    leads = False
    for place, paragraph in enumerate(paragraphs):
        whole = (Piece(place, 0, len(paragraph.text)),)
        tall = measure(text, (paragraph,)).height > room
        pieces = [(piece,) for piece in _sentences(place, paragraph)] if tall else [whole]
        together = [*units[-1:], *pieces] if leads else []
        if together and _unit_height(text, paragraphs, (*together[0], *together[1])) <= room:
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


def _unit_height(text: TextBody, paragraphs: Sequence[Paragraph], unit: Sequence[Piece]) -> float:
    """The height of a unit among others: with the space before it, which the first on a page does not need."""
    shown = [cut(paragraphs[piece.paragraph], piece.start, piece.end) for piece in unit]
    before = shown[0].look.before
    return extent(shown, text.width).height + (before.value if before.exact else before.value * shown[0].end)


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
