"""Words as they are however they are inflected. In: texts. Out: sets of words in which `asiointi` is `asioinnin`.

A word stands for another when both begin alike and little of either is left: no dictionary is asked, so it serves three
languages, and errs where it only suggests.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, takewhile

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


def pieces(text: str) -> frozenset[str]:
    """The three-letter pieces of a text's words: compounds share them with their parts, `tietoturvakoulutus` with
    `tietoturvan koulutus`."""
    found: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        found |= {word[place : place + 3] for place in range(len(word) - 2)}
    return frozenset(found)


class Weighed:
    """Sets of words, or of pieces, of many texts: what more than two of them share (`otetaan käyttöön`) tells less."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        counts = Counter(chain.from_iterable(sets))
        self._weights: dict[str, float] = {item: max(count - 1, 1) ** -0.5 for item, count in counts.items()}
        self._sets = sets
        self._totals = [self._weight(items) for items in sets]

    def likeness(self, one: int, other: int) -> float:
        """How much of what they tell two of the texts share, from 0 to 1."""
        together = self._totals[one] + self._totals[other]
        shared = self._sets[one] & self._sets[other]
        return 2 * self._weight(shared) / together if shared else 0.0

    def _weight(self, items: Iterable[str]) -> float:
        return sum(self._weights[item] for item in sorted(items))
