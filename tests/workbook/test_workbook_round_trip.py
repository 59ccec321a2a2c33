"""Declaration → blank workbook → filled in by header names → the same roadmap, in three languages and any order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from workbook_content import CONTENT, edited, filled, roadmap_of, told

from pipeline.language import LANGUAGES
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Entry, Language, Roadmap, Time
from pipeline.workbook.layout import layout


def without_places(roadmap: Roadmap) -> dict[str, Any]:
    """The roadmap's values only, without what its sheets are called."""

    def bare(entry: Entry) -> Entry:
        return replace(entry, at={}, row=Place())

    content = {}
    for field in (field for field in fields(roadmap) if field.name != "sheets"):
        value = getattr(roadmap, field.name)
        if isinstance(value, Entry):
            value = bare(value)
        elif isinstance(value, tuple):
            value = tuple(bare(entry) for entry in value)
        content[field.name] = value
    return content


def test_the_content_has_every_field() -> None:
    for sheet in layout().sheets:
        content = CONTENT[sheet.key]
        typed = set().union(*content) if sheet.kind == "table" else set(content)
        missing = {field.key for field in sheet.fields} - typed
        assert not missing or sheet.key in ("goals", "trainings", "indicators"), missing


def test_a_sound_workbook_has_no_faults(tmp_path: Path) -> None:
    assert told(filled(tmp_path)) == {}


@pytest.mark.parametrize("label", ["Pienin vastaajaryhmä", "Minsta svarsgrupp", "Smallest group"])
def test_a_row_that_the_blank_workbook_lacks_is_read_when_added(tmp_path: Path, label: str) -> None:
    path = filled(tmp_path)
    assert roadmap_of(path).organisation.smallest_group is None
    book = load_workbook(path)
    page = book["Perustiedot"]
    assert label not in {cell.value for cell in page["A"]}
    row = page.max_row + 1
    page.cell(row, 1, label)
    page.cell(row, 2, 10)
    book.save(path)
    organisation = roadmap_of(path).organisation
    assert organisation.smallest_group == 10
    assert organisation.place("smallest_group").cell == f"B{row}"
    assert told(path) == {}


def test_values_arrive_in_the_model(tmp_path: Path) -> None:
    roadmap = roadmap_of(filled(tmp_path))
    assert (roadmap.language, roadmap.file) == ("fi", "tyokirja.xlsx")
    assert roadmap.organisation.kind == "municipality"
    assert (roadmap.organisation.code, roadmap.organisation.invited) == ("049", 320)
    assert roadmap.organisation.comparison_allowed is False
    assert roadmap.organisation.date == dt.date(2026, 12, 14)
    assert roadmap.foreword.text == "Tämä on johdanto.\nToinen kappale."
    assert roadmap.governance.follow_up_group == ("hallintojohtaja", "sivistysjohtaja")
    assert [(goal.id, goal.parent) for goal in roadmap.goals] == [("T1", ""), ("T1.1", "T1")]
    assert roadmap.goals[0].compass == ("osaaminen", "yritykset")
    assert [level.baseline for level in roadmap.levels] == [None, 2.4]
    action = roadmap.actions[0]
    assert action.owners == ("Hallintopalvelut", "Tekniset palvelut")
    assert action.starts == Time(dt.date(2027, 4, 1), dt.date(2027, 6, 30), "quarter", "II/2027")
    assert (action.priority, action.progress, action.cost, action.status) == (1, 40.0, 12500.0, "under_way")
    assert action.description == "Ensin kartoitetaan.\n- kohta\n- toinen"
    assert roadmap.actions[1].predecessors == ("TP1",)
    assert [question.meaning for question in roadmap.questions] == ["N1", "sector"]


