"""A Word document and a deck without any fault of accessibility, for tests that put one in.

In: nothing, or a change. Out: python-docx documents and python-pptx presentations, and the bytes of a file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import RGBColor
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from drawn_decks import add_box, add_slide, add_table, new_deck

Change = Callable[[Any], None]
LONG = "Kunta kehittää palvelujaan niin, että jokainen voi hoitaa asiansa myös verkossa silloin kun hänelle sopii."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'


def sound_document() -> Any:
    """A Word document in Finnish: headings, a list, a table, a picture, a link."""
    document = docx.Document()
    document.core_properties.title = "Esimerkkilän kunnan digitiekartta"
    for item in document.styles.element.iter(qn("w:lang")):
        item.set(qn("w:val"), "fi-FI")
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        document.styles[name].font.color.rgb = RGBColor(0x01, 0x2C, 0x3F)
    document.add_heading("Tavoitteet", 1)
    document.add_paragraph(LONG)
    document.add_heading("Ensimmäinen tavoite", 2)
    for text in ("Palvelut verkkoon", "Osaaminen kuntoon"):
        document.add_paragraph(text, style="List Bullet")
    table = document.add_table(3, 2, style="Table Grid")
    for row, texts in zip(table.rows, (("Näkökulma", "Taso"), ("Tieto", "2,4"), ("Osaaminen", "3,1")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    document.add_paragraph()
    document.add_picture(blue_picture())
    document.inline_shapes[0]._inline.docPr.set("descr", "Esimerkkilän kunnan tunnus")
    document.add_paragraph("Lopuksi kerrotaan, miten etenemistä seurataan.")
    return document


def sound_deck() -> Any:
    """A deck in Finnish: texts, a table, a chart, a picture."""
    deck = new_deck()
    deck.core_properties.title = "Digitiekartta valtuustolle"
    first = add_slide(deck, "Kolme tavoitetta")
    add_box(first, LONG, 15, 45, 200)
    add_box(first, "Lähde: digitiekarttatyökirja", 15, 150, 200)
    second = add_slide(deck, "Suurin kuilu on tiedolla johtamisessa")
    add_table(second, (("Näkökulma", "Taso"), ("Tieto", "2,4"), ("Osaaminen", "3,1"), ("Muut", "3,3")))
    picture = second.shapes.add_picture(blue_picture(), Cm(25), Cm(5))
    picture._element.nvPicPr.cNvPr.set("descr", "Esimerkkilän kunnan tunnus")
    third = add_slide(deck, "Taso nousee")
    data = CategoryChartData()
    data.categories = ["Tieto", "Osaaminen"]
    data.add_series("Lähtötaso", (2.4, 3.1))
    frame = third.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Cm(2), Cm(5), Cm(20), Cm(10), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "Palkkikaavio: kahden näkökulman lähtötaso. Luvut diassa 2.")
    for slide in deck.slides:
        speak(slide, "fi-FI")
    return deck


def speak(slide: Any, language: str) -> None:
    """Marks all texts of a slide as a language."""
    for properties in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
        properties.get_or_add_rPr().set("lang", language)


def document(change: Change | None = None) -> bytes:
    """The sound document's bytes, changed."""
    return _saved(sound_document(), change)


def deck(change: Change | None = None) -> bytes:
    """The sound deck's bytes, changed."""
    return _saved(sound_deck(), change)


def _saved(made: Any, change: Change | None) -> bytes:
    if change is not None:
        change(made)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@cache
def _blue() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (40, 20), "blue").save(buffer, "PNG")
    return buffer.getvalue()


def blue_picture() -> BytesIO:
    """A small blue PNG."""
    return BytesIO(_blue())
