"""Repeated shapes laid out: copies would lie exactly on each other.

In: before compiling, shapes between a `{% for %}` shape and its `{% endfor %}` shape (`mark`); after rendering, the
copies between the marks left there (`lay_out`). Out: each copy moved on by the distance from the `for` shape to the
`endfor` shape. Straight distances make a row or a column, a slanting one a grid: along the row up to the slide's right
margin, then down. With the two shapes in one place, copies stand below each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.lifting.tags import find_tags
from pipeline.filling.slides.connecting import Shift, emu, follow, id_of
from pipeline.ooxml.dialect import ALTERNATIVES, POWERPOINT, a, p
from pipeline.ooxml.text import text_of

BEGIN, _PASS, _END = map(marks.own, ("stack", "stack-pass", "stack-end"))
_SLIP = 180_000
"""EMU: offsets under 5 mm are slips of the hand, not a direction."""
_GAP = 114_300
"""EMU between copies whose control shapes give no distance: an eighth of an inch."""
_MARGIN = 457_200
_SHAPES = frozenset(POWERPOINT.shapes)

Rectangle = tuple[int, int, int, int]
"""Left, top, right, bottom in EMU."""


@dataclass(frozen=True, slots=True)
class Overrun:
    """A loop whose copies run off the slide: the name of its first shape, how many there are and how many fit."""

    shape: str
    count: int
    fits: int


@dataclass(slots=True)
class _Loop:
    step: tuple[int, int]
    passes: list[list[_Item]] = field(default_factory=list)


_Item = etree._Element | _Loop


def mark(root: etree._Element) -> None:
    """Leaves marks around loops over shapes, before their control shapes are lifted."""
    for parent in list(root.iter(p("spTree"), p("grpSp"))):
        waiting: list[etree._Element | None] = []
        for shape in [child for child in parent if child.tag == p("sp")]:
            for keyword in _control_keywords(shape):
                if keyword == "for":
                    waiting.append(shape)
                elif keyword == "endfor" and waiting:
                    opener = waiting.pop()
                    if opener is not None and opener is not shape:
                        _put_marks(parent, opener, shape)


def lay_out(
    root: etree._Element, inherited: Mapping[etree._Element, Rectangle], size: tuple[int, int]
) -> list[Overrun]:
    """Moves the copies of repeated shapes to their places; the marks go.

    `inherited` are the boxes of placeholders that stand where their layout says, `size` is the slide's in EMU.
    """
    found: list[Overrun] = []
    for parent in reversed(list(dict.fromkeys(mark.getparent() for mark in root.iter(BEGIN)))):
        if parent is None:
            continue
        room = size if parent.tag == p("spTree") else (0, 0)
        moved: dict[str, Shift] = {}
        for loop in _loops(parent):
            found += _place(loop, inherited, room, moved)
        follow(parent, moved)
        if parent.tag == p("grpSp"):
            _grow(parent, inherited)
    return found


def _control_keywords(shape: etree._Element) -> list[str]:
    """The block tags of a shape that holds nothing else."""
    keywords: list[str] = []
    for paragraph in shape.iter(POWERPOINT.paragraph):
        text = text_of(paragraph, POWERPOINT)
        tags, unclosed = find_tags(text)
        left = len("".join(text.split())) - sum(len("".join(text[tag.start : tag.end].split())) for tag in tags)
        if unclosed or left or any(tag.kind == "value" for tag in tags):
            return []
        keywords += [tag.keyword for tag in tags if tag.kind == "block"]
    return keywords


def _put_marks(parent: etree._Element, opener: etree._Element, closer: etree._Element) -> None:
    first, last = _box(opener, {}), _box(closer, {})
    across, down = (last[0] - first[0], last[1] - first[1]) if first and last else (0, 0)
    step = {"x": str(across if abs(across) >= _SLIP else 0), "y": str(down if abs(down) >= _SLIP else 0)}
    parent.insert(parent.index(opener), etree.Element(BEGIN, step))
    parent.insert(parent.index(opener) + 1, etree.Element(_PASS))
    parent.insert(parent.index(closer) + 1, etree.Element(_END))


def _loops(parent: etree._Element) -> list[_Loop]:
    """The loops among the children of a parent, with the shapes of each pass; takes the marks away."""
    outermost: list[_Loop] = []
    stack: list[_Loop] = []
    for child in list(parent):
        if child.tag in (BEGIN, _PASS, _END):
            _follow(child, stack, outermost)
            parent.remove(child)
        elif stack and stack[-1].passes:
            stack[-1].passes[-1].append(child)
    return outermost


def _follow(mark: etree._Element, stack: list[_Loop], outermost: list[_Loop]) -> None:
    """What a mark says of the loops that are open: one begins, goes on or ends."""
    if mark.tag == BEGIN:
        loop = _Loop((emu(mark.get("x")), emu(mark.get("y"))))
        if stack and stack[-1].passes:
            stack[-1].passes[-1].append(loop)
        elif not stack:
            outermost.append(loop)
        stack.append(loop)
    elif mark.tag == _PASS and stack:
        stack[-1].passes.append([])
    elif stack:
        stack.pop()


def _place(
    loop: _Loop, inherited: Mapping[etree._Element, Rectangle], room: tuple[int, int], moved: dict[str, Shift]
) -> Iterator[Overrun]:
    """Moves the passes of a loop, those inside it first. Gives it when its copies don't fit; `moved` adds up."""
    for item in [item for one in loop.passes for item in one]:
        if isinstance(item, _Loop):
            yield from _place(item, inherited, (room[0], 0), moved)
    boxes = [_around(_shapes([*one]), inherited) for one in loop.passes]
    drawn = next((box for box in boxes if box is not None), None)
    if drawn is None:
        return
    offsets = _offsets(loop.step, len(boxes), drawn, max((box[3] - box[1] for box in boxes if box), default=0), room)
    fits = 0
    for one, box, (across, down) in zip(loop.passes, boxes, offsets, strict=True):
        for shape in _shapes([*one]):
            _move(shape, across, down, inherited)
            before = moved.get(id_of(shape), (0, 0))
            moved[id_of(shape)] = before[0] + across, before[1] + down
        inside = box is None or not any(room) or _within(box, across, down, drawn, room)
        fits += inside
    if fits < len(boxes):
        yield Overrun(_name(_shapes([*loop.passes[0]])), len(boxes), fits)


