"""New data for a native chart: its caches, formulas and workbook are replaced, all that a designer chose stays.

In: the XML of a chart part, the workbooks related from it, and a `Chart`. Out: the XML of the filled part and the
bytes of its workbook. Word and PowerPoint show the caches, not the workbook: both are written from the same data.

A data series takes the look of the template's series in the same place; more series than drawn look like the last one,
in colours of the theme that the chart does not use yet. A series without any value is not drawn, so that the legend
names only what is seen; its place and look stay reserved.
In scatter charts the first series holds the x values of the others; a single series is drawn over 1, 2, 3 …
In bubble charts the first series holds x too, and then each two are the y and the size of one series of bubbles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.ooxml.chart_block import Block
from pipeline.ooxml.chart_book import Book, open_book
from pipeline.ooxml.chart_colours import recolour, unused_colours
from pipeline.ooxml.chart_days import day_numbers
from pipeline.ooxml.chart_frame import Legend, forget_pivot, keep_only, listed_names, mend_numbers
from pipeline.ooxml.chart_kinds import BUBBLE, RADAR, SCATTER, in_order, refusal, series_of
from pipeline.ooxml.chart_labels import forget_marks
from pipeline.ooxml.chart_layout import around, fit_legend, keep_margins
from pipeline.ooxml.chart_numbers import GENERAL, localise
from pipeline.ooxml.chart_scales import fit_scales
from pipeline.ooxml.chart_series import (
    Lead,
    clone,
    fill_points,
    fill_values,
    identify,
    points_of,
    texts_of,
)
from pipeline.ooxml.chart_sheet import SheetData, drawn, has_value, padded, sheet_xlsx
from pipeline.ooxml.chart_texts import rename_title
from pipeline.ooxml.chart_xml import add, amount, c, parent, setting, switched_on
from pipeline.ooxml.dialect import R
from pipeline.ooxml.package import parse, serialise
from pipeline.vocabulary.content import Chart, Series

__all__ = ["FilledChart", "chart_workbook", "draw_data", "fill_chart", "refusal", "write_formats"]

_NEW_RELATION = "rIdWorkbook"
_AFTER_WORKBOOK = frozenset(c(name) for name in ("printSettings", "userShapes", "extLst"))


@dataclass(frozen=True, slots=True)
class FilledChart:
    """A chart part with new data, its workbook, and the id of the relationship that the part expects it under."""

    xml: bytes
    workbook: bytes
    relation: str


@dataclass(frozen=True, slots=True)
class _Plotted:
    """A series to draw: the place of the template's series that it looks like, and its lines on the sheet."""

    place: int
    lines: tuple[int | None, ...]
    unlabelled: frozenset[int]


def chart_workbook(data: Chart) -> bytes:
    """A new .xlsx with a chart's data: categories in column A, the drawn series from B. The same bytes each time."""
    return sheet_xlsx(_by_category(data, drawn(data))[0])


def fill_chart(
    xml: bytes, data: Chart, workbooks: Mapping[str, bytes] | None = None, drawn_height_mm: float | None = None
) -> FilledChart:
    """A chart part with new data and otherwise as it was drawn. The chart must be one without a `refusal`.

    `workbooks` are the embedded workbooks by relationship id; the chart's own keeps its other sheets, formatting and
    tables. Where it has none that can be read, a new one is made. `drawn_height_mm` is the drawing's height in the
    template (millimetres): given it, and a height in the data, legend and axis keep their size while the plot area
    grows or shrinks. `data.decimal_comma` decides the number formats (see `chart_numbers`).
    """
    root = parse(xml)
    relation = _workbook_relation(root)
    book = _book(root, (workbooks or {}).get(relation))
    old, listed, legend = _names(root), listed_names(root), Legend(root)
    sheet = _draw(root, data, book)
    legend.mend()
    fit_scales(root)
    if len(old) == 1:
        rename_title(root, old[0], sheet.lines[0].name)
    fit_legend(root, listed, listed_names(root))
    write_formats(root, data)
    forget_pivot(root)
    mend_numbers(root)
    if drawn_height_mm and data.height_mm:
        keep_margins(root, drawn_height_mm, data.height_mm)
    return FilledChart(serialise(root), sheet_xlsx(sheet) if book is None else book.filled(sheet), relation)


def draw_data(root: etree._Element, data: Chart) -> None:
    """Puts all series of a chart by categories into its tree, empty ones too, with formulas for a new workbook."""
    sheet, plotted = _by_category(_folded(root, data), tuple(enumerate(data.series)))
    _fill(root, sheet, plotted, Lead("cat"), Block())


def _draw(root: etree._Element, data: Chart, book: Book | None) -> SheetData:
    kind = parent(in_order(root)[0]).tag
    data, lead = _folded(root, data), Lead("cat")
    if kind in (SCATTER, BUBBLE):
        sheet, plotted = _by_place(data, 2 if kind == BUBBLE else 1)
        lead = Lead("xVal" if len(data.series) > 1 and not isinstance(next(iter(sheet.lead), None), str) else "")
    else:
        sheet, plotted = _by_category(data, drawn(data))
        days = _days(root, data, book)
        if days is not None:
            sheet, lead = replace(sheet, lead=days), Lead("cat", days=True)
    _fill(root, sheet, plotted, lead, Block() if book is None else book.block)
    return sheet


