"""What stands in the way of writing is told by name, and the folder is left as it was; a held folder is left alone."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from pipeline.runs import journal, outputs, unwritten
from pipeline.runs.holding import held
from pipeline.runs.journal import JOURNAL, STAGED, Changed, Put, put_all
from pipeline.runs.manifest import HIDDEN, Manifest, mark
from pipeline.runs.outputs import write_outputs
from pipeline.runs.versions import kept_versions
from safety import NAMES, deliver, everything, made, recovered, unversioned

ROADMAP, STAFF, COUNCIL = NAMES


@pytest.fixture(params=["kunta", "Mäntylän kunta, 2027 (luonnos)"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An outputs' folder after its first run."""
    folder = tmp_path / "tulosteet ä" / request.param
    assert deliver(folder, 1) == ()
    return folder


def told(folder: Path) -> list[tuple[str, str]]:
    """What the next run tells: codes and the files it names."""
    return [(fault.code, Path(str(fault.values["path"])).name) for fault in deliver(folder, 2)]


@pytest.mark.parametrize(
    "owner",
    [f"~${ROADMAP}", f"~${ROADMAP[1:]}", f"~${ROADMAP[2:]}", f".~lock.{ROADMAP}#"],
)
def test_a_document_open_in_word_or_libreoffice_is_told_and_the_folder_left(folder: Path, owner: str) -> None:
    (folder / owner).write_text("somebody")
    before = everything(folder)
    assert told(folder) == [("OT001", ROADMAP)]
    assert everything(folder) == before
    (folder / owner).unlink()
    assert told(folder) == []


def test_every_open_document_is_told(folder: Path) -> None:
    (folder / f".~lock.{STAFF}#").touch()
    (folder / f"~${COUNCIL[2:]}").touch()
    assert told(folder) == [("OT001", STAFF), ("OT001", COUNCIL)]


def test_a_folder_or_a_link_or_a_write_protected_file_in_the_place_is_told_and_left(folder: Path) -> None:
    (folder / ROADMAP).unlink()
    (folder / ROADMAP / "jotakin").mkdir(parents=True)
    elsewhere = folder.parent / "muualla.pptx"
    (folder / STAFF).rename(elsewhere)
    (folder / STAFF).symlink_to(elsewhere)
    (folder / COUNCIL).chmod(0o444)
    faults = deliver(folder, 2)
    assert [(fault.code, str(fault.values["reason"])) for fault in faults] == [
        ("OT002", "write.in_the_way"),
        ("OT002", "write.link"),
        ("OT002", "write.protected"),
    ]
    assert (folder / ROADMAP / "jotakin").is_dir()
    assert elsewhere.read_bytes() == made(1)[STAFF]
    assert (folder / COUNCIL).read_bytes() == made(1)[COUNCIL]
    (folder / COUNCIL).chmod(0o644)


def test_what_is_not_written_may_be_open(folder: Path) -> None:
    (folder / f"~${STAFF}").touch()
    assert deliver(folder, 2, (ROADMAP,)) == ()


def test_a_symlinked_outputs_folder_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "levy").mkdir()
    (tmp_path / "kunta").symlink_to(tmp_path / "levy", target_is_directory=True)
    for turn in (1, 2):
        assert deliver(tmp_path / "kunta", turn) == ()
    assert (tmp_path / "kunta").is_symlink()
    assert (tmp_path / "levy" / ROADMAP).read_bytes() == made(2)[ROADMAP]


def windows(patch: pytest.MonkeyPatch, opened: set[str], *, moments: int = 99) -> None:
    """As on Windows: what is open can be moved by nobody, here for so many tries."""
    tries = dict.fromkeys(opened, moments)
    move = Path.replace

    def replace(self: Path, target: Path) -> Path:
        name = Path(target).name
        if tries.get(name, 0) > 0:
            tries[name] -= 1
            raise PermissionError(13, "Access is denied", str(self), 5, str(target))
        return move(self, target)

    patch.setattr(Path, "replace", replace)
    patch.setattr(time, "sleep", lambda _: None)
    for module in (journal, outputs, unwritten):
        patch.setattr(module, "_WINDOWS", True)


def test_windows_own_word_on_open_files_is_told_by_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(folder)
    windows(monkeypatch, {ROADMAP, COUNCIL})
    assert told(folder) == [("OT001", ROADMAP), ("OT001", COUNCIL)]
    assert everything(folder) == before


