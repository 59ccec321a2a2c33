"""Everything in a Word document that has a number of its own, after loops have copied it.

In: the trees of a rendered document's parts. Out: the same trees: drawings, content controls, tracked changes, ranges
that may be edited, shapes of the older kind. No two have the same number; what names a number follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.ooxml.dialect import FALLBACK, WP, w

_IDENTITY, _VALUE, _NAME = w("id"), w("val"), w("name")
_DRAWING, _CONTROL = f"{{{WP}}}docPr", w("sdtPr")
_VML, _OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_WP14 = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
_CHANGES = tuple(
    w(name)
    for name in (
        "ins del moveFrom moveTo cellIns cellDel cellMerge rPrChange pPrChange sectPrChange tblPrChange tblPrExChange "
        "trPrChange tcPrChange tblGridChange numberingChange"
    ).split()
)
_RANGES = {
    w(start): w(end)
    for start, end in (
        ("permStart", "permEnd"),
        ("moveFromRangeStart", "moveFromRangeEnd"),
        ("moveToRangeStart", "moveToRangeEnd"),
    )
}
_ANCHORS = (f"{{{WP}}}inline", f"{{{WP}}}anchor")
_ANCHOR_IDS = (f"{{{_WP14}}}anchorId", f"{{{_WP14}}}editId")
_FIRST_SHAPE = 100_000


def settle(roots: Iterable[etree._Element], ids: Iterator[int]) -> None:
    """Makes the numbers of a document's parts unique. `ids` gives numbers that nothing else in it uses."""
    controls: set[str] = set()
    anchors: set[str] = set()
    shapes: set[str] = set()
    for root in roots:
        for element in root.iter(_DRAWING):
            element.set("id", str(next(ids)))
        _renumber_controls(root, controls, ids)
        for element in root.iter(*_CHANGES):
            if _IDENTITY in element.attrib:
                element.set(_IDENTITY, str(next(ids)))
        _renumber_ranges(root, ids)
        _forget_copied_anchors(root, anchors)
        _rename_shapes(root, shapes, ids)


def _renumber_controls(root: etree._Element, used: set[str], ids: Iterator[int]) -> None:
    """Both halves of a text box hold the same controls."""
    for properties in root.iter(_CONTROL):
        identity = properties.find(_IDENTITY)
        if identity is None:
            continue
        if next(properties.iterancestors(FALLBACK), None) is not None:
            properties.remove(identity)
        elif identity.get(_VALUE) in used:
            identity.set(_VALUE, next(number for number in map(str, ids) if number not in used))
        used.add(identity.get(_VALUE) or "")


def _renumber_ranges(root: etree._Element, ids: Iterator[int]) -> None:
    open_ids: dict[tuple[str, str], str] = {}
    copies: dict[tuple[str, str], int] = {}
    for item in list(root.iter(*_RANGES, *_RANGES.values())):
        old = item.get(_IDENTITY) or ""
        if item.tag in _RANGES:
            open_ids[_RANGES[str(item.tag)], old] = str(next(ids))
            item.set(_IDENTITY, open_ids[_RANGES[str(item.tag)], old])
            if _NAME in item.attrib:
                key = str(item.tag), item.get(_NAME) or ""
                copies[key] = copies.get(key, 0) + 1
                item.set(_NAME, key[1] if copies[key] == 1 else f"{key[1]}_{copies[key]}")
        elif (str(item.tag), old) in open_ids:
            item.set(_IDENTITY, open_ids.pop((str(item.tag), old)))
        else:
            _remove(item)


def _remove(item: etree._Element) -> None:
    parent = item.getparent()
    if parent is not None:
        parent.remove(item)


def _forget_copied_anchors(root: etree._Element, used: set[str]) -> None:
    for drawing in root.iter(*_ANCHORS):
        for name in _ANCHOR_IDS:
            number = drawing.get(name)
            if number is not None and number in used:
                del drawing.attrib[name]
            used.add(number or "")


def _rename_shapes(root: etree._Element, used: set[str], ids: Iterator[int]) -> None:
    """Shapes of the older kind name each other by their ids: an embedded object its picture, shapes their kind."""
    kinds: set[str] = set()
    for kind in list(root.iter(f"{{{_VML}}}shapetype")):  # told once, before the first shape of the kind
        if kind.get("id") in kinds:
            _remove(kind)
        kinds.add(kind.get("id") or "")
    for holder in root.iter(w("pict"), w("object")):
        for shape in holder.iter(f"{{{_VML}}}*"):
            old = shape.get("id")
            if old is None or shape.tag == f"{{{_VML}}}shapetype":
                continue
            if old in used:
                fresh = f"_x0000_s{_FIRST_SHAPE + next(ids)}"
                _rename(holder, old, fresh)
                shape.set("id", fresh)
            used.add(shape.get("id") or "")


def _rename(holder: etree._Element, old: str, fresh: str) -> None:
    for element in holder.iter(etree.Element):
        for name in ("ShapeID", f"{{{_OFFICE}}}spid"):
            if element.get(name) == old:
                element.set(name, fresh)
