"""What every part of a follow-up is written from: this year's material, last year's roadmap, and what became of it all.

In: the roadmaps, already in the document's language. Out: `Year`, and small ways to words and cells of both years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.report.material import ARROW, EN_SPACE, Material, area, reckoned
from pipeline.report.perspectives import label
from pipeline.report.sentences import Sentences
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Text
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.follow_up import FollowedAction, FollowedGoal, FollowedLevel, FollowUp, Standing
from pipeline.vocabulary.model import Entry, Roadmap

CATALOG = "followup"
_LEADING_HYPHEN = re.compile(r"(?<=\s)-(?=\w)")
SIGNS = ("new", "late", "goal_new", "goal_dropped", "renamed", "reopened")
"""What a row may be marked as beside its status; the catalog has a glyph and a word for each."""


@dataclass(frozen=True, slots=True)
class Year:
    """Everything at hand while a follow-up's names are made. `material` is this year's, `old` last year's roadmap."""

    material: Material
    old: Roadmap
    follow: FollowUp

    @property
    def say(self) -> Sentences:
        """The sentences, knowing the year's facts."""
        return self.material.say

    def number(self, count: int) -> str:
        """A count in figures."""
        return self.material.words.number(count)

    def cell(self, count: int) -> str:
        """A count in a table where most are few: nothing is a dash."""
        return self.number(count) if count else MISSING

    def status(self, standing: Standing) -> str:
        """A status with its sign."""
        return self.material.status(standing)

    def sign(self, key: str) -> str:
        """What a row is, with its sign: + Uusi."""
        return f"{self.say.phrase(f'signs.{key}.glyph')}{EN_SPACE}{self.say.phrase(f'signs.{key}.word')}"

    def changed(self, before: str, after: str) -> str:
        """From one text to another, with an arrow that may break a line; the one when both are the same."""
        return after if before == after else f"{before} {ARROW} {after}"

    def goal(self, item: FollowedGoal | None) -> Text:
        """A goal's id, a dash for none."""
        return Text(item.goal.id, source=item.goal.place("id")) if item and item.goal.id else Text(MISSING)

    def goal_name(self, item: FollowedGoal | None) -> Text:
        """A goal's name, a dash for none."""
        return Text(item.goal.name, source=item.goal.place("name")) if item and item.goal.name else Text(MISSING)

    def perspective(self, item: FollowedLevel) -> Text:
        """What a perspective is called."""
        name = label(item.level, self.material.words.language).name
        return Text(name, source=item.level.place("name"))


def unbroken(value: object) -> Text:
    """The text so that no line ends in the hyphen that begins a word: oma asiointi -näkymä."""
    text = value if isinstance(value, Text) else Text(str(value))
    joined = _LEADING_HYPHEN.sub("\N{NON-BREAKING HYPHEN}", text)
    if joined == text:
        return text
    found = Text(joined, text.source, *text.areas)
    found.language = text.language
    return found


def entries(actions: Iterable[FollowedAction]) -> list[Entry]:
    """Actions as they are now, and those that are left out as they were."""
    return [item.action for item in actions]


def cells_of(actions: Sequence[FollowedAction], *keys: str) -> tuple[Place, ...]:
    """Where fields of actions stand in this year's workbook and in last year's: a range of each."""
    now = area([item.now for item in actions if item.now], *keys)
    before = area([item.before for item in actions if item.before], *keys)
    return now, before


def counted(text: str, actions: Sequence[FollowedAction], *keys: str) -> Text:
    """What is counted of actions of both years, knowing where."""
    return reckoned(text, *cells_of(actions, *keys))
