"""Whatever happens to a run, each file is the old or the new one, and after the next command all of them are."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import time
from itertools import count
from pathlib import Path

import pytest

from pipeline.runs.journal import JOURNAL, STAGED
from pipeline.runs.manifest import HIDDEN
from pipeline.runs.versions import kept_versions
from safety import NAMES, Broken, deliver, everything, failing, in_child, made, recovered, unversioned

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are made by fork here")
EDITED = b"PK edited by hand " * 3000


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs, then a hand edit: the next run overwrites what we made and what people made."""
    folder = tmp_path_factory.mktemp("safety") / "Mäntylän kunta"
    for turn in (1, 2):
        assert deliver(folder, turn) == ()
    (folder / NAMES[1]).write_bytes(EDITED)
    return folder


@pytest.fixture(scope="module")
def after(before: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The folder when the third run succeeds."""
    folder = copied(before, tmp_path_factory.mktemp("after"))
    assert deliver(folder, 3) == ()
    return everything(folder)


def copied(before: Path, parent: Path) -> Path:
    folder = parent / before.name
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(before, folder)
    return folder


def operations(before: Path, parent: Path) -> int:
    """How many operations the third run takes."""
    counted = Broken(0, failing(0))
    folder = copied(before, parent)
    with counted.put_in():
        assert deliver(folder, 3) == ()
    return counted.count


def each_is_whole(now: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> bool:
    """Whether each file outside the staging is the old or the new one."""
    staging = (STAGED, JOURNAL)
    return all(
        data in (old.get(name), new.get(name))
        for name, data in unversioned(now).items()
        if not name.startswith(staging)
    ) and all(name in now for name in old if not name.startswith(f"{HIDDEN}/versions/"))


def test_the_third_run_goes_through_many_operations(before: Path, after: dict[str, bytes], tmp_path: Path) -> None:
    assert operations(before, tmp_path) > 80
    assert unversioned(after).keys() == unversioned(everything(before)).keys()
    assert {after[name] for name in NAMES} == set(made(3).values())


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_failure_at_any_operation_leaves_all_or_nothing_and_is_told(
    before: Path, after: dict[str, bytes], tmp_path: Path, number: int
) -> None:
    old, told, done = everything(before), 0, 0
    for at in range(1, operations(before, tmp_path) + 1):
        folder = copied(before, tmp_path)
        with Broken(at, failing(number)).put_in():
            faults = deliver(folder, 3)
        now = everything(folder)
        if faults:
            assert now == old, f"at operation {at}: {sorted(now.keys() ^ old.keys())}"
        else:  # what is left over after the last move does no harm
            assert now.items() >= after.items(), f"at operation {at}"
            recovered(folder)
            assert everything(folder) == after, f"at operation {at}"
        assert [fault.code for fault in faults] in ([], ["OT002"])
        assert all(HIDDEN not in str(fault.values["path"]) for fault in faults)
        told, done = told + bool(faults), done + (not faults)
    assert told > 60
    assert done, "links fall back to copies"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_for_good_leaves_whole_files_and_the_next_command_all_or_nothing(
    before: Path, after: dict[str, bytes], tmp_path: Path, number: int
) -> None:
    old = everything(before)
    became = set()
    for at in range(1, operations(before, tmp_path) + 1):
        folder = copied(before, tmp_path)
        with Broken(at, failing(number), lasting=True).put_in():
            faults = deliver(folder, 3)
        assert each_is_whole(everything(folder), old, after), f"from operation {at}"
        recovered(folder)
        now = everything(folder)
        assert now in (old, after), f"from operation {at}"
        assert faults or now == after
        became.add(now == after)
    assert became == {True, False}


@needs_fork
def test_a_process_that_ends_at_any_operation_leaves_whole_files_and_the_next_command_all_or_nothing(
    before: Path, after: dict[str, bytes], tmp_path: Path
) -> None:
    old = everything(before)
    became, told = set(), set()
    for at in range(1, operations(before, tmp_path) + 1):
        folder = copied(before, tmp_path)
        with Broken(at, lambda: os._exit(9)).put_in():
            assert os.waitstatus_to_exitcode(in_child(lambda folder=folder: deliver(folder, 3))) == 9
        assert each_is_whole(everything(folder), old, after), f"at operation {at}"
        told.update(finding.code for finding in recovered(folder))
        now = everything(folder)
        assert now in (old, after), f"at operation {at}: {sorted(now.keys() ^ old.keys())}"
        became.add(now == after)
    assert (became, told) == ({True, False}, {"OT017"})


@needs_fork
def test_a_recovery_that_ends_at_any_operation_is_recovered_from(
    before: Path, after: dict[str, bytes], tmp_path: Path
) -> None:
    old = everything(before)
    for at in range(2, operations(before, tmp_path) + 1, 6):
        broken_off = copied(before, tmp_path / "broken")
        with Broken(at, lambda: os._exit(9)).put_in():
            in_child(lambda folder=broken_off: deliver(folder, 3))
        for again in count(1):
            folder = copied(broken_off, tmp_path)
            with Broken(again, lambda: os._exit(9)).put_in():
                ended = os.waitstatus_to_exitcode(in_child(lambda folder=folder: recovered(folder)))
            assert each_is_whole(everything(folder), old, after)
            recovered(folder)
            assert everything(folder) in (old, after), f"at operation {at}, then {again}"
            if ended == 0:
                break
            assert again < 100


@needs_fork
def test_going_back_can_be_broken_off_too(before: Path, after: dict[str, bytes], tmp_path: Path) -> None:
    """A move fails, and the process ends while what was moved is taken back."""
    old, went_back = everything(before), 0
    total = operations(before, tmp_path)
    for at in range(total - 25, total + 1):
        for later in range(1, 30, 2):
            folder = copied(before, tmp_path)
            broken = Broken(at, failing(errno.EIO))

            def act(broken: Broken = broken, at: int = at, later: int = later) -> None:
                if broken.count == at:
                    broken.at = at + later
                    raise OSError(errno.EIO, "I/O error")
                os._exit(9)

            broken.act = act
            with broken.put_in():
                ended = os.waitstatus_to_exitcode(in_child(lambda folder=folder: deliver(folder, 3)))
            assert each_is_whole(everything(folder), old, after)
            recovered(folder)
            now = everything(folder)
            assert now in (old, after), f"at {at}, then {later} on"
            went_back += now == old
            if ended == 0:
                break
    assert went_back > 20


def kills(folder: Path, times: int) -> tuple[int, int]:
    """Kills runs at moments spread over their whole length; how often the next command had something to do, and how
    many runs were completed meanwhile."""
    begun = time.perf_counter()
    for turn in ("first", "begun"):
        assert deliver(folder, turn) == ()
    whole = (time.perf_counter() - begun) / 2
    pending, last, turns = 0, "begun", set()
    for turn in range(times):
        edited = f"edited by hand {turn} ".encode() * 2000
        (folder / NAMES[1]).write_bytes(edited)
        heard, told = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                for part in range(3):
                    deliver(folder, f"{turn}.{part}")
                    os.write(told, b".")
                time.sleep(60)
            finally:
                os._exit(3)
        if turn % 2:
            os.read(heard, 1)  # a run is through, however slow the machine is
        time.sleep(0.002 + (turn * 0.6180339887 % 1) * whole)
        os.close(heard)
        os.close(told)
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        pending += (folder / JOURNAL).exists() or (folder / STAGED).exists()
        recovered(folder)
        now = everything(folder)
        standing = next(
            run for run in (last, *(f"{turn}.{part}" for part in range(3))) if now[NAMES[0]] == made(run)[NAMES[0]]
        )
        expected = made(standing) | ({NAMES[1]: edited} if standing == last else {})
        assert {name: now[name] for name in NAMES} == expected, f"kill {turn}"
        assert {name: now[f"{HIDDEN}/base/{name}"] for name in NAMES} == made(standing)
        assert now[f"{HIDDEN}/survey.json"] == f"figures {standing}".encode()
        kept = [version.path.read_bytes() for version in kept_versions(folder, NAMES[1])]
        assert edited in [now[NAMES[1]], *kept], f"kill {turn}: what people made is lost"
        assert not any(name.startswith((STAGED, JOURNAL)) for name in now)
        turns.add(standing)
        last = standing
    return pending, len(turns)


@needs_fork
@pytest.mark.parametrize("times", [40, pytest.param(200, marks=pytest.mark.long)])
def test_kill_9_at_many_moments(tmp_path: Path, times: int) -> None:
    pending, runs = kills(tmp_path / "Mäntylän kunta", times)
    assert pending > times / 8, "the kills met runs under way"
    assert runs > times / 8, "and some met none"


@needs_fork
def test_two_runs_at_once_exclude_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "kunta"
    assert deliver(folder, "first") == ()
    children = []
    for number in range(4):
        child = os.fork()
        if child == 0:
            status = 3
            try:
                codes = {fault.code for turn in range(15) for fault in deliver(folder, f"{number}.{turn}")}
                status = 0 if codes <= {"OT005", "OT018"} else 4
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0, 0]
    assert recovered(folder) == ()
    now = everything(folder)
    turn = now[f"{HIDDEN}/survey.json"].decode().removeprefix("figures ")
    assert {name: now[name] for name in NAMES} == made(turn)
    assert {name: now[f"{HIDDEN}/base/{name}"] for name in NAMES} == made(turn)
