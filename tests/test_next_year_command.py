"""`new --from` as people and scripts meet it: what is said, exit statuses, one JSON object; nothing half-made."""

from __future__ import annotations

from pathlib import Path

import pytest
from next_year import changed, column, table
from openpyxl import Workbook
from test_commands import run, the_object

from bad_files import WORKBOOKS
from example_folder import EXAMPLE, WORKBOOK
from pipeline.language import LANGUAGES
from tools.organisations.make import folder_of

TOWN = folder_of("tarulinna-2026") / WORKBOOK
MADE = ["kyselylomake-en.docx", "kyselylomake-sv.docx", "kyselylomake.docx", WORKBOOK]


def test_what_was_carried_over_is_one_object(tmp_path: Path) -> None:
    result = run("new", "Tarulinna", "--folder", tmp_path / "27", "--from", TOWN, "--json")
    data = the_object(result)
    assert (result.exit_code, data["command"]) == (0, "new")
    assert sorted(Path(path).name for path in data["created"]) == MADE
    assert data["carried"]["archived"] == ["TP5", "TP7", "TP9", "TP14", "TP17", "TP18", "TP23"]
    assert (data["carried"]["year"], data["carried"]["language"]) == (2026, "fi")
    assert (data["carried"]["rows"]["actions"], data["carried"]["rows"]["goals"]) == (23, 16)
    assert data["organisation"]["texts"]["fi"]["name"] == "Tarulinnan kaupunki"
    assert [item["code"] for item in data["findings"]] == ["NY002", "NY003"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_to_be_done_next_is_said(lang: str, tmp_path: Path) -> None:
    result = run("new", "Tarulinna", "--folder", tmp_path / "ensi vuosi", "--from", TOWN, lang=lang)
    assert result.exit_code == 0
    assert "TP23" in result.stderr
    assert f'check "{tmp_path / "ensi vuosi"}"' in result.stderr
    assert result.stdout == ""


def test_quiet_is_quiet(tmp_path: Path) -> None:
    assert run("new", "Tarulinna", "--folder", tmp_path / "27", "--from", TOWN, "--quiet").output == ""


@pytest.mark.parametrize("name", WORKBOOKS)
def test_what_can_not_be_read_is_told_as_in_check_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    old = tmp_path / "vanha" / WORKBOOK
    old.parent.mkdir()
    data, code = WORKBOOKS[name]
    old.write_bytes(data())
    result = run("new", "Kunta", "--folder", tmp_path / "uusi", "--from", old, "--json")
    told = [item["code"] for item in the_object(result)["findings"]]
    checked = the_object(run("check", old, "--json"))["folders"][0]["findings"]
    assert (result.exit_code, set(told), code in {item["code"] for item in checked}) == (3, {code}, True)
    assert not (tmp_path / "uusi").exists()


@pytest.mark.parametrize("old", ["puuttuu.xlsx", "tyhja"])
def test_3_when_there_is_no_workbook(old: str, tmp_path: Path) -> None:
    (tmp_path / "tyhja").mkdir()
    result = run("new", "Kunta", "--folder", tmp_path / "uusi", "--from", tmp_path / old)
    assert result.exit_code == 3
    assert not (tmp_path / "uusi").exists()


def test_4_when_the_old_workbook_would_be_written_over(tmp_path: Path) -> None:
    def nothing(_: Workbook) -> None:
        """As it is."""

    old = changed(tmp_path / "kunta" / WORKBOOK, nothing)
    before = old.read_bytes()
    result = run("new", "Esimerkkilä", "--folder", old.parent, "--from", old)
    assert (result.exit_code, "OT006" in result.stderr) == (4, True)
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == [WORKBOOK]


def test_4_when_the_folder_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "este").write_text("a file in the way")
    result = run("new", "Tarulinna", "--folder", tmp_path / "este" / "27", "--from", TOWN)
    assert (result.exit_code, "OT002" in result.stderr) == (4, True)


def test_a_workbook_that_is_open_is_read_as_it_was_saved_and_told(tmp_path: Path) -> None:
    old = tmp_path / "26" / WORKBOOK
    old.parent.mkdir()
    old.write_bytes(TOWN.read_bytes())
    (old.parent / f"~${WORKBOOK}").write_bytes(b"\5user")
    result = run("new", "Tarulinna", "--folder", tmp_path / "27", "--from", old)
    assert (result.exit_code, "IN013" in result.stderr) == (0, True)


