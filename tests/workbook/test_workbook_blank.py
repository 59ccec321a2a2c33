"""The blank workbook: the same bytes, what Excel needs of it, what people need of it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from workbook_content import told

from pipeline.language import LANGUAGES
from pipeline.vocabulary.model import Language
from pipeline.workbook.blank import HEADER_ROW, LAST_ROW, write
from pipeline.workbook.layout import Sheet, layout
from pipeline.workbook.marking import ends_before
from pipeline.workbook.reading import read

TABLES = [sheet for sheet in layout().sheets if sheet.kind == "table"]


@pytest.fixture(scope="module", params=LANGUAGES)
def blank(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Language, Path]:
    path = tmp_path_factory.mktemp("blank") / "tyokirja.xlsx"
    write(path, request.param, "Esimerkkilän kunta")
    return request.param, path


@pytest.fixture(scope="module")
def finnish(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("blank") / "tyokirja.xlsx"
    write(path, "fi", "Esimerkkilän kunta")
    return load_workbook(path)


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write(first, "fi", "Esimerkkilän kunta")
    write(second, "fi", "Esimerkkilän kunta")
    assert first.read_bytes() == second.read_bytes()


def test_it_reads_back_with_only_what_is_to_be_filled_in(blank: tuple[Language, Path]) -> None:
    language, path = blank
    roadmap, findings = read(path, "x")
    assert roadmap is not None
    assert roadmap.language == language
    assert {finding.code for finding in findings} == {"WB001", "WB012"}
    assert roadmap.organisation.name == "Esimerkkilän kunta"
    assert roadmap.organisation.languages == (language,)
    assert [level.id for level in roadmap.levels] == [f"N{number}" for number in range(1, 12)]
    assert len(roadmap.statutes) == 14
    assert (roadmap.goals, roadmap.actions, roadmap.phases) == ((), (), ())


def test_an_organisation_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "tyokirja.xlsx"
    write(path, "fi", '=HYPERLINK("https://esimerkki.example")')
    book = load_workbook(path)
    assert book["Perustiedot"]["B3"].data_type == "s"
    assert all(code in ("WB001", "WB012") for code, _, _ in told(path))


def test_sheets_stand_in_order_and_the_help_opens_first(blank: tuple[Language, Path]) -> None:
    language, path = blank
    book = load_workbook(path)
    titles = layout().titles
    declared = [sheet.title[language] for sheet in layout().sheets]
    assert book.sheetnames == [titles["instructions"][language], *declared, titles["lists"][language], "_tiedot"]
    assert book.active.title == titles["instructions"][language]
    assert book["_tiedot"].sheet_state == "veryHidden"
    assert all(len(title) <= 31 for title in book.sheetnames)


@pytest.mark.parametrize("sheet", layout().sheets, ids=lambda sheet: sheet.key)
def test_each_sheet_is_a_named_table_with_frozen_headers(finnish: Workbook, sheet: Sheet) -> None:
    page = finnish[sheet.title["fi"]]
    table = page.tables[sheet.table_name]
    headers = [column.name for column in table.tableColumns]
    expected = [field.header("fi") for field in sheet.fields] if sheet.kind == "table" else ["Kenttä", "Arvo", "Ohje"]
    assert headers == expected
    assert [cell.value for cell in page[HEADER_ROW]][: len(headers)] == headers
    assert page.freeze_panes.endswith(str(HEADER_ROW + 1))
    assert page.print_title_rows == f"$1:${HEADER_ROW}"
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert not page.protection.sheet, "people type here"


@pytest.mark.parametrize("sheet", layout().sheets, ids=lambda sheet: sheet.key)
def test_every_cell_to_type_in_has_a_message_and_none_has_two(finnish: Workbook, sheet: Sheet) -> None:
    page = finnish[sheet.title["fi"]]
    covered: dict[str, int] = {}
    for rule in page.data_validations.dataValidation:
        assert rule.prompt, rule.sqref
        assert len(rule.promptTitle or "") <= 32
        for area in rule.sqref.ranges:
            for row, column in area.cells:
                covered[f"{column}:{row}"] = covered.get(f"{column}:{row}", 0) + 1
    rows = range(HEADER_ROW + 1, (LAST_ROW if sheet.kind == "table" else HEADER_ROW + len(sheet.fields)) + 1)
    columns = range(1, len(sheet.fields) + 1) if sheet.kind == "table" else [2]
    assert covered == {f"{column}:{row}": 1 for column in columns for row in rows}


def test_choices_come_from_the_protected_sheet_by_name(finnish: Workbook) -> None:
    page = finnish["Valinnat"]
    assert page.protection.sheet
    assert not page.protection.password
    for name, choices in layout().lists.items():
        reach = finnish.defined_names[f"list_{name}"].attr_text
        cells = page[reach.split("!")[1].replace("$", "")]
        values = [row[0].value for row in cells]
        assert values[-len(choices) :] == [choice.label["fi"] for choice in choices]


def test_lists_of_ids_follow_the_other_sheets(finnish: Workbook) -> None:
    referred = {field.refers_to for sheet in layout().sheets for field in sheet.fields if field.refers_to}
    assert referred == {"goals", "actions", "levels", "statutes"}
    for key in referred:
        title = layout().sheet(key).title["fi"]
        assert finnish.defined_names[f"ids_{key}"].attr_text.startswith(f"'{title}'!$A$3:INDEX(")


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.key)
def test_missing_values_are_marked_on_rows_that_have_begun(finnish: Workbook, sheet: Sheet) -> None:
    page = finnish[sheet.title["fi"]]
    marked = {
        str(area.sqref).split(":")[0]: rule.formula[0]
        for area in page.conditional_formatting
        for rule in area.rules
        if "LEN(TRIM(" in rule.formula[0] and "COUNTA" in rule.formula[0]
    }
    required = [number for number, field in enumerate(sheet.fields) if field.required]
    assert set(marked) == {f"{'ABCDEFGHIJKLMNOPQRS'[number]}{HEADER_ROW + 1}" for number in required}


def test_a_translation_is_missed_when_its_text_is_there(tmp_path: Path) -> None:
    """Marked at its cell and counted on the first sheet; an observation's only when it is published."""
    path = tmp_path / "tyokirja.xlsx"
    write(path, "fi", "Mallilan kunta", others=("sv",))
    book = load_workbook(path)
    areas = book["Visio"].conditional_formatting
    vision = {(str(area.sqref), rule.formula[0]) for area in areas for rule in area.rules}
    lacking = "(LEN(TRIM(B4))=0)*(1-EXACT(UPPER(B3),LOWER(B3)))"
    assert book["Visio"]["A4"].value == "Visiolause (sv)"
    assert ("B4", f"{lacking}>0") in vision
    counted = {row[0].value: row[3].value for row in book["Ohje"].iter_rows() if row[0].value}
    assert "EXACT(UPPER('Visio'!$B$3),LOWER('Visio'!$B$3))" in counted["Visio"]
    assert '="kyllä")' in counted["Haastattelut"]
    assert "kyllä" not in counted["Toimenpiteet"]
    seen = load_workbook(path, data_only=True)["Ohje"]
    counts = {row[0].value: row[3].value for row in seen.iter_rows() if row[0].value}
    assert (counts["Perustiedot"], counts["Visio"], counts["Toimenpiteet"]) == (7, 1, 0)


