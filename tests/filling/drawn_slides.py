"""Slides drawn from a few numbers, for the proofs of fitting: a title, and a table, a body or boxes with any text.

In: what hypothesis or a seeded generator gives. Out: slides' roots on python-pptx's own design, each paragraph, row and
shape with an identity; a measure of their heights that shares nothing with the program's but the fonts' numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from slides_to_fit import presentation

from pipeline.ooxml.dialect import A, P
from pipeline.ooxml.geometry import Design

EMU = 12_700
NAMESPACES = f'xmlns:a="{A}" xmlns:p="{P}"'
METRICS = Path(__file__).resolve().parents[2] / "pipeline" / "data" / "metrics" / "carlito.json"
BOTTOM = 6.55 * 72
LEFT, TOP, WIDTH = 43.2, 133.9, 873.0
"""Where content stands, in points from the slide's top left corner."""


@dataclass(frozen=True)
class Drawn:
    """One slide: paragraphs of the body as (level, text), boxes' texts, a table's rows, sizes in points."""

    title: str = "Otsikko"
    body: tuple[tuple[int, str], ...] = ()
    boxes: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    size: int = 20
    total: bool = False


@cache
def deck_design() -> Design:
    layout = presentation().slide_layouts[5]
    return Design(layout._element, layout.slide_master._element)


def drawn(slide: Drawn) -> etree._Element:
    """The slide's root."""
    shapes = [_shape(2, "Otsikko", (LEFT, 36, WIDTH, 86), [(0, slide.title)], 30, holder='<p:ph type="title"/>')]
    if slide.body:
        shapes.append(_shape(3, "Teksti", (LEFT, TOP, 648, BOTTOM - TOP), slide.body, slide.size))
    for place, text in enumerate(slide.boxes):
        box = (LEFT + place * 300, TOP, 280, 200)
        shapes.append(_shape(10 + place, f"Laatikko {place}", box, [(0, text)], slide.size))
    if slide.rows:
        shapes.append(_table(slide))
    tree = f"<p:nvGrpSpPr><p:cNvPr id='1' name=''/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{''.join(shapes)}"
    return etree.fromstring(f"<p:sld {NAMESPACES} block='s'><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>")


