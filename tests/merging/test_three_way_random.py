"""Random trees: what three_way plans, done on a plain model, loses nothing of anybody's."""

from __future__ import annotations

from random import Random  # noqa: TID251 - drawn from a seed that hypothesis gives

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.merging.nodes import Node
from pipeline.merging.pairing import whole, whole_of
from pipeline.merging.three_way import Plan, Spot, three_way
from pipeline.vocabulary.changes import Fate, Kind

WORDS = ("archive", "portal", "cloud", "data", "skills", "budget", "council", "school", "2027", "2028", "")


def node(kind: str, anchor: str = "", words: str = "", children: tuple[Node, ...] = ()) -> Node:
    if kind == "p":
        return Node("p", anchor, words)
    said = "\n".join(child.said or "" for child in children)
    return Node(kind, anchor, said, whole_of(kind, list(children)), list(children))


class Drawer:
    """Draws documents, and other versions of them, from one source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - no secret
        self.number = 0

    def anchor(self) -> str:
        self.number += 1
        return f"{self.number:08X}"

    def words(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(0, 5)))

    def paragraph(self, *, anchored: bool = True) -> Node:
        return node("p", self.anchor() if anchored else "", self.words())

    def row(self, *, anchored: bool = True) -> Node:
        cells = tuple(node("c", "", "", (self.paragraph(anchored=anchored),)) for _ in range(3))
        return node("r", self.anchor() if anchored else "", "", cells)

    def block(self, *, anchored: bool = True) -> Node:
        if self.chance.random() < 0.3:
            rows = tuple(self.row(anchored=anchored) for _ in range(self.chance.randint(1, 4)))
            return node("t", "", "", rows)
        return self.paragraph(anchored=anchored)

    def story(self) -> Node:
        return node("story", "", "", tuple(self.block() for _ in range(self.chance.randint(0, 8))))

    def version(self, old: Node, *, anchored: bool, lost: bool = False) -> Node:
        """Another version of a node: words changed, children added, removed, moved. With `lost`, without identities."""
        anchor = "" if lost else old.anchor
        if old.kind == "p":
            return node("p", anchor, self.words() if self.chance.random() < 0.25 else old.said or "")
        children = [self.version(child, anchored=anchored, lost=lost) for child in old.children]
        if old.kind in ("story", "t"):
            children = [child for child in children if self.chance.random() > 0.12] or children[:1]
            for _ in range(self.chance.choice((0, 0, 0, 1, 2))):
                new = self.row(anchored=anchored) if old.kind == "t" else self.block(anchored=anchored)
                children.insert(self.chance.randint(0, len(children)), new)
            if len(children) > 1 and self.chance.random() < 0.2:
                children.insert(
                    self.chance.randrange(len(children)), children.pop(self.chance.randrange(len(children)))
                )
        return node(old.kind, anchor, "", tuple(children))


class Model:
    """A tree that steps are done in, as they are in a document when all changes are accepted."""

    def __init__(self, hand: Node) -> None:
        self.children = {item: list(item.children) for item in hand.walk()}
        self.around = {child: item for item in hand.walk() for child in item.children}
        self.instead: dict[Node, Node] = {}

    def do(self, plan: Plan) -> None:
        for step in plan.steps:
            if step.fate is not Fate.UPDATED:
                continue
            if step.kind in (Kind.REMOVED, Kind.MOVED) and step.hand is not None:
                self.children[self.around[step.hand]].remove(step.hand)
            if step.kind in (Kind.ADDED, Kind.MOVED) and step.fresh is not None and step.spot is not None:
                self.put(step.fresh, step.spot)
            if step.kind is Kind.CHANGED and step.hand is not None and step.fresh is not None:
                self.instead[step.hand] = step.fresh

    def put(self, new: Node, spot: Spot) -> None:
        there = self.children[spot.within]
        beside = spot.after or spot.before
        place = len(there) if beside is None else there.index(beside) + (spot.after is not None)
        there.insert(place, new)

    def said(self, item: Node) -> object:
        item = self.instead.get(item, item)
        children = self.children.get(item, item.children)
        return (item.kind, item.said) if item.kind == "p" else (item.kind, *(self.said(child) for child in children))

    def standing(self, root: Node) -> set[Node]:
        found = {root}
        for child in self.children.get(root, root.children):
            found |= self.standing(child)
        return found


def said(item: Node) -> object:
    return (item.kind, item.said) if item.kind == "p" else (item.kind, *(said(child) for child in item.children))


def check(seed: int) -> None:
    drawer = Drawer(seed)
    base = drawer.story()
    fresh = drawer.version(base, anchored=True)
    hand = drawer.version(base, anchored=False, lost=drawer.chance.random() < 0.4)
    plan = three_way(base, hand, fresh)
    model = Model(hand)
    model.do(plan)
    standing = model.standing(hand)
    for item in hand.walk():
        old = plan.hands.old.get(item)
        if item.kind == "p" and (old is None or old.digest != item.digest):
            assert item in standing
            assert item not in model.instead
    assert_each_difference_has_one_fate(plan, base, fresh)
    assert_hand_work_is_told(plan, hand)


def assert_each_difference_has_one_fate(plan: Plan, base: Node, fresh: Node) -> None:
    olds = [
        item for step in plan.steps if step.base for item in step.base.walk() if goes_whole(plan, step.base, step.fresh)
    ]
    news = [
        item
        for step in plan.steps
        if step.fresh
        for item in step.fresh.walk()
        if goes_whole(plan, step.base, step.fresh)
    ]
    own = [step.base for step in plan.steps if step.base] + [step.fresh for step in plan.steps if step.fresh]
    for item in base.walk():
        if item.kind != "p":
            continue
        new = plan.fresh.new.get(item)
        if new is None or new.digest != item.digest:
            assert item in olds or item in own
    for item in fresh.walk():
        if item.kind == "p" and item not in plan.fresh.old:
            assert item in news or item in own
    named = [(step.base, step.fresh, step.kind) for step in plan.steps]
    assert len(named) == len(set(named))


def goes_whole(plan: Plan, base: Node | None, fresh: Node | None) -> bool:
    """Whether a step is about all that is in its nodes: what stands elsewhere now, comes or goes."""
    del plan
    return base is None or fresh is None or whole(base) != whole(fresh)


def assert_hand_work_is_told(plan: Plan, hand: Node) -> None:
    told = {item for touch in plan.touches if touch.hand for item in touch.hand.walk()}
    for item in hand.walk():
        old = plan.hands.old.get(item)
        if item.kind == "p" and (old is None or old.digest != item.digest):
            assert item in told


def check_untouched(seed: int) -> None:
    drawer = Drawer(seed)
    base = drawer.story()
    fresh = drawer.version(base, anchored=True)
    plan = three_way(base, base, fresh)
    model = Model(base)
    model.do(plan)
    assert model.said(base) == said(fresh)
    assert {step.fate for step in plan.steps} <= {Fate.UPDATED}
    assert plan.touches == []


def check_nothing_new(seed: int) -> None:
    drawer = Drawer(seed)
    base = drawer.story()
    hand = drawer.version(base, anchored=False, lost=seed % 2 == 0)
    assert three_way(base, hand, base).steps == []


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_nothing_of_peoples_is_lost_and_each_difference_has_a_fate(seed: int) -> None:
    check(seed)


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_an_untouched_document_becomes_the_fresh_one(seed: int) -> None:
    check_untouched(seed)


@settings(max_examples=50, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_without_changes_of_the_workbook_there_is_nothing_to_do(seed: int) -> None:
    check_nothing_new(seed)


@pytest.mark.long
def test_many_random_documents() -> None:
    for seed in range(20_000):
        check(seed)
        check_untouched(seed)
        check_nothing_new(seed)
