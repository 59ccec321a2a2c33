"""Connectors whose ends were moved apart: a line from a repeated shape to one that stands still.

In: the shapes of a slide and how far each has been moved. Out: connectors that reach from the one to the other again;
PowerPoint draws them where they say, until somebody moves an end.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pipeline.ooxml.attributes import EMU, is_on, length
from pipeline.ooxml.dialect import a, p

Shift = tuple[int, int]
"""How far something was moved, to the right and down, in EMU."""


def emu(value: str | None) -> int:
    """A length of an attribute in EMU; 0 where it can't be understood."""
    return round(length(value) * EMU)


def follow(parent: etree._Element, moved: Mapping[str, Shift]) -> None:
    """Redraws the connectors among the children of `parent` (`moved`: by shape id, what stands still left out)."""
    for line in parent.iterchildren(p("cxnSp")):
        own = moved.get(id_of(line), (0, 0))
        ends = [_end(line, name, moved, own) for name in ("stCxn", "endCxn")]
        if any(end != own for end in ends):
            _redraw(line, *((end[0] - own[0], end[1] - own[1]) for end in ends))


def id_of(shape: etree._Element) -> str:
    """The number of a shape on its slide."""
    named = next(shape.iter(p("cNvPr")), None)
    return "" if named is None else named.get("id") or ""


def _end(line: etree._Element, name: str, moved: Mapping[str, Shift], own: Shift) -> Shift:
    """How far the shape at an end was moved; a free end goes with the line."""
    end = next(line.iter(a(name)), None)
    return own if end is None else moved.get(end.get("id") or "", (0, 0))


def _redraw(line: etree._Element, start: Shift, end: Shift) -> None:
    """Moves the two ends of a line on from where it stands."""
    transform = line.find(f"{p('spPr')}/{a('xfrm')}")
    offset = transform.find(a("off")) if transform is not None else None
    extent = transform.find(a("ext")) if transform is not None else None
    if transform is None or offset is None or extent is None:
        return
    for axis, near, far, flip in ((0, "x", "cx", "flipH"), (1, "y", "cy", "flipV")):
        low = emu(offset.get(near))
        ends = [low, low + emu(extent.get(far))]
        if is_on(transform.get(flip)):
            ends.reverse()
        first, last = ends[0] + start[axis], ends[1] + end[axis]
        offset.set(near, str(min(first, last)))
        extent.set(far, str(abs(last - first)))
        transform.attrib.pop(flip, "")
        if first > last:
            transform.set(flip, "1")
