"""Where the shapes of a slide truly stand and how their text looks there, whatever the slide leaves to its layout.

In: the roots of a slide, its layout and its master. Out: `Shape`s with boxes, insets and resolved text, in reading
order. All lengths are points from the slide's top left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from pipeline.ooxml.attributes import integer, length
from pipeline.ooxml.dialect import C, a, p
from pipeline.ooxml.textbody import Fonts, Look, Paragraph, child, fonts_of, look_of, paragraphs
from pipeline.ooxml.textroom import Room, TextBody, body_of, form_of, joined, loss_of, room_of

Kind = Literal["text", "table", "chart", "picture", "line", "group", "other"]

_KINDS: dict[str, Kind] = {p("sp"): "text", p("pic"): "picture", p("cxnSp"): "line", p("grpSp"): "group"}
_FRAME, _SHAPE, _TREE = p("graphicFrame"), p("sp"), p("spTree")
_HOLDER, _NAMED, _APPLICATION = p("ph"), p("cNvPr"), p("nvPr")
_SHAPE_PROPERTIES, _GROUP_PROPERTIES, _BODY = p("spPr"), p("grpSpPr"), p("txBody")
_TRANSFORM, _FRAME_TRANSFORM, _OFFSET, _EXTENT = a("xfrm"), p("xfrm"), a("off"), a("ext")
_CHILD_OFFSET, _CHILD_EXTENT = a("chOff"), a("chExt")
_LIST_STYLE, _TABLE = a("lstStyle"), a("tbl")
TITLES = ("title", "ctrTitle")
"""The placeholders that hold a slide's title."""
_MARGINAL = ("dt", "ftr", "sldNum", "hdr")
_MOST_ROOMS = 1024
_FULL_TURN, _DEGREE = 360 * 60_000, 60_000


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.y + self.height

    def beside(self, other: Box) -> bool:
        """Whether the two share a stretch of the slide's width, so that one can run into the other."""
        return self.x < other.right - 1 and other.x < self.right - 1


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape. `holder` is its placeholder's type ("" for none), `placed` tells that the slide itself says where
    it stands, `grouped` that it is part of a group, `area` is the box of its placeholder in the layout."""

    element: etree._Element
    name: str
    kind: Kind
    holder: str
    box: Box
    placed: bool
    grouped: bool
    area: Box | None
    text: TextBody | None = None

    @property
    def is_title(self) -> bool:
        """Whether this is the slide's title."""
        return self.holder in TITLES

    @property
    def is_marginal(self) -> bool:
        """Whether this is a footer, a date or a slide number."""
        return self.holder in _MARGINAL


@dataclass(frozen=True, slots=True)
class _Holder:
    """What a placeholder inherits from: its counterparts in layout and master, and the master's style for its kind.

    `body` is what they say of their text's room.
    """

    ancestors: tuple[etree._Element, ...]
    styles: tuple[etree._Element, ...]
    box: Box | None
    body: Mapping[str, str]
    form: etree._Element | None


@dataclass(frozen=True, slots=True)
class _Scale:
    """From a group's own units to the slide's."""

    x: float = 1.0
    y: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def box(self, own: Box) -> Box:
        return Box(own.x * self.x + self.left, own.y * self.y + self.top, own.width * self.x, own.height * self.y)


_WHOLE = _Scale()


