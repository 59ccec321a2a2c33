"""The published survey figures that are kept beside the documents, and what they make of the next build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from survey_models import example_survey, means_only

from example_folder import copy_example, survey_rows, write_csv
from pipeline.language import LANGUAGES, words
from pipeline.runs import build as building
from pipeline.runs import journal
from pipeline.runs.options import ROADMAP, Options, Outcome
from pipeline.runs.project import open_project
from pipeline.runs.records import plain, record
from pipeline.runs.released import KEPT, NOBODY, Owner, read_released
from pipeline.vocabulary.survey import SurveyResult

ROWS = survey_rows()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An input folder with forty answers, whose one document is what the survey's figures are."""

    def made(*given: Any) -> tuple[dict[str, bytes], tuple[()]]:
        return {ROADMAP: repr(given[2]).encode()}, ()

    monkeypatch.setattr(building, "make_documents", made)
    copy = copy_example(tmp_path / "inputs" / "kunta", survey=False)
    for path in copy.iterdir():
        if path.name not in ("tyokirja.xlsx", "logo.png"):
            path.unlink()
    answered(copy, 40)
    return copy


def answered(folder: Path, number: int) -> None:
    """As many have answered, the first ones of the example."""
    write_csv(folder / "kysely.csv", ROWS[: number + 1])


def built(folder: Path, **options: Any) -> Outcome:
    project, _ = open_project(folder, folder.name)
    assert project is not None
    outcome = building.build(project, Options(folder.parents[1] / "outputs", (ROADMAP,), **options))
    for finding in outcome.findings:
        for language in LANGUAGES:
            assert words(language).message(finding)
            assert words(language).hint(finding)
    return outcome


