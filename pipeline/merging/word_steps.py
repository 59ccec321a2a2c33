"""The steps of a plan done in the hand's Word document: tracked changes, new data in charts, comments.

In: the packages, a plan for one story and what each step is told as. Out: the hand's package changed; `close` writes
the parts that something changed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.merging.charts import update_data, updated_alt
from pipeline.merging.nodes import Node
from pipeline.merging.pairing import Pairs, members
from pipeline.merging.pruning import prune_story
from pipeline.merging.revisions.answers import take_back
from pipeline.merging.revisions.blocks import delete, put, settle
from pipeline.merging.revisions.captions import renew
from pipeline.merging.revisions.comments import Comments, comment, withdraw
from pipeline.merging.revisions.halves import agree
from pipeline.merging.revisions.importing import Importer, Stock
from pipeline.merging.revisions.pen import pen_for
from pipeline.merging.revisions.rewriting import rewrite
from pipeline.merging.revisions.threads import Threads
from pipeline.merging.run import Run
from pipeline.merging.three_way import Plan, Spot, Step
from pipeline.merging.word_columns import fit
from pipeline.merging.word_looks import take_looks
from pipeline.merging.word_moving import copied, is_like, rewritten
from pipeline.merging.word_nodes import KINDS, identity
from pipeline.merging.wordings import own_mark, own_pending
from pipeline.ooxml.dialect import WP, w
from pipeline.ooxml.package import Package, serialise
from pipeline.vocabulary.changes import Change, Fate, Kind

_BODY, _PARAGRAPH, _ROW, _SECTION, _BOOKMARK = w("body"), w("p"), w("tr"), w("sectPr"), w("bookmarkStart")
_CONTROL = w("sdt")
_OF_ONE_LINE = tuple(w(name) for name in ("text", "date", "dropDownList", "comboBox", "picture", "equation"))
_FRAME = f"{{{WP}}}docPr"
_TEXT = "descr"


@dataclass(frozen=True, slots=True)
class Story:
    """One story in the three packages: its parts in the hand's and the fresh one, and its tree under way."""

    part: str
    fresh_part: str
    root: etree._Element


class Work:
    """The hand's package while it is changed, and what it takes from."""

    def __init__(
        self,
        hand: Package,
        fresh: Package,
        base: Package | None,
        run: Run,
        roots: Mapping[str, etree._Element],
        comments: Comments,
    ) -> None:
        self.hand, self.fresh, self.base, self.run, self.roots = hand, fresh, base, run, roots
        self.pen = pen_for(roots.values(), run.author, run.when)
        self.stock = Stock(hand, fresh, roots, self.pen)
        self.touched: set[str] = set()
        self.looks = 0
        self.comments = comments
        comments.stories = roots
        self._threads = Threads(comments.root)

    def close(self) -> None:
        """Writes the parts that something changed in."""
        self._threads.hang_again(self.comments)
        self.comments.write()
        if self.comments.changed:
            self.touched.add(self.hand.main_part())
        for part in sorted(self.touched):
            settle(self.roots[part], self.pen)
            renew(self.roots[part], self.hand.read(part), self.pen.author)
            agree(self.roots[part], self.pen.author)
            prune_story(self.hand, part, self.roots[part], self.hand.read(part))
            self.hand.parts[part] = serialise(self.roots[part])
        self.stock.write()


def apply(work: Work, story: Story, plan: Plan, told: Sequence[Change | None]) -> None:
    """Does a plan's steps, and says at each what it means."""
    importer = Importer(work.stock, story.part, story.fresh_part)
    for base, fresh in plan.fresh.new.items():
        hand = plan.hands.new.get(base)
        if hand is not None and base.kind == "p" and hand.element is not None and _named(fresh.element):
            importer.pair(hand.element, fresh.element)
    going = {
        step.hand.element
        for step in plan.steps
        if step.fate is Fate.UPDATED and step.kind is not Kind.CHANGED and step.hand is not None
    }
    doing = _Doing(work, story, importer, going, plan.hands)
    for step, change in zip(plan.steps, told, strict=True):
        block = doing.do(step)
        if block is not None:
            work.touched.add(story.part)
            words = work.run.say(change) if change is not None else ""
            if words and block not in doing.back:
                comment(block, words, work.pen, work.comments, stays=step.fate is Fate.CONFLICT)
    if take_looks(plan, importer, work.pen):
        work.touched.add(story.part)
        work.looks += 1


def _named(fresh: etree._Element) -> bool:
    return fresh.find(_BOOKMARK) is not None or fresh.find(f"{w('pPr')}/{w('numPr')}") is not None


