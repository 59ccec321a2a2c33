"""Every cell of the example's workbook that is to be published is in the roadmap; what is not published is nowhere.

What the roadmap leaves out on purpose is declared here, each with its reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from example_folder import DOCUMENTS, EXAMPLE, SHEETS, build, cells, copy_example
from pipeline.language import words
from pipeline.ooxml.package import read_package
from pipeline.report.perspectives import label
from pipeline.report.wording import plain
from pipeline.runs.options import COUNCIL, ROADMAP, STAFF
from pipeline.vocabulary.model import Entry, Interview, Roadmap, Statute, Time
from pipeline.workbook import reading
from pipeline.workbook.layout import layout
from readable import readable

NOT_PRINTED = {
    "organisation.kind": "chooses the words for board and council",
    "organisation.code": "identifies the organisation in comparisons",
    "organisation.region": "names the organisation's region in comparisons",
    "organisation.languages": "is the language of the document",
    "organisation.invited": "is printed as the response rate",
    "organisation.comparison_allowed": "is a permission",
    "interviews.publish": "is a permission",
    "levels.id": "the perspective's name tells it",
    "levels.scope": "groups the survey's questions",
    "levels.baseline": "comes from the survey in the example",
    "promises.id": "promises are numbered in their order",
    "goals.parent": "sub-goals stand under their goal",
    "actions.progress": "is told as the status",
    "actions.added": "is for the yearly follow-up",
    "questions.column": "tells which column of the survey's file is meant",
    "questions.meaning": "tells how the survey's column is read",
    "trainings.perspectives": "the goals and actions that the training supports tell it",
}
NEVER_PUBLISHED = {
    "actions.note": "the workbook's contract: never published",
    "interviews of Julkaistaan = ei": "the workbook's contract: only those marked may reach a document",
}
SAY = words("fi")
SHORT = 6
"""A text of fewer letters proves something only beside the name of its row."""


@pytest.fixture(scope="session")
def roadmap() -> Roadmap:
    found, _ = reading.read(EXAMPLE / "tyokirja.xlsx", "tyokirja.xlsx")
    assert found is not None
    return found


def entries(roadmap: Roadmap) -> Iterator[tuple[str, Entry]]:
    """Every published entry, with the key of its sheet."""
    used = {name for action in roadmap.actions for name in action.statutes}
    for sheet in SHEETS:
        found = getattr(roadmap, sheet)
        for entry in found if isinstance(found, tuple) else (found,):
            hidden = isinstance(entry, Interview) and not entry.publish
            unused = isinstance(entry, Statute) and entry.id not in used
            if not hidden and not unused:
                yield sheet, entry


def printed(name: str, value: object, roadmap: Roadmap) -> list[str]:
    """The texts that a field's value is printed as; a cell that says nothing prints nothing."""
    special = {
        "levels.name": lambda: [short_name(level.id, roadmap) for level in roadmap.levels if level.name == value],
        "levels.priority": lambda: ["*"] if value else [],
        "phases.phase": lambda: [choice("phase", str(value))],
        "goals.compass": lambda: [choice("compass", str(area)) for area in items(value)],
        "goals.perspectives": lambda: [short_name(str(item), roadmap) for item in items(value)],
        "interviews.perspective": lambda: [short_name(str(item), roadmap) for item in items(value)],
        "actions.goal": lambda: [str(value).split(".")[0]],
        "actions.status": lambda: [choice("status", str(value))],
        "actions.basis": lambda: ["§"] if value == "statutory" else [],
        "actions.cost": lambda: [] if value is None else [SAY.money(Decimal(str(value)))],
        "actions.priority": lambda: [f"Prioriteetti {value}"] if value else [],
        "actions.statutes": lambda: [statute.number for statute in roadmap.statutes if statute.id in items(value)],
        "trainings.hours": lambda: [f"{value:g} h"],
    }
    return special[name]() if name in special else written(value)


def written(value: object) -> list[str]:
    if isinstance(value, str):
        return [plain(line) for line in value.splitlines() if line.strip()]
    if isinstance(value, tuple):
        return [text for item in value for text in written(item)]
    if isinstance(value, Time):
        return [SAY.time(value)]
    if isinstance(value, dt.date):
        return [SAY.day(value)]
    return [] if value is None else [f"{value:g}"]


def items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def short_name(perspective: str, roadmap: Roadmap) -> str:
    return next(label(level, "fi").name for level in roadmap.levels if level.id == perspective)


def choice(name: str, value: str) -> str:
    return next(item.label["fi"] for item in layout().lists[name] if item.id == value)


