"""The whole program on an outputs' folder: what it leaves alone, what it keeps, and what a kill does to it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from example_folder import ROOT, WORKBOOK, copy_example
from pipeline.cli import main
from pipeline.runs.holding import held
from pipeline.runs.manifest import HIDDEN, mark
from pipeline.runs.options import ROADMAP
from pipeline.runs.versions import kept_versions
from safety import everything, unversioned

HAND, OWNER = "Tämän lisäsi konsultti käsin.", "Tietohallinnon uusi päällikkö"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "en"])


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An input folder and its outputs' folder, the roadmap made."""
    parent = tmp_path_factory.mktemp("whole")
    copy_example(parent / "inputs" / "kunta")
    result = run("build", parent / "inputs" / "kunta", "--only", "roadmap", "--outputs", parent / "outputs")
    assert result.exit_code == 0, result.output
    return parent


@pytest.fixture
def place(example: Path, tmp_path: Path) -> Path:
    """A copy of both, to work on."""
    shutil.copytree(example, tmp_path / "työ")
    return tmp_path / "työ"


def built(place: Path, *options: str) -> Result:
    arguments = ("build", place / "inputs" / "kunta", "--only", "roadmap", "--outputs", place / "outputs")
    return run(*arguments, *options)


def edited_by_hand(path: Path) -> bytes:
    document = docx.Document(str(path))
    document.add_paragraph(HAND)
    document.save(str(path))
    return path.read_bytes()


def corrected(place: Path) -> None:
    path = place / "inputs" / "kunta" / WORKBOOK
    book = load_workbook(path)
    book["Toimenpiteet"]["E3"] = OWNER
    book.save(path)


def words_of(data: bytes) -> str:
    return "".join(item.text or "" for item in docx.Document(BytesIO(data)).element.iter() if item.tag.endswith("}t"))


def test_an_unchanged_build_touches_nothing(place: Path) -> None:
    folder = place / "outputs" / "kunta"
    times = {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}
    assert built(place).exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]} == times


def test_a_dry_run_and_a_failed_one_make_no_folder(place: Path, tmp_path: Path) -> None:
    arguments = ("build", place / "inputs" / "kunta", "--only", "roadmap", "--outputs", tmp_path / "uusi")
    assert run(*arguments, "--dry-run").exit_code == 0
    assert not (tmp_path / "uusi").exists()
    book = load_workbook(place / "inputs" / "kunta" / WORKBOOK)
    book["Toimenpiteet"]["I3"] = "I/2020"
    book.save(place / "inputs" / "kunta" / WORKBOOK)
    assert run(*arguments).exit_code == 1
    assert not (tmp_path / "uusi").exists()


def test_a_build_waits_for_no_other_run(place: Path) -> None:
    corrected(place)
    before = everything(place / "outputs" / "kunta")
    with held(place / "outputs" / "kunta"):
        for options in ((), ("--dry-run",)):
            result = built(place, *options)
            assert (result.exit_code, "OT005" in result.stderr) == (4, True)
    assert everything(place / "outputs" / "kunta") == before


def test_the_hands_file_is_kept_when_the_workbooks_changes_go_into_it_and_merges_again_once_restored(
    place: Path,
) -> None:
    folder = place / "outputs" / "kunta"
    first = (folder / ROADMAP).read_bytes()
    hand = edited_by_hand(folder / ROADMAP)
    corrected(place)
    assert built(place).exit_code == 0
    merged = (folder / ROADMAP).read_bytes()
    assert HAND in words_of(merged)
    assert OWNER in words_of(merged)
    (kept,) = kept_versions(folder, ROADMAP)
    assert (kept.state, kept.path.read_bytes()) == ("edited", hand)
    assert run("restore", place / "inputs" / "kunta", ROADMAP, "--outputs", place / "outputs").exit_code == 0
    assert (folder / ROADMAP).read_bytes() == hand
    assert mark((folder / HIDDEN / "base" / ROADMAP).read_bytes()) == mark(first)
    assert built(place).exit_code == 0
    again = (folder / ROADMAP).read_bytes()
    assert (HAND in words_of(again), OWNER in words_of(again)) == (True, True)
    assert words_of(again) == words_of(merged)


def test_what_force_overwrites_comes_back(place: Path) -> None:
    folder = place / "outputs" / "kunta"
    hand = edited_by_hand(folder / ROADMAP)
    assert built(place, "--force").exit_code == 0
    assert HAND not in words_of((folder / ROADMAP).read_bytes())
    assert run("restore", folder, ROADMAP).exit_code == 0
    assert (folder / ROADMAP).read_bytes() == hand


def test_a_damaged_document_is_set_aside_and_comes_back_too(place: Path) -> None:
    folder = place / "outputs" / "kunta"
    damaged = (folder / ROADMAP).read_bytes()[:20_000]
    (folder / ROADMAP).write_bytes(damaged)
    corrected(place)
    result = built(place)
    assert (result.exit_code, "OT004" in result.stderr) == (0, True)
    assert (folder / "digitiekartta-talteen.docx").read_bytes() == damaged
    assert OWNER in words_of((folder / ROADMAP).read_bytes())
    assert run("restore", folder, ROADMAP).exit_code == 0
    assert (folder / ROADMAP).read_bytes() == damaged


def test_a_document_saved_while_the_new_one_is_made_is_not_overwritten(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.runs import delivering

    folder, write = place / "outputs" / "kunta", delivering.write_outputs
    corrected(place)

    def saved_just_before(*given: object, **more: object) -> object:
        (folder / ROADMAP).write_bytes(b"saved meanwhile")
        return write(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(delivering, "write_outputs", saved_just_before)
    result = built(place)
    assert (result.exit_code, "OT018" in result.stderr) == (4, True)
    assert (folder / ROADMAP).read_bytes() == b"saved meanwhile"


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
def test_builds_that_are_killed_leave_the_old_or_the_new(place: Path) -> None:
    """The command itself, as a process of its own, killed at moments over its whole length."""
    folder = place / "outputs" / "kunta"
    hand = edited_by_hand(folder / ROADMAP)
    old = unversioned(everything(folder))
    corrected(place)
    command = [sys.executable, "-m", "pipeline", "build", str(place / "inputs" / "kunta"), "--only", "roadmap"]
    begun = time.perf_counter()
    subprocess.run([*command, "--outputs", str(place.parent / "mitta")], cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    whole = time.perf_counter() - begun
    ended_early = 0
    for part in range(3):
        shutil.rmtree(folder)
        (folder / HIDDEN / "base").mkdir(parents=True)
        for name, data in old.items():
            (folder / name).write_bytes(data)
        process = subprocess.Popen([*command, "--outputs", str(place / "outputs")], cwd=ROOT, stderr=subprocess.DEVNULL)  # noqa: S603
        time.sleep(whole * (0.75 + part * 0.15))
        process.kill()
        ended_early += process.wait() == -signal.SIGKILL
        with held(folder) as hold:
            assert hold.fault is None
        now = everything(folder)
        standing = now[ROADMAP] == hand
        assert unversioned(now) == old if standing else words_of(now[ROADMAP]).count(HAND) == 1
        assert hand in (now[ROADMAP], *(version.path.read_bytes() for version in kept_versions(folder, ROADMAP)))
    assert ended_early
