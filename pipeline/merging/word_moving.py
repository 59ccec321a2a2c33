"""Blocks that the workbook put elsewhere: they go as people's document has them, formatting and all, or stay.

In: a block as base, the hand's document and the fresh one have it. Out: whether it can go; a copy of people's block for
its new place. What hangs on a block and can't stand twice keeps it where it is: comments, bookmarks, changes of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from pipeline.merging.canonical import canonical, plainly
from pipeline.merging.nodes import Node, digest_of
from pipeline.merging.pairing import whole
from pipeline.merging.revisions.answers import accept_own
from pipeline.merging.revisions.importing import Importer
from pipeline.merging.revisions.pen import Pen
from pipeline.merging.revisions.rewriting import rewrite
from pipeline.merging.wordings import BOX_TAG, gone, said
from pipeline.ooxml.dialect import W14, WP, C, w

_COMMENTS = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
_ID, _NAME, _AUTHOR, _MARK = w("id"), w("name"), w("author"), w("bookmarkStart")
_PARAGRAPH = w("p")
_HELD = (w("permStart"), w("permEnd"))
_OF_PROGRAMS = ("_dk", "_GoBack", "_Toc", "_Hlk")
_ONCE = (f"{{{C}}}chart", w("footnoteReference"), w("endnoteReference"), w("object"))
"""What leads to a part or note of its own, which only the fresh block can bring anew."""
_UNSEEN = (_MARK, w("bookmarkEnd"), w("proofErr"), w("lastRenderedPageBreak"), *_COMMENTS)
_NUMBERS = (f"{{{W14}}}paraId", f"{{{W14}}}textId")
_DRAWING = f"{{{WP}}}docPr"


@dataclass(frozen=True, slots=True)
class Movable:
    """Whether blocks can go: `author` and `comments` are the program's own."""

    author: str
    comments: Set[str]

    def __call__(self, base: Node, hand: Node, fresh: Node) -> bool:
        """Whether a block can go with all that it carries."""
        if hand.element is None:
            return True
        if any(self._keeps(hand.element, base.element, fresh.element)):
            return False
        if _copies(base, hand, fresh):
            return True
        return base.element is not None and _form(hand.element, self.author) == _form(base.element, self.author)

    def _keeps(self, block: etree._Element, *others: etree._Element | None) -> Iterator[bool]:
        known = {item.get(_NAME) for other in others if other is not None for item in other.iter(_MARK)}
        for item in block.iter(etree.Element):
            if item.tag in _COMMENTS:
                yield item.get(_ID) not in self.comments
            elif item.tag == _MARK:
                name = item.get(_NAME) or ""
                yield name not in known and not name.startswith(_OF_PROGRAMS)
            else:
                yield item.tag in _HELD or item.get(_AUTHOR) not in (None, self.author)


def copied(base: Node | None, hand: Node, fresh: Node) -> etree._Element | None:
    """People's block for another place; None where the fresh one is to be taken."""
    if base is None or not _copies(base, hand, fresh):
        return None
    block: etree._Element = deepcopy(hand.element)
    block.tail = None
    accept_own(block, None)
    for item in list(block.iter(*_COMMENTS)):
        _drop(item)
    return block


def rewritten(block: etree._Element, fresh: Node, pen: Pen, importer: Importer) -> bool:
    """Lets a block say what a fresh one does, paragraph by paragraph; whether it said something else."""
    changed = False
    paragraphs = [item for item in block.iter(_PARAGRAPH) if not gone(item)]
    for paragraph, node in zip(paragraphs, _paragraphs(fresh), strict=False):
        if digest_of(said(paragraph, importer.hand_look)) != node.digest:
            rewrite(paragraph, node.element, pen, importer)
            changed = True
    return changed


def is_like(block: etree._Element, fresh: Node) -> bool:
    """Whether a block has as many paragraphs as a fresh one, and nothing that holds more."""
    return next(block.iter(BOX_TAG), None) is None and sum(1 for _ in block.iter(_PARAGRAPH)) == len(_paragraphs(fresh))


def _paragraphs(node: Node) -> list[Node]:
    return [item for item in node.walk() if item.kind == "p"]


def _copies(base: Node, hand: Node, fresh: Node) -> bool:
    """Whether people's block says what the fresh one does, or can be made to, word by word."""
    if next(hand.element.iter(*_ONCE), None) is not None:
        return False
    shape = _shape(hand)
    return whole(base) == whole(fresh) or ("x" not in shape and _shape(base) == shape == _shape(fresh))


def _shape(node: Node) -> list[str]:
    return [item.kind for item in node.walk()]


def _form(block: etree._Element, author: str) -> bytes:
    """A block without what a program numbers anew."""
    block = deepcopy(block)
    accept_own(block, author)
    for item in list(block.iter(*_UNSEEN)):
        _drop(item)
    for item in block.iter(etree.Element):
        for name in [name for name in item.attrib if name in _NUMBERS or (item.tag == _DRAWING and name == "id")]:
            del item.attrib[name]
    return canonical(plainly(block))


def _drop(item: etree._Element) -> None:
    holder = item.getparent()
    if holder is not None:
        holder.remove(item)
