"""What leads out of a document is cut off, and what a reader sees stays: before and after."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from lxml import etree

from documents import NAMESPACES, OFFICE, text
from office_checks import office_faults
from pipeline.ooxml.dialect import W
from pipeline.ooxml.fetching_fields import unlink
from pipeline.ooxml.outside import cut_off
from pipeline.ooxml.package import read_package

NAMES = f'{NAMESPACES} xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'
OBJECT = (
    '<v:shape id="_x1" style="width:10pt;height:10pt"/><o:OLEObject Type="Link" ProgID="Excel.Sheet.12" ShapeID="_x1" '
    'DrawAspect="Content" r:id="{}"/>'
)


def field(code: str, result: str = "tulos") -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}<w:r><w:t>{result}</w:t></w:r>{end}"


def paragraph(content: str) -> Any:
    return parse_xml(f"<w:p {NAMES}>{content}</w:p>")


def leading_out() -> bytes:
    """A sound document of another library, with whatever leads out put into it."""
    document = docx.Document()
    document.core_properties.title = "Malli"
    document.add_heading("Otsikko", 1)
    link = document.part.relate_to("file:///c:/paha.exe", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    linked = document.part.relate_to("\\\\paha\\kirja.xlsx", f"{OFFICE}/oleObject", is_external=True)
    for content in (
        f'<w:hyperlink r:id="{link}"><w:r><w:t>linkki</w:t></w:r></w:hyperlink>',
        f"<w:r><w:object>{OBJECT.format(linked)}</w:object></w:r>",
        field("DDEAUTO c:\\paha"),
        field("PAGE", "7"),
    ):
        document.element.body.insert(len(document.element.body) - 1, paragraph(content))
    attached = document.part._settings_part.relate_to("https://paha.example/a", f"{OFFICE}/attachedTemplate", True)
    document.settings.element.insert(0, parse_xml(f'<w:attachedTemplate {NAMES} r:id="{attached}"/>'))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_what_leads_out_goes_and_what_a_reader_sees_stays() -> None:
    package = read_package(leading_out())
    before = docx.Document(BytesIO(package.write()))
    assert {cut.what for cut in cut_off(package)} == {
        "file:///c:/paha.exe",
        "\\\\paha\\kirja.xlsx",
        "DDEAUTO",
        "https://paha.example/a",
    }
    written = package.write()
    after = docx.Document(BytesIO(written))
    assert [item.text for item in after.paragraphs] == [item.text for item in before.paragraphs]
    assert not any(b"paha" in (part if isinstance(part, bytes) else part.inflate()) for part in package.parts.values())
    assert office_faults(written) == []


def test_a_sound_package_is_left_alone() -> None:
    buffer = BytesIO()
    docx.Document().save(buffer)
    package = read_package(buffer.getvalue())
    parts = dict(package.parts)
    assert cut_off(package) == ()
    assert package.parts == parts


@pytest.mark.parametrize(
    ("code", "gone"),
    [
        ("DDE excel x", ["DDE"]),
        ("includepicture x", ["INCLUDEPICTURE"]),
        ('HYPERLINK "file://paha/x"', ["HYPERLINK file://paha/x"]),
        ('HYPERLINK "https://hyva.example"', []),
        ('HYPERLINK \\l "_Toc1"', []),
        ("SEQ Kuva \\* ARABIC", []),
        ("= 1 + 1", []),
        ("", []),
    ],
)
def test_fields_that_fetch_show_what_they_showed_last(code: str, gone: list[str]) -> None:
    root = etree.fromstring(f"<w:p {NAMESPACES}>{field(code)}</w:p>")
    assert unlink(root) == gone
    assert text(root) == "tulos"
    assert (root.find(f".//{{{W}}}fldChar") is None) == bool(gone)


def test_a_field_whose_name_another_field_computes_goes() -> None:
    inner = field("QUOTE 68 68 69", "DDE")
    computed = field("X").replace("<w:r><w:instrText>X</w:instrText></w:r>", inner)
    root = etree.fromstring(f"<w:p {NAMESPACES}>{computed}</w:p>")
    assert unlink(root) == ["{ }"]
    assert text(root) == "tulos"


def test_a_field_that_another_holds_stays_when_only_it_is_sound() -> None:
    outer = field("IF 1 = 1 x", f"{'a'}</w:t></w:r>{field('PAGE', '3')}<w:r><w:t>b")
    root = etree.fromstring(f"<w:p {NAMESPACES}>{outer}</w:p>")
    assert unlink(root) == []
    assert text(root) == "a3b"
