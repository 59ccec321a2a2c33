"""Faults of a template that are told without any data: each line is what a designer types, and exactly what is told."""

from __future__ import annotations

import pytest

from documents import table, word
from pipeline.filling.checks.inference import faults
from pipeline.filling.template import Template, open_template
from pipeline.vocabulary.declared import Declared, Names

TEXT, FLAG, NUMBER = Declared("text"), Declared("flag"), Declared("number")
ACTION = {"id": TEXT, "name": TEXT, "cost": TEXT, "is_new": FLAG}
NAMES: Names = {
    "organisation": Declared("record", {"name": TEXT, "short_name": TEXT, "logo": Declared("picture", optional=True)}),
    "document": Declared(
        "record", {"title": TEXT, "long_title": FLAG, "years": Declared("record", {"year": TEXT}, many=True)}
    ),
    "survey": Declared(
        "record",
        {"n": TEXT, "lead": Declared("long text"), "rows": Declared("record", {"name": TEXT, "mean": TEXT}, many=True)},
        optional=True,
    ),
    "goals": Declared(
        "record",
        {"id": TEXT, "name": TEXT, "count": NUMBER, "actions": Declared("record", ACTION, many=True)},
        many=True,
    ),
    "exhibits": Declared("record", {"gaps": Declared("chart", optional=True), "cover": Declared("chart")}),
    "deck": Declared(
        "record",
        {
            "gaps": Declared("record", {"title": TEXT}, optional=True, implies=("exhibits.gaps",)),
            "rows": Declared("record", {"name": TEXT}, many=True, implies=("survey",)),
        },
    ),
    "t": Declared("record", {"goals": TEXT, "owner": TEXT}),
}


def opened(*paragraphs: str) -> Template:
    template = open_template(word(*paragraphs), "malli.docx")
    assert isinstance(template, Template)
    return template


def told(*paragraphs: str) -> list[str]:
    """Each fault as its code, the name that it is about and what to type instead."""
    found = []
    for fault in faults(opened(*paragraphs), NAMES):
        nearest = fault.values["nearest"]
        found.append(f"{fault.code} {fault.values['name']}{f' → {nearest}' if nearest else ''}".strip())
    return found