def test_a_document_opened_while_others_were_being_moved_takes_them_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(folder)
    windows(monkeypatch, {COUNCIL})
    monkeypatch.setattr(outputs, "obstacles", lambda *_: ())
    assert told(folder) == [("OT001", COUNCIL)]
    assert everything(folder) == before


def test_a_virus_scanner_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows(monkeypatch, {COUNCIL}, moments=3)
    monkeypatch.setattr(outputs, "obstacles", lambda *_: ())
    assert told(folder) == []


def test_what_was_saved_since_the_plan_is_not_overwritten(folder: Path) -> None:
    seen = {name: mark(data) for name, data in made(1).items()}
    (folder / STAFF).write_bytes(b"saved meanwhile")
    before = everything(folder)
    (fault,) = deliver(folder, 2, seen=seen)
    assert (fault.code, Path(str(fault.values["path"])).name) == ("OT018", STAFF)
    assert everything(folder) == before
    assert deliver(folder, 2, seen={**seen, STAFF: mark(b"saved meanwhile")}) == ()


def test_what_came_to_an_empty_place_since_the_plan_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / ROADMAP).write_bytes(b"from elsewhere")
    (fault,) = deliver(tmp_path, 1, seen=dict.fromkeys(NAMES, ""))
    assert fault.code == "OT018"
    assert (tmp_path / ROADMAP).read_bytes() == b"from elsewhere"
    assert not (tmp_path / STAFF).exists()


def test_what_is_saved_between_two_moves_takes_the_first_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move = journal._move

    def and_somebody_saves(source: Path, target: Path) -> None:
        move(source, target)
        if target.name == ROADMAP:
            (folder / COUNCIL).write_bytes(b"saved meanwhile")

    monkeypatch.setattr(journal, "_move", and_somebody_saves)
    (fault,) = deliver(folder, 2)
    assert fault.code == "OT018"
    assert (folder / COUNCIL).read_bytes() == b"saved meanwhile"
    assert {name: (folder / name).read_bytes() for name in (ROADMAP, STAFF)} == {
        name: made(1)[name] for name in (ROADMAP, STAFF)
    }
    assert kept_versions(folder, ROADMAP) == ()


