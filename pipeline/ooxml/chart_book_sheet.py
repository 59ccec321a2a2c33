"""The sheet of a template's embedded workbook on which a chart's data stand, ready to take others.

In: the sheet's tree and the areas that held the sample data. Out: a `DataSheet`: everything else of the sheet as
markup, rows by number, with the styles of the old cells, into which new cells are written as strings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.attributes import integer
from pipeline.ooxml.chart_block import Area, Block, address, areas_of, column_of, span
from pipeline.ooxml.chart_sheet import HEAD, MAIN, SheetData, Value, cell_markup

_CELL = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_TAG = re.compile(r"<([\w:.-]+)")
_ROWS, _EXTENT, _FILTERED = "\ue000", "\ue001", "\ue002"
"""Stand in the sheet's markup for its rows, its dimension, and the area of its filter."""


def s(name: str) -> str:
    """A SpreadsheetML name in Clark notation."""
    return f"{{{MAIN}}}{name}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stays: its opening tag, its name, and the markup of its other cells by column."""

    opening: str
    name: str
    cells: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class DataSheet:
    """A sheet without its sample data. `last` is the last old point and the last old line, whose looks spread on."""

    before: str
    after: str
    rows: Mapping[int, Row]
    styles: Mapping[tuple[int, int], str]
    last: tuple[int, int]
    kept: Area

    def filled(self, data: SheetData, block: Block) -> bytes:
        """The sheet's bytes with these data."""
        extent = block.extent(len(data.lines), len(data.lead))
        written: dict[int, dict[int, str]] = {}
        for along, line, value in data.cells(block):
            row, column = block.cell(along, line)
            written.setdefault(row, {})[column] = self._cell(block, along, line, value)
        rows = "".join(self._row(row, written.get(row, {})) for row in sorted({*self.rows, *written}))
        before = self.before.replace(_EXTENT, span(self.kept.around(extent)))
        after = self.after.replace(_FILTERED, span(extent))
        return f'{HEAD}{before}<sheetData xmlns="{MAIN}">{rows}</sheetData>{after}'.encode()

    def _row(self, number: int, cells: Mapping[int, str]) -> str:
        row = self.rows.get(number) or Row(f'<row r="{number + 1}">', "row", {})
        together = {**row.cells, **cells} if cells else row.cells
        return f"{row.opening}{''.join(together[column] for column in sorted(together))}</{row.name}>"

    def _cell(self, block: Block, along: int, line: int, value: Value) -> str:
        row, column = block.cell(along, line)
        point, series = self.last
        near = (along, line), (min(along, point), line), (min(along, point), min(line, series))
        style = next((self.styles[place] for spot in near if (place := block.cell(*spot)) in self.styles), "")
        return cell_markup(address(row, column), value, style)


def open_sheet(root: etree._Element, sample: Collection[Area], drawn: Collection[Area], block: Block) -> DataSheet:
    """A sheet's tree whose `sample` areas were cleared; a chart shows those of them that are `drawn`."""
    inside = union(drawn)
    _loosen(root, inside)
    styles: dict[tuple[int, int], str] = {}
    rows: dict[int, Row] = {}
    kept = Area(block.sheet, 0, 0, 0, 0)
    for row in root.iterfind(f"{s('sheetData')}/{s('row')}"):
        number = _row_number(row, len(rows))
        for column, cell in _cells_of(row):
            if any(_holds(area, number, column) for area in sample):
                styles[number, column] = cell.get("s", "")
        rows[number] = _row_as_it_stays(row, root)
        kept = kept.around(Area(block.sheet, number, 0, number, max(rows[number].cells, default=0)))
    last = (inside.bottom, inside.right) if not block.across else (inside.right, inside.bottom)
    before, after = _around_rows(root)
    return DataSheet(before, after, rows, {spot: style for spot, style in styles.items() if style}, last, kept)


def clear_areas(root: etree._Element, sample: Collection[Area]) -> None:
    """Empties areas of a sheet's tree; their looks stay."""
    for place, row in enumerate(root.iterfind(f"{s('sheetData')}/{s('row')}") if sample else ()):
        number = _row_number(row, place)
        for column, cell in _cells_of(row):
            if any(_holds(area, number, column) for area in sample):
                clear(cell)


def numbers_beside(root: etree._Element, inside: Area) -> list[Area]:
    """Where numbers go on right beside and below an area: they are sample data of which a chart shows a part."""
    numbers = {
        (_row_number(row, place), column)
        for place, row in enumerate(root.iterfind(f"{s('sheetData')}/{s('row')}"))
        for column, cell in _cells_of(row)
        if cell.get("t", "n") == "n" and cell.find(s("v")) is not None and cell.find(s("f")) is None
    }
    bottom, right = inside.bottom, inside.right
    while any((row, right + 1) in numbers for row in range(inside.top, inside.bottom + 1)):
        right += 1
    while any((bottom + 1, column) in numbers for column in range(inside.left, right + 1)):
        bottom += 1
    beside = Area(inside.sheet, inside.top, inside.right + 1, bottom, right)
    below = Area(inside.sheet, inside.bottom + 1, inside.left, bottom, right)
    return [area for area, wider in ((beside, right > inside.right), (below, bottom > inside.bottom)) if wider]


