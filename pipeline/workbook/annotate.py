"""A copy of the workbook with a note at each cell that a finding names, so that people mend it where they see it.

In: the workbook, the findings of all rooms, the reader's language. Out: an .xlsx beside it; the original is untouched.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.language import Words, words
from pipeline.vocabulary.findings import Finding, Severity
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.suggestions import Suggestion
from pipeline.workbook.grid import coordinates
from pipeline.workbook.suggesting import add_suggestions

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

AUTHOR = "digitiekartta"
_ORDER = tuple(Severity)
_FILLS = {Severity.ERROR: "FADCDC", Severity.WARNING: "FBE3D6"}
_WIDTH, _LINE, _LETTERS = 360, 18, 52


def annotate(
    source: Path,
    target: Path,
    findings: Iterable[Finding],
    language: Language,
    suggestions: Sequence[Suggestion] = (),
) -> int:
    """Writes the copy; returns how many cells got a note. Findings of other files are left out.

    A finding of a whole sheet goes to its first cell, one of the whole workbook to the first sheet's. `suggestions`
    become rows of the sheet `Kysymykset`. OSError when `target` can't be written.
    """
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out; the original keeps it
        book = load_workbook(source)
        noted = _by_cell(book, findings)
        for (title, cell), told in noted.items():
            _write_note(book[title], cell, told, words(language))
        add_suggestions(book, source, suggestions, words(language))
        book.save(target)
    return len(noted)


def _by_cell(book: Workbook, findings: Iterable[Finding]) -> Mapping[tuple[str, str], list[Finding]]:
    first = next(sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible")
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        title = finding.place.sheet or first
        if title in book.sheetnames:
            grouped.setdefault((title, _anchor(book[title], finding.place.cell)), []).append(finding)
    return grouped


def _anchor(sheet: Worksheet, cell: str) -> str:
    """The cell itself, or the first one of the merged range it is in, which alone can hold a note."""
    if not cell:
        return "A1"
    row, column = coordinates(cell)
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return str(area.coord.partition(":")[0])
    return cell


def _write_note(sheet: Worksheet, cell: str, findings: list[Finding], say: Words) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    findings = sorted(findings, key=lambda finding: _ORDER.index(finding.severity))
    text = "\n\n".join(_worded(finding, say) for finding in findings)
    before = sheet[cell].comment
    if before is not None:
        text = f"{text}\n\n{before.text}"
    lines = sum(1 + len(line) // _LETTERS for line in text.splitlines())
    sheet[cell].comment = Comment(text, AUTHOR, height=(lines + 1) * _LINE, width=_WIDTH)
    colour = _FILLS.get(findings[0].severity)
    if colour:
        sheet[cell].fill = PatternFill("solid", start_color=colour)


def _worded(finding: Finding, say: Words) -> str:
    severity = say.text("workbook", f"severity.{finding.severity}")
    return f"{severity} {finding.code}: {say.message(finding)}\n{say.hint(finding)}"
