"""The workbook. In: the layout, a language, a name, perhaps content. Out: an .xlsx, the same bytes each time.

Every field and table comes from `layout`; here is only how it is laid on sheets: Excel tables with stable names,
drop-downs from a protected sheet, messages at each cell, marks for what is missing, print settings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import groupby
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.language import Words, words
from pipeline.vocabulary.model import Language
from pipeline.workbook import marking
from pipeline.workbook.companions import with_companions
from pipeline.workbook.filled import Filled, FilledCell, FilledRow, FurtherSheet, as_filled, as_texts, content_sheets
from pipeline.workbook.further import put, write_further
from pipeline.workbook.grid import address, column_letters
from pipeline.workbook.instructions import Told, write_instructions
from pipeline.workbook.layout import INFO_SHEET, Choice, Example, Field, Sheet, layout
from pipeline.workbook.prefilled import perspective_ids, prefilled_rows, unsure_statutes
from pipeline.workbook.row_heights import row_height
from pipeline.workbook.validation import number_format, validation

HEADER_ROW = 2
"""Row 1 says what the sheet is for; the headers follow (rows count from 1, as in addresses)."""
LAST_ROW = 400
"""How far down drop-downs and marks reach at least: well below any table that people fill by hand."""
_SPARE = 100
_MORE_ROWS = 8
"""Prepared rows below those of a filled table."""
_MADE = dt.datetime(2026, 11, 22)  # noqa: DTZ001  (fixed, so that the same workbook is the same bytes)
_HELP_WIDTH = 100
_FILTER_BUTTON = 4
_LINE_HEIGHT = 15
_WIDE = 200
"""From this many characters across, a sheet is printed on A3."""
_TABLE_STYLE = "Table Style Light 1"
_TEXT, _MARK_WIDTH = "@", 48


def write(
    path: Path,
    language: Language,
    organisation: str = "",
    known: Mapping[str, str] | None = None,
    others: Sequence[Language] = (),
    filled: Filled | None = None,
) -> None:
    """Writes a workbook to `path`, blank but for what is known and `filled`. OSError when it can't be written."""
    path.write_bytes(made(language, organisation, known, others, filled))


def made(
    language: Language,
    organisation: str = "",
    known: Mapping[str, str] | None = None,
    others: Sequence[Language] = (),
    filled: Filled | None = None,
) -> bytes:
    """A workbook's bytes.

    `known` are cells of Perustiedot by field key; for `others`, further languages, each text to be translated gets a
    companion. `filled` is its content, without which it is blank.
    """
    cells = {"name": organisation, **(known or {})} if organisation else known or {}
    return _Workbook(language, organisation, cells, tuple(others), filled or Filled()).content()


