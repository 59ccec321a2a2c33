"""Each rule finds its fault in a Word document, and says nothing of the same document without it."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from sound_files import LONG, WP, Change, W, blue_picture, document

from pipeline.accessibility import check_document
from pipeline.vocabulary.findings import Severity
from pipeline.vocabulary.rules import RULES

SWEDISH = (
    "Kommunen utvecklar sina tjänster så att alla kan sköta sina ärenden på nätet när det passar för dem och med stöd."
)


def first_table(made: Any) -> Any:
    return made.tables[0]


def picture(made: Any) -> Any:
    return made.inline_shapes[0]._inline


def untitled(made: Any) -> None:
    made.core_properties.title = ""


def titled_by_a_program(made: Any) -> None:
    made.core_properties.title = "Word Document"


def without_language(made: Any) -> None:
    for item in list(made.styles.element.iter(qn("w:lang"))):
        item.getparent().remove(item)


def in_no_language(made: Any) -> None:
    made.paragraphs[1].runs[0]._r.get_or_add_rPr().append(parse_xml(f'<w:lang {W} w:val="suomi-FI"/>'))


def swedish_as_finnish(made: Any) -> None:
    made.add_paragraph(SWEDISH)


def undescribed(made: Any) -> None:
    picture(made).docPr.attrib.pop("descr")


def named_by_its_file(made: Any) -> None:
    picture(made).docPr.set("descr", "image1.png")


def described_as_a_picture(made: Any) -> None:
    picture(made).docPr.set("descr", "Kuva 3")


def described_at_length(made: Any) -> None:
    picture(made).docPr.set("descr", "Tunnus on sininen. " * 20)


def skipped(made: Any) -> None:
    made.add_heading("Kolmas taso", 1)
    made.add_heading("Liian syvällä", 3)


def bold_instead_of_a_heading(made: Any) -> None:
    made.add_paragraph().add_run("Toinen tavoite").bold = True
    made.add_paragraph(LONG)


def empty_heading(made: Any) -> None:
    made.add_heading("", 2)


def without_headings(made: Any) -> None:
    for item in made.paragraphs:
        if item.style.name.startswith("Heading"):
            item.style = made.styles["Normal"]
    for number in range(12):
        made.add_paragraph(f"Kappale, joita on monta, numero {number}.")


def typed_list(made: Any) -> None:
    for text in ("- Palvelut verkkoon", "- Osaaminen kuntoon"):
        made.add_paragraph(text)


def typed_numbers(made: Any) -> None:
    for text in ("1) Palvelut verkkoon", "2) Osaaminen kuntoon"):
        made.add_paragraph(text)


def headless(made: Any) -> None:
    properties = first_table(made).rows[0]._tr.trPr
    properties.remove(properties.find(qn("w:tblHeader")))
    first_table(made)._tbl.tblPr.find(qn("w:tblLook")).set(qn("w:firstColumn"), "0")


def merged(made: Any) -> None:
    rows = first_table(made).rows
    rows[1].cells[0].merge(rows[1].cells[1])


def nested(made: Any) -> None:
    inner = first_table(made).rows[2].cells[1].add_table(2, 2)
    for row in inner.rows:
        for cell in row.cells:
            cell.text = "sisällä"
    inner.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))


def blank_row(made: Any) -> None:
    first_table(made).add_row()


def blank_column(made: Any) -> None:
    for row in first_table(made).rows:
        row.cells[1].text = ""


def blank_paragraphs(made: Any) -> None:
    made.add_paragraph()
    made.add_paragraph()
    made.add_paragraph(LONG)


def spaced_out(made: Any) -> None:
    made.add_paragraph("Vastuu:        hallintojohtaja")


def floating(made: Any) -> None:
    inline = picture(made)
    anchor = parse_xml(f'<wp:anchor {WP} behindDoc="0"/>')
    for child in list(inline):
        anchor.append(child)
    inline.getparent().replace(inline, anchor)


def linked(text: str) -> Change:
    def change(made: Any) -> None:
        number = made.part.relate_to("https://esimerkki.example/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = parse_xml(f"<w:hyperlink {W}><w:r><w:t>{text}</w:t></w:r></w:hyperlink>")
        link.set(qn("r:id"), number)
        made.paragraphs[1]._p.append(link)

    return change


def pale(made: Any) -> None:
    made.add_paragraph().add_run("Tätä ei erota paperista.").font.color.rgb = RGBColor(0xBB, 0xBB, 0xBB)


def pale_in_a_shaded_cell(made: Any) -> None:
    cell = first_table(made).rows[1].cells[0]
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:color="auto" w:fill="012C3F"/>'))
    cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0x17, 0x22, 0x28)


def tiny(made: Any) -> None:
    made.add_paragraph().add_run("Pientä pränttiä.").font.size = Pt(6)


def coloured_without_a_word(made: Any) -> None:
    for row, text in zip(first_table(made).rows, ("Tila", "Valmis", ""), strict=True):
        row.cells[1].text = text
    cell = first_table(made).rows[2].cells[1]
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:color="auto" w:fill="C00000"/>'))


def only_in_the_header(made: Any) -> None:
    made.sections[0].header.paragraphs[0].text = "Luonnos lausuntokierrokselle"


FAULTS: dict[str, tuple[str, Change]] = {
    "no title": ("AX001", untitled),
    "no language": ("AX001", without_language),
    "no alternative text": ("AX002", undescribed),
    "a skipped heading level": ("AX003", skipped),
    "no header row": ("AX005", headless),
    "a language that there is not": ("AX006", in_no_language),
    "Swedish marked as Finnish": ("AX007", swedish_as_finnish),
    "a bold paragraph as a heading": ("AX008", bold_instead_of_a_heading),
    "dashes as a list": ("AX009", typed_list),
    "typed numbers as a list": ("AX009", typed_numbers),
    "merged cells": ("AX010", merged),
    "a table in a cell": ("AX011", nested),
    "a blank row": ("AX012", blank_row),
    "a blank column": ("AX012", blank_column),
    "blank paragraphs": ("AX013", blank_paragraphs),
    "a file's name as alternative text": ("AX014", named_by_its_file),
    "the word picture as alternative text": ("AX014", described_as_a_picture),
    "a long alternative text": ("AX015", described_at_length),
    "a floating picture": ("AX017", floating),
    "a link that says here": ("AX018", linked("tästä")),
    "a Swedish link that says here": ("AX018", linked("Läs mer")),
    "a link that is an address": ("AX018", linked("https://www.esimerkki.example/asiakirjat/2027/liite")),
    "pale letters": ("AX020", pale),
    "dark letters in a dark cell": ("AX020", pale_in_a_shaded_cell),
    "a colour without a word": ("AX022", coloured_without_a_word),
    "words of the header only": ("AX023", only_in_the_header),
    "tiny letters": ("AX024", tiny),
    "an empty heading": ("AX025", empty_heading),
    "no headings": ("AX027", without_headings),
    "spaces for layout": ("AX028", spaced_out),
    "a title that a program made up": ("AX029", titled_by_a_program),
}


def codes(data: bytes) -> list[str]:
    return [item.code for item in check_document(data, "x.docx")]


def test_nothing_is_said_of_a_sound_document() -> None:
    assert codes(document()) == []


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_found_and_nothing_else(what: str) -> None:
    code, change = FAULTS[what]
    assert codes(document(change)) == [code]


def decorated(made: Any) -> None:
    undescribed(made)
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    picture(made).docPr.append(parse_xml(f'<d:decorative xmlns:d="{space}" val="1"/>'))


def floating_decoration(made: Any) -> None:
    decorated(made)
    floating(made)


def swedish_as_swedish(made: Any) -> None:
    run = made.add_paragraph(SWEDISH).runs[0]
    run._r.get_or_add_rPr().append(parse_xml(f'<w:lang {W} w:val="sv-FI"/>'))


def one_dash(made: Any) -> None:
    made.add_paragraph("– Tämä on vuorosana.")
    made.add_paragraph(LONG)


def signatures(made: Any) -> None:
    made.add_paragraph("A. Keksitty, puheenjohtaja")
    made.add_paragraph("B. Mallikas, sihteeri")


def days(made: Any) -> None:
    made.add_paragraph("1. tammikuuta alkaa kysely")
    made.add_paragraph("2. helmikuuta alkavat työpajat")


def header_that_repeats(made: Any) -> None:
    made.sections[0].header.paragraphs[0].text = "Kunta kehittää palvelujaan"


def signed_cell(made: Any) -> None:
    coloured_without_a_word(made)
    first_table(made).rows[2].cells[1].text = "√ Valmis"


def another_picture(made: Any) -> None:
    made.add_picture(blue_picture())
    made.inline_shapes[1]._inline.docPr.set("descr", "Esimerkkilän kunnan vaakuna")


SOUND: dict[str, Change] = {
    "decoration needs no words": decorated,
    "decoration may float": floating_decoration,
    "Swedish that is marked so": swedish_as_swedish,
    "one line that begins with a dash": one_dash,
    "initials below each other": signatures,
    "days below each other": days,
    "a header that repeats the text": header_that_repeats,
    "a coloured cell with its word": signed_cell,
    "two pictures": another_picture,
    "a link that says where it leads": linked("Digipalvelulaki"),
}


@pytest.mark.parametrize("what", SOUND)
def test_what_is_no_fault_is_let_be(what: str) -> None:
    assert codes(document(SOUND[what])) == []


def test_alike_faults_are_told_once_with_their_count_at_the_first_place() -> None:
    def change(made: Any) -> None:
        for _ in range(40):
            pale(made)

    (finding,) = check_document(document(change), "x.docx")
    assert finding.values["count"] == 40
    assert finding.place.file == "x.docx"


def test_no_more_is_told_of_one_code_than_anyone_would_read() -> None:
    def change(made: Any) -> None:
        for _ in range(60):
            made.add_picture(blue_picture())

    found = codes(document(change))
    assert set(found) == {"AX002"}
    assert len(found) < 30


def test_only_what_is_sure_and_closes_the_text_to_somebody_stops_a_build() -> None:
    stopping = {code for code, rule in RULES.items() if code.startswith("AX") and rule.severity is Severity.ERROR}
    assert stopping == {"AX001", "AX002", "AX004"}


def test_a_hostile_document_takes_no_longer_than_a_long_one() -> None:
    def change(made: Any) -> None:
        for number in range(3000):
            run = made.add_paragraph().add_run("{%" * 40)
            run.font.color.rgb = RGBColor(200 + number % 50, 200 + number // 50 % 50, 230)
            run.font.size = Pt(1 + number % 7)

    data = document(change)
    start = process_time()
    found = codes(data)
    assert process_time() - start < 6.0
    assert len(found) < 100


def test_clear_boxes_over_each_other_take_no_longer_than_their_number() -> None:
    """Any of them may lie over any other, which must not be looked into for each anew."""
    drawn = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    box = (
        f'<w:p {W}><w:r><w:drawing><wp:anchor {WP} behindDoc="0"><wp:docPr id="1" name="b"/>'
        f'<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="{drawn}">'
        f'<s:wsp xmlns:s="{drawn}"><s:spPr/><s:txbx><w:txbxContent><w:p><w:r><w:t>Kunta</w:t></w:r></w:p>'
        "</w:txbxContent></s:txbx></s:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )

    def change(made: Any) -> None:
        for _ in range(2000):
            made.element.body.insert(0, parse_xml(box))

    data = document(change)
    start = process_time()
    codes(data)
    assert process_time() - start < 6.0


def on_a_dark_page(made: Any) -> None:
    """White letters in a first section whose header draws a dark ground behind the text, black ones in the next."""
    drawn = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    ground = (
        f'<w:r {W}><w:drawing><wp:anchor {WP} behindDoc="1"><wp:docPr id="9" name="Pohja">'
        '<d:decorative xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></wp:docPr>'
        f'<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="{drawn}">'
        f'<s:wsp xmlns:s="{drawn}"><s:spPr><a:solidFill><a:srgbClr val="012C3F"/></a:solidFill></s:spPr></s:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
    made.add_section().header.is_linked_to_previous = False
    made.sections[0].header.paragraphs[0]._p.append(parse_xml(ground))
    body = made.element.body
    heading = body[0]
    end = next(item for item in body.iterchildren() if item.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None)
    body.remove(end)
    heading.addprevious(end)
    opening = made.paragraphs[0].insert_paragraph_before("").add_run("Valkoista tummalla")
    opening.font.color.rgb = RGBColor(255, 255, 255)


def test_a_ground_behind_the_text_is_there_on_its_own_sections_pages_only() -> None:
    assert codes(document(on_a_dark_page)) == []

    def white_in_the_next_section(made: Any) -> None:
        on_a_dark_page(made)
        made.add_paragraph().add_run("Valkoista valkoisella").font.color.rgb = RGBColor(255, 255, 255)

    assert codes(document(white_in_the_next_section)) == ["AX020"]
