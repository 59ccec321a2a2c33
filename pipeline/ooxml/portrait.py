"""What a finished document says of itself, for a program that lays it out and forgets half of it.

In: a .docx or .pptx. Out: a `Portrait`: its language, and for each picture or chart in reading order its text
alternative and where it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.attributes import is_decorative
from pipeline.ooxml.dialect import ALTERNATIVES, FALLBACK, WP, A, P, W, a, p, w
from pipeline.ooxml.package import Package, read_package
from pipeline.ooxml.whereabouts import Whereabouts, slide_title
from pipeline.ooxml.word_styles import conditions

_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_POINT = 12700
_FOOTERS = ("ftr", "sldNum", "dt")
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, chart or line. `page` is the slide's place (0 in Word); `box` left, top, width, height in points."""

    alt: str
    decorative: bool
    page: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Portrait:
    """A document: `titles` are its slides' titles, none for Word; `row_headed` tells of each table of the text, in
    order, whether its first column holds headers; `ornaments` are the drawings of headers and footers, of which only
    the measures are known; `footers` are the numbers of footer texts on slides."""

    language: str
    pictures: tuple[Picture, ...]
    titles: tuple[str, ...] = ()
    row_headed: tuple[bool, ...] = ()
    ornaments: tuple[Picture, ...] = ()
    footers: tuple[int, ...] = ()


def portrait(data: bytes) -> Portrait:
    """The portrait of a document. Raises `PackageFault` when it can't be read."""
    package = read_package(data)
    at = Whereabouts(package)
    if not at.slides:
        root = at.tree(at.main)
        headed = tuple(map(_row_headed, _tables(root)))
        return Portrait(_language(package, at), tuple(_of_text(root)), (), headed, tuple(_ornaments(package, at)))
    shown = [tree for part in at.slides if (tree := at.tree(part)).get("show") not in ("0", "false")]
    pictures = [picture for place, slide in enumerate(shown) for picture in _of_slide(slide, place)]
    titles, footers = tuple(map(slide_title, shown)), tuple(map(_footers, shown))
    return Portrait(_language(package, at), tuple(pictures), titles, footers=footers)


def _language(package: Package, at: Whereabouts) -> str:
    """The language of the document's properties, else the one that most of its runs have."""
    for relationship in package.related("", "core-properties"):
        if told := (at.tree(relationship.target).findtext(_LANGUAGE) or "").strip():
            return told
    parts = at.slides or [at.main]
    names = ("lang",) if at.slides else (f"{{{W}}}val",)
    tags = (a("rPr"), a("endParaRPr")) if at.slides else (w("lang"),)
    counts = Counter(item.get(name) for part in parts for item in at.tree(part).iter(*tags) for name in names)
    counts.pop(None, None)
    return counts.most_common(1)[0][0] or "" if counts else ""


def _of_text(root: etree._Element) -> Iterator[Picture]:
    for drawing in root.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor"):
        if _within(drawing, FALLBACK):
            continue
        properties = drawing.find(f"{{{WP}}}docPr")
        if properties is not None and next(drawing.iter(w("txbxContent")), None) is None:
            yield Picture(_alt(properties), is_decorative(properties), box=_extent(drawing))


def _ornaments(package: Package, at: Whereabouts) -> Iterator[Picture]:
    for kind in ("header", "footer"):
        for relationship in package.related(at.main, kind):
            yield from _of_text(at.tree(relationship.target))


def _extent(drawing: etree._Element) -> Box | None:
    measures = drawing.find(f"{{{WP}}}extent")
    try:
        wide, tall = (int(measures.get(name, "")) for name in ("cx", "cy")) if measures is not None else (0, 0)
    except ValueError:
        return None
    return 0.0, 0.0, wide / _POINT, tall / _POINT


def _of_slide(slide: etree._Element, page: int) -> Iterator[Picture]:
    for shape in slide.iter(p("pic"), p("graphicFrame"), p("sp"), p("cxnSp")):
        if _within(shape, FALLBACK) or next(shape.iter(a("tbl"), a("t")), None) is not None:
            continue
        properties = next(shape.iter(f"{{{P}}}cNvPr"))
        yield Picture(_alt(properties), is_decorative(properties), page, _box(shape))


def _footers(slide: etree._Element) -> int:
    """How many texts of a slide are its footer, number or date."""
    holders = (shape for shape in slide.iter(p("sp")) if any(ph.get("type") in _FOOTERS for ph in shape.iter(p("ph"))))
    return sum(any((text.text or "").strip() for text in shape.iter(a("t"))) for shape in holders)


def _alt(properties: etree._Element) -> str:
    return (properties.get("descr") or "").strip()


def _box(shape: etree._Element) -> Box | None:
    """Where a shape stands on its slide; None in a group, which has measures of its own, and when the layout says."""
    transform = next(shape.iter(a("xfrm"), p("xfrm")), None)
    if transform is None or _within(shape, p("grpSp")):
        return None
    offset, extent = transform.find(f"{{{A}}}off"), transform.find(f"{{{A}}}ext")
    if offset is None or extent is None:
        return None
    try:
        left, top = int(offset.get("x", "")), int(offset.get("y", ""))
        width, height = int(extent.get("cx", "")), int(extent.get("cy", ""))
    except ValueError:
        return None
    return left / _POINT, top / _POINT, width / _POINT, height / _POINT


def _tables(root: etree._Element) -> list[etree._Element]:
    return [table for table in root.iter(w("tbl")) if not _within(table, FALLBACK) and not _within(table, ALTERNATIVES)]


def _row_headed(table: etree._Element) -> bool:
    return "firstCol" in conditions(table.find(w("tblPr")))


def _within(element: etree._Element, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None
