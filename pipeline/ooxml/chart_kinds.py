"""The kinds of charts: which can be filled, and where each keeps its numbers.

In: a chart part. Out: why it can't be filled, if it can't; the groups and series of one that can.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.ooxml.chart_xml import amount, c, parent, setting
from pipeline.ooxml.package import parse

_CHART_2014 = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
SCATTER, BUBBLE, RADAR = c("scatterChart"), c("bubbleChart"), c("radarChart")
ROUND = frozenset(c(f"{name}Chart") for name in ("pie", "pie3D", "ofPie", "doughnut"))
_FILLABLE = (
    frozenset(c(f"{name}Chart") for name in "bar bar3D line line3D area area3D".split())
    | ROUND
    | {SCATTER, BUBBLE, RADAR}
)
_REFUSED = {c("stockChart"): "stock", c("surfaceChart"): "surface", c("surface3DChart"): "surface"}


def refusal(xml: bytes) -> str:
    """Why a chart part can't be filled: `stock`, `surface`, `modern` (a kind of Office 2016) or `broken`; "" if it can.

    A `broken` one is no chart at all, has no series, or is of a kind that nobody knows.
    """
    try:
        root = parse(xml)
    except etree.XMLSyntaxError:
        return "broken"
    if str(root.tag).startswith(_CHART_2014):
        return "modern"
    groups = groups_of(root)
    refused = next((_REFUSED[str(group.tag)] for group in groups if group.tag in _REFUSED), "")
    kinds = {str(group.tag) for group in groups}
    known = kinds <= _FILLABLE and (BUBBLE not in kinds or len(kinds) == 1)
    return refused or ("" if known and next(series_of(root), None) is not None else "broken")


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


def in_order(root: etree._Element) -> list[etree._Element]:
    """All series in the order that a designer sees them in."""
    return sorted(series_of(root), key=lambda series: amount(setting(series, "order")))


def value_tags(series: etree._Element) -> tuple[str, ...]:
    """The elements that hold a series' own numbers; each takes a line of the sheet."""
    kind = parent(series).tag
    if kind == BUBBLE:
        return "yVal", "bubbleSize"
    return ("yVal",) if kind == SCATTER else ("val",)


def lead_tag(series: etree._Element) -> str:
    """The element that holds what stands below the values: categories, or x."""
    return "xVal" if parent(series).tag in (SCATTER, BUBBLE) else "cat"
