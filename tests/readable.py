"""A Word document or a deck as plain text that a person can read in a diff.

In: the bytes of a .docx or .pptx. Out: every text with its style, place and table, charts with their figures, notes,
properties; and for each part a mark of its normalised XML, which moves when only the look has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from pipeline.merging.trace_parts import drop_trace
from pipeline.ooxml.dialect import A, P, R, W
from pipeline.ooxml.package import Package, parse, read_package

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NS = {"a": A, "c": C, "p": P, "r": R, "w": W}
_NOTE = "notesSlide"
_TOLD_WITH_THEIR_OWNER = ("ppt/notesSlides/", "/charts/")


def readable(document: bytes) -> str:
    """The whole document as text."""
    package = read_package(document)
    main = package.main_part()
    tell = _deck if main.startswith("ppt/") else _word
    lines = [*_properties(package), *tell(package, main)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def mark(package: Package, part: str) -> str:
    """A short fingerprint of a part's content: of XML by its meaning, of a workbook by its parts."""
    data = package.read(part)
    if part.endswith(".xlsx"):
        with ZipFile(BytesIO(data)) as book:
            return _digest(b"".join(_normal(name, book.read(name)) for name in sorted(book.namelist())))
    return _digest(_normal(part, data))


def one(element: etree._Element, path: str) -> etree._Element:
    """The first element at a path that leads to one."""
    found: list[etree._Element] = element.findall(path, NS)
    return found[0]


def _normal(name: str, data: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return data
    return bytes(etree.tostring(parse(data), method="c14n", exclusive=True))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]


def _properties(package: Package) -> Iterator[str]:
    for part in ("docProps/core.xml", "docProps/app.xml"):
        if part in package.parts:
            yield f"## {part}"
            for item in parse(package.read(part)):
                yield f"{etree.QName(item).localname}: {item.text or ''}"
            yield ""


def _rest(package: Package, told: set[str]) -> Iterator[str]:
    """The parts that are not told otherwise. The trace follows from all the others, so that it is not told."""
    drop_trace(package)
    yield "## Other parts"
    for part in sorted(package.parts):
        if part not in told and not any(place in part for place in _TOLD_WITH_THEIR_OWNER):
            yield f"{part} · {mark(package, part)}"


# --- Word -------------------------------------------------------------------------------------------------------------


def _word(package: Package, main: str) -> Iterator[str]:
    styles = _style_names(package, main)
    stories = [main, *(item.target for kind in ("header", "footer") for item in package.related(main, kind))]
    for story in stories:
        yield f"## {story} · {mark(package, story)}"
        root = parse(package.read(story))
        yield from _blocks(root[0] if story == main else root, package, story, styles)
        yield ""
    yield from _rest(package, {*stories, "docProps/core.xml", "docProps/app.xml"})


def _style_names(package: Package, main: str) -> dict[str, str]:
    part = package.related(main, "styles")[0].target
    found = parse(package.read(part)).findall("w:style", NS)
    return {style.get(f"{{{W}}}styleId", ""): one(style, "w:name").get(f"{{{W}}}val", "") for style in found}


def _blocks(parent: etree._Element, package: Package, story: str, styles: dict[str, str]) -> Iterator[str]:
    for block in parent:
        kind = etree.QName(block).localname
        if kind == "p":
            yield f"[{_style(block, styles)}] {word_text(block)}".rstrip()
            yield from _drawings(block, package, story)
            if block.find("w:pPr/w:sectPr", NS) is not None:
                yield "--- section ---"
        elif kind == "tbl":
            style = block.find("w:tblPr/w:tblStyle", NS)
            named = styles.get(style.get(f"{{{W}}}val", ""), "") if style is not None else ""
            description = block.find("w:tblPr/w:tblDescription", NS)
            alt = "" if description is None else f" · {description.get(f'{{{W}}}val')}"
            yield f"table [{named}] {len(block.findall('w:tblGrid/w:gridCol', NS))} columns{alt}"
            for row in block.findall("w:tr", NS):
                yield f"  {_row([_word_cell(cell) for cell in row.findall('w:tc', NS)])}"
        elif kind == "sdt":
            yield from _blocks(one(block, "w:sdtContent"), package, story, styles)


def _style(paragraph: etree._Element, styles: dict[str, str]) -> str:
    style = paragraph.find("w:pPr/w:pStyle", NS)
    return "Normal" if style is None else styles.get(style.get(f"{{{W}}}val", ""), "?")


def _word_cell(cell: etree._Element) -> str:
    text = " ¶ ".join(filter(None, map(word_text, cell.iter(f"{{{W}}}p"))))
    shade = cell.find("w:tcPr/w:shd", NS)
    if shade is None or text:
        return text
    colour = shade.get(f"{{{W}}}themeFill") or shade.get(f"{{{W}}}fill", "auto")
    return "" if colour == "auto" else f"▒ {colour}"


