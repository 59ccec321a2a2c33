"""The shapes of one slide in three versions.

In: the nodes of the shapes and where the hand's stand. Out: the hand's slide with the workbook's changes: a shape that
nobody touched becomes the fresh one, of a formatted one the words, figures and pictures do, of an edited one nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from pipeline.merging import charts
from pipeline.merging.deck_aligning import Step, align_shapes, steps
from pipeline.merging.deck_import import own_ids
from pipeline.merging.deck_looks import look_of
from pipeline.merging.deck_nodes import BODY, FRAME, GROUP, PICTURE, SHAPE_CREATION, SHAPES, chart_part, named_of
from pipeline.merging.deck_paragraphs import merge_paragraphs
from pipeline.merging.deck_tables import heights, merge_table
from pipeline.merging.deck_timing import forget_shape
from pipeline.merging.deck_work import Spot, fate_of
from pipeline.merging.nodes import Node
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import R, a, p
from pipeline.vocabulary.changes import Fate, Kind, What

_EXTENSIONS = a("extLst")
_SHAPE_PROPERTIES, _TRANSFORM, _FRAME_TRANSFORM = p("spPr"), a("xfrm"), p("xfrm")
_EMBEDDED = f"{{{R}}}embed"


def merge_shapes(
    spot: Spot, holder: etree._Element, base: Sequence[Node], hand: Sequence[Node], fresh: Sequence[Node]
) -> None:
    """Puts the workbook's changes into the shapes of a slide or a group."""
    last: etree._Element | None = None
    for step in steps(base, hand, fresh, align_shapes):
        at = spot.at(_element(step.hand), step)
        if step.hand is None and step.base is not None and spot.work.strays.any_in(step.base):
            _merge_astray(spot, step)
        elif step.fresh is None:
            _remove(at, holder, step)
        elif step.hand is not None:
            if step.base is not None:
                _merge_shape(at, step)
            last = step.hand.element
        elif step.base is None:
            last = _add(at, holder, step, last)
        elif step.changed:
            at.tell(Kind.CHANGED, Fate.LEFT_OUT, step, _what(step))


def merge_strays(spot: Spot, base: Sequence[Node], fresh: Sequence[Node]) -> set[int]:
    """Of a slide that people deleted: the shapes that they took to others. Gives those of base and fresh."""
    done: set[int] = set()
    for step in steps(base, (), fresh, align_shapes):
        if step.base is not None and spot.work.strays.any_in(step.base):
            _merge_astray(spot, step)
            done |= {id(node) for shape in (step.base, step.fresh) if shape is not None for node in shape.walk()}
    return done


def _merge_astray(spot: Spot, step: Step) -> None:
    """A shape that people took into a group or to another slide gets the changes where it stands."""
    found = None if step.base is None else spot.work.strays.shapes.get(id(step.base))
    if found is None or step.base is None:  # a group that people took apart
        if step.base is not None:
            merge_strays(spot, step.base.children, step.fresh.children if step.fresh else ())
        return
    own = next((slide for slide in spot.work.hand.slides if slide.node is found[1]), None)
    element: etree._Element = found[0].element
    holder = element.getparent()
    if own is None or holder is None:
        return
    there = Step(step.base, found[0], step.fresh)
    at = replace(spot, slide=own, part=own.part).at(element, there)
    if there.fresh is None:
        _remove(at, holder, there)
    else:
        _merge_shape(at, there)


def _element(node: Node | None) -> etree._Element | None:
    found: etree._Element | None = None if node is None else node.element
    return found


def _what(step: Step) -> What:
    node = step.fresh or step.base or step.hand
    kinds = kinds_in(node) if node is not None else set()
    if "t" in kinds or "k" in kinds:
        return What.TABLE if "t" in kinds else What.CHART
    element = _element(node)
    return What.PICTURE if element is not None and element.tag == PICTURE else What.TEXT


def _merge_shape(spot: Spot, step: Step) -> None:
    base, hand, fresh = step.base, step.hand, step.fresh
    if base is None or hand is None or fresh is None:
        return
    if "k" in kinds_in(hand) and "k" in kinds_in(fresh):
        _merge_chart(spot, step)
    elif spot.unchanged(step):
        return
    elif hand.element.tag == fresh.element.tag == GROUP:
        merge_shapes(spot, hand.element, base.children, hand.children, fresh.children)
    elif spot.untouched(step) and not any(spot.work.carried.any_in(child) for child in fresh.children):
        _take_whole(spot, step)
    elif hand.element.tag != fresh.element.tag or not _same_making(base, hand):
        if step.changed and not step.agreed:
            spot.tell(Kind.CHANGED, Fate.CONFLICT, step, _what(step))
    else:
        _merge_content(spot, step)


