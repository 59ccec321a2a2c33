"""Charts as designers' programs make them, and what a filled file shows and stores: for the tests of every room.

In: python-pptx and XlsxWriter, as real programs. Out: decks and workbooks as bytes, and readers that check that what a
chart shows is what its workbook holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from io import BytesIO

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import to_excel
from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData, ChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.util import Cm

from pipeline.filling.drawings.chart_parts import NO_TEXTS, place_chart
from pipeline.ooxml.chart_block import areas_of, span
from pipeline.ooxml.chart_xml import c
from pipeline.ooxml.dialect import R
from pipeline.ooxml.package import Package, parse, read_package
from pipeline.vocabulary.content import Chart, Series

SAMPLE = "Malli"
"""What every text of sample data begins with; its numbers are 981 to 999."""
BY_NUMBER = frozenset(kind for kind in KIND if kind.name.startswith(("XY_", "BUBBLE")))


def sample_data(kind: KIND, series: int = 2, points: int = 4) -> ChartData:
    """Sample data for a kind, easy to find again in a file."""
    if kind in BY_NUMBER:
        bubbles = kind.name.startswith("BUBBLE")
        data = (BubbleChartData if bubbles else XyChartData)(number_format="0.0")
        for number in range(series):
            one = data.add_series(f"{SAMPLE} {number}")
            for point in range(points):
                one.add_data_point(*([981 + point, 985 + number, 989] if bubbles else [981 + point, 985 + number]))
        return data
    data = CategoryChartData(number_format="0.0")
    data.categories = [f"{SAMPLE}{letter}" for letter in "ABCDEFGHIJKL"[:points]]
    for number in range(series):
        data.add_series(f"{SAMPLE} {number}", [981 + number + point for point in range(points)])
    return data


def deck(*kinds: KIND, series: int = 2, points: int = 4, alt: str = "", notes: str = "") -> bytes:
    """A deck with a slide for each kind, a chart on each with a legend; alternative text and notes as given."""
    presentation = Presentation()
    for kind in kinds:
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = kind.name
        frame = slide.shapes.add_chart(kind, Cm(2), Cm(4), Cm(20), Cm(12), sample_data(kind, series, points))
        frame.chart.has_legend = True
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    buffer = BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def chart_parts(package: Package, source: str = "") -> list[str]:
    """The chart parts that the slides and documents of a package draw, or that `source` does."""
    sources = [source] if source else sorted(package.relationships)
    return [item.target for name in sources for item in package.related(name, "chart")]


def fill_all(document: bytes, data: Chart) -> Package:
    """The file with the same new data in all its charts."""
    package = read_package(document)
    for name in sorted(package.relationships):
        for item in package.related(name, "chart"):
            filled = place_chart(package, item.target, data, None, NO_TEXTS)
            assert filled, item.target
            package.relationships[name][item.id] = replace(item, target=filled)
    return read_package(package.write())


def workbook_of(package: Package, chart: str) -> bytes:
    """The workbook embedded in a chart."""
    external = parse(package.read(chart)).find(c("externalData"))
    assert external is not None
    return package.read(package.relationships[chart][external.get(f"{{{R}}}id") or ""].target)


def references(root: etree._Element) -> Iterator[tuple[str, list[str | None]]]:
    """Every formula of a chart's data with the texts of its cache."""
    for reference in root.iter(c("strRef"), c("numRef")):
        cache = reference.find(c("strCache"))
        cache = reference.find(c("numCache")) if cache is None else cache
        assert cache is not None
        texts: list[str | None] = [None] * int(cache.find(c("ptCount")).get("val"))  # type: ignore[union-attr, arg-type]
        for point in cache.iter(c("pt")):
            texts[int(point.get("idx") or 0)] = point.findtext(c("v")) or None
        yield reference.findtext(c("f"), ""), texts


def stored(workbook: bytes, formula: str) -> list[object]:
    """What the cells of a formula hold; days as the numbers that Office counts them by."""
    (area,) = areas_of(formula)
    found = _opened(workbook)[area.sheet][span(area)]
    values = [cell.value for row in found for cell in row]
    return [to_excel(value) if isinstance(value, dt.datetime) else value for value in values]


@lru_cache(maxsize=4)
def _opened(workbook: bytes) -> Workbook:
    return load_workbook(BytesIO(workbook))


def assert_in_step(package: Package, chart: str) -> None:
    """The chart's caches say what the cells of its workbook hold."""
    workbook = workbook_of(package, chart)
    for formula, texts in references(parse(package.read(chart))):
        cells = stored(workbook, formula)[: len(texts)]
        shown = [
            float(text) if text is not None and isinstance(cell, int | float) else text
            for text, cell in zip(texts, cells, strict=True)
        ]
        assert shown == cells, formula


def assert_no_sample(workbook: bytes) -> None:
    """Nothing of the sample data is left anywhere in a workbook."""
    package = read_package(workbook)
    for name in [name for name in package.parts if name.endswith(".xml") and "theme" not in name]:
        text = package.read(name).decode()
        assert SAMPLE not in text, name
        assert not any(f">{number}<" in text for number in range(981, 1000)), name


def data(series: int, points: int) -> Chart:
    """New data of a size: categories `Osa 0` …, series `Sarja 0` …, values from 1 up."""
    return Chart(
        tuple(f"Osa {number}" for number in range(points)),
        tuple(Series(f"Sarja {n}", tuple(1.0 + n + p / 2 for p in range(points))) for n in range(series)),
        "Kuvaus",
    )


def names(root: etree._Element) -> Sequence[str]:
    """The names of a chart's series in the order they stand."""
    return [series.findtext(f"{c('tx')}//{c('v')}", "") for series in root.iter(c("ser"))]
