"""Small decks in three versions, drawn with python-pptx, and what became of them: for tests of the deck's merge.

In: functions that draw or change a deck. Out: its bytes; the merged deck as python-pptx opens it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pptx
from lxml import etree

from drawn_decks import add_box, add_slide, add_table, new_deck, saved
from pipeline.merging.deck_merge import merge_deck
from pipeline.merging.run import Run
from pipeline.ooxml.package import read_package
from pipeline.vocabulary.changes import Change, Fate, Merged

WHEN = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
ROWS = (("Toimenpide", "Vastuu", "Aika"), ("Lomakkeet", "Eeva", "2027"), ("Tiedot", "Matti", "2028"))
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
Edit = Callable[[Any], None]


def told(change: Change) -> str:
    """A comment's words."""
    return f"uusi: {change.after}\nvanha: {change.before}"


RUN = Run(WHEN, told)


def drawn(
    titles: Sequence[str] = ("Alku", "Tavoitteet", "Loppu"),
    *,
    text: Sequence[str] = ("Ensimmäinen kohta", "Toinen kohta"),
    rows: Sequence[Sequence[str]] = ROWS,
    notes: str = "Sano tämä ääneen.",
    change: Edit | None = None,
) -> bytes:
    """A deck: each slide with a text box, a table and notes."""
    deck = new_deck()
    for title in titles:
        slide = add_slide(deck, title, notes)
        box = add_box(slide, f"{title}: {text[0]}", 15, 120, 200, 40)
        box.name = "Teksti"
        for line in text[1:]:
            box.text_frame.add_paragraph().text = line
        add_table(slide, rows)
        slide.shapes[-1].name = "Taulukko"
    if change is not None:
        change(deck)
    return saved(deck)


def edited(data: bytes, change: Edit) -> bytes:
    """The deck after somebody has worked on it."""
    deck = opened(data)
    change(deck)
    return saved(deck)


def opened(data: bytes) -> Any:
    """The deck as python-pptx opens it."""
    return pptx.Presentation(BytesIO(data))


@dataclass(frozen=True)
class Result:
    """A merge's outcome, and the deck that came of it."""

    merged: Merged

    @property
    def deck(self) -> Any:
        """The merged deck."""
        return opened(self.merged.document)

    @property
    def titles(self) -> list[str]:
        """The slides' titles in order."""
        return [slide.shapes.title.text if slide.shapes.title is not None else "" for slide in self.deck.slides]

    def fates(self, fate: Fate) -> list[tuple[str, str]]:
        """Before and after of the changes with a fate."""
        return [(item.before, item.after) for item in self.merged.changes if item.fate is fate]

    def shape(self, slide: int, name: str) -> Any:
        """The only shape with a name on a slide."""
        (found,) = [item for item in self.deck.slides[slide].shapes if item.name == name]
        return found

    def text(self, slide: int, name: str = "Teksti") -> str:
        """What it says."""
        return str(self.shape(slide, name).text_frame.text)

    def rows(self, slide: int) -> list[list[str]]:
        """What the table of a slide says."""
        return [[cell.text for cell in row.cells] for row in self.shape(slide, "Taulukko").table.rows]

    def comments(self) -> list[str]:
        """The texts of all comments of the older kind."""
        package = read_package(self.merged.document)
        return [
            item.text or ""
            for name in package.parts
            if name.startswith("ppt/comments/")
            for item in etree.fromstring(package.read(name)).iter("{*}text")
        ]


def merged(base: bytes, hand: bytes, fresh: bytes) -> Result:
    """The merge of three versions."""
    return Result(merge_deck(read_package(base), read_package(hand), read_package(fresh), RUN))


def part(data: bytes, name: str) -> bytes:
    """A part's bytes."""
    return read_package(data).read(name)
