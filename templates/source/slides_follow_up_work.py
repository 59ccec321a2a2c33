"""The follow-up's slides of the work itself and of what the board decides, and its appendix.

In: the names of the deck (`deck.late` …). Out: a `Page` from each function.
"""

from __future__ import annotations

from slides_common import divider, next_page
from slides_grids import count_table
from slides_layouts import CONTENT
from slides_page import Page, page, table_page
from slides_shapes import BODY, text_holder
from slides_table import Column, Table, list_table
from slides_text import MUTED, PRIMARY, paragraph

APPENDIX = ("goal_table", "perspective_table", "owner_table", "level_table", "all_actions", "method")
"""What follows the divider, in this order; its list leads there."""
_LARGE, _SMALL = (0.95, 4.30, 2.45, 2.25), (0.85, 4.70, 3.03, 1.75)
"""Widths of the actions' columns but the last: on slides for few actions, and for all."""


def done() -> Page:
    """What was finished during the year."""
    return _then_and_now("done", "{{ t.was }}", "{{ t.now }}")


def late() -> Page:
    """What should have been finished by now."""
    return _then_and_now("late", "{{ t.agreed_end }}", "{{ t.now }}")


def moved() -> Page:
    """What got a new time."""
    return _then_and_now("moved", "{{ t.agreed_end }}", "{{ t.new_end }}")


def _then_and_now(name: str, was: str, now: str) -> Page:
    rows, alt = f"deck.{name}.rows", f"{{{{ t.alt_{name} }}}}"
    return table_page(f"deck.{name}", _action_table(rows, was, now, alt, _LARGE, size=24, padding=0.08, tall=0.95))


def _action_table(
    rows: str,
    was: str,
    now: str,
    alt: str,
    widths: tuple[float, ...],
    *,
    size: int,
    padding: float,
    tall: float = 0,
) -> Table:
    id_, name, owner, then = widths
    columns = [
        Column("{{ t.id }}", "{{ row.id }}", id_, slot=MUTED),
        Column("{{ t.action }}", "{{ row.name }}", name, bold=True),
        Column("{{ t.owner }}", "{{ row.owner }}", owner),
        Column(was, "{{ row.was }}", then),
        Column(now, "{{ row.now }}", CONTENT - sum(widths)),
    ]
    return list_table(f"row in {rows}", columns, alt, size=size, anchor="ctr", padding=padding, tall=tall)


def behind() -> Page:
    """What is late or has a new time, where both are so few that they fit one slide."""
    columns = [
        Column("{{ t.status }}", "{{ row.sign }}", 2.05, bold=True, slot=PRIMARY),
        Column("{{ t.id }}", "{{ row.id }}", 0.85, slot=MUTED),
        Column("{{ t.action }}", "{{ row.name }}", 3.60, bold=True),
        Column("{{ t.owner }}", "{{ row.owner }}", 2.30),
        Column("{{ t.agreed_end }}", "{{ row.was }}", 1.45),
        Column("{{ t.now }}", "{{ row.now }}", CONTENT - 10.25),
    ]
    table = list_table(
        "row in deck.behind.rows", columns, "{{ t.alt_behind }}", size=20, anchor="ctr", padding=0.10, tall=0.95
    )
    return table_page("deck.behind", table)


def plan() -> Page:
    """Which goals and actions are new, and which are gone."""
    columns = [
        Column("{{ t.change }}", "{{ row.change }}", 2.20, bold=True, slot=PRIMARY),
        Column("{{ t.id }}", "{{ row.id }}", 0.95, slot=MUTED),
        Column("{{ t.what_changed }}", "{{ row.name }}", 5.00, bold=True),
        Column("{{ t.note }}", "{{ row.note }}", CONTENT - 8.15),
    ]
    table = list_table(
        "row in deck.plan.rows", columns, "{{ t.alt_plan }}", size=24, anchor="ctr", padding=0.08, tall=0.95
    )
    return table_page("deck.plan", table)


def indicators() -> Page:
    """What the indicators say."""
    columns = [
        Column("{{ t.indicator }}", "{{ row.name }}", 4.60, bold=True),
        *_numbers(("was", "before"), ("now", "after"), ("target", "target"), width=1.40),
        Column("{{ t.remark }}", "{{ row.remark }}", CONTENT - 8.80, left=0.30),
    ]
    table = list_table(
        "row in deck.indicators.rows", columns, "{{ t.alt_indicators }}", size=24, anchor="ctr", padding=0.08, tall=0.95
    )
    return table_page("deck.indicators", table)


def _numbers(*names: tuple[str, str], width: float = 1.60) -> list[Column]:
    return [Column(f"{{{{ t.{head} }}}}", f"{{{{ row.{name} }}}}", width, align="r") for head, name in names]


def decisions() -> Page:
    """What the board is asked to decide, why, and whom it concerns."""
    columns = [
        Column("{{ t.question }}", "{{ row.what }}", 5.30, bold=True),
        Column("{{ t.why }}", "{{ row.why }}", 4.30),
        Column("{{ t.who }}", "{{ row.who }}", CONTENT - 9.60),
    ]
    table = list_table(
        "row in deck.decisions.rows", columns, "{{ t.alt_decisions }}", size=24, anchor="ctr", padding=0.08, tall=1.0
    )
    return table_page("deck.decisions", table)


def next_() -> Page:
    """What happens next, and whom to ask."""
    return next_page("deck.next.email_address")


def appendix() -> Page:
    """What follows is for those who want the figures."""
    return divider(APPENDIX)


def goal_table() -> Page:
    """The counts by goal."""
    return table_page("deck.goal_table", count_table("deck.goal_table", "{{ t.goal }}", CONTENT, "{{ t.alt_by_goal }}"))


def perspective_table() -> Page:
    """The counts by perspective."""
    alt = "{{ t.alt_by_perspective }}"
    return table_page(
        "deck.perspective_table", count_table("deck.perspective_table", "{{ t.perspective }}", CONTENT, alt)
    )


def owner_table() -> Page:
    """The counts by responsible body."""
    alt = "{{ t.alt_by_owner }}"
    return table_page("deck.owner_table", count_table("deck.owner_table", "{{ t.responsible }}", CONTENT, alt))


def level_table() -> Page:
    """The figures of the levels' chart."""
    names = (("was", "before"), ("now", "after"), ("change", "change"), ("target", "target"))
    columns = [
        Column("{{ t.perspective }}", "{{ row.name }}", CONTENT - 8.70, bold=True),
        *_numbers(*names, width=1.40),
        Column("{{ t.remark }}", "{{ row.remark }}", 3.10, left=0.30),
    ]
    table = list_table(
        "row in deck.level_table.rows", columns, "{{ t.alt_levels }}", size=16, anchor="ctr", padding=0.05
    )
    return table_page("deck.level_table", table)


def all_actions() -> Page:
    """Every action with its statuses."""
    alt = "{{ t.alt_actions }}"
    return table_page(
        "deck.all_actions",
        _action_table("deck.all_actions.rows", "{{ t.was }}", "{{ t.now }}", alt, _SMALL, size=16, padding=0.045),
    )


def method() -> Page:
    """How the figures came about."""
    return page("content", "deck.method", [text_holder(BODY, [paragraph("{{ deck.method.text }}")])])
