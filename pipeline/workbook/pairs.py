"""Reads a key–value sheet: rows of label and value. In: a `Grid`, its declaration. Out: a `SheetReading`, one entry."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.vocabulary.model import Language
from pipeline.workbook.fields import shown, shown_whole
from pipeline.workbook.grid import Cell, Grid, address
from pipeline.workbook.headers import Header, Headers, ValueColumns, find_labels, find_value_columns
from pipeline.workbook.layout import Sheet
from pipeline.workbook.sheet_reading import Collector, RawEntry, SheetReading
from pipeline.workbook.signs import sign_of
from pipeline.workbook.texts import folded, shortened


def read_pairs(grid: Grid, sheet: Sheet, language: Language, file: str) -> SheetReading:
    """The one entry of a key–value sheet and every finding of it."""
    collector = Collector(grid, sheet, language, file)
    columns = find_value_columns(grid, sheet)
    if columns is None:
        for field in sheet.fields:
            if field.required:
                collector.tell("WB007", field=field.label[language])
        return SheetReading((), tuple(collector.findings))
    labels = [
        cells[columns.label] for row, cells in grid.rows.items() if row > columns.header_row and columns.label in cells
    ]
    headers = find_labels(labels, sheet, columns.header_row)
    _tell_labels(collector, headers, columns)
    _tell_rest(collector, columns)
    entry = _entry(collector, headers, columns)
    companions = tuple(
        (header, collector.place(address(header.line, columns.label))) for header in headers.found if header.language
    )
    return SheetReading((entry,), collector.finish(), companions)


def _entry(collector: Collector, headers: Headers, columns: ValueColumns) -> RawEntry:
    found: list[tuple[Header, str, Cell | None]] = []
    for header in headers.found:
        cell = collector.grid.rows[header.line].get(columns.value)
        found.append((header, address(header.line, columns.value), cell))
        if cell:
            _tell_marks(collector, header, cell)
        mark = collector.grid.rows[header.line].get(columns.combined)
        if mark and sign_of(shown_whole(mark, collector.language)) == "decide":
            collector.tell("CO002", mark.address, field=header.label)
    return collector.entry(collector.place(), found)


def _tell_marks(collector: Collector, header: Header, cell: Cell) -> None:
    """Struck text, a hidden row, a merge that takes in other fields."""
    if cell.struck:
        collector.tell("WB047", cell.address, field=header.label, value=shown(cell, collector.language))
    if cell.row in collector.grid.hidden_rows:
        collector.hidden.append(cell.row)
    for merge in collector.grid.merges:
        if merge.top == cell.row < merge.bottom and merge.left <= cell.column <= merge.right:
            collector.tell("WB010", cell.address, field=header.label, range=str(merge))


def _tell_labels(collector: Collector, headers: Headers, columns: ValueColumns) -> None:
    cells = {header.line: address(header.line, columns.label) for header in headers.found}
    collector.tell_near(headers.near, cells)
    free = max((*collector.grid.rows, columns.header_row)) + 1
    lacking = [field for field in collector.sheet.fields if field.required and headers.line(field.key) is None]
    for row, field in enumerate(lacking, start=free):
        collector.tell("WB001", address(row, columns.value), field=field.label[collector.language])
    for cell in headers.extra:
        if columns.value in collector.grid.rows[cell.row]:
            collector.tell("WB032", cell.address, column=shortened(shown(cell, collector.language)))


def _tell_rest(collector: Collector, columns: ValueColumns) -> None:
    """Cells that are neither label, value nor help; values without a label; what stands above the header row."""
    ours = {folded(text) for text in collector.sheet.help.values()}
    for row, cells in collector.grid.rows.items():
        if row == columns.header_row:
            continue
        used = _used(cells, columns) if row > columns.header_row else set()
        collector.unread += [
            cell.address for column, cell in cells.items() if column not in used and folded(str(cell.value)) not in ours
        ]


def _used(cells: Mapping[int, Cell], columns: ValueColumns) -> set[int]:
    own = {columns.help, columns.combined}
    return {columns.label, columns.value, *own} if columns.label in cells else own