@pytest.mark.parametrize(
    "source",
    [
        "{{ organisation.name }} {{ t.goals }}",
        "{% for goal in goals %}{{ goal.id }} {{ goal.count }} {{ loop.index }}{% endfor %}",
        "{% for goal in goals %}{% for a in goal.actions if a.is_new %}{{ a.name }}{% if not loop.last %}, {% endif %}{% endfor %}{% endfor %}",
        "{% if survey %}{{ survey.n }}{{ survey.lead }}{% for r in survey.rows %}{{ r.mean }}{% endfor %}{% endif %}",
        "{% if survey and survey.rows %}{{ survey.n }}{% endif %}",
        "{% if not survey %}ei{% else %}{{ survey.n }}{% endif %}",
        "{% if survey is none %}ei{% elif survey.n %}{{ survey.n }}{% endif %}",
        "{% if survey.n is defined %}{{ survey.n }}{% endif %}",
        "{% if not survey or not survey.n %}ei{% else %}{{ survey.n }}{% endif %}",
        "{{ survey.n | default('–') }}",
        "{{ survey.n if survey else '–' }}",
        "{{ survey and survey.n or '–' }}",
        "{% set k = survey %}{% if k %}{{ k.n }}{{ survey.n }}{% endif %}",
        "{% if deck.rows %}{{ survey.n }}{% endif %}",
        "{% if deck.rows|length > 0 %}{{ survey.n }}{% endif %}",
        "{% for r in deck.rows %}{{ survey.n }}{% endfor %}",
        "{{ nothing_of_the_kind | default('–') }}",
        "{% if goals %}{{ goals[0].name }} {{ (goals | first).name }}{% endif %}",
        "{{ goals | map(attribute='name') | join(', ') }}",
        "{{ goals | join(', ', attribute='name') }}",
        "{{ goals | sum(attribute='count') }}",
        "{% for g in goals | selectattr('count', 'gt', 2) | sort(attribute='name') %}{{ g.name }}{% endfor %}",
        "{% for kind, all in goals | groupby('id') %}{{ kind }}{% for g in all %}{{ g.name }}{% endfor %}{% endfor %}",
        "{% set total = goals | length %}{{ total + 1 }} {{ total ~ ' kpl' }} {{ '●' * total }}",
        "{% if document.long_title %}{% set size = 'pieni' %}{% else %}{% set size = 'suuri' %}{% endif %}{{ size }}",
        "{% for n in range(3) %}{{ loop.cycle('a', 'b') }}{{ n }}{% endfor %}",
        "{% for g in goals %}{{ g.name }}{% else %}{{ t.goals }}{% endfor %}",
        "{# {{ vapaata.tekstiä }} #}",
    ],
)
def test_what_can_be_made_has_no_fault(source: str) -> None:
    assert told(source) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # the same parent first
        ("{{ organisation.nmae }}", "TP003 organisation.nmae → organisation.name"),
        ("{{ Organisation.name }}", "TP003 Organisation.name → organisation.name"),
        ("{{ organization.name }}", "TP003 organization.name → organisation.name"),
        ("{{ organiztion.nmae }}", "TP003 organiztion.nmae → organisation.name"),
        ("{{ organisation['nmae'] }}", "TP003 organisation.nmae → organisation.name"),
        ("{{ organisation.short-name }}", "TP003 organisation.short-name → organisation.short_name"),
        ("{{ t.gaols }}", "TP003 t.gaols → t.goals"),
        # then the same last part elsewhere
        ("{{ title }}", "TP003 title → document.title"),
        ("{{ document.name }}", "TP003 document.name → organisation.name"),
        ("{% for goal in goals %}{{ name }}{% endfor %}", "TP003 name → goal.name"),
        ("{% for goal in goals %}{{ goal.nmae }}{% endfor %}", "TP003 goal.nmae → goal.name"),
        ("{% for goal in goals %}{{ gaol.name }}{% endfor %}", "TP003 gaol.name → goal.name"),
        ("{% for goal in goals %}{{ loop.indx }}{% endfor %}", "TP003 loop.indx → loop.index"),
        # of a text there is only itself
        ("{{ organisation.name.first }}", "TP003 organisation.name.first → organisation.name"),
        # no guess where nothing is near
        ("{{ xyzzy }}", "TP003 xyzzy"),
        ("{{ organisation.business_id }}", "TP003 organisation.business_id"),
        ("{{ goals.name }}", "TP003 goals.name"),
        ("{{ goal.name }}", "TP003 goal.name"),
        ("{{ loop.index }}", "TP003 loop.index"),
        # wherever names stand
        ("{% if documents.long_title %}x{% endif %}", "TP003 documents.long_title → document.long_title"),
        ("{% for g in gaols %}{{ g.name }}{% endfor %}", "TP003 gaols → goals"),
        ("{% for g in goals if g.cuont %}x{% endfor %}", "TP003 g.cuont → g.count"),
        ("{% set x = organisation.nmae %}{{ x }}", "TP003 organisation.nmae → organisation.name"),
        ("{{ 'a' if document.long_titel else 'b' }}", "TP003 document.long_titel → document.long_title"),
        ("{{ goals[0].nmae }}", "TP003 goals[0].nmae → goals[0].name"),
        ("{{ goals | map(attribute='nmae') | join }}", "TP003 goals[].nmae → goals[].name"),
        ("{{ organisation.nmae | default('–') }}", "TP003 organisation.nmae → organisation.name"),
        ("{% if surevy is defined %}x{% endif %}", "TP003 surevy → survey"),
        ("{% if goals %}{% set x = 1 %}{% endif %}{% for g in goals %}{% set y = 1 %}{% endfor %}{{ y }}", "TP003 y"),
    ],
)
def test_unknown_names(source: str, expected: str) -> None:
    assert told(source) == [expected]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ goals }}", "TP010 goals: list, list"),
        ("{{ organisation }}", "TP010 organisation: record, record(organisation.name)"),
        ("{{ document.long_title }}", "TP010 document.long_title: flag, flag"),
        ("({{ exhibits.cover }})", "TP010 exhibits.cover: chart, chart"),
        ("{{ 1 / 2 }}", "TP010 1 / 2: decimal, decimal"),
        ("{{ loop }}", "TP003 loop"),
        ("{% for g in goals %}{{ loop }}{% endfor %}", "TP010 loop: loop, loop"),
        ("{% for g in goals %}{{ g.actions }}{% endfor %}", "TP010 g.actions: list, list(g.actions)"),
        ("{% for x in organisation.name %}x{% endfor %}", "TP010 organisation.name: text, no_loop"),
        ("{% for x in organisation %}x{% endfor %}", "TP010 organisation: record, no_loop"),
        ("{% for g in goals %}{% for n in g.count %}x{% endfor %}{% endfor %}", "TP010 g.count: number, no_loop"),
        ("{{ goals | upper }}", "TP010 goals: list, unfit(upper)"),
        ("{{ organisation.name | sum }}", "TP010 organisation.name[]: text, number"),
        ("{% for g in goals %}{{ g.count | length }}{% endfor %}", "TP010 g.count: number, unfit(length)"),
        ("{{ goals | join(', ') }}", "TP010 goals[]: record, attribute(join)"),
        ("{{ goals | sort | length }}", "TP010 goals[]: record, attribute(sort)"),
        ("{{ organisation.name ~ goals }}", "TP010 goals: list, list(goals)"),
        ("{% for g in goals %}{{ g.name + g.count }}{% endfor %}", "TP010 g.name: text, join_texts"),
        ("{{ organisation.name - 1 }}", "TP010 organisation.name: text, number"),
        ("{% for g in goals if g.name > 3 %}x{% endfor %}", "TP010 g.name: text, compare_size(g.name)"),
        ("{% if survey and survey.n == 186 %}x{% endif %}", "TP010 survey.n: text, compare(survey.n)"),
        ("{% if organisation.name is odd %}x{% endif %}", "TP010 organisation.name: text, number"),
        ("{% if 'a' in goals | length %}x{% endif %}", "TP010 goals|length: number, other_value"),
    ],
)
def test_wrong_kinds(source: str, expected: str) -> None:
    found = faults(opened(source), NAMES)
    lines = [
        f"{fault.code} {fault.values['name']}"
        + (
            f": {fault.values['kind'].rpartition('.')[2]}, {short(fault.values['advice'])}"
            if fault.code == "TP010"
            else ""
        )  # type: ignore[union-attr]
        for fault in found
    ]
    assert [line.replace("list(goals)", "list") for line in lines] == [expected.replace("list(goals)", "list")]


