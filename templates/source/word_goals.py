"""The roadmap's goals: all of them in a table, then each with its card, its sub-goals and its actions.

In: the names of `goals`. Out: the chapter's markup, and the card that other chapters use too.
"""

from __future__ import annotations

from word_chapters import lead
from word_drawings import chart
from word_table import Cell, Column, Look, Row, control_column, head, kept_table, line, loop, only_if, table
from word_text import (
    GOES_ON,
    UNPARTED,
    Run,
    caption,
    chapter,
    choose,
    each,
    heading,
    inline_when,
    paragraph,
    spacing,
    value,
    when,
)
from word_units import twips

CARD = (Column(36), Column(129))
_BETWEEN_GOALS = 30.0
_OF_ONE_PAGE = 2
_ONE_FIGURE = 9
_WIDE_ROOM = f'<w:ind w:left="{twips(19)}" w:hanging="{twips(19)}"/>'
"""A number like 5.12 needs more room."""
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
        ),
        when("costs", caption("table", "captions.costs_table"), _costs(), _cost_note()),
        each("goal in goals", _goal()),
    )


def _cost_note() -> str:
    return when("summary.cost_note", paragraph("Lahde", value("summary.cost_note")))


def card(*rows: Row, alt: str) -> str:
    """A card: names at the left, what they are at the right. The first row names the whole."""
    return table(CARD, rows, alt=alt, look=Look("Tavoitekortti", first_column=True, whole=True))


def card_row(label: str, text: str | Cell, kind: str = "") -> Row:
    """One row of a card."""
    content = text if isinstance(text, Cell) else Cell(paragraph("Korttisolu", value(text)))
    return Row((Cell(paragraph("Korttiotsake", label)), content), kind=kind)


def _all_goals() -> str:
    columns = (
        Column(15, value("t.id")),
        Column(77, value("t.goal")),
        Column(26, value("t.action_count"), number=True),
        control_column(f"if {_HAS_COSTS}", 10),
        Column(29, value("t.cost"), number=True),
        control_column("endif", 8),
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


def _costs() -> str:
    """The chart's figures as a table, with what begins and is done each year."""
    columns = (
        Column(45, value("t.year")),
        Column(28, value("t.starting"), number=True),
        Column(28, value("t.running"), number=True),
        Column(28, value("t.ending"), number=True),
        Column(36, value("t.cost"), number=True),
    )
    names = ("starting", "running", "ending", "cost")
    row = line(columns, *(value(f"y.{name}") for name in ("year", *names)))
    total = line(columns, *(value(f"costs.total.{name}") for name in ("label", *names)), kind="total")
    rows = (head(columns), *loop("y in costs.rows", row), total)
    return table(columns, rows, alt="alt_costs", look=Look(last_row=True, padding=2.5, whole=True))


def _goal() -> str:
    """The first goal and those of many actions open a page, others go on; what names a goal stays together."""
    name = value("goal.name")
    going_on = GOES_ON + spacing(before=_BETWEEN_GOALS)
    opens = "(goal.starts_page or loop.first and chapters.goals.starts_page)"
    return (
        choose(
            (f"{opens} and loop.index > {_ONE_FIGURE}", heading("Tavoiteotsikko", name, properties=_WIDE_ROOM)),
            (opens, heading("Tavoiteotsikko", name)),
            (f"loop.index > {_ONE_FIGURE}", heading("Tavoiteotsikko", name, properties=going_on + _WIDE_ROOM)),
            otherwise=heading("Tavoiteotsikko", name, properties=going_on),
        )
        + lead("goal.lead")
        + when("goal.description", paragraph("BodyText", value("goal.description")))
        + _goal_card()
        + when("goal.subgoals", heading("Heading3", value("t.subgoals")), each("s in goal.subgoals", _subgoal()))
        + heading("Heading3", value("t.actions"))
        + when("goal.actions", _caption(), _actions(), otherwise=_no_actions())
        + when("goal.long_actions", each("a in goal.long_actions", _long_action()))
    )


def _goal_card() -> str:
    total = Cell(paragraph("Korttisolu", Run(value("goal.card_line"), "Strong")))
    rows = [card_row(f"{value('t.goal')} {value('goal.id')}", total, kind="head")]
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
            paragraph("TaulukkoSolu", f"{value('a.first_sentence')} {value('t.continues_below')}"),
            otherwise=when("a.description", paragraph("TaulukkoSolu", value("a.description"))),
        )
        + when("a.statutes", paragraph("TaulukkoSelite", value("a.statutes")))
        + when(_known("a.metric"), paragraph("TaulukkoSelite", f"{value('t.metric')}: {value('a.metric')}"))
    )


def _known(name: str) -> str:
    return f'{name} and {name} != "–"'


def _actions() -> str:
    """Four columns: the quiet lines stand beside the description, where there is room."""
    columns = (
        Column(15, value("t.id")),
        Column(76, value("t.action")),
        Column(37, value("t.owner")),
        Column(37, value("t.time_and_status")),
    )
    owner = Cell(
        paragraph("TaulukkoSolu", value("a.owner"))
        + when(_known("a.persons"), paragraph("TaulukkoSelite", value("a.persons")))
        + when(_known("a.sector"), paragraph("TaulukkoSelite", value("a.sector")))
    )
    time = Cell(
        paragraph("TaulukkoSolu", value("a.time"))
        + paragraph("TaulukkoSolu", value("a.status"))
        + "".join(
            when(f"a.{key}_line", paragraph("TaulukkoSelite", value(f"a.{key}_line")))
            for key in ("cost", "priority", "predecessors")
        )
    )
    row = line(columns, Run(value("a.id"), "Himmea"), action_cell(), owner, time)
    return kept_table(columns, "a in goal.actions", row, alt="alt_actions", few=_OF_ONE_PAGE, pair="goal.is_last")


def _caption() -> str:
    """What § means stands above the table: under it, it might stand on a page alone."""
    return caption("table", "goal.caption", inline_when("goal.statutory_note", f". {value('goal.statutory_note')}"))


def _no_actions() -> str:
    return paragraph("BodyText", value("goal.count_line"))


def _long_action() -> str:
    """Unparted: two last lines would otherwise stand on a page alone."""
    text = paragraph("BodyText", value("a.description"), properties=UNPARTED)
    return heading("Heading4", f"{value('a.id')} {value('a.name')}") + text
