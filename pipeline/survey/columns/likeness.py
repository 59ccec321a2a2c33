"""How alike two headers are, as a number from 0 to 1.

In: texts of `header_key`. Out: the share of three-letter pieces they have in common. Pieces survive what people do to
a Finnish question between rounds: another case ending, a word more, another order. A piece that several perspectives
have (of `hyödyntäminen`, say) tells them apart the less, and weighs the less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

_LONG = 24
"""A label of so many pieces is still told by them inside a longer sentence; a short one is not."""


def likeness(header: str, label: str, owners: Mapping[str, int] | None = None) -> float:
    """How alike a header and a label are; a long label inside a longer header counts nearly as much as an equal one.

    `owners` tells how many things have a piece in their labels; each piece weighs one by that many.
    """
    ours, theirs = _pieces(header), _pieces(label)
    if not ours or not theirs:
        return 0.0
    shared, mine, all_of_it = (_weight(pieces, owners) for pieces in (ours & theirs, ours, theirs))
    equal = 2 * shared / (mine + all_of_it)
    inside = 0.95 * shared / all_of_it if len(theirs) >= _LONG else 0.0
    return max(equal, inside)


@lru_cache(maxsize=64)
def owners(labels: tuple[tuple[str, str], ...]) -> Mapping[str, int]:
    """How many owners have each piece in a label; `labels` are texts with their owners."""
    found: dict[str, set[str]] = {}
    for text, owner in labels:
        for piece in _pieces(text):
            found.setdefault(piece, set()).add(owner)
    return {piece: len(names) for piece, names in found.items()}


def _weight(pieces: Iterable[str], owners: Mapping[str, int] | None) -> float:
    return sum(1 / owners.get(piece, 1) for piece in pieces) if owners else sum(1 for _ in pieces)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))
