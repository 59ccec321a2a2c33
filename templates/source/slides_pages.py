"""The slides, one function each: which layout, what stands on it, and under which condition.

In: the names of the decks (`deck.costs` …). Out: `Page`s, which `slides_deck` writes into a file.
The title is read first, then the topic, then the content, the source line, the footer and the number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slides_layouts import (
    AREA,
    CHART_AREA,
    CHART_BOX,
    CONTENT,
    COVER_CHART,
    COVER_LOGO,
    FIGURES_BOX,
    SHORT_LEAD_BOX,
    SIDE_BOX,
    TOP,
    UNDER_LEAD,
    VISION_BOX,
)
from slides_shapes import (
    BODY,
    CONTACT,
    FOOTER,
    KICKER,
    LEAD,
    NUMBER,
    OWNER,
    SIDE,
    SOURCE,
    TITLE,
    YEARS,
    Box,
    chart_frame,
    condition,
    line,
    picture,
    table_frame,
    text_holder,
)
from slides_table import Column, Table, figures_table, list_table, timeline_table
from slides_text import DEEP, MUTED, PRIMARY, SLIDE_NUMBER, Run, paragraph, tag

from pipeline.ooxml.chart_drawing import Kind

FIRST, SECOND = "rId3", "rId4"
"""Ids of what a page attaches: rId1 is its layout, rId2 its notes."""


@dataclass(frozen=True, slots=True)
class ChartPart:
    """A chart of a kind that a page shows in a box."""

    kind: Kind
    box: Box


@dataclass(frozen=True, slots=True)
class SampleLogo:
    """The picture that stands where the logo will."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link leads."""

    value: str


Attachment = ChartPart | SampleLogo | Address
"""What a page refers to."""


@dataclass(frozen=True, slots=True)
class Page:
    """One slide of the template: `directive` is the first line of its notes, `notes` what is said."""

    layout: str
    shapes: tuple[str, ...]
    notes: str
    directive: str = ""
    attachments: tuple[Attachment, ...] = ()


def _page(
    layout: str,
    name: str,
    content: Sequence[str],
    *,
    directive: str = "",
    attachments: tuple[Attachment, ...] = (),
    sourced: bool = True,
) -> Page:
    """A page with the title, topic, source line and notes of `name`; it is there when `name` is, or as told."""
    source = [text_holder(SOURCE, [paragraph(f"{{{{ {name}.source }}}}")])] if sourced else []
    shapes = (
        text_holder(TITLE, [paragraph(f"{{{{ {name}.title }}}}")]),
        text_holder(KICKER, [paragraph(f"{{{{ {name}.kicker }}}}")]),
        *content,
        *source,
        text_holder(FOOTER, [paragraph("{{ deck.footer_line }}")]),
        text_holder(NUMBER, [paragraph(SLIDE_NUMBER)]),
    )
    return Page(layout, shapes, f"{{{{ {name}.notes }}}}", directive or f"{{% if {name} %}}", attachments)


def _table_page(name: str, table: Table) -> Page:
    return _page("table", name, [table_frame(table, AREA)])


def _chart_page(name: str, exhibit: str, kind: Kind) -> Page:
    frame = chart_frame(f"exhibits.{exhibit}", FIRST, CHART_AREA)
    return _page("chart", name, [frame], attachments=(ChartPart(kind, CHART_AREA),))


# --- opening ----------------------------------------------------------------------------------------------------------


def cover() -> Page:
    """The cover: the organisation's own levels are its figure."""
    shapes = (
        text_holder(TITLE, [paragraph("{{ deck.cover.title }}")]),
        text_holder(
            YEARS,
            [
                tag("{% if document.years|length <= 4 %}"),
                tag("{% for station in document.years %}"),
                paragraph("{{ station.year }}"),
                tag("{% endfor %}"),
                tag("{% else %}"),
                paragraph("{{ document.period }}"),
                tag("{% endif %}"),
            ],
        ),
        text_holder(BODY, [paragraph("{{ deck.cover.subtitle }}")]),
        condition("{% if organisation.logo %}", Box(COVER_LOGO.x, 0.2, 2.4, 0.2)),
        picture("organisation.logo", FIRST, COVER_LOGO),
        condition("{% else %}", Box(3.2, 0.2, 1.0, 0.2)),
        text_holder(OWNER, [paragraph("{{ organisation.name }}")]),
        condition("{% endif %}", Box(4.4, 0.2, 1.0, 0.2)),
        condition("{% if exhibits.cover %}", Box(COVER_CHART.x, 2.0, 2.4, 0.2)),
        chart_frame("exhibits.cover", SECOND, COVER_CHART),
        condition("{% endif %}", Box(COVER_CHART.x + 2.6, 2.0, 1.0, 0.2)),
    )
    attachments = (SampleLogo(), ChartPart("cover", COVER_CHART))
    return Page("cover", shapes, "{{ deck.cover.notes }}", attachments=attachments)


