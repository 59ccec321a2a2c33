"""The letters of a Word file with their colour and what they stand on: styles, tables, shading and shapes resolved.

In: the places of a file and the colours of its theme. Out: `Letters`, story by story. An automatic colour is none,
since Word picks black or white by the ground; a picture or a gradient is no ground. What has been resolved once is
kept: most paragraphs and runs say the same as others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from pipeline.ooxml.attributes import is_on, number
from pipeline.ooxml.contrast.letters import UNKNOWN, Grounds, Letters, Shown, known, written
from pipeline.ooxml.dialect import FALLBACK, WORD, WP, A, R, a, w
from pipeline.ooxml.textbody import child as child_of
from pipeline.ooxml.theme_colours import ThemeColours, highlight
from pipeline.ooxml.whereabouts import Whereabouts, word_stories
from pipeline.ooxml.word_styles import WRAPPERS, Layer, TableStyles, WordStyles, inside

_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
_WALKED = WRAPPERS | {w("footnote"), w("endnote")}
_ANCHOR, _BOX, _DRAWN = f"{{{WP}}}anchor", w("txbxContent"), w("drawing")
_PARAGRAPH_PROPERTIES, _RUN_PROPERTIES = w("pPr"), w("rPr")
_SHADING, _CELL_PROPERTIES = w("shd"), w("tcPr")
_CELL_SHADING, _TABLE_SHADING = f"{w('tcPr')}/{w('shd')}", f"{w('tblPr')}/{w('shd')}"
_COLOUR, _SIZE, _BOLD, _HIDDEN, _PEN = w("color"), w("sz"), w("b"), w("vanish"), w("highlight")
_BODY, _SECTION = w("body"), w("sectPr")
_REFERENCES, _TYPE, _ID = (w("headerReference"), w("footerReference")), w("type"), f"{{{R}}}id"
_VALUE, _PARAGRAPH_STYLE, _RUN_STYLE = w("val"), w("pStyle"), w("rStyle")
_PAPER = "#FFFFFF"
_AUTOMATIC = ""
_PLAIN_SIZE = 10.0

Said = tuple[object, ...]
"""What properties say, as a key: two that say the same are equal."""


class On(NamedTuple):
    """What letters stand on and in: the ground, the looks of the table around, the colour of automatic letters."""

    grounds: Grounds
    layer: Layer = ()
    automatic: str = _AUTOMATIC


@dataclass(frozen=True, slots=True)
class Ink:
    """How letters look. `shade` is what they are shaded with: None for nothing."""

    colour: str = _AUTOMATIC
    shade: tuple[str, ...] | None = None
    size: float = _PLAIN_SIZE
    bold: bool = False
    hidden: bool = False


class WordLetters:
    """The letters of one Word file; `shown` tells which pieces of a paragraph are seen.

    Once it has been walked, `drawings` holds what each paragraph with a drawing stands on.
    """

    def __init__(self, at: Whereabouts, colours: ThemeColours, shown: Shown = written) -> None:
        self._at = at
        self._colours = colours
        self._shown = shown
        self.drawings: dict[etree._Element, Grounds] = {}
        self._defaults = self._default_properties()
        self._styles = WordStyles(self._part("styles"))
        self._grounds: dict[tuple[Said, Layer, Grounds], tuple[Layer, Grounds]] = {}
        self._shades: dict[Layer, tuple[str, ...] | None] = {}
        self._floats: dict[str, tuple[str, ...]] = {}
        self._inks: dict[tuple[Layer, Said], Ink] = {}

    def stories(self) -> tuple[str, ...]:
        """The parts with text: the body first."""
        return word_stories(self._at.package, self._at.main)

    def __iter__(self) -> Iterator[Letters]:
        paper = self._paper()
        behind = {part: self._floating(self._at.tree(part), behind_only=True) for part in self.stories()}
        for part in self.stories():
            root = self._at.tree(part)
            if part == self._at.main:
                yield from self._sections(part, root, (paper, *behind[part]), behind)
            else:
                yield from self._walk(part, root, On(known((paper, *behind[self._at.main], *behind[part]))))

    def _part(self, kind: str) -> etree._Element | None:
        found = self._at.package.related(self._at.main, kind)
        return self._at.tree(found[0].target) if found and found[0].target in self._at.package.parts else None

    def _default_properties(self) -> Layer:
        styles = self._part("styles")
        return () if styles is None else tuple(styles.findall(f"{w('docDefaults')}/{w('rPrDefault')}"))

    def _paper(self) -> str:
        background = self._at.tree(self._at.main).find(w("background"))
        settings = self._part("settings")
        shown = settings is not None and settings.find(w("displayBackgroundShape")) is not None
        found = self._colours.written(background, "color") if background is not None and shown else None
        return found or _PAPER

    # --- what stands in what ---

    def _sections(
        self, part: str, root: etree._Element, page: tuple[str, ...], behind: Mapping[str, list[str]]
    ) -> Iterator[Letters]:
        """The body, section by section: what a header draws behind the text is there on its section's pages only."""
        headers: dict[str, str] = {}
        grounds: list[Grounds] = []
        for section in root.iter(_SECTION):
            for item in section.iterchildren(*_REFERENCES):
                relation = self._at.package.relationships.get(part, {}).get(item.get(_ID) or "")
                headers[f"{item.tag} {item.get(_TYPE)}"] = relation.target if relation else ""
            drawn = (fill for name in dict.fromkeys(headers.values()) for fill in behind.get(name, ()))
            grounds.append(known((*page, *drawn)))
        body = root.find(_BODY)
        place = 0
        for child in () if body is None else body.iterchildren(etree.Element):
            yield from self._block(part, child, On(grounds[place] if place < len(grounds) else known(page)))
            place += child_of(child_of(child, _PARAGRAPH_PROPERTIES), _SECTION) is not None

    def _walk(self, part: str, holder: etree._Element, on: On) -> Iterator[Letters]:
        for child in holder.iterchildren(etree.Element):
            yield from self._block(part, child, on)

    def _block(self, part: str, block: etree._Element, on: On) -> Iterator[Letters]:
        if block.tag == WORD.paragraph:
            yield from self._paragraph(part, block, on)
            if next(block.iter(_DRAWN, _BOX), None) is not None:
                self.drawings[block] = self._of_paragraph(child_of(block, _PARAGRAPH_PROPERTIES), on)[1]
                yield from self._boxes(part, block, on)
        elif block.tag == WORD.table:
            yield from self._table(part, block, on)
        elif block.tag in _WALKED:
            yield from self._walk(part, block, on)

    def _table(self, part: str, table: etree._Element, on: On) -> Iterator[Letters]:
        whole = self._shading(table.find(_TABLE_SHADING))
        under = on if whole is None else on._replace(grounds=whole)
        styles = TableStyles(table, self._styles)
        rows = list(inside(table, WORD.row))
        for place, row in enumerate(rows):
            first, between, last = styles.row(place, len(rows))
            cells = list(inside(row, WORD.cell))
            for column, cell in enumerate(cells):
                layer = first if column == 0 else last if column == len(cells) - 1 else between
                yield from self._walk(part, cell, self._in_cell(cell, layer, under))

    def _in_cell(self, cell: etree._Element, layer: Layer, under: On) -> On:
        found = self._shading(child_of(child_of(cell, _CELL_PROPERTIES), _SHADING))
        if found is None:
            if layer not in self._shades:
                said = (self._shading(holder.find(_CELL_SHADING)) for holder in reversed(layer))
                self._shades[layer] = next((item for item in said if item is not None), None)
            found = self._shades[layer]
        return On(under.grounds if found is None else known(found), layer, under.automatic)

    def _boxes(self, part: str, paragraph: etree._Element, on: On) -> Iterator[Letters]:
        """The text boxes that hang on a paragraph."""
        for content in paragraph.iter(_BOX):
            ancestors = list(content.iterancestors())
            around = ancestors[: ancestors.index(paragraph)]
            if any(item.tag in (FALLBACK, WORD.paragraph) for item in around):
                continue
            shape = next((item for item in around if item.tag == f"{_WPS}wsp"), None)
            yield from self._walk(part, content, self._in_shape(shape, part, on, grouped=_in_group(around)))

    def _in_shape(self, shape: etree._Element | None, part: str, on: On, *, grouped: bool) -> On:
        if shape is None:
            return On(None)
        fill = self._fill(shape)
        style = shape.find(f"{_WPS}style/{a('fontRef')}")
        automatic = (self._colours.drawn(style) or _AUTOMATIC) if style is not None else _AUTOMATIC
        if fill is not None:
            return On(known((fill,)), automatic=automatic)
        under = on.grounds or (UNKNOWN,)
        return On(None if grouped else known((*under, *self._others(part))), automatic=automatic)

    def _others(self, part: str) -> tuple[str, ...]:
        """What floats anywhere in a part, each fill once: a clear box may lie over any of it."""
        if part not in self._floats:
            found = self._floating(self._at.tree(part), behind_only=False)
            self._floats[part] = tuple(dict.fromkeys(found))
        return self._floats[part]

    def _fill(self, shape: etree._Element) -> str | None:
        """A shape's fill: a colour, `UNKNOWN` for one that is no plain colour, None for none."""
        properties = shape.find(f"{_WPS}spPr")
        for item in properties.iterchildren(etree.Element) if properties is not None else ():
            name = etree.QName(item).localname
            if name == "noFill":
                return None
            if name == "solidFill":
                return self._colours.drawn(item) or UNKNOWN
            if name in ("gradFill", "blipFill", "pattFill", "grpFill"):
                return UNKNOWN
        style = shape.find(f"{_WPS}style/{a('fillRef')}")
        if style is None or style.get("idx") == "0":
            return None
        return self._colours.drawn(style) or UNKNOWN

    def _floating(self, root: etree._Element, *, behind_only: bool) -> list[str]:
        """The fills of what floats over or under a part's text; `UNKNOWN` for pictures."""
        found: list[str] = []
        for anchor in root.iter(_ANCHOR):
            if behind_only and anchor.get("behindDoc") not in ("1", "true"):
                continue
            shapes = [fill for item in anchor.iter(f"{_WPS}wsp") if (fill := self._fill(item)) is not None]
            found += shapes + [UNKNOWN for _ in anchor.iter(f"{{{A}}}blip")]
        return found

    # --- letters ---

    def _paragraph(self, part: str, paragraph: etree._Element, on: On) -> Iterator[Letters]:
        found = self._shown(paragraph, WORD)
        if not found:
            return
        holders, ground = self._of_paragraph(child_of(paragraph, _PARAGRAPH_PROPERTIES), on)
        for piece in found:
            run = piece.element.getparent()
            if run is None or run.tag != WORD.run:
                run = next(piece.element.iterancestors(WORD.run), piece.element)
            ink = self._ink(holders, child_of(run, _RUN_PROPERTIES))
            colour = ink.colour or on.automatic
            grounds = ground if ink.shade is None else known(ink.shade)
            if not ink.hidden:
                yield Letters(part, paragraph, piece.start, piece.end, colour, grounds or (), ink.size, ink.bold)

    def _of_paragraph(self, properties: etree._Element | None, on: On) -> tuple[Layer, Grounds]:
        """The styles of a paragraph, the weakest first, and what it stands on."""
        style, own = child_of(properties, _PARAGRAPH_STYLE), child_of(properties, _SHADING)
        named = "" if style is None else style.get(_VALUE) or ""
        key = ((named, *(() if own is None else own.items())), on.layer, on.grounds)
        if key not in self._grounds:
            chain = (*on.layer, *self._styles.chain(named))
            said = (own, *(item.find(f"{_PARAGRAPH_PROPERTIES}/{_SHADING}") for item in reversed(chain)))
            shaded = self._shading(next((item for item in said if item is not None), None))
            self._grounds[key] = (*self._defaults, *chain), on.grounds if shaded is None else known(shaded)
        return self._grounds[key]

    def _ink(self, holders: Layer, own: etree._Element | None) -> Ink:
        key = (holders, _said(own))
        if key not in self._inks:
            ink = Ink()
            named = None if own is None else own.find(_RUN_STYLE)
            style = "" if named is None else named.get(_VALUE) or ""
            for holder in (*holders, *(self._styles.chain(style, "character") if style else ())):
                said = holder.find(_RUN_PROPERTIES)
                ink = ink if said is None else self._changed(ink, said)
            self._inks[key] = ink if own is None else self._changed(ink, own)
        return self._inks[key]

    def _changed(self, ink: Ink, said: etree._Element) -> Ink:
        """Letters as they look after one holder's run properties."""
        shading, pen, colour, size = (said.find(name) for name in (_SHADING, _PEN, _COLOUR, _SIZE))
        shade = ink.shade if shading is None else self._shading(shading)
        if pen is not None and pen.get(_VALUE) not in (None, "none"):
            shade = (highlight(pen.get(_VALUE) or "") or UNKNOWN,)
        return Ink(
            ink.colour if colour is None else self._colours.written(colour) or _AUTOMATIC,
            shade,
            ink.size if size is None else number(size.get(_VALUE), 2 * ink.size) / 2,
            _switched(said.find(_BOLD), ink.bold),
            _switched(said.find(_HIDDEN), ink.hidden),
        )

    def _shading(self, element: etree._Element | None) -> tuple[str, ...] | None:
        """The colour of a shading; `UNKNOWN` for a pattern, None where nothing is shaded."""
        if element is None:
            return None
        kind = element.get(_VALUE) or "clear"
        if kind == "solid":
            return (self._colours.written(element, "color", "themeColor") or "#000000",)
        fill = self._colours.written(element, "fill", "themeFill")
        if kind in ("clear", "nil"):
            return None if fill is None or kind == "nil" else (fill,)
        return (UNKNOWN,)


def _said(properties: etree._Element | None) -> Said:
    return () if properties is None else tuple((item.tag, *item.items()) for item in properties)


def _switched(element: etree._Element | None, otherwise: bool) -> bool:
    return otherwise if element is None else is_on(element.get(_VALUE), otherwise=True)


def _in_group(around: Sequence[etree._Element]) -> bool:
    return any(item.tag in (f"{_WPG}wgp", f"{_WPG}grpSp") for item in around)
