"""`diff`: what changed between two workbooks or two deliveries, in words and as data, and its exit statuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from documents import paragraph, run, word
from example_folder import EXAMPLE, WORKBOOK, copy_example
from pipeline.cli import main
from pipeline.language import LANGUAGES
from pipeline.vocabulary.model import Language


def diff(old: Path, new: Path, *more: str, lang: str = "fi") -> Result:
    result = CliRunner().invoke(main, ["diff", str(old), str(new), "--lang", lang, *more])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def data(old: Path, new: Path) -> dict[str, Any]:
    found = json.loads(diff(old, new, "--json").stdout)
    assert isinstance(found, dict)
    assert (found["schema_version"], found["command"]) == (1, "diff")
    return found


def corrected(book: Workbook) -> None:
    """A version, a time, a goal's name and a long text changed; an action taken away and one added."""
    book["Perustiedot"]["B12"] = "1.1"
    book["Visio"]["B4"] = f"{book['Visio']['B4'].value} Lisäksi avataan data."
    book["Tavoitteet"]["C3"] = "Tieto palvelee päätöksiä"
    actions = book["Toimenpiteet"]
    actions["H7"] = "III/2027"
    for column in range(1, actions.max_column + 1):
        actions.cell(9, column).value = None
    values = (
        "TP90",
        "T1.1",
        "Järjestetään kyberharjoitus",
        "Harjoitus.",
        "Hallintojohtaja",
        None,
        None,
        "2028",
        "2028",
    )
    for column, value in enumerate(values, start=1):
        actions.cell(9, column).value = value


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "uusi", corrected)


def test_nothing_changed_says_so(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE / WORKBOOK, tmp_path / "toinen.xlsx")
    result = diff(EXAMPLE / WORKBOOK, tmp_path / "toinen.xlsx")
    assert result.exit_code == 0
    assert "Mikään ei ole muuttunut" in result.stdout
    assert data(EXAMPLE / WORKBOOK, tmp_path / "toinen.xlsx")["same"] is True


def test_what_changed_is_told_by_sheet_and_row_with_its_cells(newer: Path) -> None:
    result = diff(EXAMPLE, newer)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[1] == "6 muutosta"
    assert [line for line in lines if line and not line.startswith(" ")][2:] == [
        "Perustiedot",
        "Visio",
        "Tavoitteet",
        "Toimenpiteet",
    ]
    for said in (
        "  Versio: 1.0 → 1.1 (B12)",
        "    Tavoite: Tieto ohjaa johtamista → Tieto palvelee päätöksiä (C3)",
        "    Alkaa: I/2029 → III/2027 (H7)",
        "  Uusi rivi: TP90 Järjestetään kyberharjoitus (A9)",
        "  Poistettu rivi: TP7 Viedään digitavoitteet kuntastrategiaan (A9)",
    ):
        assert said in lines


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "    Börjar: kv\u00a01/2029 → kv\u00a03/2027 (H7)"), ("en", "    Starts: Q1 2029 → Q3 2027 (H7)")],
)
def test_in_other_languages(newer: Path, language: Language, said: str) -> None:
    assert said in diff(EXAMPLE, newer, lang=language).stdout.splitlines()


def test_as_data(newer: Path) -> None:
    found = data(EXAMPLE, newer)
    assert (found["compared"], found["same"], found["findings"]) == ("workbook", False, [])
    assert found["counts"] == {"added": 1, "removed": 1, "renumbered": 0, "moved": 0, "changed": 4}
    starts = next(item for item in found["differences"] if item["field"] == "starts")
    assert (starts["sheet"], starts["id"], starts["before"]["text"], starts["after"]["first"]) == (
        "actions",
        "TP5",
        "I/2029",
        "2027-07-01",
    )
    assert starts["old"]["cell"] == starts["new"]["cell"] == "H7"
    assert starts["message"] == "Alkaa: I/2029 → III/2027 (H7)"
    added = next(item for item in found["differences"] if item["kind"] == "added")
    assert (added["id"], added["old"], added["new"]["cell"]) == ("TP90", None, "A9")


def test_folders_tell_what_else_changed_beside_the_workbook(newer: Path) -> None:
    (newer / "kysely-2023.xlsx").unlink()
    (newer / "logo.png").write_bytes((newer / "logo.png").read_bytes() + b"\0")
    lines = diff(EXAMPLE, newer).stdout.splitlines()
    assert "Kansiossa: kysely kysely-2023.xlsx on poistunut" in lines
    assert "Kansiossa: kuva logo.png on muuttunut" in lines
    assert not any("Kansiossa" in line for line in diff(EXAMPLE / WORKBOOK, newer / WORKBOOK).stdout.splitlines())