def broken_off(folder: Path, moves: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run that ends after so many of its moves, the journal's among them."""

    class Ended(BaseException):
        pass

    left = iter(range(moves))
    with monkeypatch.context() as patch:
        move = journal._move

        def limited(source: Path, target: Path) -> None:
            if next(left, None) is None:
                raise Ended
            move(source, target)

        def nothing(_: Path) -> None:
            raise Ended

        patch.setattr(journal, "_move", limited)
        patch.setattr(journal, "_go_back", nothing)
        with pytest.raises(Ended):
            deliver(folder, 2)
    assert (folder / JOURNAL).exists()


def test_what_people_saved_after_a_run_broke_off_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(folder)
    broken_off(folder, 8, monkeypatch)
    assert (folder / ROADMAP).read_bytes() == made(2)[ROADMAP]
    (folder / COUNCIL).write_bytes(b"saved after the crash")
    (finding,) = recovered(folder)
    assert (finding.code, str(finding.values["became"])) == ("OT017", "broken_off.undone")
    assert everything(folder) == {**before, COUNCIL: b"saved after the crash"}


def test_what_people_opened_after_a_run_broke_off_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(folder)
    broken_off(folder, 8, monkeypatch)
    (folder / f".~lock.{COUNCIL}#").touch()
    (finding,) = recovered(folder)
    assert str(finding.values["became"]) == "broken_off.undone"
    assert everything(folder) == {**before, f".~lock.{COUNCIL}#": b""}


def test_what_is_open_when_a_broken_off_run_is_to_be_settled_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_off(folder, 8, monkeypatch)
    with monkeypatch.context() as patch:
        windows(patch, {COUNCIL})
        assert told(folder) == [("OT001", COUNCIL)]
    assert deliver(folder, 3) == ()
    assert {name: (folder / name).read_bytes() for name in NAMES} == made(3)


def test_folders_of_ours_that_were_deleted_meanwhile_are_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_off(folder, 8, monkeypatch)
    shutil.rmtree(folder / HIDDEN / "base")
    shutil.rmtree(folder / HIDDEN / "versions")
    recovered(folder)
    now = everything(folder)
    assert {name: now[f"{HIDDEN}/base/{name}"] for name in NAMES} == made(2)


def test_what_people_saved_over_what_had_been_moved_stays_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken_off(folder, 8, monkeypatch)
    (folder / ROADMAP).write_bytes(b"new, edited after the crash")
    (finding,) = recovered(folder)
    assert str(finding.values["became"]) == "broken_off.completed"
    now = everything(folder)
    assert now[ROADMAP] == b"new, edited after the crash"
    assert {name: now[name] for name in (STAFF, COUNCIL)} == {name: made(2)[name] for name in (STAFF, COUNCIL)}


def test_what_was_staged_is_never_written_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file left among the staged ones may be one more name of a document."""
    (folder / STAGED).mkdir()
    os.link(folder / ROADMAP, folder / STAGED / "0")
    os.link(folder / ROADMAP, folder / STAGED / "old-0")
    before = (folder / ROADMAP).read_bytes()
    monkeypatch.setattr(journal, "_sweep", lambda _: None)
    with pytest.raises(OSError, match="exists"):
        put_all(folder, [Put(STAFF, b"new")])
    assert (folder / ROADMAP).read_bytes() == before


def test_a_drive_without_links_gets_copies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert deliver(folder, 2) == ()
    assert kept_versions(folder, ROADMAP)[0].path.read_bytes() == made(1)[ROADMAP]
    assert (folder / ROADMAP).stat().st_nlink == 1


def test_a_drive_that_can_not_be_asked_to_keep_names_is_written_to(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def files_only(number: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{number}"):  # noqa: PTH112
            raise OSError(22, "Invalid argument")
        sync(number)

    monkeypatch.setattr(os, "fsync", files_only)
    assert deliver(folder, 2) == ()


def test_stopping_a_run_by_hand_takes_everything_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(folder)
    looks = iter(range(99))

    def stopped(*_: object) -> None:
        if next(looks) == 7:
            raise KeyboardInterrupt

    monkeypatch.setattr(journal, "_look_again", stopped)
    with pytest.raises(KeyboardInterrupt):
        deliver(folder, 2)
    assert everything(folder) == before


def test_a_held_folder_keeps_others_out(folder: Path) -> None:
    with held(folder) as first, held(folder) as second:
        assert (first.fault, first.locked) == (None, True)
        assert second.fault is not None
        assert (second.fault.code, second.locked) == ("OT005", False)
        assert [fault.code for fault in deliver(folder, 2)] == ["OT005"]
        assert deliver(folder, 2, hold=first) == ()
    with held(folder) as third:
        assert third.fault is None


def test_a_drive_without_locks_lets_runs_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def no_locks(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with held(folder) as hold:
        assert hold.fault is None
    assert deliver(folder, 2) == ()


def test_looking_at_a_folder_makes_and_writes_nothing(folder: Path, tmp_path: Path) -> None:
    with held(tmp_path / "ei ole") as hold:
        assert (hold.fault, hold.locked) == (None, False)
    assert not (tmp_path / "ei ole").exists()
    times = {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}
    with held(folder):
        pass
    assert {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]} == times
    (folder / HIDDEN / "lock").unlink()
    with held(folder) as hold:
        assert hold.fault is None
    assert not (folder / HIDDEN / "lock").exists()


def test_holding_a_folder_takes_no_time(folder: Path) -> None:
    taken = []
    for _ in range(21):
        begun = time.perf_counter()
        with held(folder):
            pass
        taken.append(time.perf_counter() - begun)
    assert sorted(taken)[10] < 0.002


def test_a_read_only_folder_can_be_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def read_only(path: Path, flags: int, *more: int) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", read_only)
    with held(folder) as hold:
        assert (hold.fault, hold.locked) == (None, True)


def test_the_same_again_writes_nothing(folder: Path) -> None:
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    manifest = Manifest("1", {name: mark(data) for name, data in made(1).items()})
    assert write_outputs(folder, {}, manifest, made(1)) == ()
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == times


def test_changed_names_its_place(folder: Path) -> None:
    with pytest.raises(Changed) as raised:
        put_all(folder, [Put(STAFF, b"a", mark(made(1)[STAFF])), Put(COUNCIL, b"b", "not this")])
    assert raised.value.place == COUNCIL
    assert unversioned(everything(folder))[STAFF] == made(1)[STAFF]


def test_a_folder_copied_elsewhere_goes_on(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "toinen")
    assert deliver(tmp_path / "toinen", 2) == ()
    assert kept_versions(tmp_path / "toinen", STAFF)[0].path.read_bytes() == made(1)[STAFF]
