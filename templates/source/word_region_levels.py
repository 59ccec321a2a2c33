"""The region's chapter of levels: a dot plot and heat tables on landscape pages, then the gaps and the spread.

In: the names of `levels` and `gaps`. Out: the chapter's markup. Organisations are rows and perspectives columns, so
that the tables grow downwards; each cell prints its number, and its ground is the level's.
"""

from __future__ import annotations

from word_joint_styles import LEVEL_CELL, level_looks
from word_page import landscape_section, portrait_section
from word_region_charts import figure
from word_table import Cell, Column, Look, Row, control_column, kept_table, line, loop, paired_loop, table
from word_text import KEPT, NEW_PAGE, Run, caption, heading, inline_when, paragraph, spacing, value, when
from word_type import LANDSCAPE_WIDTH, WIDTH

_MANY_KEYS = "levels.by_id and levels.key_note"
"""Where names don't fit above their columns, ids stand there and a note tells which is which."""
_FEW_COLUMNS = 6
_ONE_PAGE = 15
_SPREAD_HEADS = ("organisation_count", "lowest", "lower", "median", "upper", "highest", "target")
_MIDDLE = '<w:vAlign w:val="center"/>'
_CONTROLS = (16.0, 22.0, 9.0, 10.0, 12.0)
_WHOLE_WIDTH = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
_BOTTOM = '<w:vAlign w:val="bottom"/>'
_HEAD_MARGINS = f'<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>{_BOTTOM}'


def levels() -> str:
    """The whole chapter. Sections end in paragraphs of their own, so that they go with the chapter."""
    return when(
        "chapters.levels and levels",
        paragraph("Osanvaihto", section=portrait_section()),
        heading("Heading1", value("chapters.levels.title"), properties=spacing(after=4)),
        when("levels.lead", paragraph("Ingressi", value("levels.lead"), properties=spacing(after=8) + _WHOLE_WIDTH)),
        _dots("levels.dots", "dots"),
        _dots("levels.spread_chart", "spread"),
        when(
            "levels.has_now",
            when(
                "levels.dots or levels.spread_chart",
                caption("table", "captions.now", properties=NEW_PAGE),
                otherwise=caption("table", "captions.now"),
            ),
            _heat("levels.now", "alt_now"),
            _key_note(),
        ),
        when(
            "levels.has_targets",
            caption("table", "captions.targets", properties=spacing(before=18)),
            _heat("levels.targets", "alt_targets"),
        ),
        when("levels.note and not levels.dots and not levels.spread_chart", _note()),
        paragraph("Osanvaihto", section=landscape_section()),
        _gaps(),
        _spread(),
    )


def _dots(name: str, kind: str) -> str:
    return when(
        name,
        caption("figure", f"captions.{kind if kind == 'dots' else 'spread_chart'}"),
        figure(kind),
        when("levels.scale_line", paragraph("Asteikko", value("levels.scale_line"))),
        _key_note(),
        when("levels.note", _note()),
    )


def _note() -> str:
    """What is left out and why."""
    return paragraph("Lahde", value("levels.note"))


def _key_note() -> str:
    """Which perspective each id is, where ids stand for names."""
    return when(_MANY_KEYS, paragraph("Lahde", value("levels.key_note")))


def _heat(rows: str, alt: str) -> str:
    """Few columns leave more room for the names beside them."""
    few = f"levels.perspectives|length <= {_FEW_COLUMNS}"
    return when(few, _table(rows, alt, 107), otherwise=_table(rows, alt, 44))


def _table(rows: str, alt: str, name_mm: float) -> str:
    """A column for each perspective; where they are many their ids stand above them."""
    left = (LANDSCAPE_WIDTH - name_mm - sum(_CONTROLS)) / 2
    opening, many, other, end, closing = _CONTROLS
    condition = "if levels.by_id"
    columns = (
        Column(name_mm),
        control_column("for p in levels.perspectives", opening),
        control_column(condition, many),
        Column(left),
        control_column("else", other),
        Column(left),
        control_column("endif", end),
        control_column("endfor", closing),
    )
    corner = Cell(paragraph("TaulukkoOtsake", value("t.organisation")), _BOTTOM)
    heads = (Cell(paragraph("TasotaulukkoOtsake", value(label)), _HEAD_MARGINS) for label in ("p.id", "p.name"))
    name = Cell(paragraph("TaulukkoSolu", value("r.name")), _MIDDLE)
    level = Cell(paragraph("TasotaulukkoVaalea", value("c.text") + "{% look c.look %}"), LEVEL_CELL)
    row = Row((name, level, level), controls=("for c in r.cells", condition, "else", "endif", "endfor"))
    body = paired_loop(f"r in {rows}", row, rows)
    return table(columns, (Row((corner, *heads), kind="head"), *body, _looks()), alt=alt)


def _looks() -> Row:
    """The samples: what a cell looks like at each level. The row is gone from the finished document."""
    blank = Cell(paragraph("TasotaulukkoPuuttuu"), LEVEL_CELL)
    return Row((Cell(paragraph("Ohjausrivi", "{% looks %}")), *level_looks(), blank), plain=True)


def _gaps() -> str:
    columns = (
        Column(50, value("t.perspective")),
        Column(29, value("t.organisation_count"), number=True),
        Column(16, value("t.level"), number=True),
        Column(19, value("t.target"), number=True),
        Column(15, value("t.gap"), number=True),
        Column(36, value("t.widest_gap")),
    )
    row = line(
        columns,
        value("g.name"),
        value("g.count"),
        value("g.middle_now"),
        value("g.middle_target"),
        Run(value("g.middle_gap"), "Strong"),
        value("g.widest") + inline_when("g.widest_gap", f" {value('g.widest_gap')}"),
    )
    return when(
        "gaps",
        heading("Heading2", value("t.gaps")),
        when("gaps.lead", paragraph("BodyText", value("gaps.lead"), properties=KEPT)),
        when("gaps.chart", caption("figure", "captions.gaps_chart"), figure("gaps", free=True)),
        caption("table", "captions.gaps"),
        kept_table(columns, "g in gaps.rows", row, alt="alt_gaps", padding=2, few=_ONE_PAGE, note="gaps.note"),
        when("gaps.note", paragraph("Lahde", value("gaps.note"))),
    )


def _spread() -> str:
    names = ("count", "lowest", "lower", "middle", "upper", "highest", "target")
    widths = (24, 16.5, 19, 16, 19, 16, 16.5)
    columns = (
        Column(WIDTH - sum(widths), value("t.perspective")),
        *(Column(mm, value(f"t.{name}"), number=True) for name, mm in zip(_SPREAD_HEADS, widths, strict=True)),
    )
    heads = Row(
        tuple(
            Cell(paragraph("TaulukkoPieniLukuotsake" if place else "TaulukkoOtsake", column.head))
            for place, column in enumerate(columns)
        ),
        kind="head",
    )
    row = line(columns, value("s.name"), *(value(f"s.{name}") for name in names))
    return when(
        "levels.spread and levels.spread_chart",
        heading("Heading2", value("t.spread")),
        caption("table", "captions.spread"),
        table(columns, (heads, *loop("s in levels.spread", row)), alt="alt_spread", look=Look(padding=2)),
    )
