"""The region's chapters by organisation: how their surveys differ, and each in its own paragraph.

In: the names of `survey`, `organisations` and `region`. Out: the chapters' markup.
"""

from __future__ import annotations

from word_chapters import lead
from word_table import Cell, Column, kept_table, line
from word_text import Run, caption, chapter, each, heading, inline_when, paragraph, spacing, value, when

_ONE_PAGE = 15
_APART = spacing(before=16)


def survey() -> str:
    """How far apart the organisations' answers are, with what their number allows to say."""
    columns = (
        Column(42, value("t.perspective")),
        Column(28, value("t.organisation_count"), number=True),
        Column(25, value("t.lowest")),
        Column(25, value("t.highest")),
        Column(18.5, value("t.difference"), number=True),
        Column(26.5, value("t.word")),
    )
    row = line(
        columns,
        value("r.name"),
        value("r.count"),
        _end("lowest"),
        _end("highest"),
        Run(value("r.difference"), "Strong"),
        value("r.word"),
    )
    return when(
        "chapters.survey and survey",
        chapter("survey"),
        lead("survey.lead"),
        when(
            "survey.rows",
            caption("table", "captions.survey"),
            kept_table(
                columns, "r in survey.rows", row, alt="alt_survey", padding=2.5, few=_ONE_PAGE, note="survey.note"
            ),
        ),
        when("survey.note", paragraph("Lahde", value("survey.note"))),
        when("survey.method", paragraph("BodyText", value("survey.method"))),
        when("survey.organisations", _respondents()),
    )


def _end(name: str) -> Cell:
    """A mean and whose it is."""
    whose = inline_when(f'r.{name}_name and r.{name}_name != "–"', f" {value(f'r.{name}_name')}")
    return Cell(paragraph("TaulukkoSolu", Run(value(f"r.{name}"), "Strong"), whose))


def _respondents() -> str:
    columns = (
        Column(95, value("t.organisation")),
        Column(35, value("t.respondents"), number=True),
        Column(35, value("t.rate"), number=True),
    )
    row = line(columns, value("o.name"), value("o.respondents"), value("o.rate"))
    return caption("table", "captions.respondents", properties=_APART) + kept_table(
        columns, "o in survey.organisations", row, alt="alt_respondents", padding=2, few=_ONE_PAGE
    )


def organisations() -> str:
    """All of them in a table, then each under its name; very many names stay out of the contents."""
    columns = (
        Column(42, value("t.organisation")),
        Column(32.5, value("t.kind")),
        Column(21, value("t.period")),
        Column(22, value("t.goal_count"), number=True),
        Column(25.5, value("t.action_count"), number=True),
        Column(22, value("t.respondents"), number=True),
    )
    row = line(
        columns,
        Run(value("o.name"), "Strong"),
        *(value(f"o.{name}") for name in ("kind", "period", "goals", "actions", "respondents")),
    )
    own = "o in organisations"
    text = "".join(when(f"o.{key}", paragraph("BodyText", value(f"o.{key}"))) for key in ("paragraph", "vision"))
    return when(
        "chapters.organisations and organisations",
        chapter("organisations"),
        caption("table", "captions.organisations"),
        kept_table(columns, own, row, alt="alt_organisations", padding=2, few=_ONE_PAGE),
        when(
            "region.many",
            heading("Heading2", value("t.each_organisation")),
            each(own, heading("Heading3", value("o.name")), text),
            otherwise=each(own, heading("Heading2", value("o.name")), text),
        ),
    )
