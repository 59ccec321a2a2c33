"""What the text of a slide stands on: its shape's fill, else the shapes beneath it, else the slide's background.

In: the trees of a slide, its layout and its master, with the design and the theme's colours. Out: `Grounds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.attributes import integer
from pipeline.ooxml.contrast.letters import UNKNOWN, Grounds, known
from pipeline.ooxml.dialect import a, p
from pipeline.ooxml.geometry import Box, Design, Shape
from pipeline.ooxml.textbody import child
from pipeline.ooxml.theme_colours import PLAIN_MAP, ThemeColours
from pipeline.ooxml.whereabouts import Whereabouts

_UNCLEAR = {a("gradFill"), a("blipFill"), a("pattFill"), a("grpFill")}
_FILL_STYLE = f"{p('style')}/{a('fillRef')}"
_FIRST_BACKGROUND = 1001
_SHAPE_PROPERTIES, _SOLID, _NONE = p("spPr"), a("solidFill"), a("noFill")
_SLACK = 1.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A slide (or layout) with all that shows on it: `layers` are the trees whose shapes show, the lowest first, and
    `backgrounds` those that may say what is behind them, the nearest first."""

    part: str
    design: Design
    colours: ThemeColours
    theme: etree._Element | None
    layers: tuple[etree._Element, ...]
    backgrounds: tuple[etree._Element, ...]
    drawn: dict[etree._Element, tuple[Shape, ...]]
    fills: dict[etree._Element, str | None]

    def shapes(self, root: etree._Element) -> tuple[Shape, ...]:
        """The shapes of a layer, the lowest first."""
        if root not in self.drawn:
            self.drawn[root] = self.design.shapes(root)
        return self.drawn[root]


Known = dict[str, Stage]
"""The stages of slides that were met before, by their layouts."""


def stage(at: Whereabouts, slide: str, known_stages: Known) -> Stage | None:
    """A slide on its layout and master; None when one of them is missing."""
    layout = _target(at, slide, "slideLayout")
    master = _target(at, layout, "slideMaster")
    if not layout or not master:
        return None
    roots = [at.tree(part) for part in (slide, layout, master)]
    theme_part = _target(at, master, "theme")
    theme = at.tree(theme_part) if theme_part else None
    same = known_stages.get(layout)
    defaults = at.tree(at.main).find(p("defaultTextStyle"))
    design = same.design if same else Design(roots[1], roots[2], theme=theme, defaults=defaults)
    shown = [roots[0]]
    if _shows_master(roots[0]):
        shown.append(roots[1])
        shown += [roots[2]] if _shows_master(roots[1]) else []
    mapping = _mapping(roots)
    alike = same if same and same.colours.mapping == mapping else None
    colours = alike.colours if alike else ThemeColours(theme, mapping)
    drawn, fills = same.drawn if same else {}, alike.fills if alike else {}
    made = Stage(slide, design, colours, theme, tuple(reversed(shown)), tuple(roots), drawn, fills)
    known_stages.setdefault(layout, made)
    return made


def _target(at: Whereabouts, part: str, kind: str) -> str:
    found = [item.target for item in at.package.related(part, kind) if item.target in at.package.parts]
    return found[0] if found else ""


def _shows_master(root: etree._Element) -> bool:
    return root.get("showMasterSp", "1") in ("1", "true")


def _mapping(roots: list[etree._Element]) -> Mapping[str, str]:
    for root in roots[:2]:
        own = root.find(f"{p('clrMapOvr')}/{a('overrideClrMapping')}")
        if own is not None:
            return {str(name): str(value) for name, value in own.items()}
    mapping = roots[2].find(p("clrMap"))
    return PLAIN_MAP if mapping is None else {str(name): str(value) for name, value in mapping.items()}


def under_shape(on: Stage, shape: Shape) -> Grounds:
    """What the text of a shape stands on."""
    fill = _fill_of(on, shape.element)
    return known((fill,)) if fill is not None else beneath(on, shape)