def test_many_rows_in_another_order_are_one_line(tmp_path: Path) -> None:
    def sorted_anew(book: Workbook) -> None:
        actions = book["Toimenpiteet"]
        rows = [[cell.value for cell in row] for row in actions.iter_rows(min_row=3) if row[0].value]
        for number, values in enumerate(reversed(rows), start=3):
            for column, value in enumerate(values, start=1):
                actions.cell(number, column).value = value

    text = diff(EXAMPLE, copy_example(tmp_path / "a", sorted_anew)).stdout
    assert "riviä on toisessa järjestyksessä." in text
    assert "Rivi siirtyi" not in text


def test_a_workbook_with_faults_is_compared_and_they_are_told(tmp_path: Path) -> None:
    def faulty(book: Workbook) -> None:
        book["Toimenpiteet"]["H7"] = "joskus"

    folder = copy_example(tmp_path / "a", faulty)
    result = diff(EXAMPLE, folder)
    assert result.exit_code == 0
    assert "OT023" in result.stderr
    assert "OT023" not in diff(EXAMPLE, folder, "--quiet").stderr
    assert "    Alkaa: I/2029 → (tyhjä) (H7)" in result.stdout.splitlines()


# --- documents --------------------------------------------------------------------------------------------------------


def document(path: Path, *texts: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(word(paragraph(run("Luku"), style="Heading1"), *(paragraph(run(text)) for text in texts)))
    return path


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] + str(path).encode())


def test_two_documents(tmp_path: Path) -> None:
    old = document(tmp_path / "vanha.docx", "Maksaa 10 euroa vuodessa.", "Toinen kappale tästä asiasta.")
    new = document(tmp_path / "uusi.docx", "Maksaa 20 euroa vuodessa.", "Toinen kappale tästä asiasta.")
    text = diff(old, new).stdout
    assert "Teksti muuttui: Maksaa 10 euroa vuodessa. → Maksaa 20 euroa vuodessa." in text
    (change,) = data(old, new)["changes"]
    assert (change["document"], change["kind"], change["before"], change["after"]) == (
        "vanha.docx",
        "changed",
        "Maksaa 10 euroa vuodessa.",
        "Maksaa 20 euroa vuodessa.",
    )


def test_two_deliveries(tmp_path: Path) -> None:
    for name, price in (("kevat", 10), ("syksy", 20)):
        document(tmp_path / name / "digitiekartta.docx", f"Maksaa {price} euroa vuodessa.")
        document(tmp_path / name / "omaa.docx", f"Ei meidän {price}.")
    document(tmp_path / "syksy" / "digitiekartta-sv.docx", "Kostar 20 euro.")
    result = diff(tmp_path / "kevat", tmp_path / "syksy")
    assert result.exit_code == 0
    assert "Uusi asiakirja: digitiekartta-sv.docx" in result.stdout
    assert "20 euroa" in result.stdout
    assert "Ei meidän" not in result.stdout
    assert "Mikään ei ole muuttunut" in diff(tmp_path / "kevat", tmp_path / "kevat").stdout


def test_a_damaged_document_is_told_and_the_others_are_compared(tmp_path: Path) -> None:
    for name, price in (("kevat", 10), ("syksy", 20)):
        document(tmp_path / name / "digitiekartta.docx", f"Maksaa {price} euroa vuodessa.")
        cut_short(document(tmp_path / name / "digitiekartta-sv.docx", f"Kostar {price} euro."))
    result = diff(tmp_path / "kevat", tmp_path / "syksy")
    assert result.exit_code == 3
    assert "OT024" in result.stderr
    assert "20 euroa" in result.stdout


def test_of_a_damaged_document_nobody_says_that_nothing_changed(tmp_path: Path) -> None:
    old, new = document(tmp_path / "a.docx", "Sama."), document(tmp_path / "b.docx", "Sama.")
    cut_short(new)
    assert diff(old, new).stdout.splitlines() == [f"{old} → {new}"]
    assert data(old, new)["same"] is False


# --- what can't be compared -------------------------------------------------------------------------------------------


def test_a_workbook_and_a_document(tmp_path: Path) -> None:
    result = diff(EXAMPLE, document(tmp_path / "a.docx", "x"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "OT022" in result.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing(tmp_path: Path, language: Language) -> None:
    result = diff(EXAMPLE, tmp_path / "puuttuu", lang=language)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "IN001" in result.stderr


def test_a_damaged_workbook(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE / WORKBOOK, tmp_path / WORKBOOK)
    cut_short(tmp_path / WORKBOOK)
    assert diff(EXAMPLE, tmp_path / WORKBOOK).exit_code == 3
    found = data(EXAMPLE, tmp_path / WORKBOOK)
    assert (found["compared"], found["same"]) == (None, False)
    assert found["findings"][0]["code"].startswith("IN")


def test_an_empty_folder(tmp_path: Path) -> None:
    result = diff(tmp_path, EXAMPLE)
    assert result.exit_code == 3
    assert "IN002" in result.stderr


def test_usage() -> None:
    assert CliRunner().invoke(main, ["diff", "yksi", "--lang", "fi"]).exit_code == 2
