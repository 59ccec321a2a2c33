"""XML as bytes that are the same for the same content, however a program spells it.

In: a tree of its own. Out: the canonical form of its elements and its fingerprint: the order of attributes and the
white space between elements don't count, nor does what Word counts its sittings by.
"""

from __future__ import annotations

import hashlib
from typing import Any, cast

from lxml import etree

from pipeline.ooxml.dialect import W

_SITTINGS = etree.XPath("//*[@w:*[starts-with(local-name(), 'rsid')]]", namespaces={"w": W})
_LISTS_OF_SITTINGS = (f"{{{W}}}rsid", f"{{{W}}}rsids")
_BLANK = etree.XPath("//text()[normalize-space() = ''][../*]")


def plainly(root: etree._Element) -> etree._Element:
    """The tree without what doesn't count; changed in place, before `canonical` is asked of its elements."""
    for element in cast("list[etree._Element]", _SITTINGS(root)):
        for name in [name for name in element.attrib if str(name).startswith(_LISTS_OF_SITTINGS[0])]:
            del element.attrib[name]
    for element in list(root.iter(*_LISTS_OF_SITTINGS)):
        around = element.getparent()
        if around is not None:
            around.remove(element)
    for blank in cast("list[Any]", _BLANK(root)):
        holder: Any = blank.getparent()
        if blank.is_text:
            holder.text = None
        else:
            holder.tail = None
    return root


def canonical(element: etree._Element) -> bytes:
    """An element's canonical form."""
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_tail=False))


def digest(data: bytes) -> str:
    """The fingerprint of bytes."""
    return hashlib.sha256(data).hexdigest()[:16]
