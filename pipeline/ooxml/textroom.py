"""The room that a shape gives its text: within its box, its form and its insets, in columns, upright or lying.

In: a text body, what it inherits, and the size of its shape. Out: a `TextBody`. All lengths are points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lxml import etree

from pipeline.ooxml.attributes import integer, length
from pipeline.ooxml.dialect import a, p
from pipeline.ooxml.forms import NOTHING, Loss, loss
from pipeline.ooxml.textbody import Paragraph, child

Autofit = Literal["none", "shrink", "grow"]
_AUTOFITS: dict[str, Autofit] = {a("noAutofit"): "none", a("normAutofit"): "shrink", a("spAutoFit"): "grow"}
_SHAPE_PROPERTIES, _BODY_PROPERTIES, _FORM = p("spPr"), a("bodyPr"), a("prstGeom")
_HANDLES, _HANDLE = a("avLst"), a("gd")
_SIDE, _END = "91440", "45720"
_AUTOFIT, _SCALED = "autofit", "scaled"
_UPRIGHT = ("", "horz")
_MOST_COLUMNS = 16


@dataclass(frozen=True, slots=True)
class TextBody:
    """The text of a shape and the room it has: `width` and `height` of one column within the insets.

    `wraps` is False when lines only end where the text says so, `upright` is False when the text runs up or down
    the slide. `scaled` tells that layout or master keep a scale of automatic fitting, which the shape would take over,
    `centred` that the text as a whole stands in the middle of its width.
    """

    element: etree._Element
    paragraphs: tuple[Paragraph, ...]
    width: float
    height: float
    insets: tuple[float, float]
    columns: int
    wraps: bool
    autofit: Autofit
    upright: bool = True
    scaled: bool = False
    centred: bool = False


def body_of(body: etree._Element | None) -> dict[str, str]:
    """What a text body says of its room: its attributes, with its way of automatic fitting among them."""
    properties = child(body, _BODY_PROPERTIES)
    if properties is None:
        return {}
    said = {str(name): str(value) for name, value in properties.attrib.items()}
    for item in properties:
        if item.tag in _AUTOFITS:
            said[_AUTOFIT] = _AUTOFITS[str(item.tag)]
            said[_SCALED] = "own" if len(item.attrib) else ""
    return said


def joined(bodies: Sequence[Mapping[str, str]], *, inherited: bool = False) -> dict[str, str]:
    """What the last of several bodies says, and where it says nothing, those before it."""
    joined: dict[str, str] = {}
    for said in bodies:
        joined.update(said)
    if inherited and joined.get(_SCALED):
        joined[_SCALED] = "inherited"
    return joined


class Room(NamedTuple):
    """The room of a `TextBody`, without its text."""

    width: float
    height: float
    insets: tuple[float, float]
    columns: int
    wraps: bool
    autofit: Autofit
    upright: bool
    scaled: bool
    centred: bool


def room_of(box: tuple[float, float], said: Mapping[str, str], taken: Loss, *, turned: bool) -> Room:
    """The room that a body has in a box of this width and height, of which its form has `taken` some."""
    get = said.get
    across = length(get("lIns", _SIDE)) + length(get("rIns", _SIDE))
    down = length(get("tIns", _END)) + length(get("bIns", _END))
    width, height = box[0] - across - taken.left - taken.right, box[1] - down - taken.top - taken.bottom
    upright = get("vert", "") in _UPRIGHT
    if not upright:
        width, height, across, down = height, width, down, across
    columns = min(max(integer(get("numCol"), 1), 1), _MOST_COLUMNS)
    return Room(
        width=(width - (columns - 1) * length(get("spcCol"))) / columns,
        height=height,
        insets=(across, down),
        columns=columns,
        wraps=get("wrap", "square") != "none",
        autofit=_named_autofit(get(_AUTOFIT, "")),
        upright=upright and not turned,
        scaled=get(_SCALED) == "inherited",
        centred=get("anchorCtr") in ("1", "true"),
    )


def _named_autofit(name: str) -> Autofit:
    return "shrink" if name == "shrink" else "grow" if name == "grow" else "none"


def form_of(element: etree._Element) -> etree._Element | None:
    """The form that a shape names itself."""
    return child(child(element, _SHAPE_PROPERTIES), _FORM)


def loss_of(form: etree._Element | None, width: float, height: float) -> Loss:
    """What a shape's form takes from each side of its text."""
    name = "rect" if form is None else form.get("prst") or "rect"
    if form is None or name == "rect":
        return NOTHING
    handle = child(child(form, _HANDLES), _HANDLE)
    said = (handle.get("fmla") or "").removeprefix("val ") if handle is not None else ""
    return loss(name, integer(said) / 100_000 if said.isdecimal() else None, width, height)
