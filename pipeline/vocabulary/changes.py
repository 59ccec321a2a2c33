"""What became of a document's parts when it was made again: the workbook's changes and what people had written.

In: made by `merging`. Out: read by `report` for the list of changes, by `console` for the summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sized
from dataclasses import dataclass
from enum import StrEnum

from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Audience, Language


class Kind(StrEnum):
    """How two versions differ at one place."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class Fate(StrEnum):
    """What became of a change that the workbook brought.

    `UPDATED`: it is in the document. `CONFLICT`: people had changed the same place, theirs stays and a comment tells.
    `LEFT_OUT`: people had deleted the place, it stays deleted. `AGREED`: people had made the same change already.
    """

    UPDATED = "updated"
    CONFLICT = "conflict"
    LEFT_OUT = "left_out"
    AGREED = "agreed"


class What(StrEnum):
    """What changed: the words of it, a row, a table, a chart's data, a picture, a slide, a slide's notes, the looks."""

    TEXT = "text"
    ROW = "row"
    TABLE = "table"
    CHART = "chart"
    PICTURE = "picture"
    SLIDE = "slide"
    NOTES = "notes"
    LOOK = "look"
    PROPERTY = "property"


@dataclass(frozen=True, slots=True)
class Change:
    """One change that the workbook brought to a document, in the order of the document.

    `chapter` is the heading it stands under, or its slide's title. `before` and `after` are what our last version and
    the new one say there; `yours` is what people wrote in its place, where they did. `cells` are where the new values
    come from, else where the old ones came from. `before` may be "" when only its fingerprint is known. `row` tells
    of a change in a table which row it is in and below which heading, as people say it: "2027 · Toimenpiteitä";
    of a row that is gone from a slide the title of another slide that still has it.
    """

    kind: Kind
    fate: Fate
    what: What
    chapter: str
    before: str = ""
    after: str = ""
    cells: tuple[Place, ...] = ()
    yours: str = ""
    row: str = ""


def as_told(change: Change) -> Kind:
    """What a change is to people: what moved and says something else now has changed."""
    reworded = change.kind is Kind.MOVED and change.before and change.before != change.after
    return Kind.CHANGED if reworded else change.kind


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that people did to a document by hand, and that was kept. `text` is what it says now, or said."""

    kind: Kind
    what: What
    chapter: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged document, the changes of the workbook and the edits of people that it holds."""

    document: bytes
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentChanges:
    """What became of one of the documents: its file's name, for whom and in which language it is.

    `sort` is what it is where it is neither a roadmap nor a deck of one: follow_up, follow_up_deck, region or
    region_deck.
    """

    name: str
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()
    audience: Audience = ""
    language: Language = "fi"
    sort: str = ""


def counted(changes: Iterable[Change], edits: Sized) -> dict[str, int]:
    """How many changes went in, are to be decided, were left out or made already, and how many edits were kept."""
    fates = Counter(change.fate for change in changes)
    return {
        "updated": fates[Fate.UPDATED],
        "conflicts": fates[Fate.CONFLICT],
        "left_out": fates[Fate.LEFT_OUT],
        "agreed": fates[Fate.AGREED],
        "kept": len(edits),
    }
