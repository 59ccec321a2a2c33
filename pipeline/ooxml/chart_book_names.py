"""What names the data's place in an embedded workbook: the table around them, and the workbook's defined names.

In: the trees of a table part and of the workbook part. Out: both as bytes for data of any size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.attributes import integer
from pipeline.ooxml.chart_block import Area, Block, SeriesFormulas, areas_of, formula, span
from pipeline.ooxml.chart_book_sheet import s
from pipeline.ooxml.chart_sheet import SheetData, legal
from pipeline.ooxml.package import serialise

_LONGEST_NAME = 255
_OWN_RESULTS = ("calculatedColumnFormula", "totalsRowFormula")
_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")
_TOTALS = ("totalsRowFunction", "totalsRowLabel")


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table (`xl/tables/table1.xml`) whose data a chart shows."""

    part: str
    area: Area
    root: etree._Element

    def body(self) -> list[Area]:
        """Its areas that hold data: all but the head of its first column."""
        area = self.area
        below = Area(area.sheet, area.top + 1, area.left, area.bottom, area.right)
        beside = Area(area.sheet, area.top, area.left + 1, area.top, area.right)
        return [below, beside]

    def filled(self, data: SheetData, block: Block) -> bytes | None:
        """The part for these data; None where a table can't be: its columns' names must be texts and all different."""
        area = self._around(block.extent(len(data.lines), len(data.lead)))
        names = self._names(area, data, block)
        distinct = {name.casefold() for name in names}
        if len(distinct) < len(names) or not all(0 < len(name) <= _LONGEST_NAME for name in names):
            return None
        root = deepcopy(self.root)
        for element in (root, *root.findall(s("autoFilter"))):
            element.set("ref", span(area))
        columns = root.find(s("tableColumns"))
        if columns is None:
            return None
        _write_columns(columns, names)
        return serialise(root)

    def _around(self, extent: Area) -> Area:
        top, left = min(self.area.top, extent.top), min(self.area.left, extent.left)
        return Area(extent.sheet, top, left, extent.bottom, extent.right)

    def _names(self, area: Area, data: SheetData, block: Block) -> list[str]:
        """What the head row will say; "" where it says nothing or a number."""
        said: dict[tuple[int, int], object] = {
            block.cell(along, line): value for along, line, value in data.cells(block)
        }
        corner = next((item.get("name", "") for item in self.root.iter(s("tableColumn"))), "")
        said.setdefault((self.area.top, self.area.left), corner)
        row = [said.get((area.top, column)) for column in range(area.left, area.right + 1)]
        return [legal(value) if isinstance(value, str) else "" for value in row]


def open_table(root: etree._Element, part: str, sheet: str) -> DataTable | None:
    """The table of a part's tree, without filters, totals and formulas of whole columns; None when it has no head."""
    areas = areas_of(f"S!{root.get('ref', '')}")
    if not areas or root.get("headerRowCount", "1") == "0" or root.get("tableType", "worksheet") != "worksheet":
        return None
    area = areas[0]
    root.attrib.pop("totalsRowCount", "")
    if root.get("totalsRowShown"):
        root.set("totalsRowShown", "0")
    for state in root.findall(s("sortState")):
        root.remove(state)
    for rule in root.findall(s("autoFilter")):
        rule[:] = []
    return DataTable(part, Area(sheet, area.top, area.left, area.bottom, area.right), root)


def _write_columns(columns: etree._Element, names: Sequence[str]) -> None:
    while len(columns) > len(names):
        columns.remove(columns[-1])
    taken = max((integer(item.get("id")) for item in columns), default=0)
    while len(columns) < len(names):
        taken += 1
        columns.append(etree.Element(s("tableColumn"), id=str(taken)))
    for column, name in zip(columns, names, strict=True):
        for child in [item for item in column if etree.QName(item).localname in _OWN_RESULTS]:
            column.remove(child)
        for attribute in _TOTALS:
            column.attrib.pop(attribute, "")
        column.set("name", name.replace("\n", "_x000a_"))
    columns.set("count", str(len(names)))


@dataclass(frozen=True, slots=True)
class Names:
    """The workbook part, and which of its defined names (by number) name what: `lead`, `name3`, `values3`, `all`."""

    root: etree._Element
    roles: Mapping[int, tuple[str, int]]

    def filled(self, data: SheetData, block: Block) -> bytes:
        """The part for these data."""
        root = deepcopy(self.root) if self.roles else self.root
        count = len(data.lead)
        for number, item in enumerate(root.iter(s("definedName"))):
            role, line = self.roles.get(number, ("", 0))
            if role == "name":
                item.text = block.name(line)
            elif role == "values":
                item.text = block.values(line, count)
            elif role == "lead":
                item.text = block.leading(count)
            elif role == "all":
                item.text = formula(block.extent(len(data.lines), count))
        return serialise(root)


def open_names(workbook: etree._Element, series: Sequence[SeriesFormulas], block: Block, table: Area | None) -> Names:
    """The workbook part's tree, with the roles of the names that follow the data."""
    known = _known_areas(series, table)
    roles = {}
    for number, item in enumerate(workbook.iter(s("definedName"))):
        areas = areas_of(item.text or "")
        if len(areas) == 1 and areas[0].sheet == block.sheet and areas[0] in known:
            roles[number] = known[areas[0]]
    return Names(workbook, roles)


def _known_areas(series: Sequence[SeriesFormulas], table: Area | None) -> dict[Area, tuple[str, int]]:
    known: dict[Area, tuple[str, int]] = {}
    everything: Area | None = None
    line = 0
    for item in series:
        for area in item.name:
            known.setdefault(area, ("name", line))
        for area in item.lead:
            known.setdefault(area, ("lead", 0))
        for area in item.values:
            known.setdefault(area, ("values", line))
            line += 1
        for area in (*item.name, *item.lead, *item.values):
            everything = area if everything is None else everything.around(area)
    for whole in (everything, table):
        if whole is not None:
            known.setdefault(whole, ("all", 0))
    return known


def calculate_on_opening(workbook: etree._Element) -> None:
    """Has a workbook's formulas worked out when it is opened."""
    properties = workbook.find(s("calcPr"))
    if properties is None:
        properties = etree.Element(s("calcPr"))
        before = [item for item in workbook if etree.QName(item).localname in _BEFORE_CALCULATION]
        before[-1].addnext(properties)
    properties.set("fullCalcOnLoad", "1")
