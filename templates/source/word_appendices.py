"""The roadmap's appendices: survey results (`word_survey`), statutes, versions and whom to ask.

In: the names of `statutes` and `versions`. Out: the appendices' markup. Their figures and tables are
numbered apart from those of the chapters.
"""

from __future__ import annotations

from word_package import EMAIL
from word_survey import survey
from word_table import Column, Look, head, line, loop, table
from word_text import KEPT, Raw, Run, caption, chapter, heading, paragraph, value, when


def appendices() -> str:
    """All appendices, and the document's last paragraph."""
    return survey() + _statutes() + _versions() + _contact()


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
