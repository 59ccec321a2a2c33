"""A survey file to tables, or to the fault that keeps it closed.

In: a path and its name as the user gave it. Out: a `Table` for each sheet that has a header row, texts as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from pipeline.ooxml.safety import Kind, scan
from pipeline.survey.files import sheets, texts
from pipeline.survey.files.grid import Grid
from pipeline.survey.files.naming_cells import named_cells
from pipeline.survey.files.table import Table, build
from pipeline.vocabulary.findings import Finding, FindingValue, Place, Term

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_PROBLEMS = ("unclosed", "long")
TEXTS = frozenset({".csv", ".tsv", ".txt"})


def open_tables(
    path: Path, name: str, *, most_rows: int | None = None
) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """The tables of a survey file, of its first rows only when `most_rows` is given.

    Findings: IN… when the file can't be read, SV001 when no row looks like a header, SV002 when there is no row, SV024
    when a text can't be parted into cells, SV022 and SV023 for cells without a value, SV061 for columns too far away.
    """
    place = Place(name)
    fault = scan(path, _expected(path))
    if fault:
        return (), (fault.at(place),)
    try:
        return _tables(path, name, most_rows)
    except sheets.DamagedWorkbookError:
        return (), (Finding("IN005", place),)
    except texts.BrokenTextError as error:
        values: dict[str, FindingValue] = {"row": error.row, "problem": Term(f"cell.{_PROBLEMS[error.is_long]}")}
        return (), (Finding("SV024", place, values) if error.row else Finding("IN005", place),)
    except OSError:
        return (), (Finding("IN012", place),)


def _expected(path: Path) -> tuple[Kind, ...]:
    return ("workbook", "macro_workbook") if path.suffix.lower() in WORKBOOKS else ("text",)


def _tables(path: Path, name: str, most_rows: int | None) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    is_workbook = path.suffix.lower() in WORKBOOKS
    grids = sheets.read_sheets(path, most_rows) if is_workbook else (texts.read_text(path, most_rows),)
    tables: list[Table] = []
    findings: list[Finding] = []
    any_row = False
    for grid in grids:
        rows = iter(grid.rows)
        first = list(islice(rows, 1))
        any_row = any_row or bool(first)
        if table := build(replace(grid, rows=chain(first, rows)), name):
            tables.append(table)
            findings += _without_value(grid, table)
    if grids and not tables:
        return (), (Finding("SV001" if any_row else "SV002", Place(name)),)
    return tuple(tables), tuple(findings)


def _without_value(grid: Grid, table: Table) -> Iterator[Finding]:
    """What is told of cells that are empty to us though they are not in the file."""
    for code, cells in (("SV022", grid.errors), ("SV023", grid.unreckoned)):
        if cells:
            values: dict[str, FindingValue] = {"count": len(cells), "cells": named_cells(cells)}
            yield Finding(code, Place(table.file, table.sheet, cells[0]), values)
    if grid.cut:
        yield Finding("SV061", Place(table.file, table.sheet, grid.cut))
