"""Which row of one workbook is which of another. Pure.

In: the rows of one sheet in both. Out: pairs of indexes. By the id where the words are alike; the same words under
another id are the same row too, so that numbering anew isn't told as rows taken away and added.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

ALIKE = 0.8
"""Rows of two ids share so much of their words at least, to be taken for one, and of their names' words half."""
_NAMES_ALIKE = 0.5
_STILL_ALIKE = 0.3
_MOST_LIKENESSES = 250_000
_WORD = re.compile(r"\w+")
Pairs = dict[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What a row is known by: its `id`, all its `content` but ids, the words of it, and what it is called."""

    id: str
    content: Hashable
    words: frozenset[str]
    name: str


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, however they are written."""
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of their words two texts share, from 0 to 1."""
    together = len(one) + len(other)
    return 2 * len(one & other) / together if together else 1.0


def pair(old: Sequence[Known], new: Sequence[Known]) -> Pairs:
    """The index in `new` of each row of `old` that is still there."""
    pairs: Pairs = {}
    _by_key(old, new, pairs, lambda row: (row.id, row.content))
    _by_key(old, new, pairs, lambda row: row.content, only_ones=True)
    _by_key(old, new, pairs, lambda row: (row.id, row.name.casefold()))
    _by_key(old, new, pairs, lambda row: row.id, least=_STILL_ALIKE)
    _by_likeness(old, new, pairs)
    _by_key(old, new, pairs, lambda row: row.id)
    return pairs


def moved(pairs: Pairs) -> frozenset[int]:
    """The rows of the old sheet that stand in another order among those that are still there: as few as can be."""
    order = sorted(pairs)
    tops: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for old in order:
        place = bisect_left(tops, pairs[old])
        before[old] = ends[place - 1] if place else None
        tops[place : place + 1] = [pairs[old]]
        ends[place : place + 1] = [old]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return frozenset(order) - kept


def _by_key(
    old: Sequence[Known],
    new: Sequence[Known],
    pairs: Pairs,
    key: Callable[[Known], Hashable],
    *,
    only_ones: bool = False,
    least: float = 0.0,
) -> None:
    """Pairs rows of one key in order; with `only_ones` those that no other row of either sheet has the key of."""
    taken = set(pairs.values())
    mine = [place for place in range(len(old)) if place not in pairs]
    theirs: dict[Hashable, list[int]] = {}
    for place, row in enumerate(new):
        if place not in taken:
            theirs.setdefault(key(row), []).append(place)
    counts = Counter(key(old[place]) for place in mine)
    for place in mine:
        row = old[place]
        there = theirs.get(key(row), [])
        if only_ones and (counts[key(row)] > 1 or len(there) > 1 or not row.words):
            continue
        if there and likeness(row.words, new[there[0]].words) >= least:
            pairs[place] = there.pop(0)


def _by_likeness(old: Sequence[Known], new: Sequence[Known], pairs: Pairs) -> None:
    """The most alike first."""
    taken = set(pairs.values())
    mine = [place for place in range(len(old)) if place not in pairs]
    theirs = [place for place in range(len(new)) if place not in taken]
    if len(mine) * len(theirs) > _MOST_LIKENESSES:
        return
    found = [
        (like, one, other)
        for one in mine
        for other in theirs
        if (like := likeness(old[one].words, new[other].words)) >= ALIKE
        and likeness(words_of([old[one].name]), words_of([new[other].name])) >= _NAMES_ALIKE
    ]
    for _, one, other in sorted(found, key=lambda item: (-item[0], *item[1:])):
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
