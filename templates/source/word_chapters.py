"""The roadmap's chapters from how it was made to its vision.

In: the names of `making`, `start`, `levels`, `vision` and `promises`. Out: the chapters' markup. A chapter without
content is left out whole, heading included.
"""

from __future__ import annotations

from word_drawings import chart
from word_table import Cell, Column, Look, head, line, loop, table
from word_text import (
    KEPT,
    UNPARTED,
    Run,
    caption,
    chapter,
    each,
    heading,
    inline_when,
    mark,
    paragraph,
    spacing,
    value,
    when,
)

_LONG_VISION = 174
"""Characters of three lines in the size of a vision; a longer one is set as a lead."""
_FEW_PROMISES = 8
_START_TEXTS = ("base_text", "change_text", "sector_text")


def lead(name: str) -> str:
    """A chapter's opening sentence, when there is one."""
    return when(name, paragraph("Ingressi", value(name)))


def cell_text(name: str) -> Cell:
    """A cell with a text of several paragraphs."""
    return Cell(paragraph("TaulukkoSolu", value(name)))


def making() -> str:
    """How the roadmap was made."""
    columns = (
        Column(27, value("t.phase")),
        Column(32, value("t.time")),
        Column(24, value("t.participants"), number=True),
        Column(82, value("t.description")),
    )
    row = line(
        columns, Run(value("p.name"), "Strong"), value("p.time"), value("p.participants"), cell_text("p.description")
    )
    return when(
        "chapters.making and making",
        chapter("making"),
        lead("making.lead"),
        when(
            "making.phases",
            caption("table", "captions.phases"),
            table(columns, (head(columns), *loop("p in making.phases", row)), alt="alt_phases"),
        ),
    )


def start() -> str:
    """The starting point: the profile, the survey in words, what was said in interviews."""
    return when(
        "chapters.start and start",
        chapter("start"),
        lead("start.lead"),
        when("exhibits.radar", caption("figure", "captions.radar"), chart("radar")),
        *(when(f"start.{text}", paragraph("BodyText", value(f"start.{text}"))) for text in _START_TEXTS),
        when(
            "start.observations",
            heading("Heading2", value("t.observations")),
            caption("table", "captions.observations"),
            _observations(),
        ),
    )


def _observations() -> str:
    columns = (
        Column(42, value("t.perspective")),
        Column(89, value("t.observation")),
        Column(34, value("t.interviewed")),
    )
    group = "{% if item.group %}" + value("item.group") + "{% else %}–{% endif %}"
    row = line(columns, Run(value("observation.heading"), "Strong"), value("item.text"), Run(group, "Himmea"))
    rows = loop("observation in start.observations", *loop("item in observation.items", row))
    return table(columns, (head(columns), *rows), alt="alt_observations", look=Look(padding=2.5))


def levels() -> str:
    """The levels: the gaps as a figure, the same as a table, the reasons."""
    return when(
        "chapters.levels and levels",
        chapter("levels"),
        lead("levels.lead"),
        when(
            "exhibits.gaps",
            caption("figure", "captions.gaps"),
            chart("gaps"),
            paragraph("Asteikko", value("levels.scale_line")),
        ),
        caption("table", "captions.levels"),
        _level_table(),
        paragraph(
            "Lahde",
            inline_when("levels.priority_note", f"{value('levels.priority_note')} ") + value("levels.source"),
            properties=spacing(after=0),
        ),
        paragraph("Lahde", value("levels.mapping_note"), properties=spacing(before=0)),
        when(
            "levels.rationales",
            heading("Heading2", value("t.rationales")),
            caption("table", "captions.rationales"),
            _rationales(),
        ),
    )


def _rationales() -> str:
    columns = (
        Column(45, value("t.perspective")),
        Column(92, value("t.rationale")),
        Column(28, value("t.goals")),
    )
    row = line(columns, Run(value("r.name"), "Strong"), cell_text("r.text"), value("r.goals"))
    return table(
        columns, (head(columns), *loop("r in levels.rationales", row)), alt="alt_rationales", look=Look(padding=2.5)
    )


def _level_table() -> str:
    columns = (
        Column(51.5, value("t.perspective")),
        Column(16, value("t.baseline_short"), number=True),
        Column(35.5, value("t.baseline_in_words")),
        Column(15.5, value("t.target_short"), number=True),
        Column(36, value("t.target_in_words")),
        Column(10.5, value("t.gap"), number=True),
    )
    row = line(
        columns,
        value("r.name") + mark("r.mark"),
        Run(value("r.baseline"), "Strong"),
        _level_mark("baseline"),
        Run(value("r.target"), "Strong"),
        _level_mark("target"),
        Run(value("r.gap"), "Strong"),
    )
    return table(
        columns, (head(columns), *loop("r in levels.rows", row)), alt="alt_levels", look=Look(padding=1.8, whole=True)
    )


def _level_mark(kind: str) -> Cell:
    """A level's mark: five pips and the word."""
    pips = Run(value(f"r.{kind}_pips"), "Tasomerkki")
    return Cell(paragraph("TaulukkoSolu", pips, f"\N{EN SPACE}{value(f'r.{kind}_word')}"))


def vision() -> str:
    """The vision and the promises. A few promises stay together: two of them alone on a page say little."""
    promise = paragraph("Numeroluettelo", Run(value("p.promise"), "Strong"))
    text = value("p.description")
    kept, last = (paragraph("Luettelojatko", text, properties=keep) for keep in (KEPT, UNPARTED))
    return when(
        "chapters.vision",
        chapter("vision"),
        when(
            "vision",
            when(f"vision.statement|length > {_LONG_VISION}", lead("vision.statement"), otherwise=_vision_line()),
            when("vision.description", paragraph("BodyText", value("vision.description"))),
        ),
        when(
            "promises",
            when("vision", heading("Heading2", value("t.promises"))),
            each(
                "p in promises",
                promise,
                when("p.description", when(f"loop.last or promises|length > {_FEW_PROMISES}", last, otherwise=kept)),
            ),
        ),
    )


def _vision_line() -> str:
    return when("vision.statement", paragraph("Visiolause", value("vision.statement")))
