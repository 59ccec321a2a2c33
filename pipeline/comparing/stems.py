"""Words as they are however they are inflected. In: texts. Out: sets of words in which `asiointi` is `asioinnin`.

A word stands for another when both begin alike and little of either is left: no dictionary is asked, so it serves three
languages, and errs where it only suggests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile

_WORD = re.compile(r"[^\W_]{3,}")
_BEGINNING = 4
"""So many letters must be the same, and at most as many may follow them."""


class Stems:
    """Words met so far, by their beginnings."""

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}
        self._stem_of: dict[str, str] = {}

    def of(self, *texts: str) -> frozenset[str]:
        """The words of some texts, each as the form of it that was met first."""
        return frozenset(self._stem(word) for text in texts for word in _WORD.findall(text.casefold()))

    def _stem(self, word: str) -> str:
        found = self._stem_of.get(word)
        if found is None:
            bucket = self._known.setdefault(word[:_BEGINNING], [])
            found = next((known for known in bucket if alike(word, known)), word)
            if found is word:
                bucket.append(word)
            self._stem_of[word] = found
        return found


def alike(one: str, other: str) -> bool:
    """Whether two words are forms of one."""
    if one == other:
        return True
    if any(map(str.isdigit, one + other)):
        return False
    together = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return together >= max(_BEGINNING, len(one) - _BEGINNING, len(other) - _BEGINNING)


def rarity(sets: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """How much each word tells: one that stands in many texts (`otetaan käyttöön`) tells little."""
    counts: dict[str, int] = {}
    for words in sets:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return {word: count**-0.5 for word, count in counts.items()}


def weighed_likeness(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """How much of what they tell two texts share, from 0 to 1."""
    together = sum(weights[word] for word in one) + sum(weights[word] for word in other)
    return 2 * sum(weights[word] for word in one & other) / together if together else 0.0
