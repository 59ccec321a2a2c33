"""Our own templates of the follow-up: no fault without data, none of values with any year, no word that nobody prints."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from year_contexts import made, pairs
from years import eventful, measured

from pipeline.filling.checks.inference import faults
from pipeline.filling.rendering import render_template
from pipeline.filling.template import Template, open_template
from pipeline.language import words
from pipeline.report.followup.year import CATALOG
from pipeline.report.names import declared, declared_for
from pipeline.runs.options import FOLLOW_UP, FOLLOW_UP_DECK
from pipeline.runs.project import own_file
from pipeline.runs.templates import check_template, copy_templates
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import has_errors

DOCUMENTS = (FOLLOW_UP, FOLLOW_UP_DECK)
OF_VALUES = {"TP003", "TP005", "TP009", "TP010", "TP011"}
PAIRS = tuple(pairs())
SOME = (0, 3, 5, 6, 9, 15)
"""Everything happened; no survey; nothing at all; nothing before; no date; few actions."""


def sized(number: int) -> object:
    return number if number in SOME else pytest.param(number, marks=pytest.mark.long)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_they_have_no_fault_without_data(name: str) -> None:
    template = open_template(own_file(name).read_bytes(), name)
    assert isinstance(template, Template)
    names = declared_for("followup", has_slides=name == FOLLOW_UP_DECK)
    assert [(fault.code, fault.values["tag"]) for fault in faults(template, names)] == []
    assert template.notes == ()


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("number", [sized(number) for number in range(len(PAIRS))])
def test_they_have_no_fault_of_values(name: str, number: int) -> None:
    names = made(PAIRS[number], is_deck=name == FOLLOW_UP_DECK)
    result = render_template(own_file(name).read_bytes(), name, names, brand=Brand(), language_tag="fi-FI")
    assert not has_errors(result.findings)
    assert [(item.code, item.values["tag"]) for item in result.findings if item.code in OF_VALUES] == []


def test_every_fixed_word_stands_in_one_of_them() -> None:
    used: set[str] = set()
    for name in DOCUMENTS:
        with ZipFile(own_file(name)) as parts:
            for part in parts.namelist():
                if part.endswith(".xml"):
                    text = re.sub(r"<[^>]*>", "", parts.read(part).decode()) + parts.read(part).decode()
                    used |= set(re.findall(r"\bt\.(\w+)", text))
    fixed = set(words("fi").catalog(CATALOG)["t"])
    assert fixed - used == set()


def test_the_designer_gets_them_and_their_names_are_known(tmp_path: Path) -> None:
    created, findings = copy_templates(tmp_path, force=False)
    assert findings == ()
    assert {Path(path).name for path in created} >= set(DOCUMENTS)
    assert [item.code for item in check_template(tmp_path / FOLLOW_UP, FOLLOW_UP, Brand()).findings] == []
    language = tmp_path / "seuranta-sv.docx"
    (tmp_path / FOLLOW_UP).rename(language)
    assert [item.code for item in check_template(language, language.name, Brand()).findings] == []


def test_the_names_of_another_kind_are_strangers() -> None:
    template = open_template(own_file(FOLLOW_UP).read_bytes(), FOLLOW_UP)
    assert isinstance(template, Template)
    assert {"TP003"} <= {fault.code for fault in faults(template, declared(""))}


def test_everything_that_happened_is_filled_in_without_a_word_lost() -> None:
    names = made((*eventful(), measured()))
    data = own_file(FOLLOW_UP).read_bytes()
    result = render_template(data, FOLLOW_UP, names, brand=Brand(), language_tag="fi-FI")
    assert result.package is not None
    text = result.package.read("word/document.xml").decode()
    for group in names["groups"]:  # type: ignore[attr-defined]
        assert str(group.title) in text
        assert all(str(row.name) in text for row in group.rows)