def figures() -> Page:
    """The whole roadmap in figures, and its vision."""
    table = figures_table("figure in deck.figures.figures", CONTENT, "{{ t.alt_figures }}")
    bar = Box(FIGURES_BOX.x, VISION_BOX.y, 0, VISION_BOX.height)
    content = [
        condition("{% if deck.figures.figures %}", Box(9.0, 1.6, 2.4, 0.2)),
        table_frame(table, FIGURES_BOX),
        condition("{% endif %}", Box(11.6, 1.6, 1.0, 0.2)),
        condition("{% if deck.figures.vision %}", Box(FIGURES_BOX.x, 4.15, 2.4, 0.2)),
        line("Vision viiva", bar, points=3, slot=PRIMARY),
        text_holder(BODY, [paragraph("{{ deck.figures.vision }}")]),
        condition("{% endif %}", Box(3.4, 4.15, 1.0, 0.2)),
    ]
    return _page("figures", "deck.figures", content)


def making() -> Page:
    """How the roadmap was made: phases, times, participants."""
    columns = [
        Column("{{ t.phase }}", "{{ phase.name }}", 2.6, bold=True),
        Column("{{ t.time }}", "{{ phase.time }}", 2.7),
        Column("{{ t.description }}", "{{ phase.description }}", 5.2),
        Column("{{ t.participants }}", "{{ phase.participants }}", CONTENT - 10.5, align="r"),
    ]
    table = list_table("phase in deck.making.phases", columns, "{{ t.alt_making }}", size=16, anchor="ctr")
    return _table_page("deck.making", table)


# --- levels -----------------------------------------------------------------------------------------------------------


def radar() -> Page:
    """Baseline and target in one figure, their averages beside it."""
    lines = [
        tag("{% for figure in deck.radar.figures %}"),
        paragraph(Run("{{ figure.label }}", size=18), before=14),
        paragraph(Run("{{ figure.value }}", size=66, bold=True, slot=DEEP), line=82),
        tag("{% endfor %}"),
    ]
    content = [chart_frame("exhibits.radar", FIRST, CHART_BOX), text_holder(SIDE, lines)]
    attachments = (ChartPart("radar", CHART_BOX),)
    return _page("chart_side", "deck.radar", content, attachments=attachments)


def gaps() -> Page:
    """The message of the roadmap: from baseline to target in each perspective."""
    return _chart_page("deck.gaps", "gaps", "gaps")


def survey() -> Page:
    """The three best and the three weakest answers."""
    return _chart_page("deck.survey", "answers_short", "answers")


# --- goals, time, money -----------------------------------------------------------------------------------------------


def goals() -> Page:
    """The goals, the widest gap that each closes, and the number of its actions."""
    columns = [
        Column("{{ t.id }}", "{{ goal.id }}", 0.95, bold=True, slot=PRIMARY),
        Column("{{ t.goal }}", "{{ goal.name }}", 5.00, bold=True),
        Column("{{ t.largest_gap }}", "{{ goal.gap }}", 4.58),
        Column("{{ t.action_count }}", "{{ goal.count }}", CONTENT - 10.53, align="r"),
    ]
    table = list_table("goal in deck.goals.rows", columns, "{{ t.alt_goals }}", row_height=0.70, anchor="ctr")
    return _table_page("deck.goals", table)


def timeline() -> Page:
    """One row for each goal: how many of its actions are under way in each quarter."""
    table = timeline_table(CONTENT, "{{ t.alt_timeline }}")
    frame = table_frame(table, Box(AREA.x, SHORT_LEAD_BOX.bottom + 0.06, AREA.width, AREA.height))
    return _page("table", "deck.timeline", [*_lead("timeline.peak_text", SHORT_LEAD_BOX), frame])


def goal() -> Page:
    """The actions of one goal; as many slides as there are goals to show."""
    frame = table_frame(_action_table("goal.actions", "{{ t.alt_goal }}"), Box(AREA.x, UNDER_LEAD, AREA.width, 3.5))
    directive = "{% for goal in deck.goal_slides %}"
    return _page("table", "goal", [*_lead("goal.lead"), frame], directive=directive)


