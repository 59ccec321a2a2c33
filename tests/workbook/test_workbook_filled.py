"""A filled workbook: what is carried comes back, Excel's helps reach over it, and the raw reading loses no cell."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bad_files import WORKBOOKS
from example_folder import EXAMPLE, WORKBOOK
from pipeline.comparing import compare
from pipeline.language import LANGUAGES
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import TypedBook
from pipeline.workbook.blank import made, write
from pipeline.workbook.filled import Filled, FilledCell, FilledRow, FurtherSheet, carried
from pipeline.workbook.layout import layout
from pipeline.workbook.raw import read_typed
from pipeline.workbook.reading import read


def example() -> TypedBook:
    book, _ = read_typed(EXAMPLE / WORKBOOK, "x")
    assert book is not None
    return book


def everything(book: TypedBook, language: Language) -> Filled:
    """All that a workbook holds, to be written again."""
    tables: dict[str, list[FilledRow]] = {}
    values: dict[str, FilledRow] = {}
    for sheet in layout().sheets:
        rows = [
            {key: carried(cell, sheet.field(key.partition(".")[0]), language) for key, cell in row.cells.items()}
            for row in book.rows(sheet.key)
        ]
        if sheet.kind == "table":
            tables[sheet.key] = list(rows)
        else:
            values[sheet.key] = rows[0]
    return Filled(tables, values)


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_carried_is_read_again(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "uusi.xlsx"
    book = example()
    write(path, language, "Esimerkki", None, book.others, everything(book, language))
    old, findings = read(EXAMPLE / WORKBOOK, "x")
    new, again = read(path, "x")
    assert old is not None
    assert new is not None
    assert compare(old, new) == ()
    assert [item.code for item in again] == [item.code for item in findings]


def test_the_same_bytes_each_time() -> None:
    filled = everything(example(), "fi")
    assert made("fi", "A", None, (), filled) == made("fi", "A", None, (), filled)


def test_drop_downs_and_marks_reach_over_many_rows() -> None:
    rows = [{"id": FilledCell(f"TP{number}"), "name": FilledCell("Nimi")} for number in range(1, 601)]
    book = opened(made("fi", filled=Filled({"actions": rows})))
    page = book["Toimenpiteet"]
    (table,) = page.tables.values()
    assert int(table.ref.rpartition("S")[2]) >= 602
    blank = opened(made("fi"))["Toimenpiteet"]
    for now, before in ((page.data_validations.dataValidation, blank.data_validations.dataValidation),):
        assert {item.formula1 for item in now} == {item.formula1 for item in before}
    assert all("B602" in item.sqref for item in page.data_validations.dataValidation if "B3" in item.sqref)
    marked = [area for area in page.conditional_formatting if "A3" in area.sqref]
    assert marked
    assert all("A602" in area.sqref for area in marked)
    assert int(book.defined_names["ids_actions"].attr_text.rpartition("$")[2].partition(")")[0]) >= 602


def test_a_note_a_mark_and_text_that_looks_like_a_formula() -> None:
    rows = [{"id": FilledCell("TP1"), "name": FilledCell("=1+1", note="Kumpi?", look="decide")}]
    value = {"date": FilledCell(dt.date(2027, 3, 1)), "name": FilledCell("@SUM(1)")}
    book = opened(made("fi", filled=Filled({"actions": rows}, {"organisation": value})))
    cell = book["Toimenpiteet"]["C3"]
    assert (cell.data_type, cell.value, cell.comment.text) == ("s", "=1+1", "Kumpi?")
    assert (cell.font.b, cell.border.left.style, cell.fill.fgColor.rgb) == (True, "medium", "FFFFF0C2")
    assert book["Perustiedot"]["B13"].value == dt.datetime(2027, 3, 1)  # noqa: DTZ001
    assert book["Perustiedot"]["B3"].data_type == "s"


def test_a_table_that_is_given_empty_has_no_prepared_rows() -> None:
    book = opened(made("fi", filled=Filled({"levels": []})))
    assert book["Tasot"]["A3"].value is None
    assert book["Säädökset"]["A3"].value == "S1"


def test_further_sheets_are_passed_over_in_silence_by_their_titles(tmp_path: Path) -> None:
    path = tmp_path / "uusi.xlsx"
    titles = layout().titles
    sheets = [
        FurtherSheet(
            titles[key]["fi"], ["Otsikko", "Selitys"], ["A", "B"], [20, 20], [[FilledCell("=x"), FilledCell(3)]]
        )
        for key in ("archive", "combining", "left_over")
    ]
    write(path, "fi", filled=Filled(further=sheets))
    assert "WB043" not in {item.code for item in read(path, "x")[1]}
    book, _ = read_typed(path, "x")
    assert book is not None
    assert book.strays == ()
    for key in ("archive", "combining", "left_over"):
        assert [row.cells["A"].value for row in book.own[key]] == ["Otsikko", "Selitys", "A", "=x"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_a_blank_workbook_was_typed_by_anybody(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "tyhja.xlsx"
    write(path, language, "Esimerkkilän kunta", None, [item for item in LANGUAGES if item != language])
    book, _ = read_typed(path, "x")
    assert book is not None
    assert book.strays == ()
    rows = [row for key, sheet in book.sheets.items() if key != "organisation" for row in sheet.rows]
    assert all(row.prefilled or not row.cells for row in rows)
    assert sum(row.prefilled for row in rows) == 25


def test_every_cell_that_people_typed_is_somewhere(tmp_path: Path) -> None:
    path = tmp_path / "oma.xlsx"
    book = load_workbook(EXAMPLE / WORKBOOK)
    actions = book["Toimenpiteet"]
    spots = {
        ("Toimenpiteet", actions.cell(2, 25).coordinate): "Oma otsikko",
        ("Toimenpiteet", actions.cell(5, 25).coordinate): "oma arvo",
        ("Toimenpiteet", actions.cell(1, 9).coordinate): "otsikon yllä",
        ("Visio", "A20"): "Oma kenttä",
        ("Visio", "B20"): "oma vastaus",
        ("Visio", "C3"): "muutettu ohje",
        ("Ohje", "E30"): "kirjoitin tähän",
        ("Valinnat", "A40"): "oma vaihtoehto",
        ("Muistio", "C3"): "oma välilehti",
    }
    book.create_sheet("Muistio")
    for (title, cell), text in spots.items():
        book[title][cell] = text
    book["Tavoitteet"]["C3"] = "=1+1"
    book["Tavoitteet"]["C4"] = "#REF!"
    book.save(path)
    found, _ = read_typed(path, "x")
    assert found is not None
    assert {(item.place.sheet, item.place.cell): item.text for item in found.strays} == spots
    faults = [row.cells["name"].fault for row in found.rows("goals")[:2]]
    assert faults == ["formula", "error"]


@pytest.mark.parametrize("name", WORKBOOKS)
def test_bad_files_are_told_as_the_reading_tells_them(name: str, tmp_path: Path) -> None:
    make, code = WORKBOOKS[name]
    path = tmp_path / "vika.xlsx"
    path.write_bytes(make())
    book, findings = read_typed(path, "x")
    roadmap, told = read(path, "x")
    assert (book is None) == (roadmap is None)
    assert [item for item in findings if item.code.startswith("IN")] == [
        item for item in told if item.code.startswith("IN")
    ]
    assert code in [item.code for item in findings]
