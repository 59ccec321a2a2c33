"""The text of a Word paragraph as lines: what of it shows, where it breaks, how high each line stands.

In: a paragraph, its layout and the width of its column. Out: the heights of its lines, in stretches that page breaks
part, and its bookmarks. All lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from pipeline.filling.fitting.measuring import wrap
from pipeline.filling.fitting.metrics import face
from pipeline.filling.pages.page_flow import Start
from pipeline.filling.pages.page_looks import Layout, Looks, Type
from pipeline.filling.pages.page_values import TWIP
from pipeline.ooxml.attributes import EMU, number
from pipeline.ooxml.dialect import ALTERNATIVES, MC, WP, w
from pipeline.ooxml.textbody import Paragraph, Run

_CHOICE = f"{{{MC}}}Choice"

_RUN, _RUN_PROPERTIES, _TEXT, _BOOKMARK, _BREAK = w("r"), w("rPr"), w("t"), w("bookmarkStart"), w("br")
_DRAWING, _INLINE, _ANCHOR, _EXTENT = w("drawing"), f"{{{WP}}}inline", f"{{{WP}}}anchor", f"{{{WP}}}extent"
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}"}
_HOLDERS = {
    w(name)
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir")
} | {_CHOICE, ALTERNATIVES}
_TOP_AND_BOTTOM = f"{{{WP}}}wrapTopAndBottom"
_BREAKS: dict[str, Start] = {"page": "page", "column": "column"}
_ALMOST = 1e-6
_DESCENT = 0.25
"""How far, in sizes, Calibri's letters reach below the line that pictures stand on."""


LineBox = tuple[float, float]
"""A line's height, and how much of it, at its foot, is only the space that a multiple of lines leaves empty."""


@dataclass(slots=True)
class Stretch:
    """Text that no page break parts. `pictures` are the widths and heights of what stands in its lines."""

    start: Start = ""
    runs: list[Run] = field(default_factory=list)
    pictures: list[tuple[float, float]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be seen of it."""
        return not self.runs and not self.pictures


@dataclass(slots=True)
class Text:
    """What a paragraph shows: at least one stretch, and the names of the bookmarks that begin in it. `mark` is the
    type of the paragraph's end where it tells: an empty line is as high as that."""

    element: etree._Element
    layout: Layout
    mark: Type
    stretches: list[Stretch] = field(default_factory=lambda: [Stretch()])
    bookmarks: list[str] = field(default_factory=list)

    def add(self, text: str, type_: Type) -> None:
        """Adds text to the last stretch."""
        shown = text.upper() if type_.capitals else text
        run = Run(None, shown, type_.size, type_.bold, type_.italic, type_.font, type_.tracking)
        self.stretches[-1].runs.append(run)


def read_text(paragraph: etree._Element, layout: Layout, looks: Looks) -> Text:
    """What a paragraph shows."""
    found = Text(paragraph, layout, layout.type)
    _read(paragraph, looks, found)
    last = found.stretches[-1]
    if last.pictures or not last.runs:
        found.mark = looks.mark(paragraph, layout)
    return found


def _read(holder: etree._Element, looks: Looks, found: Text) -> None:
    for child in holder:
        tag = child.tag
        if tag == _RUN:
            properties = child.find(_RUN_PROPERTIES)
            type_ = found.layout.type
            _read_run(child, type_ if properties is None else looks.type(type_, properties), found)
        elif tag == _BOOKMARK:
            found.bookmarks.append(child.get(w("name")) or "")
        elif tag in _HOLDERS:
            _read(child, looks, found)


def _read_run(run: etree._Element, type_: Type, found: Text) -> None:
    if type_.hidden:
        return
    for child in run:
        tag = child.tag
        if tag == _TEXT:
            if child.text:
                found.add(child.text, type_)
        elif tag in _SIGNS:
            found.add(_SIGNS[tag], type_)
        elif tag == _BREAK:
            _read_break(child.get(w("type")) or "", type_, found)
        elif tag in (_DRAWING, ALTERNATIVES):
            found.stretches[-1].pictures += _pictures(child)


def _read_break(kind: str, type_: Type, found: Text) -> None:
    if kind in _BREAKS:
        found.stretches.append(Stretch(_BREAKS[kind]))
    else:
        found.add("\n", type_)


def _pictures(element: etree._Element) -> list[tuple[float, float]]:
    """Pictures and charts that stand in the text. Those that text flows round take no room of their own."""
    found = []
    for drawing in [element] if element.tag == _DRAWING else element.iterfind(f"{_CHOICE}/{_DRAWING}"):
        for frame in drawing.iterchildren(_INLINE, _ANCHOR):
            extent = frame.find(_EXTENT)
            above_and_below = frame.find(_TOP_AND_BOTTOM) is not None
            if extent is not None and (frame.tag == _INLINE or above_and_below):
                across, high = (number(extent.get(name)) or 0.0 for name in ("cx", "cy"))
                found.append((across / EMU, high / EMU))
    return found


def lines(text: Text, place: int, room: float) -> list[LineBox]:
    """The lines of the stretch at `place` in a column `room` wide; at least one, since an empty paragraph takes a line
    too."""
    stretch, layout = text.stretches[place], text.layout
    runs = _without_last_column(stretch.runs) if layout.last_column else stretch.runs
    natural: list[float] = []
    if runs:
        look = layout.look._replace(indent=0.0) if place else layout.look
        paragraph = Paragraph(text.element, tuple(runs), look, 0, text.mark.size)
        natural = [line.height for line in wrap(paragraph, room, layout.manner)]
    elif not stretch.pictures:
        natural = [_natural(text.mark)]
    if stretch.pictures:
        return _with_pictures(stretch.pictures, natural, text, room - layout.text_left - layout.right)
    return [_leaded(height, layout) for height in natural]


def _natural(type_: Type) -> float:
    return face(type_.font, type_.bold, type_.italic).line * type_.size


def _with_pictures(pictures: list[tuple[float, float]], natural: list[float], text: Text, room: float) -> list[LineBox]:
    """Pictures stand beside each other as long as they have room; text that goes with them begins on the first line."""
    rows: list[float] = []
    filled = room
    for across, high in pictures:
        if rows and filled + across <= room + 1:
            filled += across
            rows[-1] = max(rows[-1], high)
        else:
            filled = across
            rows.append(high)
    layout, line = text.layout, _natural(text.mark)
    below = _DESCENT * text.mark.size if natural else 0.0
    set_rows = [_leaded(max(high + below, line), layout, line) for high in rows]
    return set_rows + [_leaded(height, layout) for height in natural[1:]]


def _leaded(height: float, layout: Layout, letters: float | None = None) -> LineBox:
    """A line after the paragraph's line spacing, in whole twips as programs count. A multiple is one of the letters'
    height, which is not the line's where a picture stands in it."""
    if layout.rule == "exact":
        return layout.line, 0.0
    whole = round(height / TWIP)
    if layout.rule == "atLeast":
        return max(whole * TWIP, layout.line), 0.0
    counted = whole if letters is None else round(letters / TWIP)
    added = int(counted * layout.line + _ALMOST) - counted
    return (whole + added) * TWIP, max(added, 0) * TWIP


def _without_last_column(runs: list[Run]) -> list[Run]:
    """The runs before the last tab: what follows it stands in the same line."""
    return runs[: max((place for place, run in enumerate(runs) if run.text == "\t"), default=len(runs))]
