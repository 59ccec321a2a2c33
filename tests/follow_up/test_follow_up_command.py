"""The command `followup` over whole folders: documents, reruns, hand edits, odd inputs."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from plain_counting import STANDINGS, count

from example_folder import SHEETS, columns
from pipeline.cli import main
from pipeline.runs.build import examine
from pipeline.runs.follow_up import FOLDER, follow_up
from pipeline.runs.options import FOLLOW_UP, FOLLOW_UP_DECK, Options, Outcome
from pipeline.runs.project import open_project
from pipeline.runs.released import read_released

INPUTS = Path(__file__).resolve().parents[2] / "inputs"
ORGANISATIONS = Path(__file__).resolve().parents[1] / "organisations"
OLD, NEW = "tarulinna-2025", "tarulinna-2026"
BOOK = "tyokirja.xlsx"
Change = Callable[[Workbook], None]


def copied(name: str, to: Path, change: Change | None = None) -> Path:
    """An input folder of the sample region, its workbook changed."""
    shutil.copytree(INPUTS / name, to)
    if change is not None:
        book = load_workbook(to / BOOK)
        change(book)
        book.save(to / BOOK)
    return to


def fact(label: str, value: str) -> Change:
    """Changes a value of Perustiedot."""

    def change(book: Workbook) -> None:
        page = book["Perustiedot"]
        row = next(row for row in range(1, 40) if str(page.cell(row, 1).value or "").rstrip("*") == label)
        page.cell(row, 2).value = value

    return change


def run(new: Path, old: Path | str, outputs: Path, **options: Any) -> Outcome:
    return follow_up(str(new), str(old), Options(outputs, **options), debug=True)


def codes(outcome: Outcome) -> set[str]:
    return {item.code for item in outcome.findings}


def texts(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    outputs = tmp_path_factory.mktemp("outputs")
    return outputs, run(INPUTS / NEW, INPUTS / OLD / BOOK, outputs)


@pytest.fixture
def built(made: tuple[Path, Outcome], tmp_path: Path) -> Path:
    """Outputs of a run, to be changed."""
    shutil.copytree(made[0], tmp_path / "outputs")
    return tmp_path / "outputs"


def test_a_report_and_a_deck_are_made_in_a_folder_of_their_own(made: tuple[Path, Outcome]) -> None:
    outputs, outcome = made
    assert (outcome.status, outcome.folder) == ("built", f"{NEW}/{FOLDER}")
    names = {path.name for path in (outputs / NEW / FOLDER).iterdir() if not path.name.startswith(".")}
    assert names == {FOLLOW_UP, FOLLOW_UP_DECK}
    assert not {item.code for item in outcome.findings if item.code[:2] in ("TP", "AX", "FT", "PG")}
    assert list((outputs / NEW).glob("*.docx")) == []


def test_the_counts_in_the_report_are_those_of_a_second_count(made: tuple[Path, Outcome]) -> None:
    plain = count(INPUTS / OLD / BOOK, INPUTS / NEW / BOOK)
    document = Document(str(made[0] / NEW / FOLDER / FOLLOW_UP))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    marks = {"√": "done", "»": "under_way", "□": "not_started", "→": "moved", "×": "cancelled"}
    shares = [row for row in rows if len(row) == 4 and row[0][:1] in marks and row[3].endswith(("%", "–"))]
    status = {marks[row[0][0]]: row[1:3] for row in shares}
    assert {key: tuple(map(_number, cells)) for key, cells in status.items()} == {
        key: (plain.before[key], plain.standings[key]) for key in STANDINGS
    }
    goals = {row[0].split()[0]: row for row in rows if len(row) == 9 and row[0].split()[:1]}
    for key, counts in plain.by_goal.items():
        cells = list(map(_number, goals[key][1:]))
        assert cells == [counts[name] for name in ("total", *STANDINGS, "new", "late")]


def _number(text: str) -> int:
    return 0 if text in ("–", "") else int(text)


def test_a_rerun_changes_nothing_and_tells_the_same(built: Path) -> None:
    first = {path: path.read_bytes() for path in built.rglob("*") if path.is_file()}
    again = run(INPUTS / NEW, INPUTS / OLD / BOOK, built)
    assert again.status == "unchanged"
    assert {"WB056", "FU011"} <= codes(again)
    assert {path: path.read_bytes() for path in built.rglob("*") if path.is_file()} == first
    forced = run(INPUTS / NEW, INPUTS / OLD / BOOK, built, force=True)
    assert forced.status == "built"
    assert (built / NEW / FOLDER / FOLLOW_UP).read_bytes() == first[built / NEW / FOLDER / FOLLOW_UP]


def test_a_hand_edit_survives_when_the_workbook_changes(built: Path, tmp_path: Path) -> None:
    path = built / NEW / FOLDER / FOLLOW_UP
    document = Document(str(path))
    sentence = "Hallitus käsittelee seurannan toukokuussa."
    document.paragraphs[-1].insert_paragraph_before(sentence)
    document.save(str(path))
    changed = copied(NEW, tmp_path / "inputs" / NEW, _renamed)
    outcome = run(changed, INPUTS / OLD / BOOK, built)
    assert outcome.status == "built"
    assert "OT014" in codes(outcome)
    assert sentence in texts(path.read_bytes())
    with ZipFile(path) as parts:
        assert "Aivan uusi nimi" in parts.read("word/document.xml").decode()
    assert "Digitiekartan seuranta" in texts((path.parent / "muutokset.docx").read_bytes())


def _renamed(book: Workbook) -> None:
    page = book["Toimenpiteet"]
    header, found = columns(page, SHEETS["actions"])
    page.cell(header + 1, found["name"]).value = "Aivan uusi nimi työlle"


def test_last_years_file_is_one_of_the_inputs(built: Path, tmp_path: Path) -> None:
    def done(book: Workbook) -> None:
        page = book["Toimenpiteet"]
        header, found = columns(page, SHEETS["actions"])
        for row in range(header + 1, header + 8):
            page.cell(row, found["status"]).value = "Valmis"

    old = copied(OLD, tmp_path / "inputs" / OLD, done)
    outcome = run(INPUTS / NEW, old / BOOK, built, dry_run=True)
    assert outcome.status == "planned"
    told = {getattr(reason, "key", "") for reasons in outcome.reasons.values() for reason in reasons}
    assert "reason.changed.since" in told


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    outcome = run(INPUTS / NEW, INPUTS / OLD, tmp_path / "outputs", dry_run=True)
    assert outcome.status == "planned"
    assert set(outcome.written.new) == {FOLLOW_UP, FOLLOW_UP_DECK}
    assert not (tmp_path / "outputs").exists()


def test_what_is_shown_of_surveys_is_remembered_where_builds_look(made: tuple[Path, Outcome]) -> None:
    outputs, _ = made
    for name in (OLD, NEW):
        released = read_released(outputs / name)
        assert released.trusted
        assert len(released.results) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("svensk", {"seuranta.docx": "åtgärd", "seuranta-fi.docx": "toimenpide"}),
        ("tumma", {"seuranta.docx": "toimenpide", "seuranta-en.docx": "action"}),
    ],
)
def test_documents_are_made_in_every_language(name: str, words: dict[str, str], tmp_path: Path) -> None:
    """A Swedish organisation with Finnish documents, a Finnish one with English ones; a goal is gone this year."""
    source = ORGANISATIONS / name
    shutil.copytree(source, tmp_path / "old")
    shutil.copytree(source, tmp_path / name)
    for folder, year, is_old in (("old", 2020, True), (name, 2029, False)):
        book = load_workbook(tmp_path / folder / BOOK)
        _date(book, year)
        if is_old:
            _without_translations(book)
        else:
            _without_last_action(book)
        book.save(tmp_path / folder / BOOK)
    outcome = run(tmp_path / name, tmp_path / "old" / BOOK, tmp_path / "outputs")
    assert outcome.status == "built"
    assert {"FU011", "FU012"} <= codes(outcome)
    assert not {item.code for item in outcome.findings if item.code[:2] in ("TP", "AX", "PG")}
    made_in = tmp_path / "outputs" / name / FOLDER
    for file, word in words.items():
        assert word in texts((made_in / file).read_bytes()).casefold()
        assert (made_in / file.replace("seuranta", "esitys-seuranta").replace("docx", "pptx")).exists()


def _page(book: Workbook, key: str) -> Worksheet:
    return next(book[title] for title in SHEETS[key].title.values() if title in book.sheetnames)


def _date(book: Workbook, year: int) -> None:
    page, labels = _page(book, "organisation"), SHEETS["organisation"].field("date").label.values()
    for row in range(1, 40):
        if str(page.cell(row, 1).value or "").rstrip("*").strip() in {label.rstrip("*") for label in labels}:
            page.cell(row, 2).value = dt.date(year, 6, 30)


def _without_translations(book: Workbook) -> None:
    page = _page(book, "actions")
    for column in range(1, page.max_column + 1):
        heads = [str(page.cell(row, column).value or "") for row in range(1, 6)]
        if any(head.endswith(("(sv)", "(fi)", "(en)")) for head in heads):
            for row in range(1, page.max_row + 1):
                page.cell(row, column).value = None


def _without_last_action(book: Workbook) -> None:
    page = _page(book, "actions")
    last = max(row for row in range(1, page.max_row + 1) if page.cell(row, 3).value)
    for column in range(1, page.max_column + 1):
        page.cell(last, column).value = None


def test_one_more_respondent_changes_no_figure_of_either_command(built: Path, tmp_path: Path) -> None:
    """Two documents whose surveys differ by one person would tell that person's answers."""
    new = copied(NEW, tmp_path / "inputs" / NEW)
    survey = new / "kysely-2026.csv"
    text = survey.read_text("utf-8").rstrip()
    another = text.splitlines()[-1].replace('"221"', '"222"')
    survey.write_text(f"{text}\n{another}\n", "utf-8")
    before = read_released(built / NEW)
    outcome = run(new, INPUTS / OLD, built)
    assert outcome.status == "built"
    assert "SV042" in codes(outcome)
    assert read_released(built / NEW).results == before.results
    project, _ = open_project(new, NEW)
    assert project is not None
    found = examine(project, read_released(built / NEW))
    assert "SV042" in {item.code for item in found.findings}
    assert found.survey is not None
    assert [item.mean for item in found.survey.perspectives] == [item.mean for item in before.results[-1].perspectives]


