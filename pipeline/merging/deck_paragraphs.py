"""The paragraphs of one text in three versions: of a shape, a table's cell, a slide's notes.

In: the nodes of the paragraphs and the hand's text body. Out: the body with the workbook's changes at their places.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from pipeline.merging.deck_aligning import Step, align_paragraphs, steps
from pipeline.merging.deck_texts import clear, like, rewrite
from pipeline.merging.deck_work import Spot, fate_of
from pipeline.merging.nodes import Node
from pipeline.ooxml.dialect import a
from pipeline.vocabulary.changes import Fate, Kind

_PARAGRAPH = a("p")


def merge_paragraphs(
    spot: Spot, body: etree._Element | None, base: Sequence[Node], hand: Sequence[Node], fresh: Sequence[Node]
) -> None:
    """Puts the workbook's changes into the hand's text. `body` is not touched when the spot is dry."""
    last: etree._Element | None = None
    found = steps(base, hand, fresh, align_paragraphs)
    for place, step in enumerate(found):
        if step.fresh is None:
            _remove(spot, body, step)
        elif step.hand is None:
            last = _add(spot, body, found, place, last) if step.base is None else last
            if step.base is not None and step.changed:
                spot.tell(Kind.CHANGED, Fate.LEFT_OUT, step)
        else:
            _update(spot, step, last)
            last = step.hand.element


def _update(spot: Spot, step: Step, last: etree._Element | None) -> None:
    hand, fresh = step.hand, step.fresh
    if hand is None or fresh is None:
        return
    if step.base is None:
        spot.tell(Kind.ADDED, Fate.AGREED, step)
        return
    if step.changed:
        fate = fate_of(step)
        spot.tell(Kind.CHANGED, fate, step)
        if fate is Fate.UPDATED and not spot.dry:
            _put(spot, step, hand, fresh)
    elif not spot.dry and spot.untouched(step) and not spot.unchanged(step):
        _put(spot, step, hand, fresh)
        spot.tell_look()
    if step.moved and not step.strayed:
        _move(spot, step, last)


def _put(spot: Spot, step: Step, hand: Node, fresh: Node) -> None:
    """The fresh paragraph as it is where the hand left the looks, else its words in the hand's formatting."""
    old: etree._Element = hand.element
    new = spot.fetched(fresh)
    if spot.untouched(step):
        new.tail = old.tail
        old.getparent().replace(old, new)  # type: ignore[union-attr]
        hand.element = new
    else:
        rewrite(old, new)
    spot.touch()


def _move(spot: Spot, step: Step, last: etree._Element | None) -> None:
    if step.edited:
        spot.tell(Kind.MOVED, Fate.CONFLICT, step)
        return
    spot.tell(Kind.MOVED, Fate.UPDATED, step)
    if spot.dry or step.hand is None:
        return
    element: etree._Element = step.hand.element
    if last is not None and last is not element:
        last.addnext(element)
    elif last is None:
        first = next((item for item in element.itersiblings(_PARAGRAPH, preceding=True)), None)
        while first is not None and (before := next(first.itersiblings(_PARAGRAPH, preceding=True), None)) is not None:
            first = before
        if first is not None:
            first.addprevious(element)
    spot.touch()


def _add(
    spot: Spot, body: etree._Element | None, found: Sequence[Step], place: int, last: etree._Element | None
) -> etree._Element | None:
    step = found[place]
    if step.fresh is None or (not step.fresh.said and spot.dry):
        return last
    if step.fresh.said:
        spot.tell(Kind.ADDED, Fate.UPDATED, step)
    if spot.dry or body is None:
        return last
    new = spot.fetched(step.fresh)
    near = _neighbour(found, place)
    if near is not None and near.hand is not None and not spot.untouched(near):
        new = like(new, near.hand.element)
    following = next(
        (item.hand.element for item in found[place:] if item.fresh is not None and item.hand is not None), None
    )
    if last is not None:
        last.addnext(new)
    elif following is not None:
        following.addprevious(new)
    else:
        body.append(new)
    spot.touch()
    return new


def _neighbour(found: Sequence[Step], place: int) -> Step | None:
    """The nearest paragraph of the hand's text, before or after."""
    near = [step for step in (*reversed(found[:place]), *found[place:]) if step.hand is not None and step.hand.said]
    return near[0] if near else None


def _remove(spot: Spot, body: etree._Element | None, step: Step) -> None:
    hand = step.hand
    if hand is None:
        return
    if step.edited:
        spot.tell(Kind.REMOVED, Fate.CONFLICT, step)
        return
    if hand.said:
        spot.tell(Kind.REMOVED, Fate.UPDATED, step)
    if spot.dry or body is None:
        return
    element: etree._Element = hand.element
    if len(body.findall(_PARAGRAPH)) > 1:
        body.remove(element)
    else:
        clear(element)
    spot.touch()