def forget_results(root: etree._Element) -> int:
    """Drops the stored results of formulas, which were worked out of the sample data. How many there were."""
    found = 0
    for cell in root.iter(s("c")):
        if cell.find(s("f")) is not None:
            found += 1
            for value in cell.findall(s("v")):
                cell.remove(value)
            cell.attrib.pop("t", "")
    return found


def _row_number(row: etree._Element, otherwise: int) -> int:
    """A row's number, from 0."""
    number = integer(row.get("r"))
    return number - 1 if number > 0 else otherwise


def _cells_of(row: etree._Element) -> list[tuple[int, etree._Element]]:
    """A row's cells with their columns; a cell without an address follows the one before."""
    found: list[tuple[int, etree._Element]] = []
    column = -1
    for cell in row.iterfind(s("c")):
        match = _CELL.fullmatch(cell.get("r", ""))
        column = column_of(match[1]) if match else column + 1
        found.append((column, cell))
    return found


def clear(cell: etree._Element) -> None:
    """Empties a cell but for its look."""
    cell[:] = []
    cell.text = None
    for name in ("t", "cm", "vm", "ph"):
        cell.attrib.pop(name, "")


def _holds(area: Area, row: int, column: int) -> bool:
    return area.top <= row <= area.bottom and area.left <= column <= area.right


def union(areas: Iterable[Area]) -> Area:
    """The smallest area that holds all these, of which there is one."""
    first, *others = areas
    for area in others:
        first = first.around(area)
    return first


def _loosen(root: etree._Element, inside: Area) -> None:
    """Takes away what would hide new data or break under them: hidden rows, merged cells, shared formulas, filters."""
    for row in root.iterfind(f"{s('sheetData')}/{s('row')}"):
        row.attrib.pop("spans", "")
        if _row_number(row, -1) >= inside.top:
            row.attrib.pop("hidden", "")
    for column in root.iterfind(f"{s('cols')}/{s('col')}"):
        if inside.left < _count(column, "max") and _count(column, "min") <= inside.right + 1:
            column.attrib.pop("hidden", "")
    _unmerge(root, inside)
    for formula in list(root.iter(s("f"))):
        _unshare(formula)
    for rule in root.iterfind(s("autoFilter")):
        rule[:] = []
        rule.set("ref", _FILTERED)
    for state in root.findall(s("sortState")):
        root.remove(state)


def _count(element: etree._Element, name: str) -> int:
    return max(integer(element.get(name)), 0)


def _unmerge(root: etree._Element, inside: Area) -> None:
    for holder in root.findall(s("mergeCells")):
        for merged in list(holder):
            areas = areas_of(f"S!{merged.get('ref', '')}")
            if not areas or (areas[0].bottom >= inside.top and areas[0].right >= inside.left):
                holder.remove(merged)
        holder.set("count", str(len(holder)))
        if not len(holder):
            root.remove(holder)


def _unshare(formula: etree._Element) -> None:
    if formula.get("t") not in ("shared", "array"):
        return
    for name in ("t", "ref", "si"):
        formula.attrib.pop(name, "")
    cell = formula.getparent()
    if not formula.text and cell is not None:
        clear(cell)


def _row_as_it_stays(row: etree._Element, root: etree._Element) -> Row:
    cells = {column: bare(cell, root) for column, cell in _cells_of(row) if len(cell) or cell.get("s")}
    row[:] = []
    row.text = row.tail = None
    markup = bare(row, root)
    name = _TAG.match(markup)
    return Row(f"{markup.removesuffix('/>')}>", name[1] if name else "row", cells)


def _around_rows(root: etree._Element) -> tuple[str, str]:
    rows = root.find(s("sheetData"))
    if rows is None:
        raise ValueError("a sheet without data")
    rows.addprevious(etree.ProcessingInstruction("rows", _ROWS))
    root.remove(rows)
    for dimension in root.iterfind(s("dimension")):
        dimension.set("ref", _EXTENT)
    before, _, after = etree.tostring(root, encoding="unicode").partition(f"<?rows {_ROWS}?>")
    return before, after


def bare(element: etree._Element, root: etree._Element) -> str:
    """An element's markup without the names that its root declares."""
    markup = etree.tostring(element, encoding="unicode", with_tail=False)
    for prefix, uri in root.nsmap.items():
        markup = markup.replace(f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"', "")
    return markup
