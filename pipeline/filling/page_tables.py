"""The build of a Word table: rows, cells, the room in each, and the rules between rows.

In: a table element, the width of its column and the document's looks. Out: a `Table`. All lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.filling.page_looks import Layer, Looks, flag, twips
from pipeline.ooxml.dialect import w

_SIDES = ("top", "left", "bottom", "right")
_NAMES = {"start": "left", "end": "right"}
_MARGINS = {"top": 0.0, "left": 5.4, "bottom": 0.0, "right": 5.4}
"""Word's own, where no style says anything."""
_CONDITIONS = (("firstColumn", 0x80, "firstCol"), ("lastColumn", 0x100, "lastCol"))
_ROW_CONDITIONS = (("firstRow", 0x20, "firstRow"), ("lastRow", 0x40, "lastRow"))
_WRAPPERS = {w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo")}
_CELL_PROPERTIES, _TABLE_PROPERTIES, _ROW_PROPERTIES = w("tcPr"), w("tblPr"), w("trPr")


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
class _Frame:
    """What holds for all cells of a table."""

    style: Layer
    margins: dict[str, float]
    borders: dict[str, float]
    columns: tuple[float, ...]
    conditions: frozenset[str]


def read_table(table: etree._Element, room: float, looks: Looks) -> Table:
    """The build of a table in a column `room` wide."""
    properties = table.find(_TABLE_PROPERTIES)
    named = properties.find(w("tblStyle")) if properties is not None else None
    style = looks.chain((named.get(w("val")) or "") if named is not None else "", "table")
    said = (*(item.find(_TABLE_PROPERTIES) for item in style), properties)
    holders = [item for item in said if item is not None]
    frame = _Frame(
        style, _margins(holders), _borders(holders), _columns(table, properties, room), _conditions(properties)
    )
    elements = list(_inside(table, w("tr")))
    places = _placed(elements)
    rows: list[Row] = []
    under = frame.borders.get("top", 0.0)
    for place, element in enumerate(elements):
        row, below = _row(element, frame, places[place], under)
        rows.append(row)
        under = max(below, frame.borders.get("insideH", 0.0))
    last = max(below, frame.borders.get("bottom", 0.0)) if rows else 0.0
    return Table(tuple(rows), last)


def _row(element: etree._Element, frame: _Frame, place: str, under: float) -> tuple[Row, float]:
    """A row, and the rule that its own cells want under it. `under` is what there is above it anyway."""
    properties = element.find(_ROW_PROPERTIES)
    height, exact, skipped = 0.0, False, 0
    whole = header = False
    if properties is not None:
        found = properties.find(w("trHeight"))
        if found is not None:
            height, exact = twips(found, "val") or 0.0, found.get(w("hRule")) == "exact"
        before = properties.find(w("gridBefore"))
        skipped = int(before.get(w("val")) or 0) if before is not None else 0
        whole, header = flag(properties.find(w("cantSplit"))), flag(properties.find(w("tblHeader")))
    above = under
    below = 0.0
    cells = []
    elements = list(_inside(element, w("tc")))
    for number, cell in enumerate(elements):
        layer = _layer(frame, place, "firstCol" if number == 0 else "lastCol" if number == len(elements) - 1 else "")
        made, span = _cell(cell, frame, layer, skipped)
        skipped += span
        cells.append(made)
        own = _borders([part for part in (*_cell_parts(layer), cell.find(_CELL_PROPERTIES)) if part is not None])
        above, below = max(above, own.get("top", 0.0)), max(below, own.get("bottom", 0.0))
    return Row(element, tuple(cells), above, height, exact, whole, header), below


def _cell(element: etree._Element, frame: _Frame, layer: Layer, column: int) -> tuple[Cell, int]:
    """A cell that begins in a column of the grid, and how many columns it spans."""
    properties = element.find(_CELL_PROPERTIES)
    margins, span, merged, width = frame.margins, 1, "", None
    if properties is not None:
        margins = {**margins, **_lengths(properties.find(w("tcMar")))}
        spanned, joined, wide = (properties.find(w(name)) for name in ("gridSpan", "vMerge", "tcW"))
        span = max(int(spanned.get(w("val")) or 1), 1) if spanned is not None else 1
        merged = (joined.get(w("val")) or "continue") if joined is not None else ""
        width = twips(wide, "w") if wide is not None and wide.get(w("type")) == "dxa" else None
    columns = frame.columns[column : column + span]
    across = sum(columns) if columns else width or 0.0
    room = across - margins["left"] - margins["right"]
    return Cell(element, room, margins["top"], margins["bottom"], layer, column, merged), span


def _inside(holder: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows or cells, also those in content controls and changes."""
    for child in holder:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _columns(table: etree._Element, properties: etree._Element | None, room: float) -> tuple[float, ...]:
    columns = tuple(twips(item, "w") or 0.0 for item in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
    wide = properties.find(w("tblW")) if properties is not None else None
    if wide is None or wide.get(w("type")) != "pct" or not sum(columns):
        return columns
    share = (wide.get(w("w")) or "0").strip()
    across = room * (float(share[:-1]) / 100 if share.endswith("%") else float(share) / 5000)
    return tuple(column * across / sum(columns) for column in columns)


def _margins(holders: Sequence[etree._Element]) -> dict[str, float]:
    found = dict(_MARGINS)
    for holder in holders:
        found |= _lengths(holder.find(w("tblCellMar")))
    return found


def _lengths(element: etree._Element | None) -> dict[str, float]:
    found = {}
    for child in element if element is not None else ():
        name = etree.QName(child).localname
        length = twips(child, "w")
        if length is not None:
            found[_NAMES.get(name, name)] = length
    return found


def _borders(holders: Sequence[etree._Element]) -> dict[str, float]:
    """The widths of rules, the last holder's word counting."""
    found = {}
    for holder in holders:
        for borders in holder.iterchildren(w("tblBorders"), w("tcBorders")):
            for side in borders:
                drawn = side.get(w("val")) not in ("nil", "none", None)
                found[etree.QName(side).localname] = float(side.get(w("sz")) or 0) / 8 if drawn else 0.0
    return found


def _conditions(properties: etree._Element | None) -> frozenset[str]:
    """The special rows and columns that are drawn, as styles name them."""
    look = properties.find(w("tblLook")) if properties is not None else None
    if look is None:
        return frozenset()
    try:
        bits = int(look.get(w("val")) or "0", 16)
    except ValueError:
        bits = 0
    found = set()
    for attribute, bit, name in (*_CONDITIONS, *_ROW_CONDITIONS):
        said = look.get(w(attribute))
        if bits & bit if said is None else said in ("1", "true", "on"):
            found.add(name)
    return frozenset(found)


def _placed(rows: Sequence[etree._Element]) -> list[str]:
    """Which special row each row is."""
    places = [""] * len(rows)
    if rows:
        places[-1] = "lastRow"
        places[0] = "firstRow"
    return places


def _layer(frame: _Frame, row: str, column: str) -> Layer:
    """What the table's style says of a cell: all of it, then its special column, then its special row."""
    kinds = [kind for kind in (column, row) if kind in frame.conditions]
    special = [
        item
        for kind in kinds
        for style in frame.style
        for item in style.iterchildren(w("tblStylePr"))
        if item.get(w("type")) == kind
    ]
    return (*frame.style, *special)


def _cell_parts(layer: Layer) -> list[etree._Element]:
    return [part for item in layer if (part := item.find(_CELL_PROPERTIES)) is not None]
