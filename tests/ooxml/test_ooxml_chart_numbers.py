"""Number formats of charts in a document's language: before and after."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.ooxml.chart import fill_chart
from pipeline.ooxml.chart_numbers import localise
from pipeline.ooxml.chart_xml import c
from pipeline.vocabulary.content import Chart, Series

NB = "\N{NO-BREAK SPACE}"

BOTH_WAYS = [
    ("0.0", "[$-40B]0.0"),
    ('"+"0.0', '[$-40B]"+"0.0'),
    ("0.0;-0.0", "[$-40B]0.0;-0.0"),
    ("#,##0", "[$-40B]#,##0"),
    ("General", "[$-40B]General"),
    ("0", "0"),
    ('[=0]"";0', '[=0]"";0'),
    ("@", "@"),
    ("d.m.yyyy", "d.m.yyyy"),
    ("[$-409]mmm yyyy", "[$-409]mmm yyyy"),
    ('"€"#,##0', f'[$-40B]#,##0"{NB}€"'),
    ("0%", f'0"{NB}"%'),
    ('0"%"', f'0"{NB}%"'),
    ("0.0%", f'[$-40B]0.0"{NB}"%'),
]


@pytest.mark.parametrize(("point", "comma"), BOTH_WAYS)
def test_a_format_goes_both_ways_and_stays_when_it_is_there(point: str, comma: str) -> None:
    assert localise(point, decimal_comma=True) == comma
    assert localise(comma, decimal_comma=True) == comma
    assert localise(comma, decimal_comma=False) == point
    assert localise(point, decimal_comma=False) == point


@pytest.mark.parametrize("code", ['#,##0 "€"', '#,##0" €"', "#,##0\\ €", f"#,##0{NB}€", '[$-40B]#,##0\\ "€"'])
def test_however_the_euro_was_written_english_puts_it_first(code: str) -> None:
    assert localise(code, decimal_comma=False) == '"€"#,##0'


def test_another_language_gives_way_to_the_documents() -> None:
    assert localise("[$-409]0.0", decimal_comma=True) == "[$-40B]0.0"


TEMPLATE = """<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea>
<c:barChart><c:ser><c:idx val="0"/><c:order val="0"/><c:dLbls><c:numFmt formatCode="0.0" sourceLinked="0"/>
<c:showVal val="1"/></c:dLbls><c:val><c:numRef><c:f>x</c:f><c:numCache><c:formatCode>General</c:formatCode></c:numCache>
</c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart>
<c:catAx><c:axId val="1"/><c:numFmt formatCode="General" sourceLinked="0"/></c:catAx>
<c:valAx><c:axId val="2"/><c:numFmt formatCode="0" sourceLinked="0"/></c:valAx></c:plotArea></c:chart></c:chartSpace>"""


def codes(value: float, *, decimal_comma: bool) -> list[str]:
    data = Chart(("A",), (Series("S", (value,)),), "", decimal_comma=decimal_comma)
    root = etree.fromstring(fill_chart(TEMPLATE.encode(), data).xml)
    return [item.get("formatCode") or item.text or "" for item in root.iter(c("numFmt"), c("formatCode"))]


def test_labels_and_axes_of_a_chart_follow_the_document() -> None:
    assert codes(2.5, decimal_comma=True) == ["[$-40B]0.0", "[$-40B]General", "General", "0"]
    assert codes(2.5, decimal_comma=False) == ["0.0", "General", "General", "0"]


def test_whole_numbers_leave_general_alone() -> None:
    assert codes(2, decimal_comma=True) == ["[$-40B]0.0", "General", "General", "0"]
