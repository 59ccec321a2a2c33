"""Long texts written like a sample that the designer has formatted himself: emphasis, links and bullets stay valid."""

from __future__ import annotations

import re

import pytest
from test_filling_deck_texts import drawn, shape
from test_filling_list_looks import template

from documents import body, paragraph, run
from drawn_decks import fill, made, xml_of
from office_checks import office_faults
from pipeline.ooxml.dialect import A, R, w
from pipeline.vocabulary.content import LongText

LINKED = LongText("lue [tämä](https://b.example) ja *muu*\ntoinen")
LINK_STYLE = '<w:style w:type="character" w:styleId="Hyperlinkki"><w:name w:val="Hyperlink"/></w:style>'


def names(element: object) -> list[str]:
    return [re.sub(r"\{.*?\}", "", child.tag) for child in element]  # type: ignore[attr-defined]


def slide(properties: str, text: LongText, before: str = "") -> object:
    data = drawn(shape(f"{before}<a:r>{properties}<a:t>{{{{ x }}}}</a:t></a:r>"))
    assert office_faults(fill(data, x=text).document) == []
    return xml_of(made(data, x=text), "ppt/slides/slide1.xml")


@pytest.mark.parametrize(
    ("bullet", "kept"),
    [
        ('<a:buClrTx/><a:buSzTx/><a:buFontTx/><a:buBlip><a:blip r:embed=""/></a:buBlip>', ["buClrTx", "buSzTx", "buFontTx"]),
        ('<a:buSzPts val="900"/><a:buFont typeface="Wingdings"/><a:buChar char="§"/>', ["buSzPts"]),
        ("<a:buNone/><a:tabLst/>", []),
    ],
)  # fmt: skip
def test_the_bullet_of_a_slide_s_list_item_stands_in_its_place(bullet: str, kept: list[str]) -> None:
    before = f'<a:pPr xmlns:r="{R}"><a:spcBef><a:spcPts val="100"/></a:spcBef>{bullet}</a:pPr>'
    root = slide("", LongText("alku\n- yksi"), before)
    items = [item for item in root.iter(f"{{{A}}}pPr") if item.find(f"{{{A}}}buChar") is not None]  # type: ignore[attr-defined]
    ending = ["tabLst"] if "tabLst" in bullet else []
    assert names(items[-1]) == ["spcBef", *kept, "buChar", *ending]
    assert items[-1].find(f"{{{A}}}buChar").get("char") == "•"


def test_a_link_takes_the_place_of_the_sample_s_own() -> None:
    action = 'r:id="" action="ppaction://hlinkshowjump?jump=nextslide"'
    properties = (
        f'<a:rPr xmlns:r="{R}" lang="fi-FI"><a:latin typeface="Arial"/><a:hlinkClick {action}/>'
        f'<a:hlinkMouseOver {action}/><a:extLst><a:ext uri="{{0}}"/></a:extLst></a:rPr>'
    )
    root = slide(properties, LINKED)
    runs = {"".join(one.itertext()): one.find(f"{{{A}}}rPr") for one in root.iter(f"{{{A}}}r")}  # type: ignore[attr-defined]
    order = ["latin", "hlinkClick", "hlinkMouseOver", "extLst"]
    assert names(runs["tämä"]) == names(runs["toinen"]) == order
    assert runs["tämä"].find(f"{{{A}}}hlinkClick").get("action") is None
    assert runs["toinen"].find(f"{{{A}}}hlinkClick").get("action") is not None


def test_emphasis_wins_over_a_sample_that_says_it_is_plain() -> None:
    sample = paragraph(
        run("{{ x }}", '<w:rFonts w:ascii="Arial"/><w:b w:val="0"/><w:bCs/><w:i w:val="false"/><w:sz w:val="20"/>')
    )
    root = body(template("", sample), x=LongText("on **lihava** ja *vino*\ntoinen"))
    runs = {"".join(one.itertext()): one.find(w("rPr")) for one in root.iter(w("r"))}
    assert names(runs["lihava"]) == names(runs["vino"]) == ["rFonts", "b", "bCs", "i", "sz"]
    assert runs["lihava"].find(w("b")).get(w("val")) is None
    assert runs["vino"].find(w("i")).get(w("val")) is None
    assert runs["vino"].find(w("b")).get(w("val")) == "0"


@pytest.mark.parametrize(("styles", "number"), [(LINK_STYLE, "Hyperlinkki"), ("", "Hyperlink")])
def test_links_have_the_style_of_links_by_its_name_and_only_it(styles: str, number: str) -> None:
    root = body(template(styles, paragraph(run("{{ x }}", '<w:rStyle w:val="Korostus"/><w:sz w:val="20"/>'))), x=LINKED)
    (link,) = root.iter(w("hyperlink"))
    (properties,) = link.iter(w("rPr"))
    assert names(properties) == ["rStyle", "sz"]
    assert properties.find(w("rStyle")).get(w("val")) == number
    found = [item.get(w("val")) for item in root.iter(w("rStyle"))]
    assert found.count("Korostus") == len(found) - 1 > 0
