"""Fonts in a template that its brand does not have: they stay as typed when the brand changes.

In: the places of a template's file and the brand. Out: a warning for each such font in a part, at its first place.
Theme fonts follow the brand, and symbol fonts print signs; both are let be. So are the labels of lists.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.filling.checks.seen import printed
from pipeline.ooxml.dialect import FALLBACK, POWERPOINT, WORD, Dialect, a, p, w
from pipeline.ooxml.text import text_of
from pipeline.ooxml.whereabouts import Anchor, Told, Whereabouts, path_of, word_stories
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Place
from pipeline.vocabulary.quoting import marked

_SYMBOLS = frozenset(
    "cambria math,marlett,mt extra,segoe ui emoji,segoe ui symbol,symbol,webdings,wingdings,wingdings 2,wingdings 3,"
    "zapf dingbats,zapfdingbats".split(",")
)
_USED_STYLES = (w("pStyle"), w("rStyle"), w("tblStyle"))
_CONTENTS = "toc "


@dataclass(frozen=True, slots=True)
class _Use:
    """A font where it is asked for: the element of a text, with the letters, or of a style, with its name."""

    part: str
    element: etree._Element
    font: str
    start: int = 0
    end: int = 0
    style: str = ""


def foreign_fonts(at: Whereabouts, name: str, brand: Brand) -> Iterator[Told]:
    """The warnings about a template's fonts; `name` is the template's."""
    own = (brand.heading_font, brand.body_font)
    allowed = {*_SYMBOLS, *(font.casefold() for font in own)}
    found: dict[tuple[str, str], list[_Use]] = {}
    for use in _word(at) if at.dialect is WORD else _slides(at):
        if use.font and not use.font.startswith("+") and use.font.casefold() not in allowed:
            found.setdefault((use.part, use.font), []).append(use)
    for uses in found.values():
        yield _told(uses, at, name, own)


def _told(uses: list[_Use], at: Whereabouts, name: str, own: tuple[str, ...]) -> Told:
    first = uses[0]
    near = difflib.get_close_matches(first.font.casefold(), [font.casefold() for font in own], 1, 0.4)
    nearest = next((font for font in own if near and font.casefold() == near[0]), own[-1])
    values: dict[str, FindingValue] = {"font": first.font, "nearest": nearest, "count": len(uses)}
    where = at.place(first.part, first.element)
    said = ""
    if first.style:
        where = Phrase("place.style", name=first.style)
    elif first.end:
        text = text_of(first.element, at.dialect)
        said = Phrase("place.text", text=marked(text, first.start, first.end))
    anchor = Anchor(first.part, path_of(first.element), first.start, first.end)
    return Told(Finding("TP015", Place(name, where, said), values), anchor)


def _word(at: Whereabouts) -> Iterator[_Use]:
    stories = word_stories(at.package, at.main)
    for part in stories:
        for paragraph in at.tree(part).iter(w("p")):
            yield from _runs(part, paragraph, WORD)
    for item in at.package.related(at.main, "styles"):
        root = at.tree(item.target)
        for style in _used_styles(at, root, stories):
            shown = style.find(w("name"))
            title = (shown.get(w("val")) if shown is not None else None) or style.get(w("styleId")) or ""
            yield _Use(item.target, style, _word_font(style.find(w("rPr"))), style=title)
        for defaults in root.iterfind(f"{w('docDefaults')}/{w('rPrDefault')}"):
            yield _Use(item.target, defaults, _word_font(defaults.find(w("rPr"))))


def _used_styles(at: Whereabouts, root: etree._Element, stories: Sequence[str]) -> Iterator[etree._Element]:
    """The styles that the template's texts use, with their bases; those of contents lists, which we write."""
    styles = {item.get(w("styleId")) or "": item for item in root.iter(w("style"))}
    named = [item.get(w("val")) or "" for part in stories for item in at.tree(part).iter(*_USED_STYLES)]
    named += [name for name, item in styles.items() if item.get(w("default")) == "1" or _is_contents(item)]
    used: set[str] = set()
    while named:
        name = named.pop()
        if name in styles and name not in used:
            used.add(name)
            based = styles[name].find(w("basedOn"))
            named += [based.get(w("val")) or ""] if based is not None else []
    return (item for name, item in styles.items() if name in used)


def _is_contents(style: etree._Element) -> bool:
    name = style.find(w("name"))
    return name is not None and (name.get(w("val")) or "").lower().startswith(_CONTENTS)


def _runs(part: str, paragraph: etree._Element, dialect: Dialect) -> Iterator[_Use]:
    if any(item.tag == FALLBACK for item in paragraph.iterancestors()):
        return
    for piece in printed(paragraph, dialect):
        run = piece.element.getparent()
        properties = run.find(dialect.run_properties) if run is not None else None
        font = _word_font(properties) if dialect is WORD else _drawn_font(properties)
        if font:
            yield _Use(part, paragraph, font, piece.start, piece.end)


def _word_font(properties: etree._Element | None) -> str:
    fonts = properties.find(w("rFonts")) if properties is not None else None
    if fonts is None or fonts.get(w("asciiTheme")) or fonts.get(w("hAnsiTheme")):
        return ""
    return fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or ""


def _drawn_font(properties: etree._Element | None) -> str:
    latin = properties.find(a("latin")) if properties is not None else None
    return (latin.get("typeface") or "") if latin is not None else ""


def _slides(at: Whereabouts) -> Iterator[_Use]:
    for part in at.slides:
        yield from _texts(at, part, holders=True)
        yield from _levels(at, part)
        for chart in at.package.related(part, "chart"):
            if chart.target in at.package.parts:
                yield from (_Use(chart.target, item, item.get("typeface") or "") for item in _latins(at, chart.target))
    for part in _designs(at):
        yield from _texts(at, part, holders=False)
        yield from _levels(at, part)
    yield from (_Use(at.main, item, item.get("typeface") or "") for item in _latins(at, at.main))


def _latins(at: Whereabouts, part: str) -> Iterator[etree._Element]:
    return at.tree(part).iter(a("latin"))


def _designs(at: Whereabouts) -> list[str]:
    """The layouts in use and their masters."""
    layouts = [item.target for slide in at.slides for item in at.package.related(slide, "slideLayout")]
    masters = [item.target for layout in layouts for item in at.package.related(layout, "slideMaster")]
    return [part for part in dict.fromkeys((*layouts, *masters)) if part in at.package.parts]


def _texts(at: Whereabouts, part: str, *, holders: bool) -> Iterator[_Use]:
    for paragraph in at.tree(part).iter(a("p")):
        shape = next(paragraph.iterancestors(p("sp")), None)
        if holders or shape is None or next(shape.iter(p("ph")), None) is None:
            yield from _runs(part, paragraph, POWERPOINT)


def _levels(at: Whereabouts, part: str) -> Iterator[_Use]:
    """The fonts of list styles: what text gets that says nothing itself."""
    for latin in _latins(at, part):
        levels = latin.getparent()
        if levels is not None and levels.tag == a("defRPr"):
            holder = next((item for item in latin.iterancestors(a("lstStyle"), p("txStyles"))), None)
            if holder is not None:
                yield _Use(part, latin, latin.get("typeface") or "")