@dataclass(slots=True)
class _Doing:
    work: Work
    story: Story
    importer: Importer
    going: set[etree._Element]
    hands: Pairs
    placed: dict[Node, etree._Element] = field(default_factory=dict)
    back: set[etree._Element] = field(default_factory=set)
    """Blocks whose deletion was only pending and is taken back: nothing is left to tell of them."""
    _deleted: dict[tuple[str, str], etree._Element] | None = None

    def do(self, step: Step) -> etree._Element | None:
        """Does one step. Gives the block that is to be spoken of, None for one that isn't in the document."""
        if step.fate is Fate.CONFLICT and step.hand is not None:
            return self._block(step.hand)
        if step.fate is not Fate.UPDATED:
            return None
        if step.kind is Kind.CHANGED and step.hand is not None and step.fresh is not None:
            return self._changed(step, step.hand, step.fresh)
        if step.kind is Kind.REMOVED and step.hand is not None:
            return self._removed(step.hand)
        if step.fresh is None or step.spot is None or step.fresh.kind not in _MADE:
            return None
        if step.kind is Kind.MOVED and step.hand is not None:
            return self._moved(step.base, step.hand, step.fresh, step.spot)
        back = self._taken_back(step.fresh, step.spot)
        return back if back is not None else self._placed(step.fresh, step.spot)

    def _moved(self, base: Node | None, hand: Node, fresh: Node, spot: Spot) -> etree._Element:
        """The old place keeps its identity, so that it is known again when people refuse that it goes."""
        block = copied(base, hand, fresh)
        if block is None:
            block = self._placed(fresh, spot)
        else:
            self.work.stock.numbers.renumber(block, keep_ids=True)
            reference, before = self._beside(spot)
            self.placed[fresh] = put(reference, block, self.work.pen, before=before)
            rewritten(block, fresh, self.work.pen, self.importer)
        self._removed(hand)
        return block

    def _taken_back(self, fresh: Node, spot: Spot) -> etree._Element | None:
        """A block comes back whose deletion by ours nobody has answered: that deletion is taken back."""
        if self._deleted is None:
            author = self.work.pen.author
            marked = [item for item in self.story.root.iter(_PARAGRAPH, _ROW) if own_mark(item, author) == "del"]
            self._deleted = {(KINDS[str(item.tag)], identity(item)): item for item in reversed(marked)}
        block = self._deleted.get((fresh.kind, fresh.anchor)) if fresh.anchor else None
        if block is None or block.getparent() is None or block in self.going or not is_like(block, fresh):
            return None
        if next((around for around in block.iterancestors() if around is spot.within.element), None) is None:
            return None
        take_back(block, self.work.pen.author)
        if not rewritten(block, fresh, self.work.pen, self.importer):
            withdraw(block, self.work.comments)
            self.back.add(block)
        self.placed[fresh] = block
        return block

    def _changed(self, step: Step, hand: Node, fresh: Node) -> etree._Element:
        if hand.kind == "k":
            self._chart(step.base, hand, fresh)
        elif hand.kind == "p":
            rewrite(hand.element, fresh.element, self.work.pen, self.importer)
        elif step.spot is not None:
            if own_pending(hand.element, self.work.pen.author):  # what is only pending goes bodily, with its place
                placed = self._placed(fresh, step.spot)
                self._removed(hand)
                return placed
            self._removed(hand)  # first, so that its names and numbers are free
            return self._placed(fresh, step.spot)
        return self._block(hand)

    def _chart(self, base: Node | None, hand: Node, fresh: Node) -> None:
        old = self.work.base
        known = (old, base.anchor) if old is not None and base is not None else None
        update_data(self.work.hand, hand.anchor, self.work.fresh, fresh.anchor, known)
        ours, theirs = _frame(hand), _frame(fresh)
        before = _frame(base) if base is not None and base.element is not None else None
        if ours is not None and theirs is not None:
            said = None if before is None else before.get(_TEXT) or ""
            text = updated_alt(said, ours.get(_TEXT) or "", theirs.get(_TEXT) or "")
            if text:
                ours.set(_TEXT, text)

    def _removed(self, hand: Node) -> etree._Element | None:
        if hand.kind not in _MADE:
            return None
        self.work.touched.add(self.story.part)  # also where nothing is left to be spoken of
        delete(hand.element, self.work.pen)
        return hand.element if hand.element.getparent() is not None else None

    def _placed(self, fresh: Node, spot: Spot) -> etree._Element:
        reference, before = self._beside(spot)
        block = self.importer.take(fresh.element)
        if fresh.kind == "r" and spot.within.kind == "t":
            fit(block, spot.within, self.hands)
        self.placed[fresh] = put(reference, block, self.work.pen, before=before)
        return block

    def _beside(self, spot: Spot) -> tuple[etree._Element, bool]:
        """Beside which element something new comes, and whether before it; what it replaces stands first."""
        beside = spot.after or spot.before
        reference = self.placed.get(beside, beside.element) if beside is not None else None
        if reference is None or reference.getparent() is None:
            return _end_of(spot.within)
        reference = _out_of_control(reference)
        if spot.after is None:
            return reference, True
        while (following := reference.getnext()) is not None and following in self.going:
            reference = following
        return reference, False

    def _block(self, hand: Node) -> etree._Element:
        element: etree._Element = hand.element
        return next(element.iterancestors(_PARAGRAPH), element) if hand.kind == "k" else element


_MADE = frozenset("ptr")
"""What can be put in and taken out as a whole; notes come and go with what refers to them."""


def _frame(chart: Node) -> etree._Element | None:
    """What names a drawing and says what it shows."""
    for around in chart.element.iterancestors(w("drawing")):
        return next(around.iter(_FRAME), None)
    return None


def _out_of_control(block: etree._Element) -> etree._Element:
    """What something new can stand beside: the control around a block, where that can hold only one line."""
    found = block
    for around in block.iterancestors():
        if around.tag == _CONTROL:
            if any(around.find(f"{w('sdtPr')}/{kind}") is not None for kind in _OF_ONE_LINE):
                found = around
        elif around.tag not in (w("sdtContent"), w("customXml")):
            break
    return found


def _end_of(holder: Node) -> tuple[etree._Element, bool]:
    """Where a story, cell or table ends: an element to stand beside, and whether before it."""
    known = [item.element for item in members(holder) if item.element.getparent() is not None]
    if known:
        return _out_of_control(known[-1]), False
    body = holder.element.find(_BODY)
    element = holder.element if body is None else body
    section = element.find(_SECTION)
    if section is not None:
        return section, True
    last = next((item for item in reversed(element) if isinstance(item.tag, str)), None)
    if last is None:
        last = etree.SubElement(element, _PARAGRAPH)
    return last, False
