"""Suggested meanings in the annotated copy: written, marked, and accepted as they stand by the next run."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from workbook_content import edited, filled

from pipeline.language import LANGUAGES
from pipeline.runs.batch import Notes, check_all
from pipeline.runs.options import Outcome
from pipeline.vocabulary.findings import Finding, Term
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.suggestions import Suggestion
from pipeline.workbook.annotate import annotate
from pipeline.workbook.layout import layout
from pipeline.workbook.reading import read
from pipeline.workbook.suggesting import FILL

TITLES = layout().sheet("questions").title
ASKED = {
    Suggestion("Kuinka hyvin laitteet toimivat?", ("N2; 1–7",), 61),
    Suggestion("Osasto", (Term("declare.use.sector"),), 80),
}
WORDS = ("Heikko", "Välttävä", "Tyydyttävä", "Hyvä", "Erinomainen")
SURVEY = (
    ("Osasto", "Oma digitaalinen taitosi ja osaamisesi", "Digitaidot ja osaaminen", "Oma näkökulma"),
    *(
        ("Koulu" if number % 2 else "Ratas", WORDS[number % 5], WORDS[number % 4], number % 7 + 1)
        for number in range(70)
    ),
)


def rows(page: Worksheet) -> list[tuple[object, object]]:
    """What stands in the two columns of the sheet, below its headers."""
    found = [(row[0].value, row[1].value) for row in page.iter_rows(max_col=2)]
    start = next(place for place, (first, _) in enumerate(found) if str(first).endswith("*"))
    return [row for row in found[start + 1 :] if any(row)]


def copy_of(path: Path, suggestions: Iterable[Suggestion], language: Language = "fi") -> Workbook:
    target = path.with_name("huomiot.xlsx")
    annotate(path, target, (), language, tuple(suggestions))
    return load_workbook(target)


def check(folder: Path, outputs: Path) -> tuple[Finding, ...]:
    outcome = list(check_all([str(folder)], notes=Notes(outputs, "fi")))[-1]
    assert isinstance(outcome, Outcome)
    return tuple(finding for finding in outcome.findings if finding.code.startswith("SV"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_added_below_what_stands_there_in_the_workbooks_language(tmp_path: Path, language: Language) -> None:
    path = filled(tmp_path, language=language)
    before = path.read_bytes()
    there = rows(load_workbook(path)[TITLES[language]])
    page = copy_of(path, sorted(ASKED, key=lambda item: item.column))[TITLES[language]]
    sector = {"fi": "toimiala", "sv": "sektor", "en": "sector"}[language]
    assert rows(page) == [*there, ("Kuinka hyvin laitteet toimivat?", "N2; 1–7"), ("Osasto", sector)]
    added = [row for row in page.iter_rows(max_col=2) if row[0].value in {item.column for item in ASKED}]
    assert all(cell.fill.start_color.rgb.endswith(FILL) for row in added for cell in row)
    assert ["61 %" in added[0][1].comment.text, "80 %" in added[1][1].comment.text] == [True, True]
    assert path.read_bytes() == before


def test_of_several_meanings_a_person_chooses(tmp_path: Path) -> None:
    page = copy_of(filled(tmp_path), [Suggestion("Kysymys", ("N1; 6 = EOS", "N1; 1–6"), 100)])["Kysymykset"]
    (row,) = [row for row in page.iter_rows(max_col=2) if row[0].value == "Kysymys"]
    assert row[1].value == "?"
    assert "N1; 6 = EOS\nN1; 1–6" in row[1].comment.text
    assert "%" not in row[1].comment.text


@pytest.mark.parametrize(
    ("reason", "told"),
    [("order", "järjestyksestä"), ("siblings", "muista sarakkeista"), ("twice", "kahdesti"), ("worths", "pisteet")],
)
def test_the_note_says_what_else_a_person_should_know(tmp_path: Path, reason: str, told: str) -> None:
    asked = Suggestion("Kysymys", ("N1",), 30, reason)
    page = copy_of(filled(tmp_path), [asked])["Kysymykset"]
    (row,) = [row for row in page.iter_rows(max_col=2) if row[0].value == "Kysymys"]
    assert told in row[1].comment.text
    assert row[1].value == ("N1" if asked.is_ready else "?")
    assert asked.is_ready is (reason in ("order", "siblings"))


def test_a_row_that_nobody_has_decided_on_is_written_over(tmp_path: Path) -> None:
    path = filled(tmp_path)
    annotate(path, tmp_path / "first.xlsx", (), "fi", (Suggestion("Kysymys", ("N1", "N2"), 50),))
    decided = (Suggestion("Kysymys", ("N1",), 50), Suggestion("Toinen", ("N2",), 50))
    annotate(tmp_path / "first.xlsx", tmp_path / "second.xlsx", (), "fi", decided)
    found = rows(load_workbook(tmp_path / "second.xlsx")["Kysymykset"])
    assert found[-2:] == [("Kysymys", "N1"), ("Toinen", "N2")]
    assert [header for header, _ in found].count("Kysymys") == 1


def test_a_missing_sheet_is_made(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda book: book.remove(book["Kysymykset"]))
    assert rows(copy_of(path, [Suggestion("Osasto", ("toimiala",), 80)])["Kysymykset"]) == [("Osasto", "toimiala")]
    roadmap, findings = read(tmp_path / "huomiot.xlsx", "huomiot.xlsx")
    assert roadmap is not None
    assert [(item.column, item.meaning) for item in roadmap.questions] == [("Osasto", "sector")]
    assert not {finding.code for finding in findings} - {"WB039"}


def test_more_rows_than_the_table_has_room_for(tmp_path: Path) -> None:
    many = [Suggestion(f"Kysymys {number}", ("N1",), 50) for number in range(60)]
    page = copy_of(filled(tmp_path), many)["Kysymykset"]
    (table,) = page.tables.values()
    assert table.ref == table.autoFilter.ref == f"A2:B{2 + len(rows(page))}"


@pytest.mark.parametrize("header", ["=1+1", "+358", "@kaava", "-- alku", "rivi\x07ääni"])
def test_a_header_is_never_a_formula(tmp_path: Path, header: str) -> None:
    page = copy_of(filled(tmp_path), [Suggestion(header, ("N1",), 50)])["Kysymykset"]
    (cell,) = [row[0] for row in page.iter_rows(max_col=2) if row[0].value == header.replace("\x07", "")]
    assert cell.data_type == "s"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggestion_accepted_as_it_stands_leaves_nothing_to_ask(tmp_path: Path, language: Language) -> None:
    folder, outputs = tmp_path / "koe", tmp_path / "outputs"
    folder.mkdir()
    workbook = filled(folder, lambda content: content.update({TITLES[language]: []}), language)
    (folder / "blank.xlsx").unlink()
    with (folder / "kysely.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(SURVEY)
    asked = {finding.code for finding in check(folder, outputs)}
    assert {"SV005", "SV017", "SV032"} <= asked
    workbook.write_bytes((outputs / "koe" / "tyokirja-huomiot.xlsx").read_bytes())
    assert check(folder, outputs) == ()
    roadmap, _ = read(workbook, workbook.name)
    assert roadmap is not None
    assert sorted(item.meaning for item in roadmap.questions) == ["N1", "N1", "N2; 1–7", "sector"]


def surveyed(folder: Path, rows: Iterable[Iterable[object]], language: Language = "fi") -> Path:
    """A folder's workbook without questions, beside a survey of these rows."""
    folder.mkdir()
    workbook = filled(folder, lambda content: content.update({TITLES[language]: []}), language)
    (folder / "blank.xlsx").unlink()
    with (folder / "kysely.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return workbook


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_beside_a_longer_scale_are_counted_on_none_unasked(tmp_path: Path, language: Language) -> None:
    folder, outputs = tmp_path / "koe", tmp_path / "outputs"
    headers = ("N2", "Digitaidot ja osaaminen")
    grades = ([number % 7 + 1, number % 5 + 1] for number in range(70))
    workbook = surveyed(folder, [headers, *grades], language)
    assert {"SV017"} <= {finding.code for finding in check(folder, outputs)}
    workbook.write_bytes((outputs / "koe" / "tyokirja-huomiot.xlsx").read_bytes())
    assert not {"SV005", "SV006", "SV017", "SV032", "SV033"} & {finding.code for finding in check(folder, outputs)}
    roadmap, _ = read(workbook, workbook.name)
    assert roadmap is not None
    assert {item.column: item.meaning for item in roadmap.questions} == dict(
        zip(headers, ("N2; 1–7", "N1; 1–7"), strict=True)
    )


def test_undecided_rows_are_no_rows(tmp_path: Path) -> None:
    folder, outputs = tmp_path / "koe", tmp_path / "outputs"
    headers = ("En osaa käyttää tieto- ja viestintäteknisiä laitteita työssäni", "Palvelut", "Palvelut", "Q1", "N1")
    answers = (["Hyvä", WORDS[number % 5], "Hyvä", "Hyvä", number % 6 + 1] for number in range(60))
    workbook = surveyed(folder, [headers, *answers])
    before = check(folder, outputs)
    workbook.write_bytes((outputs / "koe" / "tyokirja-huomiot.xlsx").read_bytes())
    roadmap, findings = read(workbook, workbook.name)
    assert roadmap is not None
    assert {item.meaning for item in roadmap.questions} == {"?"}
    assert not {finding.code for finding in findings} - {"WB039"}
    assert check(folder, outputs) == before
