"""Whether a finished document can be read by everyone: the faults that can be told from the file, before it is written.

In: a document's bytes. Out: findings. Title and language, text alternatives, heading order, header rows, slide titles.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.ooxml.dialect import WP, A, P, a, p, w
from pipeline.ooxml.package import Package, parse, read_package
from pipeline.vocabulary.findings import Finding, Place, Term

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TITLES = ("title", "ctrTitle")


def check_document(data: bytes, name: str) -> tuple[Finding, ...]:
    """The accessibility faults of a .docx or .pptx; `name` is its file name."""
    package = read_package(data)
    main = package.main_part()
    check = _check_deck if "presentationml" in package.content_type(main) else _check_word
    return (*_check_title(package, name), *check(package, main, name))


def _finding(code: str, name: str, where: str, what: str = "") -> Finding:
    return Finding(code, Place(name, where), {"what": what or where, "where": where})


def _check_title(package: Package, name: str) -> Iterator[Finding]:
    properties = package.related("", "core-properties")
    root = parse(package.read(properties[0].target)) if properties else None
    if root is None or not (root.findtext(_TITLE) or "").strip():
        yield _finding("AX001", name, "", Term("accessibility.title"))


def _check_word(package: Package, main: str, name: str) -> Iterator[Finding]:
    root = parse(package.read(main))
    styles = [item.target for item in package.related(main, "styles")]
    levels = _heading_levels(parse(package.read(styles[0]))) if styles else {}
    if not styles or parse(package.read(styles[0])).find(f".//{w('lang')}") is None:
        yield _finding("AX001", name, "", Term("accessibility.language"))
    yield from _check_heading_order(root, levels, name)
    for properties in root.iter(f"{{{WP}}}docPr"):
        if not _described(properties):
            yield _finding("AX002", name, properties.get("name") or "")
    for place, table in enumerate(root.iter(w("tbl")), start=1):
        if not _has_header(table):
            yield _finding("AX005", name, _caption(table) or str(place))


def _check_heading_order(root: etree._Element, levels: dict[str, int], name: str) -> Iterator[Finding]:
    last = 0
    for paragraph in root.iter(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        level = levels.get(style.get(w("val")) or "") if style is not None else None
        if level is None:
            continue
        if level > last + 1:
            yield _finding("AX003", name, "".join(item.text or "" for item in paragraph.iter(w("t"))))
        last = level


def _heading_levels(styles: etree._Element) -> dict[str, int]:
    elements = {item.get(w("styleId")) or "": item for item in styles.iter(w("style"))}
    found = {}
    for name in elements:
        level = _outline(name, elements, set())
        if level is not None:
            found[name] = level + 1
    return found


def _outline(name: str, elements: dict[str, etree._Element], seen: set[str]) -> int | None:
    if name not in elements or name in seen:
        return None
    outline = elements[name].find(f"{w('pPr')}/{w('outlineLvl')}")
    if outline is not None:
        level = int(outline.get(w("val")) or 9)
        return level if level < 9 else None
    based = elements[name].find(w("basedOn"))
    return _outline(based.get(w("val")) or "", elements, {*seen, name}) if based is not None else None


def _described(properties: etree._Element) -> bool:
    decorative = next(properties.iter(_DECORATIVE), None)
    return bool((properties.get("descr") or "").strip()) or (decorative is not None and decorative.get("val") == "1")


def _has_header(table: etree._Element) -> bool:
    """A repeated header row, or a first column that the table's look marks as headers."""
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    by_column = look is not None and look.get(w("firstColumn")) == "1"
    return by_column or table.find(f"{w('tr')}/{w('trPr')}/{w('tblHeader')}") is not None


def _caption(table: etree._Element) -> str:
    caption = table.find(f"{w('tblPr')}/{w('tblCaption')}")
    return (caption.get(w("val")) or "") if caption is not None else ""


def _check_deck(package: Package, main: str, name: str) -> Iterator[Finding]:
    titles: set[str] = set()
    for slide in package.related(main, "slide"):
        root = parse(package.read(slide.target))
        title = _slide_title(root)
        where = title or slide.target.rsplit("/", 1)[-1].removesuffix(".xml")
        if not title or title in titles:
            yield _finding("AX004", name, where)
        titles.add(title)
        for frame in root.iter(p("pic"), p("graphicFrame")):
            properties = next(frame.iter(f"{{{P}}}cNvPr"))
            if not _described(properties):
                yield _finding("AX002", name, where, properties.get("name") or "")
        for table in root.iter(a("tbl")):
            look = table.find(a("tblPr"))
            if look is None or look.get("firstRow") != "1":
                yield _finding("AX005", name, where)


def _slide_title(root: etree._Element) -> str:
    for shape in root.iter(p("sp")):
        placeholder = next(shape.iter(p("ph")), None)
        if placeholder is not None and placeholder.get("type") in _TITLES:
            return "".join(item.text or "" for item in shape.iter(f"{{{A}}}t")).strip()
    return ""
