"""What the workbook changed, set against what people changed: for each difference between base and fresh its fate.

In: the three versions as trees of nodes. Out: a `Plan` of steps in the order of the document, and what people did.
Pure: no XML. A node of the hand's that no step names stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.merging.aligning import in_order
from pipeline.merging.nodes import Node
from pipeline.merging.pairing import Pairs, charts, joined, members, pair, whole
from pipeline.vocabulary.changes import Fate, Kind

Movable = Callable[[Node, Node, Node], bool]
"""Whether a node can stand elsewhere with all that it carries in the hand's; given as base's, the hand's, fresh's."""


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """Where a new node goes: in a container of the hand's, after a node of it (or one put there), else before one,
    else at its end."""

    within: Node
    after: Node | None = None
    before: Node | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One difference between base and fresh, and its fate. What is `UPDATED` is to be done at `hand` or `spot`."""

    kind: Kind
    fate: Fate
    base: Node | None = None
    hand: Node | None = None
    fresh: Node | None = None
    spot: Spot | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Touch:
    """One thing that people did: what of base's it was, what it is in the hand's."""

    kind: Kind
    base: Node | None = None
    hand: Node | None = None


@dataclass(slots=True)
class Plan:
    """The steps of one story, what people did, and which node of the hand's is which of base's and of fresh's."""

    steps: list[Step] = field(default_factory=list)
    touches: list[Touch] = field(default_factory=list)
    hands: Pairs = field(default_factory=Pairs)
    fresh: Pairs = field(default_factory=Pairs)


def three_way(
    base: Node,
    hand: Node,
    fresh: Node,
    *,
    level: Callable[[Node], int] = lambda _: 0,
    head: Callable[[Node], bool] = lambda _: False,
    list_of: Set[Node] = frozenset(),
    movable: Movable = lambda _base, _hand, _fresh: True,
) -> Plan:
    """The plan for one story. `level` tells of a node of fresh's or the hand's which heading it is (0: none), `head` of
    a row of the hand's whether it is the head of its table.

    `list_of` are nodes of fresh's that make one list: where people deleted all of it, nothing new of it comes either.
    """
    plan = Plan(hands=pair(base, hand, anywhere=True), fresh=pair(base, fresh))
    _Planning(plan, level, head, list_of, movable).children(base, hand, fresh)
    plan.touches.extend(_touches(base, hand, plan.hands))
    return plan


