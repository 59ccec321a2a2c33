"""Next year's workbook: every cell of the old one is found again, ids stay, and what is finished goes to the archive."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from next_year import ARCHIVE, LEFT, carried, cells, changed, column, field, plain, table, told
from openpyxl import Workbook, load_workbook

from example_folder import EXAMPLE, ROOT, WORKBOOK
from pipeline.language import LANGUAGES
from pipeline.runs.batch import check_all
from pipeline.runs.next_year import Begun, begin
from pipeline.runs.options import Outcome
from pipeline.vocabulary.findings import Severity
from pipeline.workbook.blank import made
from pipeline.workbook.layout import layout
from tools.organisations.make import SAMPLES, folder_of

OLD = [EXAMPLE, *(folder_of(name) for name in SAMPLES), ROOT / "tests" / "organisations" / "svensk"]
IDS = {"Tavoitteet", "Toimenpiteet", "Koulutukset", "Mittarit", "Säädökset", "Tasot", "Lupaukset"}
EMPTIED = {"Versio", "Päiväys", "Hyväksymispäivä"}


def errors(folder: Path) -> list[tuple[str, str]]:
    outcome = list(check_all([str(folder)]))[-1]
    assert isinstance(outcome, Outcome)
    return [
        (item.code, str(item.values.get("field", ""))) for item in outcome.findings if item.severity is Severity.ERROR
    ]


@pytest.fixture(scope="session")
def carried_over(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, tuple[Begun, Path]]:
    """What became of each of the old workbooks."""
    return {old: carried(old / WORKBOOK, tmp_path_factory.mktemp("uusi") / old.name) for old in OLD}


# --- nothing is lost --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.name)
def test_every_cell_is_found_again(old: Path, carried_over: dict[Path, tuple[Begun, Path]]) -> None:
    begun, new = carried_over[old]
    assert begun.created
    assert cells(old / WORKBOOK) - cells(new) == {}


@pytest.mark.parametrize("old", [path for path in OLD if path.name != "svensk"], ids=lambda path: path.name)
def test_ids_stay_and_the_finished_are_in_the_archive_alone(
    old: Path, carried_over: dict[Path, tuple[Begun, Path]]
) -> None:
    begun, new = carried_over[old]
    before = {row["Tunnus"]: row["Tila"] for row in table(old / WORKBOOK, "Toimenpiteet")}
    ended = [id_ for id_, state in before.items() if state in ("Valmis", "Keskeytetty")]
    assert [row["Tunnus"] for row in table(new, "Toimenpiteet")] == [id_ for id_ in before if id_ not in ended]
    assert ended == ([row["Tunnus"] for row in table(new, ARCHIVE)] if ended else [])
    assert begun.carried is not None
    assert list(begun.carried.archived) == ended
    for title in IDS - {"Toimenpiteet"}:
        ids = [[row["Tunnus"] for row in table(path, title)] for path in (old / WORKBOOK, new)]
        assert ids[0] == ids[1], title


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.name)
def test_only_what_was_emptied_is_to_be_filled_in(
    old: Path, carried_over: dict[Path, tuple[Begun, Path]], tmp_path: Path
) -> None:
    """With a survey beside it as last year, the day of the document is the only thing that is missing."""
    new = Path(shutil.copy(carried_over[old][1], tmp_path))
    for file in old.iterdir():
        if file.suffix in (".xlsx", ".csv") and file.name != WORKBOOK:
            shutil.copy(file, new.parent)
    assert errors(old) == []
    assert [code for code, _ in errors(new.parent)] == ["WB001"]
    assert errors(new.parent)[0][1] in ("Päiväys", "Datum")


def test_an_archived_action_keeps_all_its_cells_and_gets_the_year(tmp_path: Path) -> None:
    old = folder_of("tarulinna-2026") / WORKBOOK
    _, new = carried(old, tmp_path / "uusi")
    before = {row["Tunnus"]: row for row in table(old, "Toimenpiteet")}
    archive = table(new, ARCHIVE)
    assert len(archive) == 7
    for row in archive:
        assert row.pop("Vuosi") == 2026
        assert {key: plain(value) for key, value in row.items()} == {
            key: plain(value) for key, value in before[row["Tunnus"]].items()
        }


def test_the_year_after_that_the_archive_grows_and_keeps_what_it_had(tmp_path: Path) -> None:
    _, first = carried(folder_of("haavesalo-2026") / WORKBOOK, tmp_path / "2027")

    def a_year_later(book: Workbook) -> None:
        book["Perustiedot"]["B13"] = dt.datetime(2027, 11, 8)  # noqa: DTZ001
        book["Perustiedot"]["B12"] = "1.2"
        book["Toimenpiteet"].cell(3, column(book, "Toimenpiteet", "Tila")).value = "Valmis"
        archive = book[ARCHIVE]
        top = next(row for row in range(1, 6) if archive.cell(row, 1).value == "Vuosi")
        archive.cell(top, archive.max_column + 1, "Opittua")
        archive.cell(top + 1, archive.max_column, "Aloita ajoissa.")

    later = changed(tmp_path / "2027" / "tyokirja.xlsx", a_year_later, first)
    begun, second = carried(later, tmp_path / "2028")
    before, after = table(later, ARCHIVE), table(second, ARCHIVE)
    assert after[: len(before)] == before
    assert [(row["Vuosi"], row["Tunnus"]) for row in after[len(before) :]] == [(2027, "TP2")]
    assert after[0]["Opittua"] == "Aloita ajoissa."
    assert begun.carried is not None
    assert begun.carried.archived == ("TP2",)
    assert {row["Vuosi"] for row in table(second, LEFT)} == {2026, 2027}
    assert cells(later) - cells(second) == {}


def test_a_row_that_is_in_the_archive_already_is_not_put_there_twice(tmp_path: Path) -> None:
    _, first = carried(folder_of("haavesalo-2026") / WORKBOOK, tmp_path / "a")

    def brought_back(book: Workbook) -> None:
        row = table(first, ARCHIVE)[0]
        page = book["Toimenpiteet"]
        at = page.max_row + 1
        for header, value in row.items():
            if header != "Vuosi":
                page.cell(at, column(book, "Toimenpiteet", header), value)
        page.cell(at, column(book, "Toimenpiteet", "Edistyminen")).number_format = "0%"

    again = changed(tmp_path / "b" / WORKBOOK, brought_back, first)
    _, second = carried(again, tmp_path / "c")
    assert [row["Tunnus"] for row in table(second, ARCHIVE)] == [row["Tunnus"] for row in table(first, ARCHIVE)]


# --- what is emptied and filled ---------------------------------------------------------------------------------------


def test_what_a_new_year_begins_anew_is_emptied_and_told(tmp_path: Path) -> None:
    begun, new = carried(EXAMPLE / WORKBOOK, tmp_path / "uusi")
    assert [field(new, "Perustiedot", label) for label in sorted(EMPTIED)] == [None] * 3
    assert set(told(begun)["NY002"]["fields"].split(", ")) == EMPTIED
    left = {row["Sarake tai kenttä"]: (row["Välilehti"], row["Sisältö"]) for row in table(new, LEFT)}
    assert left == {
        "Versio": ("Perustiedot", "1.0"),
        "Päiväys": ("Perustiedot", "14.12.2026"),
        "Hyväksymispäivä": ("Perustiedot", "14.12.2026"),
    }
    assert field(new, "Perustiedot", "Vertailu sallittu") == "kyllä"


def test_columns_that_the_old_workbook_lacked_get_only_what_is_sure(tmp_path: Path) -> None:
    def older(book: Workbook) -> None:
        for title, headers in {
            "Toimenpiteet": ("Tila", "Lisätty", "Edistyminen"),
            "Haastattelut": ("Julkaistaan",),
        }.items():
            for header in headers:
                book[title].delete_cols(column(book, title, header))
        page = book["Perustiedot"]
        page.delete_rows(next(cell.row for cell in page["A"] if cell.value == "Vertailu sallittu"))

    begun, new = carried(changed(tmp_path / "vanha.xlsx", older), tmp_path / "uusi")
    actions = table(new, "Toimenpiteet")
    assert {(row["Tila"], row["Lisätty"], row["Edistyminen"]) for row in actions} == {("Ei aloitettu", 2026, None)}
    assert {row["Julkaistaan"] for row in table(new, "Haastattelut")} == {"ei"}
    assert field(new, "Perustiedot", "Vertailu sallittu") is None
    filled = {item.values["column"]: item.values["count"] for item in begun.findings if item.code == "NY007"}
    assert filled == {"Tila": 34, "Lisätty": 34, "Julkaistaan": 9}


def test_an_empty_cell_of_a_column_that_is_there_stays_empty(tmp_path: Path) -> None:
    def unknown(book: Workbook) -> None:
        for row in range(3, 60):
            book["Toimenpiteet"].cell(row, column(book, "Toimenpiteet", "Tila")).value = None

    begun, new = carried(changed(tmp_path / "vanha.xlsx", unknown), tmp_path / "uusi")
    assert {row["Tila"] for row in table(new, "Toimenpiteet")} == {None}
    assert "NY007" not in told(begun)


def test_without_a_day_the_year_is_not_guessed(tmp_path: Path) -> None:
    def undated(book: Workbook) -> None:
        book["Perustiedot"]["B13"] = "joulukuussa"
        book["Toimenpiteet"].cell(3, column(book, "Toimenpiteet", "Tila")).value = "Valmis"
        book["Toimenpiteet"].delete_cols(column(book, "Toimenpiteet", "Lisätty"))

    begun, new = carried(changed(tmp_path / "vanha.xlsx", undated), tmp_path / "uusi")
    assert "NY011" in told(begun)
    assert [row["Vuosi"] for row in table(new, ARCHIVE)] == [None]
    assert {row["Lisätty"] for row in table(new, "Toimenpiteet")} == {None}


def test_levels_of_the_last_survey_are_emptied_and_others_stay(tmp_path: Path) -> None:
    """The example's survey rates N1 3,4 and N2 3,7."""

    def typed(book: Workbook) -> None:
        page, at = book["Tasot"], column(book, "Tasot", "Lähtötaso")
        page.cell(3, at).value, page.cell(4, at).value = 3.4, 2.9

    shutil.copytree(EXAMPLE, tmp_path / "vanha")
    begun, new = carried(changed(tmp_path / "vanha" / WORKBOOK, typed), tmp_path / "uusi")
    assert [row["Lähtötaso"] for row in table(new, "Tasot")][:2] == [None, 2.9]
    assert told(begun)["NY012"]["count"] == 1
    assert ("Tasot", "N1", "3,4") in {(row["Välilehti"], row["Rivi"], row["Sisältö"]) for row in table(new, LEFT)}
    alone = changed(tmp_path / "yksin" / WORKBOOK, typed)
    _, without = carried(alone, tmp_path / "toinen")
    assert [row["Lähtötaso"] for row in table(without, "Tasot")][:2] == [3.4, 2.9]


