"""What every slide of the templates has: title, topic, source line, footer, number, notes, and its condition.

In: a slide's name (`deck.costs`) and its own shapes. Out: a `Page`, which `slides_deck` writes into a file.
The title is read first, then the topic, then the content, the source line, the footer and the number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chart_drawing import SLIDE
from chart_kinds import Kind
from slides_layouts import AREA, CHART_AREA
from slides_shapes import (
    FOOTER,
    KICKER,
    LEAD,
    NUMBER,
    SOURCE,
    TITLE,
    Box,
    chart_frame,
    table_frame,
    text_holder,
)
from slides_table import Table
from slides_text import SLIDE_NUMBER, paragraph

FIRST, SECOND = "rId3", "rId4"
"""Ids of what a page attaches: rId1 is its layout, rId2 its notes."""


@dataclass(frozen=True, slots=True)
class ChartPart:
    """A chart of a kind that a page shows in a box: the size of its text in points, the room for the names beside
    horizontal bars in millimetres."""

    kind: Kind
    box: Box
    text_pt: float = SLIDE.text_pt
    labels_mm: float = SLIDE.labels_mm


@dataclass(frozen=True, slots=True)
class SampleLogo:
    """The picture that stands where the logo will."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link leads."""

    value: str


@dataclass(frozen=True, slots=True)
class Jump:
    """Another slide of the template, by its place after this one."""

    after: int


Attachment = ChartPart | SampleLogo | Address | Jump
"""What a page refers to."""


@dataclass(frozen=True, slots=True)
class Page:
    """One slide of the template: `directive` is the first line of its notes, `notes` what is said."""

    layout: str
    shapes: tuple[str, ...]
    notes: str
    directive: str = ""
    attachments: tuple[Attachment, ...] = ()


def page(
    layout: str,
    name: str,
    content: Sequence[str],
    *,
    directive: str = "",
    attachments: tuple[Attachment, ...] = (),
) -> Page:
    """A page with the title, topic, source line and notes of `name`; it is there when `name` is, or as told."""
    shapes = (
        text_holder(TITLE, [paragraph(f"{{{{ {name}.title }}}}")]),
        text_holder(KICKER, [paragraph(f"{{{{ {name}.kicker }}}}")]),
        *content,
        text_holder(SOURCE, [paragraph(f"{{{{ {name}.source }}}}")]),
        text_holder(FOOTER, [paragraph("{{ deck.footer_line }}")]),
        text_holder(NUMBER, [paragraph(SLIDE_NUMBER)]),
    )
    return Page(layout, shapes, f"{{{{ {name}.notes }}}}", directive or f"{{% if {name} %}}", attachments)


def table_page(name: str, table: Table) -> Page:
    """A page with one table."""
    return page("table", name, [table_frame(table, AREA)])


def chart_page(name: str, exhibit: str, kind: Kind) -> Page:
    """A page with one chart."""
    frame = chart_frame(f"exhibits.{exhibit}", FIRST, CHART_AREA)
    return page("chart", name, [frame], attachments=(ChartPart(kind, CHART_AREA),))


def lead(name: str, box: Box | None = None) -> str:
    """A lead above the table; where there is none, its placeholder goes from the finished deck."""
    return text_holder(LEAD, [paragraph(f"{{{{ {name} }}}}")], box)