@dataclass(slots=True)
class _Planning:
    plan: Plan
    level: Callable[[Node], int]
    head: Callable[[Node], bool]
    list_of: Set[Node]
    movable: Movable

    def children(self, base: Node, hand: Node | None, fresh: Node) -> None:
        """The steps for what is in a container (or in the text boxes of a paragraph)."""
        olds, news = members(base), members(fresh)
        if not olds and not news:
            return
        stays = self._staying(olds, news)
        level = _Level(self, hand, news, stays)
        position = 0
        for new in news:
            old = self.plan.fresh.old.get(new)
            if old is not None and old in stays:
                end = olds.index(old, position)
                self._removed(olds[position:end], hand)
                position = end + 1
            level.next(old, new)
        self._removed(olds[position:], hand)

    def _staying(self, olds: list[Node], news: list[Node]) -> set[Node]:
        places = {node: place for place, node in enumerate(news)}
        pairs = {
            place: places[self.plan.fresh.new[node]]
            for place, node in enumerate(olds)
            if self.plan.fresh.new.get(node) in places
        }
        return {olds[place] for place in in_order(pairs)}

    def _removed(self, olds: list[Node], around: Node | None) -> None:
        hands = {old: self._now(old, around) for old in olds if old not in self.plan.fresh.new}
        headings = set(self._still_headings(hands))
        for old, hand in hands.items():
            if hand is None and any(inside in self.plan.hands.new for inside in old.walk()):
                self._removed(members(old), around)
            elif hand is None:
                self.step(Kind.REMOVED, Fate.AGREED, old)
            elif old in headings or self._is_kept(old, hand):
                self.step(Kind.REMOVED, Fate.CONFLICT, old, hand)
                for row, own in self._untouched_rows(old, hand):
                    self.step(Kind.REMOVED, Fate.UPDATED, row, own)
            else:
                self.step(Kind.REMOVED, Fate.UPDATED, old, hand)

    def _is_kept(self, old: Node, hand: Node) -> bool:
        """Whether something that fresh has no more stays, since people wrote in it; of a table some of its rows."""
        if whole(hand) == whole(old):
            return False
        going = {own for _, own in self._untouched_rows(old, hand)}
        return not going or any(row not in going and not self._is_head(row, old) for row in members(hand))

    def _untouched_rows(self, old: Node, hand: Node) -> Iterator[tuple[Node, Node]]:
        """The rows of a table that nobody touched, but for its head: they go even if others stay."""
        if old.kind != "t" or whole(hand) == whole(old):
            return
        here = set(members(hand))
        for row in members(old):
            own = self.plan.hands.new.get(row)
            if own is not None and own in here and whole(own) == whole(row) and not self.head(own):
                yield row, own

    def _is_head(self, row: Node, table: Node) -> bool:
        """Whether a row of the hand's is the head that a table of base's had."""
        old = self.plan.hands.old.get(row)
        return old is not None and old in table.children and whole(old) == whole(row) and self.head(row)

    def _still_headings(self, hands: Mapping[Node, Node | None]) -> Iterator[Node]:
        """The headings without which it would not be seen what something is about that stays under them."""
        over: list[tuple[int, Node]] = []
        for old, hand in hands.items():
            if hand is None:
                continue
            if level := self.level(hand):
                over = [item for item in over if item[0] < level]
            if self._is_kept(old, hand):
                yield from (heading for _, heading in over)
                over = []
            if level:
                over.append((level, old))

    def _now(self, old: Node, around: Node | None) -> Node | None:
        """What a node of base's is in the hand's; a paragraph may have gone over into another one there."""
        hand = self.plan.hands.new.get(old)
        return joined(old, around, self.plan.hands) if hand is None and around is not None else hand

    def both(self, old: Node, new: Node, around: Node | None) -> None:
        """The steps for a node that fresh still has, at its place in a container of the hand's."""
        hand = self._now(old, around)
        if old.kind != "p":
            if old.kind == "r" and len(old.children) != len(new.children):
                self._other_columns(old, hand, new)
            elif whole(old) != whole(new):
                self.children(old, hand, new)
            return
        if old.digest != new.digest:
            self.step(Kind.CHANGED, self._fate(old, hand, new), old, hand, new)
        if old.children or new.children:
            hand = self.plan.hands.new.get(old)
            self._charts(old, hand, new)
            self.children(old, hand, new)

    def _other_columns(self, old: Node, hand: Node | None, new: Node) -> None:
        """A row of other columns is exchanged whole."""
        spot = Spot(hand, after=hand) if hand is not None else None
        fate = Fate.LEFT_OUT if hand is None else Fate.UPDATED if whole(hand) == whole(old) else Fate.CONFLICT
        self.step(Kind.CHANGED, fate, old, hand, new, spot)

    def _charts(self, old: Node, hand: Node | None, new: Node) -> None:
        """Charts are known by their order in a paragraph, changed ones by their data."""
        olds, news = charts(old), charts(new)
        hands = charts(hand) if hand is not None else []
        if len(olds) != len(news):
            return  # the paragraph's own words tell that
        for place, (one, other) in enumerate(zip(olds, news, strict=True)):
            mine = hands[place] if len(hands) == len(olds) else None
            if one.digest != other.digest:
                self.step(Kind.CHANGED, self._fate(one, mine, other), one, mine, other)

    @staticmethod
    def _fate(old: Node, hand: Node | None, new: Node) -> Fate:
        if hand is None:
            return Fate.LEFT_OUT
        if hand.digest == old.digest:
            return Fate.UPDATED
        return Fate.AGREED if hand.digest == new.digest else Fate.CONFLICT

    def step(
        self,
        kind: Kind,
        fate: Fate,
        base: Node | None = None,
        hand: Node | None = None,
        fresh: Node | None = None,
        spot: Spot | None = None,
    ) -> None:
        """Notes a step."""
        self.plan.steps.append(Step(kind, fate, base, hand, fresh, spot))


