"""How a paragraph of a Word document truly looks: its styles and their bases, its list, and what it says itself.

In: the styles and numbering parts and the theme's fonts. Out: a `Layout` for each paragraph and a `Type` for each run.
All lengths are points.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from lxml import etree

from pipeline.filling.fitting.measuring import PAGES, Manner, width
from pipeline.filling.pages.page_lists import Level, Lists
from pipeline.filling.pages.page_values import flag, indents, named_style, twips, value
from pipeline.ooxml.attributes import number
from pipeline.ooxml.dialect import w
from pipeline.ooxml.textbody import Fonts, Look
from pipeline.ooxml.word_styles import Layer, WordStyles

_AUTOMATIC = 14.0
"""The space that browsers put round a paragraph, which Word can be told to imitate."""
_VALUE = w("val")
_PARAGRAPH, _RUN = w("pPr"), w("rPr")
_PARAGRAPH_STYLE, _RUN_STYLE = w("pStyle"), w("rStyle")
_THEME_FONTS = {"major": "+mj-lt", "minor": "+mn-lt"}


@dataclass(frozen=True, slots=True)
class Type:
    """How letters look."""

    size: float = 10.0
    bold: bool = False
    italic: bool = False
    font: str = "Times New Roman"
    capitals: bool = False
    tracking: float = 0.0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Stop:
    """A tab stop. Text after any other kind than `left` is not what breaks a line."""

    at: float
    kind: str = "left"


@dataclass(frozen=True)
class Layout:
    """How a paragraph is set. `line` is a multiple when `rule` is "auto", else points. `left` and `first` are None
    where the list's own indents hold. `tab` is the distance of tab stops that nobody set. `borders` are the heights of
    the rules above and below, with what tells whether two neighbours share one frame."""

    style: str = ""
    type: Type = Type()
    hyphenated: Manner = PAGES
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    rule: str = "auto"
    left: float | None = None
    right: float = 0.0
    first: float | None = None
    level: Level | None = None
    tab: float = 36.0
    tabs: tuple[_Stop, ...] = ()
    borders: tuple[float, float, str] = (0.0, 0.0, "")
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    widows: bool = True
    contextual: bool = False
    unhyphenated: bool = False
    framed: bool = False

    @cached_property
    def text_left(self) -> float:
        """Where lines begin."""
        return self.left if self.left is not None else self.level.left if self.level else 0.0

    @cached_property
    def look(self) -> Look:
        """What the measuring of text needs to know."""
        first = self.first if self.first is not None else self.level.first if self.level else 0.0
        stops = [stop.at for stop in self.tabs if stop.kind == "left"]
        stops += [self.text_left] if first < 0 else []
        return Look(
            size=self.type.size,
            font=self.type.font,
            left=self.text_left,
            right=self.right,
            indent=self._after_label(first, stops),
            tab=self.tab,
            tabs=tuple(sorted(stops)),
        )

    @property
    def manner(self) -> Manner:
        """How its lines are filled."""
        return PAGES if self.unhyphenated else self.hyphenated

    @cached_property
    def last_column(self) -> bool:
        """Whether there is a right or centred tab stop: what stands at it does not break the line."""
        return any(stop.kind != "left" for stop in self.tabs)

    def _after_label(self, first: float, stops: list[float]) -> float:
        """Where the text of the first line begins, after the label of its list, seen from the left of the others."""
        if self.level is None or not self.level.label:
            return first
        type_ = self.type
        label = re.sub(r"%\d", "8", self.level.label) + (" " if self.level.after == "space" else "")
        ends = first + width(label, type_.font, type_.size, bold=type_.bold, italic=type_.italic)
        if self.level.after != "tab":
            return ends
        own = [stop - self.text_left for stop in stops if stop - self.text_left >= ends]
        return min(own, default=(ends // self.tab + 1) * self.tab)


class Looks:
    """The looks of one document. Made once, good for all its paragraphs."""

    def __init__(
        self,
        styles: etree._Element | None,
        numbering: etree._Element | None = None,
        fonts: Fonts | None = None,
        base: Layout | None = None,
    ) -> None:
        self._fonts = fonts or Fonts()
        self.styles = WordStyles(styles)
        self._base = base or Layout()
        self._levels = Lists(numbering)
        self._layouts: dict[tuple[str, Layer], Layout] = {}
        self._changed: dict[tuple[str, Layer, bytes], Layout] = {}
        self._types: dict[tuple[str, Type], Type] = {}
        for holder in () if styles is None else styles.iterfind(f"{w('docDefaults')}/*"):
            self._base = self._with(self._base, holder)

    def chain(self, style: str, kind: str = "paragraph") -> Layer:
        """A style and what it is based on, the root first; an unknown style is the default one of its kind."""
        return self.styles.chain(style, kind)

    def layout(self, paragraph: etree._Element, layer: Layer = ()) -> Layout:
        """How a paragraph is set; `layer` is what its table's style says."""
        properties = paragraph.find(_PARAGRAPH)
        style = "" if properties is None else named_style(properties, _PARAGRAPH_STYLE)
        key = (style, layer)
        if key not in self._layouts:
            made = self._base
            for element in (*layer, *self.chain(style)):
                made = self._with(made, element)
            self._layouts[key] = replace(made, style=style or self.styles.default())
        if properties is None or len(properties) == bool(style):
            return self._layouts[key]
        exact = (style, layer, etree.tostring(properties))
        if exact not in self._changed:
            self._changed[exact] = _changed(self._layouts[key], properties, self._levels)
        return self._changed[exact]

    def mark(self, paragraph: etree._Element, layout: Layout) -> Type:
        """How the mark at a paragraph's end looks, which gives an empty paragraph its height."""
        own = paragraph.find(f"{_PARAGRAPH}/{_RUN}")
        return layout.type if own is None else self.type(layout.type, own)

    def type(self, type_: Type, properties: etree._Element) -> Type:
        """How a run looks in a paragraph of this type."""
        style = named_style(properties, _RUN_STYLE)
        if style:
            key = (style, type_)
            if key not in self._types:
                made = type_
                for element in self.chain(style, "character"):
                    own = element.find(_RUN)
                    made = made if own is None else _recast(made, own, self._fonts)
                self._types[key] = made
            type_ = self._types[key]
        return type_ if len(properties) == bool(style) else _recast(type_, properties, self._fonts)

    def _with(self, layout: Layout, holder: etree._Element) -> Layout:
        """The layout with what a style says of paragraphs and runs, or one half of the document's defaults."""
        for part in (holder, *holder.iterchildren(w("pPrDefault"), w("rPrDefault"))):
            paragraph, run = part.find(_PARAGRAPH), part.find(_RUN)
            if paragraph is not None:
                layout = _changed(layout, paragraph, self._levels)
            if run is not None:
                layout = replace(layout, type=_recast(layout.type, run, self._fonts))
        return layout