def short(term: object) -> str:
    return str(term).removeprefix("template.advice.")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ survey.n }}", ["TP013 survey"]),
        ("{% if survey.n %}{{ survey.n }}{% endif %}", ["TP013 survey"]),
        ("{% for r in survey.rows %}{{ r.mean }}{% endfor %}", ["TP013 survey"]),
        ("{% if goals or survey %}{{ survey.n }}{% endif %}", ["TP013 survey"]),
        ("{% if survey %}{{ survey.n }}{% endif %}{{ survey.n }}", ["TP013 survey"]),
        ("{% if survey %}x{% else %}{{ survey.n }}{% endif %}", ["TP013 survey"]),
        ("{% if goals %}x{% elif survey %}y{% else %}{{ survey.n }}{% endif %}", ["TP013 survey"]),
        ("{% if not (survey and goals) %}{{ survey.n }}{% endif %}", ["TP013 survey"]),
        ("{% if survey is defined %}{{ survey.n }}{% endif %}", ["TP013 survey"]),
        ("{{ survey.n ~ '!' }}", ["TP013 survey"]),
        ("{{ (survey.n | upper) | default('–') }}", ["TP013 survey"]),
        ("{{ goals[0].name }} {{ (goals | first).name }}", ["TP013 goals|first"]),
        ("{{ 'x' if document.long_title }}", ["TP013 'x' if document.long_title"]),
        ("{% if document.long_title %}{% set size = 'pieni' %}{% endif %}{{ size }}", ["TP013 size"]),
        ("{% set s = survey %}{{ s.n }}", ["TP013 s"]),
        ("{{ deck.gaps.title }}", ["TP013 deck.gaps"]),
        (
            "{% if goals %}{{ survey.n }}{% endif %}{% if survey %}{{ goal.name }}{% endif %}",
            ["TP013 survey", "TP003 goal.name"],
        ),
    ],
)
def test_values_that_may_be_missing(source: str, expected: list[str]) -> None:
    assert told(source) == expected


