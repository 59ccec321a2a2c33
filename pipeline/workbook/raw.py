"""A workbook as it is typed. In: an .xlsx or .xlsm. Out: a `TypedBook` with every cell, and the findings of reading it.

Rows are those of the reading, with what can't be read besides; whatever it doesn't use is a stray. Nothing can fall
between: a stray is every cell that is neither in a row nor ours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from pipeline.language import LANGUAGES
from pipeline.vocabulary.findings import NOWHERE, Finding, Place
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import Fault, Mark, Stray, StrayKind, TypedBook, TypedCell, TypedRow, TypedSheet
from pipeline.workbook.above_tables import above_table
from pipeline.workbook.companions import companion_key
from pipeline.workbook.fields import Reading, read_cell
from pipeline.workbook.furniture import is_of_help, is_of_ours, own_key
from pipeline.workbook.grid import Cell, Grid, column_letters, coordinates
from pipeline.workbook.headers import Header, Headers, find_columns, find_labels, find_value_columns
from pipeline.workbook.layout import INFO_SHEET, Sheet, layout
from pipeline.workbook.prefilled import prefilled_rows, ready_name
from pipeline.workbook.reading import open_sheets
from pipeline.workbook.sameness import sameness, whole_text
from pipeline.workbook.sheet_reading import RawEntry, SheetReading
from pipeline.workbook.signs import mark_of
from pipeline.workbook.taken import is_taken_mark
from pipeline.workbook.texts import folded

_INFO = ("version", "language", *LANGUAGES)
_WHOLE = ("archive", "combining", "left_over")
"""Sheets of ours that hold what people wrote."""
Spots = set[tuple[int, int]]


def read_typed(path: Path, name: str) -> tuple[TypedBook | None, tuple[Finding, ...]]:
    """The workbook's cells; None when nothing can be read. `name` is the path as the user gave it."""
    opened, findings = open_sheets(path, name)
    if opened is None:
        return None, findings
    language = opened.found.language
    sheets: dict[str, TypedSheet] = {}
    strays: list[Stray] = []
    for sheet in layout().sheets:
        if sheet.key in opened.readings:
            grid, reading = opened.found.grids[sheet.key], opened.readings[sheet.key]
            strange = _Strange(grid, sheet, reading, language, name)
            rows = tuple(_row(sheet, raw, language, strange) for raw in _in_order(reading))
            sheets[sheet.key] = TypedSheet(sheet.key, grid.title, rows, strange.columns)
            strays += strange.strays()
    used = {id(grid) for grid in opened.found.grids.values()}
    rest = [grid for grid in opened.book.sheets if id(grid) not in used]
    own: dict[str, tuple[TypedRow, ...]] = {}
    for grid in rest:
        if (key := own_key(grid)) in _WHOLE:
            own[key] = own.get(key, ()) + _whole(grid, language, name)
            strays += _above(grid, key, language, name)
    owner = _owner(sheets)
    strays += [stray for grid in rest for stray in _further(grid, language, name, owner)]
    notes = tuple(
        (Place(name, grid.title, cell), text) for grid in opened.book.sheets for cell, text in grid.notes.items()
    )
    taken = frozenset(_taken(opened.book.sheets))
    return TypedBook(name, language, _others(sheets), sheets, tuple(strays), own, notes, taken), findings


def _taken(grids: Iterable[Grid]) -> Iterator[str]:
    info = (grid for grid in grids if own_key(grid) == INFO_SHEET)
    texts = (str(cell.value) for grid in info for cells in grid.rows.values() for cell in cells.values())
    return filter(is_taken_mark, texts)


def _typed(sheet: Sheet, cell: Cell, reading: Reading, language: Language, place: Place, key: str) -> TypedCell:
    """One cell as it is typed. The ready names of perspectives and statutes are the same in every language."""
    of, text = sheet.field(key.partition(".")[0]), whole_text(cell, language)
    ready = ready_name(sheet.key, text) if key == "name" else ""
    return TypedCell(
        key,
        place,
        cell.value,
        text,
        reading.value,
        folded(ready) if ready else sameness(cell, of, reading.value, language),
        cell.number_format,
        cell.formula,
        cell.struck,
        _fault(cell, reading),
    )


