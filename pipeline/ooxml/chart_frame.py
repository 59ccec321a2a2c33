"""What stands around a chart's series: groups, axes, legend, scales.

In: a chart's tree whose series have just changed. Out: the same tree without what the series no longer need.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator

from lxml import etree

from pipeline.ooxml.chart_series import amount, c, index_of, parent, setting

_ROUND = frozenset(c(name) for name in ("pieChart", "pie3DChart", "ofPieChart", "doughnutChart"))
_DATES = frozenset(c(name) for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit"))
_FILTERED = "{http://schemas.microsoft.com/office/drawing/2012/chart}filtered"


def groups_of(root: etree._Element) -> list[etree._Element]:
    """The chart groups (`c:barChart`, `c:lineChart` …), in the order they stand."""
    plot = root.find(f"{c('chart')}/{c('plotArea')}")
    if plot is None:
        return []
    return [item for item in plot if isinstance(item.tag, str) and item.tag.endswith("Chart")]


def series_of(root: etree._Element) -> Iterator[etree._Element]:
    """All series, group by group."""
    for group in groups_of(root):
        yield from group.findall(c("ser"))


def keep_only(root: etree._Element, elements: Collection[etree._Element]) -> None:
    """Drops all other series, and groups, axes and legend entries that are left without any."""
    for element in [item for item in series_of(root) if item not in elements]:
        parent(element).remove(element)
    for group in groups_of(root):
        if group.find(c("ser")) is None:
            parent(group).remove(group)
        else:
            _forget_filtered(group)
    _tidy_axes(root)
    _tidy_legend(root)


def raise_scales(root: etree._Element) -> None:
    """Raises the fixed end of a value axis under which a value would be cut off, to its next whole step."""
    axes = {setting(axis, "axId"): axis for axis in root.iter(c("valAx"))}
    for group in groups_of(root):
        highest = _highest(group)
        # the last value axis: in scatter charts the first one is that of x
        own = [axes[number] for number in _axis_ids(group) if number in axes]
        end = own[-1].find(f"{c('scaling')}/{c('max')}") if own else None
        if end is not None and highest > amount(end.get("val", ""), math.inf):
            step = amount(setting(own[-1], "majorUnit")) or 1.0
            end.set("val", f"{math.ceil(highest / step) * step:g}")


def _highest(group: etree._Element) -> float:
    kind = setting(group, "grouping")
    numbers = c("yVal" if group.tag == c("scatterChart") else "val")
    totals: dict[str, float] = {}
    largest = 0.0
    for point in group.iterfind(f"{c('ser')}/{numbers}/{c('numRef')}/{c('numCache')}/{c('pt')}"):
        value = amount(point.findtext(c("v"), ""))
        largest = max(largest, value)
        totals[point.get("idx", "")] = totals.get(point.get("idx", ""), 0.0) + max(value, 0.0)
    if kind == "percentStacked":
        return 0.0
    return max(totals.values(), default=0.0) if kind == "stacked" else largest


def _forget_filtered(group: etree._Element) -> None:
    """Series that Office keeps hidden behind its filter refer to the old sheet."""
    for extensions in group.findall(c("extLst")):
        if any(str(item.tag).startswith(_FILTERED) for item in extensions.iter()):
            group.remove(extensions)


def _tidy_axes(root: etree._Element) -> None:
    used = {number for group in groups_of(root) for number in _axis_ids(group)}
    for axis in list(root.iter(c("catAx"), c("dateAx"), c("valAx"), c("serAx"))):
        if setting(axis, "axId") not in used:
            parent(axis).remove(axis)
        elif axis.tag == c("dateAx"):
            _categorise(axis)


def _axis_ids(group: etree._Element) -> list[str]:
    return [item.get("val", "") for item in group.findall(c("axId"))]


def _categorise(axis: etree._Element) -> None:
    """Categories are text here: an axis of dates would print them as the first days of 1900."""
    axis.tag = c("catAx")
    for child in [item for item in axis if item.tag in _DATES]:
        axis.remove(child)


def _tidy_legend(root: etree._Element) -> None:
    """Entries are numbered by what they stand for: the series, or the points of a round chart."""
    count = len(list(series_of(root)))
    if any(group.tag in _ROUND for group in groups_of(root)):
        count = max((int(amount(item.get("val", ""))) for item in root.iter(c("ptCount"))), default=0)
    for entry in [item for item in root.iter(c("legendEntry")) if index_of(item) >= count]:
        parent(entry).remove(entry)