def _folded(root: etree._Element, data: Chart) -> Chart:
    """The data with long names on two lines where they stand round a chart."""
    if parent(in_order(root)[0]).tag != RADAR:
        return data
    return replace(data, categories=tuple(around(data.categories)))


def _by_category(data: Chart, shown: Sequence[tuple[int, Series]]) -> tuple[SheetData, list[_Plotted]]:
    count = len(data.categories)
    sheet = SheetData(data.categories, tuple(padded(series, count) for _, series in shown))
    return sheet, [_Plotted(place, (line,), item.unlabelled) for line, (place, item) in enumerate(shown)]


def _by_place(data: Chart, width: int) -> tuple[SheetData, list[_Plotted]]:
    """Points placed by numbers: a series takes `width` of the data's, after the first, which is everyone's x."""
    count = len(data.categories)
    xs, others = (data.series[0], data.series[1:]) if len(data.series) > 1 else (None, data.series or (Series("", ()),))
    known = xs is not None and has_value(xs, count)
    units = [others[place : place + width] for place in range(0, len(others), width)]
    shown = [(place, unit) for place, unit in enumerate(units) if has_value(unit[0], count)] or list(enumerate(units))
    lines: list[Series] = []
    plotted = []
    for place, unit in shown:
        own = tuple(range(len(lines), len(lines) + len(unit)))
        lines += [padded(series, count) for series in unit]
        plotted.append(_Plotted(place, own + (None,) * (width - len(unit)), unit[0].unlabelled))
    lead = padded(xs, count).values if xs is not None and known else data.categories
    return SheetData(lead, tuple(lines)), plotted


def _days(root: etree._Element, data: Chart, book: Book | None) -> tuple[float, ...] | None:
    if root.find(f"{c('chart')}/{c('plotArea')}/{c('dateAx')}") is None:
        return None
    from_1904 = book is not None and book.starts_1904
    for item in root.findall(c("date1904")):
        item.set("val", str(int(from_1904)))
    return day_numbers(data.categories, from_1904=from_1904)


def _fill(root: etree._Element, sheet: SheetData, plotted: Sequence[_Plotted], lead: Lead, block: Block) -> None:
    templates = in_order(root)
    points = [points_of(series) for series in templates]
    elements = _elements(templates, [item.place for item in plotted])
    for order, (item, element) in enumerate(zip(plotted, elements, strict=True)):
        name = item.lines[0] or 0
        identify(element, order, sheet.lines[name].name, block.name(name))
        fill_values(element, sheet, item.lines, lead, block)
        fill_points(element, points[min(item.place, len(points) - 1)], len(sheet.lead), item.unlabelled)
        forget_marks(element)
    keep_only(root, elements, days=lead.days)
    _number(elements)


def _elements(templates: Sequence[etree._Element], places: Sequence[int]) -> list[etree._Element]:
    """A series element for each place: the template's own, and for places beyond them copies of its last one."""
    last = templates[-1]
    colours = unused_colours(templates)
    elements = []
    for place in places:
        if place < len(templates):
            elements.append(templates[place])
            continue
        copy = clone(templates[-1])
        if not switched_on(parent(templates[-1]), "varyColors"):
            recolour(copy, next(colours))
        last.addnext(copy)
        elements.append(copy)
        last = copy
    return elements


def _number(elements: Sequence[etree._Element]) -> None:
    """Gives copies numbers that no other series has: by them Office chooses automatic colours."""
    taken: set[int] = set()
    for element in elements:
        number = int(amount(setting(element, "idx"), -1.0))
        while number < 0 or number in taken:
            number += 1
        taken.add(number)
        for item in element.findall(c("idx")):
            item.set("val", str(number))
        if element.find(c("idx")) is None:
            add(element, etree.Element(c("idx"), val=str(number)))


def _book(root: etree._Element, workbook: bytes | None) -> Book | None:
    """The template's workbook, opened once for all charts made of it."""
    if workbook is None:
        return None
    others = {item.text or "" for item in root.iter("{*}f") if _is_data(item)}
    return open_book(workbook, tuple(texts_of(series) for series in in_order(root)), tuple(sorted(others)))


def _is_data(formula: etree._Element) -> bool:
    """Whether a formula names data; one of a title names a text of the designer's."""
    return not any(item.tag == c("title") for item in formula.iterancestors())


def _workbook_relation(root: etree._Element) -> str:
    """The id that the chart names its workbook by; one that names none gets one."""
    external = root.find(c("externalData"))
    if external is None:
        external = etree.Element(c("externalData"))
        etree.SubElement(external, c("autoUpdate"), val="0")
        place = next((index for index, item in enumerate(root) if item.tag in _AFTER_WORKBOOK), len(root))
        root.insert(place, external)
    relation = external.get(f"{{{R}}}id") or _NEW_RELATION
    external.set(f"{{{R}}}id", relation)
    return relation


def _names(root: etree._Element) -> list[str]:
    return [series.findtext(f"{c('tx')}//{c('v')}", "") for series in series_of(root)]


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
