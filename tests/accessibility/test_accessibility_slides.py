"""Each rule finds its fault on slides, and says nothing of the same deck without it."""

from __future__ import annotations

from typing import Any

import pytest
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Cm, Emu, Pt
from sound_files import LONG, Change, deck, sound_deck, speak

from drawn_decks import add_box, add_slide, add_xml, saved
from pipeline.accessibility import check_document

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHARTED = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def shape_of(slide: Any, kind: str) -> Any:
    return next(item for item in slide.shapes if kind in type(item).__name__)


def box(made: Any, text: str, top: float = 165) -> Any:
    added = add_box(made.slides[0], text, 15, top, 200)
    speak(made.slides[0], "fi-FI")
    return added


def table(made: Any) -> Any:
    return next(item for item in made.slides[1].shapes if item.has_table).table


def chart(made: Any) -> Any:
    return next(item for item in made.slides[2].shapes if item.has_chart).chart


def untitled(made: Any) -> None:
    made.core_properties.title = ""


def titled_by_a_program(made: Any) -> None:
    made.core_properties.title = "PowerPoint Presentation"


def without_language(made: Any) -> None:
    made.slides[0].shapes[1].text_frame.paragraphs[0].runs[0]._r.rPr.attrib.pop("lang")
    for item in made.part._element.iter(f"{DRAWN}defRPr"):
        item.attrib.pop("lang", None)


def in_no_language(made: Any) -> None:
    made.slides[0].shapes[1].text_frame.paragraphs[0].runs[0]._r.rPr.set("lang", "qq-FI")


def english_as_finnish(made: Any) -> None:
    box(
        made,
        "These are the goals of the municipality for the next four years, and each of them has actions with costs.",
    )


def undescribed(made: Any) -> None:
    shape_of(made.slides[1], "Picture")._element.nvPicPr.cNvPr.set("descr", "")


def named_as_the_shape(made: Any) -> None:
    properties = shape_of(made.slides[1], "Picture")._element.nvPicPr.cNvPr
    properties.set("descr", properties.get("name"))


def titleless(made: Any) -> None:
    made.slides[0].shapes.title.text = ""


def titled_alike(made: Any) -> None:
    made.slides[0].shapes.title.text = made.slides[1].shapes.title.text.upper()
    speak(made.slides[0], "fi-FI")


def headless(made: Any) -> None:
    table(made).first_row = False


def merged(made: Any) -> None:
    table(made).cell(1, 1).merge(table(made).cell(2, 1))


def blank_row(made: Any) -> None:
    for column in (0, 1):
        table(made).cell(3, column).text = ""


def typed_list(made: Any) -> None:
    frame = box(made, "• Palvelut verkkoon").text_frame
    frame.add_paragraph().text = "• Osaaminen kuntoon"
    speak(made.slides[0], "fi-FI")


def blank_paragraphs(made: Any) -> None:
    frame = box(made, "Ensin").text_frame
    for text in ("", "", "sitten"):
        frame.add_paragraph().text = text
    speak(made.slides[0], "fi-FI")


def charted_only(made: Any) -> None:
    table(made).cell(1, 0).text = "Johtaminen"
    speak(made.slides[1], "fi-FI")


def linked_here(made: Any) -> None:
    run = box(made, "klikkaa tästä").text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = "https://esimerkki.example/"


def read_from_below(made: Any) -> None:
    box(made, "Tämä on ylinnä, mutta luetaan viimeisenä.", 35).top = Emu(Cm(3.4))


def title_last(made: Any) -> None:
    title = made.slides[0].shapes.title._element
    title.getparent().append(title)


def pale(made: Any) -> None:
    box(made, "Tätä ei erota.").text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xBB, 0xBB, 0xBB)


def pale_in_its_shape(made: Any) -> None:
    shape = made.slides[0].shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(2), Cm(16.8), Cm(8), Cm(2))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(0xFF, 0xE0, 0x80)
    shape.text_frame.text = "Valkoista keltaisella"
    run = shape.text_frame.paragraphs[0].runs[0]
    run.font.color.rgb, run.font.size = RGBColor(0xFF, 0xFF, 0xFF), Pt(18)
    speak(made.slides[0], "fi-FI")


def pale_bars(made: Any) -> None:
    fill = chart(made).plots[0].series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(0xD3, 0xEE, 0xE8)


def pale_numbers(made: Any) -> None:
    font = chart(made).category_axis.tick_labels.font
    font.color.rgb = RGBColor(0xBB, 0xBB, 0xBB)


def coloured_without_a_word(made: Any) -> None:
    cell = table(made).cell(2, 1)
    cell.text = ""
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor(0xC0, 0, 0)


def tiny(made: Any) -> None:
    box(made, "Pientä pränttiä").text_frame.paragraphs[0].runs[0].font.size = Pt(9)


def empty_holder(made: Any) -> None:
    slide = add_slide(made, "Uusi dia", layout=1)
    speak(slide, "fi-FI")


def spaced_out(made: Any) -> None:
    box(made, "Vastuu:        hallintojohtaja")