def standing(folder: Path) -> dict[str, bytes]:
    outputs = folder.parents[1] / "outputs" / folder.name
    return {
        path.relative_to(outputs).as_posix(): path.read_bytes()
        for path in outputs.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def codes(outcome: Outcome) -> set[str]:
    return {finding.code for finding in outcome.findings} & {"SV042", "SV043", "SV044", "SV059"}


def test_a_build_keeps_the_figures_that_it_publishes(folder: Path) -> None:
    assert built(folder).status == "built"
    kept = json.loads(standing(folder)[KEPT])
    assert (kept["version"], kept["folder"], len(kept["published"])) == (1, "kunta", 1)
    assert kept["published"][0]["respondents"] == 40
    assert [Path(name).name for name in kept["published"][0]["files"]] == kept["published"][0]["files"]
    assert built(folder).status == "unchanged"
    first = standing(folder)
    assert built(folder, force=True).status == "built"
    assert standing(folder) == first


def test_one_answer_more_changes_no_document_and_is_told(folder: Path) -> None:
    built(folder)
    first = standing(folder)
    answered(folder, 41)
    outcome = built(folder)
    assert codes(outcome) == {"SV042"}
    found = next(finding for finding in outcome.findings if finding.code == "SV042")
    assert (found.values["before"], found.values["now"], found.values["threshold"]) == (40, 41, 5)
    assert standing(folder)[ROADMAP] == first[ROADMAP]
    assert standing(folder)[KEPT] == first[KEPT]
    assert built(folder).status == "unchanged"


def named(folder: Path, name: str, code: str) -> None:
    """Another name and code in the workbook."""
    book = load_workbook(folder / "tyokirja.xlsx")
    for row in book["Perustiedot"].iter_rows():
        if str(row[0].value).startswith("Organisaation nimi"):
            row[1].value = name
        elif row[0].value == "Kuntanumero":
            row[1].value = code
    book.save(folder / "tyokirja.xlsx")


def test_figures_published_of_another_organisation_are_not_taken_for_ones_own(folder: Path) -> None:
    built(folder)
    first = standing(folder)
    named(folder, "Toisaalan kunta", "995")
    answered(folder, 30)
    outcome = built(folder)
    assert outcome.status == "failed"
    found = next(finding for finding in outcome.findings if finding.code == "SV063")
    assert (found.values["name"], found.values["own"]) == ("Esimerkkilän kunta", "Toisaalan kunta")
    assert standing(folder) == first


def test_an_organisation_that_changed_its_name_is_known_by_its_code(folder: Path) -> None:
    built(folder)
    named(folder, "Esimerkkilän kaupunki", "999")
    answered(folder, 41)
    assert built(folder).status == "built"
    assert read_released(folder.parents[1] / "outputs" / folder.name).owner.code == "999"


@pytest.mark.parametrize(
    ("one", "other", "another"),
    [
        (Owner("A", "001"), Owner("B", "001"), False),
        (Owner("A", "001"), Owner("A", "002"), True),
        (Owner("Amk  X"), Owner("amk x", "001"), False),
        (Owner("A"), Owner("B"), True),
        (Owner("A", "001"), NOBODY, False),
    ],
)
def test_an_organisation_is_known_by_its_code_or_else_by_its_name(one: Owner, other: Owner, another: bool) -> None:
    assert one.is_another(other) is other.is_another(one) is another


def test_the_same_answers_read_otherwise_are_published_anew(folder: Path) -> None:
    """Nobody came or went: a reversed statement and a grouping that is left out tell of nobody."""
    built(folder)
    header = ROWS[0]
    statement, sector = str(header[-1]), next(str(text) for text in header if "oimiala" in str(text))
    first = standing(folder)[ROADMAP]
    assert b"background='sector'" in first
    for rows in ([(statement, "N11; käännetty")], [(statement, "N11; käännetty"), (sector, "ohitetaan")]):
        map_columns(folder, rows)
        outcome = built(folder)
        assert (outcome.status, codes(outcome)) == ("built", set())
        assert standing(folder)[ROADMAP] != first
    assert b"background='sector'" not in standing(folder)[ROADMAP]
    answered(folder, 41)
    assert codes(built(folder)) == {"SV042"}, "one answer more is guarded as ever"


def test_other_groups_of_the_same_answers_are_guarded(folder: Path) -> None:
    built(folder)
    before = standing(folder)[ROADMAP]
    role = "Asemasi organisaatiossa"
    sector = next(str(text) for text in ROWS[0] if "oimiala" in str(text))
    map_columns(folder, [(role, "toimiala"), (sector, "rooli")])
    assert codes(built(folder)) & {"SV042", "SV043"}
    assert b"background='sector'" in before


def map_columns(folder: Path, rows: list[tuple[str, str]]) -> None:
    """Writes these rows, and no others, on the sheet Kysymykset."""
    from openpyxl import load_workbook

    path = folder / "tyokirja.xlsx"
    book = load_workbook(path)
    sheet = book["Kysymykset"]
    header = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("Sarake"))[0].row
    for row in sheet.iter_rows(min_row=header + 1):
        for cell in row[:2]:
            cell.value = None
    for place, row in enumerate(rows, start=header + 1):
        sheet.cell(place, 1, row[0])
        sheet.cell(place, 2, row[1])
    book.save(path)


def test_without_the_kept_file_the_next_build_is_a_first_one(folder: Path) -> None:
    built(folder)
    answered(folder, 41)
    built(folder)
    (folder.parents[1] / "outputs" / "kunta" / KEPT).unlink()
    outcome = built(folder)
    assert (outcome.status, codes(outcome)) == ("built", set())
    assert b"respondents=41" in standing(folder)[ROADMAP]


def test_many_answers_more_are_published_and_kept_beside_the_first(folder: Path) -> None:
    built(folder)
    answered(folder, 60)
    built(folder)
    assert b"respondents=60" in standing(folder)[ROADMAP]
    answered(folder, 41)  # far from the last figures, near to the first ones
    assert codes(built(folder)) == {"SV042"}
    assert b"respondents=60" in standing(folder)[ROADMAP]
    assert [item["respondents"] for item in json.loads(standing(folder)[KEPT])["published"]] == [40, 60]