def _offsets(
    step: tuple[int, int], count: int, drawn: Rectangle, height: int, room: tuple[int, int]
) -> list[tuple[int, int]]:
    across, down = step
    if not across and not down:
        down = height + _GAP
    if across > 0 and down and room[0]:
        free = room[0] - min(drawn[0], _MARGIN) - drawn[2]
        columns = max(free // across, 0) + 1
        return [(number % columns * across, number // columns * down) for number in range(count)]
    return [(number * across, number * down) for number in range(count)]


def _within(box: Rectangle, across: int, down: int, drawn: Rectangle, room: tuple[int, int]) -> bool:
    """Whether a moved box is on the slide, as far as its sample is."""
    right, bottom = max(room[0], drawn[2]), max(room[1], drawn[3])
    left, top = min(0, drawn[0]), min(0, drawn[1])
    moved = box[0] + across, box[1] + down, box[2] + across, box[3] + down
    beside = moved[0] >= left and moved[2] <= right
    return beside and (not room[1] or (moved[1] >= top and moved[3] <= bottom))


def _shapes(items: Sequence[_Item]) -> list[etree._Element]:
    """All shapes of a pass, those of the loops inside it too."""
    found: list[etree._Element] = []
    for item in items:
        if isinstance(item, _Loop):
            found += [shape for one in item.passes for shape in _shapes(one)]
        elif item.tag == ALTERNATIVES:
            found += [shape for half in item for shape in half if shape.tag in _SHAPES]
        elif item.tag in _SHAPES:
            found.append(item)
    return found


def _around(shapes: Sequence[etree._Element], inherited: Mapping[etree._Element, Rectangle]) -> Rectangle | None:
    boxes = [box for shape in shapes if (box := _box(shape, inherited)) is not None]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def transform_of(shape: etree._Element) -> etree._Element | None:
    """The element that says where a shape stands, None where it leaves that to its layout."""
    if shape.tag == p("graphicFrame"):
        return shape.find(p("xfrm"))
    properties = shape.find(p("grpSpPr") if shape.tag == p("grpSp") else p("spPr"))
    return None if properties is None else properties.find(a("xfrm"))


def _box(shape: etree._Element, inherited: Mapping[etree._Element, Rectangle]) -> Rectangle | None:
    transform = transform_of(shape)
    offset = transform.find(a("off")) if transform is not None else None
    extent = transform.find(a("ext")) if transform is not None else None
    if offset is None or extent is None:
        return inherited.get(shape)
    left, top = emu(offset.get("x")), emu(offset.get("y"))
    return left, top, left + emu(extent.get("cx")), top + emu(extent.get("cy"))


def write_box(shape: etree._Element, box: Rectangle) -> None:
    """Says on a shape or picture itself where it stands."""
    transform = transform_of(shape)
    if transform is None:
        properties = shape.find(p("spPr"))
        if properties is None:
            return
        transform = etree.Element(a("xfrm"))
        properties.insert(0, transform)
    for name, (one, other), values in (
        ("off", ("x", "y"), (box[0], box[1])),
        ("ext", ("cx", "cy"), (box[2] - box[0], box[3] - box[1])),
    ):
        element = transform.find(a(name))
        if element is None:
            element = etree.Element(a(name))
            transform.insert(0 if name == "off" else 1, element)
        element.set(one, str(values[0]))
        element.set(other, str(values[1]))


def _move(shape: etree._Element, across: int, down: int, inherited: Mapping[etree._Element, Rectangle]) -> None:
    box = _box(shape, inherited)
    if box is not None and (across or down):
        write_box(shape, (box[0] + across, box[1] + down, box[2] + across, box[3] + down))


def _grow(group: etree._Element, inherited: Mapping[etree._Element, Rectangle]) -> None:
    """A group is as large as what is in it, in its own units and on the slide."""
    transform = transform_of(group)
    around = _around(_shapes([*group]), inherited)
    if transform is None or around is None:
        return
    child_offset, child_extent = transform.find(a("chOff")), transform.find(a("chExt"))
    offset, extent = transform.find(a("off")), transform.find(a("ext"))
    if child_offset is None or child_extent is None or offset is None or extent is None:
        return
    for far, near, first, last in (("cx", "x", 0, 2), ("cy", "y", 1, 3)):
        scale = emu(extent.get(far)) / max(emu(child_extent.get(far)), 1)
        shift = around[first] - emu(child_offset.get(near))
        offset.set(near, str(round(emu(offset.get(near)) + shift * scale)))
        extent.set(far, str(round((around[last] - around[first]) * scale)))
        child_offset.set(near, str(around[first]))
        child_extent.set(far, str(around[last] - around[first]))


def _name(shapes: Sequence[etree._Element]) -> str:
    named = next((item for shape in shapes for item in shape.iter("{*}cNvPr")), None)
    return "" if named is None else named.get("name") or ""
