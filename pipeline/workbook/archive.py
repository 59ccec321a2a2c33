"""The archive: a sheet of finished and cancelled actions that grows from year to year; no document is made of it.

In: the rows that were archived before and those that are finished now. Out: the sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import TypedBook, TypedCell, TypedRow
from pipeline.workbook.filled import FilledCell, FilledRow, FurtherSheet
from pipeline.workbook.grid import Cell, Grid, coordinates
from pipeline.workbook.headers import Headers, find_columns
from pipeline.workbook.layout import Field, Sheet, layout
from pipeline.workbook.leftovers import unlike
from pipeline.workbook.texts import folded
from pipeline.workbook.validation import number_format

SHEET = "archive"
_YEAR, _YEAR_WIDTH = "year", 10
_OWN = "="
"""What the key of a column of people's own begins with."""


@dataclass(frozen=True, slots=True)
class Archived:
    """The rows of an archive by the keys of their fields, and the columns that are no field's, in order."""

    rows: tuple[FilledRow, ...] = ()
    more: tuple[str, ...] = ()


def archived(old: TypedBook) -> Archived:
    """What a workbook's archive holds; of a sheet without headers that are known, each row under columns of its own."""
    sheets: dict[str, dict[tuple[int, int], TypedCell]] = {}
    for row in old.own.get(SHEET, ()):
        for cell in row.cells.values():
            sheets.setdefault(cell.place.sheet, {})[coordinates(cell.place.cell)] = cell
    found: list[FilledRow] = []
    own: dict[str, None] = {}
    for cells in sheets.values():
        headers = find_columns(Grid("", {spot: _as_cell(spot, cell) for spot, cell in cells.items()}), _actions())
        keys, rows = _keys(headers, cells), _by_row(cells)
        own |= dict.fromkeys(key for key in keys.values() if key.startswith(_OWN))
        top = headers.row if headers else 0
        found += [
            {keys.get(column, f"{_OWN}{column}"): _again(cell) for column, cell in line.items()}
            for row, line in rows.items()
            if row > top
        ]
    own |= dict.fromkeys(key for row in found for key in row if key.startswith(_OWN))
    return Archived(tuple(found), tuple(own))


def _by_row(cells: Mapping[tuple[int, int], TypedCell]) -> Mapping[int, Mapping[int, TypedCell]]:
    rows: dict[int, dict[int, TypedCell]] = {}
    for (row, column), cell in sorted(cells.items()):
        rows.setdefault(row, {})[column] = cell
    return rows


def _actions() -> Sheet:
    return layout().sheet("actions")


def _keys(headers: Headers | None, cells: Mapping[tuple[int, int], TypedCell]) -> Mapping[int, str]:
    if headers is None:
        return {}
    years = {folded(words(language).text("workbook", "carrying.column.year")) for language in LANGUAGES}
    own: dict[int, str] = {}
    for cell in headers.extra:
        label = cells[headers.row, cell.column].text
        is_year = folded(str(cell.value)) in years and _YEAR not in own.values()
        own[cell.column] = _YEAR if is_year else _own_key(label, own.values())
    fields = {
        header.line: f"{header.field.key}.{header.language}" if header.language else header.field.key
        for header in headers.found
    }
    return own | fields


def _own_key(label: str, taken: Collection[str]) -> str:
    """The key of a column of people's own: of two with one header, the second's is what the sheet calls it then."""
    key, number = f"{_OWN}{label}", 2
    while key in taken:
        key, number = f"{_OWN}{label} {number}", number + 1
    return key


def sheet(
    before: Archived, finished: Sequence[FilledRow], fields: Sequence[Field], language: Language, year: int | None
) -> FurtherSheet | None:
    """The archive with the actions that are finished now; None when there is nothing in it."""
    say = words(language)
    dated = [{_YEAR: FilledCell(year), **row} for row in finished]
    there = {_texts(row) for row in before.rows}
    rows = [*before.rows, *(row for row in dated if _texts(row) not in there)]
    if not rows:
        return None
    known = {_YEAR, *(field.key for field in fields)}
    more = list(dict.fromkeys((*before.more, *(key for row in rows for key in row if key not in known))))
    columns = [_YEAR, *(field.key for field in fields), *more]
    formats = {field.key: number_format(field, language) for field in fields}
    headers = [say.text("workbook", "carrying.column.year"), *(field.label[language] for field in fields)]
    return FurtherSheet(
        layout().titles[SHEET][language],
        (layout().titles[SHEET][language], say.text("workbook", "carrying.archive_intro")),
        unlike([*headers, *(_header(key, language) for key in more)]),
        (_YEAR_WIDTH, *(field.width for field in fields), *(30 for _ in more)),
        [[_shown(row.get(key, FilledCell(None)), formats.get(key, "")) for key in columns] for row in rows],
    )


def _header(key: str, language: Language) -> str:
    """The header of a column that the workbook has no more: a companion's, or one of people's own."""
    name, _, other = key.partition(".")
    known = {field.key: field for field in _actions().fields}
    if key.startswith(_OWN) or name not in known:
        return key.removeprefix(_OWN)
    return f"{known[name].label[language]} ({other})"


def together(books: Sequence[TypedBook]) -> Archived:
    """The archives of several workbooks, column by column; a row that several have stands once."""
    found: dict[tuple[frozenset[tuple[str, str]], str], FilledRow] = {}
    more: dict[str, None] = {}
    for before in map(archived, books):
        more |= dict.fromkeys(before.more)
        for row in before.rows:
            year = _text(row[_YEAR].value) if _YEAR in row else ""
            found.setdefault((_texts(row), year), row)
    return Archived(tuple(found.values()), tuple(more))


def _texts(row: FilledRow) -> frozenset[tuple[str, str]]:
    """What stands in a row, whatever year it was put there."""
    return frozenset((key, _text(cell.value)) for key, cell in row.items() if cell.value is not None and key != _YEAR)


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _shown(cell: FilledCell, of_field: str) -> FilledCell:
    return replace(cell, number_format=cell.number_format or of_field, note="", look="")


def _again(cell: TypedCell) -> FilledCell:
    value = cell.text if cell.value is None else cell.value
    return FilledCell(value, cell.number_format, struck=cell.struck == "whole")


def _as_cell(spot: tuple[int, int], cell: TypedCell) -> Cell:
    return Cell(*spot, cell.text)


def finished_rows(rows: Sequence[TypedRow]) -> tuple[list[TypedRow], list[TypedRow]]:
    """The rows of actions that are finished or cancelled, and the others."""
    ended: list[TypedRow] = []
    going_on: list[TypedRow] = []
    for row in rows:
        is_finished = "status" in row.cells and row.cells["status"].read in ("done", "cancelled")
        (ended if is_finished else going_on).append(row)
    return ended, going_on
