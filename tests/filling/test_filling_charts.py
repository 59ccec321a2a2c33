"""Charts and brand in a whole document: the height of the data, charts that can't be filled, the dark ground."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import get_args
from zipfile import ZipFile

import pytest
from chart_drawing import WORD, draw_chart
from lxml import etree
from pptx import Presentation

from documents import OFFICE, word
from pipeline.filling.rendering import Filled, render_template
from pipeline.language import Language, words
from pipeline.ooxml.chart import chart_workbook
from pipeline.ooxml.dialect import WP, A, C
from pipeline.ooxml.package import read_package
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Chart, Series
from pipeline.vocabulary.findings import Finding, Term

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
DATA = Chart(("A", "B"), (Series("Lähtötaso", (2.5, 3.0)), Series("Kuilu", (1.5, 1.0))), "Kaksi palkkia", height_mm=38)


def with_chart(chart: bytes) -> bytes:
    """A document with one chart, 110 mm high, bound to `kuvio`."""
    package = read_package(word("PAIKKA"))
    package.add("word/charts/chart1.xml", chart, CHART_TYPE)
    package.add("word/embeddings/book1.xlsx", chart_workbook(DATA), "application/vnd.ms-excel")
    package.relate("word/charts/chart1.xml", f"{OFFICE}/package", "word/embeddings/book1.xlsx")
    relation = package.relate("word/document.xml", f"{OFFICE}/chart", "word/charts/chart1.xml")
    drawing = (
        f'<w:drawing><wp:inline xmlns:wp="{WP}"><wp:extent cx="5940000" cy="3960000"/>'
        '<wp:docPr id="1" name="Kuvio" descr="{{ kuvio }}"/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{relation}"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
    document = package.read("word/document.xml").decode()
    text = '<w:t xml:space="preserve">PAIKKA</w:t>'
    assert text in document
    package.parts["word/document.xml"] = document.replace(text, drawing).encode()
    return package.write()


def render(template: bytes, name: str = "malli.docx", brand: Brand | None = None, **names: object) -> Filled:
    return render_template(template, name, names, brand=brand or Brand(), language_tag="fi-FI")


def read(document: bytes | None, part: str) -> etree._Element:
    assert document is not None
    with ZipFile(BytesIO(document)) as archive:
        return etree.fromstring(archive.read(part))


def test_a_chart_takes_the_datas_height_and_its_legend_keeps_its_own() -> None:
    template = with_chart(draw_chart("gaps", DATA, WORD))
    filled = render(template, kuvio=DATA)
    assert filled.findings == ()
    package = read_package(filled.document or b"")
    (name,) = [item.target for item in package.related("word/document.xml", "chart")]
    extent = read(filled.document, "word/document.xml").find(f".//{{{WP}}}extent")
    assert extent is not None and extent.get("cy") == str(38 * 36_000)
    heights = [
        float(read(document, part).find(f".//{{{C}}}legend//{{{C}}}h").get("val", "")) * height  # type: ignore[union-attr]
        for document, part, height in ((template, "word/charts/chart1.xml", 110), (filled.document, name, 38))
    ]
    assert heights[1] == pytest.approx(heights[0], abs=0.01)


@pytest.mark.parametrize(("kind", "why"), [(b"stockChart", "stock"), (b"surfaceChart", "surface")])
def test_a_chart_of_a_kind_that_cannot_be_filled_is_told_without_data(kind: bytes, why: str) -> None:
    stocks = draw_chart("gaps", DATA, WORD).replace(b"barChart", kind)
    expected = ("TP009", f"chart.{why}", "kuvio")
    for filled in (render(with_chart(stocks)), render(with_chart(stocks), kuvio=DATA)):
        told = [(item.code, item.values["reason"], item.values["name"]) for item in filled.findings]
        assert [item for item in told if item[0] == "TP009"] == [expected]
        assert filled.document is None


CX = "http://schemas.microsoft.com/office/drawing/2014/chartex"


@pytest.mark.parametrize(("alt", "codes"), [("{{ kuvio }}", ["TP009"]), ("Puukartta", [])])
def test_a_chart_of_office_2016_is_told_when_it_is_bound_and_kept_when_it_is_not(alt: str, codes: list[str]) -> None:
    package = read_package(with_chart(draw_chart("gaps", DATA, WORD)))
    document = package.read("word/document.xml").decode().replace(C, CX).replace("{{ kuvio }}", alt)
    package.parts["word/document.xml"] = document.encode()
    package.parts["word/charts/chart1.xml"] = f'<cx:chartSpace xmlns:cx="{CX}"/>'.encode()
    ((number, item),) = [(n, i) for n, i in package.relationships["word/document.xml"].items() if i.kind == "chart"]
    modern = replace(item, type="http://schemas.microsoft.com/office/2014/relationships/chartEx")
    package.relationships["word/document.xml"][number] = modern
    filled = render(package.write(), kuvio=DATA)
    assert [item.code for item in filled.findings] == codes
    assert [item.values["reason"] for item in filled.findings] == ["chart.modern" for _ in codes]
    if not codes:
        kept = read_package(filled.document or b"")
        (own,) = kept.related("word/document.xml", "chartEx")
        assert CX.encode() in kept.read(own.target)


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("why", ["stock", "surface", "modern", "broken", "no_chart", "no_picture"])
def test_each_reason_has_words(language: Language, why: str) -> None:
    values = {"name": "kuvio", "tag": "kuvio", "template": "malli.docx", "nearest": "", "reason": Term(f"chart.{why}")}
    said = words(language).message(Finding("TP009", values=values))
    assert "kuvio" in said and "chart." not in said


def test_a_chart_bound_to_what_is_no_chart_is_told() -> None:
    filled = render(with_chart(draw_chart("gaps", DATA, WORD)), kuvio="luku")
    assert [(item.code, item.values["reason"]) for item in filled.findings] == [("TP009", "chart.no_chart")]


def test_a_chart_bound_to_an_unknown_name_is_told_with_the_nearest() -> None:
    filled = render(with_chart(draw_chart("gaps", DATA, WORD)), kuviot=DATA)
    assert {(item.code, item.values["nearest"]) for item in filled.findings} == {("TP003", "kuviot")}


def deck() -> bytes:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Otsikko"
    slide.notes_slide.notes_text_frame.text = "Puhe"
    buffer = BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("dark", "ground", "primary"), [(False, "lt1", "006374"), (True, "dk2", "7CB5B0")])
def test_a_dark_brand_turns_the_slides_and_leaves_the_notes_white(dark: bool, ground: str, primary: str) -> None:
    filled = render(deck(), "esitys.pptx", Brand(dark_cover=dark))
    package = read_package(filled.document or b"")
    grounds, colours = [], []
    for master in ("ppt/slideMasters/slideMaster1.xml", "ppt/notesMasters/notesMaster1.xml"):
        mapping = read(filled.document, master).find("{*}clrMap")
        assert mapping is not None
        grounds.append(mapping.get("bg1"))
        (theme,) = [item.target for item in package.related(master, "theme")]
        colours.append(read(filled.document, theme).find(".//{*}accent1/{*}srgbClr").get("val"))  # type: ignore[union-attr]
    assert grounds == [ground, "lt1"]
    assert colours == [primary, "006374"]
