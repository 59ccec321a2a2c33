"""A survey file to tables, or to the fault that keeps it closed.

In: a path and its name as the user gave it. Out: a `Table` for each sheet that has a header row, texts as they stand.
"""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.ooxml.safety import Kind, scan
from pipeline.survey.files import sheets, texts
from pipeline.survey.files.grid import Grid
from pipeline.survey.files.table import Table, build
from pipeline.vocabulary.findings import Finding, Place

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})


def open_tables(
    path: Path, name: str, *, most_rows: int | None = None
) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """The tables of a survey file, of its first rows only when `most_rows` is given.

    Findings: IN… when the file can't be read, SV001 when no row looks like a header, SV002 when there is no row.
    """
    grids, findings = _open_grids(path, name, most_rows)
    tables = tuple(table for grid in grids if (table := build(grid, name)))
    if grids and not tables:
        code = "SV001" if any(grid.rows for grid in grids) else "SV002"
        return (), (*findings, Finding(code, Place(name)))
    return tables, findings


def _open_grids(path: Path, name: str, most_rows: int | None) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    place = Place(name)
    expected: tuple[Kind, ...] = ("workbook", "macro_workbook") if path.suffix.lower() in WORKBOOKS else ("text",)
    fault = scan(path, expected)
    if fault:
        return (), (fault.at(place),)
    try:
        if expected[0] == "workbook":
            return sheets.read_sheets(path, most_rows), ()
        return (texts.read_text(path, most_rows),), ()
    except (sheets.DamagedWorkbookError, csv.Error):
        return (), (Finding("IN005", place),)
    except OSError:
        return (), (Finding("IN012", place),)
