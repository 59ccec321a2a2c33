"""What a rendering finds wrong is told whole, in one go, and as checking the template tells it."""

from __future__ import annotations

import pytest

from documents import filled, table, word
from pipeline.vocabulary.content import Chart, Record, Series, Text
from pipeline.vocabulary.findings import Finding

ACTION = Record("TP1", name=Text("Toimi"), cost=Text("5"))
GOAL = Record("T1", name=Text("Tieto"), cost=Text("5"), count=2, actions=(ACTION,))
CHART = Chart(("a",), (Series("s", (1.0,)),), "Kuvio")


def findings(*paragraphs: str) -> tuple[Finding, ...]:
    result = filled(word(*paragraphs), goal=GOAL, goals=(GOAL,), survey=None, title=Text("x"), chart=CHART, flag=True)
    assert result.document is None or not result.findings
    return result.findings


def told(*paragraphs: str) -> list[str]:
    return [
        f"{item.code} {item.values['name']}" + (f" → {item.values['nearest']}" if item.values["nearest"] else "")
        for item in findings(*paragraphs)
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ goal.nmae }}", "TP003 goal.nmae → goal.name"),
        ("{{ titel }}", "TP003 titel → title"),
        ("{% for g in goals %}{{ g.nmae }}{% endfor %}", "TP003 g.nmae → g.name"),
        ("{% for g in goals %}{% for a in g.actions %}{{ a.csot }}{% endfor %}{% endfor %}", "TP003 a.csot → a.cost"),
        ("{% for g in gaols %}x{% endfor %}", "TP003 gaols → goals"),
        ("{{ xyzzy }}", "TP003 xyzzy"),
        ("{{ goals.name }}", "TP003 goals.name"),
        ("{% set x = goal.nmae %}", "TP003 goal.nmae → goal.name"),
        ("{% if goal.name and goal.nmae %}x{% endif %}", "TP003 goal.nmae → goal.name"),
        ("{{ survey.n }}", "TP010 survey"),
        ("{% if survey.n %}x{% endif %}", "TP010 survey"),
        ("{{ survey }}", "TP010 survey"),
        ("{{ goals }}", "TP010 goals"),
        ("{{ goal }}", "TP010 goal"),
        ("({{ chart }})", "TP010 chart"),
        ("{{ chart }}", "TP010 chart"),
        ("{{ flag }}", "TP010 flag"),
        ("{{ goal.count / 3 }}", "TP010 goal.count / 3"),
        ("{% for x in title %}x{% endfor %}", "TP010 title"),
        ("{% for x in goal %}x{% endfor %}", "TP010 goal"),
        ("{{ 'x' if not flag }}", "TP010 'x' if not flag"),
    ],
)
def test_a_fault_of_values_names_the_whole_path(source: str, expected: str) -> None:
    assert told(source) == [expected]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{{ 1 / 0 }}", "division"),
        ("{% if goal.cost > 3 %}x{% endif %}", "unlike"),
        ("{{ goal.name + goal.count }}", "unlike"),
        ("{{ 'x' | truncate(1, true, '…………') }}", "not_computed"),
    ],
)
def test_why_a_value_can_not_be_computed(source: str, reason: str) -> None:
    assert [(item.code, item.values["reason"]) for item in findings(source)] == [("TP005", f"template.{reason}")]


def test_a_value_that_can_not_be_computed_hides_no_other_fault() -> None:
    assert told(
        "{{ 1 / 0 }} {{ goal.nmae }}",
        "{% if goal.cost > 3 %}",
        "{{ goal.hidden }}",
        "{% endif %}",
        table(["{% for g in goals if g.cost > 1 %}", ""], ["{{ g.name }}", "{{ 2 / 0 }}"], ["{% endfor %}", ""]),
        "{% set n = title - 1 %}{{ titel }}",
    ) == [
        "TP005 ",
        "TP003 goal.nmae → goal.name",
        "TP005 ",
        "TP005 ",
        "TP005 ",
        "TP003 titel → title",
    ]


def test_a_fault_of_spelling_hides_no_fault_of_values_in_other_parts() -> None:
    header = (
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:p><w:r><w:t>{{ goal.nmae }}</w:t></w:r></w:p></w:hdr>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>'
        "</Relationships>"
    )
    template = word("{{ title | }}", parts={"word/header1.xml": header, "word/_rels/document.xml.rels": relations})
    result = filled(template, goal=GOAL, title=Text("x"))
    assert result.document is None
    assert [(item.code, item.values["name"]) for item in result.findings] == [("TP004", ""), ("TP003", "goal.nmae")]


def test_text_that_looks_like_a_tag_is_told_and_the_document_made() -> None:
    result = filled(word("{ {title}} {{ title }}"), title=Text("x"))
    assert result.document is not None
    assert [(item.code, item.severity) for item in result.findings] == [("TP012", "warning")]


def test_default_stands_for_what_is_nothing() -> None:
    assert told("{{ survey | default('–') }}{{ survey.n | default('–') }}{{ nmae | default('–') }}") == []


def test_an_unknown_look_names_those_that_there_are() -> None:
    look = "<w:tr><w:tc><w:p><w:r><w:t>{% looks %}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>tehty</w:t></w:r></w:p></w:tc></w:tr>"
    rows = table(["a", "{{ title }}{% look kind %}"]).replace("</w:tbl>", f"{look}</w:tbl>")
    (finding,) = filled(word(rows), title=Text("x"), kind=Text("tehyt")).findings
    assert (finding.code, finding.values["name"], finding.values["nearest"]) == ("TP011", "tehyt", "tehty")
