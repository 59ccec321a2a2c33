"""What people did to a deck, in words, whether the workbook changed anything there or not.

In: the nodes of the base and of the hand's deck. Out: `Edit`s in the order of the hand's deck.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.merging.aligning import Pairs, in_order
from pipeline.merging.deck_aligning import Aligner, align_paragraphs, align_shapes, align_slides, align_texts
from pipeline.merging.deck_nodes import OPAQUE, title_of
from pipeline.merging.deck_strays import NONE, Strays, stray_shapes
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
    both = [(node, hand[pairs[place]] if place in pairs else None) for place, node in enumerate(base)]
    strays = stray_shapes([*both, *((None, node) for place, node in enumerate(hand) if place not in from_hand)])
    for place, slide in enumerate(hand):
        title = title_of(slide)
        old = from_hand.get(place)
        if old is None:
            yield Edit(Kind.ADDED, What.SLIDE, title, title)
            continue
        if old not in straight:
            yield Edit(Kind.MOVED, What.SLIDE, title, title)
        if base[old].digest != slide.digest:
            yield from _inside(base[old].children, slide.children, title, What.TEXT, align_shapes, strays)
    yield from (_gone(node, "", What.SLIDE) for place, node in enumerate(base) if place not in pairs)


def _inside(
    base: Sequence[Node], hand: Sequence[Node], title: str, what: What, aligner: Aligner, strays: Strays = NONE
) -> Iterator[Edit]:
    pairs: Pairs = aligner(base, hand)
    from_hand = {new: old for old, new in pairs.items()}
    for place, node in enumerate(hand):
        own = _what(node, what)
        old = from_hand.get(place)
        if old is not None:
            yield from _changed(base[old], node, title, own, strays)
        else:
            yield from _own(node, title, own, strays)
    yield from (
        _gone(node, title, _what(node, what))
        for place, node in enumerate(base)
        if place not in pairs and not strays.any_in(node)
    )


def _changed(base: Node, hand: Node, title: str, what: What, strays: Strays) -> Iterator[Edit]:
    if base.digest == hand.digest:
        return
    if hand.kind == "r" and len(base.children) == len(hand.children):
        cells = zip(base.children, hand.children, strict=True)
        yield from (Edit(Kind.CHANGED, What.TEXT, title, shown(new)) for old, new in cells if old.digest != new.digest)
        return
    inner = _ALIGNERS.get(hand.children[0].kind if hand.children else "", align_texts)
    if hand.children and base.children:
        yield from _inside(base.children, hand.children, title, what, inner, strays)
    else:
        yield Edit(Kind.CHANGED, what, title, shown(hand))


def _own(node: Node, title: str, what: What, strays: Strays) -> Iterator[Edit]:
    """What the base hasn't here: new, or taken here from elsewhere."""
    base = strays.found.get(id(node))
    if base is not None:
        if id(node) in strays.away:
            yield Edit(Kind.MOVED, what, title, shown(node))
        yield from _changed(base, node, title, what, strays)
    elif any(id(item) in strays.found for item in node.walk()):
        for child in node.children:
            yield from _own(child, title, what, strays)
    else:
        yield Edit(Kind.ADDED, what, title, shown(node))


def _what(node: Node, otherwise: What) -> What:
    if node.kind == "h" and not node.children and (node.said or "").startswith(OPAQUE):
        return What.PICTURE
    return _KINDS.get(node.kind, otherwise)


def _gone(node: Node, title: str, what: What) -> Edit:
    return Edit(Kind.REMOVED, what, title or title_of(node), shown(node)[:200])