def _shape(
    number: int, name: str, box: Sequence[float], texts: Sequence[tuple[int, str]], size: int, holder: str = ""
) -> str:
    x, y, width, height = (round(length * EMU) for length in box)
    paragraphs = "".join(
        _paragraph(text, size, f"h{number}p{place}", level) for place, (level, text) in enumerate(texts)
    )
    return (
        f"<p:sp block='h{number}'><p:nvSpPr><p:cNvPr id='{number}' name='{name}'/><p:cNvSpPr/><p:nvPr>{holder}</p:nvPr>"
        f"</p:nvSpPr><p:spPr><a:xfrm><a:off x='{x}' y='{y}'/><a:ext cx='{width}' cy='{height}'/></a:xfrm>"
        f"<a:prstGeom prst='rect'><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr wrap='square' lIns='0' tIns='0' "
        f"rIns='0' bIns='0' anchor='t'><a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )


def _paragraph(text: str, size: int, block: str, level: int = 0, bold: bool = False) -> str:
    hanging = f"marL='{level * 342_900}' indent='{-342_900 if level else 0}'"
    bullet = "<a:buFont typeface='Arial'/><a:buChar char='•'/>" if level else "<a:buNone/>"
    properties = (
        f"<a:pPr lvl='{level}' {hanging} algn='l'><a:lnSpc><a:spcPct val='100000'/></a:lnSpc><a:spcBef><a:spcPts val='0'/>"
        f"</a:spcBef>{bullet}</a:pPr>"
    )
    look = f"lang='fi-FI' sz='{size * 100}' b='{int(bold)}'"
    latin = "<a:latin typeface='Calibri'/>"
    run = f"<a:r><a:rPr {look}>{latin}</a:rPr><a:t>{_escaped(text)}</a:t></a:r>" if text else ""
    return f"<a:p block='{block}'>{properties}{run}<a:endParaRPr {look}>{latin}</a:endParaRPr></a:p>"


def _table(slide: Drawn) -> str:
    count = len(slide.rows[0])
    width = round(WIDTH * EMU / count)
    grid = f"<a:gridCol w='{width}'/>" * count
    head = tuple(f"Sarake {column}" for column in range(count))
    rows = "".join(_row(texts, place, slide.size) for place, texts in enumerate((head, *slide.rows)))
    flags = "firstRow='1' lastRow='1'" if slide.total else "firstRow='1'"
    return (
        f"<p:graphicFrame block='h9'><p:nvGraphicFramePr><p:cNvPr id='9' name='Taulukko'/><p:cNvGraphicFramePr/><p:nvPr/>"
        f"</p:nvGraphicFramePr><p:xfrm><a:off x='{round(LEFT * EMU)}' y='{round(TOP * EMU)}'/><a:ext cx='{width * count}' "
        f"cy='{400_000 * (len(slide.rows) + 1)}'/></p:xfrm><a:graphic><a:graphicData "
        f"uri='http://schemas.openxmlformats.org/drawingml/2006/table'><a:tbl block='t'><a:tblPr {flags}><a:tableStyleId>"
        "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
        f"</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _row(texts: Sequence[str], place: int, size: int) -> str:
    cells = "".join(
        f"<a:tc block='c{place}.{column}'><a:txBody><a:bodyPr/><a:lstStyle/>"
        f"{_paragraph(text, size, f'r{place}c{column}', bold=not place)}</a:txBody><a:tcPr/></a:tc>"
        for column, text in enumerate(texts)
    )
    return f"<a:tr block='r{place}' h='400000'>{cells}</a:tr>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- read back --------------------------------------------------------------------------------------------------------


def shapes_of(slide: etree._Element, block: str) -> Iterator[etree._Element]:
    """The shapes that a shape with this identity has become on a slide."""
    for shape in slide.iter(f"{{{P}}}sp", f"{{{P}}}graphicFrame"):
        if (shape.get("block") or "").split("/")[0] == block:
            yield shape


def text_of(element: etree._Element) -> str:
    return " ".join("".join(item.itertext(f"{{{A}}}t")) for item in element.iter(f"{{{A}}}p"))


def rows_of(slide: etree._Element) -> list[tuple[str, list[str]]]:
    """The body rows of a slide's tables: identity and texts."""
    rows = [row for table in slide.iter(f"{{{A}}}tbl") for row in list(table.iter(f"{{{A}}}tr"))[1:]]
    return [(row.get("block") or "", [text_of(cell) for cell in row.iter(f"{{{A}}}tc")]) for row in rows]


# --- a measure of our own ---------------------------------------------------------------------------------------------


@cache
def widths(style: str) -> dict[str, float]:
    numbers = json.loads(METRICS.read_bytes())[style]
    return {
        chr(int(start, 16) + place): width / numbers["em"]
        for start, run in numbers["widths"].items()
        for place, width in enumerate(run)
    }


def height_of(paragraph: etree._Element, room: float) -> float:
    """How high a paragraph stands: words set one after another, one too wide for its line going on in the next."""
    properties, run, end = (paragraph.find(f"{{{A}}}{name}") for name in ("pPr", "r", "endParaRPr"))
    look: Any = run.find(f"{{{A}}}rPr") if run is not None else end
    size = int(look.get("sz")) / 100
    known = widths("bold" if look.get("b") == "1" else "regular")
    room -= int(properties.get("marL") or 0) / EMU if properties is not None else 0.0
    lines, x = 1, 0.0
    for word in "".join(paragraph.itertext(f"{{{A}}}t")).split():
        width = sum(known[letter] for letter in word) * size
        if x and x + width > room:
            lines, x = lines + 1, 0.0
        while width > room:
            lines, width = lines + 1, width - room
        x += width + known[" "] * size
    return lines * 1.2207 * size


def body_height(shape: etree._Element, room: float) -> float:
    return sum(height_of(paragraph, room) for paragraph in shape.iter(f"{{{A}}}p"))


def row_heights(frame: etree._Element) -> list[tuple[float, float]]:
    """For each row of a table, the height written and the height that its text needs."""
    columns = [int(column.get("w") or 0) / EMU for column in frame.iter(f"{{{A}}}gridCol")]
    found = []
    for row in frame.iter(f"{{{A}}}tr"):
        needs = [
            body_height(cell, width - 14.4) + 7.2 for cell, width in zip(row.iter(f"{{{A}}}tc"), columns, strict=True)
        ]
        found.append((int(row.get("h") or 0) / EMU, max(needs)))
    return found
