"""Our own templates against the declarations: no fault without data, and none with any organisation's data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from report_organisations import organisations

from pipeline.filling.checks.inference import faults
from pipeline.filling.rendering import render_template
from pipeline.filling.template import Template, open_template
from pipeline.report.context import context
from pipeline.report.names import declared
from pipeline.runs.options import AUDIENCES
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding, has_errors
from pipeline.vocabulary.model import Roadmap
from pipeline.vocabulary.survey import SurveyResult

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
OF_VALUES = {"TP003", "TP005", "TP009", "TP010", "TP011"}
ORGANISATIONS = tuple(organisations())
FEW = (
    0,
    2,
    4,
    13,
    31,
)  # the example, a tiny one, one with nothing but a survey, one without a vision, costs without times


def sized(number: int) -> Any:
    return number if number in FEW else pytest.param(number, marks=pytest.mark.long)


def opened(name: str) -> Template:
    template = open_template((TEMPLATES / name).read_bytes(), name)
    assert isinstance(template, Template)
    return template


@pytest.mark.parametrize("name", AUDIENCES)
def test_our_templates_have_no_fault_without_data(name: str) -> None:
    template = opened(name)
    assert [(fault.code, fault.values["tag"]) for fault in faults(template, declared(AUDIENCES[name]))] == []
    assert template.notes == ()


@pytest.mark.parametrize("name", AUDIENCES)
@pytest.mark.parametrize("number", [sized(number) for number in range(len(ORGANISATIONS))])
def test_our_templates_have_no_fault_of_values(name: str, number: int) -> None:
    roadmap, survey = ORGANISATIONS[number]
    result = rendered(name, roadmap, survey)
    assert [(item.code, item.values["tag"]) for item in result if item.code in OF_VALUES] == []


def rendered(name: str, roadmap: Roadmap, survey: SurveyResult | None) -> tuple[Finding, ...]:
    names = context(roadmap, survey, language="fi", audience=AUDIENCES[name])
    result = render_template((TEMPLATES / name).read_bytes(), name, names, brand=Brand(), language_tag="fi-FI")
    assert (result.document is None) == has_errors(result.findings)
    return result.findings


def test_a_template_of_the_wrong_kind_is_found() -> None:
    """A deck's template with the roadmap's names: its slides do not exist."""
    found = {fault.values["name"] for fault in faults(opened("esitys-henkilosto.pptx"), declared(""))}
    assert "deck.cover.title" in found
