"""How the blank workbook looks and what it marks by itself. In: a worksheet, its declaration. Out: formats in it.

Colour never stands alone: missing cells also get a border, contradictions bold type, and `Ohje` counts what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from weakref import WeakKeyDictionary

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.workbook.grid import column_letters
from pipeline.workbook.layout import Field, Sheet, layout

Look = Literal["bare", "ruled", "example", "input", "decide", "suggest"]
_INK, _DEEP, _PRIMARY, _MUTED, _LINE = "#172228", "#012C3F", "#006374", "#57656C", "#CFD8D9"
_INPUT, _MISSING, _MISSING_EDGE, _WRONG, _WRONG_INK = "#F5F8F8", "#FBE3D6", "#BD5027", "#FADCDC", "#8A1C1C"
_DECIDE, _DECIDE_EDGE, _SUGGEST = "#FFF0C2", "#7A5200", "#E3F0F3"
_FONT: Mapping[str, object] = {"font_name": "Calibri", "font_size": 11, "font_color": _INK}
_CELL: Mapping[str, object] = {**_FONT, "valign": "top", "text_wrap": True}
_EDGES: tuple[tuple[str, str], ...] = (("started", "ended"), ("starts", "ends"), ("period_start", "period_end"))
_RULE: Mapping[str, object] = {"bottom": 1, "bottom_color": _LINE}
_LOOKS: Mapping[Look, Mapping[str, object]] = {
    "bare": {},
    "ruled": _RULE,
    "example": {**_RULE, "italic": True, "font_color": _MUTED},
    "input": {"bg_color": _INPUT, "border": 1, "border_color": _LINE},
    "decide": {"bg_color": _DECIDE, "border": 2, "border_color": _DECIDE_EDGE, "bold": True},
    "suggest": {"bg_color": _SUGGEST, "border": 3, "border_color": _PRIMARY},
}
_cell_formats: WeakKeyDictionary[Workbook, dict[tuple[str, Look, bool], Format]] = WeakKeyDictionary()


def formats(book: Workbook) -> Mapping[str, Format]:
    """The named formats of one workbook."""
    declared = {
        "title": {**_FONT, "font_size": 20, "bold": True, "font_color": _DEEP},
        "heading": {**_FONT, "font_size": 14, "bold": True, "font_color": _DEEP},
        "purpose": {**_FONT, "font_color": _MUTED, "valign": "vcenter"},
        "plain": dict(_CELL),
        "header": {**_FONT, "bold": True, "font_color": "#FFFFFF", "bg_color": _DEEP, "valign": "vcenter"},
        "header_number": {**_FONT, "bold": True, "font_color": "#FFFFFF", "bg_color": _DEEP, "align": "right"},
        "label": {**_CELL, "bold": True, "bottom": 1, "bottom_color": _LINE},
        "help": {**_CELL, "font_color": _MUTED, "bottom": 1, "bottom_color": _LINE},
        "link": {**_CELL, "font_color": _PRIMARY, "underline": 1},
        "number": {**_CELL, "num_format": "0", "align": "right"},
        "input": {**_CELL, "bg_color": _INPUT, "border": 1, "border_color": _LINE},
        "missing": {"bg_color": _MISSING, "border": 1, "border_color": _MISSING_EDGE},
        "wrong": {"bg_color": _WRONG, "font_color": _WRONG_INK, "bold": True},
    }
    return {name: book.add_format(properties) for name, properties in declared.items()}


def cell_format(book: Workbook, number_format: str, look: Look, *, struck: bool = False) -> Format:
    """The format of typed cells: bare below a table, ruled in it, grey italics as example, pale for single values.

    What is to be decided is bold in a thick frame, what is suggested in a broken one: colour never stands alone.
    """
    made = _cell_formats.setdefault(book, {})
    key = number_format, look, struck
    if key not in made:
        strike = {"font_strikeout": True} if struck else {}
        made[key] = book.add_format({**_CELL, "num_format": number_format, **_LOOKS[look], **strike})
    return made[key]


def mark_fields(page: Worksheet, sheet: Sheet, header_row: int, named: Mapping[str, Format]) -> None:
    """Marks of a key–value sheet: what is missing, too long, or ends before it starts."""
    cells = {field.key: f"B{row}" for row, field in enumerate(sheet.fields, start=header_row + 1)}
    for field in sheet.fields:
        cell = cells[field.key]
        if field.required:
            _mark(page, cell, f"=LEN(TRIM({cell}))=0", named["missing"])
        if field.translates:
            _mark(page, cell, f"={untranslated(field, sheet, cells)}>0", named["missing"])
        if field.longest:
            _mark(page, cell, f"=LEN({cell})>{field.longest}", named["wrong"])
    for start, end in _EDGES:
        if start in cells and end in cells:
            _mark(page, cells[end], f"=AND(ISNUMBER({cells[end]}),{cells[end]}<{cells[start]})", named["wrong"])


def mark_table(page: Worksheet, sheet: Sheet, header_row: int, last_row: int, named: Mapping[str, Format]) -> None:
    """Marks of a table: what is missing on rows that have begun, double ids, unknown ids, ends before starts."""
    first = header_row + 1
    letters = {field.key: column_letters(number) for number, field in enumerate(sheet.fields, start=1)}
    cells = {key: f"${column}{first}" for key, column in letters.items()}
    begun = f"COUNTA(${first_letters(sheet)}{first}:${column_letters(len(sheet.fields))}{first})>0"
    for field in sheet.fields:
        column = letters[field.key]
        reach, cell = f"{column}{first}:{column}{last_row}", f"${column}{first}"
        if field.required:
            _mark(page, reach, f"=AND({begun},LEN(TRIM({cell}))=0)", named["missing"])
        if field.translates:
            _mark(page, reach, f"={untranslated(field, sheet, cells)}>0", named["missing"])
        if wrong := _contradiction(field, cell, f"${column}${first}:${column}${last_row}"):
            _mark(page, reach, wrong, named["wrong"])
    for start, end in _EDGES:
        if start in letters and end in letters:
            reach = f"{letters[end]}{first}:{letters[end]}{last_row}"
            _mark(page, reach, ends_before(f"${letters[start]}{first}", f"${letters[end]}{first}"), named["wrong"])


def first_letters(sheet: Sheet) -> str:
    """The letters of the first column that people fill in."""
    combined = layout().combined.key
    return column_letters(next(number for number, field in enumerate(sheet.fields, 1) if field.key != combined))


def untranslated(field: Field, sheet: Sheet, cells: Mapping[str, str]) -> str:
    """An Excel formula, of cells or whole columns: 1 where a companion is empty though its text has letters.

    A row that is published or not is asked for translations only when somebody chose to publish it.
    """
    text, companion = cells[field.translates], cells[field.key]
    lacking = f"(LEN(TRIM({companion}))=0)*(1-EXACT(UPPER({text}),LOWER({text})))"
    if "publish" not in cells:
        return lacking
    yes = sheet.field("publish").choices[0].label
    published = "+".join(f'({cells["publish"]}="{label}")' for label in dict.fromkeys(yes.values()))
    return f"{lacking}*(({published})>0)"


def ends_before(start: str, end: str) -> str:
    """An Excel formula: whether the time in cell `end` is before that in `start`; seasons count by their year."""
    first = f"VALUE(RIGHT(TRIM({start}),4))*100+{_month(start, 1)}"
    last = f"VALUE(RIGHT(TRIM({end}),4))*100+{_month(end, 12)}"
    dates = f"AND(ISNUMBER({start}),ISNUMBER({end}),{end}<{start})"
    return f"=OR({dates},IFERROR(AND(ISTEXT({start}),ISTEXT({end}),{last}<{first}),FALSE))"


def _month(cell: str, otherwise: int) -> str:
    """The month before the slash: a number, or a Roman quarter's first or last, found by its place in a string."""
    head = f'LEFT(TRIM({cell}),FIND("/",TRIM({cell}))-1)'
    later = 2 if otherwise == 12 else 0
    return f'IFERROR(IFERROR(VALUE({head}),FIND(UPPER({head}),"I..II.IIIIV")+{later}),{otherwise})'


def _contradiction(field: Field, cell: str, column: str) -> str:
    if field.kind != "id":
        return ""
    if field.key == "id":
        return f"=AND(LEN({cell})>0,COUNTIF({column},{cell})>1)"
    return f"=AND(LEN({cell})>0,COUNTIF(ids_{field.refers_to},{cell})=0)"


def _mark(page: Worksheet, reach: str, formula: str, style: Format) -> None:
    page.conditional_format(reach, {"type": "formula", "criteria": formula, "format": style})