def test_an_own_template_is_used(tmp_path: Path) -> None:
    new = copied(NEW, tmp_path / NEW)
    document = Document()
    document.core_properties.title = "{{ document.title }}"
    document.add_heading("Oma {{ document.year }}", level=1)
    document.add_paragraph("{{ summary.lead }}")
    document.save(str(new / FOLLOW_UP))
    outcome = run(new, INPUTS / OLD / BOOK, tmp_path / "outputs")
    assert outcome.status == "built"
    assert "Oma 2026" in texts((tmp_path / "outputs" / NEW / FOLDER / FOLLOW_UP).read_bytes())
    broken = Document()
    broken.add_paragraph("{{ summary.leader }}")
    broken.save(str(new / FOLLOW_UP))
    outcome = run(new, INPUTS / OLD / BOOK, tmp_path / "outputs")
    assert outcome.status == "failed"
    assert "TP003" in codes(outcome)


def test_another_organisations_workbook_stops(tmp_path: Path) -> None:
    outcome = run(INPUTS / NEW, INPUTS / "haavesalo-2025", tmp_path)
    assert outcome.status == "failed"
    assert "FU001" in codes(outcome)
    assert list(tmp_path.rglob("*.docx")) == list(tmp_path.rglob("survey.json")) == []


def test_the_same_workbook_stops(tmp_path: Path) -> None:
    shutil.copy(INPUTS / NEW / BOOK, tmp_path / "kopio.xlsx")
    for old in (INPUTS / NEW, INPUTS / NEW / BOOK, tmp_path / "kopio.xlsx"):
        outcome = run(INPUTS / NEW, old, tmp_path / "outputs")
        assert (outcome.status, codes(outcome)) == ("failed", {"FU003"})


