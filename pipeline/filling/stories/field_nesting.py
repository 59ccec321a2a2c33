"""Blocks against Word's fields: a block holds whole fields or stands inside one, it never cuts one in two.

In: the tree of a Word part whose block tags are markers. Out: a fault for each block that begins outside a field and
ends inside it; repeated or left out, it would leave a field without its beginning or its end.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.lifting import unpaired
from pipeline.filling.sites import Site, Sites
from pipeline.ooxml.dialect import w

_STEP = {"begin": 1, "end": -1}


def check(root: etree._Element, sites: Sites) -> None:
    """Notes a fault for each block that cuts a field."""
    if next(root.iter(w("fldChar")), None) is None:
        return
    for opener, closer, between in _branches(root, sites):
        if _cuts(between):
            unpaired.cutting_field(opener, closer, sites)


def _branches(root: etree._Element, sites: Sites) -> Iterator[tuple[Site, Site, list[etree._Element]]]:
    """Each stretch between two tags of one block, with the tags."""
    markers = (item for item in root.iter(etree.ProcessingInstruction) if marks.is_marker(item))
    for parent in dict.fromkeys(item.getparent() for item in markers):
        if parent is None:
            continue
        waiting: list[tuple[Site, int]] = []
        children = list(parent)
        for place, child in enumerate(children):
            if not marks.is_marker(child):
                continue
            site = sites.items[marks.number_of(child)]
            if waiting and site.keyword in ("elif", "else", "endif", "endfor"):
                opener, start = waiting.pop()
                yield opener, site, children[start + 1 : place]
            if site.keyword in ("for", "if", "elif", "else"):
                waiting.append((site, place))


def _cuts(between: list[etree._Element]) -> bool:
    depth = 0
    for element in between:
        for mark in element.iter(w("fldChar")):
            depth += _STEP.get(mark.get(w("fldCharType")) or "", 0)
            if depth < 0:
                return True
    return depth != 0
