"""Inline blocks whose ends stand in different wrappers: a tracked insertion, a link, a smart tag.

In: a paragraph whose inline block tags are markers. Out: the same paragraph, wrappers parted at such markers, so that
both ends are siblings. A wrapper in two parts says the same as one. A content control is not parted: it is one thing.
"""

from __future__ import annotations

import copy

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.sites import Sites
from pipeline.ooxml.dialect import WORD, w

_PARTABLE = frozenset(w(name) for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "bdo", "dir"))
_PROPERTIES = frozenset(w(name) for name in ("smartTagPr", "customXmlPr"))


def part(paragraph: etree._Element, sites: Sites) -> None:
    """Parts the wrappers of a paragraph where a block of its text begins or ends inside them."""
    for group in _groups(paragraph, sites):
        shared = _shared_ancestor(group)
        for marker in group:
            _raise(marker, shared)


def _groups(paragraph: etree._Element, sites: Sites) -> list[list[etree._Element]]:
    """The markers of each block in the paragraph's own text, inner blocks first."""
    groups: list[list[etree._Element]] = []
    waiting: list[list[etree._Element]] = []
    for item in paragraph.iter(etree.ProcessingInstruction):
        if not marks.is_marker(item) or next(item.iterancestors(WORD.paragraph), None) is not paragraph:
            continue
        keyword = sites.items[marks.number_of(item)].keyword
        if keyword in ("for", "if"):
            waiting.append([item])
        elif waiting:
            waiting[-1].append(item)
            if keyword.startswith("end"):
                groups.append(waiting.pop())
    return groups


def _shared_ancestor(group: list[etree._Element]) -> etree._Element:
    chains = [list(marker.iterancestors()) for marker in group]
    return next(item for item in chains[0] if all(item in chain for chain in chains))


def _raise(marker: etree._Element, ancestor: etree._Element) -> None:
    """Moves a marker up until it is a child of `ancestor`, as far as its wrappers can be parted."""
    while (wrapper := marker.getparent()) is not None and wrapper is not ancestor and wrapper.tag in _PARTABLE:
        _part(wrapper, marker)


def _part(wrapper: etree._Element, marker: etree._Element) -> None:
    parent = wrapper.getparent()
    if parent is None:
        return
    following = list(wrapper)[wrapper.index(marker) + 1 :]
    second = copy.copy(wrapper)
    second[:] = [copy.deepcopy(item) for item in wrapper if item.tag in _PROPERTIES]
    second.extend(following)
    place = parent.index(wrapper) + 1
    parent.insert(place, marker)
    if not _is_hollow(second):
        parent.insert(place + 1, second)
    if _is_hollow(wrapper):
        parent.remove(wrapper)


def _is_hollow(wrapper: etree._Element) -> bool:
    return all(item.tag in _PROPERTIES for item in wrapper)
