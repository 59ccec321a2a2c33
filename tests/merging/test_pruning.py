"""What a document shows no more is not in its file: pictures, notes, charts."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from docx import Document
from lxml import etree
from PIL import Image

from pipeline.merging.merge import accepted, merge
from pipeline.merging.pruning import prune_story
from pipeline.merging.run import Run
from pipeline.merging.trace import traced
from pipeline.ooxml.dialect import R, W
from pipeline.ooxml.package import read_package

RUN = Run(dt.datetime(2026, 11, 22, tzinfo=dt.UTC), lambda change: change.after)


def document(*texts: str, picture: bool) -> bytes:
    written = Document()
    for text in texts:
        written.add_paragraph(text)
    if picture:
        drawn = BytesIO()
        Image.new("RGB", (20, 10), "teal").save(drawn, "PNG")
        written.add_paragraph().add_run().add_picture(BytesIO(drawn.getvalue()))
        written.add_paragraph("Kuvan jälkeen")
    data = BytesIO()
    written.save(data)
    return traced(read_package(data.getvalue()), {})


def story(*numbers: int) -> bytes:
    references = "".join(f'<w:footnoteReference w:id="{number}"/>' for number in numbers)
    return f'<w:document xmlns:w="{W}">{references}</w:document>'.encode()


def pictures(data: bytes) -> list[str]:
    return [name for name in read_package(data).parts if name.startswith("word/media/")]


def test_a_picture_that_goes_is_there_until_its_going_is_accepted() -> None:
    base = document("Alku", "Keskiväli", picture=True)
    fresh = document("Alku", "Keskiväli", picture=False)
    merged = merge(base, base, fresh, RUN).document
    assert pictures(merged)
    assert not pictures(accepted(merged))


def test_a_note_goes_with_its_reference_and_the_others_stay() -> None:
    package = read_package(document("Alku", picture=False))
    main = package.main_part()
    notes = "".join(f'<w:footnote w:id="{number}"/>' for number in (1, 2))
    package.add("word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'.encode(), "application/xml")
    package.relate(main, f"{R}/footnotes", "word/footnotes.xml")
    prune_story(package, main, etree.fromstring(story(2)), story(1, 2))
    assert b'w:id="1"' not in package.read("word/footnotes.xml")
    assert b'w:id="2"' in package.read("word/footnotes.xml")
