"""Bound pictures in the boxes that were drawn for them: whole, in their own proportions, nothing of the sample left.

In: while compiling, the drawing of a sample picture (`strip`); after rendering, drawings that carry the size of the
picture put in them (`fit_on_slide`, `fit_on_page`). Out: drawings as large as their box allows. On slides a picture in
a placeholder stands in it as the placeholder's text would; others keep to the sides of the slide they are nearest to.
A picture whose text alternative is empty is marked as decoration.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.slides.connecting import emu
from pipeline.filling.slides.stacking import Rectangle, transform_of, write_box
from pipeline.ooxml.dialect import WP, A, R, a, p

NATURAL = marks.own("natural")
"""The attribute of a bound drawing with the size of its picture: `640 480`."""

_RELATIVE_SIZE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_LAYERS = "{http://schemas.microsoft.com/office/drawing/2010/main}imgProps"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_EXTENSION = a("ext")
_PICTURES = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_GROUPED, _NAMED = f"{_PICTURES}pic", f"{_PICTURES}cNvPr"
_THIRD = 3


def strip(container: etree._Element, blip: etree._Element) -> None:
    """Takes off a sample picture what is of its pixels: its crop, its vector twin, its retouching, its linked file."""
    for crop in list(container.iter(a("srcRect"))):
        _drop(crop)
    for mark in [*blip.iter(_SVG), *blip.iter(_LAYERS)]:
        _drop(mark.getparent())
    for extensions in blip.findall(a("extLst")):
        if not len(extensions):
            blip.remove(extensions)
    blip.attrib.pop(f"{{{R}}}link", "")
    for relative in [item for item in container if str(item.tag).startswith(_RELATIVE_SIZE)]:
        container.remove(relative)
    turned = any(item.get("rot") not in (None, "0") for item in container.iter(a("xfrm")))
    for room in container.iter(f"{{{WP}}}effectExtent") if turned else ():
        for side in "ltrb":
            room.set(side, "0")


def fit_on_page(root: etree._Element) -> None:
    """Sizes the bound pictures of a Word part: the drawing and the picture in it alike."""
    for drawing in root.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor", _GROUPED):
        natural = drawing.attrib.pop(NATURAL, "")
        extent = drawing.find(f"{{{WP}}}extent")
        extent = extent if extent is not None else next((item.find(a("ext")) for item in drawing.iter(a("xfrm"))), None)
        if not natural or extent is None or not extent.get("cx"):
            continue
        width, height = _fitted(str(natural), emu(extent.get("cx")), emu(extent.get("cy")))
        for item in (extent, *(inner.find(a("ext")) for inner in drawing.iter(a("xfrm")))):
            if item is not None:
                item.set("cx", str(width))
                item.set("cy", str(height))
        _decorate(next(drawing.iter(f"{{{WP}}}docPr", _NAMED), None))


def fit_on_slide(
    root: etree._Element, inherited: Mapping[etree._Element, Rectangle], sides: Mapping[etree._Element, str], width: int
) -> None:
    """Sizes and places the bound pictures of a slide.

    `inherited` and `sides` are the boxes and the alignment (`ctr b`) of placeholders, `width` is the slide's in EMU.
    """
    for picture in root.iter(p("pic")):
        natural = picture.attrib.pop(NATURAL, "")
        if not natural:
            continue
        box = _own_box(picture) or inherited.get(picture)
        if box is not None:
            room = box[2] - box[0], box[3] - box[1]
            size = _fitted(str(natural), *room)
            across, down = (sides.get(picture) or _nearest_sides(box, width)).split()
            left = box[0] + _share(across, room[0] - size[0])
            top = box[1] + _share(down, room[1] - size[1])
            write_box(picture, (left, top, left + size[0], top + size[1]))
        _decorate(picture.find(f"{p('nvPicPr')}/{p('cNvPr')}"))


def _own_box(picture: etree._Element) -> Rectangle | None:
    transform = transform_of(picture)
    offset = transform.find(a("off")) if transform is not None else None
    extent = transform.find(a("ext")) if transform is not None else None
    if offset is None or extent is None:
        return None
    left, top = emu(offset.get("x")), emu(offset.get("y"))
    return left, top, left + emu(extent.get("cx")), top + emu(extent.get("cy"))


def _fitted(natural: str, width: int, height: int) -> tuple[int, int]:
    own_width, own_height = (max(int(side), 1) for side in natural.split())
    scale = min(width / own_width, height / own_height)
    return max(round(own_width * scale), 1), max(round(own_height * scale), 1)


def _nearest_sides(box: Rectangle, width: int) -> str:
    """Left in the left third of the slide, right in the right one; always at the top, in line with what is beside."""
    middle = (box[0] + box[2]) / 2
    if middle < width / _THIRD:
        return "l t"
    return "r t" if middle > width * (_THIRD - 1) / _THIRD else "ctr t"


def _share(side: str, spare: int) -> int:
    return {"l": 0, "t": 0, "r": spare, "b": spare}.get(side, spare // 2)


def _decorate(named: etree._Element | None) -> None:
    """Without a text alternative a picture is decoration, with one it is none."""
    if named is None:
        return
    for mark in list(named.iter(f"{{{_DECORATIVE}}}decorative")):
        extension = mark.getparent()
        if extension is not None:
            _drop(extension)
    extensions = named.find(a("extLst"))
    if not (named.get("descr") or "").strip():
        if extensions is None:
            extensions = etree.SubElement(named, a("extLst"), nsmap={"a": A})
        extension = etree.SubElement(extensions, _EXTENSION, uri=_DECORATIVE_URI)
        mark = etree.SubElement(extension, f"{{{_DECORATIVE}}}decorative", nsmap={"adec": _DECORATIVE})
        mark.set("val", "1")
    elif extensions is not None and not len(extensions):
        named.remove(extensions)


def _drop(element: etree._Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if parent is not None and element is not None:
        parent.remove(element)
