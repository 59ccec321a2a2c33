"""Word documents: three versions into one, two compared, one with our changes accepted.

In: packages; of base perhaps only its trace. Out: the hand's package with what changed between base and fresh, as
tracked changes, comments and told changes. A part that nothing changes in keeps its bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.merging.nodes import Node
from pipeline.merging.parts import looks, merge_parts
from pipeline.merging.pruning import prune_story
from pipeline.merging.revisions.answers import accept_own
from pipeline.merging.revisions.captions import number_anew
from pipeline.merging.revisions.comments import comment, open_comments, staying, withdraw_all
from pipeline.merging.revisions.contents import relink
from pipeline.merging.revisions.grids import regrid
from pipeline.merging.revisions.recovering import recover
from pipeline.merging.revisions.threads import Threads
from pipeline.merging.run import AUTHOR, CannotMerge, Run
from pipeline.merging.three_way import Plan, three_way
from pipeline.merging.trace import Trace, carry, give_cells, read_trace, recognise
from pipeline.merging.word_moving import Movable
from pipeline.merging.word_nodes import stories, story_parts
from pipeline.merging.word_pages import untaken
from pipeline.merging.word_steps import Story, Work, apply
from pipeline.merging.word_telling import Chapters, change_of, chapters, edit_of, is_head
from pipeline.merging.wordings import BOX_TAG, own_changes
from pipeline.ooxml.dialect import w
from pipeline.ooxml.package import Package, Stored, inflated, parse, serialise
from pipeline.ooxml.splicing import spliced
from pipeline.vocabulary.changes import Change, Edit, Fate, Kind, Merged, What

_BODY, _NOTES = "document", frozenset(("footnotes", "endnotes"))
_KNOWN = 0.1
"""A document of which less than this share of base's paragraphs is known is not a version of it."""


def merge_word(base: Package | Trace, hand: Package, fresh: Package, run: Run) -> Merged:
    """Puts into the hand's document what changed between base and fresh. Raises CannotMerge for a foreign document."""
    before = dict(hand.parts)
    versions = _versions(base, hand, fresh)
    comments = open_comments(hand, versions.hand[_BODY].element, run.author)
    plans = _plans(versions, Movable(run.author, frozenset(comments.ours)))
    pages = list(untaken(versions.base, versions.hand, versions.fresh))
    changes = list(pages)
    edits: list[Edit] = []
    looked = False
    for names in _NOTES, frozenset(plans) - _NOTES:  # a note that comes with its reference is put beside changed ones
        chosen = {name: plan for name, plan in plans.items() if name in names}
        if not chosen:
            continue
        work = Work(hand, fresh, base if isinstance(base, Package) else None, run, versions.roots(), comments)
        for name, plan in chosen.items():
            told = [change_of(step, versions.chapters) for step in plan.steps]
            apply(work, versions.story(name), plan, told)
            changes += [change for change in told if change is not None]
            edits += [edit for touch in plan.touches if (edit := edit_of(touch, versions.chapters)) is not None]
        if _BODY in chosen:
            _tell(work, versions.hand[_BODY].element, pages)
        work.close()
        looked = looked or work.looks > 0
    known = base.looks if isinstance(base, Trace) else looks(base)
    beside = merge_parts(known, hand, fresh)
    look = Change(Kind.CHANGED, Fate.UPDATED, What.LOOK, "")
    changes += [look, *beside] if looked and look not in beside else beside
    carry(fresh, hand)
    _spell_as_before(hand, before)
    return Merged(hand.write(), tuple(changes), tuple(edits))


def _tell(work: Work, root: etree._Element, changes: Iterable[Change]) -> None:
    """Says what can't be put in where the document begins."""
    first = next(root.iter(w("p")), None)
    for change in changes:
        words = work.run.say(change) if change.fate is Fate.CONFLICT and first is not None else ""
        if words and first is not None:
            comment(first, words, work.pen, work.comments, stays=True)
            work.touched.add(work.hand.main_part())


def _spell_as_before(package: Package, before: Mapping[str, bytes | Stored]) -> None:
    """Lets parts that changed keep the bytes of all that didn't: another program may spell it otherwise."""
    for name, part in package.parts.items():
        old = before.get(name)
        if isinstance(part, bytes) and old is not None and part is not old and name.endswith(".xml"):
            package.parts[name] = spliced(inflated(old), part)


