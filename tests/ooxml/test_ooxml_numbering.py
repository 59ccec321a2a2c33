"""What lists print before their paragraphs: other first numbers, formats, overrides and lists named by styles."""

from __future__ import annotations

import pytest
from lxml import etree

from documents import NAMESPACES, paragraph
from pipeline.ooxml.dialect import W
from pipeline.ooxml.headings import heading_styles, headings
from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.numerals import numeral

STYLES = etree.fromstring(
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr>'
    '<w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>'
)


def level(number: int, text: str, form: str = "decimal", start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, more: str = "", own: str = "") -> etree._Element:
    return etree.fromstring(
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{more}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{own}</w:num></w:numbering>'
    )


def numbers(lists: etree._Element, *styles: str) -> list[str]:
    body = "".join(paragraph("teksti", style=style) for style in styles)
    root = etree.fromstring(f"<w:body {NAMESPACES}>{body}</w:body>")
    return [item.number for item in headings(root, heading_styles(STYLES), lists)]


def test_a_list_begins_where_it_says_and_in_its_own_numerals() -> None:
    lists = numbering(level(0, "%1.", "upperRoman", 3), level(1, "%1.%2", "lowerLetter"))
    assert numbers(lists, "H1", "H2", "H2", "H1", "H2") == ["III.", "III.a", "III.b", "IV.", "IV.a"]


def test_a_list_may_begin_from_zero() -> None:
    assert numbers(numbering(level(0, "%1", start=0)), "H1", "H1") == ["0", "1"]


def test_a_lower_level_may_ask_for_figures_only() -> None:
    lists = numbering(level(0, "Osa %1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))
    assert numbers(lists, "H1", "H2") == ["Osa I", "1.1"]


def test_what_a_list_says_of_its_own_comes_before_what_it_is_made_from() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "§ %1", "decimalZero", 2)}</w:lvlOverride>'
    assert numbers(numbering(level(0, "%1"), own=start), "H1", "H1") == ["5", "6"]
    assert numbers(numbering(level(0, "%1"), own=other), "H1", "H1") == ["§ 02", "§ 03"]


def test_a_list_may_be_defined_by_a_list_style() -> None:
    link, styled = '<w:numStyleLink w:val="Otsikot"/>', '<w:styleLink w:val="Otsikot"/>'
    defined = f'<w:abstractNum w:abstractNumId="8">{styled}{level(0, "%1)")}</w:abstractNum>'
    assert numbers(numbering(link, more=defined), "H1") == ["1)"]
    other = f'<w:abstractNum w:abstractNumId="9">{level(0, "(%1)")}</w:abstractNum>'
    named = numbering(link, more=defined + other + '<w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>')
    assert Numbering(named).label("1", 0, [1]) == "1)"
    assert Numbering(named, {"Otsikot": "2"}).label("1", 0, [1]) == "(1)"


def test_the_lists_are_looked_up_once_however_many_headings_there_are() -> None:
    class Counted(etree.ElementBase):
        looked = 0

        def iterchildren(self, *names: object, **options: object) -> object:
            Counted.looked += self.tag == f"{{{W}}}numbering"
            return super().iterchildren(*names, **options)  # type: ignore[arg-type]

    parser = etree.XMLParser()
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=Counted))
    lists = etree.fromstring(etree.tostring(numbering(level(0, "%1"))), parser)
    assert numbers(lists, *["H1"] * 20)[-1] == "20"
    assert Counted.looked == 2  # what lists are made from, and the lists


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (4, "lowerRoman", "iv"), (1990, "upperRoman", "MCMXC"), (28, "lowerLetter", "bb"), (780, "upperLetter", "Z" * 30),
        (781, "upperLetter", "781"), (10**9, "lowerRoman", "1000000000"), (0, "upperRoman", "0"), (3, "none", ""),
        (7, "decimalZero", "07"), (7, "chicago", "7"), (7, "", "7"),
    ],
)  # fmt: skip
def test_numerals(number: int, form: str, text: str) -> None:
    assert numeral(number, form) == text


def test_numbers_that_make_no_sense_are_one() -> None:
    lists = Numbering(numbering(level(0, "%1").replace('w:start w:val="1"', 'w:start w:val="x1"')))
    assert lists.start("1", "0") == lists.start("1", "7") == lists.start("nothing", "0") == 1
    assert lists.label("nothing", 0, [1]) == ""
