"""The build of a Word table: rows, cells, the room in each, and the rules between rows.

In: a table element, the width of its column and the document's looks. Out: a `Table`. All lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.filling.pages.page_looks import Looks
from pipeline.filling.pages.page_values import flag, twips
from pipeline.ooxml.attributes import WORD_COLUMNS, integer, number
from pipeline.ooxml.dialect import w
from pipeline.ooxml.word_styles import Layer, TableStyles, inside

_NAMES = {"start": "left", "end": "right"}
_MARGINS = {"top": 0.0, "left": 5.4, "bottom": 0.0, "right": 5.4}
"""Word's own, where no style says anything."""
_CELL, _ROW, _VALUE, _CELL_WIDTH = w("tc"), w("tr"), w("val"), w("tcW")
_CELL_PROPERTIES, _TABLE_PROPERTIES, _ROW_PROPERTIES = w("tcPr"), w("tblPr"), w("trPr")
_BORDERS, _MARGINS_OF_CELL, _SPAN, _MERGED = w("tcBorders"), w("tcMar"), w("gridSpan"), w("vMerge")
_HEIGHT, _SKIPPED, _WHOLE, _HEADER = w("trHeight"), w("gridBefore"), w("cantSplit"), w("tblHeader")


@dataclass(slots=True)
class Cell:
    """A cell: the width of its text, its upper and lower margins, what its table's style says, and its columns.

    `merged` is "restart" in the first of cells merged downwards, "continue" in the others.
    """

    element: etree._Element
    room: float
    above: float
    below: float
    layer: Layer
    first_column: int
    merged: str


@dataclass(slots=True)
class Row:
    """A row. `line` is the rule above it, `height` what it is at least, or, when `exact`, at all."""

    element: etree._Element
    cells: tuple[Cell, ...]
    line: float
    height: float
    exact: bool
    whole: bool
    header: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows and the rule under the last one."""

    rows: tuple[Row, ...]
    line: float


@dataclass(frozen=True, slots=True)
class _CellProperties:
    """What a cell says of itself."""

    margins: dict[str, float]
    borders: dict[str, float]
    span: int = 1
    width: float = 0.0
    merged: str = ""


@dataclass(slots=True)
class _Frame:
    """What holds for all cells of a table. What its style says of each kind of cell, and what its cells say themselves,
    is kept, since most cells say the same."""

    styles: TableStyles
    margins: dict[str, float]
    borders: dict[str, float]
    columns: tuple[float, ...]
    parts: dict[tuple[str, ...], tuple[Layer, dict[str, float]]] = field(default_factory=dict)
    read: dict[bytes, _CellProperties] = field(default_factory=dict)

    def part(self, *key: str) -> tuple[Layer, dict[str, float]]:
        """The styles and rules of the cells in a band, a special column and a special row, the weakest first."""
        if key not in self.parts:
            layer = self.styles.of(*key)
            own = (part for item in layer if (part := item.find(_CELL_PROPERTIES)) is not None)
            borders: dict[str, float] = {}
            for part in own:
                borders |= _borders(part.find(_BORDERS))
            self.parts[key] = (layer, borders)
        return self.parts[key]

    def properties(self, cell: etree._Element) -> _CellProperties:
        """What a cell says of itself."""
        element = next(cell.iterchildren(_CELL_PROPERTIES), None)
        key = b"" if element is None else etree.tostring(element)
        if key not in self.read:
            self.read[key] = _cell_properties(element, self.margins)
        return self.read[key]


def read_table(table: etree._Element, room: float, looks: Looks) -> Table:
    """The build of a table in a column `room` wide."""
    properties = table.find(_TABLE_PROPERTIES)
    styles = TableStyles(table, looks.styles)
    said = (*(item.find(_TABLE_PROPERTIES) for item in styles.style), properties)
    margins, borders = dict(_MARGINS), dict[str, float]()
    for holder in said:
        if holder is not None:
            margins |= _lengths(holder.find(w("tblCellMar")))
            borders |= _borders(holder.find(w("tblBorders")))
    frame = _Frame(styles, margins, borders, _columns(table, properties, room))
    elements = list(inside(table, _ROW))
    rows: list[Row] = []
    under = borders.get("top", 0.0)
    for place, element in enumerate(elements):
        kind = "firstRow" if place == 0 else "lastRow" if place == len(elements) - 1 else ""
        band = "band2Horz" if (place - ("firstRow" in styles.conditions)) % 2 else "band1Horz"
        row, below = _row(element, frame, (band, kind), under)
        rows.append(row)
        under = max(below, borders.get("bottom" if place == len(elements) - 1 else "insideH", 0.0))
    return Table(tuple(rows), under)


def _row(element: etree._Element, frame: _Frame, kind: tuple[str, str], under: float) -> tuple[Row, float]:
    """A row, and the rule that its own cells want under it. `kind` is its band and which special row it is, `under`
    the rule that there is above it anyway."""
    height, exact, column, whole, header = _row_properties(element)
    above, below = under, 0.0
    cells = []
    elements = list(inside(element, _CELL))
    for order, cell in enumerate(elements):
        place = "firstCol" if order == 0 else "lastCol" if order == len(elements) - 1 else ""
        layer, rules = frame.part(kind[0], place, kind[1])
        said = frame.properties(cell)
        rules = {**rules, **said.borders} if said.borders else rules
        cells.append(_cell(cell, said, frame.columns[column : column + said.span], layer, column))
        column += said.span
        above, below = max(above, rules.get("top", 0.0)), max(below, rules.get("bottom", 0.0))
    return Row(element, tuple(cells), above, height, exact, whole, header), below


def _row_properties(row: etree._Element) -> tuple[float, bool, int, bool, bool]:
    """A row's height, whether it is exact, the columns left out, and whether it is unparted and a header."""
    height, exact, skipped, whole, header = 0.0, False, 0, False, False
    for child in row.iterfind(f"{_ROW_PROPERTIES}/*"):
        tag = child.tag
        if tag == _HEIGHT:
            height, exact = twips(child, "val") or 0.0, child.get(w("hRule")) == "exact"
        elif tag == _SKIPPED:
            skipped = max(integer(child.get(_VALUE), 0, WORD_COLUMNS), 0)
        elif tag == _WHOLE:
            whole = flag(child)
        elif tag == _HEADER:
            header = flag(child)
    return height, exact, skipped, whole, header


