"""How alike two headers are, as a number from 0 to 1.

In: texts of `header_key`. Out: the share of three-letter pieces they have in common. Pieces survive what people do to
a Finnish question between rounds: another case ending, a word more, another order.
"""

from __future__ import annotations

from functools import lru_cache

_LONG = 24
"""A label of so many pieces is still told by them inside a longer sentence; a short one is not."""


def likeness(header: str, label: str) -> float:
    """How alike a header and a label are; a long label inside a longer header counts nearly as much as an equal one."""
    ours, theirs = _pieces(header), _pieces(label)
    if not ours or not theirs:
        return 0.0
    shared = len(ours & theirs)
    equal = 2 * shared / (len(ours) + len(theirs))
    inside = 0.95 * shared / len(theirs) if len(theirs) >= _LONG else 0.0
    return max(equal, inside)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))
