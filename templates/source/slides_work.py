"""The slides of the work itself: goals, schedule, duties, costs, and what they mean for staff.

In: the names of the decks (`deck.costs` …). Out: a `Page` from each function, and the tables that the appendix shares.
"""

from __future__ import annotations

from slides_layouts import AREA, CHART_BOX, CONTENT, SHORT_LEAD_BOX, SIDE_BOX, UNDER_LEAD
from slides_page import FIRST, ChartPart, Page, lead, page, table_page
from slides_shapes import SIDE, Box, chart_frame, condition, table_frame
from slides_table import Column, Table, list_table, timeline_table
from slides_text import DEEP, MUTED, PRIMARY, Run


def goals() -> Page:
    """The goals, the widest gap that each closes, and the number of its actions."""
    columns = [
        Column("{{ t.id }}", "{{ goal.id }}", 0.85, bold=True, slot=PRIMARY),
        Column("{{ t.goal }}", "{{ goal.name }}", 5.40, bold=True),
        Column("{{ t.largest_gap }}", "{{ goal.gap }}", 4.50),
        Column("{{ t.action_count }}", "{{ goal.count }}", CONTENT - 10.75, align="r"),
    ]
    table = list_table("goal in deck.goals.rows", columns, "{{ t.alt_goals }}", row_height=0.70, anchor="ctr")
    return table_page("deck.goals", table)


def timeline() -> Page:
    """One row for each goal: how many of its actions are under way in each quarter."""
    table = timeline_table(CONTENT, "{{ t.alt_timeline }}")
    frame = table_frame(table, Box(AREA.x, SHORT_LEAD_BOX.bottom + 0.06, AREA.width, AREA.height))
    return page("table", "deck.timeline", [lead("timeline.peak_text", SHORT_LEAD_BOX), frame])


def goal() -> Page:
    """The actions of one goal; as many slides as there are goals to show."""
    frame = table_frame(action_table("goal.actions", "{{ t.alt_goal }}"), Box(AREA.x, UNDER_LEAD, AREA.width, 3.5))
    directive = "{% for goal in deck.goal_slides %}"
    return page("table", "goal", [lead("goal.lead"), frame], directive=directive)


def action_table(items: str, alt: str, *, size: int = 20) -> Table:
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
    return table_page("deck.law", statute_table("deck.law.rows", "{{ t.alt_law }}"))


def statute_table(rows: str, alt: str, *, size: int = 20) -> Table:
    columns = [
        Column("{{ t.statute }}", "{{ statute.name }}", 5.35, bold=True),
        Column("{{ t.number }}", "{{ statute.number }}", 2.30),
        Column("{{ t.actions }}", "{{ statute.actions }}", 2.90),
        Column("{{ t.deadline }}", "{{ statute.deadline }}", CONTENT - 10.55),
    ]
    return list_table(f"statute in {rows}", columns, alt, size=size, anchor="ctr")


def costs() -> Page:
    """The estimate by year as columns, where times are known, and by goal as a table."""
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
    content = [
        condition("{% if exhibits.costs %}", Box(CHART_BOX.x, CHART_BOX.y - 0.2, 2.4, 0.2)),
        chart_frame("exhibits.costs", FIRST, CHART_BOX),
        condition("{% endif %}", Box(CHART_BOX.x + 2.6, CHART_BOX.y - 0.2, 1.0, 0.2)),
        table_frame(table, SIDE_BOX, SIDE),
    ]
    attachments = (ChartPart("costs", CHART_BOX),)
    return page("chart_side", "deck.costs", content, attachments=attachments)


def changes() -> Page:
    """The first changes in one's own work."""
    columns = [
        Column("{{ t.action }}", "{{ change.name }}", 4.30, bold=True, slot=DEEP),
        Column("{{ t.change }}", "{{ change.what }}", 6.33),
        Column("{{ t.deadline }}", "{{ change.deadline }}", CONTENT - 10.63),
    ]
    table = list_table("change in deck.changes.rows", columns, "{{ t.alt_changes }}")
    return table_page("deck.changes", table)


def trainings() -> Page:
    """The short trainings: for whom, when, how long."""
    columns = [
        Column("{{ t.training }}", "{{ training.name }}", 5.23, bold=True),
        Column("{{ t.audience }}", "{{ training.audience }}", 4.20),
        Column("{{ t.date }}", "{{ training.time }}", 1.70),
        Column("{{ t.length }}", "{{ training.hours }}", CONTENT - 11.13, align="r"),
    ]
    table = list_table("training in deck.trainings.rows", columns, "{{ t.alt_trainings }}", anchor="ctr")
    return table_page("deck.trainings", table)


def help_() -> Page:
    """Who is responsible for what: whom to ask."""
    columns = [
        Column("{{ t.responsible }}", "{{ party.name }}", 4.00, bold=True),
        Column("{{ t.matters }}", "{{ party.what }}", 6.43),
        Column("{{ t.action_count }}", "{{ party.count }}", CONTENT - 10.43, align="r"),
    ]
    return table_page(
        "deck.help", list_table("party in deck.help.rows", columns, "{{ t.alt_help }}", size=18, anchor="ctr")
    )


def year() -> Page:
    """What begins in the next four quarters."""
    columns = [
        Column("{{ t.starts }}", "{{ start.time }}", 1.80, bold=True, slot=PRIMARY),
        Column("{{ t.action }}", "{{ start.name }}", 6.53),
        Column("{{ t.owner }}", "{{ start.owner }}", CONTENT - 8.33),
    ]
    return table_page(
        "deck.year", list_table("start in deck.year.rows", columns, "{{ t.alt_year }}", size=16, anchor="ctr")
    )
