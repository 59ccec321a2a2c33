"""How blocks look beside their words: where people left a block's look as it was, it takes the fresh one.

In: nodes that are one in all three versions. Out: the hand's cells, rows, tables and paragraphs with fresh properties,
plainly, since Word tracks most of it badly or not at all; and how many took one.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from pipeline.merging.canonical import canonical
from pipeline.merging.nodes import Node
from pipeline.merging.revisions.importing import Importer
from pipeline.merging.three_way import Plan
from pipeline.ooxml.dialect import w

_PROPERTIES = {"p": (w("pPr"),), "c": (w("tcPr"),), "t": (w("tblPr"), w("tblGrid"))}
_NOT_LOOKS = frozenset(
    w(name) for name in ("rPr", "sectPr", "pPrChange", "cellIns", "cellDel", "cellMerge", "tcPrChange")
)
_FORMER = w("pPrChange"), w("tcPrChange"), w("tblPrChange")
"""People changed the look and nobody has answered that yet."""


def take_looks(plan: Plan, importer: Importer) -> int:
    """Gives the hand's blocks the looks that changed from base to fresh. Gives how many took one."""
    taken = 0
    for base, hand, fresh in _triples(plan):
        for tag in _PROPERTIES.get(base.kind, ()):
            old, ours, new = (node.element.find(tag) for node in (base, hand, fresh))
            if _look(old) == _look(new) or _look(ours) != _look(old) or _is_pending(ours):
                continue
            _exchange(hand.element, tag, ours, new, importer)
            taken += 1
    return taken


def _is_pending(properties: etree._Element | None) -> bool:
    return properties is not None and any(item.tag in _FORMER for item in properties)


def _triples(plan: Plan) -> Iterator[tuple[Node, Node, Node]]:
    for base, fresh in plan.fresh.new.items():
        hand = plan.hands.new.get(base)
        if hand is not None and base.kind in _PROPERTIES and base.element is not None:
            yield base, hand, fresh


def _look(properties: etree._Element | None) -> bytes:
    """What of properties is a look: not the section that ends with a paragraph, nor what is said of its mark."""
    return b"".join(canonical(item) for item in _looks(properties))


def _looks(properties: etree._Element | None) -> list[etree._Element]:
    if properties is None:
        return []
    return [item for item in properties.iterchildren(etree.Element) if item.tag not in _NOT_LOOKS]


def _exchange(
    block: etree._Element, tag: str, ours: etree._Element | None, new: etree._Element | None, importer: Importer
) -> None:
    if ours is None:
        ours = etree.Element(tag)
        block.insert(0, ours)
    for item in _looks(ours):
        ours.remove(item)
    fresh = importer.take(new) if new is not None else etree.Element(tag)
    for place, item in enumerate(_looks(fresh)):
        ours.insert(place, copy.copy(item))
    if not len(ours):
        block.remove(ours)
