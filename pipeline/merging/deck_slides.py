"""The slides of a deck in three versions: which come in, go and move, and the lists that name them.

In: decks under way. Out: the hand's deck with the workbook's changes on its slides; new slides after the nearest
earlier neighbour that it has; people's own slides, orders and sections as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.merging.deck_aligning import Step, align_slides, steps
from pipeline.merging.deck_carrying import carried_away, carried_rows
from pipeline.merging.deck_listing import add_entry, forget_slide, move_entry
from pipeline.merging.deck_looks import look_of
from pipeline.merging.deck_nodes import TREE, Slide, notes_body, title_of
from pipeline.merging.deck_paragraphs import merge_paragraphs
from pipeline.merging.deck_shapes import merge_shapes, merge_strays
from pipeline.merging.deck_strays import stray_shapes
from pipeline.merging.deck_tables import bring_rows
from pipeline.merging.deck_work import Spot, Work, cells_of, shown
from pipeline.merging.nodes import Node
from pipeline.merging.source_lines import only_cells_moved
from pipeline.ooxml.dialect import p
from pipeline.ooxml.package import parse
from pipeline.vocabulary.changes import Change, Fate, Kind, What

_LONGEST = 4_000
_PIECES = (f"{p('cSld')}/{p('bg')}", p("transition"), p("clrMapOvr"))


def merge_slides(work: Work, base: Sequence[Node]) -> None:
    """Merges all slides; `base` are the nodes of the base's, with words or without."""
    hand = {id(slide.node): slide for slide in work.hand.slides}
    fresh = {id(slide.node): slide for slide in work.fresh.slides}
    olds = {id(slide.node): slide for slide in work.base.slides} if work.base is not None else {}
    found = steps(
        base, [item.node for item in work.hand.slides], [item.node for item in work.fresh.slides], align_slides
    )
    for step in found:
        _allot(work, step, hand, fresh)
    parts = ["" if step.hand is None else hand[id(step.hand)].part for step in found]
    work.carried = carried_rows([item for item in zip(found, parts, strict=True) if not _deleted(item[0])])
    known = {id(step.hand) for step in found if step.base is not None}
    strangers = [(None, slide.node) for slide in work.hand.slides if id(slide.node) not in known]
    work.strays = stray_shapes([*((step.base, step.hand) for step in found if step.base is not None), *strangers])
    last: Slide | None = None
    for step in found:
        own = None if step.hand is None else hand[id(step.hand)]
        old = None if step.base is None else olds.get(id(step.base))
        if step.fresh is not None:
            last = _put(work, step, own, old, fresh[id(step.fresh)], last, found)
        elif own is not None:
            _remove(work, step, own, old)
        else:
            _merge_strays(work, step, old, None)


def _deleted(step: Step) -> bool:
    return step.base is not None and step.hand is None


def _put(
    work: Work, step: Step, own: Slide | None, old: Slide | None, new: Slide, last: Slide | None, found: Sequence[Step]
) -> Slide | None:
    """A slide that the fresh deck has. Gives the one that the next comes after."""
    if own is not None:
        if step.base is not None:
            merge_slide(work, step, own, old, new)
            _move(work, step, own, last)
        return own
    if step.base is None:
        return _add(work, step, new, last, found)
    done = _merge_strays(work, step, old, new)
    if step.changed:
        _tell_left_out(work, step, done)
    return last


def _merge_strays(work: Work, step: Step, old: Slide | None, new: Slide | None) -> set[int]:
    """What people took from a slide that they deleted to another one."""
    base, fresh = (
        [child for child in node.children if child.kind == "h"] if node else [] for node in (step.base, step.fresh)
    )
    parts = [slide.part if slide else "" for slide in (old, new)]
    title = shown_title(step.fresh) or shown_title(step.base)
    return merge_strays(Spot(work, new or work.hand.slides[0], parts[0], "", parts[1], title), base, fresh)


def merge_slide(work: Work, step: Step, own: Slide, old: Slide | None, new: Slide) -> None:
    """Merges one slide that all three have."""
    base, hand, fresh = step.base, step.hand, step.fresh
    if base is None or hand is None or fresh is None:
        return
    spot = Spot(work, own, old.part if old else "", own.part, new.part, new.title or own.title)
    tree = own.root.find(f"{p('cSld')}/{TREE}")
    shapes = [[child for child in node.children if child.kind == "h"] for node in (base, hand, fresh)]
    if tree is not None:
        merge_shapes(spot, tree, *shapes)
    if old is not None:
        for path in _PIECES:
            _merge_piece(spot, own, old, new, path)
    _merge_notes(spot, step, own, old, new)


def _allot(work: Work, step: Step, hand: dict[int, Slide], fresh: dict[int, Slide]) -> None:
    """Which slide of the hand's deck each fresh one is, or will be: links lead there."""
    if step.fresh is None:
        return
    new = fresh[id(step.fresh)].part
    if step.hand is not None:
        work.importer.slides[new] = hand[id(step.hand)].part
    elif step.base is None:
        name = work.hand.package.free_name("ppt/slides/slide{}.xml")
        work.hand.package.parts[name] = b""
        work.importer.slides[new] = name


