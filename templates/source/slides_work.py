"""The slides of the work itself: goals, schedule, duties, costs, and what they mean for staff.

In: the names of the decks (`deck.costs` …). Out: a `Page` from each function, and the tables that the appendix shares.
"""

from __future__ import annotations

from slides_layouts import AREA, CONTENT, COST_CHART, COST_SIDE, SHORT_LEAD_BOX, STRIP_LEAD_BOX, UNDER_STRIP
from slides_page import FIRST, ChartPart, Page, lead, page, table_page
from slides_shapes import SIDE, STEP, Box, chart_frame, table_frame, text_holder
from slides_table import Column, Table, list_table, timeline_table
from slides_text import DEEP, MUTED, PRIMARY, Run, paragraph, tag


def goals() -> Page:
    """The goals, the widest gap that each closes, and the number of its actions."""
    columns = [
        Column("{{ t.id }}", "{{ goal.id }}", 0.85, bold=True, slot=PRIMARY),
        Column("{{ t.goal }}", "{{ goal.name }}", 5.40, bold=True),
        Column("{{ t.largest_gap }}", "{{ goal.gap }}", 4.50),
        Column("{{ t.action_count }}", "{{ goal.count }}", CONTENT - 10.75, align="r"),
    ]
    table = list_table("goal in deck.goals.rows", columns, "{{ t.alt_goals }}", anchor="ctr", padding=0.05, tall=1.0)
    return table_page("deck.goals", table)


def timeline() -> Page:
    """One row for each goal: how many of its actions are under way in each quarter."""
    table = timeline_table(CONTENT, "{{ t.alt_timeline }}")
    frame = table_frame(table, Box(AREA.x, SHORT_LEAD_BOX.bottom + 0.06, AREA.width, AREA.height))
    return page("table", "deck.timeline", [lead("timeline.peak_text", SHORT_LEAD_BOX), frame])


def goal() -> Page:
    """The actions of one goal; as many slides as there are goals to show."""
    table = action_table("goal.actions", "{{ t.alt_goal }}", size=18, tall=0.78)
    gap = [
        tag("{% if goal.gap_name %}"),
        paragraph(Run("{{ goal.gap_name }}", size=14, bold=False, slot=MUTED), align="r"),
        paragraph("{{ goal.gap_step }}", align="r"),
        tag("{% endif %}"),
    ]
    strip = [lead("goal.lead", STRIP_LEAD_BOX), text_holder(STEP, gap)]
    frame = table_frame(table, Box(AREA.x, UNDER_STRIP, AREA.width, table.height))
    return page("table", "goal", [*strip, frame], directive="{% for goal in deck.goal_slides %}")


def few_actions() -> Page:
    """All actions on one slide, where there are so few that slides for single goals would be nearly empty."""
    return table_page(
        "deck.few_actions", action_table("actions", "{{ t.alt_actions }}", size=18, padding=0.14, tall=1.0)
    )


def action_table(items: str, alt: str, *, size: int, padding: float = 0.06, tall: float = 0) -> Table:
    """The actions of one goal, or all: names have the most room, so that most of them take one line."""
    columns = [
        Column("{{ t.id }}", "{{ action.id }}", 0.78, slot=MUTED),
        Column(
            "{{ t.action }}", (Run("{{ action.name }}", bold=True), Run("\u00a0{{ action.mark }}", bold=False)), 4.62
        ),
        Column("{{ t.owner }}", "{{ action.owner }}", 2.70),
        Column("{{ t.time }}", "{{ action.time }}", 2.36),
        Column("{{ t.status }}", "{{ action.status }}", CONTENT - 10.46),
    ]
    return list_table(f"action in {items}", columns, alt, size=size, anchor="ctr", padding=padding, tall=tall)


def law() -> Page:
    """Which statutes require which actions, and by when."""
    return table_page("deck.law", statute_table("deck.law.rows", "{{ t.alt_law }}", size=20, tall=0.75))


