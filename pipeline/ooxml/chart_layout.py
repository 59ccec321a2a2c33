"""Hand-placed areas of a chart whose data changed: another height, other names in the legend.

In: a chart whose plot area, legend and titles stand at fractions of its size. Out: the same in place. What is above
and below the plot area keeps its size, the plot area follows the data, the legend is as wide as its names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from pipeline.ooxml.chart_xml import amount, c, parent, setting

_LEAST_PLOT = 0.15
_TIGHT = 1.1
"""How much too long a legend may be and still be squeezed into its room."""
_MIDDLE = 0.5
_KEY = 6
"""Room for the key of a legend's entry and the space after it, in letters."""

_LONG_AT_SIDE, _LONG_ABOVE = 18, 26
"""Letters of a name that still stands on one line beside a radar chart, and above or below it."""


def around(names: Sequence[str]) -> list[str]:
    """The names round a radar chart: long ones on two lines, since one line would squeeze or overlap the chart."""
    limits = [_LONG_ABOVE if place * 2 in (0, len(names)) else _LONG_AT_SIDE for place in range(len(names))]
    return [_folded(name, limit) for name, limit in zip(names, limits, strict=True)]


def _folded(name: str, limit: int) -> str:
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if len(name) <= limit or not spaces:
        return name
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return f"{name[:middle]}\n{name[middle + 1 :]}"


def legend_characters(names: Iterable[str]) -> int:
    """How wide a legend in one row is, in letters."""
    return sum(len(name) + _KEY for name in names)


def fit_legend(root: etree._Element, old: Sequence[str], new: Sequence[str]) -> None:
    """Fits a hand-placed legend to its new names.

    One in a row grows as they do, at most to the chart's right edge. One with more names than there is room for is no
    longer placed by hand, nor is the plot area beside it: Office finds room for both.
    """
    legend = root.find(f"{c('chart')}/{c('legend')}")
    layout = None if legend is None else legend.find(f"{c('layout')}/{c('manualLayout')}")
    if legend is None or layout is None:
        return
    in_row = setting(legend, "legendPos") in ("t", "b")
    place, size = ("x", "w") if in_row else ("y", "h")
    first, length = _value(layout, place), _value(layout, size)
    if first is None or length is None:
        return
    change = legend_characters(new) / max(legend_characters(old), 1) if in_row else len(new) / max(len(old), 1)
    if len(new) > len(old) and length * change > (1 - first) * _TIGHT:
        _leave_to_office(root, legend)
    elif in_row:
        _set(layout, size, min(length * change, 1 - first))


def _leave_to_office(root: etree._Element, legend: etree._Element) -> None:
    for holder in (legend, root.find(f"{c('chart')}/{c('plotArea')}")):
        for layout in [] if holder is None else holder.findall(f"{c('layout')}/{c('manualLayout')}"):
            parent(layout).remove(layout)


def keep_margins(root: etree._Element, drawn_mm: float, new_mm: float) -> None:
    """Moves the manual layouts of a chart drawn `drawn_mm` high that is now shown `new_mm` high (millimetres)."""
    ratio = drawn_mm / new_mm
    plot = root.find(f"{c('chart')}/{c('plotArea')}/{c('layout')}/{c('manualLayout')}")
    if plot is None or not _fit_plot(plot, ratio):
        return
    for layout in root.iter(c("manualLayout")):
        if parent(parent(layout)).tag in (c("legend"), c("title")):
            _move(layout, ratio)


def _fit_plot(layout: etree._Element, ratio: float) -> bool:
    top, height = _value(layout, "y"), _value(layout, "h")
    if top is None or height is None:
        return False
    below = 1 - top - height
    room = 1 - (top + below) * ratio
    if room < _LEAST_PLOT:
        return False
    _set(layout, "y", top * ratio)
    _set(layout, "h", room)
    return True


def _move(layout: etree._Element, ratio: float) -> None:
    top, height = _value(layout, "y"), _value(layout, "h")
    if height is not None:
        _set(layout, "h", height * ratio)
    if top is not None:
        _set(layout, "y", top * ratio if top < _MIDDLE else 1 - (1 - top) * ratio)


def _value(layout: etree._Element, name: str) -> float | None:
    mode, item = layout.find(c(f"{name}Mode")), layout.find(c(name))
    if item is None or (name in "xy" and (mode is None or mode.get("val") != "edge")):
        return None
    return amount(item.get("val", ""))


def _set(layout: etree._Element, name: str, value: float) -> None:
    for item in layout.findall(c(name)):
        item.set("val", f"{value:.4f}")
