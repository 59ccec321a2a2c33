"""The fit of a shape's text: its size, and when no size is small enough, the parts it breaks into.

In: a shape with text and what the brand allows. Out: whether it fits, and parts of whole paragraphs, or of whole
sentences where one paragraph is taller than its shape. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.filling.blocks import BLOCK, whole
from pipeline.filling.fitting.cutting import Piece, cut
from pipeline.filling.fitting.fitting_parts import Parts, measure, parted
from pipeline.filling.fitting.measuring import Extent
from pipeline.filling.fitting.sizes import FitLimits, TextKind, best_size, largest, resized
from pipeline.ooxml.geometry import Shape
from pipeline.ooxml.textbody import Paragraph
from pipeline.ooxml.textroom import TextBody

TOLERANCE = 0.5
_LEAST_LINES = 3


class TextPlan(NamedTuple):
    """How a shape's text is to be set. `share` multiplies the sizes, the largest of which is `top`; `parts` are empty
    when the text stays whole. `drawn` tells that no tag fills it: it is only measured for what a part adds to it."""

    shape: Shape
    text: TextBody
    top: float
    share: float
    height: float
    room: float = 0.0
    width: float = 0.0
    parts: tuple[tuple[Piece, ...], ...] = ()
    fits: bool = True
    broken: str = ""
    drawn: bool = False

    @property
    def kind(self) -> TextKind:
        """What kind of text this is."""
        return kind_of(self.shape)


def kind_of(shape: Shape) -> TextKind:
    """The kind that decides how small a shape's text may become."""
    if shape.is_title:
        return "cover" if shape.holder == "ctrTitle" else "title"
    return "text"


def widened(text: TextBody, free: tuple[float, float]) -> TextBody:
    """The text of a box that grows with its lines, as wide as it could become: `free` is what it has on either side."""
    left, right = free
    sides = {"l": right, "r": left, "ctr": 2 * min(left, right)}
    return replace(text, width=text.width + sides[alignment(text)])


def alignment(text: TextBody) -> str:
    """On which side a text's lines begin: "l", "r", or "ctr" when they stand in the middle."""
    first = next((item for item in text.paragraphs if item.text.strip()), None)
    named = first.look.align if first is not None else "l"
    return "ctr" if text.centred else named if named in ("r", "ctr") else "l"


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
    if size is None:
        room = max(room, _least_room(text, kind, resized(text.paragraphs, kind, floor / top, limits)))
    plan = plain._replace(share=(size or floor) / top, height=found.height, width=found.width, broken=found.broken)
    plan = plan._replace(room=room)
    if size is not None or found.height <= room + TOLERANCE:
        return plan._replace(fits=size is not None or wide_enough(text, found))
    return _in_parts(plan, (highest, floor), limits) if _may_split(plan, found) else plan._replace(fits=False)


def _in_parts(plan: TextPlan, sizes: tuple[float, float], limits: FitLimits) -> TextPlan:
    """The plan with the fewest parts, in the largest of the sizes with which they are so few."""
    text, top = plan.text, plan.top
    highest, floor = sizes

    def shared_out(size: float) -> Parts:
        return parted(text, resized(text.paragraphs, plan.kind, size / top, limits), plan.room)

    fewest = shared_out(floor)

    def as_few(size: float) -> bool:
        other = shared_out(size)
        return len(other.parts) == len(fewest.parts) and other.fits == fewest.fits

    size = best_size(highest, floor, as_few) or floor
    best = shared_out(size)
    return plan._replace(share=size / top, parts=best.parts, height=best.tallest, fits=best.fits)


def wide_enough(text: TextBody, found: Extent) -> bool:
    """Whether lines that end only where the text says so end within their place."""
    return text.wraps or found.width <= text.width + TOLERANCE


def _fits(text: TextBody, found: Extent, room: float) -> bool:
    return found.height <= room + TOLERANCE and not found.broken and wide_enough(text, found)


def _least_room(text: TextBody, kind: TextKind, paragraphs: Sequence[Paragraph]) -> float:
    """A place drawn lower than its line was drawn for that line; a title's, for each paragraph that was typed there."""
    typed = {_typed(item) or str(place): cut(item, 0, 1) for place, item in reversed(list(enumerate(paragraphs)))}
    lines = [*reversed(typed.values())]
    if kind in ("title", "cover"):
        return measure(text, lines).height
    return max((measure(text, (line,)).height for line in lines), default=0.0)


def _may_split(plan: TextPlan, found: Extent) -> bool:
    """Titles and single lines, as topics and footers, stay whole. What has room for several lines goes on, and so does
    any list."""
    if plan.shape.is_title or plan.shape.is_marginal or not wide_enough(plan.text, found):
        return False
    line = found.height * plan.text.columns / max(found.lines, 1)
    return plan.room + TOLERANCE >= _LEAST_LINES * line or _is_list(plan.text.paragraphs)


def _is_list(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether several paragraphs were made of one: the passes of a loop, or the points of a longer text."""
    typed = [_typed(item) for item in paragraphs if item.text.strip()]
    return "" not in typed and len(set(typed)) < len(typed)


def _typed(paragraph: Paragraph) -> str:
    """The place of the template's paragraph that this one was made of."""
    return whole(paragraph.element.get(BLOCK) or "").partition("@")[0]