# --- what has no place ------------------------------------------------------------------------------------------------


def test_own_columns_rows_and_sheets_are_kept_with_their_places(tmp_path: Path) -> None:
    def own(book: Workbook) -> None:
        page = book["Toimenpiteet"]
        at = page.max_column + 1
        page.cell(2, at, "Budjettirivi")
        page.cell(4, at, "4411/2")
        page = book["Perustiedot"]
        page.cell(page.max_row + 1, 1, "Laskutusosoite")
        page.cell(page.max_row, 2, "Esimerkkikuja 1")
        book.create_sheet("Muistiinpanot")["B2"] = "Kysy kirjastosta."

    begun, new = carried(changed(tmp_path / "vanha.xlsx", own), tmp_path / "uusi")
    kept = {(row["Välilehti"], row["Sarake tai kenttä"], row["Rivi"], row["Sisältö"]) for row in table(new, LEFT)}
    assert {
        ("Toimenpiteet", "Budjettirivi", "TP2", "4411/2"),
        ("Perustiedot", "Laskutusosoite", None, "Esimerkkikuja 1"),
        ("Muistiinpanot", None, None, "Kysy kirjastosta."),
    } <= kept
    sheets = {item.place.sheet for item in begun.findings if item.code == "NY004"}
    assert sheets == {"Toimenpiteet", "Perustiedot", "Muistiinpanot"}
    assert cells(tmp_path / "vanha.xlsx") - cells(new) == {}


