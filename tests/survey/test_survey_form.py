"""The survey form: complete in each language, and its own questions are recognised when the answers come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from survey_fixtures import read_current

from models import example_roadmap
from pipeline.filling.rendering import render_template
from pipeline.language import TAGS
from pipeline.municipalities.identity import identify
from pipeline.runs.project import own_file
from pipeline.runs.start import FORM, start
from pipeline.survey.form import form
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Record
from pipeline.vocabulary.model import Language

LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")


def questions(language: Language) -> list[str]:
    groups = form(language, "Mallilan kunta")["groups"]
    assert isinstance(groups, tuple)
    return [question["text"] for group in groups for question in group["questions"] if isinstance(question, Record)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_survey_made_from_the_form_is_read_without_doubts(language: Language, tmp_path: Path) -> None:
    names = form(language, "Mallilan kunta")
    headers = [str(names["sector"]), *questions(language)]
    assert len(headers) == 12
    levels = [str(level) for level in names["levels"]]  # type: ignore[attr-defined]
    rows = [[f"Toimiala {row % 2}", *(levels[(row + place) % 5] for place in range(11))] for row in range(20)]
    path = tmp_path / "vastaukset.csv"
    path.write_text("\n".join(";".join(row) for row in [headers, *rows]), encoding="utf-8")
    answers, findings = read_current([(path, path.name)], example_roadmap())
    assert answers is not None
    assert {finding.code for finding in findings} <= {"SV007", "SV008"}
    assert "SV003" not in {finding.code for finding in findings}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_a_document_in_its_language(language: Language) -> None:
    names = form(language, "Mallilan kunta")
    data = own_file(FORM).read_bytes()
    filled = render_template(data, FORM, names, brand=Brand(), language_tag=TAGS[language])
    assert filled.findings == ()
    assert filled.document is not None


def test_a_folder_that_is_begun_already_is_left(tmp_path: Path) -> None:
    made, findings = start(identify("Mallilan kunta", "fi"), tmp_path / "mallila")
    assert [Path(path).name for path in made] == ["tyokirja.xlsx", "kyselylomake.docx"]
    assert findings == ()
    before = {path.name: path.read_bytes() for path in (tmp_path / "mallila").iterdir()}
    made, findings = start(identify("Toinen kunta", "fi"), tmp_path / "mallila")
    assert made == []
    assert {finding.code for finding in findings} == {"OT006"}
    assert {path.name: path.read_bytes() for path in (tmp_path / "mallila").iterdir()} == before
