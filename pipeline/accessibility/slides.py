"""Slides that can be walked by their titles and read in order.

In: a file. Out: faults of slides.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.accessibility.reading import Fault, Reading, seen
from pipeline.ooxml.attributes import is_decorative
from pipeline.ooxml.dialect import P, a, p
from pipeline.ooxml.geometry import TITLES, Shape
from pipeline.ooxml.whereabouts import slide_title

_SLACK = 4.0
_MOST = 200
"""Shapes of a slide that are compared with each other."""
_BESIDE = 1 / 3
_FILLED_BY_PROGRAMS = (*TITLES, "dt", "ftr", "sldNum", "hdr")


def titles(reading: Reading) -> Iterator[Fault]:
    """Slides without a title in the title's placeholder, and two with the same."""
    before: set[str] = set()
    for part in reading.at.slides:
        title = slide_title(reading.at.tree(part))
        if not title:
            yield Fault("AX004", part, None, {"what": "–"})
        elif title.casefold() in before and not (reading.of_template and "{" in title):
            yield Fault("AX030", part, None, {"what": title})
        before.add(title.casefold())


def reading_order(reading: Reading) -> Iterator[Fault]:
    """Slides whose title is not read first, or where something is read after what stands under it."""
    for part in reading.at.slides:
        on = reading.on_slide(part)
        if on is None:
            continue
        shapes = [item for item in on.shapes(reading.at.tree(part)) if _is_read(item)]
        title = next((item for item in shapes if item.is_title), None)
        wrong = shapes[0] if title is not None and shapes[0] is not title else _inverted(shapes)
        if wrong is not None:
            yield Fault("AX019", part, wrong.element, {"what": wrong.name or "–"})


def empty_holders(reading: Reading) -> Iterator[Fault]:
    """Placeholders that nobody filled."""
    for part in reading.at.slides:
        for shape in reading.at.tree(part).iter(p("sp")):
            holder = next(shape.iter(p("ph")), None)
            if holder is None or holder.get("type") in _FILLED_BY_PROGRAMS or _text(shape):
                continue
            properties = next(shape.iter(f"{{{P}}}cNvPr"))
            yield Fault("AX026", part, properties, {"what": properties.get("name") or "–"}, alike=part)


def _inverted(shapes: list[Shape]) -> Shape | None:
    """The first shape that is read after one that stands wholly under it in the same column. What stands over the title
    may come late: the title is read first, and a logo or the organisation's name best last."""
    top = next((item.box.y for item in shapes if item.is_title), 0.0)
    placed = [item for item in shapes if not item.is_title and not item.grouped and item.box.bottom > top + _SLACK][
        :_MOST
    ]
    for place, later in enumerate(placed):
        for earlier in placed[:place]:
            if later.box.bottom <= earlier.box.y + _SLACK and _share(later, earlier) >= _BESIDE:
                return later
    return None


def _share(one: Shape, other: Shape) -> float:
    """How much of the narrower one's width is above or under the other."""
    common = min(one.box.right, other.box.right) - max(one.box.x, other.box.x)
    return common / max(min(one.box.width, other.box.width), 1.0)


def _is_read(shape: Shape) -> bool:
    if shape.is_marginal or shape.kind in ("line", "group"):
        return False
    properties = next(shape.element.iter(f"{{{P}}}cNvPr"), None)
    if properties is not None and is_decorative(properties):
        return False
    return shape.kind != "text" or bool(_text(shape.element))


def _text(shape: etree._Element) -> str:
    return seen("".join(item.text or "" for item in shape.iter(a("t"))))