def test_sheets_that_are_missing_or_without_headers_begin_anew(tmp_path: Path) -> None:
    def torn(book: Workbook) -> None:
        for title in ("Toimenpiteet", "Koulutukset", "Perustiedot"):
            del book[title]
        for title in ("Tasot", "Visio"):
            page = book[title]
            for row in page.iter_rows(min_row=1, max_row=page.max_row, max_col=1 if title == "Visio" else None):
                for cell in row:
                    cell.value = cell.value if cell.row > 2 and title == "Tasot" else "?"

    begun, new = carried(changed(tmp_path / "vanha.xlsx", torn), tmp_path / "uusi", "Esimerkkilän kunta")
    assert begun.created
    assert cells(tmp_path / "vanha.xlsx") - cells(new) == {}
    assert [row["Tunnus"] for row in table(new, "Tasot")] == [f"N{number}" for number in range(1, 12)]
    assert field(new, "Perustiedot", "Organisaation nimi") == "Esimerkkilän kunta"
    assert field(new, "Perustiedot", "Asiakirjan kieli") == "suomi"
    left = {(row["Välilehti"], row["Sisältö"]) for row in table(new, LEFT)}
    assert {("Tasot", "Ilman mitattavia tavoitteita etenemistä ei voi johtaa.")} <= left


