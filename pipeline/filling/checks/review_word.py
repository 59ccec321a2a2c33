"""The letters of a Word template with their colour and what they stand on: styles, tables, shading and shapes resolved.

In: the places of a template's file and the colours of its theme. Out: `Letters`, story by story. Automatic colours are
left out, since Word picks black or white by the ground; so are letters whose ground is a picture or a gradient.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.filling.checks.letters import UNKNOWN, Grounds, Letters, known, printed
from pipeline.filling.pages.page_looks import Layer, Looks
from pipeline.filling.pages.page_tables import WRAPPERS, Cell, read_table
from pipeline.filling.pages.page_values import named_style, value
from pipeline.ooxml.dialect import FALLBACK, WORD, WP, A, a, w
from pipeline.ooxml.theme_colours import ThemeColours, highlight
from pipeline.ooxml.whereabouts import Whereabouts, word_stories

_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
_WALKED = WRAPPERS | {w("footnote"), w("endnote"), w("body")}
_ANCHOR, _BOX = f"{{{WP}}}anchor", w("txbxContent")
_PAPER = "#FFFFFF"
_AUTOMATIC = ""
_ANY_ROOM = 500.0


@dataclass(frozen=True, slots=True)
class _On:
    """What letters stand on and in: the ground, the looks of the table around, the colour of automatic letters."""

    grounds: Grounds
    layer: Layer = ()
    automatic: str = _AUTOMATIC


class WordLetters:
    """The letters of one Word template."""

    def __init__(self, at: Whereabouts, colours: ThemeColours) -> None:
        self._at = at
        self._colours = colours
        self._styles = self._part("styles")
        self._looks = Looks(self._styles, self._part("numbering"))
        self._behind = [
            fill for part in self.stories() for fill in self._floating(self._at.tree(part), behind_only=True)
        ]

    def stories(self) -> tuple[str, ...]:
        """The parts with text: the body first."""
        return word_stories(self._at.package, self._at.main)

    def __iter__(self) -> Iterator[Letters]:
        for part in self.stories():
            root = self._at.tree(part)
            page = known((self._paper(), *self._behind))
            yield from self._walk(part, root, _On(page))

    def _part(self, kind: str) -> etree._Element | None:
        found = self._at.package.related(self._at.main, kind)
        return self._at.tree(found[0].target) if found and found[0].target in self._at.package.parts else None

    def _paper(self) -> str:
        background = self._at.tree(self._at.main).find(w("background"))
        settings = self._part("settings")
        shown = settings is not None and settings.find(w("displayBackgroundShape")) is not None
        found = self._colours.written(background, "color") if background is not None and shown else None
        return found or _PAPER

    # --- what stands in what ---

    def _walk(self, part: str, holder: etree._Element, on: _On) -> Iterator[Letters]:
        for child in holder.iterchildren(etree.Element):
            if child.tag == WORD.paragraph:
                yield from self._paragraph(part, child, on)
                yield from self._boxes(part, child, on)
            elif child.tag == WORD.table:
                yield from self._table(part, child, on)
            elif child.tag in _WALKED:
                yield from self._walk(part, child, on)

    def _table(self, part: str, table: etree._Element, on: _On) -> Iterator[Letters]:
        whole = self._shading(table.find(f"{w('tblPr')}/{w('shd')}"))
        under = on if whole is None else replace(on, grounds=whole)
        for row in read_table(table, _ANY_ROOM, self._looks).rows:
            for cell in row.cells:
                yield from self._walk(part, cell.element, self._in_cell(cell, under))

    def _in_cell(self, cell: Cell, under: _On) -> _On:
        shades = [item.find(f"{w('tcPr')}/{w('shd')}") for item in (*cell.layer, cell.element)]
        grounds = next((found for item in reversed(shades) if (found := self._shading(item)) is not None), None)
        return replace(under, grounds=under.grounds if grounds is None else known(grounds), layer=cell.layer)

    def _boxes(self, part: str, paragraph: etree._Element, on: _On) -> Iterator[Letters]:
        """The text boxes that hang on a paragraph."""
        for content in paragraph.iter(_BOX):
            ancestors = list(content.iterancestors())
            around = ancestors[: ancestors.index(paragraph)]
            if any(item.tag in (FALLBACK, WORD.paragraph) for item in around):
                continue
            shape = next((item for item in around if item.tag == f"{_WPS}wsp"), None)
            yield from self._walk(part, content, self._in_shape(shape, part, on, grouped=_in_group(around)))

    def _in_shape(self, shape: etree._Element | None, part: str, on: _On, *, grouped: bool) -> _On:
        if shape is None:
            return _On(None)
        fill = self._fill(shape)
        style = shape.find(f"{_WPS}style/{a('fontRef')}")
        automatic = (self._colours.drawn(style) or _AUTOMATIC) if style is not None else _AUTOMATIC
        if fill is not None:
            return _On(known((fill,)), automatic=automatic)
        others = self._floating(self._at.tree(part), behind_only=False)
        under = on.grounds or (UNKNOWN,)
        return _On(None if grouped else known((*under, *others)), automatic=automatic)

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

    def _paragraph(self, part: str, paragraph: etree._Element, on: _On) -> Iterator[Letters]:
        layout = self._looks.layout(paragraph, on.layer)
        properties = paragraph.find(w("pPr"))
        style = "" if properties is None else named_style(properties, w("pStyle"))
        chain = (*on.layer, *self._looks.chain(style))
        shade = next((item for item in reversed(_all((*chain, paragraph), "pPr", "shd")) if item is not None), None)
        shaded = self._shading(shade)
        ground = on.grounds if shaded is None else known(shaded)
        for piece in printed(paragraph, WORD):
            run = next(piece.element.iterancestors(WORD.run), piece.element)
            own = run.find(w("rPr"))
            type_ = layout.type if own is None else self._looks.type(layout.type, own)
            holders = (*self._defaults(), *chain, *self._run_styles(own), run)
            grounds = self._run_ground(holders, run, ground)
            colour = self._colour(holders) or on.automatic
            if colour and grounds and not type_.hidden:
                yield Letters(part, paragraph, piece.start, piece.end, colour, grounds, type_.size, type_.bold)

    def _defaults(self) -> Sequence[etree._Element]:
        return () if self._styles is None else self._styles.findall(f"{w('docDefaults')}/{w('rPrDefault')}")

    def _run_styles(self, own: etree._Element | None) -> tuple[etree._Element, ...]:
        style = "" if own is None else named_style(own, w("rStyle"))
        return self._looks.chain(style, "character") if style else ()

    def _colour(self, holders: Sequence[etree._Element]) -> str:
        """The colour that the strongest holder says; "" when it is automatic."""
        said = next((item for item in reversed(_all(holders, "rPr", "color")) if item is not None), None)
        return (self._colours.written(said) or _AUTOMATIC) if said is not None else _AUTOMATIC

    def _run_ground(self, holders: Sequence[etree._Element], run: etree._Element, ground: Grounds) -> Grounds:
        pen = value(run, f"{w('rPr')}/{w('highlight')}")
        if pen and pen != "none":
            return known((highlight(pen) or UNKNOWN,))
        shade = next((item for item in reversed(_all(holders, "rPr", "shd")) if item is not None), None)
        shaded = self._shading(shade)
        return ground if shaded is None else known(shaded)

    def _shading(self, element: etree._Element | None) -> tuple[str, ...] | None:
        """The colour of a shading; `UNKNOWN` for a pattern, None where nothing is shaded."""
        if element is None:
            return None
        kind = element.get(w("val")) or "clear"
        if kind == "solid":
            return (self._colours.written(element, "color", "themeColor") or "#000000",)
        fill = self._colours.written(element, "fill", "themeFill")
        if kind in ("clear", "nil"):
            return None if fill is None or kind == "nil" else (fill,)
        return (UNKNOWN,)


def _all(holders: Sequence[etree._Element], *path: str) -> list[etree._Element | None]:
    way = "/".join(w(name) for name in path)
    return [item.find(way) for item in holders]


def _in_group(around: Sequence[etree._Element]) -> bool:
    return any(item.tag in (f"{_WPG}wgp", f"{_WPG}grpSp") for item in around)
