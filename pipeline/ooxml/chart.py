"""New data for a native chart: its caches and formulas are replaced, all that a designer chose stays.

In: the XML of a chart part and a `Chart`. Out: the XML of the filled part, and the bytes of its embedded workbook.
Word and PowerPoint show the caches, not the workbook: both are written from the same data.

A data series takes the look of the template's series in the same place; more series than drawn look like the last one.
A series without any value is not drawn, so that the legend names only what is seen; its place and look stay reserved.
In scatter charts the first series holds the x values of the others; a single series is drawn over 1, 2, 3 …
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from lxml import etree

from pipeline.ooxml.chart_frame import groups_of, keep_only, raise_scales, series_of
from pipeline.ooxml.chart_layout import around, fit_legend, keep_margins, legend_characters
from pipeline.ooxml.chart_numbers import GENERAL, localise
from pipeline.ooxml.chart_series import (
    amount,
    c,
    clone,
    fill_categories,
    fill_numbers,
    fill_points,
    identify,
    parent,
    remove_all,
    setting,
)
from pipeline.ooxml.chart_sheet import drawn, sheet_xlsx
from pipeline.ooxml.package import parse, serialise
from pipeline.vocabulary.content import Chart, Series

_SCATTER, _RADAR = c("scatterChart"), c("radarChart")
_FILLABLE = frozenset(
    c(f"{kind}Chart") for kind in "bar bar3D line line3D area area3D pie pie3D ofPie doughnut radar scatter".split()
)


def can_fill(xml: bytes) -> bool:
    """Whether `fill_chart` can fill the chart: every kind but bubble, stock, surface and those of Office 2016."""
    try:
        root = parse(xml)
    except etree.XMLSyntaxError:
        return False
    groups = groups_of(root)
    return all(group.tag in _FILLABLE for group in groups) and next(series_of(root), None) is not None


def chart_workbook(data: Chart) -> bytes:
    """The embedded .xlsx of a chart: categories in column A, the drawn series from B. The same bytes each time."""
    return sheet_xlsx(data)


def fill_chart(xml: bytes, data: Chart, drawn_height_mm: float | None = None) -> bytes:
    """A chart part with new data and otherwise as it was drawn. The chart must be one that `can_fill` accepts.

    `drawn_height_mm` is the drawing's height in the template (millimetres): given it, and a height in the data, legend
    and axis keep their size while the plot area grows or shrinks. `data.decimal_comma` decides the number formats (see
    `chart_numbers`). A scale's fixed end is raised when a value would not fit under it.
    """
    root = parse(xml)
    before = legend_characters(_names(root))
    fill_tree(root, data, drawn(data))
    raise_scales(root)
    fit_legend(root, legend_characters(_names(root)) / max(before, 1))
    write_formats(root, data)
    if drawn_height_mm and data.height_mm:
        keep_margins(root, drawn_height_mm, data.height_mm)
    return serialise(root)


def fill_tree(root: etree._Element, data: Chart, shown: Sequence[tuple[int, Series]]) -> None:
    """Puts the series of `shown`, each with its place in the data, into a chart's tree and drops all others."""
    templates = sorted(series_of(root), key=_order)
    columns = {place: column for column, (place, _) in enumerate(shown, start=1)}
    x_place = _x_place(templates[0], columns)
    plotted = [(place, series) for place, series in shown if place != x_place]
    offset = 0 if x_place is None else 1
    elements = _elements(templates, [place - offset for place, _ in plotted])
    for order, ((place, series), element) in enumerate(zip(plotted, elements, strict=True)):
        identify(element, place, order, series.name, columns[place])
        kind = parent(element).tag
        if kind == _SCATTER:
            xs = data.series[x_place] if x_place is not None else None
            _fill_scatter(element, data, (xs, series), (1, columns[place]))
        else:
            fill_categories(element, around(data.categories) if kind == _RADAR else data.categories)
            fill_numbers(element, "val", _padded(series, data), columns[place])
        fill_points(element, series, len(data.categories), parent(element))
    keep_only(root, elements)


def _x_place(template: etree._Element, columns: Mapping[int, int]) -> int | None:
    """The place of the series that gives x values: the first, in a scatter chart that has others to draw."""
    scatter = parent(template).tag == _SCATTER
    return 0 if scatter and 0 in columns and len(columns) > 1 else None


def _elements(templates: Sequence[etree._Element], places: Sequence[int]) -> list[etree._Element]:
    """A series element for each place: the template's own, and for places beyond them copies of its last one."""
    last = templates[-1]
    elements = []
    for place in places:
        if place < len(templates):
            elements.append(templates[place])
            continue
        copy = clone(templates[-1])
        last.addnext(copy)
        elements.append(copy)
        last = copy
    return elements


def _fill_scatter(
    element: etree._Element, data: Chart, pair: tuple[Series | None, Series], columns: tuple[int, int]
) -> None:
    """Writes x values (none: Office counts 1, 2, 3 …) and y values, and the columns they stand in."""
    for tag, series, column in zip(("xVal", "yVal"), pair, columns, strict=True):
        if series is None:
            remove_all(element, tag)
        else:
            fill_numbers(element, tag, _padded(series, data), column)


def _padded(series: Series, data: Chart) -> list[float | None]:
    """As many values as there are categories; what is not a number is an empty point."""
    count = len(data.categories)
    known = [value if value is not None and math.isfinite(value) else None for value in series.values[:count]]
    return known + [None] * (count - len(known))


def _names(root: etree._Element) -> list[str]:
    return [series.findtext(f"{c('tx')}//{c('v')}", "") for series in series_of(root)]


def _order(series: etree._Element) -> int:
    return int(amount(setting(series, "order")))


def write_formats(root: etree._Element, data: Chart) -> None:
    """Writes number formats in the document's language. `General` stays where all numbers are whole."""
    whole = all(value is None or float(value).is_integer() for series in data.series for value in series.values)
    for element in root.iter(c("numFmt"), c("formatCode")):
        code = element.get("formatCode", "") if element.tag == c("numFmt") else element.text or ""
        if (code == GENERAL and whole) or parent(element).tag == c("catAx"):
            continue
        code = localise(code, decimal_comma=data.decimal_comma)
        if element.tag == c("numFmt"):
            element.set("formatCode", code)
        else:
            element.text = code