def silent_line(made: Any) -> None:
    made.slides[0].shapes.add_connector(1, Cm(2), Cm(18), Cm(20), Cm(18))


def only_on_the_master(made: Any) -> None:
    text = "<a:p><a:r><a:rPr lang='fi-FI'/><a:t>Luonnos lausuntokierrokselle</a:t></a:r></a:p>"
    layout = made.slides[0].slide_layout
    add_xml(
        layout,
        "<p:sp><p:nvSpPr><p:cNvPr id='90' name='Leima'/><p:cNvSpPr txBox='1'/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>"
        "<a:off x='0' y='6000000'/><a:ext cx='4000000' cy='400000'/></a:xfrm></p:spPr>"
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp>",
    )


FAULTS: dict[str, tuple[str, Change]] = {
    "no title of the deck": ("AX001", untitled),
    "no language": ("AX001", without_language),
    "no alternative text": ("AX002", undescribed),
    "no title of a slide": ("AX004", titleless),
    "no header row": ("AX005", headless),
    "a language that there is not": ("AX006", in_no_language),
    "English marked as Finnish": ("AX007", english_as_finnish),
    "signs as a list": ("AX009", typed_list),
    "merged cells": ("AX010", merged),
    "a blank row": ("AX012", blank_row),
    "blank paragraphs": ("AX013", blank_paragraphs),
    "the shape's name as alternative text": ("AX014", named_as_the_shape),
    "a chart without its table": ("AX016", charted_only),
    "a link that says here": ("AX018", linked_here),
    "an upper text read last": ("AX019", read_from_below),
    "the title read last": ("AX019", title_last),
    "pale letters": ("AX020", pale),
    "white letters on yellow": ("AX020", pale_in_its_shape),
    "pale letters in a chart": ("AX020", pale_numbers),
    "pale bars": ("AX021", pale_bars),
    "a colour without a word": ("AX022", coloured_without_a_word),
    "words of the layout only": ("AX023", only_on_the_master),
    "tiny letters": ("AX024", tiny),
    "an empty placeholder": ("AX026", empty_holder),
    "spaces for layout": ("AX028", spaced_out),
    "a title that a program made up": ("AX029", titled_by_a_program),
    "two titles alike": ("AX030", titled_alike),
    "a line that says nothing": ("AX031", silent_line),
}


def codes(data: bytes) -> list[str]:
    return [item.code for item in check_document(data, "x.pptx")]


def test_nothing_is_said_of_a_sound_deck() -> None:
    assert codes(deck()) == []


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_found_and_nothing_else(what: str) -> None:
    code, change = FAULTS[what]
    assert codes(deck(change)) == [code]


def outlined_bars(made: Any) -> None:
    pale_bars(made)
    line = chart(made).plots[0].series[0].format.line
    line.color.rgb = RGBColor(0x01, 0x2C, 0x3F)


def hidden_axis(made: Any) -> None:
    pale_numbers(made)
    chart(made).category_axis.visible = False


def decorated_line(made: Any) -> None:
    silent_line(made)
    properties = made.slides[0].shapes[-1]._element.nvCxnSpPr.cNvPr
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    properties.append(properties.makeelement(f"{{{space}}}decorative", {"val": "1"}))


def real_list(made: Any) -> None:
    frame = box(made, "Palvelut verkkoon").text_frame
    frame.add_paragraph().text = "Osaaminen kuntoon"
    for paragraph in frame.paragraphs:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(properties.makeelement(f"{DRAWN}buChar", {"char": "•"}))
        paragraph.alignment = PP_ALIGN.LEFT
    speak(made.slides[0], "fi-FI")


def name_over_the_title(made: Any) -> None:
    box(made, "Esimerkkilän kunta", 1).top = Emu(0)
    made.slides[0].shapes[-1].height = Emu(Cm(0.7))


SOUND: dict[str, Change] = {
    "pale bars with a dark outline": outlined_bars,
    "pale letters of an axis that is not shown": hidden_axis,
    "a line marked as decoration": decorated_line,
    "a real list": real_list,
    "a name over the title may come last": name_over_the_title,
}


@pytest.mark.parametrize("what", SOUND)
def test_what_is_no_fault_is_let_be(what: str) -> None:
    assert codes(deck(SOUND[what])) == []


def test_a_dark_master_turns_the_letters() -> None:
    """What reads on paper does not read when the master's colour map turns, and the other way round."""
    made = sound_deck()
    for mapping in made.slide_masters[0]._element.iter(
        "{http://schemas.openxmlformats.org/presentationml/2006/main}clrMap"
    ):
        for name, slot in (("bg1", "dk1"), ("tx1", "lt1")):
            mapping.set(name, slot)
    assert codes(saved(made)) == []
    run = made.slides[0].shapes[1].text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = RGBColor(0x17, 0x22, 0x28)
    assert codes(saved(made)) == ["AX020"]


def test_a_place_is_the_slide_in_words() -> None:
    (finding,) = check_document(deck(pale), "x.pptx")
    assert str(finding.place.sheet) == "slide_titled(1, Kolme tavoitetta)"
    assert LONG not in str(finding.place)
