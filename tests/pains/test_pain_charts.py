"""What hurts with charts (pains 17–19 of what the users of other engines report), each before and after.

In: charts drawn as a designer would, in Word and PowerPoint. Out: what docxtpl and python-pptx make of them, and ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pptx
import pytest
from docxtpl import DocxTemplate
from lxml import etree
from openpyxl import load_workbook
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.util import Inches

from documents import OFFICE, filled, word
from office_checks import office_faults
from office_templates import deck_of, fill_deck, saved
from peer_engines import docxtpl_fills
from pipeline.ooxml.dialect import WP, A, C
from pipeline.ooxml.package import read_package
from pipeline.vocabulary.content import Chart, Series

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DATA = Chart(
    ("Johtaminen", "Tieto", "Osaaminen"), (Series("Nyt", (1.5, 2.0, 3.0)), Series("Tavoite", (4.0, 4.5, 5.0))), "Tasot"
)
KINDS = [
    KIND.BAR_CLUSTERED, KIND.COLUMN_CLUSTERED, KIND.COLUMN_STACKED, KIND.LINE_MARKERS, KIND.AREA, KIND.PIE, KIND.DOUGHNUT,
    KIND.RADAR_MARKERS, KIND.XY_SCATTER,
]  # fmt: skip


def sample_data(kind: KIND) -> Any:
    """What a designer types when drawing: other names, fewer points, a number format of their own."""
    if kind is KIND.XY_SCATTER:
        data = XyChartData(number_format='0.0" p"')
        for name in ("malli 1", "malli 2"):
            series = data.add_series(name)
            series.add_data_point(1, 1)
            series.add_data_point(2, 2)
        return data
    data = CategoryChartData(number_format='0.0" p"')
    data.categories = ("a", "b")
    for name in ("malli 1", "malli 2"):
        data.add_series(name, (1, 2))
    return data


def new_data() -> Any:
    """`DATA` as python-pptx takes it."""
    data = CategoryChartData()
    data.categories = DATA.categories
    for series in DATA.series:
        data.add_series(series.name, series.values)
    return data


def word_chart(kind: KIND) -> bytes:
    """A Word template with a chart whose alternative text is `{{ kuvio }}`."""
    drawn = sample_data(kind)
    package = read_package(word("PAIKKA"))
    xml = ChartXmlWriter(kind, drawn).xml
    if kind is KIND.RADAR_MARKERS:  # python-pptx writes lines' smoothness here too, against the schema
        xml = re.sub(r"<c:smooth [^>]*/>", "", xml)
    package.add("word/charts/chart1.xml", with_book(xml), CHART_TYPE)
    package.add("word/embeddings/book1.xlsx", workbook_of(drawn), BOOK_TYPE)
    package.relate("word/charts/chart1.xml", f"{OFFICE}/package", "word/embeddings/book1.xlsx")
    relation = package.relate("word/document.xml", f"{OFFICE}/chart", "word/charts/chart1.xml")
    drawing = (
        f'<w:drawing><wp:inline xmlns:wp="{WP}"><wp:extent cx="5400000" cy="3600000"/>'
        '<wp:docPr id="1" name="Kuvio" descr="{{ kuvio }}"/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{relation}"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
    document = package.read("word/document.xml").decode()
    package.parts["word/document.xml"] = document.replace('<w:t xml:space="preserve">PAIKKA</w:t>', drawing).encode()
    return package.write()


def with_book(xml: str) -> bytes:
    """A chart that names its workbook, which python-pptx adds only in a deck."""
    link = f'<c:externalData xmlns:r="{OFFICE}" r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    return xml.replace("</c:chartSpace>", link).encode()


def workbook_of(drawn: Any) -> bytes:
    blob: bytes = drawn._workbook_writer.xlsx_blob
    return blob


@dataclass(frozen=True)
class Shown:
    """What a chart shows before anyone touches it: its cache, and what "Edit data" would show: its workbook."""

    cached: list[str]
    stored: list[str]


def charts_of(document: bytes) -> list[Shown]:
    package = read_package(document)
    found = []
    for name in sorted(name for name in package.parts if "/charts/chart" in name and name.endswith(".xml")):
        root = etree.fromstring(package.read(name))
        points = [item.text or "" for item in root.iter(f"{{{C}}}v")]
        books = [item.target for item in package.related(name, "package")]
        sheet = load_workbook(BytesIO(package.read(books[0]))).worksheets[0]
        stored = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
        found.append(Shown(points, stored))
    return found


def numbers(points: list[str]) -> set[float]:
    return {float(point) for point in points if point.replace(".", "", 1).isdigit()}


VALUES = {1.5, 2.0, 3.0, 4.0, 4.5, 5.0}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_pain_17_no_native_chart_in_word(kind: KIND) -> None:
    template = word_chart(kind)
    assert office_faults(template, tags=False) == []
    (old,) = charts_of(docxtpl_fills(template, kuvio="x"))
    assert not numbers(old.cached) & {4.5, 5.0}  # the designer's sample stays
    data = Chart(("1", "2", "3"), DATA.series, "Tasot") if kind is KIND.XY_SCATTER else DATA
    result = filled(template, kuvio=data)
    assert result.findings == ()
    assert result.document is not None
    assert office_faults(result.document) == []
    (shown,) = charts_of(result.document)
    wanted = {1.5, 2.0, 3.0} if kind in (KIND.PIE,) else VALUES
    assert wanted <= numbers(shown.cached)
    assert "malli 1" not in shown.cached


@pytest.mark.parametrize("kind", [KIND.COLUMN_CLUSTERED, KIND.RADAR_MARKERS], ids=lambda kind: kind.name)
def test_pain_18_a_chart_shows_old_values_until_edit_data_is_opened(kind: KIND, tmp_path: Path) -> None:
    template = word_chart(kind)
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    with ZipFile(BytesIO(template)) as archive:
        old.write_bytes(archive.read("word/embeddings/book1.xlsx"))
    new.write_bytes(workbook_of(new_data()))
    theirs = DocxTemplate(BytesIO(template))
    theirs.replace_embedded(str(old), str(new))  # the peer's way: a new workbook in the place of the old one
    theirs.render({"kuvio": "x"})
    (stale,) = charts_of(saved(theirs))
    assert numbers(stale.stored) >= VALUES and not numbers(stale.cached) & {4.5, 5.0}
    (shown,) = charts_of(filled(template, kuvio=DATA).document or b"")
    assert numbers(shown.cached) == numbers(shown.stored) == VALUES
    assert {*DATA.categories, "Nyt", "Tavoite"} <= set(shown.cached) & set(shown.stored)


def deck_chart() -> bytes:
    """A column chart with a line in it, labels, a look of each series, and a sheet of notes in its workbook."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Tasot"
    frame = slide.shapes.add_chart(
        KIND.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(7), Inches(4), sample_data(KIND.COLUMN_CLUSTERED)
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "{{ kuvio }}")
    plot = frame.chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    root = frame.chart._chartSpace
    second = root.findall(f".//{{{C}}}ser")[1]
    line = etree.fromstring(
        f'<c:lineChart xmlns:c="{C}"><c:grouping val="standard"/><c:varyColors val="0"/><c:marker val="1"/></c:lineChart>'
    )
    bars = second.getparent()
    for axis in bars.findall(f"{{{C}}}axId"):
        line.append(etree.fromstring(etree.tostring(axis)))
    for bar_only in second.findall(f"{{{C}}}invertIfNegative"):
        second.remove(bar_only)
    line.insert(2, second)
    bars.addnext(line)
    book = load_workbook(BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    book.create_sheet("Muistiinpanot")["A1"] = "Älä poista"
    frame.chart.part.chart_workbook.xlsx_part._blob = saved(book)
    return saved(deck)


def looks(document: bytes) -> dict[str, Any]:
    """What a designer would miss: plots, number formats (whatever their language), labels, the workbook's sheets."""
    package = read_package(document)
    (name,) = [name for name in package.parts if "/charts/chart" in name and name.endswith(".xml")]
    root = etree.fromstring(package.read(name))
    (book,) = package.related(name, "package")
    return {
        "plots": [etree.QName(item).localname for item in root.iter(f"{{{C}}}barChart", f"{{{C}}}lineChart")],
        "formats": {re.sub(r"^\[\$-\w+\]", "", item.text or "") for item in root.iter(f"{{{C}}}formatCode")},
        "labels": len(list(root.iter(f"{{{C}}}dLbls"))),
        "sheets": load_workbook(BytesIO(package.read(book.target))).sheetnames,
    }


def test_pain_19_replacing_data_damages_charts() -> None:
    template = deck_chart()
    drawn = looks(template)
    assert drawn == {
        "plots": ["barChart", "lineChart"],
        "formats": {'0.0" p"'},
        "labels": 1,
        "sheets": ["Sheet1", "Muistiinpanot"],
    }
    deck = pptx.Presentation(BytesIO(template))
    (chart,) = [shape.chart for shape in deck.slides[0].shapes if shape.has_chart]
    chart.replace_data(new_data())
    theirs = looks(saved(deck))
    assert theirs["formats"] == {"General"}  # the designer's number format is gone
    assert theirs["sheets"] == ["Sheet1"]  # and so are the notes
    result = fill_deck(template, kuvio=DATA)
    assert result.findings == ()
    assert result.document is not None
    assert office_faults(result.document) == []
    assert looks(result.document) == drawn
    (shown,) = charts_of(result.document)
    assert numbers(shown.cached) == VALUES


@pytest.mark.parametrize("count", [1, 3])
def test_pain_19_series_and_points_grow_and_shrink_in_the_style_of_the_nearest(count: int) -> None:
    data = Chart(
        tuple(f"k{n}" for n in range(5)), tuple(Series(f"s{n}", (1.0, 2, 3, 4, None)) for n in range(count)), "x"
    )
    result = fill_deck(deck_chart(), kuvio=data)
    assert result.findings == ()
    assert office_faults(result.document) == []
    (chart,) = [shape.chart for shape in deck_of(result).slides[0].shapes if shape.has_chart]
    assert [series.name for plot in chart.plots for series in plot.series] == [series.name for series in data.series]
    assert all(series.values == (1.0, 2.0, 3.0, 4.0, None) for plot in chart.plots for series in plot.series)
