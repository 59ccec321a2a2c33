"""Letters that can't be read on what they stand on.

In: a template's letters with their colours. Out: a warning for each pair of colours in a part, at its first place.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from pipeline.filling.checks.letters import Letters
from pipeline.ooxml.colour import contrast, nearest
from pipeline.ooxml.palette import SHAPE, TEXT
from pipeline.ooxml.text import text_of
from pipeline.ooxml.whereabouts import Anchor, Told, Whereabouts, path_of
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Place
from pipeline.vocabulary.quoting import marked

_LARGE, _LARGE_BOLD = 18.0, 14.0
"""Points from which letters count as large (WCAG 1.4.3)."""


def unreadable(letters: Iterable[Letters], at: Whereabouts, name: str) -> Iterator[Told]:
    """The warnings about a template's letters; `name` is the template's."""
    found: dict[tuple[str, str, tuple[str, ...]], list[Letters]] = {}
    for item in letters:
        if _ratio(item.colour, item.grounds) < _least(item):
            found.setdefault((item.part, item.colour, item.grounds), []).append(item)
    for same in found.values():
        yield _told(same, at, name)


def _least(letters: Letters) -> float:
    large = letters.size >= (_LARGE_BOLD if letters.bold else _LARGE)
    return SHAPE if large else TEXT


def _ratio(colour: str, grounds: tuple[str, ...]) -> float:
    """The contrast to that of the possible grounds on which the colour reads best."""
    return max(contrast(colour, ground) for ground in grounds)


def _told(same: list[Letters], at: Whereabouts, name: str) -> Told:
    first = same[0]
    least = max(_least(item) for item in same)
    ground = max(first.grounds, key=lambda item: contrast(first.colour, item))
    values: dict[str, FindingValue] = {
        "colour": first.colour,
        "ground": ground,
        "ratio": math.floor(contrast(first.colour, ground) * 10) / 10,
        "least": least,
        "nearest": nearest(first.colour, lambda colour: contrast(colour, ground) >= least) or "–",
        "count": len(same),
    }
    text = marked(text_of(first.paragraph, at.dialect), first.start, first.end)
    place = Place(name, at.place(first.part, first.paragraph), Phrase("place.text", text=text))
    anchor = Anchor(first.part, path_of(first.paragraph), first.start, first.end)
    return Told(Finding("TP016", place, values), anchor)
