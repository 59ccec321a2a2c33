"""Letters of a template that can't be read on what they stand on.

In: letters with their colours. Out: a warning for each pair of colours in a part, at its first place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.ooxml.contrast.letters import Letters, faint
from pipeline.ooxml.text import text_of
from pipeline.ooxml.whereabouts import Anchor, Told, Whereabouts, path_of
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Place
from pipeline.vocabulary.quoting import marked


def unreadable(letters: Iterable[Letters], at: Whereabouts, name: str) -> Iterator[Told]:
    """The warnings about a template's letters; `name` is the template's."""
    for item in faint(letters):
        first = item.first
        text = marked(text_of(first.paragraph, at.dialect), first.start, first.end)
        place = Place(name, at.place(first.part, first.paragraph), Phrase("place.text", text=text))
        values: dict[str, FindingValue] = {
            "colour": first.colour,
            "ground": item.ground,
            "ratio": item.ratio,
            "least": item.least,
            "nearest": item.nearest,
            "count": item.count,
        }
        anchor = Anchor(first.part, path_of(first.paragraph), first.start, first.end)
        yield Told(Finding("TP016", place, values), anchor)