def _fault(cell: Cell, reading: Reading) -> Fault:
    if cell.error:
        return "error"
    if cell.value is None:
        return "formula"
    return "unreadable" if reading.value in (None, (), "") else "unreadable" if _in_part(reading) else ""


def _in_part(reading: Reading) -> bool:
    """A list of choices of which some are none."""
    return any(fault.code == "WB003" for fault in reading.faults)


def _in_order(reading: SheetReading) -> list[RawEntry]:
    if not reading.versions:
        return list(reading.entries)
    return sorted((*reading.entries, *reading.versions), key=lambda raw: coordinates(raw.row.cell)[0])


def _row(sheet: Sheet, raw: RawEntry, language: Language, strange: _Strange) -> TypedRow:
    cells = {
        key: _typed(sheet, cell, reading, language, raw.at[key], key) for key, (cell, reading) in raw.typed.items()
    }
    return TypedRow(cells, raw.row, _is_prefilled(sheet, cells), mark_of(raw.mark), strange.marks)


def _others(sheets: Mapping[str, TypedSheet]) -> tuple[Language, ...]:
    keys = {key for sheet in sheets.values() for row in sheet.rows for key in row.cells}
    used = {key.partition(".")[2] for key in keys}
    return tuple(language for language in LANGUAGES if language in used)


def _owner(sheets: Mapping[str, TypedSheet]) -> str:
    rows = sheets["organisation"].rows if "organisation" in sheets else ()
    return next((row.cells["name"].text for row in rows if "name" in row.cells), "")


# --- prepared rows ----------------------------------------------------------------------------------------------------


def _is_prefilled(sheet: Sheet, cells: Mapping[str, TypedCell]) -> bool:
    """Whether a row is one that a blank workbook has, in any language, and nobody wrote in it."""
    found = {key: cell.same for key, cell in cells.items() if "." not in key}
    return bool(found) and any(found == row for row in _prefilled(sheet)) and not _own_companion(sheet, cells)


def _own_companion(sheet: Sheet, cells: Mapping[str, TypedCell]) -> bool:
    rows = [row for language in LANGUAGES for row in prefilled_rows(sheet, language)]
    ours = {(key, str(value).casefold()) for row in rows for key, value in row.items()}
    return any("." in key and (key, cell.text.strip().casefold()) not in ours for key, cell in cells.items())


@cache
def _prefilled(sheet: Sheet) -> tuple[Mapping[str, object], ...]:
    if sheet.kind != "table" or sheet.has_example:
        return ()
    return tuple(
        {
            key: _sameness_of(sheet, key, value, language)
            for key, value in row.items()
            if "." not in key and value is not None
        }
        for language in LANGUAGES
        for row in prefilled_rows(sheet, language)
    )


def _sameness_of(sheet: Sheet, key: str, value: object, language: Language) -> object:
    day = isinstance(value, dt.date)
    typed = dt.datetime(value.year, value.month, value.day) if isinstance(value, dt.date) else value  # noqa: DTZ001
    cell = Cell(1, 1, typed, "d.m.yyyy" if day else "")  # type: ignore[arg-type]
    return _typed(sheet, cell, read_cell(cell, sheet.field(key), language), language, NOWHERE, key).same


# --- what belongs to no field -----------------------------------------------------------------------------------------