def _add(work: Work, step: Step, new: Slide, last: Slide | None, found: Sequence[Step]) -> Slide:
    """A new slide, after `last` or else before the first of the fresh slides that the hand's deck has."""
    part = work.importer.slides[new.part]
    work.importer.new_slide(new.part, part, new.root)
    if new.notes:
        work.importer.new_notes(new.notes, part)
    hands = {id(slide.node): slide for slide in work.hand.slides}
    first = next((hands.get(id(item.hand)) for item in found if item.fresh is not None and item.hand is not None), None)
    _tell(work, Kind.ADDED, Fate.UPDATED, step)
    node = Node("s", "", step.fresh.said if step.fresh else "", children=step.fresh.children if step.fresh else [])
    root = parse(work.hand.package.read(part))
    slide = Slide(part, new.number, root, node)
    bring_rows(Spot(work, slide, "", part, new.part, new.title), new, root)
    add_entry(work.hand, slide, last, first)
    return slide


def _remove(work: Work, step: Step, own: Slide, old: Slide | None) -> None:
    """A slide that the workbook has no more goes, unless people have worked on it."""
    if _left_alone(work, step, own, old) and len(work.hand.slides) > 1:
        _tell(work, Kind.REMOVED, Fate.UPDATED, step)
        forget_slide(work.hand, own)
        return
    spot = Spot(work, own, old.part if old else "", own.part, "", own.title)
    spot.tell(Kind.REMOVED, Fate.CONFLICT, step, What.SLIDE)


def _left_alone(work: Work, step: Step, own: Slide, old: Slide | None) -> bool:
    away = step.edited and carried_away(step, work.carried)
    if step.edited and not away:
        return False
    if any("comments" in item.kind for item in work.hand.package.relationships.get(own.part, {}).values()):
        return False
    if away:
        return True
    if old is None or work.base is None:  # as everywhere: looks that nobody knows are touched
        return False
    one = look_of(work.base.package, old.part, old.root)
    return one == look_of(work.hand.package, own.part, own.root) or work.respelled


def _move(work: Work, step: Step, own: Slide, last: Slide | None) -> None:
    if step.moved and not step.strayed:
        move_entry(work.hand, own, last)
        _tell(work, Kind.MOVED, Fate.UPDATED, step)


def _tell(work: Work, kind: Kind, fate: Fate, step: Step) -> None:
    before, after = shown_title(step.base), shown_title(step.fresh)
    if not before and step.base is not None and step.hand is not None:
        before = shown_title(step.hand)
    work.changes.append(Change(kind, fate, What.SLIDE, after or before, before, after))


def _tell_left_out(work: Work, step: Step, done: set[int]) -> None:
    """Tells what changed on a slide that people had deleted, all at once, but for what was `done` elsewhere."""
    olds, news = (
        [item for item in node.walk() if item.kind in "pk" and id(item) not in done] if node else []
        for node in (step.base, step.fresh)
    )
    if done and [item.digest for item in olds] == [item.digest for item in news]:
        return
    before = _said([item for item in olds if item.digest not in {other.digest for other in news}])
    after = _said([item for item in news if item.digest not in {other.digest for other in olds}])
    if only_cells_moved(before, after):
        return
    title = shown_title(step.base) or shown_title(step.fresh)
    work.changes.append(Change(Kind.CHANGED, Fate.LEFT_OUT, What.SLIDE, title, before, after, cells_of(step)))


def _said(nodes: Sequence[Node]) -> str:
    return " · ".join(filter(None, map(shown, nodes)))[:_LONGEST]


def shown_title(slide: Node | None) -> str:
    """A slide's title, as far as it is known."""
    return "" if slide is None else title_of(slide) or shown(slide)[:80]


def _merge_piece(spot: Spot, own: Slide, old: Slide, new: Slide, path: str) -> None:
    """The background and the like, where the hand left it."""
    work = spot.work
    if work.base is None:
        return
    sides = ((work.base.package, old), (work.hand.package, own), (work.fresh.package, new))
    found = [slide.root.find(path) for _, slide in sides]
    looks = [
        "" if item is None else look_of(package, slide.part, item)
        for item, (package, slide) in zip(found, sides, strict=True)
    ]
    if looks[0] != looks[1] or looks[0] == looks[2] or found[1] is None or found[2] is None:
        return
    replacement = work.importer.element(found[2], new.part, own.part)
    found[1].getparent().replace(found[1], replacement)  # type: ignore[union-attr]
    spot.touch()
    spot.tell_look()


def _merge_notes(spot: Spot, step: Step, own: Slide, old: Slide | None, new: Slide) -> None:
    base, hand, fresh = (
        None if node is None else next((child for child in node.children if child.kind == "n"), None)
        for node in (step.base, step.hand, step.fresh)
    )
    at = replace(
        spot, what=What.NOTES, base_part=old.notes if old else "", part=own.notes, fresh_part=new.notes, shape=None
    )
    notes = Step(base, hand, fresh)
    if fresh is None and base is None:
        return
    if hand is not None:
        body = None if own.notes_root is None else notes_body(own.notes_root)
        merge_paragraphs(
            at.at(None, notes), body, base.children if base else (), hand.children, fresh.children if fresh else ()
        )
    elif base is None and fresh is not None and not own.notes:
        at.tell(Kind.ADDED, Fate.UPDATED, notes, What.NOTES)
        spot.work.importer.new_notes(new.notes, own.part)
    elif fresh is not None and base is not None and base.digest != fresh.digest:
        at.tell(Kind.CHANGED, Fate.LEFT_OUT, notes, What.NOTES)
