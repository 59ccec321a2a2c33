"""PowerPoint: three versions of a deck into one, two versions compared.

In: packages; of the base perhaps only its node, from the trace. Out: the hand's deck with the workbook's changes in it.
Parts that no change touches keep their bytes; what both changed stays the hand's, with a comment.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from lxml import etree

from pipeline.merging.deck_comments import About, Note, write_comments
from pipeline.merging.deck_edits import edits_between
from pipeline.merging.deck_import import Importer
from pipeline.merging.deck_nodes import open_deck
from pipeline.merging.deck_slides import merge_slides
from pipeline.merging.deck_work import Work
from pipeline.merging.parts import looks, merge_parts
from pipeline.merging.pruning import prune
from pipeline.merging.run import CannotMerge, Run
from pipeline.merging.trace import Trace, carry, give_cells, known_looks, read_trace, recognise
from pipeline.ooxml.named_ids import ids_named
from pipeline.ooxml.package import Package, PackageFault, serialise
from pipeline.vocabulary.changes import Change, Fate, Merged

_EARLY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_STORY = "deck"
_LIBRE = re.compile(rb"<Application>[^<]*(Libre|Open|Collabora)")


def merge_deck(base: Package | Trace, hand: Package, fresh: Package, run: Run) -> Merged:
    """The hand's deck with the workbook's changes and the fresh deck's trace. Changes no package that it is given."""
    package = hand.copy()
    try:
        work = _merged(base, package, fresh, run)
        seen = looks(base) if isinstance(base, Package) else known_looks(base, looks(hand), looks(fresh))
        beside = merge_parts(seen, package, fresh)
        _comment(work, beside)
        carry(fresh, package)
        return Merged(package.write(), (*work.changes, *beside), tuple(work.edits))
    except PackageFault as fault:
        raise CannotMerge("too_large" if fault.reason == "too_large" else "damaged", str(fault)) from fault
    except (etree.XMLSyntaxError, RecursionError) as error:
        raise CannotMerge("damaged", str(error)) from error


def compare_decks(old: Package, new: Package) -> tuple[Change, ...]:
    """The changes from one deck to another, as if nobody had touched the old one."""
    return merge_deck(old, old, new, Run(_EARLY, lambda _: "")).changes


def _merged(base: Package | Trace, package: Package, fresh: Package, run: Run) -> Work:
    hand, made = open_deck(package), open_deck(fresh)
    told = read_trace(fresh)
    if told is not None:
        give_cells(told, {_STORY: made.node})
    old = open_deck(base) if isinstance(base, Package) else None
    if isinstance(base, Trace):
        recognise(base, {_STORY: hand.node}, {_STORY: made.node})
    nodes = old.node if old is not None else base.stories.get(_STORY) if isinstance(base, Trace) else None
    if nodes is None:
        raise CannotMerge("foreign", "nothing tells what it was made as")
    respelled = _is_libre(package) and not _is_libre(fresh)
    work = Work(old, hand, made, Importer(hand, made), run, respelled=respelled)
    work.edits += edits_between(nodes, hand.node)
    before = {part: _named(package, part, root) for part, root in _roots(work)}
    merge_slides(work, nodes.children)
    _write(work, before)
    return work


def _comment(work: Work, beside: Sequence[Change]) -> None:
    """Comments on all conflicts; what lies beside the slides, a property say, is told on the first of them."""
    for change in beside:
        if change.fate is Fate.CONFLICT and change.after and work.hand.slides:
            about = About("", change.chapter, change.yours, change.before, change.after)
            work.notes.append(Note(work.hand.slides[0], None, work.run.say(change), about))
    write_comments(work.hand, work.notes, work.run.author, work.run.when)


def _roots(work: Work) -> list[tuple[str, etree._Element]]:
    slides = work.hand.slides
    notes = [(item.notes, item.notes_root) for item in slides if item.notes_root is not None]
    return [(item.part, item.root) for item in slides] + [(part, root) for part, root in notes if root is not None]


def _named(package: Package, part: str, root: etree._Element) -> set[str]:
    return ids_named(etree.tostring(root, encoding="unicode"), package.relationships.get(part, {}))


def _write(work: Work, before: dict[str, set[str]]) -> None:
    package, deck = work.hand.package, work.hand
    for slide in deck.slides:
        for part, root, touched in (
            (slide.part, slide.root, slide.touched),
            (slide.notes, slide.notes_root, slide.notes_touched),
        ):
            if touched and root is not None:
                prune(package, part, root, before.get(part, set()))
                package.parts[part] = serialise(root)
    if etree.tostring(deck.root) != deck.opened:
        package.parts[deck.main] = serialise(deck.root)


def _is_libre(package: Package) -> bool:
    """Whether LibreOffice or a relative wrote the deck: it writes all of it anew."""
    for item in package.related("", "extended-properties"):
        if item.target in package.parts:
            return _LIBRE.search(package.read(item.target)) is not None
    return False