def test_every_published_cell_is_in_the_roadmap(roadmap: Roadmap, tmp_path: Path) -> None:
    _, documents = build(EXAMPLE, tmp_path, (ROADMAP,))
    lines = [" ".join(re.sub(r"\*\*|[↵¶]", "", line).split()) for line in readable(documents[ROADMAP]).splitlines()]
    missing, seen = [], 0
    for sheet, entry in entries(roadmap):
        names = [text for key in ("id", "name", "phase") for text in anchors(sheet, key, entry, roadmap)]
        for field in SHEETS[sheet].fields:
            name = f"{sheet}.{field.key}"
            if name in NOT_PRINTED or name in NEVER_PUBLISHED:
                continue
            for text in printed(name, getattr(entry, field.key), roadmap):
                seen += 1
                near = names if len(text) < SHORT and SHEETS[sheet].kind == "table" else []
                if not any(has(line, text) and (not near or has_any(line, near)) for line in lines):
                    missing.append(f"{name} of {' '.join(names)}: {text}")
    assert missing == []
    assert seen > 600


def anchors(sheet: str, key: str, entry: Entry, roadmap: Roadmap) -> list[str]:
    return printed(f"{sheet}.{key}", getattr(entry, key), roadmap) if hasattr(entry, key) else []


def has(line: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(' '.join(text.split()))}(?!\w)", line) is not None


def has_any(line: str, texts: list[str]) -> bool:
    return any(has(line, text) for text in texts)


def test_what_is_declared_is_a_field_of_the_workbook() -> None:
    known = {f"{key}.{field.key}" for key, sheet in SHEETS.items() for field in sheet.fields}
    assert {name for name in (*NOT_PRINTED, *NEVER_PUBLISHED) if " " not in name} <= known


# --- each text traced by itself: a mark of its own in every text cell of the workbook ---------------------------------


def marked(book: Workbook, *, everywhere: bool) -> dict[str, str]:
    """Puts a mark into text cells (only those never published, when not `everywhere`). Gives each mark's field."""
    marks: dict[str, str] = {}
    for key, sheet in SHEETS.items():
        if key == "questions":  # names columns of another file, which a mark would not find
            continue
        page = book[sheet.title["fi"]]
        found = cells(page, sheet)
        hidden = {
            cell.row for field, cell in found if key == "interviews" and (field.key, cell.value) == ("publish", "ei")
        }
        for field, cell in found:
            secret = cell.row in hidden or f"{key}.{field.key}" in NEVER_PUBLISHED
            if field.kind in ("text", "long_text", "list") and (secret or everywhere):
                mark = f"qz{len(marks):03}"
                cell.value = f"{cell.value} {mark}"
                name = f"{key}.{field.key}"
                marks[mark] = "secret" if secret else f"{name} {cell.coordinate}"
    return marks


def text_of(document: bytes) -> str:
    """Everything a document holds, the parts that nobody sees too."""
    package = read_package(document)
    return "\n".join(package.read(part).decode("utf-8", "replace") for part in package.parts)


def test_each_text_cell_reaches_the_roadmap_or_is_declared(tmp_path: Path) -> None:
    marks: dict[str, str] = {}
    folder = copy_example(tmp_path / "kunta", lambda book: marks.update(marked(book, everywhere=True)))
    outcome, documents = build(folder, tmp_path / "tulos", (ROADMAP,))
    assert outcome.status == "built", [str(item) for item in outcome.findings]
    text = text_of(documents[ROADMAP])
    reached = {place for mark, place in marks.items() if mark in text}
    unused = {place for mark, place in marks.items() if place.startswith("statutes") and mark not in text}
    left = {place for place in set(marks.values()) - reached - unused if place.split()[0] not in NOT_PRINTED}
    assert left == {"secret"}
    assert {place for place in reached if place.split()[0] in NOT_PRINTED} == set()
    assert len(reached) > 150


def test_unused_statutes_alone_are_left_out(roadmap: Roadmap, tmp_path: Path) -> None:
    _, documents = build(EXAMPLE, tmp_path, (ROADMAP,))
    text = text_of(documents[ROADMAP])
    used = {name for action in roadmap.actions for name in action.statutes}
    assert {statute.id for statute in roadmap.statutes if statute.name in text} == used


def test_what_is_never_published_is_in_no_document(tmp_path: Path) -> None:
    marks: dict[str, str] = {}
    folder = copy_example(tmp_path / "kunta", lambda book: marks.update(marked(book, everywhere=False)))
    outcome, documents = build(folder, tmp_path / "tulos")
    assert outcome.status == "built"
    assert tuple(documents) == DOCUMENTS == (ROADMAP, STAFF, COUNCIL)
    assert len(marks) >= 5  # a note, and the observations with their groups
    for name, document in documents.items():
        text = text_of(document)
        assert [mark for mark in marks if mark in text] == [], name