def test_faults_go_along_as_they_are_typed_and_are_told(tmp_path: Path) -> None:
    def faulty(book: Workbook) -> None:
        page = book["Toimenpiteet"]
        page.cell(3, column(book, "Toimenpiteet", "Alkaa")).value = "ensi vuonna"
        page.cell(3, column(book, "Toimenpiteet", "Kustannusarvio")).value = "paljon"
        page.cell(4, column(book, "Toimenpiteet", "Kustannusarvio")).value = "#REF!"
        page.cell(4, column(book, "Toimenpiteet", "Kustannusarvio")).data_type = "e"
        page.cell(5, column(book, "Toimenpiteet", "Kustannusarvio")).value = "=SUM(A1:A2)"
        page.cell(6, column(book, "Toimenpiteet", "Tunnus")).value = "TP1"

    begun, new = carried(changed(tmp_path / "vanha.xlsx", faulty), tmp_path / "uusi")
    rows = table(new, "Toimenpiteet")
    assert (rows[0]["Alkaa"], rows[0]["Kustannusarvio"]) == ("ensi vuonna", "paljon")
    assert (rows[1]["Kustannusarvio"], rows[2]["Kustannusarvio"], rows[3]["Tunnus"]) == (None, None, "TP1")
    values = told(begun)
    assert (values["NY005"]["count"], values["NY008"]["count"] > 2) == (2, True)
    assert re.search(r"\bWB\d\d\d Toimenpiteet![A-Z]+\d+", values["NY008"]["where"])
    left = {(row["Rivi"], row["Sisältö"]) for row in table(new, LEFT)}
    assert {("TP2", "#REF!"), ("TP3", "=SUM(A1:A2)")} <= left


