"""The program as it is installed: a wheel in an empty environment finds its templates and data from any folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from example_folder import DOCUMENTS, EXAMPLE, ROOT

REQUIREMENTS = ROOT / "requirements"
WINDOWS = os.name == "nt"


def run(*command: object, folder: Path) -> str:
    """A command in an environment without our source on its path."""
    here = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    here["PYTHONIOENCODING"] = "utf-8"
    done = subprocess.run(  # noqa: S603
        list(map(str, command)), cwd=folder, env=here, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that holds the wheel; its dependencies are those of this one."""
    home = tmp_path_factory.mktemp("ympäristö å") / "venv"
    venv.create(home, with_pip=False)
    commands = home / ("Scripts" if WINDOWS else "bin")
    python = commands / ("python.exe" if WINDOWS else "python")
    run(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel, folder=home)
    packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=home).strip()
    (Path(packages) / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return commands


def test_an_installed_program_builds_the_example_from_any_folder(commands: Path, tmp_path: Path) -> None:
    folder = tmp_path / "työt 2027" / "Mäki kunta"
    shutil.copytree(EXAMPLE, folder)
    run(commands / "digitiekartta", "build", "Mäki kunta", "--lang", "fi", folder=folder.parent)
    made = {path.name: path.stat().st_size for path in (folder.parent / "outputs" / "Mäki kunta").glob("*.*x")}
    assert set(made) == set(DOCUMENTS)
    assert all(made.values())


def test_an_installed_program_is_the_wheels_own(commands: Path, tmp_path: Path) -> None:
    found = run(commands / "python", "-c", "import pipeline; print(pipeline.__file__)", folder=tmp_path)
    assert Path(found.strip()).is_relative_to(commands.parent)


def test_an_installed_program_begins_a_folder(commands: Path, tmp_path: Path) -> None:
    run(commands / "digitiekartta", "new", "Mallilan kunta", "--folder", "mallila", folder=tmp_path)
    assert (tmp_path / "mallila" / "tyokirja.xlsx").exists()


def test_the_wheel_holds_what_the_program_needs_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    source = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pipeline").rglob("*") if path.is_file()}
    ours = {path for path in source if "__pycache__" not in path}
    templates = {f"pipeline/templates/{path.name}" for path in (ROOT / "templates").iterdir() if path.is_file()}
    assert held == ours | templates


# --- what start.py installs -------------------------------------------------------------------------------------------


def required(name: str) -> dict[str, str]:
    """Packages and versions of a requirements file, each with a hash."""
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    entries = [entry for entry in re.sub(r"\\\n|(?m:^\s*#.*$)", " ", text).splitlines() if entry.strip()]
    found = {}
    for entry in entries:
        match = re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", entry)
        assert match, entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry
        found[match[1].lower().replace("_", "-")] = match[2]
    return found


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_requirements_are_exact_and_name_no_index(name: str) -> None:
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://|--index|--extra|--find-links|--trusted", text) == []
    assert len(required(name)) >= 10


def test_the_program_needs_what_it_says_it_needs() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=~]", item)[0].strip().lower() for item in declared}
    assert names <= required("run.txt").keys()
    assert required("run.txt").items() <= required("test.txt").items()


def test_set_up_takes_nothing_without_its_hash() -> None:
    assert "--require-hashes" in (ROOT / "start.py").read_text(encoding="utf-8")
