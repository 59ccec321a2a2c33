"""Scales that a designer fixed, for data that do not fit them.

In: a chart's tree with new data. Out: the same tree; a fixed end moves only where a value would be cut off, to its next
whole step, and a fixed step grows only where it would draw more lines than an eye can tell apart.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from pipeline.ooxml.chart_frame import axis_ids
from pipeline.ooxml.chart_kinds import BUBBLE, SCATTER, groups_of
from pipeline.ooxml.chart_sheet import LARGEST
from pipeline.ooxml.chart_xml import amount, c, remove_all, setting

_MOST_STEPS = 20
_NICE_STEPS = 8


def fit_scales(root: etree._Element) -> None:
    """Moves the fixed ends and steps of the axes of values, and frees those of an axis of dates."""
    for axis in root.iter(c("valAx"), c("dateAx")):
        reaches = [reach for group in groups_of(root) if (reach := _reach(group, axis)) is not None]
        if reaches:
            _fit(axis, min(low for low, _ in reaches), max(high for _, high in reaches))


def _reach(group: etree._Element, axis: etree._Element) -> tuple[float, float] | None:
    """The least and the greatest that a group draws along an axis; None when it draws nothing there."""
    numbers = axis_ids(group)
    number = setting(axis, "axId")
    if number not in numbers:
        return None
    if group.tag in (SCATTER, BUBBLE):
        return _ends(_values(group, "xVal" if numbers.index(number) == 0 else "yVal"))
    if axis.tag == c("dateAx"):
        return _ends(_values(group, "cat"))
    return _stacked(group) if setting(group, "grouping") in ("stacked", "percentStacked") else _ends(_values(group))


def _values(group: etree._Element, tag: str = "val") -> Iterator[tuple[str, float]]:
    for point in group.iterfind(f"{c('ser')}/{c(tag)}/{c('numRef')}/{c('numCache')}/{c('pt')}"):
        yield point.get("idx", ""), amount(point.findtext(c("v"), ""))


def _ends(values: Iterator[tuple[str, float]]) -> tuple[float, float] | None:
    known = [value for _, value in values]
    return (min(known), max(known)) if known else None


def _stacked(group: etree._Element) -> tuple[float, float] | None:
    if setting(group, "grouping") == "percentStacked":
        return None
    up: defaultdict[str, float] = defaultdict(float)
    down: defaultdict[str, float] = defaultdict(float)
    for place, value in _values(group):
        side = up if value > 0 else down
        side[place] = max(-LARGEST, min(side[place] + value, LARGEST))
    if not up and not down:
        return None
    return min(down.values(), default=0.0), max(up.values(), default=0.0)


def _fit(axis: etree._Element, low: float, high: float) -> None:
    scaling = axis.find(c("scaling"))
    if scaling is None:
        return
    least, most = scaling.find(c("min")), scaling.find(c("max"))
    if axis.tag == c("dateAx"):
        _free_dates(scaling, low, high)
        return
    if scaling.find(c("logBase")) is None:
        _widen_step(axis, least, most, low, high)
    step = amount(setting(axis, "majorUnit")) or 1.0
    if most is not None and high > amount(most.get("val", ""), math.inf):
        most.set("val", f"{_whole_steps(high, step, up=True):.12g}")
    if least is not None and low < amount(least.get("val", ""), -math.inf) and scaling.find(c("logBase")) is None:
        least.set("val", f"{_whole_steps(low, step, up=False):.12g}")


def _free_dates(scaling: etree._Element, low: float, high: float) -> None:
    """A period that was fixed for the old days shows none of others."""
    for name, outside in (("min", low), ("max", -high)):
        end = scaling.find(c(name))
        sign = 1 if name == "min" else -1
        if end is not None and outside < sign * amount(end.get("val", "")):
            remove_all(scaling, name)


def _widen_step(
    axis: etree._Element, least: etree._Element | None, most: etree._Element | None, low: float, high: float
) -> None:
    """A step that was right for the old data may draw thousands of lines over the new ones."""
    unit = axis.find(c("majorUnit"))
    step = amount(setting(axis, "majorUnit"))
    if unit is None or step <= 0:
        return
    bottom = min(low, 0.0 if least is None else amount(least.get("val", "")))
    top = max(high, 0.0 if most is None else amount(most.get("val", "")))
    drawn = 0.0 if least is None or most is None else amount(most.get("val", "")) - amount(least.get("val", ""))
    reach = min(top - bottom, LARGEST)
    if reach / step <= max(_MOST_STEPS, drawn / step):
        return
    unit.set("val", f"{_nice(reach / _NICE_STEPS):.12g}")
    remove_all(axis, "minorUnit")


def _nice(step: float) -> float:
    """The least of 1, 2, 5, 10, 20, 50 … that is no smaller."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= step or factor == 10)


def _whole_steps(value: float, step: float, *, up: bool) -> float:
    steps = value / step
    if not math.isfinite(steps) or abs(steps) > 1e15:
        return value
    return (math.ceil(steps) if up else math.floor(steps)) * step
