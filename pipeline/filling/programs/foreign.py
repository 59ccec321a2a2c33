"""A part of a template as a tree in which nothing can be taken for our own marks.

In: a part's bytes, as somebody sent them. Out: its tree without processing instructions, and without what the register
of `marks` names: private characters, attributes and elements. Whatever reads parts of templates that are to be
compiled, reads them here.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.programs.bounds import WORK
from pipeline.ooxml.package import PackageFault, parse

_PRIVATE = re.compile(f"[{marks.PRIVATE}]")
_OURS = re.compile(f' (?:{"|".join(sorted(marks.OWN_ATTRIBUTES))})="|<(?:{"|".join(sorted(marks.OWN_ELEMENTS))})[ />]')
_MOST_NAMESPACES = 200


def read_foreign(data: bytes) -> etree._Element:
    """A part's tree. Raises PackageFault, BoundsExceeded and lxml's XMLSyntaxError."""
    if work := WORK.get(None):
        work.spend("template", data.count(b"<"))
    root = parse(data)
    if len(root.nsmap) > _MOST_NAMESPACES:
        raise PackageFault("too many namespaces", "too_large")
    text = etree.tostring(root, encoding="unicode")
    if _PRIVATE.search(text):
        root = parse(_PRIVATE.sub("", text).encode("utf-8"))
    etree.strip_tags(root, etree.ProcessingInstruction)
    if _OURS.search(text):
        etree.strip_attributes(root, *marks.OWN_ATTRIBUTES)
        etree.strip_tags(root, *marks.OWN_ELEMENTS)
    return root
