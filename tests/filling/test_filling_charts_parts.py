"""Every use of a chart has parts of its own: chart, workbook, style, colours, drawn shapes; pictures are shared."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE as KIND

from documents import OFFICE
from drawn_charts import assert_in_step, chart_parts, data, deck
from pipeline.filling.drawings.chart_parts import NO_TEXTS, copy_chart, place_chart
from pipeline.filling.drawings.placing import PartPlacer
from pipeline.filling.rendering import Filled, render_template
from pipeline.ooxml.chart_xml import c
from pipeline.ooxml.package import Package, parse, read_package, serialise
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Record

MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships"
STYLE, COLOURS = "application/vnd.ms-office.chartstyle+xml", "application/vnd.ms-office.chartcolorstyle+xml"
PNG = b"\x89PNG\r\n\x1a\n"


def dressed(template: bytes) -> bytes:
    """A deck whose charts have a style, colours, and a drawn shape with a picture, as Office writes them."""
    package = read_package(template)
    for number, chart in enumerate(chart_parts(package), start=1):
        style, colours, shapes = (
            f"ppt/charts/style{number}.xml",
            f"ppt/charts/colors{number}.xml",
            f"ppt/drawings/drawing{number}.xml",
        )
        package.add(style, b"<style/>", STYLE)
        package.add(colours, b"<colors/>", COLOURS)
        package.add(shapes, b"<shapes/>", "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml")
        package.add("ppt/media/kuva1.png", PNG, "image/png")
        package.relate(chart, f"{MICROSOFT}/chartStyle", style)
        package.relate(chart, f"{MICROSOFT}/chartColorStyle", colours)
        package.relate(chart, f"{OFFICE}/chartUserShapes", shapes)
        package.relate(shapes, f"{OFFICE}/image", "ppt/media/kuva1.png")
    return package.write()


def render(template: bytes, **names: object) -> Filled:
    return render_template(template, "esitys.pptx", names, brand=Brand(), language_tag="fi-FI")


def belongings(package: Package, part: str) -> Iterator[str]:
    """All that is reached from a part, itself included."""
    yield part
    for item in package.relationships.get(part, {}).values():
        if not item.external:
            yield from belongings(package, item.target)


@pytest.mark.parametrize("alt", ["{{ goal.chart }}", "Kuvio ilman tietoja"])
def test_no_two_slides_share_a_part_of_a_chart(alt: str) -> None:
    template = dressed(deck(KIND.RADAR, alt=alt, notes="{% for goal in goals %}"))
    filled = render(template, goals=tuple(Record(str(n), chart=data(2, n + 1)) for n in range(3)))
    assert filled.findings == ()
    package = read_package(filled.document or b"")
    own = [set(belongings(package, chart)) for chart in chart_parts(package)]
    assert [len(parts) for parts in own] == [6, 6, 6]
    assert set.intersection(*own) == {"ppt/media/kuva1.png"}
    assert all(package.content_type(part) for parts in own for part in parts)
    assert {
        package.content_type(item.target)
        for chart in chart_parts(package)
        for item in package.related(chart, "chartStyle")
    } == {STYLE}
    for chart in chart_parts(package):
        if "{{" in alt:
            assert_in_step(package, chart)


def test_a_slide_that_continues_another_has_its_charts_as_parts_of_its_own() -> None:
    package = read_package(dressed(deck(KIND.PIE)))
    (first,) = [name for name in package.relationships if package.related(name, "chart")]
    package.parts["ppt/slides/slide2.xml"] = package.parts[first]
    package.relationships["ppt/slides/slide2.xml"] = dict(package.relationships[first])
    numbers = package.relationships["ppt/slides/slide2.xml"]
    (old,) = package.related("ppt/slides/slide2.xml", "chart")
    own = PartPlacer(package, "ppt/slides/slide2.xml").drawing(old.id, NO_TEXTS)
    numbers[old.id] = type(old)(old.id, old.type, numbers.pop(own).target)
    one, two = (set(belongings(package, part)) for part in chart_parts(package))
    assert one & two == {"ppt/media/kuva1.png"}
    assert [item.id for item in package.related(first, "chart")] == [
        item.id for item in package.related("ppt/slides/slide2.xml", "chart")
    ]


def test_two_drawings_of_one_part_get_two() -> None:
    package = read_package(deck(KIND.PIE, KIND.PIE))
    first, second = sorted(name for name in package.relationships if package.related(name, "chart"))
    (own,) = package.related(second, "chart")
    (shared,) = package.related(first, "chart")
    package.relationships[second][own.id] = type(own)(own.id, own.type, shared.target)
    assert len(set(chart_parts(package))) == 1
    filled = read_package(render(package.write()).document or b"")
    assert len(chart_parts(filled)) == len(set(chart_parts(filled))) == 2


def test_the_same_inputs_are_the_same_bytes() -> None:
    template = dressed(deck(KIND.LINE, alt="{{ kuvio }}"))
    assert render(template, kuvio=data(2, 5)).document == render(template, kuvio=data(2, 5)).document


@pytest.mark.parametrize("ending", ["bin", "xlsb", "xls", "xlsx"])
def test_a_workbook_that_cannot_be_read_is_made_anew(ending: str) -> None:
    package = read_package(deck(KIND.PIE))
    (chart,) = chart_parts(package)
    (book,) = package.relationships[chart].values()
    damaged = f"ppt/embeddings/vanha.{ending}"
    package.add(damaged, b"\xd0\xcf\x11\xe0" * 100, "application/octet-stream")
    package.relationships[chart][book.id] = type(book)(
        book.id, f"{OFFICE}/oleObject" if ending == "bin" else book.type, damaged
    )
    name = place_chart(package, chart, data(2, 3), None, NO_TEXTS)
    (own,) = package.relationships[name].values()
    assert own.target.endswith(".xlsx") and own.kind == "package"
    assert package.content_type(own.target).endswith("spreadsheetml.sheet")
    assert_in_step(package, name)


def test_a_link_to_a_workbook_elsewhere_becomes_one_inside() -> None:
    package = read_package(deck(KIND.PIE))
    (chart,) = chart_parts(package)
    (book,) = package.relationships[chart].values()
    package.relationships[chart][book.id] = type(book)(
        book.id, f"{OFFICE}/oleObject", "file:///C:/oma/luvut.xlsx", external=True
    )
    name = place_chart(package, chart, data(1, 2), None, NO_TEXTS)
    assert not any(item.external for item in package.relationships[name].values())
    assert_in_step(package, name)


def test_a_chart_without_a_workbook_gets_one() -> None:
    package = read_package(deck(KIND.PIE))
    (chart,) = chart_parts(package)
    root = parse(package.read(chart))
    for external in root.findall(c("externalData")):
        root.remove(external)
    package.parts[chart] = serialise(root)
    package.relationships[chart] = {}
    assert_in_step(package, place_chart(package, chart, data(3, 3), None, NO_TEXTS))


def test_parts_that_relate_in_a_circle_are_copied_once() -> None:
    package = read_package(deck(KIND.PIE))
    (chart,) = chart_parts(package)
    package.relate(chart, f"{OFFICE}/strange", chart)
    copy = copy_chart(package, chart, NO_TEXTS)
    assert [item.target for item in package.related(copy, "strange")] == [copy]


def test_names_with_braces_do_no_harm() -> None:
    package = read_package(deck(KIND.PIE))
    (chart,) = chart_parts(package)
    strange = "ppt/charts/{0}{x}.xml"
    package.parts[strange] = package.parts[chart]
    assert copy_chart(package, strange, NO_TEXTS) == "ppt/charts/{0}{x}1.xml"


def test_a_chart_that_is_not_there_is_told() -> None:
    presentation = Presentation(BytesIO(deck(KIND.PIE, alt="{{ kuvio }}")))
    buffer = BytesIO()
    presentation.save(buffer)
    package = read_package(buffer.getvalue())
    (chart,) = chart_parts(package)
    del package.parts[chart]
    filled = render(package.write(), kuvio=data(1, 1))
    assert [item.code for item in filled.findings] == ["TP009"]
