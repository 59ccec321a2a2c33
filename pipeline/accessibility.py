"""Whether a document can be read by everyone: the faults that can be told from the file, before it is written.

In: a document's bytes. Out: findings. Title and language, text alternatives, heading order, header rows, slide titles.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.ooxml.dialect import WP, P, a, p, w
from pipeline.ooxml.headings import heading_styles, headings
from pipeline.ooxml.package import Package, read_package
from pipeline.ooxml.whereabouts import Anchor, Told, Whereabouts, path_of, slide_title
from pipeline.vocabulary.findings import Finding, Place, Term

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def check_document(data: bytes, name: str) -> tuple[Finding, ...]:
    """The accessibility faults of a .docx or .pptx; `name` is its file name."""
    return tuple(item.finding for item in check_package(read_package(data), name))


def check_package(package: Package, name: str) -> tuple[Told, ...]:
    """The accessibility faults of an open .docx or .pptx, each with its spot in the file."""
    checker = _Checker(package, name)
    return (*checker.title(), *(checker.slides() if checker.at.slides else checker.story()))


class _Checker:
    def __init__(self, package: Package, name: str) -> None:
        self.package = package
        self.name = name
        self.at = Whereabouts(package)

    def title(self) -> Iterator[Told]:
        properties = self.package.related("", "core-properties")
        root = self.at.tree(properties[0].target) if properties else None
        if root is None or not (root.findtext(_TITLE) or "").strip():
            yield self._whole("AX001", Term("accessibility.title"))

    def story(self) -> Iterator[Told]:
        root = self.at.tree(self.at.main)
        styles = self._styles()
        if styles is None or styles.find(f".//{w('lang')}") is None:
            yield self._whole("AX001", Term("accessibility.language"))
        yield from self._heading_order(root, styles)
        for properties in root.iter(f"{{{WP}}}docPr"):
            if not _described(properties) and not _is_text_box(properties):
                yield self._told("AX002", self.at.main, properties, properties.get("name") or "–")
        for table in root.iter(w("tbl")):
            if not _has_header(table):
                yield self._told("AX005", self.at.main, table, _caption(table) or _first_text(table, w("t")))

    def slides(self) -> Iterator[Told]:
        titles: set[str] = set()
        for part in self.at.slides:
            root = self.at.tree(part)
            title = slide_title(root)
            if not title or title in titles:
                yield self._told("AX004", part, None, title or "–")
            titles.add(title)
            for frame in root.iter(p("pic"), p("graphicFrame")):
                properties = next(frame.iter(f"{{{P}}}cNvPr"))
                if not _described(properties):
                    yield self._told("AX002", part, properties, properties.get("name") or "–")
            for table in root.iter(a("tbl")):
                look = table.find(a("tblPr"))
                if look is None or look.get("firstRow") != "1":
                    yield self._told("AX005", part, table, _first_text(table, a("t")))

    def _styles(self) -> etree._Element | None:
        found = self.package.related(self.at.main, "styles")
        return self.at.tree(found[0].target) if found else None

    def _heading_order(self, root: etree._Element, styles: etree._Element | None) -> Iterator[Told]:
        last = 0
        for heading in headings(root, heading_styles(styles), None):
            if heading.level > last + 1:
                yield self._told("AX003", self.at.main, heading.element, heading.text)
            last = heading.level

    def _whole(self, code: str, what: str) -> Told:
        return Told(Finding(code, Place(self.name), {"what": what}), Anchor(self.at.main))

    def _told(self, code: str, part: str, element: etree._Element | None, what: str) -> Told:
        anchor = Anchor(part, () if element is None else path_of(element))
        place = Place(self.name, self.at.place(part, element))
        return Told(Finding(code, place, {"what": what}), anchor)


def _described(properties: etree._Element) -> bool:
    decorative = next(properties.iter(_DECORATIVE), None)
    return bool((properties.get("descr") or "").strip()) or (decorative is not None and decorative.get("val") == "1")


def _is_text_box(properties: etree._Element) -> bool:
    """Whether a drawing's properties are a text box's, which is read by its text."""
    drawing = properties.getparent()
    return drawing is not None and next(drawing.iter(w("txbxContent")), None) is not None


def _has_header(table: etree._Element) -> bool:
    """A repeated header row, or a first column that the table's look marks as headers."""
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    by_column = look is not None and look.get(w("firstColumn")) == "1"
    return by_column or table.find(f"{w('tr')}/{w('trPr')}/{w('tblHeader')}") is not None


def _caption(table: etree._Element) -> str:
    caption = table.find(f"{w('tblPr')}/{w('tblCaption')}")
    return (caption.get(w("val")) or "") if caption is not None else ""


def _first_text(table: etree._Element, tag: str) -> str:
    """What a table is known by: the first text in it."""
    return next((text for item in table.iter(tag) if (text := (item.text or "").strip())), "–")