def test_an_end_before_its_start_is_marked(finnish: Workbook) -> None:
    formulas = [
        rule.formula[0]
        for area in finnish["Toimenpiteet"].conditional_formatting
        for rule in area.rules
        if str(area.sqref).startswith("I3")
    ]
    assert ends_before("$H3", "$I3").removeprefix("=") in formulas


def test_the_title_and_author_are_set(finnish: Workbook) -> None:
    assert finnish.properties.title == "Digitiekarttatyökirja: Esimerkkilän kunta"
    assert finnish.properties.creator == "Esimerkkilän kunta"


def test_text_columns_keep_what_is_typed(finnish: Workbook) -> None:
    """In text cells Excel turns neither 3/2027 nor 1-2 into dates, nor 049 into 49."""
    page = finnish["Toimenpiteet"]
    formats = {field.key: page.cell(5, number).number_format for number, field in enumerate(TABLES[5].fields, 1)}
    assert {formats[key] for key in ("id", "name", "starts", "ends", "predecessors", "persons")} == {"@"}
    assert (formats["progress"], formats["cost"]) == ("0%", '#,##0 "€"')


def test_the_counts_on_the_first_sheet_are_right_before_excel_computes_them(blank: tuple[Language, Path]) -> None:
    language, path = blank
    page = load_workbook(path, data_only=True)[layout().titles["instructions"][language]]
    counts = {row[0].value: (row[2].value, row[3].value) for row in page.iter_rows() if row[0].value}
    titles = {sheet.key: sheet.title[language] for sheet in layout().sheets}
    assert counts[titles["organisation"]] == (None, 6)
    assert counts[titles["levels"]] == (11, 11)
    assert counts[titles["actions"]] == (1, 0)
    assert counts[titles["questions"]] == (0, 0)


def test_no_part_is_broken_xml_and_ids_are_unique(blank: tuple[Language, Path]) -> None:
    with zipfile.ZipFile(blank[1]) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        tables = set()
        for name in names:
            content = package.read(name)
            fromstring(content)
            if match := re.search(rb'<table [^>]* displayName="(\w+)"', content):
                tables.add(match[1])
    assert len(tables) == len(layout().sheets)
