"""The timeline: a table on landscape pages with a column for each quarter, or a list when there is little to show.

In: the names of `timeline`. Out: the chapter. A bar is the shading of paragraphs in neighbouring cells; which look a
cell takes stands in the table's last row, the year lines and the rules between goals on the cells themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from word_page import landscape_section, portrait_section
from word_styles import border
from word_table import Cell, Column, Row, control_column, head, kept_loop, line, loop, table
from word_text import LINE_BREAK, Run, caption, chapter, heading, mark, paragraph, spacing, tab_stops, value, when
from word_type import LANDSCAPE_WIDTH

_LOOKS = (
    ("empty", "AikajanaTyhja"),
    ("year", "AikajanaTyhja"),
    ("not_started", "AikajanaEiAloitettu"),
    ("under_way", "AikajanaKaynnissa"),
    ("done", "AikajanaValmis"),
    ("moved", "AikajanaSiirretty"),
    ("cancelled", "AikajanaKeskeytetty"),
)
"""Look of a cell → paragraph style."""

_BY_QUARTER, _BY_HALF = (9.5, 14.5, 73.0, 33.5), (9.5, 14.5, 79.0, 60.0)
"""Widths of goal, id, action and owner: half-years are fewer columns and leave more room for the names."""
_NEXT_GOAL = "row.goal_first and not loop.first"
_CONTROLS = (12.0, 10.0, 22.0, 14.0, 8.0, 8.0, 9.0)
_YEAR, _RULE = border("left", 0.75, "grid"), border("top", 1.25, "deep")
_WHOLE_WIDTH = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
_KEY = tab_stops(LANDSCAPE_WIDTH, kind="right") + spacing(before=0, after=2)
_CELL_TAGS = (
    "if responsibilities", "endif", "for c in row.cells", "if timeline.quarters[loop.index0].first_of_year", "else",
    "endif", "endfor",
)  # fmt: skip


def timeline() -> str:
    """The whole chapter."""
    return when("chapters.timeline and timeline", when("timeline.landscape", _landscape(), otherwise=_portrait()))


def _landscape() -> str:
    """Sections end in paragraphs of their own, so that they go with the chapter."""
    return (
        paragraph("Osanvaihto", section=portrait_section())
        + heading("Heading1", value("chapters.timeline.title"), properties=spacing(after=4))
        + paragraph("Ingressi", value("timeline.lead"), properties=spacing(after=8) + _WHOLE_WIDTH)
        + caption("table", "captions.timeline", "\t" + value("timeline.key_note"), properties=_KEY)
        + when("timeline.by_quarter", _table(_BY_QUARTER), otherwise=_table(_BY_HALF))
        + paragraph("Osanvaihto", section=landscape_section())
    )


def _table(widths: tuple[float, ...]) -> str:
    columns = _columns(*widths)
    rows = (
        _head(columns),
        *loop(
            "row in timeline.rows",
            Row(tag=f"if {_NEXT_GOAL} and row.keeps"),
            replace(_row(_RULE), kept=True),
            Row(tag=f"elif {_NEXT_GOAL}"),
            _row(_RULE),
            Row(tag="elif row.keeps"),
            replace(_row(""), kept=True),
            Row(tag="else"),
            _row(""),
            Row(tag="endif"),
        ),
        looks_row(columns, _LOOKS),
    )
    return table(columns, rows, alt="alt_timeline")


def _columns(goal: float, id_: float, action: float, owned: float) -> tuple[Column, ...]:
    owner, end_owner, quarters, year, other, end_year, end_quarters = _CONTROLS
    left = (LANDSCAPE_WIDTH - goal - id_ - action - owned - sum(_CONTROLS)) / 2
    return (
        Column(goal, value("t.goal_short")),
        Column(id_, value("t.id")),
        Column(action, value("t.action")),
        control_column("if responsibilities", owner),
        Column(owned, value("t.owner")),
        control_column("endif", end_owner),
        control_column("for q in timeline.quarters", quarters),
        control_column("if q.first_of_year", year),
        Column(left),
        control_column("else", other),
        Column(left),
        control_column("endif", end_year),
        control_column("endfor", end_quarters),
    )


def _head(columns: tuple[Column, ...]) -> Row:
    words = [column.head for column in columns if column.head]
    texts = [Cell(paragraph("TaulukkoOtsake", word), cell_properties("")) for word in words]
    label = paragraph("AikajanaOtsake", value("q.part"), LINE_BREAK, Run(value("q.year"), "Himmea"))
    return Row(
        (*texts, Cell(label, cell_properties(_YEAR, side=0)), Cell(label, cell_properties("", side=0))), kind="head"
    )


def _row(rule: str) -> Row:
    """A row of one action; `rule` parts it from the goal before."""
    texts = (
        value("row.goal"),
        value("row.id"),
        value("row.name") + mark("row.mark"),
        value("row.owner"),
    )
    cells = [Cell(paragraph("AikajanaSolu", text), cell_properties(rule)) for text in texts]
    bar = paragraph("AikajanaTyhja", value("c.text") + "{% look c.look %}")
    cells += [Cell(bar, cell_properties(rule + _YEAR, side=0)), Cell(bar, cell_properties(rule, side=0))]
    return Row(tuple(cells), controls=_CELL_TAGS)


def looks_row(columns: Sequence[Column], looks: Sequence[tuple[str, str]]) -> Row:
    """The samples: what a cell looks like in each state, its paragraph's style. The row is gone from the document."""
    samples = [Cell(paragraph(style, name), cell_properties("", side=0)) for name, style in looks]
    blank = Cell(paragraph("AikajanaTyhja"), cell_properties("", side=0))
    cells = [Cell(paragraph("Ohjausrivi", "{% looks %}")), *samples]
    return Row((*cells, *[blank] * (len(columns) - len(cells))), plain=True)


def cell_properties(borders: str, side: int = 100) -> str:
    """A cell's own lines and margins: two points above and below leave a bar free of the hairlines."""
    lines = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    margins = '<w:top w:w="36" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="36" w:type="dxa"/>'
    return f'{lines}<w:tcMar>{margins}<w:right w:w="{side}" w:type="dxa"/></w:tcMar><w:vAlign w:val="center"/>'


def _portrait() -> str:
    columns = (
        Column(15, value("t.id")),
        Column(57, value("t.action")),
        Column(33, value("t.owner")),
        Column(32, value("t.time")),
        Column(28, value("t.status")),
    )
    row = line(
        columns,
        value("a.id"),
        Run(value("a.name") + mark("a.mark"), "Strong"),
        value("a.owner"),
        value("a.time"),
        value("a.status"),
    )
    return (
        chapter("timeline")
        + paragraph("Ingressi", value("timeline.lead"))
        + caption("table", "captions.timeline_list")
        + table(columns, (head(columns), *kept_loop("a in timeline.actions", row)), alt="alt_actions")
    )