@dataclass
class _Workbook:
    """One workbook while it is written."""

    language: Language
    organisation: str
    known: Mapping[str, str]
    others: tuple[Language, ...]
    filled: Filled

    def content(self) -> bytes:
        """The file's bytes."""
        stream = BytesIO()
        with Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as self.book:
            self._describe()
            self.formats = marking.formats(self.book)
            first = self.book.add_worksheet(layout().titles["instructions"][self.language])
            opened = [self._further(sheet) for sheet in self.filled.further if sheet.early]
            for sheet in self.sheets:
                self._sheet(sheet)
            for further in self.filled.further:
                if not further.early:
                    self._further(further)
            self._lists()
            self._info()
            write_instructions(first, self.book, self.words, self._told, HEADER_ROW, self.last_row)
            self._printable(first, one_page=True)
            for page in opened:
                page.activate()
        return stream.getvalue()

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets with data, with companions where there are further languages."""
        return with_companions(content_sheets(self.filled), self.others)

    @cached_property
    def rows(self) -> Mapping[str, Sequence[FilledRow]]:
        """The rows of each table: those it is filled with, else the prepared ones."""
        return {
            sheet.key: self.filled.tables.get(sheet.key, as_filled(prefilled_rows(sheet, self.language)))
            for sheet in self.sheets
            if sheet.kind == "table"
        }

    @cached_property
    def last_row(self) -> int:
        """How far down drop-downs and marks reach."""
        return max(LAST_ROW, *(HEADER_ROW + len(rows) + _SPARE for rows in self.rows.values()))

    @property
    def _told(self) -> Told:
        rows = {key: [as_texts(row) for row in rows] for key, rows in self.rows.items()}
        values = {
            sheet.key: as_texts({field.key: self._value(sheet, field) for field in sheet.fields})
            for sheet in self.sheets
            if sheet.kind == "fields"
        }
        return Told(self.organisation, self.sheets, rows, values)

    @cached_property
    def words(self) -> Words:
        """The workbook's words."""
        return words(self.language)

    def _describe(self) -> None:
        title = self.words.text("workbook", "blank.title")
        if self.organisation:
            title = self.words.text("workbook", "blank.title_of", organisation=self.organisation)
        self.book.set_properties(
            {
                "title": title,
                "subject": self.words.text("workbook", "blank.subject"),
                "keywords": self.words.text("workbook", "blank.keywords"),
                "author": self.organisation,
                "created": _MADE,
            }
        )
        self.book.set_custom_property("digitiekartta", layout().version)

    # --- sheets with data ---------------------------------------------------------------------------------------------

    def _sheet(self, sheet: Sheet) -> None:
        page = self.book.add_worksheet(sheet.title[self.language])
        page.write_string(0, 0, sheet.help[self.language], self.formats["purpose"])
        page.set_row(0, 24)
        if sheet.kind == "fields":
            self._fields(page, sheet)
        else:
            self._table(page, sheet)
        self._printable(page, wide=sum(field.width for field in sheet.fields) > _WIDE and sheet.kind == "table")
        page.repeat_rows(0, HEADER_ROW - 1)

    def _fields(self, page: Worksheet, sheet: Sheet) -> None:
        headers = [layout().columns[name][self.language] for name in ("field", "value", "help")]
        widths = [32, max(field.width for field in sheet.fields) + 8, _HELP_WIDTH]
        if self.filled.combined:
            headers.insert(2, layout().combined.label[self.language])
            widths.insert(2, _MARK_WIDTH)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        marks = self.filled.marks.get(sheet.key, {})
        for row, field in enumerate(sheet.fields, start=HEADER_ROW):
            page.write_string(row, 0, field.header(self.language), self.formats["label"])
            put(self.book, page, row, 1, self._value(sheet, field), number_format(field, self.language), "input")
            if self.filled.combined:
                put(self.book, page, row, 2, marks.get(field.key, FilledCell(None)), _TEXT, "ruled")
            page.write_string(row, len(widths) - 1, field.help[self.language], self.formats["help"])
            page.data_validation(row, 1, row, 1, validation(field, self.words))
            typed = (self._value(sheet, field), widths[1]), (marks.get(field.key, FilledCell(None)), _MARK_WIDTH)
            page.set_row(row, max(self._height(field), row_height(typed)))
        last = HEADER_ROW + len(sheet.fields)
        self._list_object(page, sheet, headers, last, autofilter=False)
        page.ignore_errors({"number_stored_as_text": f"B{HEADER_ROW + 1}:B{last}"})
        page.freeze_panes(HEADER_ROW, 1)
        marking.mark_fields(page, sheet, HEADER_ROW, self.formats)

    def _value(self, sheet: Sheet, field: Field) -> FilledCell:
        """The value of a field of its own: what it is filled with, else what a new workbook knows already."""
        if sheet.key in self.filled.values:
            return self.filled.values[sheet.key].get(field.key, FilledCell(None))
        return FilledCell(self._known(sheet, field))

    def _known(self, sheet: Sheet, field: Field) -> Example:
        """What a new workbook knows already: the document's language, and of the organisation what `known` holds."""
        if sheet.key != "organisation":
            return None
        if field.key == "languages" and field.key not in self.known:
            return next(choice.label[self.language] for choice in field.choices if choice.id == self.language)
        return self.known.get(field.key)

    def _table(self, page: Worksheet, sheet: Sheet) -> None:
        rows = self.rows[sheet.key]
        for column, field in enumerate(sheet.fields):
            width = max(field.width, len(field.header(self.language)) + _FILTER_BUTTON)
            page.set_column(column, column, width, self._format(field, "bare"))
            self._validate(page, sheet, column, rows)
            self._column(page, sheet, column, rows)
        for row, cells in enumerate(self.filled.tables.get(sheet.key, ()), start=HEADER_ROW):
            room = ((cells[field.key], field.width) for field in sheet.fields if field.key in cells)
            page.set_row(row, row_height(room))
        headers = [field.header(self.language) for field in sheet.fields]
        self._list_object(page, sheet, headers, HEADER_ROW + self._prepared(sheet), autofilter=True)
        corner = address(self.last_row, len(sheet.fields))
        page.ignore_errors({"number_stored_as_text": f"A{HEADER_ROW + 1}:{corner}"})
        page.freeze_panes(HEADER_ROW, self._frozen(sheet))
        marking.mark_table(page, sheet, HEADER_ROW, self.last_row, self.formats)
        if any(field.key == "id" for field in sheet.fields):
            self._define_ids(sheet)

    def _prepared(self, sheet: Sheet) -> int:
        """How many rows of a table are prepared for typing."""
        rows = len(self.rows[sheet.key])
        return max(sheet.rows, rows + _MORE_ROWS if sheet.key in self.filled.tables else rows)

    def _column(self, page: Worksheet, sheet: Sheet, column: int, rows: Sequence[FilledRow]) -> None:
        """The prepared rows of a column: ruled, so that they can be seen without Excel's table styles too."""
        field = sheet.fields[column]
        blank = sheet.key not in self.filled.tables
        for row in range(self._prepared(sheet)):
            values = rows[row] if row < len(rows) else {}
            look: marking.Look = "example" if values and sheet.has_example and blank else "ruled"
            cell = values.get(field.key, FilledCell(None))
            put(self.book, page, HEADER_ROW + row, column, cell, number_format(field, self.language), look)
            headed = values.get(sheet.headed)
            if blank and headed and len(str(headed.value)) > sheet.field(sheet.headed).width:
                page.set_row(HEADER_ROW + row, 2 * _LINE_HEIGHT)

    def _height(self, field: Field) -> float:
        """Room for the help beside a field, and for writing where a long text is asked for."""
        lines = -(-len(field.help[self.language]) // _HELP_WIDTH)
        return 8 * _LINE_HEIGHT if field.kind == "long_text" else max(lines * _LINE_HEIGHT, 1.2 * _LINE_HEIGHT)

    def _validate(self, page: Worksheet, sheet: Sheet, column: int, rows: Sequence[FilledRow]) -> None:
        """Validations down a column that never overlap: prefilled rows may have a message of their own."""
        field = sheet.fields[column]
        options = validation(field, self.words)
        first = HEADER_ROW
        for note, group in groupby(self._note(sheet, field, row) for row in rows):
            last = first + len(list(group)) - 1
            own = {"input_message": self.words.text("workbook", note)} if note else {}
            page.data_validation(first, column, last, column, options | own)
            first = last + 1
        page.data_validation(first, column, self.last_row - 1, column, options)

    def _note(self, sheet: Sheet, field: Field, row: FilledRow) -> str:
        if sheet.has_example and sheet.key not in self.filled.tables:
            return "blank.example_note"
        asked = sheet.key == "statutes" and field.key == "number" and "id" in row
        return "blank.number_unsure" if asked and row["id"].value in unsure_statutes() else ""

    def _frozen(self, sheet: Sheet) -> int:
        """The columns kept in sight: up to the name, when that comes within the first three that people fill in."""
        keys = [field.key for field in sheet.fields]
        return keys.index(sheet.headed) + 1 if sheet.headed in keys[: 3 + self.filled.combined] else 1

    def _list_object(self, page: Worksheet, sheet: Sheet, headers: list[str], last: int, *, autofilter: bool) -> None:
        columns = [{"header": header, "header_format": self.formats["header"]} for header in headers]
        page.add_table(
            f"A{HEADER_ROW}:{address(last, len(headers))}",
            {"name": sheet.table_name, "style": _TABLE_STYLE, "columns": columns, "autofilter": autofilter},
        )
        page.set_row(HEADER_ROW - 1, 20)

    def _format(self, field: Field, look: marking.Look) -> Format:
        return marking.cell_format(self.book, number_format(field, self.language), look)

    # --- lists, info, printing ----------------------------------------------------------------------------------------

    def _define_ids(self, sheet: Sheet) -> None:
        """The ids of a sheet as a name that ends where the ids end, for the drop-downs of the others."""
        column = column_letters([field.key for field in sheet.fields].index("id") + 1)
        page = "'" + sheet.title[self.language].replace("'", "''") + "'"
        first, last = f"{page}!${column}${HEADER_ROW + 1}", f"${column}${self.last_row}"
        reach = f"{first}:INDEX({first}:{last},MAX(1,COUNTA({first}:{last})))"
        self.book.define_name(f"ids_{sheet.key}", f"={reach}")

    def _lists(self) -> None:
        title = layout().titles["lists"][self.language]
        page = self.book.add_worksheet(title)
        page.write_string(0, 0, self.words.text("workbook", "blank.lists_intro"), self.formats["purpose"])
        for column, (name, choices) in enumerate(layout().lists.items()):
            items = self._items(name, choices)
            page.write_string(HEADER_ROW - 1, column, self._list_label(name), self.formats["header"])
            for row, item in enumerate(items, start=HEADER_ROW):
                page.write_string(row, column, item)
            letters = column_letters(column + 1)
            reach = f"${letters}${HEADER_ROW + 1}:${letters}${HEADER_ROW + len(items)}"
            self.book.define_name(f"list_{name}", f"='{title}'!{reach}")
            page.set_column(column, column, 24)
        page.freeze_panes(HEADER_ROW, 0)
        page.protect()
        self._printable(page)

    def _items(self, name: str, choices: tuple[Choice, ...]) -> list[str]:
        labels = [choice.label[self.language] for choice in choices]
        return [*perspective_ids(), *labels] if name == "meaning" else labels

    def _list_label(self, name: str) -> str:
        fields = (field for sheet in layout().sheets for field in sheet.fields if field.list_name == name)
        return next(fields).label[self.language]

    def _further(self, sheet: FurtherSheet) -> Worksheet:
        number = self.filled.further.index(sheet) + 1
        page = write_further(self.book, sheet, self.formats, f"tblFurther{number}")
        self._printable(page, wide=sum(sheet.widths) > _WIDE)
        return page

    def _info(self) -> None:
        page = self.book.add_worksheet(INFO_SHEET)
        known = (("version", str(layout().version)), ("language", self.language))
        for row, (name, value) in enumerate((*known, *((mark, "") for mark in self.filled.taken))):
            page.write_string(row, 0, name)
            if value:
                page.write_string(row, 1, value)
        page.very_hidden()

    def _printable(self, page: Worksheet, *, wide: bool = False, one_page: bool = False) -> None:
        page.set_landscape()
        page.set_paper(8 if wide else 9)
        page.fit_to_pages(1, int(one_page))
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        version = self.words.text("workbook", "blank.version", version=layout().version)
        page.set_footer(f"&L&F · &A&C{version}&R{self.words.text('workbook', 'blank.page')}")
