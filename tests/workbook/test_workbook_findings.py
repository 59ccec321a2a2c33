"""Each finding of the reader: one edit to a sound workbook → the code at its cell. A sound workbook tells nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from workbook_content import edited, filled, roadmap_of, told

from pipeline.language import LANGUAGES, words

ACTIONS = "Toimenpiteet"
Edit = Callable[[Workbook], object]


def put(sheet: str, cell: str, value: Any, number_format: str = "") -> Edit:
    def edit(book: Workbook) -> None:
        book[sheet][cell] = value
        if number_format:
            book[sheet][cell].number_format = number_format

    return edit


def strike(sheet: str, cells: str) -> Edit:
    def edit(book: Workbook) -> None:
        for row in book[sheet][cells]:
            for cell in row:
                cell.font = Font(strike=True)

    return edit


def do(*edits: Edit) -> Edit:
    def edit(book: Workbook) -> None:
        for one in edits:
            one(book)

    return edit


def duplicate(title: str, copy: str) -> Edit:
    def edit(book: Workbook) -> None:
        book.copy_worksheet(book[title]).title = copy

    return edit


def rename(title: str, new: str) -> Edit:
    def edit(book: Workbook) -> None:
        book[title].title = new

    return edit


def new_sheet(title: str) -> Edit:
    def edit(book: Workbook) -> None:
        book.create_sheet(title)["A1"] = "jotain"

    return edit


def hide(sheet: str, row: int = 0, column: str = "") -> Edit:
    def edit(book: Workbook) -> None:
        if row:
            book[sheet].row_dimensions[row].hidden = True
        if column:
            book[sheet].column_dimensions[column].hidden = True

    return edit


def note(sheet: str, cell: str) -> Edit:
    def edit(book: Workbook) -> None:
        book[sheet][cell].comment = Comment("HR tarkistaa", "Olli")

    return edit


CASES: list[tuple[str, Edit, str, str, dict[str, Any]]] = [
    ("WB001", put(ACTIONS, "C3", None), ACTIONS, "C3", {"field": "Toimenpide"}),
    ("WB001", put(ACTIONS, "C3", "\N{ZERO WIDTH SPACE}"), ACTIONS, "C3", {"field": "Toimenpide"}),
    ("WB001", put(ACTIONS, "S9", "vain huomautus"), ACTIONS, "A9", {"field": "Tunnus"}),
    ("WB001", put("Perustiedot", "B4", " "), "Perustiedot", "B4", {"field": "Nimi genetiivissä"}),
    ("WB001", put("Visio", "A3", None), "Visio", "B6", {"field": "Visiolause"}),
    ("WB002", put(ACTIONS, "H3", "31.2.2027"), ACTIONS, "H3", {"field": "Alkaa", "value": "31.2.2027"}),
    ("WB002", put(ACTIONS, "K3", dt.date(2027, 2, 1), "d-mmm"), ACTIONS, "K3", {"fault": "fault.excel_date"}),
    ("WB002", put("Perustiedot", "B9", "pian"), "Perustiedot", "B9", {"field": "Kauden alkuvuosi"}),
    ("WB003", put(ACTIONS, "L3", "valmiina"), ACTIONS, "L3", {"nearest": "Valmis", "value": "valmiina"}),
    ("WB003", put("Perustiedot", "B11", "suomi; saame"), "Perustiedot", "B11", {"value": "saame"}),
    ("WB006", lambda book: book.remove(book["Tavoitteet"]), "", "", {"sheet": "Tavoitteet"}),
    ("WB007", put(ACTIONS, "C2", "Jotain muuta"), ACTIONS, "A2", {"field": "Toimenpide"}),
    ("WB008", put(ACTIONS, "N3", "=SUM(1,2)"), ACTIONS, "N3", {"formula": "=SUM(1,2)"}),
    ("WB009", put(ACTIONS, "N3", "#REF!"), ACTIONS, "N3", {"value": "#REF!", "field": "Kustannusarvio"}),
    ("WB010", lambda book: book[ACTIONS].merge_cells("H3:I3"), ACTIONS, "H3", {"range": "H3:I3", "field": "Alkaa"}),
    ("WB010", lambda book: book["Visio"].merge_cells("B3:B4"), "Visio", "B3", {"range": "B3:B4"}),
    ("WB011", strike(ACTIONS, "A4:S4"), ACTIONS, "A4", {"row": "4", "item": "TP2"}),
    ("WB013", put("Visio", "B3", "a" * 301), "Visio", "B3", {"length": 301, "limit": 300}),
    ("WB028", duplicate(ACTIONS, "Toimenpiteet (2)"), ACTIONS, "", {"second": "Toimenpiteet (2)", "table": ACTIONS}),
    ("WB029", put(ACTIONS, "N3", "12.500"), ACTIONS, "N3", {"value": "12.500"}),
    ("WB029", put(ACTIONS, "H3", "03/01/2027"), ACTIONS, "H3", {"other": "1.3.2027"}),
    ("WB032", put(ACTIONS, "T2", "Oma sarake"), ACTIONS, "T2", {"column": "Oma sarake"}),
    ("WB032", put(ACTIONS, "T2", "Toimenpide (sv)"), ACTIONS, "T2", {"column": "Toimenpide (sv)"}),
    ("WB032", put(ACTIONS, "T2", "Huomautus (sv)"), ACTIONS, "T2", {"column": "Huomautus (sv)"}),
    ("WB032", put(ACTIONS, "T2", "Kuvaus"), ACTIONS, "T2", {"column": "Kuvaus"}),
    (
        "WB032",
        do(put("Visio", "A7", "Iskulause"), put("Visio", "B7", "Kohti huomista")),
        "Visio",
        "A7",
        {"column": "Iskulause"},
    ),
    ("WB035", do(hide(ACTIONS, row=3), hide(ACTIONS, row=4)), ACTIONS, "A3", {"rows": "3–4", "count": 2}),
    (
        "WB036",
        do(put(ACTIONS, "N3", "12 500 €"), put(ACTIONS, "C4", "Nimi ")),
        ACTIONS,
        "N3",
        {"count": 2, "cells": "N3, C4"},
    ),
    ("WB039", do(note(ACTIONS, "C3"), note(ACTIONS, "D3")), ACTIONS, "C3", {"count": 2, "cells": "C3, D3"}),
    ("WB040", rename(ACTIONS, "Toimenpiteet FINAL"), "Toimenpiteet FINAL", "", {"expected": ACTIONS}),
    ("WB040", rename(ACTIONS, "Toimenpitet"), "Toimenpitet", "", {"found": "Toimenpitet"}),
    ("WB040", rename(ACTIONS, "Taulukko5"), "Taulukko5", "", {"expected": ACTIONS}),
    ("WB040", put(ACTIONS, "C2", "Toimenpidde"), ACTIONS, "C2", {"found": "Toimenpidde", "expected": "Toimenpide"}),
    ("WB040", put("Visio", "A3", "Visiolausee*"), "Visio", "A3", {"expected": "Visiolause"}),
    ("WB042", lambda book: book[ACTIONS].merge_cells("G3:G4"), ACTIONS, "G3", {"range": "G3:G4", "field": "Toimiala"}),
    ("WB043", new_sheet("Muistio"), "Muistio", "", {"sheet": "Muistio"}),
    ("WB044", put(ACTIONS, "V3", "irrallinen"), ACTIONS, "V3", {"count": 1, "cells": "V3"}),
    ("WB044", put("Visio", "F9", "irrallinen"), "Visio", "F9", {"count": 1}),
    ("WB045", hide(ACTIONS, column="N"), ACTIONS, "N2", {"field": "Kustannusarvio"}),
    ("WB046", put(ACTIONS, "C3", "T\N{CYRILLIC SMALL LETTER O}imi"), ACTIONS, "C3", {"field": "Toimenpide"}),
    ("WB047", strike(ACTIONS, "C3:C3"), ACTIONS, "C3", {"field": "Toimenpide"}),
    (
        "WB047",
        put("Visio", "B3", CellRichText("Asiointi on ", TextBlock(InlineFont(strike=True), "melko "), "helppoa.")),
        "Visio",
        "B3",
        {"value": "Asiointi on melko helppoa."},
    ),
]


@pytest.mark.parametrize(("code", "edit", "sheet", "cell", "values"), CASES)
def test_each_fault_is_told_at_its_cell(
    tmp_path: Path, code: str, edit: Edit, sheet: str, cell: str, values: dict[str, Any]
) -> None:
    findings = told(edited(tmp_path, edit))
    assert (code, sheet, cell) in findings, list(findings)
    finding = findings[code, sheet, cell]
    assert {name: finding.values[name] for name in values} == values
    assert {key[0] for key in findings} - {code} <= {"WB001", "WB032", "WB036", "WB044"}, "nothing unrelated is told"
    for language in LANGUAGES:
        assert "{" not in words(language).message(finding) + words(language).hint(finding)


def test_an_unchanged_example_is_left_out(tmp_path: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        del content["Lupaukset"], content["Koulutukset"]

    path = filled(tmp_path, change)
    assert set(told(path)) == {("WB012", "Lupaukset", "A3"), ("WB012", "Koulutukset", "A3")}
    assert (roadmap_of(path).promises, roadmap_of(path).trainings) == ((), ())


def test_a_changed_example_is_data(tmp_path: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        content["Lupaukset"] = [{"Tunnus": "L1", "Lupaus": "Esimerkki: asiat voi hoitaa verkossa aina."}]

    assert told(filled(tmp_path, change)) == {}


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = edited(
        tmp_path,
        do(
            put(ACTIONS, "C3", None),
            put(ACTIONS, "H3", "pian"),
            put(ACTIONS, "L3", "joskus"),
            put("Visio", "B3", None),
            put("Perustiedot", "B15", "ei tiedossa"),
        ),
    )
    assert [key[:3:2] for key in told(path)] == [
        ("WB002", "B15"),
        ("WB001", "B3"),
        ("WB001", "C3"),
        ("WB002", "H3"),
        ("WB003", "L3"),
    ], "sheet by sheet, cell by cell"


def test_a_value_merged_down_a_column_counts_for_each_row(tmp_path: Path) -> None:
    path = edited(tmp_path, do(put(ACTIONS, "E3", "Yhteinen"), lambda book: book[ACTIONS].merge_cells("E3:E4")))
    assert [action.owners for action in roadmap_of(path).actions] == [("Yhteinen",), ("Yhteinen",)]
    assert roadmap_of(path).actions[1].place("owners").cell == "E4"


def test_a_merge_alone_makes_no_rows(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda book: book[ACTIONS].merge_cells("E4:E9"))
    assert len(roadmap_of(path).actions) == 2


def test_struck_and_hidden_rows_are_read(tmp_path: Path) -> None:
    path = edited(tmp_path, do(strike(ACTIONS, "A3:S3"), hide(ACTIONS, row=3)))
    assert [action.id for action in roadmap_of(path).actions] == ["TP1", "TP2"]


def test_optional_sheets_may_be_missing(tmp_path: Path) -> None:
    def remove(book: Workbook) -> None:
        for title in ("Ohje", "Työvaiheet", "Haastattelut", "Lupaukset", "Koulutukset", "Mittarit", "Kysymykset"):
            book.remove(book[title])

    path = edited(tmp_path, remove)
    assert told(path) == {}
    assert roadmap_of(path).promises == ()


def test_a_workbook_with_its_sheets_emptied_says_what_is_required(tmp_path: Path) -> None:
    def empty(book: Workbook) -> None:
        book["Tavoitteet"].delete_rows(1, 400)
        book["Visio"].delete_rows(1, 400)

    path = edited(tmp_path, empty)
    assert roadmap_of(path).goals == ()
    assert {key[:2] for key in told(path)} == {("WB007", "Visio")}


def test_without_a_header_row_a_key_value_sheet_goes_by_its_labels(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda book: book["Visio"].delete_rows(1, 2))
    assert told(path) == {}
    assert roadmap_of(path).vision.statement == "Asiointi on helppoa."