class Design:
    """A layout and its master: all that the slides made on it inherit. Made once, good for many slides.

    `theme` names the fonts unless `fonts` does, `defaults` is the presentation's `p:defaultTextStyle`.
    """

    def __init__(
        self,
        layout: etree._Element,
        master: etree._Element,
        *,
        theme: etree._Element | None = None,
        defaults: etree._Element | None = None,
        fonts: Fonts | None = None,
    ) -> None:
        self.fonts = fonts or fonts_of(theme)
        self._layout = _holders_of(layout)
        self._master = _holders_of(master)
        self._text_styles = {style.tag: style for style in master.iterfind(f"{p('txStyles')}/*")}
        other = self._text_styles.get(p("otherStyle"))
        self._plain = tuple(style for style in (defaults, other) if style is not None)
        self._holders: dict[tuple[str, str | None], _Holder] = {}
        self._looks: dict[tuple[object, int], Look] = {}
        self._plain_looks: dict[int, Look] = {}
        self._rooms: dict[tuple[object, ...], Room] = {}

    def shapes(self, slide: etree._Element) -> tuple[Shape, ...]:
        """The slide's shapes, those in groups after their group. Shapes without a place are left out."""
        tree = next(slide.iter(_TREE), None)
        return tuple(self._walk(tree, _WHOLE)) if tree is not None else ()

    def plain_paragraphs(self, body: etree._Element) -> tuple[Paragraph, ...]:
        """The paragraphs of a text body outside placeholders, as in a table cell."""
        own = body[1] if len(body) > 1 else None  # where the schema has the list style
        if own is None or own.tag != _LIST_STYLE or not len(own):
            return paragraphs(body, self._plain_look, self.fonts)
        styles = (own, *self._plain)
        return paragraphs(body, lambda level: look_of(styles, level), self.fonts)

    def inherited(self, shape: etree._Element) -> tuple[tuple[etree._Element, ...], tuple[etree._Element, ...]]:
        """A shape's counterparts in layout and master, and the list styles that its text inherits, nearest first."""
        mark = child(child(shape[0], _APPLICATION), _HOLDER) if len(shape) else None
        if mark is None:
            return (), self._plain
        holder = self._holder(mark)
        return holder.ancestors, holder.styles

    def _walk(self, tree: etree._Element, scale: _Scale) -> Iterator[Shape]:
        for element in tree:
            kind = _kind(element)
            if kind is None:
                continue
            shape = self._shape(element, kind, scale)
            if shape is not None:
                yield shape
                if kind == "group":
                    yield from self._walk(element, _inner(element, shape.box))

    def _shape(self, element: etree._Element, kind: Kind, scale: _Scale) -> Shape | None:
        named = child(element[0], _NAMED) if len(element) else None
        if named is None or named.get("hidden") in ("1", "true"):
            return None
        mark = child(child(element[0], _APPLICATION), _HOLDER)
        holder = self._holder(mark) if mark is not None else None
        own = _own_box(element)
        inherited = holder.box if holder is not None else None
        box = scale.box(own) if own is not None else inherited
        if box is None:
            return None
        turned = own is not None and _is_turned(element)
        body = child(element, _BODY) if kind == "text" else None
        return Shape(
            element=element,
            name=named.get("name") or "",
            kind=kind,
            holder="" if mark is None else mark.get("type") or "obj",
            box=_turned(box) if turned else box,
            placed=own is not None,
            grouped=scale is not _WHOLE,
            area=inherited,
            text=None if body is None else self._text(body, box, element, holder, turned=turned),
        )

    def _holder(self, mark: etree._Element) -> _Holder:
        key = (mark.get("type") or "obj", mark.get("idx"))
        if key not in self._holders:
            found = [_match(self._layout, *key)]
            nearest = found[0]
            kind = key[0] if nearest is None or key[0] != "obj" else nearest[0][0]
            found.append(_match(self._master, _master_kind(kind), None))
            ancestors = tuple(item[1] for item in found if item is not None)
            boxes = (box for box in map(_own_box, ancestors) if box is not None)
            lists = (child(child(item, _BODY), _LIST_STYLE) for item in ancestors)
            base = self._text_styles.get(_style_name(kind))
            styles = (*lists, base, *self._plain[:1])
            given = tuple(style for style in styles if style is not None)
            bodies = [body_of(child(item, _BODY)) for item in reversed(ancestors)]
            forms = (form_of(item) for item in ancestors)
            form = next((item for item in forms if item is not None), None)
            self._holders[key] = _Holder(ancestors, given, next(boxes, None), joined(bodies, inherited=True), form)
        return self._holders[key]

    def _look(self, key: object, styles: tuple[etree._Element, ...], level: int) -> Look:
        if (key, level) not in self._looks:
            self._looks[key, level] = look_of(styles, level)
        return self._looks[key, level]

    def _plain_look(self, level: int) -> Look:
        found = self._plain_looks.get(level)
        if found is None:
            found = self._plain_looks[level] = look_of(self._plain, level)
        return found

    def _text(
        self, body: etree._Element, box: Box, element: etree._Element, holder: _Holder | None, *, turned: bool
    ) -> TextBody:
        inherited = holder.styles if holder is not None else self._plain
        own = child(body, _LIST_STYLE)
        if own is not None and len(own):
            styles = (own, *inherited)
            found = paragraphs(body, lambda level: look_of(styles, level), self.fonts)
        else:
            found = paragraphs(body, lambda level: self._look(id(inherited), inherited, level), self.fonts)
        return TextBody(body, found, *self._room(body, box, element, holder, turned=turned))

    def _room(
        self, body: etree._Element, box: Box, element: etree._Element, holder: _Holder | None, *, turned: bool
    ) -> Room:
        """The room of a text; most shapes of a deck are like others."""
        said, form, size = body_of(body), form_of(element), (box.width, box.height)
        if form is None and holder is not None:
            form = holder.form
        plain = form is None or form.get("prst") == "rect"
        key = (id(holder), size, turned, *said.items()) if plain else None
        room = self._rooms.get(key) if key is not None else None
        if room is None:
            inherited = said if holder is None else joined([holder.body, said])
            room = room_of(size, inherited, loss_of(form, *size), turned=turned)
            if key is not None and len(self._rooms) < _MOST_ROOMS:
                self._rooms[key] = room
        return room