def beneath(on: Stage, shape: Shape) -> Grounds:
    """What stands under a shape: the fills of the shapes there down to the first that covers all of it."""
    fills: list[str] = []
    for other in reversed(_below(on, shape)):
        fill = UNKNOWN if other.kind in ("picture", "chart", "other") else _fill_of(on, other.element)
        if fill is None or not _overlap(other.box, shape.box):
            continue
        fills.append(fill)
        if _covers(other.box, shape.box):
            return known(fills)
    return known((*fills, _behind(on)))


def _below(on: Stage, shape: Shape) -> list[Shape]:
    """The shapes that are drawn before a shape, the lowest first; placeholders of layout and master show nothing."""
    found: list[Shape] = []
    for layer in on.layers:
        for other in on.shapes(layer):
            if other.element is shape.element:
                return found
            if layer is on.layers[-1] or not other.holder:
                found.append(other)
    return found


def _fill_of(on: Stage, element: etree._Element) -> str | None:
    """A shape's fill: a colour, `UNKNOWN` for one that is no plain colour, None for none."""
    if element not in on.fills:
        on.fills[element] = _filled(on, element)
    return on.fills[element]


def _filled(on: Stage, element: etree._Element) -> str | None:
    for holder in (element, *on.design.inherited(element)[0]):
        found = fill_said(child(holder, _SHAPE_PROPERTIES), on.colours)
        if found != "":
            return found
    style = element.find(_FILL_STYLE)
    return None if style is None else _styled(on, style, "fillStyleLst", 1)


def fill_said(properties: etree._Element | None, colours: ThemeColours) -> str | None:
    """What the properties of a shape, cell or run say of the fill: a colour, `UNKNOWN`, None for no fill; "" for
    nothing."""
    for item in properties.iterchildren(etree.Element) if properties is not None else ():
        if item.tag == _SOLID:
            return colours.drawn(item) or UNKNOWN
        if item.tag == _NONE:
            return None
        if item.tag in _UNCLEAR:
            return UNKNOWN
    return ""


def _behind(on: Stage) -> str:
    """What is behind a slide, kept beside the fills of its shapes."""
    slide = on.backgrounds[0]
    if slide not in on.fills:
        on.fills[slide] = _background(on)
    return on.fills[slide] or UNKNOWN


def _background(on: Stage) -> str:
    for root in on.backgrounds:
        ground = root.find(f"{p('cSld')}/{p('bg')}")
        if ground is None:
            continue
        own = fill_said(ground.find(p("bgPr")), on.colours)
        if own:
            return own
        style = ground.find(p("bgRef"))
        return UNKNOWN if style is None else _styled(on, style, "bgFillStyleLst", _FIRST_BACKGROUND) or UNKNOWN
    return on.colours.slot("bg1") or UNKNOWN


def _styled(on: Stage, reference: etree._Element, styles: str, first: int) -> str | None:
    """The fill of a theme's style by its number."""
    number = integer(reference.get("idx"))
    if number == 0:
        return None
    holder = on.theme.find(f".//{a(styles)}") if on.theme is not None else None
    place = number - first
    if holder is None or not 0 <= place < len(holder):
        return UNKNOWN
    item = holder[place]
    if item.tag == a("noFill"):
        return None
    colour = on.colours.drawn(item, on.colours.drawn(reference)) if item.tag == a("solidFill") else None
    return colour or UNKNOWN


def _overlap(one: Box, other: Box) -> bool:
    across = one.x < other.right - _SLACK and other.x < one.right - _SLACK
    return across and one.y < other.bottom - _SLACK and other.y < one.bottom - _SLACK


def _covers(one: Box, other: Box) -> bool:
    across = one.x <= other.x + _SLACK and one.right >= other.right - _SLACK
    return across and one.y <= other.y + _SLACK and one.bottom >= other.bottom - _SLACK
