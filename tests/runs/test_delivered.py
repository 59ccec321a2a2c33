"""What was sent: later lists of changes and comparison copies begin from it."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from example_folder import WORKBOOK, copy_example
from pipeline.runs.build import build
from pipeline.runs.manifest import read_manifest
from pipeline.runs.options import ROADMAP, Options, Outcome
from pipeline.runs.plans import put_list
from pipeline.runs.project import open_project
from pipeline.runs.versions import kept_versions

APPROVER = "B14"
WHEN = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "kunta")


def built(folder: Path, when: dt.datetime = WHEN, **asked: bool) -> Outcome:
    project, _ = open_project(folder, folder.name)
    assert project is not None
    outcome = build(project, Options(folder.parent / "o", (ROADMAP,), when=when, **asked))
    assert outcome.status in ("built", "unchanged"), outcome.findings
    return outcome


def correct(folder: Path, cell: str, value: str) -> None:
    book = load_workbook(folder / WORKBOOK)
    book["Perustiedot"][cell] = value
    book.save(folder / WORKBOOK)


def told(folder: Path) -> str:
    document = Document(folder.parent / "o" / "kunta" / "muutokset.docx")
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join(cells)


def document_xml(folder: Path, name: str) -> str:
    data = (folder.parent / "o" / "kunta" / name).read_bytes()
    return zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()


def test_a_list_is_about_the_latest_run_where_nothing_was_marked_as_sent(folder: Path) -> None:
    built(folder)
    for name in ("Mallilan kunnanhallitus", "Mallilan valtuusto"):
        correct(folder, APPROVER, name)
        built(folder)
    assert "Mallilan kunnanhallitus" in told(folder)
    assert "Esimerkkilän kunnanhallitus" not in told(folder)


def test_after_sending_lists_and_comparisons_go_back_to_what_was_sent(folder: Path) -> None:
    built(folder)
    assert built(folder, delivered=True).status == "built"
    assert read_manifest(folder.parent / "o" / "kunta").delivered == "1.0"
    for name in ("Mallilan kunnanhallitus", "Mallilan valtuusto"):
        correct(folder, APPROVER, name)
        built(folder, redline=True)
    assert "Esimerkkilän kunnanhallitus" in told(folder)
    assert "Mallilan valtuusto" in told(folder)
    assert "Mallilan kunnanhallitus" not in told(folder)
    deleted = "".join(re.findall("<w:delText[^>]*>([^<]*)<", document_xml(folder, "digitiekartta-vertailu.docx")))
    assert "Esimerkkilän kunnanhallitus" in deleted
    built(folder, delivered=True)
    correct(folder, APPROVER, "Kolmas toimielin")
    built(folder)
    assert "Mallilan valtuusto" in told(folder)
    assert "Esimerkkilän kunnanhallitus" not in told(folder)


def test_a_comparison_copy_is_written_again_only_when_it_says_something_else(folder: Path) -> None:
    out = folder.parent / "o" / "kunta"
    copy = out / "digitiekartta-vertailu.docx"
    built(folder)
    correct(folder, APPROVER, "Mallilan kunnanhallitus")
    built(folder, redline=True)
    first = copy.read_bytes()
    for day in (1, 2):
        built(folder, redline=True, when=WHEN + dt.timedelta(days=day))
        assert copy.read_bytes() == first
    assert kept_versions(out, copy.name) == ()
    correct(folder, APPROVER, "Mallilan valtuusto")
    built(folder, redline=True, when=WHEN + dt.timedelta(days=3))
    assert copy.read_bytes() != first


def test_what_is_set_aside_takes_no_name_of_this_run(tmp_path: Path) -> None:
    (tmp_path / "muutokset.docx").write_bytes(b"edited")
    puts = put_list(tmp_path, "muutokset.docx", b"new", "made", {"muutokset-talteen.docx"})
    assert puts == {"muutokset-talteen-2.docx": b"edited", "muutokset.docx": b"new"}


def test_marking_as_sent_writes_no_document(folder: Path) -> None:
    built(folder)
    document = folder.parent / "o" / "kunta" / ROADMAP
    before = document.stat().st_mtime_ns
    built(folder, delivered=True)
    assert document.stat().st_mtime_ns == before
    assert built(folder).status == "unchanged"
