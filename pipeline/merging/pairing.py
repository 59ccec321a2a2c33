"""Which node of one tree is which of another, through all levels. Pure: no XML.

In: two trees of nodes. Out: `Pairs` both ways. Siblings are aligned with siblings; what people carried elsewhere is
looked for in the whole tree.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.merging.aligning import align
from pipeline.merging.nodes import Node

_ROAMING = frozenset("prt")
_OPAQUE = "k"
_TELLING = 12
"""So many letters are hardly in another paragraph by chance."""


@dataclass(slots=True)
class Pairs:
    """The node of the new tree for a node of the old one, and the other way."""

    new: dict[Node, Node] = field(default_factory=dict)
    old: dict[Node, Node] = field(default_factory=dict)

    def add(self, old: Node, new: Node) -> None:
        """Takes two nodes for one."""
        self.new[old] = new
        self.old[new] = old


def pair(old: Node, new: Node, *, anywhere: bool = False) -> Pairs:
    """The pairs of two trees whose roots are one. With `anywhere` also nodes that stand in another container now."""
    pairs = Pairs()
    _pair(old, new, pairs)
    if anywhere:
        _pair_elsewhere(old, new, pairs)
    return pairs


def _pair(old: Node, new: Node, pairs: Pairs) -> None:
    pairs.add(old, new)
    ours, theirs = members(old), members(new)
    for one, other in _align(ours, theirs).items():
        _pair(ours[one], theirs[other], pairs)


def members(node: Node) -> list[Node]:
    """A node's children but for its charts, which are compared by their data."""
    return [child for child in node.children if child.kind != _OPAQUE]


def charts(node: Node) -> list[Node]:
    """The charts of a paragraph."""
    return [child for child in node.children if child.kind == _OPAQUE]


def joined(old: Node, around: Node, pairs: Pairs) -> Node | None:
    """The paragraph in a container of the new tree that an old one without a pair went over into: it says all of it."""
    words = _plain(old)
    if old.kind != "p" or len(words) < _TELLING:
        return None
    for node in around.children:
        known = pairs.old.get(node)
        if node.kind == "p" and words in _plain(node) and (known is None or words not in _plain(known)):
            return node
    return None


def _plain(node: Node) -> str:
    return " ".join((node.said or "").split())


def _align(old: Sequence[Node], new: Sequence[Node]) -> dict[int, int]:
    if not old or not new:
        return {}
    kind = old[0].kind
    if kind in "cx" and len(old) == len(new):
        return {place: place for place in range(len(old))}
    if [(item.kind, item.anchor, item.digest) for item in old] == [
        (item.kind, item.anchor, item.digest) for item in new
    ]:
        return {place: place for place in range(len(old))}
    if kind == "r":
        old, new = _known_rows(old, new), _known_rows(new, old)
    elif kind != "c":
        old, new = _known_tables(old, new)
    pairs = align(old, new)
    _by_place(old, new, pairs)
    return pairs


def _known_rows(rows: Sequence[Node], others: Sequence[Node]) -> list[Node]:
    """Rows by their own identity where the other side has it, else by that of their first paragraph that has one."""
    known = {row.anchor for row in others if row.anchor}
    return [row if row.anchor in known else replace(row, anchor=_first_anchor(row)) for row in rows]


def _known_tables(old: Sequence[Node], new: Sequence[Node]) -> tuple[Sequence[Node], Sequence[Node]]:
    """Tables have no identity of their own: two are one where most of what has one is the same."""
    where = {node.anchor: table for table in new if table.kind == "t" for node in table.walk() if node.anchor}
    names: dict[Node, str] = {}
    for table in old:
        votes = Counter(
            where[node.anchor] for node in table.walk() if table.kind == "t" and node.anchor and node.anchor in where
        )
        for other, _ in votes.most_common(1):
            if other not in names:
                names[table] = names[other] = f"table {len(names)}"
    if not names:
        return old, new
    return [_renamed(node, names) for node in old], [_renamed(node, names) for node in new]


def _renamed(node: Node, names: dict[Node, str]) -> Node:
    return replace(node, anchor=names[node]) if node in names else node


def _first_anchor(row: Node) -> str:
    return next((node.anchor for node in row.walk() if node.kind == "p" and node.anchor), "")


def _by_place(old: Sequence[Node], new: Sequence[Node], pairs: dict[int, int]) -> None:
    """Where exactly one stands between the same neighbours, cells and what is in them are the same, whatever they say;
    elsewhere only what is known by nothing but its fingerprint."""
    taken = set(pairs.values())
    for one, node in enumerate(old):
        if one in pairs:
            continue
        before = pairs.get(one - 1) if one else -1
        after = pairs.get(one + 1) if one + 1 < len(old) else len(new)
        if before is None or after is None or after - before != 2 or before + 1 in taken:
            continue
        other = new[before + 1]
        loose = node.kind in "cx" or len(old) == len(new) == 1 or (node.said is None and not node.children)
        if other.kind == node.kind and loose:
            pairs[one] = before + 1
            taken.add(before + 1)


def _pair_elsewhere(old: Node, new: Node, pairs: Pairs) -> None:
    ours = list(_unpaired(old, pairs.new))
    theirs = list(_unpaired(new, pairs.old))
    for one, other in (*_same(ours, theirs, by_anchor=True), *_same(ours, theirs, by_anchor=False)):
        if one not in pairs.new and other not in pairs.old:
            _pair(one, other, pairs)


def _unpaired(root: Node, known: dict[Node, Node]) -> Iterator[Node]:
    return (node for node in root.walk() if node.kind in _ROAMING and node not in known)


def _same(ours: Iterable[Node], theirs: Iterable[Node], *, by_anchor: bool) -> Iterator[tuple[Node, Node]]:
    """The nodes that have the same identity, or say the same, and are the only ones on both sides that do."""
    left, right = _only(ours, by_anchor=by_anchor), _only(theirs, by_anchor=by_anchor)
    return ((node, right[key]) for key, node in left.items() if key in right)


def _only(nodes: Iterable[Node], *, by_anchor: bool) -> dict[tuple[str, str], Node]:
    found: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if key := node.anchor if by_anchor else node.digest if node.words else "":
            found[node.kind, key].append(node)
    return {key: nodes[0] for key, nodes in found.items() if len(nodes) == 1}


def whole_of(kind: str, children: list[Node]) -> str:
    """The fingerprint of a node that holds others: what they all say and how they are nested, not what charts show."""
    digest = hashlib.sha256(kind.encode())
    for child in children:
        digest.update(f"|{child.kind}{whole(child)}".encode())
    return digest.hexdigest()[:16]


def whole(node: Node) -> str:
    """The fingerprint of a node with everything in it, not what charts show."""
    boxes = [child for child in node.children if child.kind == "x"] if node.kind == "p" else []
    return whole_of(node.digest, boxes) if boxes else node.digest