def _take_whole(spot: Spot, step: Step) -> None:
    """The fresh shape in the place of one that the hand left as it was; it keeps its number on the slide."""
    base, hand, fresh = step.base, step.hand, step.fresh
    if base is None or hand is None or fresh is None:
        return
    if step.changed:
        dry = replace(spot, dry=True)
        _merge_content(dry, Step(base, base, fresh))
    else:
        spot.tell_look()
    old: etree._Element = hand.element
    new = spot.fetched(fresh)
    named = named_of(old)
    own_ids(new, spot.slide.root, "" if named is None else named.get("id") or "")
    _keep_lasting(old, new)
    new.tail = old.tail
    old.getparent().replace(old, new)  # type: ignore[union-attr]
    hand.element = new
    spot.touch()


def _keep_lasting(old: etree._Element, new: etree._Element) -> None:
    """PowerPoint's own lasting id stays, for comments that name it."""
    ours, theirs = named_of(old), named_of(new)
    if ours is None or theirs is None or next(theirs.iter(SHAPE_CREATION), None) is not None:
        return
    extensions = ours.find(_EXTENSIONS)
    if extensions is not None and theirs.find(_EXTENSIONS) is None:
        theirs.append(deepcopy(extensions))


def _merge_content(spot: Spot, step: Step) -> None:
    base, hand, fresh = step.base, step.hand, step.fresh
    if base is None or hand is None or fresh is None:
        return
    if not spot.dry:
        _merge_frame(spot, step)
    if all("t" in kinds_in(node) for node in (base, hand, fresh)):
        _merge_table(spot, Step(base.children[0], hand.children[0], fresh.children[0]), hand)
    elif "h" in kinds_in(base):
        if spot.dry:
            spot.tell(Kind.CHANGED, Fate.UPDATED, step)
    elif hand.element is not None and hand.element.find(BODY) is not None:
        merge_paragraphs(spot, hand.element.find(BODY), base.children, hand.children, fresh.children)
    elif step.changed:
        _merge_opaque(spot, step)


def _merge_table(spot: Spot, step: Step, shape: Node) -> None:
    if spot.dry or step.hand is None:
        merge_table(spot, step)
        return
    before = heights(step.hand.element)
    merge_table(spot, step)
    _fit_frame(spot, shape.element, heights(step.hand.element) - before)


def _merge_opaque(spot: Spot, step: Step) -> None:
    """A picture, or a drawing of which only the words are known."""
    what, hand, fresh = _what(step), step.hand, step.fresh
    if step.agreed and not spot.dry:
        spot.tell(Kind.CHANGED, Fate.AGREED, step, what)
    elif spot.dry:
        spot.tell(Kind.CHANGED, Fate.UPDATED, step, what)
    elif step.edited or what is not What.PICTURE or hand is None or fresh is None:
        spot.tell(Kind.CHANGED, Fate.CONFLICT, step, what)
    else:
        spot.tell(Kind.CHANGED, Fate.UPDATED, step, what)
        new = next(spot.fetched(fresh).iter(a("blip")), None)
        old = next(hand.element.iter(a("blip")), None)
        if new is not None and old is not None and new.get(_EMBEDDED):
            old.set(_EMBEDDED, new.get(_EMBEDDED) or "")
            spot.touch()


def _merge_chart(spot: Spot, step: Step) -> None:
    """Data where the hand left them, in the hand's formatting."""
    base, hand, fresh = step.base, step.hand, step.fresh
    if base is None or hand is None or fresh is None:
        return
    work = spot.work
    ours = chart_part(work.hand.package, spot.part, hand.element)
    theirs = chart_part(work.fresh.package, spot.fresh_part, fresh.element)
    known = (
        chart_part(work.base.package, spot.base_part, base.element) if work.base and base.element is not None else ""
    )
    before = (work.base.package, known) if work.base and known else None
    if not ours or not theirs:
        return
    if not spot.unchanged(step):
        _merge_frame(spot, step)
    if step.changed:
        fate = fate_of(step)
        spot.tell(Kind.CHANGED, fate, step, What.CHART)
        if fate is not Fate.UPDATED:
            return
    elif before is None or charts.same_look(*before, work.fresh.package, theirs):
        return
    elif charts.same_look(*before, work.hand.package, ours):
        spot.tell_look()
    else:
        return
    charts.update_data(work.hand.package, ours, work.fresh.package, theirs, before)


