"""A merge of decks under way: the three versions of one slide, and what is told of them.

In: shared by what merges slides, shapes, texts and tables. Out: changes, and what goes into comments.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.merging.deck_aligning import Step
from pipeline.merging.deck_carrying import Carried
from pipeline.merging.deck_comments import Note, about_of
from pipeline.merging.deck_import import Importer
from pipeline.merging.deck_looks import same_look
from pipeline.merging.deck_nodes import Deck, Slide, plain
from pipeline.merging.deck_strays import Strays
from pipeline.merging.nodes import Node
from pipeline.merging.run import Run
from pipeline.merging.source_lines import only_cells_moved
from pipeline.ooxml.package import Package
from pipeline.vocabulary.changes import Change, Edit, Fate, Kind, What
from pipeline.vocabulary.findings import Place

_LONGEST = 2_000


@dataclass(eq=False)
class Work:
    """The decks (`base` is None where only its trace is known), what is told, and what is to be commented.

    `respelled` tells that another program saved the hand's deck and wrote all of it anew: looks can't be compared.
    """

    base: Deck | None
    hand: Deck
    fresh: Deck
    importer: Importer
    run: Run
    changes: list[Change] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    looks: bool = False
    carried: Carried = field(default_factory=Carried)
    strays: Strays = field(default_factory=Strays)
    respelled: bool = False


@dataclass(frozen=True)
class Spot:
    """One slide (or its notes) in its versions: the parts of base and fresh, the hand's slide and part.

    `dry` tells without writing: for what is taken from the fresh deck whole. `row` is where in a table's row it is.
    """

    work: Work
    slide: Slide
    base_part: str
    part: str
    fresh_part: str
    chapter: str
    what: What = What.TEXT
    shape: etree._Element | None = None
    cells: tuple[Place, ...] = ()
    dry: bool = False
    row: str = ""

    def at(self, shape: etree._Element | None, step: Step) -> Spot:
        """The same slide, at one of its shapes."""
        return replace(self, shape=shape, cells=cells_of(step) or self.cells)

    def untouched(self, step: Step, *, placed: bool = True) -> bool:
        """Whether the hand left the looks and the words as they were; unknown is touched."""
        if step.base is None or step.hand is None or step.base.element is None or step.base.digest != step.hand.digest:
            return False
        return self._alike((self._base(), self.base_part, step.base), (self._hand(), self.part, step.hand), placed)

    def unchanged(self, step: Step) -> bool:
        """Whether the fresh version looks and says as the base did; by its words, where its looks are not known."""
        if step.base is None or step.fresh is None or step.base.digest != step.fresh.digest:
            return False
        if step.base.element is None:
            return True
        fresh = self.work.fresh.package
        return self._alike((self._base(), self.base_part, step.base), (fresh, self.fresh_part, step.fresh), True)

    def fetched(self, node: Node) -> etree._Element:
        """A copy of a fresh element for the hand's part."""
        return self.work.importer.element(node.element, self.fresh_part, self.part)

    def touch(self) -> None:
        """Notes that the part is to be written."""
        if self.what is What.NOTES:
            self.slide.notes_touched = True
        else:
            self.slide.touched = True

    def tell(self, kind: Kind, fate: Fate, step: Step, what: What | None = None) -> None:
        """Notes what became of a change; of a conflict a comment is to tell."""
        before, after = shown(step.base), shown(step.fresh)
        yours = shown(step.hand) if step.hand is not None and fate is Fate.CONFLICT else ""
        if not before and step.base is not None and step.hand is not None and not step.edited:
            before = shown(step.hand)
        if only_cells_moved(yours or before, after):
            return
        own = what or self.what
        gone = kind is Kind.REMOVED and own is What.ROW  # not the cells of all the rows that stay
        cells = cells_of(step) or (() if gone else self.cells)
        row = self.row if own in (What.TEXT, What.ROW) else ""
        change = Change(kind, fate, own, self.chapter, before, after, cells, yours, row)
        self.work.changes.append(change)
        if fate is Fate.CONFLICT:
            piece: etree._Element | None = None if step.hand is None else step.hand.element
            words = ["" if node is None else node.said or "" for node in (step.hand, step.base, step.fresh)]
            about = about_of(self.shape, piece, words[0], words[1], words[2])
            self.work.notes.append(Note(self.slide, self.shape, self.work.run.say(change), about))

    def tell_look(self) -> None:
        """Notes, once for the deck, that it looks otherwise."""
        if not self.work.looks:
            self.work.looks = True
            self.work.changes.append(Change(Kind.CHANGED, Fate.UPDATED, What.LOOK, ""))

    def _base(self) -> Package:
        return self.work.base.package if self.work.base is not None else self.work.hand.package

    def _hand(self) -> Package:
        return self.work.base.package if self.dry and self.work.base is not None else self.work.hand.package

    @staticmethod
    def _alike(one: tuple[Package, str, Node], other: tuple[Package, str, Node], placed: bool) -> bool:
        first, second = (one[0], one[1], one[2].element), (other[0], other[1], other[2].element)
        return same_look(first, second, placed=placed)


def cells_of(step: Step) -> tuple[Place, ...]:
    """The cells that the new words come from, else the old ones."""
    for node in (step.fresh, step.base):
        if node is not None:
            found = tuple(dict.fromkeys(place for item in node.walk() for place in item.cells))
            if found:
                return found
    return ()


def shown(node: Node | None) -> str:
    """What a node says, as people read it; rows part their cells. What is known by its trace alone says nothing."""
    if node is None or node.said is None:
        return ""
    if node.kind == "r":
        return " | ".join(plain(cell.said or "") for cell in node.children)[:_LONGEST]
    return plain(node.said)[:_LONGEST]


def fate_of(step: Step) -> Fate:
    """What becomes of changed words where the hand has the node."""
    if step.agreed:
        return Fate.AGREED
    return Fate.CONFLICT if step.edited else Fate.UPDATED
