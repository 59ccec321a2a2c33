"""The region's timeline: how many actions each organisation has on in each quarter, and what begins in several at once.

In: the names of `timeline`. Out: the chapter's markup, on landscape pages where the columns are many.
"""

from __future__ import annotations

from word_chapters import lead
from word_page import landscape_section, portrait_section
from word_styles import border
from word_table import Cell, Column, Row, control_column, kept_table, line, loop, table
from word_text import LINE_BREAK, Run, caption, chapter, heading, paragraph, spacing, value, when
from word_timeline import cell_properties, looks_row
from word_type import LANDSCAPE_WIDTH, WIDTH

_LOOKS = (("empty", "AikajanaTyhja"), ("year", "AikajanaTyhja"), ("bar", "AikajanaKaynnissa"))
"""Look of a cell → paragraph style."""
_NAME, _TOTAL = {WIDTH: 45.0, LANDSCAPE_WIDTH: 52.0}, 27.0
_CONTROLS = (12.0, 10.0, 10.0, 10.0, 12.0)
_YEAR, _RULE = border("left", 0.75, "grid"), border("top", 1.25, "deep")
_WHOLE_WIDTH = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
_FEW_EVENTS = 12
_TIME, _WHAT = 24.0, 0.45
"""Width of the time, and the part of a table that tells what begins."""


def timeline() -> str:
    """The whole chapter."""
    return when("chapters.timeline and timeline", when("timeline.landscape", _landscape(), otherwise=_portrait()))


def _landscape() -> str:
    """Sections end in paragraphs of their own, so that they go with the chapter."""
    return (
        paragraph("Osanvaihto", section=portrait_section())
        + heading("Heading1", value("chapters.timeline.title"), properties=spacing(after=4))
        + when(
            "timeline.lead", paragraph("Ingressi", value("timeline.lead"), properties=spacing(after=8) + _WHOLE_WIDTH)
        )
        + _titled(LANDSCAPE_WIDTH)
        + _events(LANDSCAPE_WIDTH)
        + paragraph("Osanvaihto", section=landscape_section())
    )


def _portrait() -> str:
    return chapter("timeline") + lead("timeline.lead") + _titled(WIDTH) + _events(WIDTH)


def _titled(width: float) -> str:
    return (
        caption("table", "captions.timeline")
        + _table(width)
        + when("timeline.key_note", paragraph("Lahde", value("timeline.key_note")))
        + when("timeline.peak_text", paragraph("BodyText", value("timeline.peak_text"), properties=spacing(before=6)))
    )


def _table(width: float) -> str:
    quarters, year, other, end_year, end = _CONTROLS
    left = (width - _NAME[width] - _TOTAL - sum(_CONTROLS)) / 2
    columns = (
        Column(_NAME[width], value("t.organisation")),
        Column(_TOTAL, value("t.action_count"), number=True),
        control_column("for q in timeline.columns", quarters),
        control_column("if q.first_of_year", year),
        Column(left),
        control_column("else", other),
        Column(left),
        control_column("endif", end_year),
        control_column("endfor", end),
    )
    rows = (
        _head(columns),
        *loop("r in timeline.rows", _row("r")),
        _row("timeline.total", total=True),
        looks_row(columns, _LOOKS),
    )
    return table(columns, rows, alt="alt_timeline")


def _head(columns: tuple[Column, ...]) -> Row:
    name, count = (column.head for column in columns[:2])
    label = paragraph("AikajanaOtsake", value("q.part"), LINE_BREAK, Run(value("q.year"), "Himmea"))
    texts = (
        Cell(paragraph("TaulukkoOtsake", name), cell_properties("")),
        Cell(paragraph("TaulukkoOtsakeLuku", count), cell_properties("")),
    )
    return Row(
        (*texts, Cell(label, cell_properties(_YEAR, side=0)), Cell(label, cell_properties("", side=0))), kind="head"
    )


def _row(name: str, *, total: bool = False) -> Row:
    """A row of one organisation, or of all of them under a rule."""
    rule = _RULE if total else ""
    weight = "Strong" if total else ""
    texts = [
        Cell(paragraph(style, Run(value(f"{name}.{key}"), weight)), cell_properties(rule))
        for style, key in (("TaulukkoSolu", "name"), ("TaulukkoLuku", "total"))
    ]
    bar = paragraph("AikajanaTyhja", value("c.text") + "{% look c.look %}")
    cells = (*texts, Cell(bar, cell_properties(rule + _YEAR, side=0)), Cell(bar, cell_properties(rule, side=0)))
    tags = (f"for c in {name}.cells", "if timeline.columns[loop.index0].first_of_year", "else", "endif", "endfor")
    return Row(cells, controls=tags)


def _events(width: float) -> str:
    """What begins in several organisations at the same time."""
    what = width * _WHAT
    columns = (
        Column(_TIME, value("t.time")),
        Column(what, value("t.what")),
        Column(width - what - _TIME, value("t.who")),
    )
    row = line(columns, Run(value("e.time"), "Strong"), value("e.what"), value("e.who"))
    return when(
        "timeline.events",
        heading("Heading2", value("t.events")),
        caption("table", "captions.events"),
        kept_table(columns, "e in timeline.events", row, alt="alt_events", padding=2.5, few=_FEW_EVENTS),
    )
