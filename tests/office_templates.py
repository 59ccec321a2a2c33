"""What hurts, made in code: templates as designers draw them, and how they look after each engine.

In: contents. Out: bytes of templates, and what stands in documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pptx
from lxml import etree

from documents import NAMESPACES, OFFICE, paragraph, run, word
from pipeline.filling.rendering import Filled, render_template
from pipeline.language import words
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DRAWN = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def with_parts(*body: str, **parts: str) -> bytes:
    """A .docx with further parts, each of the kind its name says, related to the document as rId1, rId2 …"""
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{WORD_TYPES}.{kind}+xml"/>'
        for kind in ("document.main", *parts)
    ).replace("document.main.xml", "document.xml")
    links = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for place, kind in enumerate(parts, 1)
    )
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )
    return word(
        *body,
        parts={
            "[Content_Types].xml": types,
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
            **{f"word/{kind}.xml": xml for kind, xml in parts.items()},
        },
    )


def rooted(name: str, content: str) -> str:
    """The root of a part: `rooted("styles", …)`."""
    return f"<w:{name} {NAMESPACES}>{content}</w:{name}>"


def text_box(*content: str, number: int = 1) -> str:
    """A paragraph with a text box as Word draws it: a modern half and one for older programs, with the same text."""
    inner = "".join(item if item.startswith("<") else paragraph(item) for item in content)
    return (
        f'<w:p><w:r {DRAWN}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="914400" cy="914400"/>'
        f'<wp:docPr id="{number}" name="Laatikko {number}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>'
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape id="_x0000_s{1025 + number}"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>'
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def complex_field(instruction: str, result: str) -> str:
    """A field as Word stores it, with the result that it showed last."""
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return mark("begin") + code + mark("separate") + run(result) + mark("end")


def saved(document: Any) -> bytes:
    """The bytes of a python-docx document or a python-pptx presentation."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def parts_of(document: bytes, beginning: str = "") -> dict[str, etree._Element]:
    """The XML parts whose names begin so."""
    with ZipFile(BytesIO(document)) as archive:
        names = [name for name in archive.namelist() if name.startswith(beginning) and name.endswith(".xml")]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def fill_deck(template: bytes, **names: object) -> Filled:
    return render_template(template, "esitys.pptx", names, brand=Brand(), language_tag="fi-FI")


def deck_of(result: Filled) -> Any:
    """The rendered deck, opened; fails with the findings when there is none."""
    assert result.document is not None, result.findings
    return pptx.Presentation(BytesIO(result.document))


def told(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Each finding's code and its place in English words."""
    english = words("en")
    return [(finding.code, english.place(finding.place)) for finding in findings]