def _lead(name: str, box: Box | None = None) -> tuple[str, ...]:
    """A lead above the table, when there is one."""
    opening, closing = Box(9.5, 1.62, 2.0, 0.2), Box(11.7, 1.62, 1.0, 0.2)
    return (
        condition(f"{{% if {name} %}}", opening),
        text_holder(LEAD, [paragraph(f"{{{{ {name} }}}}")], box),
        condition("{% endif %}", closing),
    )


def _action_table(items: str, alt: str, *, size: int = 20) -> Table:
    columns = [
        Column("{{ t.id }}", "{{ action.id }}", 0.90, slot=MUTED),
        Column(
            "{{ t.action }}", (Run("{{ action.name }}", bold=True), Run("\u00a0{{ action.mark }}", bold=False)), 4.40
        ),
        Column("{{ t.owner }}", "{{ action.owner }}", 2.70),
        Column("{{ t.time }}", "{{ action.time }}", 2.42),
        Column("{{ t.status }}", "{{ action.status }}", CONTENT - 10.42),
    ]
    return list_table(f"action in {items}", columns, alt, size=size, anchor="ctr")


def law() -> Page:
    """Which statutes require which actions, and by when."""
    return _table_page("deck.law", _statute_table("deck.law.rows", "{{ t.alt_law }}"))


def _statute_table(rows: str, alt: str, *, size: int = 20) -> Table:
    columns = [
        Column("{{ t.statute }}", "{{ statute.name }}", 5.35, bold=True),
        Column("{{ t.number }}", "{{ statute.number }}", 2.30),
        Column("{{ t.actions }}", "{{ statute.actions }}", 2.90),
        Column("{{ t.deadline }}", "{{ statute.deadline }}", CONTENT - 10.55),
    ]
    return list_table(f"statute in {rows}", columns, alt, size=size, anchor="ctr")


def costs() -> Page:
    """The estimate by year as columns, by goal as a table."""
    columns = [
        Column("{{ t.goal }}", (Run("{{ cost.id }}", bold=True, slot=PRIMARY), Run("\u2002{{ cost.name }}")), 2.60),
        Column("{{ t.estimate }}", "{{ cost.cost }}", SIDE_BOX.width - 2.60, align="r"),
    ]
    table = list_table(
        "cost in deck.costs.rows",
        columns,
        "{{ t.alt_costs }}",
        size=16,
        total=("{{ deck.costs.total.name }}", "{{ deck.costs.total.cost }}"),
    )
    content = [chart_frame("exhibits.costs", FIRST, CHART_BOX), table_frame(table, SIDE_BOX, SIDE)]
    attachments = (ChartPart("costs", CHART_BOX),)
    return _page("chart_side", "deck.costs", content, attachments=attachments)


# --- staff ------------------------------------------------------------------------------------------------------------


def changes() -> Page:
    """The first changes in one's own work."""
    columns = [
        Column("{{ t.action }}", "{{ change.name }}", 4.30, bold=True, slot=DEEP),
        Column("{{ t.change }}", "{{ change.what }}", 6.33),
        Column("{{ t.deadline }}", "{{ change.deadline }}", CONTENT - 10.63),
    ]
    table = list_table("change in deck.changes.rows", columns, "{{ t.alt_changes }}")
    return _table_page("deck.changes", table)


def trainings() -> Page:
    """The short trainings: for whom, when, how long."""
    columns = [
        Column("{{ t.training }}", "{{ training.name }}", 5.23, bold=True),
        Column("{{ t.audience }}", "{{ training.audience }}", 4.20),
        Column("{{ t.date }}", "{{ training.time }}", 1.70),
        Column("{{ t.length }}", "{{ training.hours }}", CONTENT - 11.13, align="r"),
    ]
    table = list_table("training in deck.trainings.rows", columns, "{{ t.alt_trainings }}", anchor="ctr")
    return _table_page("deck.trainings", table)


def help_() -> Page:
    """Who is responsible for what: whom to ask."""
    columns = [
        Column("{{ t.responsible }}", "{{ party.name }}", 4.00, bold=True),
        Column("{{ t.matters }}", "{{ party.what }}", 6.43),
        Column("{{ t.action_count }}", "{{ party.count }}", CONTENT - 10.43, align="r"),
    ]
    return _table_page(
        "deck.help", list_table("party in deck.help.rows", columns, "{{ t.alt_help }}", size=18, anchor="ctr")
    )