def test_a_wrong_name_is_a_warning(tmp_path: Path) -> None:
    result = run("new", "Haavesalo", "--folder", tmp_path / "27", "--from", TOWN)
    assert (result.exit_code, "NY001" in result.stderr, "Tarulinnan kaupunki" in result.stderr) == (0, True, True)


# --- a workbook of several groups -------------------------------------------------------------------------------------


def _combined(folder: Path) -> Path:
    """The town's workbook as two groups wrote it: another owner of TP2, another vision."""

    def change(book: Workbook) -> None:
        book["Toimenpiteet"].cell(4, column(book, "Toimenpiteet", "Vastuutaho")).value = "Digipäällikkö"
        book["Visio"]["B3"] = "Toisin."

    group, into = changed(folder / "ryhma 2.xlsx", change, TOWN), folder / "yhdessa ä.xlsx"
    assert run("combine", TOWN, group, "--into", into).exit_code == 0
    return into


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_undecided_is_refused_and_nothing_is_written(lang: str, tmp_path: Path) -> None:
    into, new = _combined(tmp_path), tmp_path / "27"
    result = run("new", "Tarulinna", "--folder", new, "--from", into, lang=lang)
    assert (result.exit_code, new.exists()) == (1, False)
    assert all(text in result.stderr for text in ("NY015", "Toimenpiteet!A4", "Visio!C3", f'check "{into}" '))
    data = the_object(run("new", "Tarulinna", "--folder", new, "--from", into, "--json"))
    assert ([item["code"] for item in data["findings"]], data["created"], data["carried"]) == (["NY015"], [], None)


def test_what_is_decided_is_carried_over(tmp_path: Path) -> None:
    def decide(book: Workbook) -> None:
        page = book["Toimenpiteet"]
        (version,) = (row for row in range(3, page.max_row) if str(page.cell(row, 1).value).startswith("VAIHTOEHTO"))
        page.delete_rows(version)
        page.cell(version - 1, 1).value = None
        book["Visio"]["C3"] = None

    into = _combined(tmp_path)
    result = run("new", "Tarulinna", "--folder", tmp_path / "27", "--from", changed(into, decide, into))
    assert (result.exit_code, "NY015" in result.stderr) == (0, False)
    ids = [row["Tunnus"] for row in table(tmp_path / "27" / WORKBOOK, "Toimenpiteet")]
    assert (len(ids), "TP2" in ids, any("/" in id_ for id_ in ids)) == (23, True, False)


# --- the archive in check ---------------------------------------------------------------------------------------------


@pytest.fixture
def renewed(tmp_path: Path) -> Path:
    run("new", "Tarulinna", "--folder", tmp_path / "27", "--from", TOWN)
    return tmp_path / "27" / WORKBOOK


def codes(path: Path) -> list[tuple[str, str]]:
    folder = the_object(run("check", path, "--json"))["folders"][0]
    return [(item["code"], item["message"]) for item in folder["findings"]]


def test_the_archive_is_passed_over_and_may_be_referred_to(renewed: Path) -> None:
    """Actions and trainings refer to archived TP5, TP9, TP14, TP17 and TP18."""
    referred = {id_ for row in table(renewed, "Toimenpiteet") for id_ in str(row["Edeltävät"] or "").split("; ")}
    assert {"TP5", "TP9", "TP14", "TP18"} <= referred
    told = {code for code, _ in codes(renewed)}
    assert not told & {"WB005", "WB043", "NY006"}


def test_an_archived_id_that_is_used_again_is_told_with_a_free_one(renewed: Path) -> None:
    def again(book: Workbook) -> None:
        page = book["Toimenpiteet"]
        page["A3"] = "tp23"

    changed(renewed, again, renewed)
    assert [message for code, message in codes(renewed) if code == "NY006"] == [
        "an archived action has the id tp23 already (cell Arkisto!B11)"
    ]
    hints = the_object(run("check", renewed, "--json"))["folders"][0]["findings"]
    assert "TP33" in next(item["hint"] for item in hints if item["code"] == "NY006")


def test_a_reference_to_what_is_in_neither_is_still_told(renewed: Path) -> None:
    def wrong(book: Workbook) -> None:
        book["Toimenpiteet"]["J3"] = "TP5; TP77"

    changed(renewed, wrong, renewed)
    assert [code for code, message in codes(renewed) if code == "WB005" and "TP77" in message] == ["WB005"]


def test_the_example_in_the_help_is_of_the_example() -> None:
    assert "--from inputs/esimerkkila/tyokirja.xlsx" in run("new", "--help", lang="").output
    assert (EXAMPLE / WORKBOOK).exists()
