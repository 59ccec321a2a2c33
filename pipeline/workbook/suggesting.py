"""Suggested rows in the sheet `Kysymykset` of an annotated copy: what a column of the survey may mean.

In: the copy while it is open, the workbook it is made of, the suggestions. Out: a filled row with a note for each,
below what stands there. A column with two likely meanings gets a question mark and both in its note: a person chooses,
and the row as it stands says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.language import Words, words
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.suggestions import Suggestion
from pipeline.workbook.grid import Grid, address
from pipeline.workbook.headers import find_columns
from pipeline.workbook.layout import layout
from pipeline.workbook.locating import find_sheets
from pipeline.workbook.opening import open_workbook

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

AUTHOR = "digitiekartta"
FILL = "FFF2CC"
_WIDTH, _HEIGHT = 360, 110
_HEADER_ROW = 2
UNDECIDED = "?"
"""A meaning that says nothing yet: `survey` takes the row for none."""


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the rows go: the sheet, the columns of header and meaning, the first free row."""

    sheet: Worksheet
    columns: Mapping[str, int]
    row: int


def add_suggestions(book: Workbook, source: Path, suggestions: Sequence[Suggestion], say: Words) -> None:
    """Adds a row for each suggestion, in the workbook's language; notes are in the reader's."""
    read, _ = open_workbook(source, source.name)
    if not suggestions or read is None:
        return
    found = find_sheets(read, source.name)
    own = words(found.language)
    target = _there(book, found.grids.get("questions")) or _new(book, found.language)
    undecided = _undecided(target)
    last = target.row - 1
    for suggestion in suggestions:
        row = undecided.get(suggestion.column.strip())
        last = last if row else last + 1
        _write(target, row or last, suggestion, own, say)
    _stretch_table(target.sheet, last)


def _there(book: Workbook, grid: Grid | None) -> _Target | None:
    """The sheet as it stands, or None when it is missing or has lost its headers."""
    headers = find_columns(grid, layout().sheet("questions")) if grid else None
    if grid is None or headers is None:
        return None
    columns = {header.field.key: header.line for header in headers.found if not header.language}
    return _Target(book[grid.title], columns, max(grid.rows) + 1) if len(columns) > 1 else None


def _new(book: Workbook, language: Language) -> _Target:
    from openpyxl.styles import Alignment, Font

    sheet = layout().sheet("questions")
    title = sheet.title[language]
    page = book[title] if title in book.sheetnames else book.create_sheet(title)
    page["A1"] = sheet.help[language]
    for column, field in enumerate(sheet.fields, start=1):
        cell = page.cell(_HEADER_ROW, column, field.header(language))
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
        page.column_dimensions[cell.column_letter].width = field.width
    columns = {field.key: column for column, field in enumerate(sheet.fields, start=1)}
    return _Target(page, columns, _HEADER_ROW + 1)


def _undecided(target: _Target) -> Mapping[str, int]:
    """The rows of an earlier copy that nobody has decided on, by their headers."""
    found: dict[str, int] = {}
    for row in range(1, target.row):
        meaning, header = (target.sheet.cell(row, target.columns[key]).value for key in ("meaning", "column"))
        if str(meaning).strip() == UNDECIDED and header:
            found.setdefault(str(header).strip(), row)
    return found


def _write(target: _Target, row: int, suggestion: Suggestion, own: Words, say: Words) -> None:
    meanings = [own.term(meaning) for meaning in suggestion.meanings]
    header, meaning = (target.sheet[address(row, target.columns[key])] for key in ("column", "meaning"))
    _mark(header, suggestion.column)
    _mark(meaning, meanings[0] if suggestion.is_ready else UNDECIDED)
    _note(meaning, _told(suggestion, meanings, say))


def _told(suggestion: Suggestion, meanings: Sequence[str], say: Words) -> str:
    because = f" {say.text('workbook', f'suggestion.because.{suggestion.reason}')}" if suggestion.reason else ""
    if suggestion.is_ready:
        return say.text("workbook", "suggestion.one", confidence=suggestion.confidence) + because
    listed = "\n".join(["", *meanings])
    return say.text("workbook", "suggestion.several") + because + listed


def _mark(cell: Cell, text: str) -> None:
    """Text as text, whatever it begins with: a header of a survey must not become a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, PatternFill

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    if cell.value is not None:
        cell.data_type, cell.quotePrefix = "s", text.startswith(("=", "+", "-", "@"))
    cell.number_format = "@"
    cell.fill = PatternFill("solid", start_color=FILL)
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _note(cell: Cell, text: str) -> None:
    from openpyxl.comments import Comment

    before = f"\n\n{cell.comment.text}" if cell.comment else ""
    cell.comment = Comment(text + before, AUTHOR, height=_HEIGHT, width=_WIDTH)


def _stretch_table(sheet: Worksheet, last: int) -> None:
    """The sheet's Excel table, when it has one, reaches down to the last row."""
    for table in sheet.tables.values():
        area = sheet[table.ref]
        if area[-1][0].row < last:
            table.ref = f"{area[0][0].coordinate}:{address(last, area[0][-1].column)}"
            if table.autoFilter is not None:
                table.autoFilter.ref = table.ref
