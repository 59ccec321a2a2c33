"""The annotated copy: a note where the fault is, the original untouched, and the copy reads as before."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from workbook_content import edited, filled, roadmap_of, told

from pipeline.language import LANGUAGES
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Language
from pipeline.workbook.annotate import annotate
from pipeline.workbook.reading import read


def faulty(folder: Path) -> Path:
    def edit(book: Workbook) -> None:
        book["Toimenpiteet"]["H3"] = "31.2.2027"
        book["Toimenpiteet"]["C3"] = None
        book["Toimenpiteet"]["C3"].comment = Comment("HR tarkistaa", "Olli")

    return edited(folder, edit)


def test_notes_stand_where_the_faults_are(tmp_path: Path) -> None:
    path, copy = faulty(tmp_path), tmp_path / "merkitty.xlsx"
    before = path.read_bytes()
    assert annotate(path, copy, read(path, path.name)[1], "fi") == 2
    sheet = load_workbook(copy)["Toimenpiteet"]
    assert "WB002" in sheet["H3"].comment.text
    assert "31.2.2027" in sheet["H3"].comment.text
    assert sheet["C3"].comment.text.startswith("Virhe WB001")
    assert sheet["C3"].comment.text.endswith("HR tarkistaa")
    assert path.read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_copy_has_the_same_values_and_faults(tmp_path: Path, language: Language) -> None:
    path, copy = faulty(tmp_path), tmp_path / "merkitty.xlsx"
    annotate(path, copy, read(path, path.name)[1], language)
    assert {key for key in told(copy) if key[0] != "WB039"} == {key for key in told(path) if key[0] != "WB039"}
    assert [action.name for action in roadmap_of(copy).actions] == [action.name for action in roadmap_of(path).actions]


def test_findings_without_a_cell_go_to_the_first(tmp_path: Path) -> None:
    path, copy = filled(tmp_path), tmp_path / "merkitty.xlsx"
    findings = (
        Finding("WB033", Place("tyokirja.xlsx")),
        Finding("WB043", Place("tyokirja.xlsx", "Visio"), {"sheet": "Visio"}),
        Finding("SV001", Place("kysely.xlsx", "Vastaukset", "A1")),
    )
    assert annotate(path, copy, findings, "fi") == 2
    book = load_workbook(copy)
    assert "WB033" in book["Ohje"]["A1"].comment.text
    assert "WB043" in book["Visio"]["A1"].comment.text


def test_a_fault_inside_a_merged_range_is_noted_at_its_first_cell(tmp_path: Path) -> None:
    path, copy = edited(tmp_path, lambda book: book["Toimenpiteet"].merge_cells("E3:E4")), tmp_path / "merkitty.xlsx"
    annotate(path, copy, [Finding("WB001", Place("x", "Toimenpiteet", "E4"), {"field": "Vastuutaho"})], "fi")
    assert "WB001" in load_workbook(copy)["Toimenpiteet"]["E3"].comment.text
