"""Tags typed on charts: titles, axis titles, labels and drawn shapes are filled with the names around the drawing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from lxml import etree
from pptx import Presentation
from pptx.chart.chart import Chart as DrawnChart
from pptx.enum.chart import XL_CHART_TYPE as KIND

from documents import OFFICE
from drawn_charts import chart_parts, data, deck
from pipeline.filling.rendering import Filled, render_template
from pipeline.ooxml.chart_xml import c
from pipeline.ooxml.dialect import WP, A, C
from pipeline.ooxml.package import Package, parse, read_package
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import LongText, Record, Text
from pipeline.vocabulary.findings import Place

GOALS = tuple(
    Record(f"G{n}", name=Text(f"Tavoite <{n}> & co", Place("k.xlsx", "Tavoitteet", f"B{n}")), chart=data(1, n + 2))
    for n in range(3)
)


def drawn(change: Callable[[DrawnChart], None], *, alt: str = "", notes: str = "") -> bytes:
    """A deck of one slide with one chart, changed as a designer would."""
    presentation = Presentation(BytesIO(deck(KIND.COLUMN_CLUSTERED, alt=alt, notes=notes)))
    (frame,) = [shape for shape in presentation.slides[0].shapes if shape.has_chart]
    change(frame.chart)
    buffer = BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def titled(text: str) -> Callable[[DrawnChart], None]:
    def change(chart: DrawnChart) -> None:
        chart.has_title = True
        chart.chart_title.text_frame.text = text

    return change


def render(template: bytes, name: str = "esitys.pptx", **names: object) -> Filled:
    return render_template(template, name, names, brand=Brand(), language_tag="fi-FI")


def package_of(filled: Filled) -> Package:
    assert filled.findings == ()
    return read_package(filled.document or b"")


def texts(package: Package, *tags: str) -> list[list[str]]:
    """What the titles (or other elements) of each chart say, in the order of the slides."""
    found = []
    for part in chart_parts(package):
        root = parse(package.read(part))
        found.append(["".join(map(str, item.itertext())).strip() for item in root.iter(*map(c, tags or ("title",)))])
    return found


def test_a_title_is_filled_with_the_slides_own_goal() -> None:
    template = drawn(titled("Kuilu: {{ goal.name }}"), alt="{{ goal.chart }}", notes="{% for goal in goals %}")
    package = package_of(render(template, goals=GOALS))
    assert texts(package) == [[f"Kuilu: Tavoite <{n}> & co"] for n in range(3)]
    assert len(set(chart_parts(package))) == 3


@pytest.mark.parametrize("alt", ["", "{{ kuvio }}"])
def test_charts_with_tags_are_filled_with_and_without_a_binding(alt: str) -> None:
    package = package_of(render(drawn(titled("{{ nimi }}"), alt=alt), nimi=Text("Kulut"), kuvio=data(2, 3)))
    assert texts(package) == [["Kulut"]]
    (chart,) = chart_parts(package)
    assert b"{{" not in package.read(chart) and b"block=" not in package.read(chart)


@pytest.mark.parametrize(("extra", "said"), [("mukana", "Kulut (mukana)"), ("", "Kulut")])
def test_a_condition_inside_a_title(extra: str, said: str) -> None:
    template = drawn(titled("Kulut{% if extra %} ({{ extra }}){% endif %}"))
    assert texts(package_of(render(template, extra=Text(extra)))) == [[said]]


def test_a_title_that_says_nothing_goes_and_office_puts_none_in_its_place() -> None:
    package = package_of(render(drawn(titled("{% if extra %}{{ extra }}{% endif %}")), extra=Text("")))
    assert texts(package) == [[]]
    (chart,) = chart_parts(package)
    assert parse(package.read(chart)).find(f"{c('chart')}/{c('autoTitleDeleted')}").get("val") == "1"  # type: ignore[union-attr]


def test_axis_titles_are_filled() -> None:
    def change(chart: DrawnChart) -> None:
        chart.value_axis.has_title = True
        chart.value_axis.axis_title.text_frame.text = "{{ yksikko }}"

    assert texts(package_of(render(drawn(change), yksikko=Text("euroa")))) == [["euroa"]]


def test_a_label_with_a_tag_stays_and_one_with_old_words_goes() -> None:
    def change(chart: DrawnChart) -> None:
        for point, text in ((0, "eniten: {{ nimi }}"), (1, "vanha 9,9")):
            label = chart.plots[0].series[0].points[point].data_label
            label.has_text_frame = True
            label.text_frame.text = text

    package = package_of(render(drawn(change, alt="{{ kuvio }}"), nimi=Text("Ydin"), kuvio=data(2, 3)))
    (chart,) = chart_parts(package)
    labels = [item.findtext(f".//{{{A}}}t") for item in parse(package.read(chart)).iter(c("dLbl"))]
    assert labels == ["eniten: Ydin", None]
    assert b"kept" not in package.read(chart)


def test_the_loops_number_and_names_of_a_set_are_in_reach() -> None:
    document = word_with_charts(
        "{% for goal in goals %}", ("{{ loop.index }} {{ goal.name }} {{ oma }}", "{{ goal.chart }}"), "{% endfor %}"
    )
    package = package_of(render(document, "malli.docx", goals=GOALS, oma=Text("sama")))
    assert texts(package) == [[f"{n + 1} Tavoite <{n}> & co sama"] for n in range(3)]


def test_a_name_that_a_loop_gives_is_unknown_beside_it() -> None:
    document = word_with_charts("{% for goal in goals %}", "{% endfor %}", ("{{ goal.name }}", ""))
    findings = render(document, "malli.docx", goals=GOALS).findings
    assert [item.code for item in findings] == ["TP003"]


def test_a_faulty_tag_on_a_chart_is_told_without_data() -> None:
    findings = render(drawn(titled("{{ nimi | kummallinen }}"))).findings
    assert [item.code for item in findings] == ["TP006"]
    assert render(drawn(titled("{{ nimi "))).findings[0].code == "TP001"


def test_an_unknown_name_on_a_chart_is_told() -> None:
    findings = render(drawn(titled("{{ nimmi }}")), nimi=Text("x")).findings
    assert [(item.code, item.values["nearest"]) for item in findings] == [("TP003", "nimi")]


def test_the_cells_of_a_title_are_those_of_the_drawing() -> None:
    template = drawn(titled("{{ goal.name }}"), notes="{% for goal in goals %}")
    filled = render(template, goals=GOALS)
    cells = [block.cells for block in filled.blocks if block.cells]
    assert cells == [(Place("k.xlsx", "Tavoitteet", f"B{n}"),) for n in range(3)]


def test_a_link_in_a_title_leads_where_it_says() -> None:
    package = package_of(render(drawn(titled("{{ teksti }}")), teksti=LongText("Lue [ohje](https://esimerkki.fi/a)")))
    (chart,) = chart_parts(package)
    click = next(parse(package.read(chart)).iter(f"{{{A}}}hlinkClick"))
    relation = package.relationships[chart][click.get(f"{{{OFFICE}}}id") or ""]
    assert (relation.target, relation.external) == ("https://esimerkki.fi/a", True)


SHAPES = (
    '<c:userShapes xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:cdr="http://schemas.openxmlformats.org/drawingml/2006/chartDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><cdr:relSizeAnchor>'
    "<cdr:from><cdr:x>0.1</cdr:x><cdr:y>0.1</cdr:y></cdr:from><cdr:to><cdr:x>0.4</cdr:x><cdr:y>0.2</cdr:y></cdr:to>"
    '<cdr:sp><cdr:nvSpPr><cdr:cNvPr id="2" name="Huomautus"/><cdr:cNvSpPr/></cdr:nvSpPr><cdr:spPr>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></cdr:spPr><cdr:txBody><a:bodyPr/><a:p><a:r><a:t>{TEXT}</a:t></a:r>'
    "</a:p></cdr:txBody></cdr:sp></cdr:relSizeAnchor></c:userShapes>"
)
SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"


def with_shapes(template: bytes, text: str) -> bytes:
    """The deck with a text box drawn on its chart."""
    package = read_package(template)
    (chart,) = chart_parts(package)
    package.add("ppt/drawings/drawing1.xml", SHAPES.replace("{TEXT}", text).encode(), SHAPES_TYPE)
    relation = package.relate(chart, f"{OFFICE}/chartUserShapes", "ppt/drawings/drawing1.xml")
    root = parse(package.read(chart))
    shapes = etree.SubElement(root, c("userShapes"))
    shapes.set(f"{{{OFFICE}}}id", relation)
    package.parts[chart] = etree.tostring(root)
    return package.write()


def test_shapes_drawn_on_a_chart_are_filled_and_each_copy_has_its_own() -> None:
    template = with_shapes(deck(KIND.PIE, alt="{{ goal.chart }}", notes="{% for goal in goals %}"), "{{ goal.name }}")
    package = package_of(render(template, goals=GOALS))
    drawings = [package.related(part, "chartUserShapes")[0].target for part in chart_parts(package)]
    assert len(set(drawings)) == 3
    said = [parse(package.read(part)).findtext(f".//{{{A}}}t") for part in drawings]
    assert said == [f"Tavoite <{n}> & co" for n in range(3)]


def word_with_charts(*body: str | tuple[str, str]) -> bytes:
    """A document of paragraphs, and of charts as (title, alternative text)."""
    buffer = BytesIO()
    Document().save(buffer)
    package = read_package(buffer.getvalue())
    paragraphs = []
    for number, item in enumerate(body, start=1):
        inner = f"<w:r><w:t>{item}</w:t></w:r>"
        if not isinstance(item, str):
            inner = f"<w:r>{_drawing(package, number, *item)}</w:r>"
        paragraphs.append(f"<w:p>{inner}</w:p>")
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = f"<w:document {names}><w:body>{''.join(paragraphs)}<w:sectPr/></w:body></w:document>"
    package.parts["word/document.xml"] = document.encode()
    return package.write()


def _drawing(package: Package, number: int, title: str, alt: str) -> str:
    source = read_package(drawn(titled(title)))
    (chart,) = chart_parts(source)
    (book,) = source.related(chart, "package")
    part, embedded = f"word/charts/chart{number}.xml", f"word/embeddings/book{number}.xlsx"
    package.add(part, source.read(chart), source.content_type(chart))
    package.add(embedded, source.read(book.target), source.content_type(book.target))
    package.relationships[part] = {book.id: type(book)(book.id, book.type, embedded)}
    relation = package.relate("word/document.xml", f"{OFFICE}/chart", part)
    return (
        f'<w:drawing><wp:inline xmlns:wp="{WP}"><wp:extent cx="5940000" cy="3960000"/>'
        f'<wp:docPr id="{number}" name="Kuvio" descr="{alt}"/><a:graphic xmlns:a="{A}"><a:graphicData uri="{C}">'
        f'<c:chart xmlns:c="{C}" xmlns:r="{OFFICE}" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
