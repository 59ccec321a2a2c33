"""The first slides: cover, figures, how it was made, and where the organisation stands.

In: the names of the decks (`deck.radar` …). Out: a `Page` from each function.
"""

from __future__ import annotations

from slides_common import figures_page
from slides_layouts import CHART_BOX, CONTENT, COVER_ARMS, COVER_CHART, COVER_LOGO
from slides_page import FIRST, SECOND, ChartPart, Page, SampleLogo, chart_page, page, table_page
from slides_shapes import (
    BODY,
    OWNER,
    SIDE,
    TITLE,
    YEARS,
    Box,
    chart_frame,
    condition,
    picture,
    text_holder,
)
from slides_table import Column, list_table, looped_table
from slides_text import DEEP, Run, paragraph, tag


def cover() -> Page:
    """The cover: the organisation's own levels are its figure."""
    shapes = (
        text_holder(TITLE, [paragraph("{{ deck.cover.title }}")]),
        condition("{% if organisation.logo %}", Box(COVER_LOGO.x, 0.2, 2.4, 0.2)),
        condition("{% if organisation.tall_logo %}", Box(COVER_LOGO.x, 0.0, 2.4, 0.2)),
        picture("organisation.logo", FIRST, COVER_ARMS),
        condition("{% else %}", Box(3.2, 0.0, 1.0, 0.2)),
        picture("organisation.logo", FIRST, COVER_LOGO),
        condition("{% endif %}", Box(4.4, 0.0, 1.0, 0.2)),
        condition("{% else %}", Box(3.2, 0.2, 1.0, 0.2)),
        text_holder(OWNER, [paragraph("{{ organisation.name }}")]),
        condition("{% endif %}", Box(4.4, 0.2, 1.0, 0.2)),
        text_holder(
            YEARS,
            [
                tag("{% if document.years|length <= 4 %}"),
                tag("{% for station in document.years %}"),
                paragraph("{{ station.year }}"),
                tag("{% endfor %}"),
                tag("{% else %}"),
                paragraph("{{ document.period }}"),
                tag("{% endif %}"),
            ],
        ),
        text_holder(BODY, [paragraph("{{ deck.cover.subtitle }}")]),
        condition("{% if exhibits.cover %}", Box(COVER_CHART.x, 2.0, 2.4, 0.2)),
        chart_frame("exhibits.cover", SECOND, COVER_CHART),
        condition("{% endif %}", Box(COVER_CHART.x + 2.6, 2.0, 1.0, 0.2)),
    )
    attachments = (SampleLogo(), ChartPart("cover", COVER_CHART))
    return Page("cover", shapes, "{{ deck.cover.notes }}", attachments=attachments)


def figures() -> Page:
    """The whole roadmap in figures, and its vision."""
    return figures_page(message="vision", bar_name="Vision viiva")


def promises() -> Page:
    """What residents, companies and staff are promised."""
    columns = [
        Column("{{ t.promise }}", "{{ promise.name }}", 5.40, bold=True, slot=DEEP),
        Column("{{ t.meaning }}", "{{ promise.what }}", CONTENT - 5.40),
    ]
    table = list_table(
        "promise in deck.promises.rows", columns, "{{ t.alt_promises }}", size=28, anchor="ctr", padding=0.20
    )
    return table_page("deck.promises", table)


def making() -> Page:
    """How the roadmap was made: phases, times, participants."""
    columns = [
        Column("{{ t.phase }}", "{{ phase.name }}", 1.85, bold=True),
        Column("{{ t.time }}", "{{ phase.time }}", 2.45),
        Column("{{ t.description }}", "{{ phase.description }}", 6.40),
        Column("{{ t.participants }}", "{{ phase.participants }}", CONTENT - 10.7, align="r"),
    ]
    table = list_table(
        "phase in deck.making.phases", columns, "{{ t.alt_making }}", size=20, anchor="ctr", padding=0.09
    )
    return table_page("deck.making", table)


def radar() -> Page:
    """Baseline and target in one figure, their averages beside it."""
    lines = [
        tag("{% for figure in deck.radar.figures %}"),
        paragraph(Run("{{ figure.label }}", size=18), before=8),
        paragraph(Run("{{ figure.value }}", size=60, bold=True, slot=DEEP), line=90),
        tag("{% endfor %}"),
    ]
    content = [chart_frame("exhibits.radar", FIRST, CHART_BOX), text_holder(SIDE, lines)]
    attachments = (ChartPart("radar", CHART_BOX),)
    return page("chart_side", "deck.radar", content, attachments=attachments)


def gaps() -> Page:
    """The message of the roadmap: from baseline to target in each perspective."""
    return chart_page("deck.gaps", "gaps", "gaps")


def change() -> Page:
    """What has changed since the last survey, and how it is elsewhere."""
    first = Column("{{ t.perspective }}", "{{ row.name }}", 4.20)
    return table_page(
        "deck.change", looped_table("deck.change", first, CONTENT, "{{ t.alt_change }}", size=20, tall=0.72)
    )


def groups() -> Page:
    """Where groups of respondents differ most."""
    first = Column("{{ t.perspective }}", "{{ row.name }}", 3.70)
    return table_page(
        "deck.groups", looped_table("deck.groups", first, CONTENT, "{{ t.alt_groups }}", size=20, tall=0.8)
    )


def survey() -> Page:
    """The three best and the three weakest answers."""
    return chart_page("deck.survey", "answers_short", "answers")