def word_text(paragraph: etree._Element) -> str:
    """A paragraph's text with its emphasis, breaks and tabs."""
    pieces = []
    for item in paragraph.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}tab"):
        kind = etree.QName(item).localname
        if kind == "t":
            bold = bool(item.xpath("../w:rPr/w:b", namespaces=NS))
            pieces.append(f"**{item.text}**" if bold and item.text else item.text or "")
        elif item.xpath("parent::w:r", namespaces=NS):
            pieces.append(" ⇥ " if kind == "tab" else " ↵ ")
    return "".join(pieces).replace("****", "")


def _drawings(block: etree._Element, package: Package, story: str) -> Iterator[str]:
    for drawing in block.iter(f"{{{W}}}drawing"):
        properties = next(item for item in drawing.iter() if etree.QName(item).localname == "docPr")
        yield from _graphic(drawing, properties, package, story)


# --- PowerPoint -------------------------------------------------------------------------------------------------------


def _deck(package: Package, main: str) -> Iterator[str]:
    told = {"docProps/core.xml", "docProps/app.xml"}
    targets = package.relationships[main]
    for number, item in enumerate(parse(package.read(main)).iterfind("p:sldIdLst/p:sldId", NS), 1):
        slide = targets[item.get(f"{{{R}}}id", "")].target
        told.add(slide)
        layout = parse(package.read(package.related(slide, "slideLayout")[0].target))
        yield f"## Slide {number} · {one(layout, 'p:cSld').get('name')} · {mark(package, slide)}"
        yield from _shapes(one(parse(package.read(slide)), "p:cSld/p:spTree"), package, slide)
        for notes in package.related(slide, _NOTE):
            yield f"notes · {mark(package, notes.target)}"
            tree = parse(package.read(notes.target))
            yield from (f"  {text}" for text in slide_texts(tree) if text)
        yield ""
    yield from _rest(package, told)


def _shapes(tree: etree._Element, package: Package, slide: str) -> Iterator[str]:
    for shape in tree:
        kind = etree.QName(shape).localname
        if kind == "grpSp":
            yield from _shapes(shape, package, slide)
        elif kind in ("sp", "cxnSp"):
            name = one(shape, ".//p:cNvPr").get("name")
            texts = [text for text in slide_texts(shape) if text]
            yield from (f"{name}: {text}" for text in texts or ["–"])
        elif kind in ("pic", "graphicFrame"):
            properties = one(shape, ".//p:cNvPr")
            table = shape.find("a:graphic/a:graphicData/a:tbl", NS)
            if table is None:
                yield from _graphic(shape, properties, package, slide)
            else:
                yield f"table {properties.get('name')} · {properties.get('descr', '')}"
                for row in table.findall("a:tr", NS):
                    yield f"  {_row([_slide_cell(cell) for cell in row.findall('a:tc', NS)])}"


def slide_texts(tree: etree._Element) -> Iterator[str]:
    """The text of each paragraph below an element."""
    for paragraph in tree.iter(f"{{{A}}}p"):
        pieces = paragraph.iter(f"{{{A}}}t", f"{{{A}}}br")
        yield "".join(" ↵ " if item.tag == f"{{{A}}}br" else item.text or "" for item in pieces)


def _slide_cell(cell: etree._Element) -> str:
    text = " ¶ ".join(filter(None, slide_texts(cell)))
    fill = cell.find("a:tcPr/a:solidFill/*", NS)
    return text if text or fill is None else f"▒ {fill.get('val')}"


# --- both -------------------------------------------------------------------------------------------------------------


def _graphic(drawing: etree._Element, properties: etree._Element, package: Package, owner: str) -> Iterator[str]:
    alt = properties.get("descr", "")
    chart = next(drawing.iter(f"{{{C}}}chart"), None)
    if chart is None:
        yield f"picture {properties.get('name')} · {alt}"
        return
    part = package.relationships[owner][chart.get(f"{{{R}}}id", "")].target
    yield f"chart {properties.get('name')} · {alt} · {mark(package, part)}"
    for row in chart_rows(parse(package.read(part))):
        yield f"  {_row(row)}"


def chart_rows(space: etree._Element) -> list[list[str]]:
    """A chart's cached data as a table: the series' names, then a row for each category."""
    series = list(space.iter(f"{{{C}}}ser"))
    names = [_cached(item.find("c:tx", NS)).get(0, "") for item in series]
    categories = _cached(series[0].find("c:cat", NS))
    values = [_cached(item.find("c:val", NS)) for item in series]
    return [
        [_plot(series[0]), *names],
        *([name, *(column.get(place, "") for column in values)] for place, name in sorted(categories.items())),
    ]


def _plot(series: etree._Element) -> str:
    return str(etree.QName(series.getparent()).localname)


def _cached(data: etree._Element | None) -> dict[int, str]:
    points: Iterable[etree._Element] = () if data is None else data.iter(f"{{{C}}}pt")
    return {int(point.get("idx", "0")): " ".join(point.findtext("c:v", "", NS).split()) for point in points}


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
