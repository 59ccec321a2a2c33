"""Hand edits to how a paragraph looks: its words stay, and what the workbook says later is put into the same looks."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as Opened
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from hand_edits_word import Holds, docx_kind, has, kind, properties, prose, put
from lxml import etree
from word_open import Word, w, xml


def _runs(word: Word, aim: str, *markup: str) -> None:
    for item in prose(word.body, aim).iter(w("r")):
        put(properties(item, "rPr"), *markup)


def _whole(word: Word, aim: str, *markup: str) -> None:
    put(properties(prose(word.body, aim)), *markup)


@kind("bold", aims=True, keeps_words=True)
def _bold(word: Word, aim: str) -> Holds:
    _runs(word, aim, "<w:b/>", '<w:color w:val="0A0B0C"/>')
    return has(".//w:rPr[w:b]/w:color[@w:val='0A0B0C']")


@kind("highlight", aims=True, keeps_words=True)
def _highlight(word: Word, aim: str) -> Holds:
    _runs(word, aim, '<w:highlight w:val="yellow"/>')
    return has(".//w:r[w:t]/w:rPr/w:highlight[@w:val='yellow']")


@docx_kind("colour", keeps_words=True)
def _colour(document: Opened, aim: str) -> Holds:
    for item in _paragraph(document, aim).runs:
        item.font.color.rgb = RGBColor(0xAB, 0x10, 0x20)
    return has(".//w:rPr/w:color[@w:val='AB1020']")


@docx_kind("another font, larger", keeps_words=True)
def _font(document: Opened, aim: str) -> Holds:
    for item in _paragraph(document, aim).runs:
        item.font.name, item.font.size = "Courier New", Pt(17)
    return has(".//w:rPr[w:rFonts/@w:ascii='Courier New']/w:sz[@w:val='34']")


@kind("one word in italics", aims=False, keeps_words=True)
def _one_word(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    whole = next(item for item in target.iter(w("r")) if len(next(item.iter(w("t"))).text or "") > 20)
    words = (whole.find(w("t")).text or "").split(" ")
    for place, part in enumerate((" ".join(words[:2]) + " ", words[2], " " + " ".join(words[3:]))):
        piece = deepcopy(whole)
        piece.find(w("t")).text = part
        piece.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if place == 1:
            put(properties(piece, "rPr"), "<w:i/>", '<w:u w:val="wave"/>')
        whole.addprevious(piece)
    target.remove(whole)
    return has(".//w:rPr[w:i]/w:u[@w:val='wave']")


@kind("another style", aims=True, keeps_words=True)
def _style(word: Word, aim: str) -> Holds:
    _whole(word, aim, '<w:pStyle w:val="Visiolause"/>', '<w:spacing w:before="613"/>')
    return has(".//w:pPr[w:pStyle/@w:val='Visiolause']/w:spacing[@w:before='613']")


@kind("centred", aims=True, keeps_words=True)
def _centred(word: Word, aim: str) -> Holds:
    _whole(word, aim, '<w:ind w:left="77"/>', '<w:jc w:val="center"/>')
    return has(".//w:pPr[w:ind/@w:left='77']/w:jc[@w:val='center']")


@kind("indented", aims=True, keeps_words=True)
def _indented(word: Word, aim: str) -> Holds:
    _whole(word, aim, '<w:ind w:left="1313" w:right="1313"/>')
    return has(".//w:pPr/w:ind[@w:left='1313']")


@kind("spacing", aims=True, keeps_words=True)
def _spacing(word: Word, aim: str) -> Holds:
    _whole(word, aim, '<w:spacing w:before="717" w:after="717"/>')
    return has(".//w:pPr/w:spacing[@w:before='717']")


@kind("a frame and shading", aims=True, keeps_words=True)
def _framed(word: Word, aim: str) -> Holds:
    line = '<w:left w:val="single" w:sz="24" w:space="4" w:color="00AA33"/>'
    _whole(word, aim, f"<w:pBdr>{line}</w:pBdr>", '<w:shd w:val="clear" w:color="auto" w:fill="EEFFEE"/>')
    return has(".//w:pPr[w:pBdr]/w:shd[@w:fill='EEFFEE']")


@kind("kept with the next", keeps_words=True)
def _kept(word: Word, aim: str) -> Holds:
    _whole(word, aim, "<w:keepNext/>", "<w:pageBreakBefore/>")
    return has(".//w:pPr[w:keepNext]/w:pageBreakBefore")


@kind("a text marked as English", aims=True, keeps_words=True)
def _language(word: Word, aim: str) -> Holds:
    _runs(word, aim, '<w:lang w:val="en-NZ"/>')
    return has(".//w:rPr/w:lang[@w:val='en-NZ']")


@kind("formatting taken off", aims=True, keeps_words=True)
def _plain(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    put(properties(target), '<w:pStyle w:val="Normal"/>', '<w:tabs><w:tab w:val="left" w:pos="4321"/></w:tabs>')
    for item in list(target.iter(w("rPr"))):
        item.getparent().remove(item)
    return has(".//w:pPr[w:pStyle/@w:val='Normal']/w:tabs/w:tab[@w:pos='4321']")


@kind("the first letter in a frame of its own", keeps_words=False)
def _drop_cap(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    first = next(item for item in target.iter(w("t")) if item.text)
    letter, first.text = (first.text or "")[:1], (first.text or "")[1:]
    frame = xml(
        '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/></w:pPr></w:p>'
    )
    frame.append(xml(f"<w:r><w:rPr><w:position w:val='-10'/></w:rPr><w:t>{letter}</w:t></w:r>"))
    target.addprevious(frame)
    return has(".//w:pPr/w:framePr[@w:dropCap='drop']")


def _paragraph(document: Opened, aim: str) -> Paragraph:
    element: etree._Element = prose(document.element.body, aim)
    return Paragraph(element, document._body)  # type: ignore[arg-type]
