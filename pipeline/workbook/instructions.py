"""The first sheet, Ohje: what the workbook is for, how to fill it in, and live counts of what is missing.

In: the words and the layout. Out: a protected sheet whose table of sheets links to each of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.language import Words
from pipeline.vocabulary.model import Language
from pipeline.workbook import marking
from pipeline.workbook.grid import column_letters
from pipeline.workbook.layout import Field, Sheet, layout
from pipeline.workbook.prefilled import Row


@dataclass(frozen=True, slots=True)
class Told:
    """What the sheet tells about the workbook: whose it is, its sheets, the rows of its tables and, of sheets of single
    values, the texts by their keys; both by the sheet's key."""

    organisation: str
    sheets: Sequence[Sheet]
    rows: Mapping[str, Sequence[Row]]
    values: Mapping[str, Row]


def write_instructions(
    page: Worksheet, book: Workbook, words: Words, told: Told, header_row: int, last_row: int
) -> None:
    """Fills the sheet; `header_row` and `last_row` tell where the data of the other sheets stands."""
    writer = _Writer(page, book, words, told, header_row, last_row)
    writer.introduction()
    writer.table_of_sheets()
    writer.paragraphs("ways")
    writer.marks()
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 96)
    page.set_column(2, 3, 12)
    page.hide_gridlines(2)
    page.protect()
    page.activate()


def _is_missing(field: Field, row: Row) -> bool:
    text = str(row.get(field.translates) or "") if field.translates else ""
    return (field.required or any(map(str.isalpha, text))) and not row.get(field.key)


def _untranslated(sheet: Sheet, cells: Mapping[str, str]) -> list[str]:
    return [marking.untranslated(field, sheet, cells) for field in sheet.fields if field.translates]


class _Writer:
    """Writes downwards, a row at a time."""

    def __init__(
        self, page: Worksheet, book: Workbook, words: Words, told: Told, header_row: int, last_row: int
    ) -> None:
        self._page, self._words, self._told = page, words, told
        self._language: Language = words.language
        self._header_row, self._last_row = header_row, last_row
        self._formats = marking.formats(book)
        self._row = 0

    def introduction(self) -> None:
        """Title, purpose, steps."""
        self._line(0, self._words.text("workbook", "blank.title"), "title")
        if self._told.organisation:
            self._line(0, self._told.organisation, "heading")
        self._line(0, self._text("purpose"), "purpose")
        self.paragraphs("steps")

    def paragraphs(self, name: str) -> None:
        """A heading and numbered or plain lines."""
        self._heading(name)
        lines: Sequence[str] = self._words.catalog("workbook")["instructions"][name]
        for number, line in enumerate(lines, start=1):
            self._line(0, f"{number}. {line}" if name == "steps" else f"• {line}", "purpose")

    def marks(self) -> None:
        """The meaning of colours, in words."""
        self._heading("marks")
        for name, look in (("mark_input", "input"), ("mark_missing", "missing"), ("mark_wrong", "wrong")):
            self._page.write_string(self._row, 0, "Abc", self._formats[look])
            self._line(1, self._text(name), "plain")

    def table_of_sheets(self) -> None:
        """Each sheet with its purpose, its rows and what it still lacks."""
        self._heading("sheets")
        for column, name in enumerate(("column_sheet", "column_purpose", "column_rows", "column_missing")):
            look = "header_number" if name in ("column_rows", "column_missing") else "header"
            self._page.write_string(self._row, column, self._text(name), self._formats[look])
        self._row += 1
        for sheet in self._told.sheets:
            self._sheet(sheet)

    def _sheet(self, sheet: Sheet) -> None:
        title = sheet.title[self._language]
        self._page.write_url(self._row, 0, f"internal:'{title}'!A1", self._formats["link"], title)
        self._page.write_string(self._row, 1, sheet.help[self._language], self._formats["plain"])
        if sheet.kind == "table":
            rows, letters = self._told.rows.get(sheet.key, ()), marking.first_letters(sheet)
            column = f"'{title}'!${letters}${self._header_row + 1}:${letters}${self._last_row}"
            self._page.write_formula(self._row, 2, f"=COUNTA({column})", self._formats["number"], len(rows))
            missing = sum(_is_missing(field, row) for row in rows for field in sheet.fields)
            self._page.write_formula(self._row, 3, self._missing_rows(sheet), self._formats["number"], missing)
        else:
            known = self._told.values.get(sheet.key, {})
            missing = sum(_is_missing(field, known) for field in sheet.fields)
            self._page.write_formula(self._row, 3, self._missing_fields(sheet), self._formats["number"], missing)
        self._row += 1

    def _missing_fields(self, sheet: Sheet) -> str:
        title = sheet.title[self._language]
        rows = enumerate(sheet.fields, start=self._header_row + 1)
        cells = {field.key: f"'{title}'!$B${row}" for row, field in rows}
        required = [f"(LEN(TRIM({cells[field.key]}))=0)" for field in sheet.fields if field.required]
        return "=" + "+".join([*required, *_untranslated(sheet, cells)])

    def _missing_rows(self, sheet: Sheet) -> str:
        """Rows that have begun times the required cells that are empty on them, and texts without translations."""
        title = sheet.title[self._language]
        columns = {
            field.key: f"'{title}'!${letters}${self._header_row + 1}:${letters}${self._last_row}"
            for letters, field in ((column_letters(number), field) for number, field in enumerate(sheet.fields, 1))
        }
        begun = "+".join(f'({reach}<>"")' for key, reach in columns.items() if key != layout().combined.key)
        empty = "+".join(f'({columns[field.key]}="")' for field in sheet.fields if field.required)
        untranslated = "".join(f"+SUMPRODUCT({formula})" for formula in _untranslated(sheet, columns))
        return f"=SUMPRODUCT(({begun}>0)*({empty})){untranslated}"

    def _heading(self, name: str) -> None:
        self._row += 1
        self._line(0, self._text(f"{name}_heading"), "heading")

    def _line(self, column: int, text: str, look: str) -> None:
        self._page.write_string(self._row, column, text, self._formats[look])
        self._row += 1

    def _text(self, key: str) -> str:
        return self._words.text("workbook", f"instructions.{key}")
