"""Small steps in the XML of a chart, which a stranger may have written.

In: elements. Out: names, settings and numbers read off them with care, children put where the schema wants them.
"""

from __future__ import annotations

from lxml import etree

from pipeline.ooxml.attributes import integer, number
from pipeline.ooxml.dialect import C

_SERIES = (
    "idx order tx spPr invertIfNegative pictureOptions marker explosion dPt dLbls trendline errBars "
    "cat xVal val yVal bubbleSize bubble3D smooth shape extLst"
).split()
"""The children of a series in the schema's order: one sequence that holds for every kind of chart."""


def c(name: str) -> str:
    """A chart name in Clark notation."""
    return f"{{{C}}}{name}"


def parent(element: etree._Element) -> etree._Element:
    """The element around this one, which has one."""
    around = element.getparent()
    assert around is not None, element.tag  # noqa: S101 - only ever asked inside a tree
    return around


def setting(owner: etree._Element, name: str) -> str:
    """The `val` of a child, "" where there is none."""
    found = owner.find(c(name))
    return "" if found is None else found.get("val", "")


def switched_on(owner: etree._Element, name: str) -> bool:
    """Whether a child that says yes or no is there and says yes."""
    return owner.find(c(name)) is not None and (setting(owner, name) or "1") in ("1", "true")


def amount(text: str, otherwise: float = 0.0) -> float:
    """A number in a part that a stranger may have written."""
    return number(text, otherwise)


def index_of(element: etree._Element) -> int:
    """The number of the series or point that an element is about."""
    return max(integer(setting(element, "idx")), 0)


def remove_all(owner: etree._Element, *names: str) -> None:
    """Removes the children of these names."""
    for name in names:
        for child in owner.findall(c(name)):
            owner.remove(child)


def put(series: etree._Element, child: etree._Element) -> None:
    """Puts a child of a series where the schema wants it, in the place of those of the same name."""
    remove_all(series, etree.QName(child).localname)
    add(series, child)


def add(series: etree._Element, child: etree._Element) -> None:
    """Puts a child of a series where the schema wants it, after others of the same name."""
    later = {c(item) for item in _SERIES[_SERIES.index(etree.QName(child).localname) + 1 :]}
    place = next((index for index, item in enumerate(series) if item.tag in later), len(series))
    series.insert(place, child)


def drop_extensions(owner: etree._Element, *contents: str) -> bool:
    """Drops the extensions that hold any of these elements (Clark names). Whether there were any."""
    found = False
    for extensions in owner.findall(c("extLst")):
        for extension in list(extensions):
            if next(extension.iter(*contents), None) is not None:
                extensions.remove(extension)
                found = True
        if not len(extensions):
            owner.remove(extensions)
    return found
