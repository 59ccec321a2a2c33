"""A table on a slide as rows of cells with their text, margins and spans.

In: an `a:tbl` and the design of its slide. Out: a `Table`, whose rows and cells keep their elements.
All lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from pipeline.ooxml.dialect import a
from pipeline.ooxml.geometry import Design
from pipeline.ooxml.textbody import EMU, RUN_PROPERTIES, Paragraph, Run

_PROPERTIES, _STYLE, _GRID, _COLUMN = a("tblPr"), a("tableStyleId"), a("tblGrid"), a("gridCol")
_ROW, _CELL, _CELL_PROPERTIES, _BODY = a("tr"), a("tc"), a("tcPr"), a("txBody")
_SIDE, _END = "91440", "45720"
_PLAIN_STYLES = ("{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}")
"""PowerPoint's two styles without looks: they make no row bold."""


@dataclass(frozen=True, slots=True)
class Margins:
    """The room between a cell's edges and its text."""

    left: float
    top: float
    right: float
    bottom: float


_NO_PROPERTIES = Margins(int(_SIDE) / EMU, int(_END) / EMU, int(_SIDE) / EMU, int(_END) / EMU)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that shows: where it starts, over how many columns and rows it goes, and whether its text is upright."""

    element: etree._Element
    paragraphs: tuple[Paragraph, ...]
    column: int
    columns: int
    rows: int
    margins: Margins
    upright: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its least height."""

    element: etree._Element
    height: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: widths of its columns, its rows, and how many of the first ones are its head."""

    element: etree._Element
    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    head: int
    total: bool


def read_table(element: etree._Element, design: Design) -> Table:
    """The table as it stands."""
    properties = element.find(_PROPERTIES)
    first, last = _flag(properties, "firstRow"), _flag(properties, "lastRow")
    rows = tuple(_row(row, design) for row in element.iterchildren(_ROW))
    if _has_looks(properties):
        edges = {*((0,) if first else ()), *((len(rows) - 1,) if last else ())}
        rows = tuple(_emboldened(row) if place in edges else row for place, row in enumerate(rows))
    head = max((cell.rows for cell in rows[0].cells), default=1) if first and rows else 0
    columns = tuple(int(column.get("w") or 0) / EMU for column in element.iterfind(f"{_GRID}/{_COLUMN}"))
    return Table(element, columns, rows, min(head, len(rows)), last)


def _row(element: etree._Element, design: Design) -> Row:
    cells = []
    for column, cell in enumerate(element.iterchildren(_CELL)):
        if _flag(cell, "hMerge") or _flag(cell, "vMerge"):
            continue
        cells.append(_cell(cell, column, design))
    return Row(element, int(element.get("h") or 0) / EMU, tuple(cells))


def _cell(element: etree._Element, column: int, design: Design) -> Cell:
    properties = next(element.iterchildren(_CELL_PROPERTIES), None)
    body = next(element.iterchildren(_BODY), None)
    return Cell(
        element=element,
        paragraphs=design.plain_paragraphs(body) if body is not None else (),
        column=column,
        columns=int(element.get("gridSpan") or 1),
        rows=int(element.get("rowSpan") or 1),
        margins=_NO_PROPERTIES if properties is None else _margins(properties),
        upright=properties is None or properties.get("vert", "horz") == "horz",
    )


def _margins(properties: etree._Element) -> Margins:
    get = properties.get
    left, right = int(get("marL", _SIDE)) / EMU, int(get("marR", _SIDE)) / EMU
    return Margins(left, int(get("marT", _END)) / EMU, right, int(get("marB", _END)) / EMU)


def _flag(element: etree._Element | None, name: str) -> bool:
    return element is not None and element.get(name) in ("1", "true")


def _has_looks(properties: etree._Element | None) -> bool:
    style = properties.findtext(_STYLE) if properties is not None else None
    return style is not None and style not in _PLAIN_STYLES


def _emboldened(row: Row) -> Row:
    """The row as its table style shows it: bold where nothing else is said."""
    cells = tuple(
        replace(cell, paragraphs=tuple(_bold(paragraph) for paragraph in cell.paragraphs)) for cell in row.cells
    )
    return replace(row, cells=cells)


def _bold(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=tuple(_bold_run(run) for run in paragraph.runs))


def _bold_run(run: Run) -> Run:
    properties = run.element.find(RUN_PROPERTIES) if run.element is not None else None
    silent = properties is None or properties.get("b") is None
    return replace(run, bold=True) if silent else run
