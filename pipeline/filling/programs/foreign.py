"""A part of a template as a tree in which nothing can be taken for our own marks.

In: a part's bytes, as somebody sent them. Out: its tree without processing instructions, private characters and
attributes of our names. Whatever reads parts of templates that are to be compiled, reads them here.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.filling.programs.bounds import WORK
from pipeline.ooxml.package import PackageFault, parse

_PRIVATE = re.compile("[\ue000-\ue01f]")
_OURS = (
    "block",
    "total",
    "looped",
    "controls",
    "look",
    "looks-of",
    "list",
    "list-indent",
    "pass",
    "natural",
    "places",
    "merged-across",
    "merged-down",
)
_NAMED = re.compile(rf" (?:{'|'.join(_OURS)})=\"")
_MOST_NAMESPACES = 200


def read_foreign(data: bytes) -> etree._Element:
    """A part's tree. Raises PackageFault, BoundsExceeded and lxml's XMLSyntaxError."""
    if work := WORK.get(None):
        work.spend("template", data.count(b"<"))
    root = parse(data)
    if len(root.nsmap) > _MOST_NAMESPACES:
        raise PackageFault("too many namespaces")
    text = etree.tostring(root, encoding="unicode")
    if _PRIVATE.search(text):
        root = parse(_PRIVATE.sub("", text).encode("utf-8"))
    etree.strip_tags(root, etree.ProcessingInstruction)
    if _NAMED.search(text):
        for element in root.iter(etree.Element):
            for name in _OURS:
                element.attrib.pop(name, "")
    return root
