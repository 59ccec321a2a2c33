"""What people did to a deck, in words, whether the workbook changed anything there or not.

In: the nodes of the base and of the hand's deck. Out: `Edit`s in the order of the hand's deck.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.merging.aligning import Pairs, in_order
from pipeline.merging.deck_aligning import Aligner, align_paragraphs, align_shapes, align_slides, align_texts
from pipeline.merging.deck_nodes import title_of
from pipeline.merging.deck_work import shown
from pipeline.merging.nodes import Node
from pipeline.vocabulary.changes import Edit, Kind, What

_KINDS = {"t": What.TABLE, "r": What.ROW, "k": What.CHART, "s": What.SLIDE, "n": What.NOTES}

_ALIGNERS: dict[str, Aligner] = {"h": align_shapes, "p": align_paragraphs}


def edits_between(base: Node, hand: Node) -> list[Edit]:
    """What was changed by hand."""
    return list(_slides(base.children, hand.children))


def _slides(base: Sequence[Node], hand: Sequence[Node]) -> Iterator[Edit]:
    pairs = align_slides(base, hand)
    from_hand = {new: old for old, new in pairs.items()}
    straight = in_order(pairs)
    for place, slide in enumerate(hand):
        title = title_of(slide)
        old = from_hand.get(place)
        if old is None:
            yield Edit(Kind.ADDED, What.SLIDE, title, title)
            continue
        if old not in straight:
            yield Edit(Kind.MOVED, What.SLIDE, title, title)
        if base[old].digest != slide.digest:
            yield from _inside(base[old].children, slide.children, title, What.TEXT, align_shapes)
    yield from (_gone(node, "", What.SLIDE) for place, node in enumerate(base) if place not in pairs)


def _inside(base: Sequence[Node], hand: Sequence[Node], title: str, what: What, aligner: Aligner) -> Iterator[Edit]:
    pairs: Pairs = aligner(base, hand)
    from_hand = {new: old for old, new in pairs.items()}
    for place, node in enumerate(hand):
        own = _KINDS.get(node.kind, what)
        old = from_hand.get(place)
        if old is None:
            yield Edit(Kind.ADDED, own, title, shown(node))
        elif base[old].digest != node.digest:
            inner = _ALIGNERS.get(node.children[0].kind if node.children else "", align_texts)
            if node.children and base[old].children:
                yield from _inside(base[old].children, node.children, title, own, inner)
            else:
                yield Edit(Kind.CHANGED, own, title, shown(node))
    yield from (
        _gone(node, title, _KINDS.get(node.kind, what)) for place, node in enumerate(base) if place not in pairs
    )


def _gone(node: Node, title: str, what: What) -> Edit:
    return Edit(Kind.REMOVED, what, title or title_of(node), shown(node)[:200])
