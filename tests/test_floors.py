"""The law of the house: an import goes down a floor or stays in its room; libraries stay behind their fences."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "pipeline"
FLOORS = {
    "vocabulary": 0,
    "language": 1,
    "municipalities": 1,
    "ooxml": 1,
    "workbook": 2,
    "survey": 2,
    "checking": 2,
    "comparing": 2,
    "report": 2,
    "filling": 2,
    "merging": 2,
    "pdf": 2,
    "accessibility": 2,
    "runs": 3,
    "cli": 5,
    "console": 4,
    "explain": 4,
    "usage": 4,
    "__main__": 6,
}
FENCES = {
    "lxml": {"ooxml", "filling", "merging", "accessibility"},
    "jinja2": {"filling"},
    "openpyxl": {"workbook", "survey"},
    "python_calamine": {"workbook", "survey"},
    "xlsxwriter": {"workbook", "ooxml"},
    "click": {"cli", "usage"},
    "rich": {"console"},
    "babel": {"language"},
    "markdown_it": {"filling"},
    "PIL": {"runs"},
    "pikepdf": {"pdf"},
    "docx": set(),
    "pptx": set(),
}
DATA_WING = {"municipalities", "workbook", "survey", "checking", "comparing", "report"}
DOCUMENT_WING = {"filling", "merging", "accessibility", "ooxml", "pdf"}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def trespasses(room: str, source: str) -> list[str]:
    found = []
    for name in imports_of(source):
        parts = name.split(".")
        neighbour = parts[1] if parts[0] == "pipeline" and len(parts) > 1 else room
        if neighbour in FLOORS and neighbour != room and FLOORS[neighbour] >= FLOORS[room]:
            found.append(f"{room} imports {name}")
        if parts[0] in FENCES and room not in FENCES[parts[0]]:
            found.append(f"{room} imports {name}")
    return found


FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_or_stay(path: Path) -> None:
    room = room_of(path)
    assert room in FLOORS, f"{room} has no floor"
    assert trespasses(room, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("workbook", "from pipeline.report import context"),
        ("vocabulary", "import pipeline.language"),
        ("report", "from lxml import etree"),
        ("filling", "from pipeline.runs.build import build"),
        ("runs", "import click"),
    ],
)
def test_the_law_can_be_broken(room: str, source: str) -> None:
    assert trespasses(room, source)


def test_the_wings_meet_only_in_the_corridor() -> None:
    for path in FILES:
        room = room_of(path)
        used = {
            name.split(".")[1] for name in imports_of(path.read_text(encoding="utf-8")) if name.startswith("pipeline.")
        }
        if room in DATA_WING:
            allowed = {"ooxml"} if room in ("workbook", "survey") else set()
            assert not used & (DOCUMENT_WING - allowed), path
        if room in DOCUMENT_WING:
            assert not used & DATA_WING, path


def test_files_and_functions_stay_short() -> None:
    long_files = [str(path) for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 400]
    assert long_files == []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                assert node.end_lineno - node.lineno <= 50, f"{path}: {node.name}"
