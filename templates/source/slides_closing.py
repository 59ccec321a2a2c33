"""The last slides: follow-up, next steps, and the appendix.

In: the names of the decks (`deck.next` …). Out: a `Page` from each function.
"""

from __future__ import annotations

from slides_common import divider, next_page
from slides_layouts import AREA, CHART_AREA, CONTENT
from slides_page import FIRST, ChartPart, Page, page, table_page
from slides_shapes import BODY, chart_frame, table_frame, text_holder
from slides_table import Column, list_table, looped_table
from slides_text import PRIMARY, Run, paragraph
from slides_work import action_table, statute_table

APPENDIX = (
    "all_answers",
    "group_means",
    "comparison",
    "choices",
    "level_table",
    "yearly_costs",
    "all_actions",
    "statutes",
    "method",
)
"""What follows the divider, in this order; its list leads there."""


def follow_up() -> Page:
    """How the progress is followed."""
    columns = [
        Column("{{ t.topic }}", "{{ row.label }}", 3.00, bold=True, slot=PRIMARY),
        Column("{{ t.agreed }}", "{{ row.text }}", CONTENT - 3.00),
    ]
    table = list_table("row in deck.follow_up.rows", columns, "{{ t.alt_follow_up }}", anchor="ctr", tall=0.95)
    return table_page("deck.follow_up", table)


def next_() -> Page:
    """What happens next, and whom to ask."""
    return next_page("organisation.email_address", when=5.00, padding=0.14, tall=0)


def appendix() -> Page:
    """What follows is for those who want the figures."""
    return divider(APPENDIX)


def staff_appendix() -> Page:
    """The divider of the deck that has no costs."""
    return divider([key for key in APPENDIX if key != "yearly_costs"])


def all_answers() -> Page:
    """All answers of the survey."""
    chart = chart_frame("answers.chart", FIRST, CHART_AREA)
    attachments = (ChartPart("answers", CHART_AREA),)
    directive = "{% for answers in deck.answer_slides %}"
    return page("chart", "answers", [chart], directive=directive, attachments=attachments)


def group_means() -> Page:
    """Means by group; a slide for each grouping."""
    first = Column("{{ t.group }}", "{{ row.name }}", 4.20)
    table = looped_table("group_means", first, CONTENT, "{{ t.alt_group_means }}", size=20, tall=0.6, total=True)
    directive = "{% for group_means in deck.group_slides %}"
    return page("table", "group_means", [table_frame(table, AREA)], directive=directive)


def comparison() -> Page:
    """All means beside those of the last survey and of a reference group."""
    first = Column("{{ t.perspective }}", "{{ row.name }}", 4.20)
    return table_page("deck.comparison", looped_table("deck.comparison", first, CONTENT, "{{ t.alt_change }}", size=20))


def choices() -> Page:
    """How many chose each option; a slide for each multiple choice."""
    columns = [
        Column("{{ t.option }}", "{{ option.name }}", 8.40, bold=True),
        Column("{{ t.chosen }}", "{{ option.count }}", 1.90, align="r"),
        Column("{{ t.share }}", "{{ option.share }}", CONTENT - 10.30, align="r"),
    ]
    table = list_table("option in choice.rows", columns, "{{ t.alt_choices }}", size=20, anchor="ctr", padding=0.06)
    directive = "{% for choice in deck.choice_slides %}"
    return page("table", "choice", [table_frame(table, AREA)], directive=directive)


def level_table() -> Page:
    """The figures of the gap chart."""
    columns = [
        Column("{{ t.perspective }}", "{{ level.short }}\u00a0{{ level.mark }}", 4.60),
        Column("{{ t.baseline }}", _level("baseline"), 3.10),
        Column("{{ t.target }}", _level("target"), 3.10),
        Column("{{ t.gap }}", "{{ level.gap }}", CONTENT - 10.80, align="r"),
    ]
    table = list_table("level in levels.rows", columns, "{{ t.alt_levels }}", size=16, anchor="ctr", padding=0.05)
    return table_page("deck.level_table", table)


def _level(name: str) -> tuple[Run, ...]:
    pips = Run(f"{{{{ level.{name}_pips }}}}", slot=PRIMARY)
    return (Run(f"{{{{ level.{name} }}}}\u2002"), pips, Run(f" {{{{ level.{name}_word }}}}"))


def yearly_costs() -> Page:
    """The figures of the chart of costs, with what begins and is done each year."""
    names = ("starting", "running", "ending", "cost")
    heads = zip(("beginning", "running", "ending", "estimate"), names, (2.30, 2.30, 2.30, CONTENT - 10.30), strict=True)
    columns = [
        Column("{{ t.year }}", "{{ y.year }}", 3.40, bold=True, slot=PRIMARY),
        *(Column(f"{{{{ t.{head} }}}}", f"{{{{ y.{name} }}}}", width, align="r") for head, name, width in heads),
    ]
    total = tuple(f"{{{{ costs.total.{name} }}}}" for name in ("label", *names))
    table = list_table(
        "y in costs.rows", columns, "{{ t.alt_yearly_costs }}", size=20, anchor="ctr", tall=0.7, total=total
    )
    return table_page("deck.yearly_costs", table)


def all_actions() -> Page:
    """Every action."""
    table = action_table("deck.all_actions.rows", "{{ t.alt_actions }}", size=16, padding=0.045)
    return table_page("deck.all_actions", table)


def statutes() -> Page:
    """Every statute, with its actions."""
    table = statute_table("statutes.rows", "{{ t.alt_statutes }}", size=16)
    return table_page("deck.statutes", table)


def method() -> Page:
    """How the figures came about."""
    text = text_holder(BODY, [paragraph("{{ deck.method.text }}")])
    return page("content", "deck.method", [text])
