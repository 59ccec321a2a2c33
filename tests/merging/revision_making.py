"""Small Word documents for tests of tracked changes: packages of given bodies, and everything that a change needs."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from docx import Document
from lxml import etree

from pipeline.merging.revisions.importing import Importer, Stock
from pipeline.merging.revisions.pen import Pen, pen_for
from pipeline.ooxml.package import Package, parse, read_package, serialise

AUTHOR, OTHER = "digitiekartta", "Maija Malli"
WHEN = dt.datetime(2026, 12, 14, 10, 30, tzinfo=dt.UTC)
MAIN = "word/document.xml"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)


def _empty() -> bytes:
    stream = BytesIO()
    Document().save(stream)
    package = read_package(stream.getvalue())
    part = next(item.target for item in package.related(MAIN, "styles"))
    styles = parse(package.read(part))
    for item in list(styles):  # what no test asks for
        if item.tag.endswith("latentStyles") or "table" in item.attrib.values():
            styles.remove(item)
    package.parts[part] = serialise(styles)
    return package.write()


EMPTY = _empty()


def package_of(body: str) -> Package:
    """A document whose body is some XML. A section's properties end it."""
    package = read_package(EMPTY)
    package.parts[MAIN] = body_xml(body)
    return package


def body_xml(body: str) -> bytes:
    ending = "" if "<w:sectPr" in body else "<w:sectPr/>"
    return f"<w:document {NAMESPACES}><w:body>{body}{ending}</w:body></w:document>".encode()


class Table:
    """People's document and the fresh one, opened to be worked on."""

    def __init__(self, hand: str | Package, fresh: str | Package) -> None:
        self.hand = package_of(hand) if isinstance(hand, str) else hand
        self.fresh = package_of(fresh) if isinstance(fresh, str) else fresh
        self.root = parse(self.hand.read(self.hand.main_part()))
        self.new = parse(self.fresh.read(self.fresh.main_part()))
        self.pen: Pen = pen_for([self.root], AUTHOR, WHEN)
        self.stock = Stock(self.hand, self.fresh, {MAIN: self.root}, self.pen)
        self.importer = Importer(self.stock, MAIN, MAIN)

    @property
    def body(self) -> etree._Element:
        return self.root[0]

    @property
    def blocks(self) -> list[etree._Element]:
        return [item for item in self.root[0] if not item.tag.endswith("sectPr")]

    @property
    def fresh_blocks(self) -> list[etree._Element]:
        return [item for item in self.new[0] if not item.tag.endswith("sectPr")]

    def written(self) -> bytes:
        self.stock.write()
        self.hand.parts[MAIN] = serialise(self.root)
        return self.hand.write()


def p(text: str, look: str = "", properties: str = "") -> str:
    return f"<w:p>{properties}{r(text, look)}</w:p>"


def r(text: str, look: str = "") -> str:
    shown = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(content: str, author: str = OTHER, number: int = 900) -> str:
    return f'<w:ins w:id="{number}" w:author="{author}" w:date="2026-12-01T00:00:00Z">{content}</w:ins>'


def dele(text: str, author: str = OTHER, number: int = 901) -> str:
    return (
        f'<w:del w:id="{number}" w:author="{author}" w:date="2026-12-01T00:00:00Z"><w:r>'
        f'<w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'
    )


def cells(*texts: str) -> str:
    return (
        "<w:tr>"
        + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{p(text)}</w:tc>' for text in texts)
        + "</w:tr>"
    )


def table(*rows: str, columns: int = 2) -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )
