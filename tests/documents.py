"""Small Office files made in code, and their text read back: what tests put in and look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from pipeline.filling.rendering import Filled, render_template
from pipeline.ooxml.dialect import A, W
from pipeline.vocabulary.brand import Brand

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:a="{A}"'


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(item if item.startswith('<') else run(item) for item in runs)}</w:p>"


def table(*rows: Iterable[str], width: int = 1000) -> str:
    rows = tuple(tuple(row) for row in rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in rows[0])
    body = "".join(
        "<w:tr>"
        + "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_cell(c)}</w:tc>' for c in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _cell(content: str) -> str:
    return content if content.startswith("<") else paragraph(content)


def word(*body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A .docx with this body: strings that don't begin with `<` become paragraphs."""
    content = "".join(item if item.startswith("<") else paragraph(item) for item in body)
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCUMENT}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{content}<w:sectPr/></w:body></w:document>",
        **(parts or {}),
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def filled(template: bytes, **names: object) -> Filled:
    return render_template(template, "malli.docx", names, brand=Brand(), language_tag="fi-FI")


def part(document: bytes, name: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(document)) as archive:
        return archive.read(name).decode("utf-8")


def body(template: bytes, **names: object) -> etree._Element:
    """The rendered body's tree; fails when there are findings."""
    result = filled(template, **names)
    assert result.findings == ()
    assert result.document is not None
    return etree.fromstring(part(result.document).encode())[0]


def lines(root: etree._Element) -> list[str]:
    """The text of each paragraph outside tables, and of each table row with its cells parted by ` | `."""
    found = []
    for child in root:
        if child.tag == f"{{{W}}}p":
            found.append(text(child))
        elif child.tag == f"{{{W}}}tbl":
            found += [" | ".join(text(cell) for cell in row.iter(f"{{{W}}}tc")) for row in child.iter(f"{{{W}}}tr")]
    return found


def text(element: etree._Element) -> str:
    pieces = element.iter(f"{{{W}}}t", f"{{{W}}}br")
    return "".join("\n" if item.tag.endswith("}br") else item.text or "" for item in pieces)


def bare(xml: str) -> str:
    """XML without namespace declarations, to compare."""
    return re.sub(r' xmlns:\w+="[^"]*"', "", xml)
