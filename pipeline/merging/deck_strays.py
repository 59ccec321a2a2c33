"""Shapes that people took to another place: into a group, out of one, to another slide.

In: the slides of base and hand, paired. Out: for the base's shapes that aren't among their siblings any more, where the
hand's stand: they get the workbook's changes there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.merging.aligning import LIKE, likeness
from pipeline.merging.deck_aligning import SILENT, align_shapes, bare, is_group
from pipeline.merging.deck_nodes import creation_of
from pipeline.merging.nodes import Node

_MOST = 250_000


@dataclass(frozen=True)
class Strays:
    """By the base's shape: the hand's, and the hand's slide that it stands on. `found` gives the base's by the hand's;
    `away` are the hand's that stand on another slide.
    """

    shapes: dict[int, tuple[Node, Node]] = field(default_factory=dict)
    found: dict[int, Node] = field(default_factory=dict)
    away: frozenset[int] = frozenset()

    def any_in(self, node: Node) -> bool:
        """Whether a shape of the base, or one in it, was taken elsewhere."""
        return any(id(item) in self.shapes for item in node.walk())


NONE = Strays()
"""Nothing was taken elsewhere."""


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
    bases: dict[int, Node] = {}
    for base, hand in slides:
        if base is not None and hand is not None and base.digest == hand.digest:
            continue
        gone, come = _loose(base, hand)
        if gone and come and base is not None and hand is not None:
            pairs = align_shapes([item.node for item in gone], [item.node for item in come])
            together = [(gone[one], come[other]) for one, other in pairs.items() if gone[one].depth + come[other].depth]
            shapes |= {id(one.node): (other.node, hand) for one, other in together}
            bases |= {id(other.node): one.node for one, other in together}
        lost += [item for item in gone if id(item.node) not in shapes]
        own += [item for item in come if id(item.node) not in bases]
    far = _on_other_slides(lost, own) if len(lost) * len(own) <= _MOST else []
    shapes |= {id(one.node): (other.node, other.slide) for one, other in far}
    bases |= {id(other.node): one.node for one, other in far}
    return Strays(shapes, bases, frozenset(id(other.node) for _, other in far))


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


def _on_other_slides(lost: Sequence[_Loose], own: Sequence[_Loose]) -> list[tuple[_Loose, _Loose]]:
    """By lasting id, else by name with the same words, else by name with like words. Silent shapes are too alike."""
    pairs: list[tuple[_Loose, _Loose]] = []
    known: set[int] = set()
    for same in (_is_created, _is_same, _is_like):
        for gone in lost:
            if id(gone.node) in known or not _says_something(gone.node):
                continue
            found = next((item for item in own if id(item.node) not in known and same(gone.node, item.node)), None)
            if found is not None:
                pairs.append((gone, found))
                known |= {id(gone.node), id(found.node)}
    return pairs


def _says_something(node: Node) -> bool:
    return any(item.digest != SILENT for item in node.walk() if not item.children)


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
