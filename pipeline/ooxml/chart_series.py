"""One series of a native chart and its data.

In: a `c:ser` element in any look, and a `Series`. Out: the same element with new name, categories, values and
formulas. Formats of points and labels stay where their point still is; what says or places the old data goes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from copy import deepcopy

from lxml import etree

from pipeline.ooxml.chart_numbers import GENERAL
from pipeline.ooxml.chart_sheet import cells, legal, number
from pipeline.ooxml.dialect import C
from pipeline.vocabulary.content import Series

_CHART_2012 = "http://schemas.microsoft.com/office/drawing/2012/chart"
_CHART_2014 = "http://schemas.microsoft.com/office/drawing/2014/chart"
_ORDER = (
    "idx order tx spPr invertIfNegative pictureOptions marker explosion dPt dLbls trendline errBars "
    "cat xVal val yVal bubbleSize bubble3D smooth shape extLst"
).split()
"""The children of a series in the schema's order: one sequence that holds for every kind of chart."""


def c(name: str) -> str:
    """A chart name in Clark notation."""
    return f"{{{C}}}{name}"


def parent(element: etree._Element) -> etree._Element:
    """The element around this one, which has one."""
    around = element.getparent()
    assert around is not None, element.tag  # noqa: S101 - only ever asked inside a tree
    return around


def setting(owner: etree._Element, name: str) -> str:
    """The `val` of a child, "" where there is none."""
    found = owner.find(c(name))
    return "" if found is None else found.get("val", "")


def amount(text: str, otherwise: float = 0.0) -> float:
    """A number in a part that a stranger may have written."""
    try:
        found = float(text)
    except ValueError:
        return otherwise
    return found if math.isfinite(found) else otherwise


def remove_all(owner: etree._Element, *names: str) -> None:
    """Removes the children of these names."""
    for name in names:
        for child in owner.findall(c(name)):
            owner.remove(child)


def put(series: etree._Element, child: etree._Element) -> None:
    """Puts a child where the schema wants it, in the place of one of the same name."""
    name = etree.QName(child).localname
    remove_all(series, name)
    later = {c(item) for item in _ORDER[_ORDER.index(name) + 1 :]}
    place = next((index for index, item in enumerate(series) if item.tag in later), len(series))
    series.insert(place, child)


def clone(series: etree._Element) -> etree._Element:
    """A further series that looks like this one. Its identity and the looks of single points are not copied."""
    copy = deepcopy(series)
    remove_all(copy, "dPt")
    _drop_extensions(copy, f"{{{_CHART_2014}}}uniqueId")
    return copy


def identify(series: etree._Element, place: int, order: int, name: str, column: int) -> None:
    """Writes a series' place in the data, its place in the drawing, and its name."""
    for tag, value in (("order", order), ("idx", place)):
        element = etree.Element(c(tag), val=str(value))
        put(series, element)
    heading = etree.Element(c("tx"))
    _cache(etree.SubElement(heading, c("strRef")), cells(column, 1), [name])
    put(series, heading)


def fill_categories(series: etree._Element, categories: Sequence[str]) -> None:
    """Writes the categories as text."""
    element = etree.Element(c("cat"))
    _cache(etree.SubElement(element, c("strRef")), cells(0, 2, len(categories) + 1), categories)
    put(series, element)


def fill_numbers(series: etree._Element, tag: str, values: Sequence[float | None], column: int) -> None:
    """Writes numbers into `val`, `xVal` or `yVal`, in the number format that stood there."""
    old = series.find(f"{c(tag)}//{c('formatCode')}")
    code = GENERAL if old is None else old.text or GENERAL
    element = etree.Element(c(tag))
    texts = [None if value is None else number(value) for value in values]
    _cache(etree.SubElement(element, c("numRef")), cells(column, 2, len(values) + 1), texts, code)
    put(series, element)


def fill_points(series: etree._Element, data: Series, count: int, group: etree._Element) -> None:
    """Drops what was drawn for old points, and the labels of points that print none.

    `count` is the number of points; `group` the chart group the series stands in, whose labels it may inherit.
    """
    for point in series.findall(c("dPt")):
        if index_of(point) >= count:
            series.remove(point)
    for bars in series.findall(c("errBars")):
        if setting(bars, "errValType") == "cust":
            series.remove(bars)
    _drop_extensions(series, f"{{{_CHART_2012}}}datalabelsRange")
    labels = _labels(series, group, wanted=bool(data.unlabelled))
    if labels is not None:
        _fill_labels(labels, data.unlabelled, count)


def _labels(series: etree._Element, group: etree._Element, *, wanted: bool) -> etree._Element | None:
    own = series.find(c("dLbls"))
    shared = group.find(c("dLbls"))
    if own is not None or shared is None or not wanted:
        return own
    own = deepcopy(shared)
    put(series, own)
    return own


def _fill_labels(labels: etree._Element, unlabelled: Iterable[int], count: int) -> None:
    silent = {place for place in unlabelled if 0 <= place < count}
    kept: dict[int, etree._Element] = {}
    for label in labels.findall(c("dLbl")):
        labels.remove(label)
        if label.find(c("delete")) is None and index_of(label) < count:
            kept[index_of(label)] = _unbound(label)
    if labels.find(c("delete")) is None:
        kept.update({place: _deleted(place) for place in silent})
    for position, place in enumerate(sorted(kept)):
        labels.insert(position, kept[place])
    _drop_extensions(labels, f"{{{_CHART_2012}}}showDataLabelsRange")


def _unbound(label: etree._Element) -> etree._Element:
    """A point's label without the text and place that were made for the old data."""
    remove_all(label, "layout", "tx", "extLst")
    return label


def _deleted(place: int) -> etree._Element:
    label = etree.Element(c("dLbl"))
    etree.SubElement(label, c("idx"), val=str(place))
    etree.SubElement(label, c("delete"), val="1")
    return label


def index_of(element: etree._Element) -> int:
    """The number of the series or point that an element is about."""
    number = setting(element, "idx")
    return int(number) if number.isdecimal() else 0


def _cache(reference: etree._Element, formula: str, texts: Sequence[str | None], code: str = "") -> None:
    etree.SubElement(reference, c("f")).text = formula
    cache = etree.SubElement(reference, c("numCache" if code else "strCache"))
    if code:
        etree.SubElement(cache, c("formatCode")).text = code
    etree.SubElement(cache, c("ptCount"), val=str(len(texts)))
    for place, text in enumerate(texts):
        if text is not None:
            point = etree.SubElement(cache, c("pt"), idx=str(place))
            etree.SubElement(point, c("v")).text = legal(text)


def _drop_extensions(owner: etree._Element, content: str) -> None:
    for extensions in owner.findall(c("extLst")):
        for extension in [item for item in extensions if item.find(content) is not None]:
            extensions.remove(extension)
        if not len(extensions):
            owner.remove(extensions)
