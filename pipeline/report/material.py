"""What every chapter and slide is written from: the model, the computed figures, the words, and small ways to cells.

In: a roadmap, its survey, a language, an audience ("" the roadmap itself) and how much room the brand's letters take.
Out: `Material`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.language import NO_BREAK, Words
from pipeline.report.figures import Figures
from pipeline.report.sentences import Sentences
from pipeline.report.wording import or_dash
from pipeline.vocabulary.content import LongText, Text
from pipeline.vocabulary.findings import NOWHERE, Place
from pipeline.vocabulary.letters import CALIBRI, Letters
from pipeline.vocabulary.model import Entry, Roadmap, Time
from pipeline.vocabulary.survey import SurveyResult

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
EN_SPACE = "\N{EN SPACE}"
ARROW = "\N{RIGHTWARDS ARROW}"


@dataclass(frozen=True, slots=True)
class Material:
    """Everything at hand while one document's names are made."""

    roadmap: Roadmap
    survey: SurveyResult | None
    figures: Figures
    words: Words
    say: Sentences
    audience: str
    letters: Letters = CALIBRI

    @property
    def abbreviations(self) -> frozenset[str]:
        """Words whose full stop ends no sentence."""
        return frozenset(self.words.catalog("sentences")["abbreviations"])

    def status(self, key: str) -> str:
        """A status mark: glyph, en space, word."""
        mark = self.words.catalog("sentences")["status"][key]
        return f"{mark['glyph']}{EN_SPACE}{mark['word']}"

    def glyph(self, key: str) -> str:
        """A status' glyph alone, for a bar."""
        return str(self.words.catalog("sentences")["status"][key]["glyph"])

    def time(self, time: Time | None) -> str:
        """A time as it was given, or a dash."""
        return self.words.time(time) if time else or_dash("")

    def said(self, time: Time | None) -> str:
        """A time as notes read it aloud, "" when there is none."""
        return self.words.said(time) if time else ""

    def span(self, start: Time | None, end: Time | None) -> str:
        """From a time to a time; the one that is known; a dash when neither is."""
        known = [self.words.time(time) for time in (start, end) if time]
        return self.words.span(known[0], known[-1]) if known else or_dash("")

    def quarter(self, number: int) -> str:
        """The name of a quarter by its running number."""
        import datetime as dt

        return self.words.quarter(dt.date(number // 4, number % 4 * 3 + 1, 1))

    def step(self, baseline: object, target: object) -> str:
        """A way from one level to another: 2,4 → 4."""
        return f"{baseline}{NO_BREAK}{ARROW}{NO_BREAK}{target}"


def cell_text(entry: Entry, key: str, value: str | None = None) -> Text:
    """A field as text that knows its cell; `value` when it is printed otherwise than typed. Empty stays empty."""
    return Text(getattr(entry, key) if value is None else value, source=entry.place(key))


def table_text(entry: Entry, key: str, value: str | None = None) -> Text:
    """Like `cell_text`, for a table: a missing value is a dash."""
    return Text(or_dash(getattr(entry, key) if value is None else value), source=entry.place(key))


def long_text(entry: Entry, key: str, value: str | None = None) -> LongText:
    """A field as long text that knows its cell."""
    return LongText(getattr(entry, key) if value is None else value, source=entry.place(key))


def reckoned(value: str, *areas: Place) -> Text:
    """What is counted or put together of several cells; of what is "" or nowhere nothing is known."""
    return Text(value, NOWHERE, *areas)


def area(entries: Iterable[Entry], *keys: str) -> Place:
    """The smallest range of cells that holds these fields (all fields when no key is named) of these rows."""
    places = [entry.at[key] for entry in entries for key in (keys or entry.at) if key in entry.at]
    if not places:
        return NOWHERE
    sheet = next((place for place in places if place.sheet), places[0])
    cells = [found for place in places if place.sheet == sheet.sheet and (found := _CELL.fullmatch(place.cell))]
    if not cells:
        return Place(sheet.file, sheet.sheet)
    columns = sorted({found[1] for found in cells}, key=lambda name: (len(name), name))
    rows = sorted({int(found[2]) for found in cells})
    corners = [f"{columns[0]}{rows[0]}", f"{columns[-1]}{rows[-1]}"]
    return Place(sheet.file, sheet.sheet, ":".join(dict.fromkeys(corners)))
