"""A template serves all languages, and one with a language in its name serves that language."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from changed_templates import BODY, ROADMAP, changed
from example_folder import copy_example
from models import example_roadmap
from pipeline.runs.batch import check_all
from pipeline.runs.build import make_documents
from pipeline.runs.designs import of_no_language, read_design
from pipeline.runs.options import Options, Outcome
from pipeline.runs.project import Project, document_of, open_project, template_name
from pipeline.vocabulary.findings import Finding, Term
from pipeline.vocabulary.model import Language

CONTENTS = "{{ t.contents }}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "kunta")


def designed(folder: Path, name: str, heading: str) -> None:
    """A designer's template whose list of contents has a heading of its own."""
    (folder / name).write_bytes(changed(ROADMAP, (BODY, CONTENTS, heading)))


def project_of(folder: Path) -> Project:
    project, findings = open_project(folder, folder.name)
    assert project is not None
    assert findings == ()
    return project


def made(folder: Path, *languages: Language) -> dict[str, str]:
    """The body of each roadmap by its file name."""
    project, roadmap = project_of(folder), example_roadmap()
    roadmap = replace(roadmap, organisation=replace(roadmap.organisation, languages=languages))
    design, _ = read_design(project, (ROADMAP,))
    documents, _ = make_documents(project, roadmap, None, design, Options(documents=(ROADMAP,)))
    return {name: ZipFile(BytesIO(data)).read(BODY).decode() for name, data in documents.items()}


def test_one_template_serves_all_languages(folder: Path) -> None:
    designed(folder, "digitiekartta.docx", "Kaikille")
    documents = made(folder, "fi", "sv")
    assert list(documents) == ["digitiekartta.docx", "digitiekartta-sv.docx"]
    assert all("Kaikille" in body for body in documents.values())


def test_a_template_of_a_language_serves_that_language_only(folder: Path) -> None:
    designed(folder, "digitiekartta.docx", "Kaikille")
    designed(folder, "Digitiekartta-SV.dotx", "Till svenskan")
    documents = made(folder, "fi", "sv", "en")
    assert ["Kaikille" in body for body in documents.values()] == [True, False, True]
    assert "Till svenskan" in documents["digitiekartta-sv.docx"]


def test_the_first_language_may_have_its_own_too(folder: Path) -> None:
    designed(folder, "digitiekartta-fi.docx", "Suomeksi")
    documents = made(folder, "fi", "sv")
    assert ["Suomeksi" in body for body in documents.values()] == [True, False]
    assert "Innehåll" in documents["digitiekartta-sv.docx"]


def test_faults_of_a_language_template_are_told_before_anything_is_made(folder: Path) -> None:
    designed(folder, "digitiekartta-sv.docx", "{{ t.no_such_word }}")
    _, findings = read_design(project_of(folder), (ROADMAP,))
    assert [(item.code, item.place.file) for item in findings] == [("TP003", "kunta/digitiekartta-sv.docx")]


def test_two_kinds_of_one_language_are_rivals(folder: Path) -> None:
    for name in ("digitiekartta.docx", "digitiekartta-sv.docx", "digitiekartta-sv.dotx"):
        designed(folder, name, "Innehåll")
    _, findings = read_design(project_of(folder), (ROADMAP,))
    assert [item.code for item in findings] == ["TP026"]


def test_a_template_of_a_language_that_is_not_made_is_told(folder: Path) -> None:
    designed(folder, "digitiekartta-en.docx", "Contents")
    expected = Finding("TP027", values={"language": Term("language.en")})
    (found,) = of_no_language(project_of(folder), ("fi", "sv"))
    assert (found.code, found.values) == (expected.code, expected.values)
    assert of_no_language(project_of(folder), ("fi", "en")) == ()
    outcome = list(check_all([str(folder)]))[-1]
    assert isinstance(outcome, Outcome)
    assert "TP027" in {item.code for item in outcome.findings}


@pytest.mark.parametrize(
    ("name", "template", "document"),
    [
        ("digitiekartta.docx", "digitiekartta.docx", "digitiekartta.docx"),
        ("DIGITIEKARTTA-EN.DOTM", "digitiekartta-en.docx", "digitiekartta.docx"),
        ("esitys-henkilosto-sv.potx", "esitys-henkilosto-sv.pptx", "esitys-henkilosto.pptx"),
        ("digitiekartta-de.docx", "", ""),
        ("digitiekartta-sv", "", ""),
        ("digitiekartta (2).docx", "", ""),
    ],
)
def test_templates_are_known_by_name(name: str, template: str, document: str) -> None:
    assert (template_name(name), document_of(name)) == (template, document)
