"""What the attributes of WordprocessingML say: switches, numbers, lengths, indents.

In: elements. Out: plain values; lengths in points. What is not there, or makes no sense, is None or nothing.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from pipeline.ooxml.attributes import is_on, number
from pipeline.ooxml.dialect import w

TWIP = 1 / 20
"""Word counts most lengths in twips; this is one of them in points."""

_VALUE = w("val")


def flag(element: etree._Element | None) -> bool:
    """Whether a switch is on; one that is not there is off."""
    return element is not None and is_on(element.get(_VALUE), otherwise=True)


def twips(element: etree._Element, name: str) -> float | None:
    """A length among an element's attributes, in points; None when it is not there or is no number."""
    found = number(element.get(w(name)))
    return None if found is None else found * TWIP


def named_style(properties: etree._Element, tag: str) -> str:
    """The style that properties name; its element is always their first."""
    if not len(properties) or properties[0].tag != tag:
        return ""
    return properties[0].get(_VALUE) or ""


def value(element: etree._Element, name: str) -> str:
    """The value of an element's child by its name; "" when it is not there."""
    found = element.find(name)
    return (found.get(_VALUE) or "") if found is not None else ""


def indents(element: etree._Element) -> dict[str, Any]:
    """What `w:ind` says of the left, right and first line's indents."""
    found: dict[str, Any] = {}
    for key, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in names:
            length = twips(element, name)
            if length is not None:
                found[key] = length
    first, hanging = twips(element, "firstLine"), twips(element, "hanging")
    if hanging is not None:
        found["first"] = -hanging
    elif first is not None:
        found["first"] = first
    return found
