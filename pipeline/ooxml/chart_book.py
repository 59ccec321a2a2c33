"""The workbook inside a designer's chart, with new data: everything else in it stays as it is.

In: the bytes of an embedded .xlsx and the formulas of its chart. Out: a `Book` that writes the same workbook with other
data on the sheet that the chart names: extra sheets, formatting and number formats stay, a table is resized, names
follow. Nothing of the sample data is left: not in cells or shared strings, not as the stored result of a formula.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from pipeline.ooxml.chart_block import Area, Block, SeriesFormulas, areas_of, block_of
from pipeline.ooxml.chart_book_names import DataTable, Names, calculate_on_opening, open_names, open_table
from pipeline.ooxml.chart_book_sheet import DataSheet, clear_areas, forget_results, numbers_beside, open_sheet, s, union
from pipeline.ooxml.chart_sheet import SheetData
from pipeline.ooxml.dialect import C, R
from pipeline.ooxml.package import Package, PackageFault, Stored, deflate, parse, read_package, serialise

_LARGEST = 5 * 1024 * 1024
_MOST_UNPACKED = 30 * 1024 * 1024
_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_DROPPED = frozenset({"calcChain", "thumbnail"})
_ID = f"{{{R}}}id"


@dataclass(frozen=True, slots=True)
class SeriesTexts:
    """The formulas of one series as its chart writes them."""

    name: str
    lead: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A template's workbook without its sample data. `block` is where data go, `starts_1904` how days are counted."""

    block: Block
    starts_1904: bool
    package: Package
    sheet: DataSheet
    sheet_part: str
    table: DataTable | None
    names: Names

    def filled(self, data: SheetData) -> bytes:
        """The workbook's bytes with these data; the same bytes each time."""
        package = self.package.copy()
        package.parts[self.sheet_part] = self.sheet.filled(data, self.block)
        package.parts[package.main_part()] = self.names.filled(data, self.block)
        if self.table is not None:
            self._fill_table(package, self.table, data)
        return package.write()

    def _fill_table(self, package: Package, table: DataTable, data: SheetData) -> None:
        filled = table.filled(data, self.block)
        if filled is not None:
            package.parts[table.part] = filled
            return
        root = parse(package.read(self.sheet_part))
        _drop_tables(package, self.sheet_part, root, {table.part})
        package.parts[self.sheet_part] = serialise(root)


@lru_cache(maxsize=8)  # a hostile book may take 10 MB
def open_book(data: bytes, drawn: tuple[SeriesTexts, ...], others: tuple[str, ...] = ()) -> Book | None:
    """The workbook in these bytes; None when it is no .xlsx that can be read, or holds nothing that the chart names.

    `drawn` are the formulas of the chart's series, `others` any further formulas of old data.
    """
    if len(data) > _LARGEST:
        return None
    try:
        return _open(read_package(data), drawn, others)
    except (PackageFault, etree.XMLSyntaxError, KeyError, ValueError, zlib.error):
        return None


def _open(package: Package, drawn: Sequence[SeriesTexts], others: Sequence[str]) -> Book | None:
    main = package.main_part()
    unpacked = sum(part.size if isinstance(part, Stored) else len(part) for part in package.parts.values())
    if package.content_type(main) != _PLAIN or unpacked > _MOST_UNPACKED:
        return None
    workbook = parse(package.read(main))
    sheets = _sheets(package, main, workbook)
    aliases = {item.get("name", "").casefold(): item.text or "" for item in workbook.iter(s("definedName"))}
    series = tuple(_located(item, aliases) for item in drawn)
    block = block_of(series)
    if block is None or block.sheet not in sheets:
        return None
    part = sheets[block.sheet]
    tables = _tables(package, part, block.sheet)
    table = next((item for item in tables.values() if item and _around(item, series)), None)
    if table is not None:
        block = block_of(series, together=True) or block
    trees = {name: parse(package.read(name)) for name in sheets.values()}
    shown = [area for item in series for area in (*item.name, *item.lead, *item.values)]
    on_sheet = [area for area in shown if area.sheet == block.sheet]
    sample = shown + [area for text in others for area in _areas(text, aliases)]
    sample += table.body() if table is not None else numbers_beside(trees[part], union(on_sheet))
    for name, target in sheets.items():
        clear_areas(trees[target], [area for area in sample if area.sheet == name])
    _forget(package, main, workbook, trees)
    _drop_tables(package, part, trees[part], {name for name, item in tables.items() if item is not table})
    sheet = open_sheet(trees[part], [area for area in sample if area.sheet == block.sheet], on_sheet, block)
    names = open_names(workbook, series, block, table.area if table is not None else None)
    return Book(block, _starts_1904(workbook), _packed(package), sheet, part, table, names)