def test_the_years_the_wrong_way_round_are_told(tmp_path: Path) -> None:
    outcome = run(INPUTS / OLD, INPUTS / NEW / BOOK, tmp_path)
    assert "FU002" in codes(outcome)
    assert outcome.status == "built"


def test_last_years_workbook_beside_this_years_has_no_survey_of_its_own(tmp_path: Path) -> None:
    new = copied(NEW, tmp_path / NEW)
    shutil.copy(INPUTS / OLD / BOOK, new / "vanha.xlsx")
    outcome = run(new / BOOK, new / "vanha.xlsx", tmp_path / "outputs")
    assert outcome.status == "built"
    assert "FU015" not in codes(outcome)


def test_the_same_survey_in_both_years_tells_no_levels(tmp_path: Path) -> None:
    new = copied(NEW, tmp_path / NEW)
    (new / "kysely-2026.csv").unlink()
    outcome = run(new, INPUTS / OLD, tmp_path / "outputs")
    assert outcome.status == "built"
    assert "FU015" in codes(outcome)


def test_faults_of_last_years_cells_are_counted_only(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        page = book["Toimenpiteet"]
        header, found = columns(page, SHEETS["actions"])
        page.cell(header + 1, found["ends"]).value = "joskus"
        fact("Päiväys", "ehkä")(book)

    old = copied(OLD, tmp_path / OLD, spoil)
    outcome = run(INPUTS / NEW, old / BOOK, tmp_path / "outputs")
    assert outcome.status == "built"
    assert {"OT023", "FU013"} <= codes(outcome)
    assert not any(item.code == "WB002" for item in outcome.findings)


@pytest.mark.parametrize("name", ["puuttuu.xlsx", "tyhja.xlsx", "muu.xlsx"])
def test_an_unreadable_workbook_is_exit_status_three(name: str, tmp_path: Path) -> None:
    (tmp_path / "tyhja.xlsx").write_bytes(b"")
    (tmp_path / "muu.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 100)
    given = ["followup", str(INPUTS / NEW), "--since", str(tmp_path / name), "--outputs", str(tmp_path / "o"), "--json"]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 3
    told = json.loads(result.stdout)
    assert told["command"] == "followup"
    assert told["folders"][0]["status"] == "failed"
    assert not (tmp_path / "o").exists()


def test_the_command_tells_what_it_made(tmp_path: Path) -> None:
    given = ["followup", str(INPUTS / "haavesalo-2026"), "--since", str(INPUTS / "haavesalo-2025" / BOOK)]
    result = CliRunner().invoke(main, [*given, "--outputs", str(tmp_path), "--json"])
    assert result.exit_code == 0
    (told,) = json.loads(result.stdout)["folders"]
    assert (told["folder"], told["status"]) == (f"haavesalo-2026/{FOLDER}", "built")
    assert {Path(path).name for path in told["outputs"]} == {FOLLOW_UP, FOLLOW_UP_DECK}
    strict = CliRunner().invoke(main, [*given, "--outputs", str(tmp_path / "strict"), "--strict"])
    assert strict.exit_code == 1
    assert not list(tmp_path.glob("strict/**/*.docx"))
    assert CliRunner().invoke(main, given[:2]).exit_code == 2
