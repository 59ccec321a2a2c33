"""The fit of a shape's text: its size, and when no size is small enough, the parts it breaks into.

In: a shape with text and what the brand allows. Out: whether it fits, and parts of whole paragraphs, or of whole
sentences where one paragraph is taller than its shape. Nothing is written here.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.filling.cutting import Piece
from pipeline.filling.fitting_parts import Misfit, Parts, longest_that_fits, measure, parted, worst_of
from pipeline.filling.measuring import Extent
from pipeline.filling.sizes import FitLimits, TextKind, best_size, largest, resized
from pipeline.ooxml.geometry import Shape
from pipeline.ooxml.textroom import TextBody

_TOLERANCE = 0.5
_LEAST_LINES = 3


class TextPlan(NamedTuple):
    """How a shape's text is to be set. `share` multiplies the sizes, the largest of which is `top`; `parts` are empty
    when the text stays whole."""

    shape: Shape
    text: TextBody
    top: float
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
    plain = TextPlan(shape, text, top, 1.0, 0.0)
    if not top:
        return plain
    kind = kind_of(shape)

    def measured(size: float) -> Extent:
        return measure(text, resized(text.paragraphs, kind, size / top, limits))

    floor = limits.floor(kind, top)
    highest = max(top * cap, floor)
    size = best_size(highest, floor, lambda size: _fits(text, measured(size), room))
    if size is None:  # smaller text is no remedy for a word that stays broken
        size = best_size(highest, floor, lambda size: _fits(text, measured(size)._replace(broken=""), room))
    found = measured(floor if size is None else size)
    plan = plain._replace(share=(size or floor) / top, height=found.height, broken=found.broken)
    if size is not None or found.height <= room + _TOLERANCE:
        return plan._replace(fits=size is not None)
    if not _may_split(plan, found, room):
        return plan._replace(fits=False)

    def shared_out(size: float) -> Parts:
        return parted(text, resized(text.paragraphs, kind, size / top, limits), room)

    fewest = shared_out(floor)

    def as_few(size: float) -> bool:
        other = shared_out(size)
        return len(other.parts) == len(fewest.parts) and other.fits == fewest.fits

    size = best_size(highest, floor, as_few) or floor
    best = shared_out(size)
    return plan._replace(share=size / top, parts=best.parts, height=best.tallest, fits=best.fits)


def misfit_of(plan: TextPlan, room: float, limits: FitLimits) -> Misfit:
    """What of a text that doesn't fit is to be shortened: a sentence, or of a text that stays whole its longest
    paragraph."""
    paragraphs = resized(plan.text.paragraphs, plan.kind, plan.share, limits)
    if plan.parts:
        return worst_of(plan.text, paragraphs, Parts(plan.parts, plan.height, fits=False), room)
    place = max(range(len(paragraphs)), key=lambda place: len(paragraphs[place].text))
    fits = longest_that_fits(plan.text, paragraphs, place, room)
    return Misfit(place, paragraphs[place].text, fits)


def _fits(text: TextBody, found: Extent, room: float) -> bool:
    return found.height <= room + _TOLERANCE and not found.broken and _wide_enough(text, found)


def _wide_enough(text: TextBody, found: Extent) -> bool:
    return text.wraps or found.width <= text.width + _TOLERANCE


def _may_split(plan: TextPlan, found: Extent, room: float) -> bool:
    """Titles and single lines, as topics and footers, stay whole; only what has room for several lines goes on."""
    if not _wide_enough(plan.text, found):
        return False
    line = found.height * plan.text.columns / max(found.lines, 1)
    return not plan.shape.is_title and not plan.shape.is_marginal and room >= _LEAST_LINES * line
