"""The text of a shape or a table cell with its true looks: size, weight, font, spacing, indents, all resolved.

In: a text body and the list styles it inherits from, nearest first. Out: `Paragraph`s of `Run`s, which keep their
elements so that sizes can be written back. All lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.ooxml.dialect import a

EMU = 12_700
"""The units of Office files in one point."""

PROPERTIES, RUN_PROPERTIES, END = a("pPr"), a("rPr"), a("endParaRPr")
RUN, FIELD, BREAK, TEXT, PARAGRAPH = a("r"), a("fld"), a("br"), a("t"), a("p")
_DEFAULTS, _LATIN = a("defRPr"), a("latin")
_LEVELS = tuple(a(f"lvl{number}pPr") for number in range(1, 10))
_LINE, _BEFORE, _AFTER, _TABS = a("lnSpc"), a("spcBef"), a("spcAft"), a("tabLst")
NUMBER = a("buAutoNum")
BULLETS = {a("buChar"): True, NUMBER: True, a("buBlip"): True, a("buNone"): False}
"""What stands before a paragraph, and whether anything shows."""
_OWN_SIZE = 18.0
_INCH = 72.0


def child(element: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child with a tag; much faster than `find`."""
    return None if element is None else next(element.iterchildren(tag), None)


@dataclass(frozen=True, slots=True)
class Spacing:
    """Room between lines or paragraphs: `exact` points, or else a multiple of the line's own height."""

    value: float
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How text of one level looks. `left` and `right` are margins, `indent` is added for the first line,
    `tracking` is added after each character, `tab` is the distance of tab stops that nobody set. `numbering` is the
    kind of an automatic number ("arabicPeriod") and `start` its first value."""

    size: float = _OWN_SIZE
    bold: bool = False
    italic: bool = False
    font: str = ""
    capitals: bool = False
    tracking: float = 0.0
    left: float = 0.0
    right: float = 0.0
    indent: float = 0.0
    line: Spacing = Spacing(1.0)
    before: Spacing = Spacing(0.0, exact=True)
    after: Spacing = Spacing(0.0, exact=True)
    bullet: bool = False
    numbering: str = ""
    start: int = 1
    tab: float = _INCH
    tabs: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look; a line break is the text "\\n". `element` is None for the mark at a paragraph's end."""

    element: etree._Element | None
    text: str
    size: float
    bold: bool
    italic: bool
    font: str
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its runs, its level's look with its own changes, and the size of its end mark."""

    element: etree._Element
    runs: tuple[Run, ...]
    look: Look
    level: int
    end: float

    @property
    def text(self) -> str:
        """The text with its line breaks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The theme's two fonts, which text names as `+mj-lt` and `+mn-lt`."""

    heading: str = "Calibri"
    body: str = "Calibri"

    def name(self, typeface: str) -> str:
        """A font's own name."""
        return {"+mj-lt": self.heading, "+mn-lt": self.body, "": self.body}.get(typeface, typeface)


def fonts_of(theme: etree._Element | None) -> Fonts:
    """The fonts of a theme part."""
    if theme is None:
        return Fonts()
    names = []
    for kind in ("majorFont", "minorFont"):
        latin = theme.find(f".//{a(kind)}/{_LATIN}")
        names.append((latin.get("typeface") if latin is not None else None) or "Calibri")
    return Fonts(*names)


def look_of(styles: Sequence[etree._Element], level: int) -> Look:
    """The look of a level (0 to 8) after list styles, nearest first."""
    look = Look()
    for style in reversed(styles):
        properties = child(style, _LEVELS[level])
        if properties is not None:
            look = _changed(look, properties)
            defaults = child(properties, _DEFAULTS)
            if defaults is not None:
                look = _recast(look, defaults)
    return look


def paragraphs(body: etree._Element, look: Callable[[int], Look], fonts: Fonts) -> tuple[Paragraph, ...]:
    """The paragraphs of a text body; `look` gives the look of each level."""
    return tuple(_paragraph(element, look, fonts) for element in body.iterchildren(PARAGRAPH))


