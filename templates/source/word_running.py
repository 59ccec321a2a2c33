"""The roadmap's chapters on keeping it alive: responsibilities, governance, indicators, skills, ties.

In: the names of `responsibilities`, `governance`, `indicators`, `skills` and `frame`. Out: the chapters' markup.
"""

from __future__ import annotations

from word_chapters import cell_text, lead
from word_goals import card, card_row
from word_table import Cell, Column, Row, control_column, head, kept_loop, kept_table, line, loop, only_if, table
from word_text import Run, caption, chapter, each, heading, mark, paragraph, spacing, value, when

_APART = spacing(before=14)


def running() -> str:
    """All five chapters."""
    return _responsibilities() + _governance() + _indicators() + _skills() + _frame()


def _responsibilities() -> str:
    columns = (
        Column(43, value("t.responsible")),
        Column(24, value("t.action_count"), number=True),
        Column(25, value("responsibilities.first_year_label"), number=True),
        Column(30, value("t.statutory"), number=True),
        Column(43, value("t.ids")),
    )
    row = line(columns, *(value(f"r.{name}") for name in ("name", "count", "first_year", "statutory", "ids")))
    return when(
        "chapters.responsibilities and responsibilities",
        chapter("responsibilities"),
        lead("responsibilities.lead"),
        caption("table", "captions.responsibilities"),
        table(columns, (head(columns), *loop("r in responsibilities.rows", row)), alt="alt_responsibilities"),
        when("responsibilities.sectors", caption("table", "captions.action_sectors", properties=_APART), _sectors()),
        when(
            "responsibilities.groups or responsibilities.rest",
            heading("Heading2", value("t.actions_by_responsible")),
            each("group in responsibilities.groups", heading("Heading3", value("group.name")), _group()),
            when("responsibilities.rest", _rest()),
        ),
    )


def _sectors() -> str:
    columns = (
        Column(43, value("t.sector")),
        Column(24, value("t.action_count"), number=True),
        Column(98, value("t.ids")),
    )
    row = line(columns, *(value(f"s.{name}") for name in ("name", "count", "ids")))
    return table(columns, (head(columns), *loop("s in responsibilities.sectors", row)), alt="alt_action_sectors")


def _action_name() -> str:
    return value("a.name") + mark("a.mark")


def _group() -> str:
    columns = (
        Column(15, value("t.id")),
        Column(70, value("t.action")),
        Column(16, value("t.goal")),
        Column(36, value("t.time")),
        Column(28, value("t.status")),
    )
    row = line(columns, value("a.id"), _action_name(), value("a.goal_id"), value("a.time"), value("a.status"))
    return table(columns, (head(columns), *loop("a in group.actions", row)), alt="alt_group")


def _rest() -> str:
    columns = (
        Column(36, value("t.responsible")),
        Column(14, value("t.id")),
        Column(58, value("t.action")),
        Column(33, value("t.time")),
        Column(24, value("t.status")),
    )
    row = line(
        columns,
        value("r.name"),
        value("r.action.id"),
        value("r.action.name") + mark("r.action.mark"),
        value("r.action.time"),
        value("r.action.status"),
    )
    return when("responsibilities.groups", heading("Heading3", value("t.other_responsibles"))) + table(
        columns, (head(columns), *loop("r in responsibilities.rest", row)), alt="alt_rest"
    )


def _governance() -> str:
    rows: list[Row] = []
    for key in ("owner", "coordinator", "group", "rhythm", "update_rhythm"):
        kind = "" if rows else "head"
        rows += only_if(f"governance.{key}", card_row(value(f"t.governance_{key}"), f"governance.{key}", kind))
    return when(
        "chapters.governance and governance",
        chapter("governance"),
        card(*rows, alt="alt_governance"),
        _told("follow_up"),
        _calendar(),
        _told("reporting"),
        _told("communication"),
    )


def _told(key: str) -> str:
    text = paragraph("BodyText", value(f"governance.{key}"))
    return when(f"governance.{key}", heading("Heading2", value(f"t.governance_{key}")), text)


def _calendar() -> str:
    """What there is to follow in each half-year."""
    columns = (
        Column(40, value("t.half_year")),
        Column(48, value("t.starting")),
        Column(48, value("t.ending")),
        control_column("if skills"),
        Column(23, value("t.trainings")),
        control_column("endif"),
    )
    row = line(
        columns, Run(value("c.time"), "Strong"), *(value(f"c.{name}") for name in ("starting", "ending", "trainings"))
    )
    return when(
        "calendar",
        heading("Heading2", value("t.calendar")),
        caption("table", "captions.calendar"),
        kept_table(columns, "c in calendar", row, alt="alt_calendar", padding=2),
    )


def _indicators() -> str:
    columns = (
        Column(14.5, value("t.id")),
        Column(38, value("t.metric")),
        Column(17, value("t.unit")),
        Column(25, value("t.starting_value")),
        Column(23, value("t.target_value")),
        Column(15, value("t.goal")),
        Column(32.5, value("t.source")),
    )
    names = ("id", "name", "unit", "baseline", "target", "goal", "source")
    row = line(columns, *(value(f"m.{name}") for name in names))
    return when(
        "chapters.indicators and indicators",
        chapter("indicators"),
        paragraph("Ingressi", value("t.indicators_lead")),
        caption("table", "captions.indicators"),
        kept_table(columns, "m in indicators", row, alt="alt_indicators", padding=3),
    )


def _skills() -> str:
    columns = (
        Column(14, value("t.id")),
        Column(46, value("t.training")),
        Column(38, value("t.audience")),
        Column(22, value("t.date")),
        Column(13, value("t.length"), number=True),
        Column(32, value("t.supports")),
    )
    provider = when('k.provider and k.provider != "–"', paragraph("TaulukkoSelite", value("k.provider")))
    row = line(
        columns,
        value("k.id"),
        Cell(paragraph("TaulukkoSolu", Run(value("k.name"), "Strong")) + provider),
        *(value(f"k.{name}") for name in ("audience", "time", "hours", "supports")),
    )
    return when(
        "chapters.skills and skills",
        chapter("skills"),
        lead("skills.lead"),
        caption("table", "captions.trainings"),
        kept_table(columns, "k in skills.trainings", row, alt="alt_trainings", padding=3),
    )


def _frame() -> str:
    columns = (Column(62, value("t.area")), Column(103, value("t.goals")))
    row = line(columns, Run(value("area.area"), "Strong"), cell_text("area.goals"))
    return when(
        "chapters.frame and frame",
        chapter("frame"),
        lead("frame.lead"),
        caption("table", "captions.compass"),
        table(columns, (head(columns), *kept_loop("area in frame.compass", row)), alt="alt_compass"),
        when(
            "frame.national or frame.eu",
            heading("Heading2", value("t.national")),
            when("frame.national", paragraph("BodyText", value("frame.national"))),
            when("frame.eu", paragraph("BodyText", value("frame.eu"))),
        ),
    )
