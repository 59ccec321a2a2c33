"""The workbook as a model. In: an .xlsx or .xlsm that people filled in. Out: a `Roadmap`, every value with its cell.

All faults are told at once, and everything that is not empty is used, reported or named as unused. Rules that need more
than one cell are `checking`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.vocabulary import model
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Entry, Language, Roadmap
from pipeline.workbook.archived_ids import archived_ids, archived_statuses
from pipeline.workbook.grid import Book
from pipeline.workbook.layout import Sheet, layout
from pipeline.workbook.locating import FoundSheets, find_sheets
from pipeline.workbook.opening import open_workbook
from pipeline.workbook.pairs import read_pairs
from pipeline.workbook.sheet_reading import RawEntry, SheetReading
from pipeline.workbook.tables import read_table
from pipeline.workbook.translating import in_language

__all__ = ["in_language", "read"]

_ENTRIES: Mapping[str, type[Entry]] = {
    "organisation": model.Organisation,
    "foreword": model.Foreword,
    "vision": model.Vision,
    "governance": model.Governance,
    "phases": model.Phase,
    "interviews": model.Interview,
    "levels": model.Level,
    "promises": model.Promise,
    "goals": model.Goal,
    "actions": model.Action,
    "trainings": model.Training,
    "indicators": model.Indicator,
    "statutes": model.Statute,
    "questions": model.Question,
}
"""What each sheet's entries are in the model; the sheets' keys are the attributes of `Roadmap`."""


def read(path: Path, name: str) -> tuple[Roadmap | None, tuple[Finding, ...]]:
    """The roadmap in a workbook, and all that is wrong with its cells. `name` is the path as the user gave it.

    None when nothing can be read: the file can't be opened, or has none of the expected sheets.
    """
    opened, findings = open_sheets(path, name)
    if opened is None:
        return None, findings
    roadmap = _roadmap(opened.readings, opened.found.language, name)
    roadmap = replace(
        roadmap,
        sheets=_titles(opened.found),
        archived=archived_ids(opened.book, name),
        archived_statuses=archived_statuses(opened.book),
    )
    return roadmap, (*findings, *_unused_companions(opened.readings, roadmap))


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook whose sheets have been found and read, by their keys."""

    book: Book
    found: FoundSheets
    readings: Mapping[str, SheetReading]


def open_sheets(path: Path, name: str) -> tuple[Opened | None, tuple[Finding, ...]]:
    """The workbook's sheets, and all that is wrong with their cells; None when nothing can be read."""
    book, findings = open_workbook(path, name)
    if book is None:
        return None, findings
    found = find_sheets(book, name)
    if not found.grids and not book.damaged:
        titles = ", ".join(grid.title for grid in book.sheets)
        return None, (*findings, Finding("IN015", Place(name), {"sheets": titles}))
    readings = {sheet.key: _read_sheet(sheet, found, name) for sheet in layout().sheets if sheet.key in found.grids}
    return Opened(book, found, readings), (
        *findings,
        *_missing_sheets(book, found, name),
        *found.findings,
        *(finding for reading in readings.values() for finding in reading.findings),
    )


def _titles(found: FoundSheets) -> Mapping[str, str]:
    return {
        sheet.key: found.grids[sheet.key].title if sheet.key in found.grids else sheet.title[found.language]
        for sheet in layout().sheets
    }


def _read_sheet(sheet: Sheet, found: FoundSheets, file: str) -> SheetReading:
    read_one = read_table if sheet.kind == "table" else read_pairs
    return read_one(found.grids[sheet.key], sheet, found.language, file)


def _missing_sheets(book: Book, found: FoundSheets, file: str) -> list[Finding]:
    """Required sheets that are not there; a damaged one has been told already."""
    damaged = {title.casefold() for title in book.damaged}
    return [
        Finding("WB006", Place(file), {"sheet": sheet.title[found.language]})
        for sheet in layout().sheets
        if sheet.required
        and sheet.key not in found.grids
        and not damaged & {title.casefold() for title in sheet.title.values()}
    ]


def _roadmap(readings: Mapping[str, SheetReading], language: Language, file: str) -> Roadmap:
    values: dict[str, Any] = {}
    for sheet in layout().sheets:
        reading = readings.get(sheet.key)
        entries = tuple(_entry(sheet, raw) for raw in reading.entries) if reading else ()
        if sheet.kind == "table":
            values[sheet.key] = entries
        elif entries:
            values[sheet.key] = entries[0]
    organisation: model.Organisation = values.get("organisation", model.Organisation())
    main = organisation.languages[0] if organisation.languages else language
    return Roadmap(file=file, language=main, **values)


def _entry(sheet: Sheet, raw: RawEntry) -> Entry:
    values: dict[str, Any] = dict(raw.values)
    return _ENTRIES[sheet.key](at=raw.at, row=raw.row, companions=raw.companions, **values)


def _unused_companions(readings: Mapping[str, SheetReading], roadmap: Roadmap) -> list[Finding]:
    """Companions in the main language, or in one that no document is written in."""
    used = set(roadmap.organisation.languages) - {roadmap.language}
    return [
        Finding("WB032", place, {"column": header.label})
        for reading in readings.values()
        for header, place in reading.companions
        if header.language not in used
    ]
