"""Which paragraphs of a Word document are headings, and what their lists number them."""

from __future__ import annotations

from lxml import etree

from documents import NAMESPACES, paragraph
from pipeline.ooxml.dialect import W
from pipeline.ooxml.headings import heading_styles, headings

STYLES = etree.fromstring(
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:styleId="Body"><w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>'
)
NUMBERING = etree.fromstring(
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)


def found(*body: str, numbering: etree._Element | None = NUMBERING) -> list[tuple[int, str, str]]:
    root = etree.fromstring(f"<w:body {NAMESPACES}>{''.join(body)}</w:body>")
    return [(item.level, item.number, item.text) for item in headings(root, heading_styles(STYLES), numbering)]


def heading(text: str, style: str, properties: str = "") -> str:
    return paragraph(text, style=style).replace("</w:pPr>", f"{properties}</w:pPr>")


def test_levels_and_numbers_follow_the_styles_and_their_bases() -> None:
    body = (
        heading("Yksi", "H1"),
        heading("Alla", "H2"),
        heading("Toinen", "H2"),
        heading("Kaksi", "H1"),
        heading("a", "H2"),
    )
    assert found(*body) == [
        (1, "1", "Yksi"), (2, "1.1", "Alla"), (2, "1.2", "Toinen"), (1, "2", "Kaksi"), (2, "2.1", "a")
    ]  # fmt: skip


def test_a_paragraph_may_say_otherwise() -> None:
    without_list = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    assert found(heading("a", "H1", without_list)) == [(1, "", "a")]
    assert found(heading("a", "H1", '<w:outlineLvl w:val="4"/>')) == [(5, "1", "a")]
    assert found(heading("a", "H1", '<w:outlineLvl w:val="9"/>')) == []


def test_body_text_empty_headings_and_endless_bases_are_none() -> None:
    assert found(heading("leipää", "Body"), paragraph("tavallinen"), heading("x", "Loop")) == []
    assert found(heading(" ", "H1"), heading("näkyy", "H1")) == [(1, "2", "näkyy")]


def test_without_a_numbering_part_there_are_no_numbers() -> None:
    assert found(heading("a", "H1"), numbering=None) == [(1, "", "a")]
