"""List items of long texts in templates that were not made for us: the template's own list style, or a list like it."""

from __future__ import annotations

from lxml import etree

from documents import NAMESPACES, OFFICE, body, filled, paragraph, part, word
from pipeline.ooxml.dialect import w
from pipeline.vocabulary.content import LongText

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TEXT = LongText("Ensin tämä:\n- yksi\n- kaksi")
NUMBERED = (
    '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"/></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
)


def template(styles: str, *content: str, numbering: str = "") -> bytes:
    kinds = {"styles": f"<w:styles {NAMESPACES}>{styles}</w:styles>"}
    if numbering:
        kinds["numbering"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"
    rows = "".join(f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in kinds)
    relations = f'<Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'
    files = {f"word/{kind}.xml": xml for kind, xml in kinds.items()}
    return word(*content, parts={"word/_rels/document.xml.rels": relations, **files})


def style(number: str, name: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{number}"><w:name w:val="{name}"/></w:style>'


def items(data: bytes) -> list[etree._Element]:
    return [item for item in body(data, x=TEXT) if "".join(item.itertext()) in ("yksi", "kaksi")]


def styles_of(found: list[etree._Element]) -> list[str]:
    return [item.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) for item in found]


def test_the_house_s_list_style_comes_first_and_then_word_s_own_by_its_name() -> None:
    own = template(style("Luettelo", "Luettelo") + style("A1", "List Bullet"), "{{ x }}")
    translated = template(style("Merkittyluettelo", "List Bullet"), "{{ x }}")
    assert styles_of(items(own)) == ["Luettelo", "Luettelo"]
    assert styles_of(items(translated)) == ["Merkittyluettelo", "Merkittyluettelo"]


def test_a_template_without_a_list_style_gets_bullets_on_paragraphs_like_the_sample() -> None:
    data = template(style("Leipa", "Leipäteksti"), paragraph("{{ x }}", style="Leipa"))
    found = items(data)
    assert styles_of(found) == ["Leipa", "Leipa"]
    assert [item.find(f".//{w('numId')}").get(w("val")) for item in found] == ["1", "1"]
    document = filled(data, x=TEXT).document
    assert document is not None
    numbering = etree.fromstring(part(document, "word/numbering.xml").encode())
    assert numbering.find(f".//{w('numFmt')}").get(w("val")) == "bullet"


def test_bullets_join_the_numbering_that_the_template_has() -> None:
    data = template("", "{{ x }}", numbering=NUMBERED)
    assert [item.find(f".//{w('numId')}").get(w("val")) for item in items(data)] == ["8", "8"]
    document = filled(data, x=TEXT).document
    assert document is not None
    numbering = etree.fromstring(part(document, "word/numbering.xml").encode())
    assert [etree.QName(child).localname for child in numbering] == ["abstractNum", "abstractNum", "num", "num"]
    assert [item.get(w("abstractNumId")) for item in numbering.iter(w("abstractNum"))] == ["4", "5"]
