"""The roadmap's goals: all of them in a table, then each with its card, its sub-goals and its actions.

In: the names of `goals`. Out: the chapter's markup, and the card that other chapters use too.
"""

from __future__ import annotations

from word_chapters import lead, time_cell
from word_drawings import chart
from word_table import Cell, Column, Look, Row, control_column, head, line, loop, only_if, table
from word_text import Run, caption, chapter, each, heading, inline_when, paragraph, spacing, value, when

_CARD = (Column(36), Column(129))
_HAS_COSTS = "summary.goals_total.cost"


def goals() -> str:
    """The whole chapter."""
    return when(
        "chapters.goals",
        chapter("goals"),
        lead("goals_intro"),
        caption("table", "captions.goals"),
        _all_goals(),
        when(
            "exhibits.costs",
            caption("figure", "captions.costs", properties=spacing(before=18)),
            chart("costs"),
            _cost_note(),
        ),
        each("goal in goals", _goal()),
    )


def _cost_note() -> str:
    return when("summary.cost_note", paragraph("Lahde", value("summary.cost_note")))


def card(*rows: Row, alt: str) -> str:
    """A card: names at the left, what they are at the right. The first row names the whole."""
    return table(_CARD, rows, alt=alt, look=Look("Tavoitekortti", first_column=True))


def card_row(label: str, text: str | Cell, kind: str = "") -> Row:
    """One row of a card."""
    content = text if isinstance(text, Cell) else Cell(paragraph("Korttisolu", value(text)))
    return Row((Cell(paragraph("Korttiotsake", label)), content), kind=kind)


def _all_goals() -> str:
    columns = (
        Column(15, value("t.id")),
        Column(51, value("t.goal")),
        Column(26, value("t.action_count"), number=True),
        control_column(f"if {_HAS_COSTS}", 28),
        Column(32, value("t.cost"), number=True),
        control_column("endif", 13),
    )
    name = paragraph("TaulukkoSolu", Run(value("goal.name"), "Strong"))
    metric = when("goal.metric", paragraph("TaulukkoSelite", f"{value('t.metric')}: {value('goal.metric')}"))
    row = line(
        columns,
        value("goal.id"),
        Cell(name + metric),
        value("goal.action_count"),
        value("goal.cost"),
    )
    return table(columns, (head(columns), *loop("goal in goals", row)), alt="alt_goals")


def _goal() -> str:
    name = value("goal.name")
    close = '<w:pageBreakBefore w:val="0"/>' + spacing(before=26)
    return (
        when(
            "goal.starts_page or loop.first",
            heading("Tavoiteotsikko", name),
            otherwise=heading("Tavoiteotsikko", name, properties=close),
        )
        + lead("goal.lead")
        + when("goal.description", paragraph("BodyText", value("goal.description")))
        + _goal_card()
        + when("goal.subgoals", heading("Heading3", value("t.subgoals")), each("s in goal.subgoals", _subgoal()))
        + heading("Heading3", value("t.actions"))
        + when("goal.actions", caption("table", "goal.caption"), _actions(), _notes(), otherwise=_no_actions())
        + when("goal.long_actions", each("a in goal.long_actions", _long_action()))
    )


def _goal_card() -> str:
    name = Cell(paragraph("Korttisolu", Run(value("goal.name"), "Strong")))
    rows = [card_row(f"{value('t.goal')} {value('goal.id')}", name, kind="head")]
    for key in ("perspectives", "metric", "compass", "strategy"):
        rows += only_if(f"goal.{key}", card_row(value(f"t.{key}"), f"goal.{key}"))
    return card(*rows, alt="alt_card")


def _subgoal() -> str:
    return (
        paragraph("Alatavoite", Run(f"{value('s.id')}\t", "Tunnus"), value("s.name"))
        + when("s.description", paragraph("Alatavoitejatko", value("s.description")))
        + when("s.metric", paragraph("Alatavoitejatko", f"{value('t.metric')}: {value('s.metric')}"))
    )


def action_cell() -> Cell:
    """What is done: name, description, statute, metric. A long description follows the table."""
    return Cell(
        paragraph("TaulukkoSolu", Run(value("a.name"), "Strong"))
        + when(
            "a.is_long",
            paragraph("TaulukkoSelite", f"{value('a.first_sentence')} {value('t.continues_below')}"),
            otherwise=when("a.description", paragraph("TaulukkoSelite", value("a.description"))),
        )
        + when("a.statutes", paragraph("TaulukkoSelite", value("a.statutes")))
        + when(_known("a.metric"), paragraph("TaulukkoSelite", f"{value('t.metric')}: {value('a.metric')}"))
    )


def _known(name: str) -> str:
    return f'{name} and {name} != "–"'


def _actions() -> str:
    columns = (
        Column(15, value("t.id")),
        Column(70, value("t.action")),
        Column(34, value("t.owner")),
        Column(21, value("t.time")),
        Column(25, value("t.status")),
    )
    owner = Cell(
        paragraph("TaulukkoSolu", value("a.owner"))
        + when(_known("a.persons"), paragraph("TaulukkoSelite", value("a.persons")))
    )
    row = line(columns, value("a.id"), action_cell(), owner, time_cell(), value("a.status"))
    return table(columns, (head(columns), *loop("a in goal.actions", row)), alt="alt_actions")


def _notes() -> str:
    note = inline_when("goal.statutory_note", f"{value('goal.statutory_note')} ")
    return when("goal.statutory_note or goal.cost_line", paragraph("Lahde", note, value("goal.cost_line")))


def _no_actions() -> str:
    return paragraph("BodyText", value("goal.count_line"))


def _long_action() -> str:
    return heading("Heading4", f"{value('a.id')} {value('a.name')}") + paragraph("BodyText", value("a.description"))