def _sheets(package: Package, main: str, workbook: etree._Element) -> dict[str, str]:
    """The part of each worksheet by its name."""
    known = package.relationships.get(main, {})
    found = {}
    for sheet in workbook.iter(s("sheet")):
        relation = known.get(sheet.get(_ID) or "")
        if relation is not None and relation.kind == "worksheet" and relation.target in package.parts:
            found[sheet.get("name", "")] = relation.target
    return found


def _located(series: SeriesTexts, aliases: Mapping[str, str]) -> SeriesFormulas:
    values = tuple(area for text in series.values for area in _areas(text, aliases))
    return SeriesFormulas(tuple(_areas(series.name, aliases)), tuple(_areas(series.lead, aliases)), values)


def _areas(text: str, aliases: Mapping[str, str]) -> list[Area]:
    """The areas of a formula, which may be a name of the workbook: `[0]!Luvut`."""
    return areas_of(text) or areas_of(aliases.get(text.rpartition("!")[2].casefold(), ""))


def _tables(package: Package, sheet_part: str, sheet: str) -> dict[str, DataTable | None]:
    """The tables of a sheet by their parts; None for one that can't take other data."""
    parts = [item.target for item in package.related(sheet_part, "table")]
    return {part: open_table(parse(package.read(part)), part, sheet) for part in parts}


def _around(table: DataTable, series: Sequence[SeriesFormulas]) -> bool:
    return all(table.area.covers(area) for item in series for area in (*item.name, *item.values))


def _drop_tables(package: Package, sheet_part: str, sheet: etree._Element, parts: Collection[str]) -> None:
    """Makes plain cells of tables: one whose head says anything but its columns' names is a damaged file."""
    relations = package.relationships.get(sheet_part, {})
    gone = {number for number, item in relations.items() if item.target in parts}
    package.relationships[sheet_part] = {n: item for n, item in relations.items() if n not in gone}
    for holder in sheet.findall(s("tableParts")):
        for part in [item for item in holder if item.get(_ID) in gone]:
            holder.remove(part)
        holder.set("count", str(len(holder)))
        if not len(holder):
            sheet.remove(holder)


def _forget(package: Package, main: str, workbook: etree._Element, trees: Mapping[str, etree._Element]) -> None:
    """Drops what was worked out of the sample data, or tells it: results, strings, the caches of other charts."""
    if sum(forget_results(root) for root in trees.values()):
        calculate_on_opening(workbook)
    package.parts.update({part: serialise(root) for part, root in trees.items()})
    for source in ("", main):
        relations = package.relationships.get(source, {})
        package.relationships[source] = {n: item for n, item in relations.items() if item.kind not in _DROPPED}
    for item in package.related(main, "sharedStrings"):
        package.parts[item.target] = _only_used(parse(package.read(item.target)), trees.values())
    for name in [name for name in package.parts if name.startswith("xl/charts/") and name.endswith(".xml")]:
        root = parse(package.read(name))
        etree.strip_elements(root, f"{{{C}}}pt", with_tail=False)
        package.parts[name] = serialise(root)


def _only_used(strings: etree._Element, sheets: Iterable[etree._Element]) -> bytes:
    """The shared strings; those that no cell shows any more are emptied, so that the others keep their numbers."""
    used = {cell.findtext(s("v"), "") for sheet in sheets for cell in sheet.iter(s("c")) if cell.get("t") == "s"}
    for place, item in enumerate(strings.findall(s("si"))):
        if str(place) not in used:
            item[:] = [etree.Element(s("t"))]
    return serialise(strings)


def _starts_1904(workbook: etree._Element) -> bool:
    properties = workbook.find(s("workbookPr"))
    return properties is not None and properties.get("date1904") in ("1", "true")


def _packed(package: Package) -> Package:
    """The package with every part deflated once, so that writing it costs only what changes."""
    for name, part in package.parts.items():
        if not isinstance(part, Stored):
            package.parts[name] = deflate(part)
    return package
