"""How blocks look beside their words: where people left a block's look as it was, it takes the fresh one.

In: nodes that are one in all three versions. Out: the hand's cells, tables and rewritten paragraphs with fresh
properties, as tracked changes, and how many took them. A paragraph that says what it said keeps its bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.merging.canonical import canonical
from pipeline.merging.nodes import Node
from pipeline.merging.revisions.importing import Importer
from pipeline.merging.revisions.pen import Pen
from pipeline.merging.three_way import Plan
from pipeline.ooxml.dialect import w

_PROPERTIES = {"p": (w("pPr"),), "c": (w("tcPr"),), "t": (w("tblPr"),)}
_NOT_LOOKS = frozenset(
    w(name) for name in ("rPr", "sectPr", "pPrChange", "tblPrChange", "cellIns", "cellDel", "cellMerge", "tcPrChange")
)
_FORMER = w("pPrChange"), w("tcPrChange"), w("tblPrChange")
"""People changed the look and nobody has answered that yet."""


def take_looks(plan: Plan, importer: Importer, pen: Pen) -> int:
    """Gives the hand's blocks the looks that changed from base to fresh. Gives how many took one."""
    taken = 0
    for base, hand, fresh in _triples(plan):
        for tag in _PROPERTIES.get(base.kind, ()):
            old, ours, new = (node.element.find(tag) for node in (base, hand, fresh))
            if _look(old) == _look(new) or _look(ours) != _look(old) or _is_pending(ours, pen.author):
                continue
            _exchange(hand.element, tag, ours, new, importer, pen)
            taken += 1
    return taken


def _is_pending(properties: etree._Element | None, author: str) -> bool:
    changes = [] if properties is None else [item for item in properties if item.tag in _FORMER]
    return any(item.get(w("author")) != author for item in changes)


def _triples(plan: Plan) -> Iterator[tuple[Node, Node, Node]]:
    for base, fresh in plan.fresh.new.items():
        hand = plan.hands.new.get(base)
        if hand is None or base.kind not in _PROPERTIES or base.element is None:
            continue
        if base.kind != "p" or (base.digest == hand.digest != fresh.digest):
            yield base, hand, fresh


def _look(properties: etree._Element | None) -> bytes:
    """What of properties is a look: not the section that ends with a paragraph, nor what is said of its mark."""
    return b"".join(canonical(item) for item in _looks(properties))


def _looks(properties: etree._Element | None) -> list[etree._Element]:
    if properties is None:
        return []
    return [item for item in properties.iterchildren(etree.Element) if item.tag not in _NOT_LOOKS]


def _exchange(
    block: etree._Element,
    tag: str,
    ours: etree._Element | None,
    new: etree._Element | None,
    importer: Importer,
    pen: Pen,
) -> None:
    if ours is None:
        ours = etree.Element(tag)
        block.insert(0, ours)
    former = etree.Element(tag)
    former.extend(_looks(ours))
    if not any(item.tag in _FORMER for item in ours):
        change = pen.mark(f"{etree.QName(tag).localname}Change")
        change.append(former)
        ours.append(change)
    fresh = importer.take(new) if new is not None else etree.Element(tag)
    for place, item in enumerate(_looks(fresh)):
        ours.insert(place, item)
