"""What a finished document says of itself: language, pictures, tables."""

from __future__ import annotations

from io import BytesIO

import docx
import pptx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image
from pptx.util import Pt

from pipeline.ooxml.dialect import P
from pipeline.ooxml.portrait import Picture, portrait

DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<d:decorative xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def image() -> BytesIO:
    target = BytesIO()
    Image.new("RGB", (4, 4)).save(target, "PNG")
    target.seek(0)
    return target


def word() -> bytes:
    own = docx.Document()
    own.core_properties.language = "sv-FI"
    for name in ("yksi", ""):
        own.add_picture(image(), Pt(30), Pt(20))
        own.inline_shapes[-1]._inline.docPr.set("descr", name)
    own.inline_shapes[1]._inline.docPr.append(parse_xml(DECORATIVE))
    own.sections[0].header.paragraphs[0].add_run().add_picture(image(), Pt(500), Pt(700))
    for look_of in ('w:firstColumn="1"', 'w:firstColumn="0"', 'w:val="0680"', 'w:val="0680" w:firstColumn="off"'):
        table = own.add_table(1, 2)
        properties = table._tbl.tblPr
        for look in properties.findall(qn("w:tblLook")):
            properties.remove(look)
        properties.append(parse_xml(f"<w:tblLook {nsdecls('w')} {look_of}/>"))
    target = BytesIO()
    own.save(target)
    return target.getvalue()


def test_a_word_documents_portrait() -> None:
    told = portrait(word())
    assert (told.language, told.titles, told.row_headed) == ("sv-FI", (), (True, False, True, False))
    assert told.pictures == (
        Picture("yksi", decorative=False, box=(0, 0, 30, 20)),
        Picture("", decorative=True, box=(0, 0, 30, 20)),
    )
    assert [picture.box for picture in told.ornaments] == [(0, 0, 500, 700)]


def deck() -> bytes:
    own = pptx.Presentation()
    for title in ("Kansi", "Piilossa", "Luvut"):
        slide = own.slides.add_slide(own.slide_layouts[5])
        slide.shapes.title.text = title
        slide.shapes.title.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr().set("lang", "fi-FI")
        picture = slide.shapes.add_picture(image(), Pt(10), Pt(20), Pt(30), Pt(40))
        picture._element.nvPicPr.cNvPr.set("descr", f"kuva: {title}")
        slide.shapes.add_textbox(Pt(1), Pt(1), Pt(9), Pt(9)).text_frame.text = "tekstiä"
    own.slides[1]._element.set("show", "0")
    target = BytesIO()
    own.save(target)
    return target.getvalue()


def test_a_slides_footers_are_counted_when_they_say_something() -> None:
    own = pptx.Presentation(BytesIO(deck()))
    for kind, text in (("ftr", "Kunta"), ("sldNum", "3"), ("dt", " ")):
        box = own.slides[0].shapes.add_textbox(Pt(1), Pt(1), Pt(9), Pt(9))
        box.text_frame.text = text
        box._element.nvSpPr.nvPr.append(parse_xml(f'<p:ph xmlns:p="{P}" type="{kind}"/>'))
    target = BytesIO()
    own.save(target)
    assert portrait(target.getvalue()).footers == (2, 0)


def test_a_decks_portrait_leaves_hidden_slides_out_as_its_pdf_does() -> None:
    told = portrait(deck())
    assert (told.language, told.titles) == ("fi-FI", ("Kansi", "Luvut"))
    assert told.pictures == (
        Picture("kuva: Kansi", decorative=False, page=0, box=(10, 20, 30, 40)),
        Picture("kuva: Luvut", decorative=False, page=1, box=(10, 20, 30, 40)),
    )
