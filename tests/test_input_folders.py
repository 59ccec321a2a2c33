"""What an input folder may look like: files are known by what they hold, whatever they are called."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from example_folder import EXAMPLE, SURVEY, WORKBOOK, build, copy_example, survey_rows, write_csv
from pipeline.runs.batch import build_all, check_all
from pipeline.runs.options import ROADMAP, Options, Outcome
from pipeline.vocabulary.findings import Severity


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "kunta")


def check(given: Path) -> Outcome:
    outcome = list(check_all([str(given)]))[-1]
    assert isinstance(outcome, Outcome)
    return outcome


def codes(outcome: Outcome, *severities: Severity) -> list[str]:
    return [item.code for item in outcome.findings if item.severity in (severities or tuple(Severity))]


AS_IT_IS = ["SV026"]
"""What there is to tell of the example: a last survey."""


def test_the_example_as_it_is(folder: Path) -> None:
    assert codes(check(folder)) == AS_IT_IS


def test_the_workbook_itself_may_be_given(folder: Path) -> None:
    assert codes(check(folder / WORKBOOK)) == AS_IT_IS


def test_names_of_files_do_not_matter(folder: Path) -> None:
    (folder / WORKBOOK).rename(folder / "Kopio työpajasta (3).xlsx")
    (folder / SURVEY).rename(folder / "Digikysely 2026(1-124).xlsx")
    assert codes(check(folder)) == AS_IT_IS


def test_a_survey_may_be_a_csv(folder: Path, tmp_path: Path) -> None:
    made = build(folder, tmp_path / "a", (ROADMAP,))[1]
    (folder / SURVEY).unlink()
    write_csv(folder / "kysely.csv", survey_rows())
    assert codes(check(folder)) == AS_IT_IS
    assert build(folder, tmp_path / "b", (ROADMAP,))[1] == made


def test_a_survey_may_come_in_two_files(folder: Path, tmp_path: Path) -> None:
    made = build(folder, tmp_path / "a", (ROADMAP,))[1]
    head, *people = survey_rows()
    (folder / SURVEY).unlink()
    write_csv(folder / "ensimmaiset.csv", [head, *people[:70]])
    write_csv(folder / "loput.csv", [head, *people[70:]])
    assert set(codes(check(folder))) == set(AS_IT_IS)
    assert build(folder, tmp_path / "b", (ROADMAP,))[1] == made


@pytest.mark.parametrize("name", ["._tyokirja.xlsx", ".DS_Store", ".~lock.tyokirja.xlsx#", "~$vanha.xlsx", "Thumbs.db"])
def test_lock_files_and_other_debris_are_passed_over(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\0\5user")
    assert codes(check(folder)) == AS_IT_IS


def test_a_workbook_open_in_excel_is_read_and_told(folder: Path) -> None:
    (folder / f"~${WORKBOOK}").write_bytes(b"\5user")
    assert codes(check(folder)) == ["IN013", *AS_IT_IS]


def test_a_lock_file_given_by_name_points_to_the_real_one(folder: Path) -> None:
    lock = folder / f"~${WORKBOOK}"
    lock.write_bytes(b"\5user")
    (fault,) = [item for item in check(lock).findings if item.severity is Severity.ERROR]
    assert (fault.code, fault.values["real"]) == ("IN009", WORKBOOK)


def test_other_files_are_left_alone(folder: Path) -> None:
    (folder / "muistio.docx").write_bytes(b"anything")
    (folder / "alikansio").mkdir()
    shutil.copy(EXAMPLE / WORKBOOK, folder / "alikansio")
    assert codes(check(folder)) == AS_IT_IS


def test_two_workbooks_are_a_question(folder: Path) -> None:
    shutil.copy(folder / WORKBOOK, folder / "tyokirja-LAPTOP.xlsx")
    (fault,) = [item for item in check(folder).findings if item.severity is Severity.ERROR]
    assert (fault.code, fault.values["names"]) == ("IN003", f"tyokirja-LAPTOP.xlsx, {WORKBOOK}")
    assert codes(check(folder / WORKBOOK), Severity.ERROR) == []  # one of them, by its name


def test_a_folder_without_a_workbook_says_so(tmp_path: Path) -> None:
    assert codes(check(tmp_path)) == ["IN002"]
    shutil.copy(EXAMPLE / SURVEY, tmp_path)
    assert codes(check(tmp_path), Severity.ERROR) == ["IN002"]


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    assert codes(check(tmp_path / "puuttuu")) == ["IN001"]


def test_a_path_with_spaces_and_letters_of_ours(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "Ähtärin seutu ja å" / "Mäntsälä 2027")
    outcome, documents = build(folder, tmp_path / "ulos tästä", (ROADMAP,))
    assert outcome.outputs == ((tmp_path / "ulos tästä" / "Mäntsälä 2027" / ROADMAP).as_posix(),)
    assert documents[ROADMAP]


def test_outputs_are_named_after_the_folder_also_for_a_workbook(folder: Path, tmp_path: Path) -> None:
    outcome, _ = build(folder / WORKBOOK, tmp_path / "o", (ROADMAP,))
    assert outcome.outputs == ((tmp_path / "o" / "kunta" / ROADMAP).as_posix(),)


def test_two_folders_of_one_name_do_not_write_over_each_other(tmp_path: Path) -> None:
    first, second = copy_example(tmp_path / "a" / "kunta"), copy_example(tmp_path / "b" / "kunta")
    options = Options(outputs=tmp_path / "outputs", documents=(ROADMAP,))
    outcomes = [event for event in build_all([str(first), str(second)], options) if isinstance(event, Outcome)]
    assert [outcome.status for outcome in outcomes] == ["built", "failed"]
    assert [finding.code for finding in outcomes[1].findings] == ["OT007"]
