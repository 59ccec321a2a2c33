"""Packages: the same bytes twice, untouched parts as they were, nothing that can't be reached."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import docx
import pptx
import pytest

from documents import word
from pipeline.ooxml import package as packages
from pipeline.ooxml.package import PackageFault, Stored, read_package


def made_by_word_library() -> bytes:
    buffer = BytesIO()
    document = docx.Document()
    document.add_heading("Otsikko")
    document.save(buffer)
    return buffer.getvalue()


def made_by_slide_library() -> bytes:
    buffer = BytesIO()
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[0])
    deck.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("make", [made_by_word_library, made_by_slide_library])
def test_a_package_written_and_read_again_is_the_same(make) -> None:
    first = read_package(make()).write()
    again = read_package(first)
    assert again.write() == first
    original = read_package(make())
    assert {name: again.read(name) for name in again.parts} == {
        name: original.read(name) for name in original.parts if name in again.parts
    }
    assert {name: again.content_type(name) for name in again.parts} == {
        name: original.content_type(name) for name in again.parts
    }


def test_both_libraries_open_what_is_written() -> None:
    assert docx.Document(BytesIO(read_package(made_by_word_library()).write())).paragraphs[0].text == "Otsikko"
    assert len(pptx.Presentation(BytesIO(read_package(made_by_slide_library()).write())).slides) == 1


def test_untouched_parts_are_copied_as_they_were_deflated() -> None:
    package = read_package(made_by_word_library())
    stored = package.parts["word/styles.xml"]
    assert isinstance(stored, Stored)
    assert stored.deflated in package.write()


def test_what_cannot_be_reached_is_left_out() -> None:
    package = read_package(word("x"))
    package.add("word/media/lost.png", b"png", "image/png")
    assert "word/media/lost.png" not in ZipFile(BytesIO(package.write())).namelist()
    package.relate("word/document.xml", "http://example/image", "word/media/lost.png")
    assert "word/media/lost.png" in ZipFile(BytesIO(package.write())).namelist()


def test_a_copy_does_not_change_its_original() -> None:
    package = read_package(word("x"))
    copy = package.copy()
    copy.add("word/new.xml", b"<x/>", "application/xml")
    copy.relate("word/document.xml", "http://example/new", "word/new.xml")
    assert "word/new.xml" not in package.parts
    assert package.relationships.get("word/document.xml", {}) == {}


def test_the_same_relationship_is_made_once() -> None:
    package = read_package(word("x"))
    first = package.relate("word/document.xml", "http://example/link", "https://esimerkki.example", external=True)
    assert (
        package.relate("word/document.xml", "http://example/link", "https://esimerkki.example", external=True) == first
    )


@pytest.mark.parametrize("data", [b"", b"PK", b"<html/>", made_by_word_library()[:3000]])
def test_what_is_no_package_is_refused(data: bytes) -> None:
    with pytest.raises(PackageFault):
        read_package(data)


def test_a_zip_that_unpacks_to_too_much_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_UNPACKED", 1000)
    with pytest.raises(PackageFault, match="too much"):
        read_package(made_by_word_library())
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for number in range(packages.MAX_PARTS + 1):
            archive.writestr(str(number), b"")
    with pytest.raises(PackageFault, match="too much"):
        read_package(buffer.getvalue())
