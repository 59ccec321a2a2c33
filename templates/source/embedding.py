"""Puts charts into documents that are being made: python-docx, python-pptx, or plain packages.

In: the XML of a chart (`ooxml.chart_drawing.draw_chart`) and its workbook (`ooxml.chart.chart_workbook`). Out: chart
part, embedded workbook and frame in the document. Bind the chart to data by `descr`: `{{ exhibits.gaps }}`.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from pipeline.ooxml.package import Package

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART_RELATION, WORKBOOK_RELATION = f"{_OFFICE}/chart", f"{_OFFICE}/package"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_EMU_PER_MM = 36_000


def embed_in_package(package: Package, source: str, chart_xml: bytes, workbook: bytes) -> str:
    """Adds chart and workbook to a package, related from the part `source`. Gives the chart's relationship id there."""
    folder = source.split("/", 1)[0]
    chart = package.free_name(f"{folder}/charts/chart{{}}.xml")
    package.add(chart, chart_xml, CHART_TYPE)
    book = package.free_name(f"{folder}/embeddings/Microsoft_Excel_Worksheet{{}}.xlsx")
    package.add(book, workbook, WORKBOOK_TYPE)
    package.relate(chart, WORKBOOK_RELATION, book)  # the chart's first relationship: rId1, as draw_chart expects
    return package.relate(source, CHART_RELATION, chart)


def embed_in_docx(
    document: Any,
    chart_xml: bytes,
    workbook: bytes,
    width_mm: float,
    height_mm: float,
    name: str,
    descr: str,
    paragraph: Any = None,
) -> Any:
    """Adds a chart to a python-docx document, inline in `paragraph` or a new last one. Gives the paragraph."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    package, main = document.part.package, document.part
    taken = {str(part.partname) for part in package.iter_parts()}
    chart = Part(PackURI(_free("/word/charts/chart{}.xml", taken)), CHART_TYPE, chart_xml, package)
    book_name = PackURI(_free("/word/embeddings/Microsoft_Excel_Worksheet{}.xlsx", taken))
    chart.relate_to(Part(book_name, WORKBOOK_TYPE, workbook, package), WORKBOOK_RELATION)
    relation = main.relate_to(chart, CHART_RELATION)
    number = 1 + max((int(item.get("id")) for item in main.element.iter(f"{{{_WP}}}docPr")), default=0)
    size = f'cx="{round(width_mm * _EMU_PER_MM)}" cy="{round(height_mm * _EMU_PER_MM)}"'
    inline = (
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="{_WP}" '
        f'xmlns:a="{_A}" xmlns:r="{_OFFICE}"><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>{_properties("wp:docPr", number, name, descr)}'
        f"<wp:cNvGraphicFramePr/>{_graphic(relation)}</wp:inline></w:drawing>"
    )
    paragraph = document.add_paragraph() if paragraph is None else paragraph
    paragraph.add_run()._r.append(parse_xml(inline))  # noqa: SLF001 - python-docx has no charts
    return paragraph


def embed_in_pptx(
    slide: Any, chart_xml: bytes, workbook: bytes, x: int, y: int, w: int, h: int, name: str, descr: str
) -> Any:
    """Adds a chart to a python-pptx slide at x, y, w, h (EMU, e.g. `Inches(0.6)`). Gives its graphic frame element."""
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI
    from pptx.oxml import parse_xml

    package, shapes = slide.part.package, slide.shapes
    chart = Part(package.next_partname("/ppt/charts/chart%d.xml"), CHART_TYPE, package, chart_xml)
    taken = {str(part.partname) for part in package.iter_parts()}
    book_name = PackURI(_free("/ppt/embeddings/Microsoft_Excel_Worksheet{}.xlsx", taken))
    chart.relate_to(Part(book_name, WORKBOOK_TYPE, package, workbook), WORKBOOK_RELATION)
    relation = slide.part.relate_to(chart, CHART_RELATION)
    number = 1 + max(shape.shape_id for shape in shapes) if len(shapes) else 2
    box = f'<a:off x="{int(x)}" y="{int(y)}"/><a:ext cx="{int(w)}" cy="{int(h)}"/>'
    frame = (
        f'<p:graphicFrame xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="{_A}" '
        f'xmlns:r="{_OFFICE}"><p:nvGraphicFramePr>{_properties("p:cNvPr", number, name, descr)}'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"<p:xfrm>{box}</p:xfrm>{_graphic(relation)}</p:graphicFrame>"
    )
    element = parse_xml(frame)
    shapes._spTree.append(element)  # noqa: SLF001 - python-pptx draws its own charts only
    return element


def _properties(tag: str, number: int, name: str, descr: str) -> str:
    return f'<{tag} id="{number}" name={quoteattr(name)} descr={quoteattr(descr)}/>'


def _graphic(relation: str) -> str:
    chart = f'<c:chart xmlns:c="{_C}" r:id="{relation}"/>'
    return f'<a:graphic><a:graphicData uri="{_C}">{chart}</a:graphicData></a:graphic>'


def _free(pattern: str, taken: set[str]) -> str:
    number = 1
    while pattern.format(number) in taken:
        number += 1
    taken.add(pattern.format(number))
    return pattern.format(number)
