"""One series of a native chart and its data.

In: a `c:ser` element in any look, the data, and where they stand on the sheet. Out: the same element with new name,
categories, values and formulas. Formats of points stay where their point still is; what says the old data goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.chart_block import Block
from pipeline.ooxml.chart_book import SeriesTexts
from pipeline.ooxml.chart_colours import recolour, unused_colours
from pipeline.ooxml.chart_kinds import RADAR, ROUND, lead_tag, value_tags
from pipeline.ooxml.chart_labels import fill_labels
from pipeline.ooxml.chart_numbers import GENERAL
from pipeline.ooxml.chart_sheet import SheetData, legal, number
from pipeline.ooxml.chart_xml import (
    add,
    amount,
    c,
    drop_extensions,
    index_of,
    parent,
    put,
    remove_all,
    setting,
    switched_on,
)

_CHART_2012 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
_CHART_2014 = "{http://schemas.microsoft.com/office/drawing/2014/chart}"
_OLD_FILTERS = tuple(
    f"{_CHART_2012}{name}"
    for name in ("filteredSeriesTitle", "filteredCategoryTitle", "categoryFilterExceptions", "datalabelsRange")
)
_DAYS = "dd.mm.yyyy"
_DAY_CODE = re.compile(r"[dmy]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands below the values of all series. `tag` is `cat`, or `xVal`; "" where Office counts 1, 2, 3 …

    `days` says that the numbers are days.
    """

    tag: str
    days: bool = False


def texts_of(series: etree._Element) -> SeriesTexts:
    """The formulas of a template's series."""
    lead = series.findtext(f"{c(lead_tag(series))}//{c('f')}", "")
    values = tuple(series.findtext(f"{c(tag)}//{c('f')}", "") for tag in value_tags(series))
    return SeriesTexts(series.findtext(f"{c('tx')}//{c('f')}", ""), lead, tuple(text for text in values if text))


def clone(series: etree._Element) -> etree._Element:
    """A further series that looks like this one. Its identity and the looks of single points are not copied."""
    copy = deepcopy(series)
    if parent(series).tag not in ROUND:
        remove_all(copy, "dPt")
    for holder in (copy, *copy.iter(c("dPt"), c("dLbl"))):
        drop_extensions(holder, f"{_CHART_2014}uniqueId")
    return copy


def identify(series: etree._Element, order: int, name: str, formula: str) -> None:
    """Writes a series' place in the drawing, and its name."""
    put(series, etree.Element(c("order"), val=str(order)))
    heading = etree.Element(c("tx"))
    _cache(etree.SubElement(heading, c("strRef")), formula, [name])
    put(series, heading)


def fill_values(series: etree._Element, data: SheetData, lines: Sequence[int | None], lead: Lead, block: Block) -> None:
    """Writes what stands below the values, and the values of each line; a line of None has a 1 for each point."""
    count = len(data.lead)
    if lead.tag == lead_tag(series):
        _fill_lead(series, data, lead, block.leading(count))
    else:
        remove_all(series, "cat", "xVal")
    for tag, line in zip(value_tags(series), lines, strict=True):
        if line is None:
            put(series, _ones(tag, count))
        else:
            put(series, _numbers(series, tag, data.lines[line].values, block.values(line, count)))


def fill_points(series: etree._Element, drawn: int, count: int, unlabelled: frozenset[int]) -> None:
    """Mends the looks of single points and the labels: there were `drawn` points, now there are `count`."""
    group = parent(series)
    _spread_looks(series, drawn, count)
    for point in series.findall(c("dPt")):
        if index_of(point) >= count:
            series.remove(point)
    _forget_old_bars(series)
    for label in series.iterfind(f"{c('trendline')}/{c('trendlineLbl')}"):
        remove_all(label, "layout", "tx")
    drop_extensions(series, *_OLD_FILTERS)
    if group.tag == RADAR:
        remove_all(series, "smooth")
    fill_labels(series, group, unlabelled, count)


def points_of(series: etree._Element) -> int:
    """How many points a template's series has."""
    counts = [int(amount(item.get("val", ""))) for item in series.iter(c("ptCount"))]
    return max(counts, default=0)


def _spread_looks(series: etree._Element, drawn: int, count: int) -> None:
    """Points beyond those drawn, where each had a look of its own: like the last one, in the theme's next colour."""
    looks = sorted(series.findall(c("dPt")), key=index_of)
    own = parent(series).tag in ROUND or switched_on(parent(series), "varyColors")
    if not own or not looks or len(looks) < drawn:
        return
    colours = unused_colours(looks)
    for place in range(index_of(looks[-1]) + 1, count):
        look = deepcopy(looks[-1])
        remove_all(look, "explosion")
        drop_extensions(look, f"{_CHART_2014}uniqueId")
        for item in look.findall(c("idx")):
            item.set("val", str(place))
        recolour(look, next(colours))
        add(series, look)


def _forget_old_bars(series: etree._Element) -> None:
    """Error bars of a length for each point were the old data's; those of one length for all stay."""
    for bars in series.findall(c("errBars")):
        longest = max((amount(item.get("val", "")) for item in bars.iter(c("ptCount"))), default=0.0)
        if setting(bars, "errValType") == "cust" and (bars.find(f".//{c('numRef')}") is not None or longest > 1):
            series.remove(bars)


def _fill_lead(series: etree._Element, data: SheetData, lead: Lead, formula: str) -> None:
    if lead.tag == "cat" and not lead.days:
        element = etree.Element(c("cat"))
        _cache(etree.SubElement(element, c("strRef")), formula, [str(value or "") for value in data.lead])
    else:
        values = [None if isinstance(value, str) else value for value in data.lead]
        element = _numbers(series, lead.tag, values, formula)
    if lead.days:
        for code in [item for item in element.iter(c("formatCode")) if not _DAY_CODE.search(item.text or "")]:
            code.text = _DAYS
    put(series, element)


def _numbers(series: etree._Element, tag: str, values: Sequence[float | None], formula: str) -> etree._Element:
    """Numbers in the number format that stood there."""
    old = series.find(f"{c(tag)}//{c('formatCode')}")
    code = GENERAL if old is None else old.text or GENERAL
    element = etree.Element(c(tag))
    texts = [None if value is None else number(value) for value in values]
    _cache(etree.SubElement(element, c("numRef")), formula, texts, code)
    return element


def _ones(tag: str, count: int) -> etree._Element:
    element = etree.Element(c(tag))
    _points(etree.SubElement(element, c("numLit")), ["1"] * count, GENERAL)
    return element


def _cache(reference: etree._Element, formula: str, texts: Sequence[str | None], code: str = "") -> None:
    etree.SubElement(reference, c("f")).text = formula
    _points(etree.SubElement(reference, c("numCache" if code else "strCache")), texts, code)


def _points(cache: etree._Element, texts: Sequence[str | None], code: str) -> None:
    if code:
        etree.SubElement(cache, c("formatCode")).text = code
    etree.SubElement(cache, c("ptCount"), val=str(len(texts)))
    for place, text in enumerate(texts):
        if text is not None:
            point = etree.SubElement(cache, c("pt"), idx=str(place))
            etree.SubElement(point, c("v")).text = legal(text)