@pytest.mark.parametrize("number", [40, 20])
def test_answers_without_days_that_may_be_another_surveys_stop_the_build(folder: Path, number: int) -> None:
    """Neither the old figures are printed, as if they were this survey's, nor the new ones."""
    without_days = [[*row[:1], *row[3:]] for row in ROWS]
    write_csv(folder / "kysely.csv", without_days[:41])
    built(folder)
    documents = standing(folder)
    write_csv(folder / "kysely.csv", [without_days[0], *without_days[41 : 41 + number]])
    outcome = built(folder)
    assert (outcome.status, codes(outcome)) == ("failed", {"SV059"})
    assert standing(folder) == documents
    (folder.parents[1] / "outputs" / "kunta" / KEPT).unlink()
    assert (built(folder).status, codes(built(folder))) == ("built", set())


def test_a_dry_run_tells_and_writes_nothing(folder: Path) -> None:
    assert built(folder, dry_run=True).status == "planned"
    assert not (folder.parents[1] / "outputs").exists()
    built(folder)
    first = standing(folder)
    answered(folder, 41)
    assert codes(built(folder, dry_run=True)) == {"SV042"}
    assert standing(folder) == first


def test_figures_are_kept_only_when_the_documents_are_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(folder)
    first = standing(folder)
    answered(folder, 60)

    def full(_: Path, target: Path, *__: object) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(journal, "_move", full)
    assert built(folder).status == "failed"
    assert standing(folder) == first


def test_without_a_survey_the_kept_figures_stay(folder: Path) -> None:
    built(folder)
    first = standing(folder)[KEPT]
    (folder / "kysely.csv").unlink()
    built(folder)
    assert standing(folder).get(KEPT) == first


DAMAGED = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"version": 99, "folder": "kunta", "published": []}',
    b'{"version": 1, "folder": "toinen", "published": []}',
    b'{"version": 1, "folder": "kunta", "published": [7]}',
    b'{"version": 1, "folder": "kunta", "published": [{"respondents": "40", "perspectives": []}]}',
    b'{"version": 1, "folder": "kunta", "published": [{"respondents": 40}]}',
    b'{"version": 1, "folder": "kunta", "published": [{"respondents": 40, "perspectives": [], "names": []}]}',
    b'{"version": 1, "folder": "kunta", "published": [{"respondents": 0, "perspectives": []}]}',
    b'{"version": 1, "folder": "kunta", "published": [{"respondents": 9, "perspectives": [{"perspective": "N1", "n": 9, "mean": NaN}]}]}',
    b'{"version": 1, "folder": "kunta", "published": [{"respondents": 9, "perspectives": [{"perspective": "N1", "n": 9, "mean": 1e999}]}]}',
    b'{"version": 1, "folder": "kunta", "published": [{"respondents": 9, "perspectives": [], "first_day": "eilen"}]}',
    b"\xff\xfe\x00",
    b"[" * 100_000,
]


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_what_cannot_be_trusted_counts_as_nothing_and_is_told(tmp_path: Path, content: bytes) -> None:
    kept = tmp_path / "kunta" / KEPT
    kept.parent.mkdir(parents=True)
    kept.write_bytes(content)
    released = read_released(tmp_path / "kunta")
    assert (released.results, released.trusted) == ((), False)


def test_a_damaged_file_is_told_and_replaced(folder: Path) -> None:
    built(folder)
    (folder.parents[1] / "outputs" / "kunta" / KEPT).write_bytes(b"{")
    outcome = built(folder)
    assert (outcome.status, codes(outcome)) == ("built", {"SV044"})
    assert built(folder).status == "unchanged"
    assert codes(built(folder, force=True)) == set()


@pytest.mark.parametrize("survey", [example_survey(), example_survey(12), means_only(example_survey())])
def test_figures_come_back_as_they_were(survey: SurveyResult) -> None:
    data = json.loads(json.dumps(plain(survey)))
    assert record(SurveyResult, data) == survey


def test_open_answers_are_not_kept(tmp_path: Path) -> None:
    survey = example_survey()
    kept = read_released(tmp_path / "kunta").bytes_with(survey, "", NOBODY).decode()
    assert survey.open_questions
    assert not [answer for question in survey.open_questions for answer in question.answers if answer in kept]
