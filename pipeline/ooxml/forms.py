"""How much of a shape its form keeps from the text: round, slanted and pointed forms give it less than their box.

In: a preset form's name, its first adjustment and its size. Out: what is lost on the left, at the top, on the right and
at the bottom. All lengths are points. A form that is not known gives its whole box, as a rectangle does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Loss(NamedTuple):
    """What a form takes from each side of its text."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


NOTHING = Loss()
_Form = Callable[[float, float, float], Loss]
_ARC = 0.146447  # of an ellipse's breadth, outside the rectangle drawn into it: (1 - cos 45°) / 2
_CORNER = 0.292893  # of a rounding's radius, outside its corner's rectangle: 1 - cos 45°


def loss(form: str, adjustment: float | None, width: float, height: float) -> Loss:
    """What a form of this size takes from its text. `adjustment` is its first handle, in sizes; None is as drawn."""
    if form not in _FORMS or width <= 0 or height <= 0:
        return NOTHING
    drawn, taken = _FORMS[form]
    value = drawn if adjustment is None else min(max(adjustment, 0.0), _MOST.get(form, 0.5))
    return taken(value, width, height)


def _ellipse(_: float, width: float, height: float) -> Loss:
    return Loss(_ARC * width, _ARC * height, _ARC * width, _ARC * height)


def _round(radius: float, width: float, height: float) -> Loss:
    each = _CORNER * radius * min(width, height)
    return Loss(each, each, each, each)


def _cut_corners(share: float, width: float, height: float) -> Loss:
    each = share * min(width, height) / 2
    return Loss(each, each, each, each)


def _diamond(_: float, width: float, height: float) -> Loss:
    return Loss(width / 4, height / 4, width / 4, height / 4)


def _triangle(peak: float, width: float, height: float) -> Loss:
    return Loss(peak * width / 2, height / 2, (1 - peak) * width / 2, 0.0)


def _pentagon(point: float, width: float, height: float) -> Loss:
    return Loss(right=point * min(width, height) / 2)


def _chevron(point: float, width: float, height: float) -> Loss:
    each = min(point * min(width, height), width / 2)
    return Loss(left=each, right=each)


def _right_arrow(shaft: float, width: float, height: float) -> Loss:
    rest = (1 - shaft) / 2
    head = min(width, height) / 2
    return Loss(top=rest * height, right=head * (1 - shaft), bottom=rest * height)


def _left_arrow(shaft: float, width: float, height: float) -> Loss:
    left, top, right, bottom = _right_arrow(shaft, width, height)
    return Loss(right, top, left, bottom)


def _hexagon(_: float, width: float, height: float) -> Loss:
    return Loss(width / 8 + min(width, height) / 12, height / 8, width / 8 + min(width, height) / 12, height / 8)


def _slanted(slant: float, width: float, height: float) -> Loss:
    aside = min(slant * min(width, height), width) * 7 / 12
    above = min(slant * min(width, height) / width * height, height) / 3
    return Loss(aside, above, aside, above)


def _folded(corner: float, width: float, height: float) -> Loss:
    return Loss(bottom=corner * min(width, height))


_FORMS: dict[str, tuple[float, _Form]] = {
    **dict.fromkeys(("ellipse", "donut", "flowChartConnector", "wedgeEllipseCallout"), (0.0, _ellipse)),
    **dict.fromkeys(("roundRect", "flowChartAlternateProcess"), (1 / 6, _round)),
    "wedgeRoundRectCallout": (1 / 6, lambda _, width, height: _round(1 / 6, width, height)),
    **dict.fromkeys(("diamond", "flowChartDecision"), (0.0, _diamond)),
    "triangle": (0.5, _triangle),
    "homePlate": (0.5, _pentagon),
    "chevron": (0.5, _chevron),
    "rightArrow": (0.5, _right_arrow),
    "leftArrow": (0.5, _left_arrow),
    "hexagon": (0.25, _hexagon),
    "octagon": (0.29289, _cut_corners),
    "parallelogram": (0.25, _slanted),
    "trapezoid": (0.25, _slanted),
    "foldedCorner": (1 / 6, _folded),
}
_MOST = {"triangle": 1.0, "homePlate": 1.0, "chevron": 1.0, "rightArrow": 1.0, "leftArrow": 1.0}
"""How far a form's first handle goes; others go to a half."""
