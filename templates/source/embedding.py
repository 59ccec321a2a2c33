"""Puts charts into documents that are being made.

In: the XML of a chart (`chart_drawing.draw_chart`) and its workbook (`ooxml.chart.chart_workbook`). Out: both as
parts of the package, related from the part whose frame shows the chart.
"""

from __future__ import annotations

from pipeline.ooxml.package import Package

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART_RELATION, WORKBOOK_RELATION = f"{_OFFICE}/chart", f"{_OFFICE}/package"


def embed_in_package(package: Package, source: str, chart_xml: bytes, workbook: bytes) -> str:
    """Adds chart and workbook to a package, related from the part `source`. Gives the chart's relationship id there."""
    folder = source.split("/", 1)[0]
    chart = package.free_name(f"{folder}/charts/chart{{}}.xml")
    package.add(chart, chart_xml, CHART_TYPE)
    book = package.free_name(f"{folder}/embeddings/Microsoft_Excel_Worksheet{{}}.xlsx")
    package.add(book, workbook, WORKBOOK_TYPE)
    package.relate(chart, WORKBOOK_RELATION, book)  # the chart's first relationship: rId1, as draw_chart expects
    return package.relate(source, CHART_RELATION, chart)
