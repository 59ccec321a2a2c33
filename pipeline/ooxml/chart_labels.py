"""The labels of a series: their look stays, what they said of old data goes.

In: a `c:ser` whose data have changed. Out: the same with labels that tell the new data: typed texts and texts from
cells are gone, so that the value is printed, and points that shall print none have none.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from pipeline.ooxml.chart_xml import c, drop_extensions, index_of, put, remove_all, switched_on
from pipeline.ooxml.dialect import a

KEPT = "kept"
"""An attribute on a label's `c:tx` whose text is no longer the old data's: a tag stood in it."""

_CHART_2012 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
_FROM_CELLS = f"{_CHART_2012}showDataLabelsRange"
_LIVE = frozenset("VALUE XVALUE YVALUE CATEGORYNAME SERIESNAME PERCENTAGE BUBBLESIZE".split())
"""Fields in a label's text that Office works out by itself."""
_SHOWN = tuple(f"show{name}" for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"))


def fill_labels(series: etree._Element, group: etree._Element, unlabelled: Iterable[int], count: int) -> None:
    """Mends the labels of a series with `count` points, of which the `unlabelled` print none.

    `group` is the chart group around it, whose labels it may inherit.
    """
    drop_extensions(series, f"{_CHART_2012}datalabelsRange")
    silent = {place for place in unlabelled if 0 <= place < count}
    labels = _labels(series, group, wanted=bool(silent))
    if labels is None:
        return
    kept: dict[int, etree._Element] = {}
    for label in labels.findall(c("dLbl")):
        labels.remove(label)
        if label.find(c("delete")) is None and index_of(label) < count:
            kept[index_of(label)] = label
            _unbind(label)
    if labels.find(c("delete")) is None:
        kept.update({place: _deleted(place) for place in silent})
    for position, place in enumerate(sorted(kept)):
        labels.insert(position, kept[place])
    if drop_extensions(labels, _FROM_CELLS):
        _show_something(labels)


def forget_marks(series: etree._Element) -> None:
    """Takes off the marks of texts that were kept."""
    for text in series.iter(c("tx")):
        text.attrib.pop(KEPT, "")


def _labels(series: etree._Element, group: etree._Element, *, wanted: bool) -> etree._Element | None:
    own = series.find(c("dLbls"))
    shared = group.find(c("dLbls"))
    if own is not None or shared is None or not wanted:
        return own
    own = deepcopy(shared)
    put(series, own)
    return own


def _unbind(label: etree._Element) -> None:
    """Takes from a point's label the place and text that were made for the old data."""
    text = label.find(c("tx"))
    if text is not None and KEPT not in text.attrib and not _is_live(text):
        remove_all(label, "tx")
    remove_all(label, "layout", "extLst")
    if label.find(c("tx")) is None:
        _show_something(label)


def _is_live(text: etree._Element) -> bool:
    fields = [field.get("type", "") for field in text.iter(a("fld"))]
    return bool(fields) and all(kind in _LIVE for kind in fields)


def _show_something(labels: etree._Element) -> None:
    """Labels whose only text is gone print the value: nothing is silently blank."""
    if labels.find(c("delete")) is not None or any(switched_on(labels, name) for name in _SHOWN):
        return
    shown = labels.find(c("showVal"))
    if shown is not None:
        shown.set("val", "1")


def _deleted(place: int) -> etree._Element:
    label = etree.Element(c("dLbl"))
    etree.SubElement(label, c("idx"), val=str(place))
    etree.SubElement(label, c("delete"), val="1")
    return label
