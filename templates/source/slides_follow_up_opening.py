"""The follow-up's first slides: cover, the year in figures, what has moved since last year.

In: the names of the deck (`deck.figures` …). Out: a `Page` from each function.
"""

from __future__ import annotations

from slides_common import cover_page, figures_page
from slides_grids import status_table
from slides_layouts import AREA, CHART_AREA, CONTENT, TOP
from slides_page import FIRST, ChartPart, Page, page
from slides_shapes import SIDE, Box, chart_frame, table_frame

_YEARS = Box(AREA.x, TOP, AREA.width, 2.20)
_COUNTS = Box(AREA.x, 4.22, AREA.width, 2.1)
_YEAR_NAMES, _GOAL_NAMES = 28, 104
"""Millimetres for the names of two years, and of goals."""


def cover() -> Page:
    """The cover: its figure is how far each goal has come, or the levels where that says little."""
    return cover_page(("deck.cover.chart", "cover_goals"), ("exhibits.cover", "cover"))


def figures() -> Page:
    """The year in figures, and what they say."""
    return figures_page()


def status() -> Page:
    """The actions' statuses a year ago and now: as bars, and below them as numbers."""
    heads = ("{{ status.was_head }}", "{{ status.now_head }}", "{{ t.change }}")
    content = [
        chart_frame("deck.status.chart", FIRST, _YEARS),
        table_frame(status_table("deck.status", heads, CONTENT, "{{ t.alt_status }}"), _COUNTS, SIDE),
    ]
    chart = ChartPart("progress", _YEARS, 16, _YEAR_NAMES)
    return page("chart_side", "deck.status", content, attachments=(chart,))


def goals() -> Page:
    """How far each goal has come."""
    chart = chart_frame("deck.goals.chart", FIRST, CHART_AREA)
    return page("chart", "deck.goals", [chart], attachments=(ChartPart("goals", CHART_AREA, 16, _GOAL_NAMES),))


def levels() -> Page:
    """The levels of the last survey and of this one."""
    chart = chart_frame("deck.levels.chart", FIRST, CHART_AREA)
    return page("chart", "deck.levels", [chart], attachments=(ChartPart("paired", CHART_AREA),))