@pytest.mark.parametrize(
    ("source", "reason", "advice"),
    [
        ("{{ t.goals | uper }}", "no_filter(uper)", "type(upper)"),
        ("{{ t.goals | tojson }}", "no_filter(tojson)", "remove_filter"),
        ("{{ t.goals | upper(1, 2, 3) }}", "arguments(upper)", "arguments(upper)"),
        ("{{ t.goals | replace('a') }}", "arguments(replace)", "arguments(replace)"),
        ("{% if goals is evn %}x{% endif %}", "no_test(evn)", "type(even)"),
        ("{% if 4 is divisibleby %}x{% endif %}", "arguments(divisibleby)", "arguments(divisibleby)"),
        ("{{ t.goals.upper() }}", "no_function(upper())", "filter(upper)"),
        ("{{ now() }}", "no_function(now())", "remove_it"),
        ("{{ goals | map('uper') | join }}", "no_filter(uper)", "type(upper)"),
        ("{{ _at }}", "no_hidden_name(_at)", "remove_it"),
    ],
)
def test_what_templates_may_not_use(source: str, reason: str, advice: str) -> None:
    found = [fault for fault in faults(opened(source), NAMES) if fault.code == "TP006"]
    assert [(fault.values["reason"], short(fault.values["advice"])) for fault in found] == [(reason, advice)]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{{ }}", "empty"),
        ("{{ goals | }}", "unfinished"),
        ("{{ t. }}", "unfinished"),
        ("{{ (goals }}", "bracket"),
        ("{{ goals) }}", "bracket"),
        ("{{ t.goals &amp; t.owner }}", "character(&)"),
        ("{{ t.goals owner }}", "extra_word(owner)"),
        ("{{ t.goals 5 }}", "extra"),
        ("{{ t.goals = 1 }}", "extra_word(=)"),
        ("{% for goal goals %}x{% endfor %}", "no_in"),
        ("{% for 2x in goals %}x{% endfor %}", "no_name"),
        ("{% for x-y in goals %}x{% endfor %}", "no_in"),
        ("{% if %}x{% endif %}", "no_condition"),
        ("{% set x %}", "no_equals"),
        ("{% look t.goals %}", "look_outside"),
    ],
)
def test_what_can_not_be_read(source: str, reason: str) -> None:
    found = faults(opened(source), NAMES)
    assert [(fault.code, str(fault.values["reason"]).removeprefix("template.")) for fault in found] == [
        ("TP004", reason)
    ]


def test_everything_is_told_at_once_and_each_fault_once() -> None:
    found = told(
        "{{ organisation.nmae }} {{ t.goals | uper }}",
        "{{ goals | }}",
        "{% fro x in goals %}",
        "{{ x.anything }}",
        "{% for goal in goals | %}{{ goal.anything }} {{ xyzzy }}{% endfor %}",
        "{% if document.long_title %}",
        table(["{{ survey.n }}", "{{ goals }}"]),
        "{% for goal in goals %}",
        "{{ goal.nmae }}{{ goal.nmae | uper }}",
        "{{ t.goals",
    )
    assert sorted(found) == sorted(
        [
            "TP003 organisation.nmae → organisation.name",
            "TP006 uper → upper",
            "TP004",
            "TP004 fro → for",
            "TP004",
            "TP003 xyzzy",
            "TP013 survey",
            "TP010 goals",
            "TP003 goal.nmae → goal.name",
            "TP003 goal.nmae → goal.name",
            "TP006 uper → upper",
            "TP001",
            "TP001",
            "TP001",
        ]
    )


def test_faults_name_the_tag_as_typed() -> None:
    found = faults(opened("{{ aaa }} {{ goals|}}", "{{xyzzy}}", "{% if qwerty%}x{% endif %}"), NAMES)
    assert {fault.values["tag"] for fault in found} == {"{{ aaa }}", "{{ goals|}}", "{{xyzzy}}", "{% if qwerty%}"}
