"""Copies of the example's input folder, changed as people change theirs, and built. For tests of the whole program.

In: where the copy goes and what is done to its workbook or survey. Out: the folder, and its documents.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.runs.batch import build_all
from pipeline.runs.options import COUNCIL, ROADMAP, STAFF, Options, Outcome
from pipeline.workbook.layout import Field, Sheet, layout

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "inputs" / "esimerkki"
DOCUMENTS = (ROADMAP, STAFF, COUNCIL)
WORKBOOK, SURVEY = "tyokirja.xlsx", "kysely.xlsx"
SURVEYS = (SURVEY, "kysely-2023.xlsx", "vertailu.csv")
"""The example's survey, its last one, and what others answered."""
SHEETS = {sheet.key: sheet for sheet in layout().sheets}


def copy_example(folder: Path, change: Callable[[Workbook], None] | None = None, *, survey: bool = True) -> Path:
    """The example in another folder, its workbook changed through openpyxl."""
    shutil.copytree(EXAMPLE, folder)
    for name in () if survey else SURVEYS:
        (folder / name).unlink()
    if change is not None:
        book = load_workbook(folder / WORKBOOK)
        change(book)
        book.save(folder / WORKBOOK)
    return folder


def build(folder: Path, outputs: Path, documents: tuple[str, ...] = DOCUMENTS) -> tuple[Outcome, dict[str, bytes]]:
    """One folder's outcome, and its documents by name when they could be made."""
    outcome = list(build_all([str(folder)], Options(outputs, documents)))[-1]
    assert isinstance(outcome, Outcome)
    return outcome, {Path(path).name: Path(path).read_bytes() for path in outcome.outputs}


def survey_rows(path: Path = EXAMPLE / SURVEY) -> list[list[Any]]:
    """The rows of a survey export, its headers first."""
    return [list(row) for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]


def write_csv(path: Path, rows: list[list[Any]]) -> None:
    """A survey as Excel saves it in Finland: semicolons, a byte order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def columns(page: Worksheet, sheet: Sheet) -> tuple[int, Mapping[str, int]]:
    """The header row of a table, and the column of each of its fields by key."""
    keys = {label_of(field): field.key for field in sheet.fields}
    for row in range(1, 6):
        found = {keys.get(plain_label(page.cell(row, at).value), ""): at for at in range(1, page.max_column + 1)}
        found.pop("", None)
        if len(found) > 1:
            return row, found
    raise AssertionError(f"no headers in {page.title}")


def cells(page: Worksheet, sheet: Sheet) -> list[tuple[Field, Cell]]:
    """Every filled-in cell of a sheet with its field, row by row."""
    if sheet.kind == "fields":
        by_label = {label_of(field): field for field in sheet.fields}
        rows = ((by_label.get(plain_label(page.cell(row, 1).value)), row) for row in range(1, page.max_row + 1))
        places = [(field, row, 2) for field, row in rows if field]
    else:
        header, found = columns(page, sheet)
        rows_below = range(header + 1, page.max_row + 1)
        places = [(sheet.field(key), row, at) for row in rows_below for key, at in found.items()]
    filled = [(field, page.cell(row, at)) for field, row, at in places]
    return [(field, cell) for field, cell in filled if isinstance(cell, Cell) and cell.value is not None]


def drop_rows(book: Workbook, key: str) -> None:
    """Empties a table: its headers stay."""
    sheet = SHEETS[key]
    page = book[sheet.title["fi"]]
    header, _ = columns(page, sheet)
    for row in page.iter_rows(min_row=header + 1):
        for cell in row:
            cell.value = None


def drop_sheet(book: Workbook, key: str) -> None:
    """Takes a sheet away."""
    del book[SHEETS[key].title["fi"]]


def label_of(field: Field) -> str:
    """A field's Finnish header as it is compared."""
    return plain_label(field.label["fi"])


def plain_label(value: object) -> str:
    """A header without its mark, as it is compared."""
    return str(value or "").rstrip("*").strip().casefold()
