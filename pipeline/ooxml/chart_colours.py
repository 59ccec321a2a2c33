"""Colours for series and slices that a designer did not draw: those of the theme that the chart does not use yet.

In: drawn elements (`c:ser`, `c:dPt`). Out: copies whose own colour is the next one of the theme, in Office's order: the
six accents, then darker and lighter ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from pipeline.ooxml.chart_xml import c
from pipeline.ooxml.dialect import a

_ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
_SHADES = (
    (),
    (("lumMod", "60000"),),
    (("lumMod", "80000"), ("lumOff", "20000")),
    (("lumMod", "80000"),),
    (("lumMod", "60000"), ("lumOff", "40000")),
    (("lumMod", "50000"),),
)


def _main_colour(drawn: etree._Element) -> etree._Element | None:
    """The colour that a series or point is known by: that of its area, else of its line, else of its marker."""
    for path in (
        f"{c('spPr')}/{a('solidFill')}",
        f"{c('spPr')}/{a('ln')}/{a('solidFill')}",
        f"{c('marker')}/{c('spPr')}/{a('solidFill')}",
    ):
        filled = drawn.find(path)
        if filled is not None and len(filled):
            return filled[0]
    return None


def unused_colours(drawn: Sequence[etree._Element]) -> Iterator[etree._Element]:
    """The theme's colours in order, first without those that these elements are known by; without end."""
    known = [colour for item in drawn if (colour := _main_colour(item)) is not None]
    while True:
        for shade in _SHADES:
            for accent in _ACCENTS:
                colour = _scheme_colour(accent, shade)
                if not any(_same(colour, item) for item in known):
                    yield colour
        known = []


def recolour(drawn: etree._Element, colour: etree._Element) -> None:
    """Puts a colour wherever the element's main colour stands in it. One without a colour of its own stays so."""
    old = _main_colour(drawn)
    if old is None:
        return
    old = deepcopy(old)
    for item in [item for item in drawn.iter(old.tag) if _same(item, old)]:
        around = item.getparent()
        if around is not None:
            around.replace(item, deepcopy(colour))


def _scheme_colour(accent: str, shade: Sequence[tuple[str, str]]) -> etree._Element:
    colour = etree.Element(a("schemeClr"), val=accent)
    for name, value in shade:
        etree.SubElement(colour, a(name), val=value)
    return colour


def _same(one: etree._Element, other: etree._Element) -> bool:
    if one.tag != other.tag or sorted(one.items()) != sorted(other.items()) or len(one) != len(other):
        return False
    return all(_same(first, second) for first, second in zip(one, other, strict=True))
