"""The roadmap's first pages: cover, contents, foreword, the summary on one page.

In: the names of `document`, `vision`, `foreword` and `summary`. Out: the body's markup up to chapter 1.
"""

from __future__ import annotations

from dataclasses import replace

from word_drawings import ARMS_BOX, chart, logo
from word_page import cover_section
from word_table import Cell, Column, Look, Row, control_column, head, line, loop, table
from word_text import (
    Raw,
    Run,
    choose,
    field_marks,
    heading,
    inline_when,
    mark,
    paragraph,
    spacing,
    tab_stops,
    value,
    when,
)
from word_type import DARK, WIDTH

_MOST_STATIONS = 6
_FEW_GOALS, _MANY_GOALS = 4, 8
_VISION_LINE, _VISION_HEIGHT = 49, 22
_VISION_SPACE = 42.0
"""Points before and after a vision: under the title and under itself."""
_NO_VISION = 42.0
"""Points under a title that no vision follows."""
_BELOW_ARMS = 27.0
"""Points under a coat of arms: as much less than under a logo as it is higher, so that the title stays in its place."""
_DETAILS_LINE = 16.0
_CHART_SPACE = 112.0
"""Points between the cover's last line and its figure when the vision fills three lines."""


def front() -> str:
    """Everything before the first chapter."""
    return _cover() + _contents() + _foreword() + _summary()


def _cover() -> str:
    return when("document.dark_cover", _cover_page(dark=True), otherwise=_cover_page(dark=False))


def _cover_page(*, dark: bool) -> str:
    """The cover on white, or in the styles of the dark one."""
    end = DARK if dark else ""
    return (
        when(
            "organisation.logo",
            when(
                "organisation.tall_logo",
                logo(f"KansiTunnus{end}", ARMS_BOX, spacing(after=_BELOW_ARMS)),
                otherwise=logo(f"KansiTunnus{end}"),
            ),
            otherwise=paragraph(f"KansiNimi{end}", value("organisation.name")),
        )
        + when(
            "vision and vision.short",
            _title(end),
            paragraph(f"Subtitle{end}", value("vision.short")),
            otherwise=_title(end, spacing(after=_NO_VISION)),
        )
        + _years(f"KansiVuodet{end}")
        + when("exhibits.cover", _details(end), _figure(end), otherwise=_plain_end(end))
    )


def _title(end: str, properties: str = "") -> str:
    title = value("document.title")
    return when(
        "document.long_title",
        paragraph(f"KansiPitkaOtsikko{end}", title, properties=properties),
        otherwise=paragraph(f"Title{end}", title, properties=properties),
    )


def _years(style: str) -> str:
    """The years as stations on the road, evenly; with many years every second one and the last."""
    lines = [
        (f"document.years|length == {count}", _stations(style, count, WIDTH / count))
        for count in range(1, _MOST_STATIONS + 1)
    ]
    sparse = "loop.index0 is even or loop.last"
    return choose(*lines, otherwise=_stations(style, _MOST_STATIONS, WIDTH / _MOST_STATIONS, condition=sparse))


def _stations(style: str, count: int, step: float, condition: str = "") -> str:
    stops = tab_stops(*(step * place for place in range(1, count))) if count > 1 else ""
    opening, closing = "{% for y in document.years %}", "{% endif %}{% endfor %}"
    if condition:
        opening, closing = f"{opening}{{% if {condition} %}}", f"{{% endif %}}{closing}"
    runs = (
        (opening, "Ohjaus"),
        (value("y.year"), ""),
        ("{% if not loop.last %}", "Ohjaus"),
        ("\t", ""),
        (closing, "Ohjaus"),
    )
    return paragraph(style, *(Run(*run) for run in runs), properties=stops)


def _details(end: str) -> str:
    """Who decided and the version, as far as they are known; under the last of them is the space above the figure."""
    decision, version = "document.decision_line", "document.version_line"
    first = when(decision, paragraph(f"KansiTiedot{end}", value(decision)))
    return when(
        version,
        first + _above_figure(end, version),
        otherwise=when(decision, _above_figure(end, decision, missing=_DETAILS_LINE)),
    )


def _above_figure(end: str, name: str, missing: float = 0) -> str:
    """A shorter vision leaves more space, so that the figure keeps its place; so does a line that is `missing`."""
    space = _CHART_SPACE + missing
    gaps = [("not vision or not vision.short", space + 3 * _VISION_HEIGHT - (_NO_VISION - _VISION_SPACE))]
    gaps += [
        (f"vision.short|length <= {_VISION_LINE * lines}", space + (3 - lines) * _VISION_HEIGHT) for lines in (1, 2)
    ]
    written = [(test, _detail(end, name, spacing(after=gap))) for test, gap in gaps]
    return choose(*written, otherwise=_detail(end, name, spacing(after=space)))


def _detail(end: str, name: str, properties: str = "", section: str = "") -> str:
    return paragraph(f"KansiTiedot{end}", value(name), properties=properties, section=section)


def _figure(end: str) -> str:
    caption = paragraph(f"KansiKuvateksti{end}", value("captions.cover"), section=cover_section(dark=bool(end)))
    return chart("cover_dark" if end else "cover", f"KansiKuvio{end}") + caption


def _plain_end(end: str) -> str:
    """The cover's last lines without a figure: the last one ends its section."""
    decision, version, section = "document.decision_line", "document.version_line", cover_section(dark=bool(end))
    alone = when(decision, _detail(end, decision, section=section), otherwise=paragraph("Osanvaihto", section=section))
    return when(
        version, when(decision, _detail(end, decision)), _detail(end, version, section=section), otherwise=alone
    )


def _contents() -> str:
    """A field with a sample entry of each level; the entries themselves are written from the headings."""
    begin, end = field_marks('TOC \\o "1-2" \\h \\z \\u')
    return (
        heading("TOCHeading", value("t.contents"))
        + paragraph("TOC1", Raw(begin), Run("1\t1\t1"))
        + paragraph("TOC2", Run("1.1\t1.1\t1"), Raw(end))
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
        + when("summary.figures", _figures())
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


def _figures() -> str:
    columns = (control_column("for f in summary.figures", 45), Column(80), control_column("endfor", 40))
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
