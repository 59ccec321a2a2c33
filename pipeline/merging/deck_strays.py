"""Shapes that people took to another place: into a group, out of one, to another slide.

In: the slides of base and hand, paired. Out: for the base's shapes that aren't among their siblings any more, where the
hand's stand: they get the workbook's changes there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.merging.aligning import LIKE, likeness
from pipeline.merging.deck_aligning import align_shapes, bare, is_group
from pipeline.merging.deck_nodes import creation_of
from pipeline.merging.nodes import Node

_MOST = 250_000


@dataclass(frozen=True)
class Strays:
    """By the base's shape: the hand's, and the hand's slide that it stands on. `found` are the hand's shapes."""

    shapes: dict[int, tuple[Node, Node]] = field(default_factory=dict)
    found: frozenset[int] = frozenset()

    def any_in(self, node: Node) -> bool:
        """Whether a shape of the base, or one in it, was taken elsewhere."""
        return any(id(item) in self.shapes for item in node.walk())


@dataclass(frozen=True, slots=True)
class _Loose:
    """A shape without its other, the hand's or the base's slide it is on, and how deep in groups."""

    node: Node
    slide: Node
    depth: int


def stray_shapes(slides: Sequence[tuple[Node | None, Node | None]]) -> Strays:
    """Looks for what is on no slide where it was; the slides come as pairs, None where one has no other."""
    lost: list[_Loose] = []
    own: list[_Loose] = []
    shapes: dict[int, tuple[Node, Node]] = {}
    for base, hand in slides:
        if base is not None and hand is not None and base.digest == hand.digest:
            continue
        gone, come = _loose(base, hand)
        if gone and come and base is not None and hand is not None:
            pairs = align_shapes([item.node for item in gone], [item.node for item in come])
            together = [(gone[one], come[other]) for one, other in pairs.items() if gone[one].depth + come[other].depth]
            shapes |= {id(one.node): (other.node, hand) for one, other in together}
        taken = {id(node) for node, _ in shapes.values()}
        lost += [item for item in gone if id(item.node) not in shapes]
        own += [item for item in come if id(item.node) not in taken]
    if len(lost) * len(own) <= _MOST:
        _find_on_other_slides(lost, own, shapes)
    return Strays(shapes, frozenset(id(node) for node, _ in shapes.values()))


def _loose(base: Node | None, hand: Node | None) -> tuple[list[_Loose], list[_Loose]]:
    """The shapes of two slides that have no other among their siblings, in groups too."""
    gone: list[_Loose] = []
    come: list[_Loose] = []

    def compare(olds: Sequence[Node], news: Sequence[Node], depth: int) -> None:
        pairs = align_shapes(olds, news)
        taken = set(pairs.values())
        for place, node in enumerate(olds):
            if place not in pairs:
                gone.extend(_Loose(item, base or node, deep) for item, deep in _single(node, depth))
            elif is_group(node):
                compare(_shapes(node), _shapes(news[pairs[place]]), depth + 1)
        for place, node in enumerate(news):
            if place not in taken:
                come.extend(_Loose(item, hand or node, deep) for item, deep in _single(node, depth))

    compare(_shapes(base), _shapes(hand), 0)
    return gone, come


def _single(node: Node, depth: int) -> Iterator[tuple[Node, int]]:
    """A shape, or those of a group."""
    if not is_group(node):
        yield node, depth
    for child in _shapes(node) if is_group(node) else ():
        yield from _single(child, depth + 1)


def _shapes(node: Node | None) -> list[Node]:
    return [] if node is None else [child for child in node.children if child.kind == "h"]


def _find_on_other_slides(lost: Sequence[_Loose], own: Sequence[_Loose], shapes: dict[int, tuple[Node, Node]]) -> None:
    taken: set[int] = set()
    for same in (_is_created, _is_same, _is_like):
        for gone in lost:
            if id(gone.node) in shapes or not gone.node.words:
                continue
            for item in own:
                if id(item.node) not in taken and same(gone.node, item.node):
                    shapes[id(gone.node)] = item.node, item.slide
                    taken.add(id(item.node))
                    break


def _is_created(one: Node, other: Node) -> bool:
    lasting = creation_of(one.element)
    return bool(lasting) and lasting == creation_of(other.element)


def _is_same(one: Node, other: Node) -> bool:
    return one.anchor == other.anchor and one.digest == other.digest


def _is_like(one: Node, other: Node) -> bool:
    if not one.anchor or one.anchor != other.anchor:
        return False
    if one.said is None or other.said is None:
        return likeness(bare(one), bare(other)) >= LIKE
    return likeness(one, other) >= LIKE
