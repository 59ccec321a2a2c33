"""The roadmap's appendices: survey results, statutes, versions and whom to ask.

In: the names of `survey`, `statutes` and `versions`. Out: the appendices' markup. Their figures and tables are
numbered apart from those of the chapters.
"""

from __future__ import annotations

from word_chapters import lead
from word_drawings import chart
from word_package import EMAIL
from word_table import Column, Look, Row, control_column, head, line, loop, table
from word_text import KEPT, Raw, Run, caption, chapter, heading, inline_when, paragraph, value, when


def appendices() -> str:
    """All appendices, and the document's last paragraph."""
    return _survey() + _statutes() + _versions() + _contact()


def _survey() -> str:
    return when(
        "chapters.appendix_survey and survey",
        chapter("appendix_survey", "Liiteotsikko"),
        lead("survey.lead"),
        when(
            "exhibits.answers",
            caption("figure", "captions.answers", appendix=True),
            chart("answers"),
            when("survey.dont_know_note", paragraph("Lahde", value("survey.dont_know_note"))),
        ),
        when(
            "survey.sectors and survey.sector_columns",
            heading("Heading2", value("t.by_sector")),
            caption("table", "captions.sectors", appendix=True),
            _sectors(),
            when("survey.sectors_note", paragraph("Lahde", value("survey.sectors_note"))),
        ),
        heading("Heading2", value("t.by_perspective")),
        caption("table", "captions.survey", appendix=True),
        _answers(),
        paragraph("Lahde", _scale(), inline_when("survey.source", f" {value('survey.source')}")),
    )


def _scale() -> str:
    """What the numbered columns mean."""
    name = value("name.name") + inline_when("not loop.last", " · ")
    return f"{value('t.scale')}: {{% for name in survey.level_names %}}{name}{{% endfor %}}."


def _answers() -> str:
    columns = (
        Column(48.5, value("t.perspective")),
        Column(20, value("t.answers"), number=True),
        Column(20.5, value("t.mean"), number=True),
        control_column("for name in survey.level_names", 20),
        Column(12, value("loop.index"), number=True),
        control_column("endfor", 19),
        Column(25, value("t.dont_know"), number=True),
    )
    row = line(columns, *(value(f"r.{name}") for name in ("name", "n", "mean")), value("s.value"), value("r.dont_know"))
    row = Row(row.cells, controls=("for s in r.shares", "endfor"))
    return table(columns, (head(columns), *loop("r in survey.rows", row)), alt="alt_survey", look=Look(whole=True))


def _sectors() -> str:
    columns = (
        Column(42, value("t.sector")),
        Column(22, value("t.answers"), number=True),
        control_column("for c in survey.sector_columns", 30),
        Column(40, value("c.name"), number=True),
        control_column("endfor", 31),
    )
    texts = (value("s.name"), value("s.n"), value("m.value"))
    controls = ("for m in s.means", "endfor")
    total, usual = (Row(line(columns, *texts, kind=kind).cells, controls=controls, kind=kind) for kind in ("total", ""))
    rows = loop("s in survey.sectors", Row(tag="if s.total"), total, Row(tag="else"), usual, Row(tag="endif"))
    return table(columns, (head(columns), *rows), alt="alt_sectors", look=Look(last_row=True, whole=True))


def _statutes() -> str:
    columns = (
        Column(14, value("t.id")),
        Column(61, value("t.statute")),
        Column(27, value("t.number")),
        Column(41, value("t.actions")),
        Column(22, value("t.deadline")),
    )
    row = line(columns, *(value(f"s.{name}") for name in ("id", "name", "number", "actions", "deadline")))
    return when(
        "chapters.appendix_statutes and statutes",
        chapter("appendix_statutes", "Liiteotsikko"),
        caption("table", "captions.statutes", appendix=True),
        table(columns, (head(columns), *loop("s in statutes.rows", row)), alt="alt_statutes"),
        when("statutes.checked_line", paragraph("Lahde", value("statutes.checked_line"))),
    )


def _versions() -> str:
    columns = (Column(30, value("t.version")), Column(40, value("t.day")), Column(95, value("t.approved_by")))
    row = line(columns, value("v.version"), value("v.date"), value("v.by"))
    return when(
        "chapters.appendix_versions and versions",
        chapter("appendix_versions", "Liiteotsikko"),
        caption("table", "captions.versions", appendix=True),
        table(columns, (head(columns), *loop("v in versions", row)), alt="alt_versions", look=Look(whole=True)),
    )


def _contact() -> str:
    """Whom to ask, on the page of the versions. A document must not end in a table: else a small paragraph ends it."""
    address = Run(value("organisation.email"), "Hyperlink").xml()
    link = Raw(f'<w:hyperlink r:id="{EMAIL}" w:history="1">{address}</w:hyperlink>')
    project = paragraph("Lahde", f"{value('t.project')}: {value('organisation.project')}", properties=KEPT)
    who = value("organisation.contact")
    return when("organisation.project", project) + when(
        "organisation.contact or organisation.email",
        heading("Heading2", value("t.contact")),
        when(
            "organisation.contact",
            when(
                "organisation.email",
                paragraph("BodyText", who, properties=KEPT),
                otherwise=paragraph("BodyText", who),
            ),
        ),
        when("organisation.email", paragraph("BodyText", link)),
        otherwise=paragraph("Osanvaihto"),
    )
