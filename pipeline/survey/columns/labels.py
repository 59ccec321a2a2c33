"""Every text by which a survey may ask about a perspective, as keys for comparing.

In: the levels of a roadmap. Out: a label key → the perspective's id and the label as written. A label that two
perspectives share names neither. And the keys a column may be known by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.survey.columns.likeness import likeness, owners
from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import header_key, questionnaire
from pipeline.vocabulary.model import Level

_BRACKETED = re.compile(r"\[([^\[\]]+)\]\s*$")
_SURELY_ANOTHER = 0.8
"""A workbook may use an id for another default perspective; its name must then say so nearly in full."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text that names a perspective."""

    perspective: str
    text: str


def labels(levels: Sequence[Level]) -> Mapping[str, Label]:
    """The labels of all levels by their keys."""
    found: dict[str, Label] = {}
    shared: set[str] = set()
    for level in levels:
        for text in _texts(level):
            label = found.setdefault(header_key(text), Label(level.id, text))
            if label.perspective != level.id:
                shared.add(header_key(text))
    return {key: label for key, label in found.items() if key and key not in shared}


def header_keys(column: Column) -> frozenset[str]:
    """The keys a column may be known by: its whole header, each part of it, a row's name in brackets, its code."""
    bracketed = (found[1] for text in column.header if (found := _BRACKETED.search(text)))
    texts = (column.title, " ".join(column.header), *column.header, *bracketed, column.code)
    return frozenset(map(header_key, texts)) - {""}


def ranked(labels: Mapping[str, Label], column: Column) -> list[tuple[float, Label]]:
    """How like the column's header each perspective's best label is, the likest first."""
    weights = owners(tuple((key, label.perspective) for key, label in labels.items()))
    best: dict[str, tuple[float, str]] = {}
    for key in header_keys(column):
        for label_key, label in labels.items():
            alike = (likeness(key, label_key, weights), label_key)
            best[label.perspective] = max(best.get(label.perspective, (0.0, "")), alike)
    return [(resemblance, labels[key]) for resemblance, key in sorted(best.values(), reverse=True) if key]


def _texts(level: Level) -> Iterator[str]:
    yield level.id
    yield level.name
    yield from (texts["name"] for texts in level.companions.values() if texts.get("name"))
    yield from questionnaire().labels.get(_default_id(level), {}).values()


def _default_id(level: Level) -> str:
    """The default perspective that a level is, by its name and its id; "" when it is one of the project's own."""
    known = questionnaire().labels
    name = header_key(level.name)
    if not name or name in known.get(level.id, ()):
        return level.id
    resemblance = {default: max(likeness(name, key) for key in keys) for default, keys in known.items()}
    if resemblance.get(level.id, 0) >= questionnaire().near.same_perspective:
        return level.id
    best = max(resemblance, key=lambda default: resemblance[default])
    return best if resemblance[best] >= _SURELY_ANOTHER else ""
