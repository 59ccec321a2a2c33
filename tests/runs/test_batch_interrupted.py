"""A batch that is broken off and started again goes on where it was: what it makes is what an undisturbed run makes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.many.invented import SMALL, USUAL, Size
from tools.many_organisations import MUNICIPALITIES, make_many

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = 12

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="a whole group of processes is stopped")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_many(tmp_path_factory.mktemp("inputs"), FOLDERS, seed=3, size=SMALL)


@pytest.fixture(scope="module", autouse=True)
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program as it is now: documents are made anew when somebody edits it between two runs."""
    copy = tmp_path_factory.mktemp("program")
    for name in ("pipeline", "templates"):
        shutil.copytree(ROOT / name, copy / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(copy))
        yield copy


@pytest.fixture(scope="module")
def undisturbed(inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Everything that a run makes which nothing disturbs."""
    outputs = tmp_path_factory.mktemp("undisturbed")
    assert finished(started(inputs, outputs))[0] == 0
    return contents(outputs)


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Commands started here heed Ctrl+C, also where the tests run in the background and a shell has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def started(inputs: list[Path], outputs: Path, *options: str, documents: str = "roadmap") -> subprocess.Popen[str]:
    """The command in a group of processes of its own, as a terminal starts it."""
    only = ["--only", documents] if documents else []
    command = ["build", *map(str, inputs), "--outputs", str(outputs), *only, "--lang", "en", *options]
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "pipeline", *command],
        cwd=outputs.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finished(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    out, err = process.communicate(timeout=3600)
    return process.returncode, out, err


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the outputs, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def under_way(process: subprocess.Popen[str], outputs: Path, folders: int) -> None:
    """Waits until so many folders are finished, and the run isn't."""
    limit = time.monotonic() + 600
    while len(list(outputs.glob("*/.digitiekartta/manifest.json"))) < folders:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < limit
        time.sleep(0.01)


def gone(process: subprocess.Popen[str]) -> bool:
    """Whether soon no process of the group is left."""
    limit = time.monotonic() + 10
    while time.monotonic() < limit:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")], ids=["alone", "jobs"])
def test_killed_and_started_again_equals_an_undisturbed_run(
    inputs: list[Path], undisturbed: dict[str, bytes], tmp_path: Path, jobs: tuple[str, ...]
) -> None:
    broken_off = started(inputs, tmp_path, *jobs)
    under_way(broken_off, tmp_path, FOLDERS // 3)
    os.killpg(broken_off.pid, signal.SIGKILL)
    finished(broken_off)
    assert contents(tmp_path).keys() < undisturbed.keys() | {*leftovers(tmp_path)}
    status, out, _ = finished(started(inputs, tmp_path, *jobs, "--json"))
    statuses = json.loads(out)["summary"]["statuses"]
    assert (status, set(statuses)) == (0, {"built", "unchanged"})
    assert statuses["unchanged"] >= FOLDERS // 3
    assert contents(tmp_path) == undisturbed


def leftovers(outputs: Path) -> Iterator[str]:
    """What a run that was broken off may leave beside whole files."""
    for path in outputs.rglob("*"):
        if path.name in ("journal.json", "lock") or "staged" in path.parts or path.suffix in (".new", ".part"):
            yield path.relative_to(outputs).as_posix()


def test_workers_end_when_the_one_that_started_them_is_killed(inputs: list[Path], tmp_path: Path) -> None:
    process = started(inputs, tmp_path, "--jobs", "2")
    under_way(process, tmp_path, 1)
    process.kill()
    finished(process)
    assert gone(process)
    assert len(list(tmp_path.glob("*/.digitiekartta/manifest.json"))) < FOLDERS


@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")], ids=["alone", "jobs"])
def test_ctrl_c_stops_at_once_with_one_line(
    inputs: list[Path], undisturbed: dict[str, bytes], tmp_path: Path, jobs: tuple[str, ...]
) -> None:
    process = started(inputs, tmp_path, *jobs, "--json")
    under_way(process, tmp_path, 3)
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as the terminal does: to all of them
    status, out, err = finished(process)
    assert time.monotonic() - began < 4
    assert status == 130
    assert "Traceback" not in err
    told = json.loads(out)
    done = [item["folder"] for item in told["folders"]]
    assert (told["command"], told["status"], told["given"]) == ("build", "interrupted", FOLDERS)
    assert {item["status"] for item in told["folders"]} == {"built"}
    assert set(done) <= {str(folder) for folder in inputs}
    assert 2 <= len(done) == told["summary"]["folders"] < FOLDERS
    assert all((tmp_path / Path(folder).name / ".digitiekartta" / "manifest.json").exists() for folder in done)
    last = err.splitlines()[-1]
    assert f"of {FOLDERS} folders {len(done)} were finished" in last
    assert last.endswith("Run the same command again: it goes on where it stopped.")
    assert gone(process)
    if jobs:  # the other way, a kill at any moment shows more
        assert finished(started(inputs, tmp_path))[0] == 0
        assert contents(tmp_path) == undisturbed


@pytest.mark.long
@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")], ids=["alone", "jobs"])
def test_every_municipality_killed_again_and_again(tmp_path: Path, jobs: tuple[str, ...], size: Size = USUAL) -> None:
    inputs = make_many(tmp_path / "inputs", MUNICIPALITIES, size=size)
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    assert finished(started(inputs, whole, *jobs, documents=""))[0] == 0
    for share in (5, 3, 2):
        process = started(inputs, broken, *jobs, documents="")
        under_way(process, broken, MUNICIPALITIES // share)
        os.killpg(process.pid, signal.SIGKILL)
        finished(process)
    assert finished(started(inputs, broken, *jobs, documents=""))[0] == 0
    assert contents(broken) == contents(whole)
    began = time.monotonic()
    status, out, _ = finished(started(inputs, broken, "--json", documents=""))
    assert time.monotonic() - began < 10
    assert (status, json.loads(out)["summary"]["statuses"]) == (0, {"unchanged": MUNICIPALITIES})