_FLAGS = {
    w("keepNext"): "keep_next",
    w("keepLines"): "keep_lines",
    w("pageBreakBefore"): "new_page",
    w("widowControl"): "widows",
    w("contextualSpacing"): "contextual",
    w("suppressAutoHyphens"): "unhyphenated",
}


def _changed(layout: Layout, properties: etree._Element, lists: Lists) -> Layout:
    """The layout with what paragraph properties say."""
    found: dict[str, Any] = {}
    for child in properties:
        tag = child.tag
        if tag in _FLAGS:
            found[_FLAGS[tag]] = flag(child)
        elif tag in _READERS:
            found |= _READERS[tag](child)
        elif tag == w("numPr"):
            number, depth = value(child, w("numId")), value(child, w("ilvl")) or "0"
            if number:
                found |= {"level": lists.level(number, depth), "left": None, "first": None}
        elif tag == w("tabs"):
            found["tabs"] = _tabs(layout.tabs, child)
    return replace(layout, **found) if found else layout


def _spacing(element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("before", "after"):
        length = twips(element, name)
        if element.get(w(f"{name}Autospacing")) in ("1", "true", "on"):
            length = _AUTOMATIC
        if length is not None:
            found[name] = length
    line = twips(element, "line")
    if line is not None:
        found["rule"] = element.get(w("lineRule")) or "auto"
        found["line"] = line / 12 if found["rule"] == "auto" else line
    return found


def _borders(element: etree._Element) -> dict[str, Any]:
    key = "".join(f"{side.tag}{sorted(side.items())}" for side in element)
    return {"borders": (_rule(element, "top"), _rule(element, "bottom"), key)}


def _rule(element: etree._Element, side: str) -> float:
    found = element.find(w(side))
    if found is None or found.get(_VALUE) in ("nil", "none"):
        return 0.0
    return (number(found.get(w("sz"))) or 0.0) / 8 + (number(found.get(w("space"))) or 0.0)


def _tabs(known: tuple[_Stop, ...], element: etree._Element) -> tuple[_Stop, ...]:
    stops = {stop.at: stop for stop in known}
    for child in element:
        at, kind = twips(child, "pos") or 0.0, child.get(_VALUE) or "left"
        if kind == "clear":
            stops.pop(at, None)
        elif kind != "bar":
            stops[at] = _Stop(at, {"start": "left", "num": "left"}.get(kind, kind))
    return tuple(stops[at] for at in sorted(stops))


def _frame(element: etree._Element) -> dict[str, Any]:
    return {"framed": element.get(w("dropCap")) in (None, "none")}


_READERS: dict[str, Callable[[etree._Element], dict[str, Any]]] = {
    w("spacing"): _spacing,
    w("ind"): indents,
    w("pBdr"): _borders,
    w("framePr"): _frame,
}

_TYPE_FLAGS = {w("b"): "bold", w("i"): "italic", w("caps"): "capitals", w("vanish"): "hidden"}


def _recast(type_: Type, properties: etree._Element, fonts: Fonts) -> Type:
    """The type with what run properties say."""
    found: dict[str, Any] = {}
    for child in properties:
        tag = child.tag
        if tag in _TYPE_FLAGS:
            found[_TYPE_FLAGS[tag]] = flag(child)
        elif tag == w("sz"):
            found["size"] = (number(child.get(_VALUE)) or 20.0) / 2
        elif tag == w("spacing"):
            found["tracking"] = twips(child, "val") or 0.0
        elif tag == w("rFonts"):
            name = _font(child, fonts)
            if name:
                found["font"] = name
    return replace(type_, **found) if found else type_


def _font(element: etree._Element, fonts: Fonts) -> str:
    slot = element.get(w("asciiTheme")) or element.get(w("hAnsiTheme")) or ""
    if slot[:5] in _THEME_FONTS:
        return fonts.name(_THEME_FONTS[slot[:5]])
    return element.get(w("ascii")) or element.get(w("hAnsi")) or ""
