"""Which shapes stand below which: how far down a table or a text may reach, and what moves along with its end.

In: the shapes of a slide. Out: limits in points from the slide's top, what is free beside a shape, and followers.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ooxml.geometry import Shape

_NEAR = 36.0
"""A shape the slide itself places at most half an inch under a table belongs to it and moves with its end."""
_TOUCHING = 3.0
_LEAST_HEIGHT = 20.0


def followers(shape: Shape, shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """The shapes right under a shape, and those right under them, from the top down."""
    found: list[Shape] = []
    bottom = shape.box.bottom
    for other in sorted(shapes, key=lambda item: item.box.y):
        near = -_TOUCHING <= other.box.y - bottom <= _NEAR
        if other is not shape and near and _may_move(other) and other.box.beside(shape.box):
            found.append(other)
            bottom = max(bottom, other.box.bottom)
    return tuple(found)


def bottom_limit(shape: Shape, shapes: Sequence[Shape], bottom: float, moving: Sequence[Shape] = ()) -> float:
    """How far down a shape may reach: to the end of its place in the layout or of the content, or to what is below.

    `moving` are shapes that stay below it wherever it ends, and so take room from it.
    """
    limit = shape.area.bottom if shape.area is not None else max(bottom, _own_end(shape))
    below = [
        other.box.y
        for other in shapes
        if other is not shape and other not in moving and _blocks(other) and other.box.beside(shape.box)
    ]
    limit = min([limit, *(y for y in below if y > shape.box.y + _LEAST_HEIGHT)])
    taken = max((other.box.bottom for other in moving), default=shape.box.bottom) - shape.box.bottom
    return limit - taken


def free_sides(shape: Shape, shapes: Sequence[Shape], width: float) -> tuple[float, float]:
    """How far a shape could grow to the left and to the right: to what stands beside it, or to the slide's edges."""
    box = shape.box
    left, right = 0.0, width
    for other in shapes:
        beside = other.box.y < box.bottom - 1 and box.y < other.box.bottom - 1
        if other is shape or not beside or not _blocks(other):
            continue
        if other.box.right <= box.x + 1:
            left = max(left, other.box.right)
        elif other.box.x >= box.right - 1:
            right = min(right, other.box.x)
    return max(box.x - left, 0.0), max(right - box.right, 0.0)


def _own_end(shape: Shape) -> float:
    """Text boxes end where they are drawn to end; a table's drawn height is only its sample's."""
    return shape.box.bottom if shape.kind == "text" else 0.0


def _may_move(shape: Shape) -> bool:
    return shape.placed and not shape.holder and not shape.grouped and shape.kind != "other"


def _blocks(shape: Shape) -> bool:
    """Whether a shape shows something that must not be run over."""
    if shape.kind in ("line", "group"):
        return False
    return shape.kind != "text" or (shape.text is not None and any(item.text.strip() for item in shape.text.paragraphs))