class _Strange:
    """What of one declared sheet is in no row and not ours, and the marks beside single values."""

    def __init__(self, grid: Grid, sheet: Sheet, reading: SheetReading, language: Language, file: str) -> None:
        self._grid, self._sheet, self._language, self._file = grid, sheet, language, file
        entries = (*reading.entries, *reading.versions)
        self._used: Spots = {(cell.row, cell.column) for raw in entries for cell, _ in raw.typed.values()}
        self._used |= {(cell.row, cell.column) for cell in reading.left_out}
        self._under: dict[int, str] = {}
        self._labels: dict[int, str] = {}
        self._near: Spots = set()
        self._help = 0
        self.marks: dict[str, Mark] = {}
        self.columns: frozenset[str] = frozenset()
        if sheet.kind == "table":
            self._table(find_columns(grid, sheet), {coordinates(raw.row.cell)[0] for raw in entries})
        else:
            self._pairs()

    def strays(self) -> Iterator[Stray]:
        """Each cell that belongs to no field, in order."""
        for row, cells in self._grid.rows.items():
            for column, cell in cells.items():
                text = whole_text(cell, self._language)
                if (row, column) in self._used or is_of_help(text, self._sheet):
                    continue
                kind, under = self._kind(row, column)
                yield Stray(kind, Place(self._file, self._grid.title, cell.address), text, under)

    def _kind(self, row: int, column: int) -> tuple[StrayKind, str]:
        if (row, column) in self._near:
            return "header", ""
        if column in self._under:
            return "own_column", self._under[column]
        if row in self._labels:
            return "own_row", self._labels[row]
        return ("help", "") if column == self._help else ("outside", "")

    def _table(self, headers: Headers | None, rows: Collection[int]) -> None:
        if headers is None:
            return
        self.columns = frozenset(map(_key, headers.found))
        near = {header.line for header in headers.near}
        self._used |= {(headers.row, header.line) for header in headers.found if header.line not in near}
        self._near = {(headers.row, column) for column in near}
        self._under = {cell.column: whole_text(cell, self._language) for cell in headers.extra}
        if headers.combined:
            self._used |= {(row, headers.combined) for row in (headers.row, *rows)}

    def _pairs(self) -> None:
        columns = find_value_columns(self._grid, self._sheet)
        if columns is None:
            return
        rows = self._grid.rows
        self._used |= {(columns.header_row, column) for column in rows.get(columns.header_row, ())}
        self._help = columns.help
        labels = [
            cells[columns.label] for row, cells in rows.items() if row > columns.header_row and columns.label in cells
        ]
        headers = find_labels(labels, self._sheet, columns.header_row)
        self.columns = frozenset(map(_key, headers.found))
        near = {header.line for header in headers.near}
        self._near = {(line, columns.label) for line in near}
        for header in headers.found:
            if header.line not in near:
                self._used.add((header.line, columns.label))
            mark = rows[header.line].get(columns.combined)
            if mark is not None:
                self._used.add((header.line, columns.combined))
                self.marks[_key(header)] = mark_of(whole_text(mark, self._language))
        self._labels = {cell.row: whole_text(cell, self._language) for cell in headers.extra}


def _key(header: Header) -> str:
    return companion_key(header.field.key, header.language) if header.language else header.field.key


def _further(grid: Grid, language: Language, file: str, owner: str) -> Iterator[Stray]:
    """What people typed on a sheet that is no declared one."""
    key = own_key(grid)
    if key in _WHOLE:
        return
    for cells in grid.rows.values():
        for cell in cells.values():
            text = whole_text(cell, language)
            ours = _is_info(text) if key == INFO_SHEET else bool(key) and is_of_ours(cell, owner)
            if not ours:
                yield Stray("own_sheet", Place(file, grid.title, cell.address), text)


def _is_info(text: str) -> bool:
    """Whether the program wrote a text of the hidden sheet."""
    return text in _INFO or text.isdigit() or is_taken_mark(text)


def _above(grid: Grid, key: str, language: Language, file: str) -> Iterator[Stray]:
    """What people wrote above the table of a sheet of ours."""
    for cell in above_table(grid, key) if key != "combining" else ():
        yield Stray("outside", Place(file, grid.title, cell.address), whole_text(cell, language))


def _whole(grid: Grid, language: Language, file: str) -> tuple[TypedRow, ...]:
    """Every row of a sheet of ours that holds what people wrote."""
    rows = []
    for cells in grid.rows.values():
        found = {}
        for column, cell in cells.items():
            place, key = Place(file, grid.title, cell.address), column_letters(column)
            text = whole_text(cell, language)
            found[key] = TypedCell(
                key, place, cell.value, text, cell.value, text, cell.number_format, cell.formula, cell.struck
            )
        rows.append(TypedRow(found, next(iter(found.values())).place))
    return tuple(rows)