def test_every_value_knows_its_cell(tmp_path: Path) -> None:
    path = filled(tmp_path)
    roadmap = roadmap_of(path)
    book = load_workbook(path)
    action = roadmap.actions[1]
    assert action.row == Place("tyokirja.xlsx", "Toimenpiteet", "A4")
    assert book["Toimenpiteet"][action.place("name").cell].value == "Otetaan käyttöön ajanvaraus"
    assert book["Toimenpiteet"][action.place("persons").cell].value is None, "an empty value has a cell too"
    assert book["Perustiedot"][roadmap.organisation.place("genitive").cell].value == "Esimerkkilän kunnan"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_says_the_same_in_every_language(tmp_path: Path, language: Language) -> None:
    finnish, other = tmp_path / "fi", tmp_path / "other"
    finnish.mkdir()
    other.mkdir()
    path = filled(other, language=language)
    assert told(path) == {}
    assert without_places(roadmap_of(path)) == without_places(roadmap_of(filled(finnish)))


def test_languages_may_be_mixed_in_one_workbook(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Toimenpiteet"].title = "Åtgärder"
        sheet = book["Åtgärder"]
        sheet["A2"], sheet["C2"] = "ID", "  ÅTGÄRD * "
        sheet["L3"] = "Under way"

    path = edited(tmp_path, edit)
    assert told(path) == {}
    assert roadmap_of(path).actions[0].name == "Siirretään lomakkeet verkkoon"


def move_columns(book: Workbook) -> None:
    """Reverses the columns of the actions, as if each had been dragged."""
    sheet = book["Toimenpiteet"]
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet["A2:S4"]]
    for number, row in enumerate(rows, start=2):
        for column, (value, number_format) in enumerate(reversed(row), start=1):
            cell = sheet.cell(number, column)
            cell.value, cell.number_format = value, number_format


def insert_rows_above(book: Workbook) -> None:
    book["Toimenpiteet"].insert_rows(1, 5)
    book["Perustiedot"].insert_rows(1, 3)


def leave_blank_rows(book: Workbook) -> None:
    book["Toimenpiteet"].insert_rows(4, 3)
    book["Perustiedot"].insert_rows(6, 2)


def move_sheets(book: Workbook) -> None:
    book.move_sheet("Toimenpiteet", -8)
    book.move_sheet("Perustiedot", 7)


def stray_space_far_away(book: Workbook) -> None:
    book["Toimenpiteet"]["XFD1048576"] = " "


@pytest.mark.parametrize("edit", [move_columns, insert_rows_above, leave_blank_rows, move_sheets, stray_space_far_away])
def test_where_things_stand_does_not_matter(tmp_path: Path, edit: Callable[[Workbook], None]) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    path = edited(tmp_path, edit)
    assert told(path) == {}
    assert without_places(roadmap_of(path)) == without_places(roadmap_of(filled(plain)))


def test_formulas_count_by_their_results(tmp_path: Path) -> None:
    import xlsxwriter

    path = filled(tmp_path)
    source = load_workbook(path)
    rewritten = tmp_path / "laskettu.xlsx"
    with xlsxwriter.Workbook(rewritten) as book:
        for sheet in source.worksheets:
            _copy(sheet, book.add_worksheet(sheet.title))
    roadmap = roadmap_of(rewritten)
    assert roadmap.actions[0].cost == 12500.0
    assert roadmap.actions[0].name == "Siirretään lomakkeet verkkoon"


def _copy(sheet: Worksheet, page: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            spot = (cell.row - 1, cell.column - 1)
            if sheet.title == "Toimenpiteet" and cell.value == 12500:
                page.write_formula(*spot, "=5*2500", None, 12500)
            elif sheet.title == "Toimenpiteet" and cell.value == "Siirretään lomakkeet verkkoon":
                page.write_formula(*spot, '="Siirretään "&"lomakkeet verkkoon"', None, cell.value)
            elif isinstance(cell.value, dt.datetime):
                page.write(*spot, f"{cell.value.day}.{cell.value.month}.{cell.value.year}")
            elif cell.value is not None:
                page.write(*spot, cell.value)
