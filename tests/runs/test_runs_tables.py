"""Which tables of a folder are surveys, by what they hold and by what the workbook says of their columns."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from example_folder import SURVEY, WORKBOOK, copy_example
from pipeline.language import words
from pipeline.runs.batch import check_all
from pipeline.runs.options import Outcome
from pipeline.runs.project import open_project
from pipeline.vocabulary.findings import Finding

CODES = ["id", "submitdate", "lastpage", "G01Q01", "G02Q02[SQ001]", "G02Q02[SQ002]"]
ROWS = [[number, f"2026-10-0{number} 10:00:00", 3, "A1", "A2", "A3"] for number in range(1, 8)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "kunta", survey=False)


def write(path: Path, rows: list[list[object]]) -> None:
    path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")


def fill(folder: Path, sheet: str, cells: dict[str, object]) -> None:
    book = load_workbook(folder / WORKBOOK)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(folder / WORKBOOK)


def told(folder: Path) -> list[Finding]:
    outcome = list(check_all([str(folder)]))[-1]
    assert isinstance(outcome, Outcome)
    return list(outcome.findings)


def test_answers_under_mere_codes_are_a_survey_that_lacks_its_questions(folder: Path) -> None:
    write(folder / "results.csv", [CODES, *ROWS])
    codes = [item.code for item in told(folder)]
    assert "SV028" in codes
    assert codes.count("WB027") == 1
    assert codes.index("SV028") < codes.index("WB027")
    assert not {"IN014", "SV018", "SV007", "SV003"} & set(codes)


@pytest.mark.parametrize("drop", [0, 3])
def test_a_column_that_the_workbook_names_makes_a_table_a_survey(folder: Path, drop: int) -> None:
    """With and without the tool's own columns."""
    write(folder / "results.csv", [row[drop:] for row in (CODES, *ROWS)])
    worth = "A1 = 5, A2 = 4, A3 = 3"
    fill(folder, "Kysymykset", {f"A{row}": None for row in range(3, 12)} | {f"B{row}": None for row in range(3, 12)})
    fill(folder, "Kysymykset", {"A3": "G01Q01", "B3": f"N1; {worth}", "A4": "G02Q02[SQ001]", "B4": f"N2; {worth}"})
    project, notes = open_project(folder, "kunta")
    assert project is not None
    assert [item.path.name for item in project.surveys] == ["results.csv"]
    assert notes == ()
    assert not {"SV028", "SV018", "SV017", "IN014"} & {item.code for item in told(folder)}


def test_a_table_that_is_no_survey_is_a_warning_only_where_one_is_wanted(folder: Path) -> None:
    write(folder / "budjetti.csv", [["Kohde", "Euroa"], ["Laitteet", 12000], ["Muu", 300]])
    _, notes = open_project(folder, "kunta")
    assert [item.code for item in notes] == ["SV056"]
    fill(folder, "Tasot", {f"D{row}": 2.5 for row in range(3, 14)})
    _, notes = open_project(folder, "kunta")
    assert [item.code for item in notes] == ["IN014"]
    assert "tallenna" not in words("fi").hint(notes[0])


def test_a_background_alone_makes_no_survey(folder: Path) -> None:
    write(folder / "budjetti.csv", [["Toimiala", "Euroa"], ["Sivistys", 12000], ["Hallinto", 300]])
    fill(folder, "Kysymykset", {"A3": "Toimiala", "B3": "toimiala"})
    assert [item.code for item in open_project(folder, "kunta")[1]] == ["SV056"]


def test_beside_a_survey_another_table_is_a_note(tmp_path: Path) -> None:
    made = copy_example(tmp_path / "kunta")
    assert (made / SURVEY).exists()
    write(made / "budjetti.csv", [["Kohde", "Euroa"], ["Laitteet", 12000], ["Muu", 300]])
    assert [item.code for item in open_project(made, "kunta")[1]] == ["IN014"]


def test_a_sheet_is_called_by_its_name_in_this_workbook(folder: Path) -> None:
    write(folder / "results.csv", [["Ruoka", "Viihtyvyys", "Ilma"], [1, 2, 5], [3, 3, 4], [5, 1, 2]])
    (found,) = [item for item in told(folder) if item.code == "SV018"]
    assert "bladet Kysymykset" in words("sv").hint(found)
    assert "sheet Tasot" in words("en").message(found)
    assert "sheet Levels" in words("en").message(Finding("SV018", found.place))


def test_the_cause_is_told_before_what_follows_from_it(folder: Path) -> None:
    (folder / "kysely.csv").write_bytes(b"")
    errors = [item.code for item in told(folder) if item.severity == "error"]
    assert errors == ["IN004", "WB027"]