def statute_table(rows: str, alt: str, *, size: int, tall: float = 0) -> Table:
    """Statutes, their numbers, the actions that they require, and when the last of those is done."""
    columns = [
        Column("{{ t.statute }}", "{{ statute.name }}", 5.35, bold=True),
        Column("{{ t.number }}", "{{ statute.number }}", 2.30),
        Column("{{ t.actions }}", "{{ statute.actions }}", 2.90),
        Column("{{ t.deadline }}", "{{ statute.deadline }}", CONTENT - 10.55),
    ]
    return list_table(f"statute in {rows}", columns, alt, size=size, anchor="ctr", padding=0.07, tall=tall)


def costs() -> Page:
    """The estimate by year as columns, and by goal as a table."""
    table = _cost_table("costs", 18, COST_SIDE.width)
    content = [chart_frame("exhibits.costs", FIRST, COST_CHART), table_frame(table, COST_SIDE, SIDE)]
    return page("chart_side", "deck.costs", content, attachments=(ChartPart("costs", COST_CHART),))


def costs_table() -> Page:
    """The estimate by goal over the whole slide, where no times are known."""
    return table_page("deck.costs_table", _cost_table("costs_table", 24, CONTENT))


def _cost_table(name: str, size: int, width: float) -> Table:
    sum_width = 1.35 if width < CONTENT else 2.60
    goal = (Run("{{ cost.id }}", bold=True, slot=PRIMARY), Run("\u2002{{ cost.name }}"))
    columns = [
        Column("{{ t.goal }}", goal, width - sum_width),
        Column("{{ t.estimate }}", "{{ cost.cost }}", sum_width, align="r"),
    ]
    total = (f"{{{{ deck.{name}.total.name }}}}", f"{{{{ deck.{name}.total.cost }}}}")
    return list_table(f"cost in deck.{name}.rows", columns, "{{ t.alt_costs }}", size=size, padding=0.08, total=total)


def changes() -> Page:
    """The first changes in one's own work."""
    columns = [
        Column("{{ t.action }}", "{{ change.name }}", 4.30, bold=True, slot=DEEP),
        Column("{{ t.change }}", "{{ change.what }}", 6.33),
        Column("{{ t.deadline }}", "{{ change.deadline }}", CONTENT - 10.63),
    ]
    table = list_table("change in deck.changes.rows", columns, "{{ t.alt_changes }}", size=20, tall=1.0)
    return table_page("deck.changes", table)


def trainings() -> Page:
    """The short trainings: for whom, when, how long."""
    columns = [
        Column("{{ t.training }}", "{{ training.name }}", 5.23, bold=True),
        Column("{{ t.audience }}", "{{ training.audience }}", 4.20),
        Column("{{ t.date }}", "{{ training.time }}", 1.70),
        Column("{{ t.length }}", "{{ training.hours }}", CONTENT - 11.13, align="r"),
    ]
    table = list_table(
        "training in deck.trainings.rows", columns, "{{ t.alt_trainings }}", anchor="ctr", padding=0.10, tall=0.9
    )
    return table_page("deck.trainings", table)


def help_() -> Page:
    """Who is responsible for what: whom to ask."""
    columns = [
        Column("{{ t.responsible }}", "{{ party.name }}", 4.00, bold=True),
        Column("{{ t.matters }}", "{{ party.what }}", 6.43),
        Column("{{ t.action_count }}", "{{ party.count }}", CONTENT - 10.43, align="r"),
    ]
    return table_page(
        "deck.help",
        list_table(
            "party in deck.help.rows", columns, "{{ t.alt_help }}", size=20, anchor="ctr", padding=0.10, tall=0.8
        ),
    )


def year() -> Page:
    """What begins in the next four quarters."""
    columns = [
        Column("{{ t.starts }}", "{{ start.time }}", 1.80, bold=True, slot=PRIMARY),
        Column("{{ t.action }}", "{{ start.name }}", 6.53),
        Column("{{ t.owner }}", "{{ start.owner }}", CONTENT - 8.33),
    ]
    return table_page(
        "deck.year",
        list_table(
            "start in deck.year.rows", columns, "{{ t.alt_year }}", size=20, anchor="ctr", padding=0.07, tall=0.8
        ),
    )