class _Level:
    """One container while it is walked through: where new nodes go, and which chapters of it people deleted."""

    def __init__(self, planning: _Planning, hand: Node | None, news: list[Node], stays: set[Node]) -> None:
        self.planning, self.hand, self.news, self.stays = planning, hand, news, stays
        self.plan = planning.plan
        self.here = set(members(hand)) if hand is not None else set()
        self.settled = self._settled()
        self.gone = set(self._deleted_chapters())
        self.place = 0
        self.last: Node | None = None
        self.agreed = {
            (node.kind, whole(node)): node for node in self.here if node not in self.plan.hands.old and node.words
        }

    def _settled(self) -> set[Node]:
        """The nodes of the hand's that stand in this container in base's order: what is new goes beside them."""
        ours = members(self.hand) if self.hand is not None else []
        places = {node: place for place, node in enumerate(ours)}
        olds = [self.plan.fresh.old[new] for new in self.news if self.plan.fresh.old.get(new) in self.stays]
        hands = [self.plan.hands.new.get(old) for old in olds]
        pairs = {place: places[node] for place, node in enumerate(hands) if node is not None and node in places}
        return {ours[place] for place in in_order(pairs).values()}

    def next(self, old: Node | None, new: Node) -> None:
        """The next node of fresh's."""
        if old is None:
            self._added(new)
        elif old in self.stays:
            self.planning.both(old, new, self.hand)
            hand = self.plan.hands.new.get(old)
            if hand is not None and hand in self.settled:
                self.last = hand
        else:
            self._moved(old, new)
        self.place += 1

    def _added(self, new: Node) -> None:
        if self.hand is None or new in self.gone:
            self.planning.step(Kind.ADDED, Fate.LEFT_OUT, fresh=new)
            return
        same = self.agreed.pop((new.kind, whole(new)), None)
        if same is not None:
            self.planning.step(Kind.ADDED, Fate.AGREED, hand=same, fresh=new)
            self.last = same
            return
        self.planning.step(Kind.ADDED, Fate.UPDATED, fresh=new, spot=self._spot(self.hand))
        self.last = new

    def _moved(self, old: Node, new: Node) -> None:
        hand = self.plan.hands.new.get(old)
        if hand is None:
            fate = Fate.LEFT_OUT if whole(old) != whole(new) else Fate.AGREED
            self.planning.step(Kind.MOVED, fate, old, None, new)
            return
        if self.hand is not None and self._as_base_had_it(old, hand) and self.planning.movable(old, hand, new):
            self.planning.step(Kind.MOVED, Fate.UPDATED, old, hand, new, self._spot(self.hand))
            self.last = new
            return
        self.planning.step(Kind.MOVED, Fate.CONFLICT, old, hand, new)
        if old.kind != "p":
            self.planning.both(old, new, self.hand)

    def _as_base_had_it(self, old: Node, hand: Node) -> bool:
        if hand not in self.here or whole(hand) != whole(old):
            return False
        return old not in self.carried

    @cached_property
    def carried(self) -> set[Node]:
        """What people put elsewhere in this container."""
        return _moved_by_people(self.plan, self.hand)

    def _spot(self, within: Node) -> Spot:
        if self.last is not None:
            return Spot(within, after=self.last)
        for new in self.news[self.place + 1 :]:
            old = self.plan.fresh.old.get(new)
            hand = self.plan.hands.new.get(old) if old is not None else None
            if hand is not None and hand in self.settled:
                return Spot(within, before=hand)
        return Spot(within)

    def _deleted_chapters(self) -> Iterator[Node]:
        """What of fresh's stands in chapters that people deleted whole, headings and all."""
        listed = [new for new in self.news if new in self.planning.list_of]
        if listed and not any(self._is_there(new) for new in listed):
            yield from listed
        levels = [self.planning.level(new) for new in self.news]
        for start, level in enumerate(levels):
            old = self.plan.fresh.old.get(self.news[start])
            if not level or old is None or old in self.plan.hands.new:
                continue
            end = next((place for place in range(start + 1, len(levels)) if 0 < levels[place] <= level), len(levels))
            if not any(self._is_there(new) for new in self.news[start:end]):
                yield from self.news[start:end]

    def _is_there(self, new: Node) -> bool:
        old = self.plan.fresh.old.get(new)
        return old is not None and old in self.plan.hands.new


def _moved_by_people(plan: Plan, hand: Node | None) -> set[Node]:
    """The nodes of base's that stand in another order in a container of the hand's."""
    ours = members(hand) if hand is not None else []
    olds = [plan.hands.old.get(node) for node in ours]
    known = [old for old in olds if old is not None]
    base = plan.hands.old.get(hand) if hand is not None else None
    places = {node: place for place, node in enumerate(members(base) if base is not None else [])}
    pairs = {places[old]: place for place, old in enumerate(known) if old in places}
    kept = in_order(pairs)
    order = {place: node for node, place in places.items()}
    return {order[place] for place in pairs if place not in kept} | {old for old in known if old not in places}


def _touches(base: Node, hand: Node, pairs: Pairs) -> Iterator[Touch]:
    """What people did in a pair of nodes, in the order of the hand's document; what they took away at its old place."""
    plan = Plan(hands=pairs)
    moved = _moved_by_people(plan, hand)
    olds = members(base)
    places = {old: place for place, old in enumerate(olds)}
    removed = 0
    for node in members(hand):
        old = pairs.old.get(node)
        if old is None:
            yield Touch(Kind.ADDED, None, node)
            continue
        end = places.get(old, -1)
        if end >= removed and old not in moved:
            yield from _taken_away(olds[removed:end], pairs)
            removed = end + 1
        if old in moved:
            yield Touch(Kind.MOVED, old, node)
        if node.kind == "p" and node.digest != old.digest:
            yield Touch(Kind.CHANGED, old, node)
        if whole(node) != whole(old) or any(child in pairs.new for child in old.walk() if child.kind == "x"):
            yield from _touches(old, node, pairs)
    yield from _taken_away(olds[removed:], pairs)


def _taken_away(olds: list[Node], pairs: Pairs) -> Iterator[Touch]:
    return (Touch(Kind.REMOVED, old, None) for old in olds if old not in pairs.new)