def test_whatever_people_do_to_a_workbook_nothing_is_lost(tmp_path: Path) -> None:
    """But for two cells that are written as the new workbook writes them: a state in Swedish and a bare percentage."""

    def people(book: Workbook) -> None:
        page, info = book["Toimenpiteet"], book["Perustiedot"]

        def put(row: int, header: str, value: Any, shown: str = "General") -> None:
            cell = page.cell(row, column(book, "Toimenpiteet", header))
            cell.value, cell.number_format = value, shown

        put(3, "Alkaa", dt.datetime(2027, 3, 1), "d.m.yyyy")  # noqa: DTZ001
        put(4, "Alkaa", 2027)
        put(5, "Edistyminen", 35)
        put(6, "Kustannusarvio", "12 500 €")
        put(7, "Tila", "KLAR")
        put(8, "Tila", "melkein valmis")
        put(9, "Kuvaus", "pitkä " * 5400)
        put(10, "Tunnus", 12)
        put(11, "Lisätty", "viime vuonna")
        page.merge_cells(start_row=12, end_row=13, start_column=5, end_column=5)
        page["D2"] = "Kuvauss"
        page["C60"], page["E1"] = "irrallinen", "viereinen"
        info.append(["Versio", "9.9"])
        info.append(["Pienin vastaajaryhmä", 7])
        info["C5"], info["D6"] = "oma ohje", "sivuhuomio"
        book.copy_worksheet(book["Tavoitteet"]).title = "Tavoitteet (2)"
        book.create_sheet(ARCHIVE)["A1"] = "Vanha juttu"
        book[ARCHIVE]["B3"] = dt.datetime(2020, 5, 6)  # noqa: DTZ001
        book["Valinnat"]["J20"], book["Ohje"]["H40"] = "oma valinta", "oma ohjeteksti"

    old = changed(tmp_path / "vanha.xlsx", people)
    _, new = carried(old, tmp_path / "uusi")
    assert cells(old) - cells(new) == {"35": 1, "KLAR": 1}
    assert {"oma valinta", "oma ohjeteksti", "Vanha juttu"} <= cells(new).keys()
    assert field(new, "Perustiedot", "Pienin vastaajaryhmä") == 7
    _, again = carried(new, tmp_path / "toinen")
    assert cells(new) - cells(again) == {}


def test_perspectives_that_the_survey_form_lacks_are_told(tmp_path: Path) -> None:
    assert told(carried(folder_of("tarumaan-amk-2026") / WORKBOOK, tmp_path / "a", "Tarumaan AMK")[0])["NY014"] == {
        "ids": "N5, N9",
        "count": 2,
    }
    assert "NY014" not in told(carried(EXAMPLE / WORKBOOK, tmp_path / "b")[0])


def test_notes_at_cells_are_told(tmp_path: Path) -> None:
    from openpyxl.comments import Comment

    def noted(book: Workbook) -> None:
        book["Toimenpiteet"]["C3"].comment = Comment("Kysy vielä.", "joku")

    begun, _ = carried(changed(tmp_path / "vanha.xlsx", noted), tmp_path / "uusi")
    assert told(begun)["NY013"] == {"count": 1, "cells": "C3"}


# --- languages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_new_workbook_may_be_in_another_language(language: Any, tmp_path: Path) -> None:
    _, new = carried(folder_of("tarulinna-2026") / WORKBOOK, tmp_path / "uusi", language=language)
    actions = layout().sheet("actions")
    rows = table(new, actions.title[language])
    status = actions.field("status")
    labels = {choice.label[language] for choice in status.choices}
    assert {row[status.label[language]] for row in rows} <= labels
    id_ = actions.field("id").label[language]
    archive = table(new, layout().titles["archive"][language])
    ended = ["TP5", "TP7", "TP9", "TP14", "TP17", "TP18", "TP23"]
    assert [row[id_] for row in archive] == ended
    _, back = carried(new, tmp_path / "takaisin", language="fi")
    assert [row["Tunnus"] for row in table(back, ARCHIVE)] == ended


def test_a_swedish_workbook_stays_swedish_with_its_companions(tmp_path: Path) -> None:
    old = ROOT / "tests" / "organisations" / "svensk" / WORKBOOK
    begun, new = carried(old, tmp_path / "ny", name="Exempelnäs")
    assert begun.carried is not None
    assert (begun.carried.language, begun.carried.others) == ("sv", ("fi",))
    assert load_workbook(new).sheetnames[0] == "Anvisning"
    assert {"kyselylomake.docx", "kyselylomake-fi.docx"} <= {path.name for path in new.parent.iterdir()}


# --- names and folders ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Esimerkkilä", "esimerkkilän  KUNTA", "Esimerkkilän kunnan"])
def test_a_name_of_the_organisation_is_taken_as_it(name: str, tmp_path: Path) -> None:
    assert "NY001" not in told(carried(EXAMPLE / WORKBOOK, tmp_path / "uusi", name)[0])


