"""What lies in the hidden folder may have come from anywhere with it: no link of it is followed, no journal believed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from example_folder import copy_example
from pipeline.cli import main
from pipeline.runs import journal
from pipeline.runs.holding import JOURNAL, STAGED, held
from pipeline.runs.journal import settle
from pipeline.runs.manifest import HIDDEN, mark
from pipeline.runs.restoring import restore, versions_of
from pipeline.vocabulary.findings import Finding
from safety import NAMES, deliver, everything, recovered

ROADMAP, STAFF, COUNCIL = NAMES
FOLDERS = ("", "staged", "base", "versions", f"versions/{ROADMAP}", "delivered", "delivered/made")
FILES = ("lock", "journal.json", "manifest.json", "survey.json", f"base/{ROADMAP}", f"versions/{ROADMAP}/1.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "outputs" / "kunta"
    for turn in (1, 2):
        assert deliver(folder, turn) == ()
    return folder


def led_elsewhere(place: Path, elsewhere: Path) -> None:
    """What stands there goes elsewhere, as people's own, and a link to it comes in its place."""
    elsewhere.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        place.rename(elsewhere)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        elsewhere.mkdir()
    if elsewhere.is_dir():
        (elsewhere / "0").write_bytes(b"a thesis")
        (elsewhere / STAFF).write_bytes(b"another project's") if not (elsewhere / STAFF).is_dir() else None
    place.symlink_to(elsewhere)


DOORS: dict[str, Callable[[Path], tuple[Finding, ...]]] = {
    "delivering": lambda folder: deliver(folder, 3),
    "restoring": lambda folder: restore(folder, ROADMAP, 1).findings,
    "listing": lambda folder: versions_of(folder, None)[1],
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("place", [*FOLDERS, *FILES])
def test_a_link_in_the_hidden_folder_is_told_and_nothing_is_touched(
    folder: Path, tmp_path: Path, door: str, place: str
) -> None:
    link, elsewhere = (folder / HIDDEN / place if place else folder / HIDDEN), tmp_path / "own" / "work"
    led_elsewhere(link, elsewhere)
    before = everything(tmp_path)
    (finding,) = DOORS[door](folder)
    assert (finding.code, finding.values["path"], str(finding.values["reason"])) == ("OT002", str(link), "write.link")
    assert everything(tmp_path) == before
    link.unlink()
    elsewhere.rename(link) if place not in ("staged", "journal.json") else None
    assert recovered(folder) == ()


def test_a_link_to_nothing_and_what_is_no_file_are_told_too(folder: Path, tmp_path: Path) -> None:
    (folder / HIDDEN / "delivered").symlink_to(tmp_path / "nowhere")
    with held(folder) as hold:
        assert hold.fault is not None
        assert not hold.locked
    (folder / HIDDEN / "delivered").unlink()
    os.mkfifo(folder / HIDDEN / "survey.json.pipe")
    (finding,) = deliver(folder, 3)
    assert (finding.code, str(finding.values["reason"])) == ("OT002", "write.in_the_way")


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*map(str, arguments), "--lang", "en"])
    return result.exit_code, result.output + result.stderr


def test_every_command_leaves_what_links_lead_to(tmp_path: Path) -> None:
    inputs, own = copy_example(tmp_path / "kunta"), tmp_path / "own"
    own.mkdir()
    (own / "0").write_bytes(b"a thesis")
    (own / ROADMAP).write_bytes(b"another project's")
    folder = tmp_path / "o" / "kunta"
    for place in ("staged", "base"):
        (folder / HIDDEN).mkdir(parents=True)
        (folder / HIDDEN / place).symlink_to(own)
        before = everything(tmp_path)
        build = ("build", inputs, "--outputs", tmp_path / "o", "--only", "roadmap")
        for command in (build, (*build, "--dry-run"), ("restore", folder, "--list"), ("restore", folder / ROADMAP)):
            code, said = run(*command)
            assert code != 0
            assert "link to another file or folder" in said, command
            assert everything(tmp_path) == before, command
        run("diff", folder, folder)
        assert everything(tmp_path) == before
        (folder / HIDDEN / place).unlink()
        (folder / HIDDEN).rmdir()
        folder.rmdir()


OTHERS = [
    b"",
    b"\xff{",
    b"[]",
    b'{"version": 9, "steps": [], "drops": []}',
    b'{"version": 1, "steps": [{"place": "../x", "mark": "", "seen": "", "stood": false}], "drops": []}',
    b'{"version": 1, "steps": [{"place": "C:x", "mark": "", "seen": "", "stood": false}], "drops": []}',
    b'{"version": 1, "steps": [{"place": "/tmp/x", "mark": "", "seen": "", "stood": false}], "drops": []}',
    b'{"version": 1, "steps": [{"place": "a", "mark": "", "seen": 1, "stood": 0}], "drops": []}',
    b'{"version": 1, "steps": [{"place": "digitiekartta.docx", "mark": "", "seen": null, "stood": true}], "drops": []}',
    b'{"version": 1, "steps": [], "drops": ["../digitiekartta.docx"]}',
    b'{"version": 1, "steps": [], "drops": ["digitiekartta.docx"]}',
    b'{"version": 1, "steps": [], "drops": [".digitiekartta/base/digitiekartta.docx"]}',
    b'{"version": 1, "steps": {}, "drops": {}}' + b"[" * 100_000,
]


@pytest.mark.parametrize("told", OTHERS)
def test_a_journal_that_makes_no_sense_does_nothing(folder: Path, told: bytes) -> None:
    before = everything(folder)
    (folder / STAGED).mkdir()
    (folder / STAGED / "0").write_bytes(b"theirs")
    (folder / JOURNAL).write_bytes(told)
    assert recovered(folder) == ()
    assert everything(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["kunta"]


def foreign(folder: Path, *steps: dict[str, object], drops: tuple[str, ...] = ()) -> None:
    """A journal as one comes with a folder from elsewhere."""
    (folder / STAGED).mkdir()
    for number, step in enumerate(steps):
        for name in step.pop("staged", ()):  # type: ignore[attr-defined]
            (folder / STAGED / f"{name}{number}").write_bytes(b"theirs")
    (folder / JOURNAL).write_text(json.dumps({"version": 1, "steps": steps, "drops": drops}))


@pytest.mark.parametrize("seen", [None, "another mark", ""])
def test_a_journal_from_elsewhere_replaces_nothing_that_it_does_not_know(folder: Path, seen: str | None) -> None:
    (folder / ROADMAP).write_bytes(b"edited by hand")
    before = everything(folder)
    foreign(folder, {"place": ROADMAP, "mark": mark(b"theirs"), "seen": seen, "stood": True, "staged": ("", "old-")})
    recovered(folder)
    assert everything(folder) == before


def test_a_journal_from_elsewhere_drops_nothing_but_versions(folder: Path) -> None:
    before = everything(folder)
    foreign(folder, drops=(ROADMAP,))
    recovered(folder)
    assert everything(folder) == before


def test_a_run_broken_off_in_a_folder_that_was_copied_is_completed_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(journal, "_settled_on_disk", stopped)
        patch.setattr(journal, "_go_back", lambda _: None)
        assert [finding.code for finding in deliver(folder, 3)] == ["OT002"]
    assert (folder / JOURNAL).exists()
    copy = tmp_path / "copied"
    shutil.copytree(folder, copy)
    assert settle(copy) == "completed"
    assert settle(folder) == "completed"
    assert everything(copy) == everything(folder)


def stopped(*_: object) -> None:
    """What happens when the power goes, just before the end."""
    raise OSError("power")
