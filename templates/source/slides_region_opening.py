"""The region's first slides: cover, figures, who takes part, and where each organisation stands.

In: the names of the deck (`deck.spread` …). Out: a `Page` from each function.
"""

from __future__ import annotations

from chart_drawing import SLIDE
from chart_kinds import Kind
from slides_common import cover_page, figures_page
from slides_grids import heat_table
from slides_layouts import AREA, CHART_AREA, CONTENT
from slides_page import FIRST, ChartPart, Page, page, table_page
from slides_shapes import Box, chart_frame, condition, table_frame
from slides_table import Column, Table, list_table

_FEW = 4


def cover() -> Page:
    """The cover: its figure is the region's own levels."""
    return cover_page(("deck.cover.chart", "cover"), owner="region.name")


def figures() -> Page:
    """The region in figures, some of them of five digits, and what they say."""
    return figures_page(66)


def organisations() -> Page:
    """Who takes part; where there are many, how many of each kind."""
    return table_page("deck.organisations", organisation_table("deck.organisations.rows", size=24, tall=0.85))


def organisation_table(rows: str, *, size: int, tall: float = 0) -> Table:
    """The organisations, their roadmaps' periods and sizes."""
    columns = [
        Column("{{ t.organisation }}", "{{ row.name }}", 4.50, bold=True),
        Column("{{ t.kind }}", "{{ row.kind }}", 2.60),
        Column("{{ t.period }}", "{{ row.period }}", 1.83),
        Column("{{ t.goal_count }}", "{{ row.goals }}", 1.50, align="r"),
        Column("{{ t.action_count }}", "{{ row.actions }}", CONTENT - 10.43, align="r"),
    ]
    return list_table(
        f"row in {rows}", columns, "{{ t.alt_organisations }}", size=size, anchor="ctr", padding=0.06, tall=tall
    )


def few_dots() -> Page:
    """The levels of a few organisations, a mark for each."""
    return _chart("few_dots", "dots")


def spread() -> Page:
    """How far apart many organisations are."""
    return _chart("spread", "spread")


def gaps() -> Page:
    """From the region's level to its target in each perspective."""
    return _chart("gaps", "gaps")


def priorities() -> Page:
    """What most organisations hold important."""
    return _chart("priorities", "counts", 16)


def _chart(name: str, kind: Kind, text_pt: float = SLIDE.text_pt) -> Page:
    frame = chart_frame(f"deck.{name}.chart", FIRST, CHART_AREA)
    return page("chart", f"deck.{name}", [frame], attachments=(ChartPart(kind, CHART_AREA, text_pt),))


def heat() -> Page:
    """The level of each organisation in each perspective; as many slides as the organisations need."""
    return _heat("heat", "{% for heat in deck.heat_slides %}", "{{ t.alt_heat }}")


def targets() -> Page:
    """The target of each organisation in each perspective."""
    return _heat("aim", "{% for aim in deck.target_slides %}", "{{ t.alt_targets }}")


def _heat(name: str, directive: str, alt: str) -> Page:
    """Few organisations leave room for long names of perspectives, many don't."""
    content = (
        condition(f"{{% if {name}.columns|length <= {_FEW} %}}", Box(8.4, 1.6, 2.6, 0.2)),
        table_frame(heat_table(name, CONTENT, alt, first=5.00), AREA),
        condition("{% else %}", Box(11.1, 1.6, 0.7, 0.2)),
        table_frame(heat_table(name, CONTENT, alt, first=3.35), AREA),
        condition("{% endif %}", Box(11.9, 1.6, 0.8, 0.2)),
    )
    return page("table", name, content, directive=directive)
