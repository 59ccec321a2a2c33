"""Goals and actions of different groups that say nearly the same. Pure. They are suggested, never joined.

In: the joined rows of a table. Out: pairs of places in it with their likeness. Words of many names tell little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.comparing.combining.lines import Spot
from pipeline.comparing.stems import Stems, Weighed, pieces

MOST_ROWS = 2_000
"""More rows than any workshop writes are not compared with each other."""
_WORDS, _LETTERS, _SOME = 0.6, 0.55, 0.3
"""So much of their names' words, or of their names' letters, two rows share; or of all their words, and of their names
some."""


def similar(spots: Sequence[Spot], stems: Stems) -> Iterator[tuple[int, int, float]]:
    """Each pair of rows, none of which a group wrote beside the other as another thing, and its likeness."""
    if len(spots) > MOST_ROWS:
        return
    names, descriptions = [_text(spot, "name") for spot in spots], [_text(spot, "description") for spot in spots]
    writers = [frozenset(group for version in spot.versions for group in version.groups) for spot in spots]
    words = Weighed([stems.of(name) for name in names])
    whole = Weighed([stems.of(name, more) for name, more in zip(names, descriptions, strict=True)])
    letters = Weighed([pieces(name) for name in names])
    for later in range(len(spots)):
        for earlier in range(later):
            if writers[earlier] & writers[later]:
                continue
            called, spelt = words.likeness(earlier, later), letters.likeness(earlier, later)
            said = whole.likeness(earlier, later) if max(called, spelt) >= _SOME else 0.0
            if max(called, said) >= _WORDS or spelt >= _LETTERS:
                yield earlier, later, max(called, spelt, said)


def _text(spot: Spot, key: str) -> str:
    row = spot.versions[0].cells if spot.versions else {}
    return row[key].text if key in row else ""
