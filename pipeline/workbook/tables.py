"""Reads a table: each row that holds anything is an entry. In: a `Grid` and its declaration. Out: a `SheetReading`.

Blank rows are skipped wherever they are; the table ends at its last row with a value. Merged, struck, hidden and
example rows are treated as the contract says, and told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.language import LANGUAGES
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.model import Language
from pipeline.workbook import prefilled
from pipeline.workbook.fields import shown, shown_whole
from pipeline.workbook.grid import Cell, Grid, Merge, address
from pipeline.workbook.headers import Headers, find_columns
from pipeline.workbook.layout import Sheet
from pipeline.workbook.sheet_reading import UNDECIDED, Collector, RawEntry, SheetReading
from pipeline.workbook.signs import sign_of
from pipeline.workbook.texts import folded, shortened


def read_table(grid: Grid, sheet: Sheet, language: Language, file: str) -> SheetReading:
    """The entries of a table and every finding of its sheet."""
    collector = Collector(grid, sheet, language, file)
    headers = find_columns(grid, sheet)
    if headers is None:
        return SheetReading((), _without_headers(collector))
    table = _Table(collector, headers, _spread(grid, headers, collector))
    _tell_headers(collector, headers)
    found = [entry for row, cells in table.rows() if (entry := table.entry(row, cells)) is not None]
    versions = tuple(entry for entry in found if sign_of(entry.mark) == "version")
    entries = tuple(entry for entry in found if entry not in versions) if versions else tuple(found)
    table.tell_hidden_columns()
    companions = tuple(
        (header, collector.place(address(headers.row, header.line))) for header in headers.found if header.language
    )
    return SheetReading(entries, collector.finish(), companions, versions, tuple(table.left_out))


def _without_headers(collector: Collector) -> tuple[Finding, ...]:
    """A sheet without a header row: empty, or its columns can't be told."""
    if collector.grid.rows:
        for field in collector.sheet.fields:
            if field.required:
                collector.tell("WB007", field=field.label[collector.language])
    return tuple(collector.findings)


def _tell_headers(collector: Collector, headers: Headers) -> None:
    """What the header row lacks, holds besides, and nearly says; and what stands above it."""
    cells = {header.line: address(headers.row, header.line) for header in headers.found}
    collector.tell_near(headers.near, cells)
    for field in collector.sheet.fields:
        if field.required and headers.line(field.key) is None:
            collector.tell("WB007", address(headers.row, 1), field=field.label[collector.language])
    for cell in headers.extra:
        collector.tell("WB032", cell.address, column=shortened(shown(cell, collector.language)))
    ours = {folded(text) for text in collector.sheet.help.values()}
    for row, above in collector.grid.rows.items():
        if row < headers.row:
            collector.unread += [cell.address for cell in above.values() if folded(str(cell.value)) not in ours]


