"""The roadmap's first pages: cover, contents, foreword, the summary on one page.

In: the names of `document`, `vision`, `foreword` and `summary`. Out: the body's markup up to chapter 1.
"""

from __future__ import annotations

from dataclasses import replace

from word_cover import CoverNames, cover
from word_table import Cell, Column, Look, Row, control_column, head, line, loop, table
from word_text import Raw, Run, choose, field_marks, heading, inline_when, mark, paragraph, value, when
from word_units import twips

_NUMBER_MM = 18
"""Where a numbered entry of the contents' second level begins, as its style says."""
_FEW_GOALS, _MANY_GOALS = 4, 8
_ROADMAP = CoverNames("vision.short", "vision and vision.short", "not vision or not vision.short")


def front() -> str:
    """Everything before the first chapter."""
    return cover(_ROADMAP) + contents() + _foreword() + _summary()


def contents(*, numbered: bool = True) -> str:
    """A field with a sample entry of each level; the entries themselves are written from the headings.

    Without `numbered` ones on the second level nothing stands between its entries and their pages: "Uudet" is shorter
    than the room for a number.
    """
    begin, end = field_marks('TOC \\o "1-2" \\h \\z \\u')
    second = "" if numbered else f'<w:tabs><w:tab w:val="clear" w:pos="{twips(_NUMBER_MM)}"/></w:tabs>'
    return (
        heading("TOCHeading", value("t.contents"))
        + paragraph("TOC1", Raw(begin), Run("1\t1\t1"))
        + paragraph("TOC2", Run("1.1\t1.1\t1"), Raw(end), properties=second)
    )


def _foreword() -> str:
    return when(
        "foreword",
        heading("LukuIlmanNumeroa", value("t.foreword")),
        when("foreword.lead", paragraph("Ingressi", value("foreword.lead"))),
        paragraph("BodyText", value("foreword.body")),
        when("foreword.signatory", paragraph("Allekirjoitus", value("foreword.signatory"))),
        when("foreword.title", paragraph("Allekirjoitustieto", value("foreword.title"))),
    )


def _summary() -> str:
    return (
        heading("LukuIlmanNumeroa", value("t.summary"))
        + when(
            "vision and vision.statement",
            when(
                "vision.statement|length <= 200",
                paragraph("Ingressi", value("vision.statement")),
                otherwise=paragraph("BodyText", value("vision.statement")),
            ),
        )
        + when("summary.figures", figures("summary.figures"))
        + choose(
            (f"summary.goals|length <= {_FEW_GOALS}", _summary_tables(Look(padding=3))),
            (f"summary.goals|length <= {_MANY_GOALS}", _summary_tables(Look(padding=2))),
            otherwise=_summary_tables(Look(padding=1), text=False),
        )
    )


def _summary_tables(look: Look, *, text: bool = True) -> str:
    """The page holds three tables; with many goals their rows stand closer, and a text is left out."""
    gaps_text = when("summary.gaps_text", paragraph("BodyText", value("summary.gaps_text"))) if text else ""
    return (
        when("summary.gaps", _summary_heading("summary.gaps_heading"), gaps_text, _gaps(look))
        + when("summary.goals", _summary_heading("summary.goals_heading"), _goals(look))
        + when("summary.steps", _summary_heading("summary.steps_heading"), _steps(look))
    )


def _summary_heading(name: str) -> str:
    return heading("Tiivistelmaotsikko", value(name))


def figures(name: str) -> str:
    """Pull figures: a row of names and a row of numbers."""
    columns = (control_column(f"for f in {name}", 45), Column(80), control_column("endfor", 40))
    return table(
        columns,
        (
            Row((Cell(paragraph("TunnusluvunNimi", value("f.label"))),), kind="head"),
            Row((Cell(paragraph("Tunnusluku", value("f.value"))),)),
        ),
        alt="alt_figures",
        look=Look("Tunnusluvut"),
    )


def _gaps(look: Look) -> str:
    columns = (
        Column(75, value("t.perspective") + inline_when("levels.priority_note", f" ({value('t.star')})")),
        Column(26, value("t.baseline"), number=True),
        Column(32, value("t.target"), number=True),
        Column(32, value("t.gap"), number=True),
    )
    row = line(
        columns,
        value("g.name") + mark("g.mark"),
        value("g.baseline"),
        value("g.target"),
        Run(value("g.gap"), "Strong"),
    )
    return table(columns, (head(columns), *loop("g in summary.gaps", row)), alt="alt_gaps", look=look)


def _goals(look: Look) -> str:
    columns = (
        Column(18, value("t.id")),
        Column(51, value("t.goal")),
        Column(26, value("t.action_count"), number=True),
        control_column("if summary.has_costs", 24),
        Column(33, value("t.cost"), number=True),
        control_column("endif", 13),
    )
    row = line(columns, value("g.id"), Run(value("g.name"), "Strong"), value("g.count"), value("g.cost"))
    total = "summary.goals_total"
    last = line(columns, *(value(f"{total}.{name}") for name in ("label", "goals", "count", "cost")), kind="total")
    return table(
        columns,
        (head(columns), *loop("g in summary.goals", row), last),
        alt="alt_goals",
        look=replace(look, last_row=True),
    ) + when("summary.cost_note", paragraph("Lahde", value("summary.cost_note")))


def _steps(look: Look) -> str:
    columns = (
        Column(18, value("t.starts")),
        Column(95, value("t.action")),
        Column(52, value("t.owner")),
    )
    row = line(columns, value("s.start"), value("s.name"), value("s.owner"))
    return table(columns, (head(columns), *loop("s in summary.steps", row)), alt="alt_steps", look=look) + when(
        "summary.steps_note", paragraph("Lahde", value("summary.steps_note"))
    )
