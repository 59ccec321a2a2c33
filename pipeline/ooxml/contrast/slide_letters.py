"""The letters of a deck with their colour and what they stand on: placeholders, tables and layouts resolved.

In: the places of a file (a template dressed in its brand). Out: `Letters`, slide by slide, and those that stand on the
layouts in use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline.ooxml.attributes import is_on
from pipeline.ooxml.contrast.letters import UNKNOWN, Grounds, Letters, Shown, known, written
from pipeline.ooxml.contrast.slide_grounds import Known, Stage, beneath, fill_said, stage, under_shape
from pipeline.ooxml.dialect import POWERPOINT, a, p
from pipeline.ooxml.geometry import Shape
from pipeline.ooxml.tables import PLAIN_STYLES, read_table
from pipeline.ooxml.textbody import Paragraph, Run, child
from pipeline.ooxml.theme_colours import ThemeColours
from pipeline.ooxml.whereabouts import Whereabouts

_RUN_PROPERTIES, _HYPERLINK, _CELL_PROPERTIES = a("rPr"), a("hlinkClick"), a("tcPr")
_FLAGS = ("firstRow", "lastRow", "firstCol", "lastCol", "bandRow", "bandCol")
Styles = Sequence[etree._Element]


class SlideLetters:
    """The letters of one deck; `shown` tells which pieces of a paragraph are seen."""

    def __init__(self, at: Whereabouts, shown: Shown = written) -> None:
        self._at = at
        self._shown = shown
        self._layouts: Known = {}
        self._stages: dict[str, Stage | None] = {}
        found = at.package.related(at.main, "tableStyles")
        styles = at.tree(found[0].target).iter(a("tblStyle")) if found else ()
        self._table_styles = {item.get("styleId") or "": item for item in styles}

    def __iter__(self) -> Iterator[Letters]:
        for slide in self._at.slides:
            on = self.stage(slide)
            if on is not None:
                yield from self._slide(on, slide)
        for layout, on in self._layouts.items():
            yield from self._layout(on, layout)

    def stage(self, slide: str) -> Stage | None:
        """A slide on its layout and master; None when one of them is missing."""
        if slide not in self._stages:
            self._stages[slide] = stage(self._at, slide, self._layouts)
        return self._stages[slide]

    def _slide(self, on: Stage, part: str) -> Iterator[Letters]:
        for shape in on.shapes(self._at.tree(part)):
            if shape.text is not None:
                yield from self._text(on, part, shape)
            elif shape.kind == "table":
                yield from self._table(on, part, shape)

    def _layout(self, on: Stage, part: str) -> Iterator[Letters]:
        """What a layout itself says; its placeholders only say what to type."""
        for shape in on.shapes(self._at.tree(part)):
            if shape.text is not None and not shape.holder:
                yield from self._text(on, part, shape)

    def _text(self, on: Stage, part: str, shape: Shape) -> Iterator[Letters]:
        if shape.text is None:
            return
        own = shape.text.element.find(a("lstStyle"))
        styles = (*((own,) if own is not None else ()), *on.design.inherited(shape.element)[1])
        reference = shape.element.find(f"{p('style')}/{a('fontRef')}")
        styled = on.colours.drawn(reference) if reference is not None and not shape.holder else None
        grounds = under_shape(on, shape)
        levels = _LevelColours(styles, on.colours)
        for paragraph in shape.text.paragraphs:
            yield from self._letters(on, part, paragraph, styled or levels[paragraph.level], grounds)

    def _table(self, on: Stage, part: str, shape: Shape) -> Iterator[Letters]:
        element = next(shape.element.iter(a("tbl")))
        table = read_table(element, on.design)
        looks = _TableLooks(element, self._table_styles, on.colours)
        under = beneath(on, shape)
        levels = _LevelColours(on.design.inherited(etree.Element(p("sp")))[1], on.colours)
        for place, row in enumerate(table.rows):
            for cell in row.cells:
                kinds = looks.kinds(place, len(table.rows), cell.column, len(table.columns))
                own = fill_said(child(cell.element, _CELL_PROPERTIES), on.colours)
                styled_fill, styled = looks.look(kinds)
                fill = styled_fill if own == "" else own
                grounds = under if fill is None else known((fill,))
                for paragraph in cell.paragraphs:
                    yield from self._letters(on, part, paragraph, styled or levels[paragraph.level], grounds)

    def _letters(
        self, on: Stage, part: str, paragraph: Paragraph, colour: str | None, grounds: Grounds
    ) -> Iterator[Letters]:
        runs = {run.element: run for run in paragraph.runs if run.element is not None}
        for piece in self._shown(paragraph.element, POWERPOINT):
            holder = piece.element.getparent()
            run = None if holder is None else runs.get(holder)
            own = None if run is None else _run_colour(run, colour, on.colours)
            if run is not None:
                size, bold = run.size, run.bold
                yield Letters(part, paragraph.element, piece.start, piece.end, own or "", grounds or (), size, bold)


class _TableLooks:
    """What a table's style says of its cells; nothing is known of PowerPoint's own styles that the file leaves out."""

    def __init__(self, table: etree._Element, styles: dict[str, etree._Element], colours: ThemeColours) -> None:
        properties = table.find(a("tblPr"))
        named = "" if properties is None else properties.findtext(a("tableStyleId")) or ""
        self._style = styles.get(named)
        self._unknown = bool(named) and self._style is None and named not in PLAIN_STYLES
        self._flags = (
            frozenset(name for name in _FLAGS if is_on(properties.get(name))) if properties is not None else ()
        )
        self._colours = colours
        self._looks: dict[tuple[str, ...], tuple[str | None, str | None]] = {}

    def look(self, kinds: tuple[str, ...]) -> tuple[str | None, str | None]:
        """The fill and the colour of letters of a cell of these kinds."""
        if kinds not in self._looks:
            self._looks[kinds] = self._fill(kinds), self._colour(kinds)
        return self._looks[kinds]

    def kinds(self, row: int, rows: int, column: int, columns: int) -> tuple[str, ...]:
        """The kinds of cell that one is, the strongest first."""
        flags = self._flags
        found = ["firstRow"] if row == 0 and "firstRow" in flags else []
        found += ["lastRow"] if row == rows - 1 and "lastRow" in flags else []
        found += ["firstCol"] if column == 0 and "firstCol" in flags else []
        found += ["lastCol"] if column == columns - 1 and "lastCol" in flags else []
        found += [f"band{(row - ('firstRow' in flags)) % 2 + 1}H"] if "bandRow" in flags else []
        found += [f"band{(column - ('firstCol' in flags)) % 2 + 1}V"] if "bandCol" in flags else []
        return (*found, "wholeTbl")

    def _fill(self, kinds: Sequence[str]) -> str | None:
        """The fill of a cell of these kinds: a colour, `UNKNOWN`, or None for none."""
        if self._unknown:
            return UNKNOWN
        for style in self._parts(kinds):
            holder = style.find(f"{a('tcStyle')}/{a('fill')}")
            found = fill_said(holder, self._colours)
            if found != "":
                return found
            if style.find(f"{a('tcStyle')}/{a('fillRef')}") is not None:
                return UNKNOWN
        return None

    def _colour(self, kinds: Sequence[str]) -> str | None:
        """The colour of the text in a cell of these kinds, where the style says one."""
        texts = (style.find(a("tcTxStyle")) for style in self._parts(kinds))
        return next((colour for text in texts if (colour := self._colours.drawn(text))), None)

    def _parts(self, kinds: Sequence[str]) -> Iterator[etree._Element]:
        if self._style is not None:
            for kind in kinds:
                yield from self._style.iterchildren(a(kind))


class _LevelColours(dict[int, str | None]):
    """The colours that list styles, the nearest first, give to levels; None where it is no plain one."""

    def __init__(self, styles: Styles, colours: ThemeColours) -> None:
        super().__init__()
        self._styles = styles
        self._colours = colours

    def __missing__(self, level: int) -> str | None:
        self[level] = _level_colour(self._styles, level, self._colours)
        return self[level]


def _level_colour(styles: Styles, level: int, colours: ThemeColours) -> str | None:
    for style in styles:
        defaults = style.find(f"{a(f'lvl{level + 1}pPr')}/{a('defRPr')}")
        found = fill_said(defaults, colours)
        if found != "":
            return None if found in (None, UNKNOWN) else found
    return colours.slot("tx1")


def _run_colour(run: Run, otherwise: str | None, colours: ThemeColours) -> str | None:
    if run.element is None:
        return None
    properties = child(run.element, _RUN_PROPERTIES)
    if properties is None or not len(properties):
        return otherwise
    if child(properties, _HYPERLINK) is not None:
        return colours.slot("hlink")
    found = fill_said(properties, colours)
    return otherwise if found == "" else None if found == UNKNOWN else found