def compare_words(old: Package, new: Package) -> tuple[Change, ...]:
    """What changed between two versions of a document."""
    versions = _versions(old, old, new)
    changes = [
        change
        for plan in _plans(versions, Movable(AUTHOR, frozenset())).values()
        for step in plan.steps
        if (change := change_of(step, versions.chapters)) is not None
    ]
    pages = [replace(change, fate=Fate.UPDATED) for change in untaken(versions.base, versions.hand, versions.fresh)]
    return (*pages, *changes, *merge_parts(looks(old), old.copy(), new))


def accept_word(package: Package) -> bool:
    """Accepts our own changes in every story; whether there were any. Changes `package`."""
    before = dict(package.parts)
    trees = {part: parse(package.read(part)) for part in story_parts(package).values()}
    for tree in trees.values():
        recover(tree, AUTHOR)
    ours = [part for part, tree in trees.items() if _has_own(tree)]
    main = package.main_part()
    comments = open_comments(package, trees[main], AUTHOR)
    threads = Threads(trees[main])
    withdraw_all(comments, keep=staying(comments))
    for part in ours:
        accept_own(trees[part], AUTHOR)
    threads.hang_again(comments)
    comments.write()
    if comments.changed:
        ours.append(main)
    for part in dict.fromkeys(ours):
        if part == main:
            number_anew(trees[part])
            relink(trees[part])
            regrid(trees[part])
        prune_story(package, part, trees[part], inflated(before[part]))
        package.parts[part] = serialise(trees[part])
    _spell_as_before(package, before)
    return bool(ours)


def _has_own(tree: etree._Element) -> bool:
    """Whether changes of ours stand in a story, in its text boxes too."""
    inside = (tree, *tree.iter(BOX_TAG))
    return any(next(own_changes(child, AUTHOR), None) is not None for item in inside for child in (item, *item))


@dataclass(slots=True)
class _Versions:
    """The stories of three versions, and the parts that they stand in."""

    base: dict[str, Node]
    hand: dict[str, Node]
    fresh: dict[str, Node]
    parts: dict[str, str]
    fresh_parts: dict[str, str]
    chapters: tuple[Chapters, ...] = field(default=())

    def story(self, name: str) -> Story:
        """Where a story stands."""
        return Story(self.parts[name], self.fresh_parts[name], self.hand[name].element)

    def roots(self) -> dict[str, etree._Element]:
        """The trees of the hand's parts."""
        return {self.parts[name]: story.element for name, story in self.hand.items()}


def _versions(base: Package | Trace, hand: Package, fresh: Package) -> _Versions:
    ours, mine = stories(hand), stories(fresh)
    if isinstance(base, Trace):
        recognise(base, ours, mine)
        old = base.stories
        _recall(old.values(), (*ours.values(), *mine.values()))
    else:
        old = ours if base is hand else stories(base)
        _give_cells(base, old)
    _give_cells(fresh, mine)
    told = [chapters(fresh, mine), chapters(hand, ours)]
    if isinstance(base, Package) and base is not hand:
        told.append(chapters(base, old))
    parts, fresh_parts = story_parts(hand, ours[_BODY].element), story_parts(fresh, mine[_BODY].element)
    return _Versions(old, ours, mine, parts, fresh_parts, tuple(told))


def _give_cells(package: Package, version: Mapping[str, Node]) -> None:
    trace = read_trace(package)
    if trace is not None:
        give_cells(trace, version)


def _recall(base: Iterable[Node], others: Iterable[Node]) -> None:
    """What base said, where another version still says it: there is only its fingerprint."""
    known = {node.digest: node.said for story in others for node in story.walk() if node.said is not None}
    for story in base:
        for node in story.walk():
            if node.said is None:
                node.said = known.get(node.digest)


def _plans(versions: _Versions, movable: Movable) -> dict[str, Plan]:
    """The plan of each story that all three versions have."""
    found: dict[str, Plan] = {}
    where, ours = versions.chapters[:2]
    for name, fresh in versions.fresh.items():
        base, hand = versions.base.get(name), versions.hand.get(name)
        if base is not None and hand is not None:
            found[name] = three_way(
                base,
                hand,
                fresh,
                level=lambda node: where.level(node) or ours.level(node),
                head=is_head,
                list_of=where.contents,
                movable=movable,
            )
    if _BODY not in found or _is_foreign(versions.base[_BODY], found[_BODY]):
        raise CannotMerge("foreign", "not a version of this document")
    return found


def _is_foreign(base: Node, plan: Plan) -> bool:
    said = [node for node in base.walk() if node.kind == "p" and node.digest and (node.said is None or node.words)]
    return bool(said) and sum(node in plan.hands.new for node in said) < _KNOWN * len(said)