def _cell(
    element: etree._Element, said: _CellProperties, columns: tuple[float, ...], layer: Layer, first_column: int
) -> Cell:
    margins = said.margins
    room = (sum(columns) if columns else said.width) - margins["left"] - margins["right"]
    return Cell(element, room, margins["top"], margins["bottom"], layer, first_column, said.merged)


def _cell_properties(element: etree._Element | None, margins: dict[str, float]) -> _CellProperties:
    found = _CellProperties(margins, {})
    for child in element if element is not None else ():
        tag = child.tag
        if tag == _CELL_WIDTH:
            found = replace(found, width=twips(child, "w") or 0.0)
        elif tag == _SPAN:
            found = replace(found, span=max(integer(child.get(_VALUE), 1, WORD_COLUMNS), 1))
        elif tag == _MERGED:
            found = replace(found, merged=child.get(_VALUE) or "continue")
        elif tag == _MARGINS_OF_CELL:
            found = replace(found, margins={**margins, **_lengths(child)})
        elif tag == _BORDERS:
            found = replace(found, borders=_borders(child))
    return found


def _columns(table: etree._Element, properties: etree._Element | None, room: float) -> tuple[float, ...]:
    columns = tuple(twips(item, "w") or 0.0 for item in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
    wide = properties.find(w("tblW")) if properties is not None else None
    if wide is None or wide.get(w("type")) != "pct" or not sum(columns):
        return columns
    text = (wide.get(w("w")) or "").strip()
    share = (number(text.removesuffix("%")) or 0.0) / (100 if text.endswith("%") else 5000)
    return tuple(column * share * room / sum(columns) for column in columns)


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _lengths(element: etree._Element | None) -> dict[str, float]:
    found = {}
    for child in element if element is not None else ():
        name = _bare(child.tag)
        length = twips(child, "w")
        if length is not None:
            found[_NAMES.get(name, name)] = length
    return found


def _borders(element: etree._Element | None) -> dict[str, float]:
    """The widths of rules by side."""
    found = {}
    for side in element if element is not None else ():
        drawn = side.get(_VALUE) not in ("nil", "none", None)
        found[_bare(side.tag)] = (number(side.get(w("sz"))) or 0.0) / 8 if drawn else 0.0
    return found