class _Table:
    """One table while it is read. `spread` holds values of merged cells for the rows below their first."""

    def __init__(self, collector: Collector, headers: Headers, spread: Mapping[tuple[int, int], Cell]) -> None:
        self.collector, self.headers, self.spread = collector, headers, spread
        self.named = headers.by_line
        rows = (prefilled.example_row(collector.sheet, language) for language in LANGUAGES)
        self.examples = [{key: folded(str(value)) for key, value in row.items()} for row in rows if row]
        self.left_out: list[Cell] = []

    def rows(self) -> list[tuple[int, Mapping[int, Cell]]]:
        """The rows below the header row, by number, with their cells in named columns."""
        extra = {cell.column for cell in self.headers.extra} | {self.headers.combined}
        found: list[tuple[int, Mapping[int, Cell]]] = []
        for row, cells in self.collector.grid.rows.items():
            if row <= self.headers.row:
                continue
            self.collector.unread += [
                cell.address for column, cell in cells.items() if column not in self.named and column not in extra
            ]
            known = {column: cell for column, cell in cells.items() if column in self.named}
            if known:
                found.append((row, known))
        return found

    def entry(self, row: int, cells: Mapping[int, Cell]) -> RawEntry | None:
        """One row as values; None for an example that nobody changed."""
        item = self._item(cells)
        if self._is_example(cells):
            self.collector.tell("WB012", address(row, 1), row=str(row), item=item)
            self.left_out += cells.values()
            return None
        self._tell_marks(row, cells, item)
        mark = self._mark(row, item)
        first = min(header.line for header in self.headers.found if not header.language)
        found = (
            (header, address(row, header.line), cells.get(header.line) or self.spread.get((row, header.line)))
            for header in self.headers.found
        )
        return self.collector.entry(self.collector.place(address(row, first)), found, mark)

    def _mark(self, row: int, item: str) -> str:
        """What a workbook of several groups says of a row, and told what is to be decided."""
        cell = self.collector.grid.rows[row].get(self.headers.combined or 0)
        if cell is None:
            return ""
        mark = shown_whole(cell, self.collector.language)
        if code := UNDECIDED.get(sign_of(mark)):
            self.collector.tell(code, cell.address, item=item)
        return mark

    def _item(self, cells: Mapping[int, Cell]) -> str:
        """What a row is called in messages: its id, else what heads it."""
        for key in ("id", self.collector.sheet.headed):
            cell = cells.get(self.headers.line(key) or 0)
            if cell is not None:
                return shown(cell, self.collector.language)
        return "–"

    def _is_example(self, cells: Mapping[int, Cell]) -> bool:
        own = [column for column in cells if not self.named[column].language]
        if not any(len(example) == len(own) for example in self.examples):
            return False
        texts = {column: folded(shown_whole(cell, self.collector.language)) for column, cell in cells.items()}
        keys = {column: self.named[column].field.key for column in cells}
        typed = {keys[column]: texts[column] for column in own}
        companions = texts.keys() - set(own)
        return typed in self.examples and all(
            any(texts[column] == example.get(keys[column]) for example in self.examples) for column in companions
        )

    def _tell_marks(self, row: int, cells: Mapping[int, Cell], item: str) -> None:
        """Struck text and a hidden row."""
        struck = [column for column, cell in cells.items() if cell.struck]
        if struck and all(cell.struck == "whole" for cell in cells.values()):
            self.collector.tell("WB011", cells[struck[0]].address, row=str(row), item=item)
        else:
            for column in struck:
                value = shown(cells[column], self.collector.language)
                self.collector.tell("WB047", cells[column].address, field=self.named[column].label, value=value)
        if row in self.collector.grid.hidden_rows:
            self.collector.hidden.append(row)

    def tell_hidden_columns(self) -> None:
        """Columns that nobody sees but that hold something."""
        used = {column for row, cells in self.collector.grid.rows.items() if row > self.headers.row for column in cells}
        for header in self.headers.found:
            if header.line in self.collector.grid.hidden_columns and header.line in used:
                self.collector.tell("WB045", address(self.headers.row, header.line), field=header.label)


# --- merged cells -----------------------------------------------------------------------------------------------------


def _spread(grid: Grid, headers: Headers, collector: Collector) -> Mapping[tuple[int, int], Cell]:
    """Values of cells merged down a column, for each further row; merges across columns are told."""
    named = headers.by_line
    spread: dict[tuple[int, int], Cell] = {}
    for merge in grid.merges:
        columns = [column for column in range(merge.left, min(merge.right, max(named)) + 1) if column in named]
        if merge.bottom < headers.row or not columns or not _holds(grid, merge):
            continue
        header = named[columns[0]]
        if merge.left != merge.right:
            collector.tell("WB010", address(merge.top, merge.left), field=header.label, range=str(merge))
        elif merge.top > headers.row:
            collector.tell("WB042", address(merge.top, merge.left), field=header.label, range=str(merge))
            anchor = grid.cells[merge.top, merge.left]
            for row in (row for row in grid.rows if merge.top < row <= merge.bottom):
                spread[row, merge.left] = replace(anchor, row=row)
    return spread


def _holds(grid: Grid, merge: Merge) -> bool:
    anchor = grid.cells.get((merge.top, merge.left))
    return anchor is not None and not anchor.is_blank
