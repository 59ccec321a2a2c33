"""SmartArt graphics on slides: their texts stand in two parts, the data and the drawing that programs show.

In: a slide's relationships, and the parts of its diagrams. Out: which of them hold tags, faults for blocks that would
repeat their boxes (only PowerPoint can lay those out), and copies whose two parts name each other.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.filling.blocks import place_of
from pipeline.filling.lifting.tags import find_tags
from pipeline.filling.sites import Sites, Spot
from pipeline.ooxml.dialect import POWERPOINT
from pipeline.ooxml.package import Package, parse, serialise
from pipeline.ooxml.text import text_of

KINDS = ("diagramData", "diagramDrawing")
_TYPED = re.compile(rb"\{[{%#]|>[^<{]*\{</|\{</")
_BOXES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}t",
    "{http://schemas.microsoft.com/office/drawing/2008/diagram}txBody",
)
_LINK = "{http://schemas.microsoft.com/office/drawing/2008/diagram}dataModelExt"


def tagged(package: Package, slide: str) -> list[str]:
    """The parts of a slide's diagrams in which tags are typed, also such that are cut over runs."""
    targets = [item.target for kind in KINDS for item in package.related(slide, kind) if item.target in package.parts]
    return [name for name in dict.fromkeys(targets) if holds_tags(package.read(name))]


def holds_tags(part: bytes) -> bool:
    """Whether tags may be typed in the texts of a part."""
    return bool(_TYPED.search(part))


def is_box(body: etree._Element | None) -> bool:
    """Whether a text body is that of a box of a diagram: it holds one paragraph, whatever its value."""
    return body is not None and body.tag in _BOXES


def refuse_blocks(root: etree._Element, sites: Sites) -> None:
    """A box of a diagram that holds block tags alone asks for more boxes, which is told; its tags go."""
    for paragraph in root.iter(POWERPOINT.paragraph):
        text = text_of(paragraph, POWERPOINT)
        tags, _ = find_tags(text) if "{%" in text else ([], [])
        rest = text
        for tag in reversed(tags):
            rest = rest[: tag.start] + rest[tag.end :]
        if tags and not rest.strip():
            spot = Spot(place_of(paragraph), "paragraph", text, tags[0].start, tags[0].end)
            sites.fault("TP021", spot, tags[0].code)
            for item in paragraph.iter(POWERPOINT.text):
                item.text = ""


def aim_drawing(package: Package, data: str, relation: str) -> None:
    """Makes a diagram's data name the relationship of its own drawing."""
    root = parse(package.read(data))
    for link in root.iter(_LINK):
        link.set("relId", relation)
    package.parts[data] = serialise(root)


def drawing_of(package: Package, data: str) -> str:
    """The relationship by which a diagram's data name their drawing on the slide, "" when there is none."""
    link = next(parse(package.read(data)).iter(_LINK), None)
    return "" if link is None else link.get("relId") or ""