def _paragraph(element: etree._Element, look: Callable[[int], Look], fonts: Fonts) -> Paragraph:
    level, end = 0, 0.0
    runs: list[Run] = []
    own: Look | None = None
    for item in element:
        tag = item.tag
        if tag == PROPERTIES:
            level = min(int(item.get("lvl") or 0), len(_LEVELS) - 1)
            own = _changed(look(level), item)
        elif tag in (RUN, FIELD, BREAK):
            own = own or look(level)
            runs.append(_run(item, own, fonts))
        elif tag == END:
            end = _points(item.get("sz"), 0.0)
    own = own or look(level)
    return Paragraph(element, tuple(runs), own, level, end or own.size)


def _run(element: etree._Element, look: Look, fonts: Fonts) -> Run:
    text, properties = "", None
    for item in element:
        tag = item.tag
        if tag == TEXT:
            text = item.text or ""
        elif tag == RUN_PROPERTIES:
            properties = item
    if element.tag == BREAK:
        text = "\n"
    if properties is None:
        font = fonts.name(look.font)
        return Run(element, _cased(text, look.capitals), look.size, look.bold, look.italic, font, look.tracking)
    get = properties.get
    return Run(
        element,
        _cased(text, _flag(get("cap"), look.capitals)),
        _points(get("sz"), look.size),
        _flag(get("b"), look.bold),
        _flag(get("i"), look.italic),
        fonts.name(_typeface(properties, look.font)),
        _points(get("spc"), look.tracking),
    )


def _cased(text: str, capitals: bool) -> str:
    """The text as it shows; where a letter has no capital of its own, as it is, so that places in it stay true."""
    if not capitals:
        return text
    capital = text.upper()
    return capital if len(capital) == len(text) else text


def _recast(look: Look, properties: etree._Element) -> Look:
    """The look with what a level's run properties say."""
    get = properties.get
    return replace(
        look,
        size=_points(get("sz"), look.size),
        bold=_flag(get("b"), look.bold),
        italic=_flag(get("i"), look.italic),
        capitals=_flag(get("cap"), look.capitals),
        tracking=_points(get("spc"), look.tracking),
        font=_typeface(properties, look.font),
    )


def _typeface(properties: etree._Element, otherwise: str) -> str:
    latin = child(properties, _LATIN) if len(properties) else None
    return otherwise if latin is None else latin.get("typeface") or ""


def _flag(value: str | None, otherwise: bool) -> bool:
    return otherwise if value is None else value in ("1", "true", "all", "small")


_LENGTHS = {"marL": "left", "marR": "right", "indent": "indent", "defTabSz": "tab"}
_SPACES = {_LINE: "line", _BEFORE: "before", _AFTER: "after"}


def _changed(look: Look, properties: etree._Element) -> Look:
    """The look with what paragraph properties say."""
    found: dict[str, object] = {}
    for name, value in properties.items():
        if name in _LENGTHS:
            found[_LENGTHS[name]] = int(value) / EMU
    for item in properties:
        tag = item.tag
        if tag in _SPACES and len(item):
            found[_SPACES[tag]] = _spacing(item[0])
        elif tag in BULLETS:
            found |= {"bullet": BULLETS[tag], "numbering": "", "start": 1}
            if tag == NUMBER:
                found |= {"numbering": item.get("type") or "arabicPeriod", "start": int(item.get("startAt") or 1)}
        elif tag == _TABS:
            found["tabs"] = tuple(sorted(int(stop.get("pos") or 0) / EMU for stop in item))
    return replace(look, **found) if found else look  # type: ignore[arg-type]


def _spacing(element: etree._Element) -> Spacing:
    value = element.get("val") or "0"
    if element.tag == a("spcPts"):
        return Spacing(int(value) / 100, exact=True)
    return Spacing(float(value[:-1]) / 100 if value.endswith("%") else int(value) / 100_000)


def _points(value: str | None, otherwise: float) -> float:
    return int(value) / 100 if value else otherwise
