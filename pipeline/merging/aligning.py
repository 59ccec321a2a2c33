"""Which node of one version is which of another. Pure: on sequences of siblings, no XML.

In: two sequences of nodes. Out: pairs of indexes, each index in one pair at most, only nodes of one kind together.
First by identity, then by equal words in order, then by equal words elsewhere (moved), then by like words in the gaps
between what is known. Order is not kept: a pair may cross another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from pipeline.merging.nodes import Node

LIKE = 0.5
"""Nodes share so much of their words at least, to be taken for one; the only ones of a gap need half of it."""
_MOST_PAIRS = 4_000_000
_MOST_LIKENESSES = 10_000
Pairs = dict[int, int]


def align(old: Sequence[Node], new: Sequence[Node]) -> Pairs:
    """The index in `new` for each index in `old` that has one."""
    pairs = _by_identity(old, new)
    for gap in _gaps(pairs, len(old), len(new)):
        _by_words_in_order(old, new, *gap, pairs)
    _by_words_anywhere(old, new, pairs)
    for gap in _gaps(pairs, len(old), len(new)):
        _by_likeness(old, new, *gap, pairs)
    return pairs


def in_order(pairs: Pairs) -> Pairs:
    """The most pairs that do not cross each other: what is not among them has moved."""
    best: list[tuple[int, int]] = []  # patience: the piles' tops, with each pair's predecessor
    before: dict[int, int | None] = {}
    for old in sorted(pairs):
        low, high = 0, len(best)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if best[middle][0] < pairs[old] else (low, middle)
        before[old] = best[low - 1][1] if low else None
        best[low : low + 1] = [(pairs[old], old)]
    kept: Pairs = {}
    last = best[-1][1] if best else None
    while last is not None:
        kept[last] = pairs[last]
        last = before[last]
    return dict(sorted(kept.items()))


def likeness(one: Node, other: Node) -> float:
    """How much of their words two nodes share, from 0 to 1."""
    together = len(one.words) + len(other.words)
    return 2 * len(one.words & other.words) / together if together else 1.0


def _by_identity(old: Sequence[Node], new: Sequence[Node]) -> Pairs:
    """Where a copy has taken its identity along, the one that says the same is the one, else the first."""
    there: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, node in enumerate(new):
        if node.anchor:
            there[node.kind, node.anchor].append(place)
    taken: set[int] = set()
    pairs: Pairs = {}
    for place, node in enumerate(old):
        found = [item for item in there.get((node.kind, node.anchor), ()) if item not in taken] if node.anchor else []
        if found:
            pairs[place] = next((item for item in found if new[item].digest == node.digest), found[0])
            taken.add(pairs[place])
    return pairs


def _gaps(pairs: Pairs, olds: int, news: int) -> list[tuple[list[int], list[int]]]:
    """The unpaired indexes between pairs that are in order."""
    taken = set(pairs.values())
    edges = [*in_order(pairs).items(), (olds, news)]
    gaps, start, other = [], 0, 0
    for end, other_end in edges:
        ours = [item for item in range(start, end) if item not in pairs]
        theirs = [item for item in range(other, other_end) if item not in taken]
        if ours and theirs:
            gaps.append((ours, theirs))
        start, other = end + 1, other_end + 1
    return gaps


def _by_words_in_order(
    old: Sequence[Node], new: Sequence[Node], ours: list[int], theirs: list[int], pairs: Pairs
) -> None:
    if len(ours) * len(theirs) > _MOST_PAIRS:
        return
    one = [(old[item].kind, old[item].digest) for item in ours]
    other = [(new[item].kind, new[item].digest) for item in theirs]
    for start, other_start, length in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        pairs.update(zip(ours[start : start + length], theirs[other_start : other_start + length], strict=True))


def _by_words_anywhere(old: Sequence[Node], new: Sequence[Node], pairs: Pairs) -> None:
    """What says the same and is the only one on both sides that does; silent nodes are too alike for that."""
    taken = set(pairs.values())
    ours = _only_ones((place, node) for place, node in enumerate(old) if place not in pairs)
    theirs = _only_ones((place, node) for place, node in enumerate(new) if place not in taken)
    pairs.update({ours[key]: theirs[key] for key in ours.keys() & theirs.keys()})


def _only_ones(nodes: Iterable[tuple[int, Node]]) -> dict[tuple[str, str], int]:
    found = [((node.kind, node.digest), place) for place, node in nodes if node.words]
    counts = Counter(key for key, _ in found)
    return {key: place for key, place in found if counts[key] == 1}


def _by_likeness(old: Sequence[Node], new: Sequence[Node], ours: list[int], theirs: list[int], pairs: Pairs) -> None:
    """The pairs of a gap that are alike, in order, with the greatest likeness together."""
    if len(ours) * len(theirs) > _MOST_LIKENESSES:
        return
    only = len(ours) == len(theirs) == 1
    alike = [[_worth(old[one], new[other], only=only) for other in theirs] for one in ours]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for one in reversed(range(len(ours))):
        for other in reversed(range(len(theirs))):
            together = alike[one][other] + best[one + 1][other + 1] if alike[one][other] else 0.0
            best[one][other] = max(best[one + 1][other], best[one][other + 1], together)
    one = other = 0
    while one < len(ours) and other < len(theirs):
        if alike[one][other] and best[one][other] == alike[one][other] + best[one + 1][other + 1]:
            pairs[ours[one]] = theirs[other]
            one, other = one + 1, other + 1
        elif best[one][other] == best[one + 1][other]:
            one += 1
        else:
            other += 1


def _worth(one: Node, other: Node, *, only: bool) -> float:
    """How much alike two nodes are; 0 for those that are not one. Two identities are two nodes, whatever they say."""
    if one.kind != other.kind or (one.anchor and other.anchor and not one.words & other.words):
        return 0.0
    like = likeness(one, other)
    return like if like >= (LIKE / 2 if only else LIKE) else 0.0
