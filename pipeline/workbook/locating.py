"""Which sheet of a used workbook is which. In: a `Book` and the layout. Out: a grid for each declared sheet.

Sheets go by their titles in any of the three languages, else by the stable name of their Excel table. What is found by
a near match is told, and so is what is not used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.language import LANGUAGES
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Language
from pipeline.workbook.grid import Book, Grid
from pipeline.workbook.headers import NEAR, field_names, find_columns, text_of
from pipeline.workbook.layout import INFO_SHEET, Sheet, layout
from pipeline.workbook.texts import folded, likeness


@dataclass(frozen=True, slots=True)
class FoundSheets:
    """The grids of the declared sheets by key, the workbook's language, and what was told on the way."""

    grids: Mapping[str, Grid]
    language: Language
    findings: tuple[Finding, ...] = ()


def find_sheets(book: Book, file: str) -> FoundSheets:
    """The sheets of a workbook, whichever language and order they are in."""
    exact = _grouped(book, lambda grid: titles().get(folded(grid.title), ""))
    others = [grid for grid in book.sheets if folded(grid.title) not in titles() and not _is_own(grid.title)]
    near = _grouped(Book(tuple(others)), _near_sheet)
    language = _language(book, exact)
    findings = [
        Finding("WB043", Place(file, grid.title), {"sheet": grid.title}) for grid in near.pop("", ()) if grid.rows
    ]
    grids: dict[str, Grid] = {}
    for sheet in layout().sheets:
        found = [*exact.get(sheet.key, ()), *near.get(sheet.key, ())]
        if found:
            grids[sheet.key] = found[0]
            findings += _doubts(sheet, found, exact, language, file)
    return FoundSheets(grids, language, tuple(findings))


def _grouped(book: Book, key_of: Callable[[Grid], str]) -> dict[str, list[Grid]]:
    groups: dict[str, list[Grid]] = {}
    for grid in book.sheets:
        groups.setdefault(key_of(grid), []).append(grid)
    return groups


def _doubts(
    sheet: Sheet, found: list[Grid], exact: Mapping[str, list[Grid]], language: Language, file: str
) -> list[Finding]:
    place, title = Place(file, found[0].title), sheet.title[language]
    if len(found) > 1:
        return [Finding("WB028", place, {"table": title, "first": found[0].title, "second": found[1].title})]
    if sheet.key not in exact:
        return [Finding("WB040", place, {"found": found[0].title, "expected": title})]
    return []


@cache
def titles() -> Mapping[str, str]:
    """Every title of a sheet with data, folded, with the sheet's key."""
    return {folded(title): sheet.key for sheet in layout().sheets for title in sheet.title.values()}


def _is_own(title: str) -> bool:
    own = {folded(name) for worded in layout().titles.values() for name in worded.values()}
    return folded(title) in own | {INFO_SHEET}


def _near_sheet(grid: Grid) -> str:
    """The key of the sheet that a grid stands for when its title is not quite right; its headers must say the same."""
    for sheet in layout().sheets:
        if (sheet.table_name in grid.tables or _near_title(grid.title, sheet)) and _agrees(grid, sheet):
            return sheet.key
    return ""


def _near_title(title: str, sheet: Sheet) -> bool:
    """`Toimenpiteet (2)`, `Toimenpiteet FINAL`, `Toimenpitet`."""
    typed = folded(title)
    return any(
        re.match(rf"{re.escape(folded(name))}[\W\d_]", typed) or likeness(name, typed) >= NEAR
        for name in sheet.title.values()
    )


def _agrees(grid: Grid, sheet: Sheet) -> bool:
    if sheet.kind == "table":
        return find_columns(grid, sheet) is not None
    labels = field_names(sheet)
    return sum(text_of(cell) in labels for cells in grid.rows.values() for cell in cells.values()) >= 2


def _language(book: Book, exact: Mapping[str, list[Grid]]) -> Language:
    """The language the workbook was made in: noted in its hidden sheet, else that of most titles."""
    info = next((grid for grid in book.sheets if folded(grid.title) == INFO_SHEET), None)
    noted = [str(cell.value) for cell in info.cells.values()] if info else []
    stated: Language | None = next((language for language in LANGUAGES if language in noted), None)
    if stated:
        return stated
    counted: Counter[Language] = Counter()
    for sheet in layout().sheets:
        for grid in exact.get(sheet.key, ()):
            counted.update(name for name in LANGUAGES if folded(sheet.title[name]) == folded(grid.title))
    return max(LANGUAGES, key=lambda name: counted[name])
