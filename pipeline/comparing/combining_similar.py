"""Goals and actions of different groups that say nearly the same. Pure. They are suggested, never joined.

In: the joined rows of a table. Out: pairs of places in it with their likeness. Words of many names tell little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.comparing.combining_lines import Spot
from pipeline.comparing.stems import Stems, rarity, weighed_likeness

NEAR = 0.6
"""So much of their names' words, or of those and the descriptions', two rows share to be suggested."""
_SOME = 0.3
_TYPING = 0.9
"""So alike letter by letter are names that differ by how they were typed."""


@dataclass(frozen=True, slots=True)
class _Words:
    name: str
    names: frozenset[str]
    whole: frozenset[str]
    groups: frozenset[str]


def similar(spots: Sequence[Spot], stems: Stems) -> Iterator[tuple[int, int, float]]:
    """Each pair of rows, none of which a group wrote beside the other as another thing, and its likeness."""
    known = [_words(spot, stems) for spot in spots]
    names, wholes = rarity(item.names for item in known), rarity(item.whole for item in known)
    for later, two in enumerate(known):
        for earlier, one in enumerate(known[:later]):
            if one.groups & two.groups or not one.names or not two.names:
                continue
            called = weighed_likeness(one.names, two.names, names)
            said = weighed_likeness(one.whole, two.whole, wholes)
            if called >= NEAR or (said >= NEAR and called >= _SOME):
                yield earlier, later, max(called, said)
            elif (typed := _typed_alike(one.name, two.name)) >= _TYPING:
                yield earlier, later, typed


def _typed_alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other)
    bounds = matcher.real_quick_ratio(), matcher.quick_ratio()
    return matcher.ratio() if min(bounds) >= _TYPING else 0.0


def _words(spot: Spot, stems: Stems) -> _Words:
    texts = {key: cell.text for version in spot.versions[:1] for key, cell in version.cells.items()}
    name, description = texts.get("name", ""), texts.get("description", "")
    groups = frozenset(group for version in spot.versions for group in version.groups)
    return _Words(" ".join(name.casefold().split()), stems.of(name), stems.of(name, description), groups)