def test_another_name_is_told_and_changes_nothing(tmp_path: Path) -> None:
    begun, new = carried(EXAMPLE / WORKBOOK, tmp_path / "uusi", "Haavesalo")
    values = told(begun)["NY001"]
    assert (values["name"], values["old"]) == ("Haavesalo", "Esimerkkilän kunta")
    assert field(new, "Perustiedot", "Organisaation nimi") == "Esimerkkilän kunta"


def test_a_workbook_without_a_name_gets_the_one_given(tmp_path: Path) -> None:
    def nameless(book: Workbook) -> None:
        book["Perustiedot"]["B3"] = None

    begun, new = carried(changed(tmp_path / "vanha.xlsx", nameless), tmp_path / "uusi", "Esimerkkilän kunta")
    assert field(new, "Perustiedot", "Organisaation nimi") == "Esimerkkilän kunta"
    assert "NY001" not in told(begun)


def test_a_blank_workbook_gives_a_blank_one(tmp_path: Path) -> None:
    (tmp_path / "vanha.xlsx").write_bytes(made("fi", "Vähälän kunta"))
    begun, new = carried(tmp_path / "vanha.xlsx", tmp_path / "uusi", "Vähälän kunta")
    assert begun.created
    assert field(new, "Perustiedot", "Organisaation nimi") == "Vähälän kunta"
    assert [row["Tunnus"] for row in table(new, "Tasot")] == [f"N{number}" for number in range(1, 12)]
    assert LEFT not in load_workbook(new).sheetnames


def test_a_folder_stands_for_its_workbook(tmp_path: Path) -> None:
    begun = begin("Esimerkkilä", str(EXAMPLE), tmp_path / "uusi", None)
    assert begun.created


def test_the_old_workbook_in_the_new_folder_is_told(tmp_path: Path) -> None:
    old = tmp_path / "kunta" / "vanha.xlsx"
    old.parent.mkdir()
    shutil.copy(EXAMPLE / WORKBOOK, old)
    begun, _ = carried(old, old.parent)
    assert told(begun)["NY010"] == {"old": "vanha.xlsx", "new": WORKBOOK}


@pytest.mark.parametrize("at", [WORKBOOK, "kyselylomake.docx"])
def test_nothing_that_stands_is_written_over(at: str, tmp_path: Path) -> None:
    (tmp_path / at).write_bytes((EXAMPLE / WORKBOOK).read_bytes())
    begun, _ = carried(tmp_path / at if at == WORKBOOK else EXAMPLE / WORKBOOK, tmp_path)
    assert [item.code for item in begun.findings] == ["OT006"]
    assert [path.name for path in tmp_path.iterdir()] == [at]


def test_the_same_workbook_gives_the_same_bytes(tmp_path: Path) -> None:
    made_twice = [carried(EXAMPLE / WORKBOOK, tmp_path / name)[1].read_bytes() for name in ("a", "b")]
    assert made_twice[0] == made_twice[1]


def test_what_people_wrote_above_and_beside_the_tables_of_our_own_sheets_is_not_lost(tmp_path: Path) -> None:
    def finish(book: Workbook) -> None:
        book["Toimenpiteet"].cell(3, column(book, "Toimenpiteet", "Tila")).value = "Valmis"

    _, new = carried(changed(tmp_path / "eka.xlsx", finish), tmp_path / "2")
    typed = set()

    def write(book: Workbook) -> None:
        for title in (ARCHIVE, LEFT):
            page = book[title]
            top = next(row for row in range(1, 9) if page.cell(row, 1).value == "Vuosi")
            far = page.max_column
            spots = [(1, 8), (2, 9), (top + 1, far + 1), (top + 1, far + 2), (top + 3, far + 4)]
            for row, place in spots:
                page.cell(row, place).value = f"{title} {row} {place}"
                typed.add(f"{title} {row} {place}")
            page.cell(top, far + 1).value = page.cell(top, far + 2).value = "Huom"

    _, third = carried(changed(tmp_path / "toka.xlsx", write, new), tmp_path / "3")
    assert typed <= set(cells(third))
