"""Slides that decks share: the figures, whom to ask, the divider; the cover of the follow-up's and the region's.

In: the names of the decks (`deck.cover` …). Out: a `Page` from each function.
"""

from __future__ import annotations

from collections.abc import Sequence

from chart_kinds import Kind
from slides_layouts import (
    AREA,
    CONTENT,
    COVER_ARMS,
    COVER_CHART,
    COVER_LOGO,
    COVER_TITLE,
    DIVIDER_TITLE,
    FIGURES_BOX,
    LIST_BOX,
    TOP,
    VISION_BOX,
    frame,
)
from slides_page import FIRST, Address, ChartPart, Jump, Page, SampleLogo, page
from slides_shapes import (
    BODY,
    CONTACT,
    OWNER,
    TITLE,
    YEARS,
    Box,
    chart_frame,
    condition,
    line,
    picture,
    table_frame,
    text_holder,
)
from slides_table import Column, figures_table, list_table
from slides_text import PRIMARY, Paragraph, Run, paragraph, tag

_TITLE = Box(COVER_TITLE.x, 1.70, COVER_TITLE.width, 2.20)
"""Higher than the family's: a name and a year may make three lines."""
_TITLE_SIZE = 40


def cover_page(*figures: tuple[str, Kind], owner: str = "") -> Page:
    """The cover with the first figure of its own data that there is, each a chart's name and kind.

    `owner` is whose it is, where that is no organisation with a logo.
    """
    first = 3 if owner else 4
    charts = []
    for place, (name, _) in enumerate(figures):
        word = "elif" if place else "if"
        charts.append(condition(f"{{% {word} {name} %}}", Box(COVER_CHART.x, 1.7 - place * 0.3, 2.4, 0.2)))
        charts.append(chart_frame(name, f"rId{first + place}", COVER_CHART))
    shapes = (
        text_holder(TITLE, [paragraph(Run("{{ deck.cover.title }}", size=_TITLE_SIZE))], _TITLE),
        *([text_holder(OWNER, [paragraph(f"{{{{ {owner} }}}}")])] if owner else _logo()),
        text_holder(YEARS, _years() if not owner else [paragraph("{{ document.period }}")]),
        text_holder(BODY, [paragraph("{{ deck.cover.subtitle }}")]),
        *charts,
        condition("{% endif %}", Box(COVER_CHART.x + 2.6, 1.7, 1.0, 0.2)),
    )
    parts = tuple(ChartPart(kind, COVER_CHART) for _, kind in figures)
    return Page("cover", shapes, "{{ deck.cover.notes }}", attachments=parts if owner else (SampleLogo(), *parts))


def _logo() -> tuple[str, ...]:
    """The organisation's logo, or its name where it has none."""
    return (
        condition("{% if organisation.logo %}", Box(COVER_LOGO.x, 0.2, 2.4, 0.2)),
        condition("{% if organisation.tall_logo %}", Box(COVER_LOGO.x, 0.0, 2.4, 0.2)),
        picture("organisation.logo", FIRST, COVER_ARMS),
        condition("{% else %}", Box(3.2, 0.0, 1.0, 0.2)),
        picture("organisation.logo", FIRST, COVER_LOGO),
        condition("{% endif %}", Box(4.4, 0.0, 1.0, 0.2)),
        condition("{% else %}", Box(3.2, 0.2, 1.0, 0.2)),
        text_holder(OWNER, [paragraph("{{ organisation.name }}")]),
        condition("{% endif %}", Box(4.4, 0.2, 1.0, 0.2)),
    )


def _years() -> list[Paragraph]:
    return [
        tag("{% if document.years|length <= 4 %}"),
        tag("{% for station in document.years %}"),
        paragraph("{{ station.year }}"),
        tag("{% endfor %}"),
        tag("{% else %}"),
        paragraph("{{ document.period }}"),
        tag("{% endif %}"),
    ]


def figures_page(size: int = 80, message: str = "lead", bar_name: str = "Viesti viiva") -> Page:
    """Large figures, and below them a sentence: the name `message` of `deck.figures`."""
    table = figures_table("figure in deck.figures.figures", CONTENT, "{{ t.alt_figures }}", size)
    bar = Box(FIGURES_BOX.x, VISION_BOX.y, 0, VISION_BOX.height)
    content = [
        condition("{% if deck.figures.figures %}", Box(9.0, 1.6, 2.4, 0.2)),
        table_frame(table, FIGURES_BOX),
        condition("{% endif %}", Box(11.6, 1.6, 1.0, 0.2)),
        condition(f"{{% if deck.figures.{message} %}}", Box(FIGURES_BOX.x, 4.62, 2.4, 0.2)),
        line(bar_name, bar, points=3, slot=PRIMARY),
        text_holder(BODY, [paragraph(f"{{{{ deck.figures.{message} }}}}")]),
        condition("{% endif %}", Box(3.4, 4.62, 1.0, 0.2)),
    ]
    return page("figures", "deck.figures", content)


def next_page(address: str, when: float = 3.60, padding: float = 0.09, tall: float = 0.66) -> Page:
    """What happens next, and whom to ask at the name `address`. Inches: the width of the times, the rows' padding and
    height."""
    columns = [
        Column("{{ t.when }}", "{{ step.when }}", when, bold=True, slot=PRIMARY),
        Column("{{ t.what }}", "{{ step.what }}", CONTENT - when),
    ]
    alt = "{{ t.alt_next }}"
    table = list_table("step in deck.next.rows", columns, alt, anchor="ctr", padding=padding, tall=tall)
    label = Run("{{ t.contact }}\u2002", bold=True)
    person = Run("{% if deck.next.contact %}{{ deck.next.contact }}  ·  {% endif %}")
    contact = [
        tag("{% if deck.next.email %}"),
        paragraph(label, person, Run("{{ deck.next.email }}", link=FIRST)),
        tag("{% else %}"),
        paragraph(label, Run("{{ deck.next.contact }}")),
        tag("{% endif %}"),
    ]
    content = [
        table_frame(table, Box(AREA.x, TOP, AREA.width, 3.8)),
        condition("{% if deck.next.contact or deck.next.email %}", Box(7.4, 5.6, 3.8, 0.2)),
        text_holder(CONTACT, contact),
        condition("{% endif %}", Box(11.4, 5.6, 1.0, 0.2)),
    ]
    return page("closing", "deck.next", content, attachments=(Address(f"{{{{ {address} }}}}"),))


def divider(keys: Sequence[str]) -> Page:
    """The slide before the appendix: its lines lead to the slides that follow, in this order."""
    lines = [line for place, key in enumerate(keys, start=1) for line in _entry(key, f"rId{2 + place}")]
    shapes = (
        text_holder(TITLE, [paragraph("{{ deck.appendix.title }}")], DIVIDER_TITLE),
        text_holder(OWNER, [paragraph("{{ document.header_line }}")]),
        text_holder(BODY, lines, LIST_BOX, body=frame("ctr")),
    )
    jumps = tuple(Jump(place) for place in range(1, len(keys) + 1))
    return Page("cover", shapes, "{{ deck.appendix.notes }}", directive="{% if deck.appendix %}", attachments=jumps)


def _entry(key: str, link: str) -> tuple[Paragraph, ...]:
    """A line that leads to its slide; of slides of one kind to the first."""
    title = Run(f"{{{{ deck.{key}.title }}}}", link=link, jump=True)
    return tag(f"{{% if deck.{key} %}}"), paragraph(title, before=12), tag("{% endif %}")