def _merge_frame(spot: Spot, step: Step) -> None:
    """What a shape is besides its words, piece by piece: place, fill, text alternative. Unknown looks are left."""
    base, hand, fresh = step.base, step.hand, step.fresh
    if base is None or hand is None or fresh is None:
        return
    ours, theirs = named_of(hand.element), named_of(fresh.element)
    known = None if base.element is None else named_of(base.element)
    if ours is not None and theirs is not None:
        old = None if known is None else known.get("descr") or ""
        said = charts.updated_alt(old, ours.get("descr") or "", theirs.get("descr") or "")
        if said != (ours.get("descr") or ""):
            ours.set("descr", said)
            spot.touch()
    if base.element is None or base.element.tag != hand.element.tag:
        return
    for path in (
        _FRAME_TRANSFORM,
        f"{_SHAPE_PROPERTIES}/{_TRANSFORM}",
        f"{BODY}/{a('bodyPr')}",
        f"{BODY}/{a('lstStyle')}",
    ):
        _merge_piece(spot, step, path)


def _merge_piece(spot: Spot, step: Step, path: str) -> None:
    if step.base is None or step.hand is None or step.fresh is None:
        return
    found = [node.element.find(path) for node in (step.base, step.hand, step.fresh)]
    looks = ["" if item is None else look_of(spot.work.hand.package, "", item) for item in found]
    if looks[0] != looks[1] or looks[0] == looks[2] or found[1] is None or found[2] is None:
        return
    old: etree._Element = found[1]
    new = deepcopy(found[2])
    new.tail = old.tail
    old.getparent().replace(old, new)  # type: ignore[union-attr]
    spot.touch()


def _fit_frame(spot: Spot, frame: etree._Element, grown: int) -> None:
    """A table's frame is as high as its rows."""
    extent = frame.find(f"{_FRAME_TRANSFORM}/{a('ext')}")
    table = next(frame.iter(a("tbl")), None)
    if grown and extent is not None and table is not None:
        high = integer(extent.get("cy"), most=10**9)
        extent.set("cy", str(heights(table) if grown < 0 else max(heights(table), high)))
        spot.touch()


def _add(spot: Spot, holder: etree._Element, step: Step, last: etree._Element | None) -> etree._Element | None:
    if step.fresh is None:
        return last
    spot.tell(Kind.ADDED, Fate.UPDATED, step, _what(step))
    new = spot.fetched(step.fresh)
    own_ids(new, spot.slide.root)
    if last is not None and last.getparent() is holder:
        last.addnext(new)
    else:
        extensions = holder.find(p("extLst"))
        if extensions is None:
            holder.append(new)
        else:
            extensions.addprevious(new)
    spot.touch()
    return new


def _remove(spot: Spot, holder: etree._Element, step: Step) -> None:
    if step.hand is None:
        return
    if step.edited or not spot.untouched(step) or id(step.hand) in spot.work.strays.away:
        if step.hand.said or _what(step) is not What.TEXT:
            spot.tell(Kind.REMOVED, Fate.CONFLICT, step, _what(step))
        return
    spot.tell(Kind.REMOVED, Fate.UPDATED, step, _what(step))
    element: etree._Element = step.hand.element
    if element.getparent() is holder:
        holder.remove(element)
        forget_shape(spot.slide.root, element)
        if holder.tag == GROUP and not any(item.tag in SHAPES for item in holder):
            holder.getparent().remove(holder)  # type: ignore[union-attr]
        spot.touch()


def kinds_in(node: Node) -> set[str]:
    """What stands in a shape."""
    return {child.kind for child in node.children}


def _same_making(base: Node, hand: Node) -> bool:
    return kinds_in(base) == kinds_in(hand) or (hand.element is not None and hand.element.tag not in (FRAME, GROUP))