def _is_turned(element: etree._Element) -> bool:
    """Whether a shape lies on its side: nearer to a quarter turn than to none."""
    transform = _transform(element)
    turn = transform.get("rot") if transform is not None else None
    return turn is not None and 45 <= integer(turn) % _FULL_TURN / _DEGREE % 180 <= 135


def _turned(box: Box) -> Box:
    """The box of a shape that lies on its side."""
    middle, centre = box.x + box.width / 2, box.y + box.height / 2
    return Box(middle - box.height / 2, centre - box.width / 2, box.height, box.width)


def _kind(element: etree._Element) -> Kind | None:
    if element.tag != _FRAME:
        return _KINDS.get(element.tag)
    data = next(element.iter(a("graphicData")), None)
    uri = data.get("uri") or "" if data is not None else ""
    if uri.endswith("/table"):
        return "table" if next(element.iter(_TABLE), None) is not None else "other"
    return "chart" if uri == C else "other"


def _holders_of(root: etree._Element) -> list[tuple[tuple[str, str | None], etree._Element]]:
    found = []
    for element in root.iter(_SHAPE):
        mark = child(child(element[0], _APPLICATION), _HOLDER) if len(element) else None
        if mark is not None:
            found.append(((mark.get("type") or "obj", mark.get("idx")), element))
    return found


def _match(
    known: list[tuple[tuple[str, str | None], etree._Element]], kind: str, number: str | None
) -> tuple[tuple[str, str | None], etree._Element] | None:
    """The placeholder with the same number, or else, for what a layout has only one of, of the same kind."""
    if number is not None:
        same = next((item for item in known if item[0][1] == number), None)
        if same is not None or _master_kind(kind) == "body":
            return same
    return next((item for item in known if _master_kind(item[0][0]) == _master_kind(kind)), None)


def _master_kind(kind: str) -> str:
    if kind in TITLES:
        return "title"
    return kind if kind in _MARGINAL else "body"


def _style_name(kind: str) -> str:
    return p({"title": "titleStyle", "body": "bodyStyle"}.get(_master_kind(kind), "otherStyle"))


def _own_box(element: etree._Element) -> Box | None:
    transform = _transform(element)
    offset, extent = child(transform, _OFFSET), child(transform, _EXTENT)
    if offset is None or extent is None:
        return None
    return _box(offset, extent)


def _transform(element: etree._Element) -> etree._Element | None:
    if element.tag == _FRAME:
        return child(element, _FRAME_TRANSFORM)
    properties = child(element, _SHAPE_PROPERTIES)
    return child(properties if properties is not None else child(element, _GROUP_PROPERTIES), _TRANSFORM)


def _box(offset: etree._Element, extent: etree._Element) -> Box:
    return Box(length(offset.get("x")), length(offset.get("y")), length(extent.get("cx")), length(extent.get("cy")))


def _inner(group: etree._Element, outer: Box) -> _Scale:
    """How the units inside a group become the slide's."""
    transform = _transform(group)
    offset, extent = child(transform, _CHILD_OFFSET), child(transform, _CHILD_EXTENT)
    if offset is None or extent is None:
        return _Scale()
    own = _box(offset, extent)
    x = outer.width / own.width if own.width else 1.0
    y = outer.height / own.height if own.height else 1.0
    return _Scale(x, y, outer.x - own.x * x, outer.y - own.y * y)