def year() -> Page:
    """What begins in the next four quarters."""
    columns = [
        Column("{{ t.starts }}", "{{ start.time }}", 1.80, bold=True, slot=PRIMARY),
        Column("{{ t.action }}", "{{ start.name }}", 6.53),
        Column("{{ t.owner }}", "{{ start.owner }}", CONTENT - 8.33),
    ]
    return _table_page(
        "deck.year", list_table("start in deck.year.rows", columns, "{{ t.alt_year }}", size=16, anchor="ctr")
    )


# --- closing and appendix ---------------------------------------------------------------------------------------------


def follow_up() -> Page:
    """How the progress is followed."""
    columns = [
        Column("{{ t.topic }}", "{{ row.label }}", 3.00, bold=True, slot=PRIMARY),
        Column("{{ t.agreed }}", "{{ row.text }}", CONTENT - 3.00),
    ]
    table = list_table("row in deck.follow_up.rows", columns, "{{ t.alt_follow_up }}", size=18, anchor="ctr")
    return _table_page("deck.follow_up", table)


def next_() -> Page:
    """What happens next, and whom to ask."""
    columns = [
        Column("{{ t.when }}", "{{ step.when }}", 3.60, bold=True, slot=PRIMARY),
        Column("{{ t.what }}", "{{ step.what }}", CONTENT - 3.60),
    ]
    table = list_table("step in deck.next.rows", columns, "{{ t.alt_next }}", row_height=0.66, anchor="ctr")
    label = Run("{{ t.contact }}\u2002", bold=True)
    person = Run("{% if deck.next.contact %}{{ deck.next.contact }}  ·  {% endif %}")
    contact = [
        tag("{% if deck.next.email %}"),
        paragraph(label, person, Run("{{ deck.next.email }}", link=FIRST)),
        tag("{% else %}"),
        paragraph(label, Run("{{ deck.next.contact }}")),
        tag("{% endif %}"),
    ]
    content = [
        table_frame(table, Box(AREA.x, TOP, AREA.width, 3.8)),
        condition("{% if deck.next.contact or deck.next.email %}", Box(7.4, 5.6, 3.8, 0.2)),
        text_holder(CONTACT, contact),
        condition("{% endif %}", Box(11.4, 5.6, 1.0, 0.2)),
    ]
    attachments = (Address("{{ organisation.email_address }}"),)
    return _page("closing", "deck.next", content, attachments=attachments, sourced=False)


def appendix() -> Page:
    """What follows is for those who want the figures."""
    shapes = (
        text_holder(TITLE, [paragraph("{{ deck.appendix.title }}")]),
        text_holder(BODY, [paragraph("{{ document.header_line }}")]),
    )
    return Page("cover", shapes, "{{ deck.appendix.notes }}", directive="{% if deck.appendix %}")


def all_answers() -> Page:
    """All answers of the survey."""
    return _chart_page("deck.all_answers", "answers", "answers")


def level_table() -> Page:
    """The figures of the gap chart."""
    columns = [
        Column("{{ t.perspective }}", "{{ level.short }}\u00a0{{ level.mark }}", 4.60),
        Column("{{ t.baseline }}", _level("baseline"), 3.10),
        Column("{{ t.target }}", _level("target"), 3.10),
        Column("{{ t.gap }}", "{{ level.gap }}", CONTENT - 10.80, align="r"),
    ]
    table = list_table("level in levels.rows", columns, "{{ t.alt_levels }}", size=14, anchor="ctr")
    return _table_page("deck.level_table", table)


def _level(name: str) -> tuple[Run, ...]:
    pips = Run(f"{{{{ level.{name}_pips }}}}", slot=PRIMARY)
    return (Run(f"{{{{ level.{name} }}}}\u2002"), pips, Run(f" {{{{ level.{name}_word }}}}"))


def all_actions() -> Page:
    """Every action."""
    table = _action_table("actions", "{{ t.alt_actions }}", size=14)
    return _table_page("deck.all_actions", table)


def statutes() -> Page:
    """Every statute, with its actions."""
    table = _statute_table("statutes.rows", "{{ t.alt_statutes }}", size=14)
    return _table_page("deck.statutes", table)


def method() -> Page:
    """How the figures came about."""
    text = text_holder(BODY, [paragraph("{{ deck.method.text }}")])
    return _page("content", "deck.method", [text], sourced=False)
