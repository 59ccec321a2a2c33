"""The sections of a Word document: which blocks each holds, and the sheets that they are set on.

In: a document's body and its headers and footers. Out: `Section`s. All lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.filling.pages.page_blocks import blocks
from pipeline.filling.pages.page_flow import Sheet, Start
from pipeline.filling.pages.page_values import twips
from pipeline.ooxml.attributes import integer, number
from pipeline.ooxml.dialect import R, w

Measure = Callable[[etree._Element, float], float]
"""The height of a header or footer in a column of a width."""

_PROPERTIES, _OF_PARAGRAPH = w("sectPr"), f"{w('pPr')}/{w('sectPr')}"
_STARTS: dict[str, Start] = {"continuous": "", "evenPage": "even", "oddPage": "odd", "nextColumn": "column"}
_PAPER = {"w": 612.0, "h": 792.0}
_MARGINS = {
    "top": 72.0, "bottom": 72.0, "left": 72.0, "right": 72.0, "header": 36.0, "footer": 36.0, "gutter": 0.0
}  # fmt: skip
_COLUMN_GAP = 36.0
_MOST_COLUMNS = 45
"""Of a section, in Word."""
_LAST_NUMBER = 32_766.0
"""Word gives pages no higher number."""


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks of a section and its sheet."""

    elements: tuple[etree._Element, ...]
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class _Setup:
    """What a section says of its paper; `stories` are its header and footer, or those of the section before."""

    paper: dict[str, float]
    margins: dict[str, float]
    stories: dict[str, etree._Element]


def sections(body: etree._Element, stories: Mapping[str, etree._Element], measure: Measure) -> tuple[Section, ...]:
    """The sections of a body; `stories` are headers and footers by the id of their relationship."""
    found: list[Section] = []
    above: _Setup | None = None
    for elements, properties in _parts(body):
        setup = _setup(properties, stories, above)
        sheet = _sheet(properties, setup, measure)
        if above is not None and not sheet.start and setup.paper != above.paper:
            sheet = replace(sheet, start="page")
        found.append(Section(tuple(elements), sheet))
        above = setup
    return tuple(found)


def _parts(body: etree._Element) -> Iterator[tuple[list[etree._Element], etree._Element | None]]:
    """The blocks of each section and the properties that stand at its end."""
    elements: list[etree._Element] = []
    for element in blocks(body):
        if element.tag == _PROPERTIES:
            yield elements, element
            return
        elements.append(element)
        ends = element.find(_OF_PARAGRAPH)
        if ends is not None:
            yield elements, ends
            elements = []
    yield elements, None


def _setup(properties: etree._Element | None, stories: Mapping[str, etree._Element], above: _Setup | None) -> _Setup:
    used = dict(above.stories) if above is not None else {}
    if properties is None:
        return _Setup(_PAPER, _MARGINS, used)
    for reference in properties.iterchildren(w("headerReference"), w("footerReference")):
        story = stories.get(reference.get(f"{{{R}}}id") or "")
        if story is not None and reference.get(w("type")) in (None, "default"):
            used["top" if reference.tag == w("headerReference") else "bottom"] = story
    return _Setup(_lengths(properties, "pgSz", _PAPER), _lengths(properties, "pgMar", _MARGINS), used)


def _lengths(properties: etree._Element, name: str, otherwise: dict[str, float]) -> dict[str, float]:
    element = properties.find(w(name))
    if element is None:
        return otherwise
    found = {key: twips(element, key) for key in otherwise}
    return {key: otherwise[key] if value is None else value for key, value in found.items()}


def _sheet(properties: etree._Element | None, setup: _Setup, measure: Measure) -> Sheet:
    margins = setup.margins
    width = setup.paper["w"] - margins["left"] - margins["right"] - margins["gutter"]
    taken = 0.0
    for side, edge in (("top", "header"), ("bottom", "footer")):
        story = setup.stories.get(side)
        needed = margins[edge] + measure(story, width) if story is not None and margins[side] >= 0 else 0.0
        taken += max(abs(margins[side]), needed)
    sheet = Sheet(width, setup.paper["h"] - taken)
    if properties is None:
        return sheet
    kind, numbers = properties.find(w("type")), properties.find(w("pgNumType"))
    first = number(numbers.get(w("start"))) if numbers is not None else None
    columns, across = _columns(properties, width)
    return replace(
        sheet,
        width=across,
        columns=columns,
        start=_STARTS.get((kind.get(w("val")) or "") if kind is not None else "", "page"),
        number=None if first is None else int(min(max(first, 0.0), _LAST_NUMBER)),
        numerals=(numbers.get(w("fmt")) if numbers is not None else None) or "decimal",
    )


def _columns(properties: etree._Element, width: float) -> tuple[int, float]:
    element = properties.find(w("cols"))
    count = integer(element.get(w("num")), 1, _MOST_COLUMNS) if element is not None else 1
    if element is None or count < 2:
        return 1, width
    own = element.find(w("col"))
    if own is not None and not _equally_wide(element):
        return count, twips(own, "w") or width / count
    gap = twips(element, "space")
    return count, (width - (_COLUMN_GAP if gap is None else gap) * (count - 1)) / count


def _equally_wide(element: etree._Element) -> bool:
    """Whether columns are told to be equally wide."""
    return element.get(w("equalWidth")) not in ("0", "false", "off")
