"""XML as bytes that are the same for the same content, however a program spells it.

In: an element. Out: its canonical form and its fingerprint: prefixes, the order of attributes and the white space
between elements don't count, nor does what Word counts its sittings by.
"""

from __future__ import annotations

import hashlib
from copy import deepcopy

from lxml import etree

from pipeline.ooxml.dialect import W

_SITTINGS = f"{{{W}}}rsid"


def canonical(element: etree._Element) -> bytes:
    """An element's canonical form. Texts count, the white space around them too where they have letters."""
    alone = deepcopy(element)
    alone.tail = None
    for item in alone.iter(etree.Element):
        for name in [name for name in item.attrib if str(name).startswith(_SITTINGS)]:
            del item.attrib[name]
        if len(item) and not (item.text or "").strip():
            item.text = None
        if not (item.tail or "").strip():
            item.tail = None
    for item in list(alone.iter(f"{_SITTINGS}", f"{_SITTINGS}s")):
        around = item.getparent()
        if around is not None:
            around.remove(item)
    plain = etree.canonicalize(etree.tostring(alone, encoding="unicode"), rewrite_prefixes=True)
    return str(plain).encode()


def digest(data: bytes) -> str:
    """The fingerprint of bytes."""
    return hashlib.sha256(data).hexdigest()[:16]
