"""Hand-placed areas of a chart whose data changed: another height, other names in the legend.

In: a chart whose plot area, legend and titles stand at fractions of its size. Out: the same in place. What is above
and below the plot area keeps its size, the plot area follows the data, the legend is as wide as its names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from pipeline.ooxml.chart_series import amount, c, parent, setting

_LEAST_PLOT = 0.15
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


def fit_legend(root: etree._Element, change: float) -> None:
    """Makes a hand-placed legend in a row `change` times as wide, at most to the chart's right edge."""
    legend = root.find(f"{c('chart')}/{c('legend')}")
    layout = None if legend is None else legend.find(f"{c('layout')}/{c('manualLayout')}")
    if legend is None or layout is None or setting(legend, "legendPos") not in ("t", "b"):
        return
    left, width = _value(layout, "x"), _value(layout, "w")
    if left is not None and width is not None:
        _set(layout, "w", min(width * change, 1 - left))


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
