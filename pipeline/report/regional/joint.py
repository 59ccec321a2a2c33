"""What every chapter and slide of a region is written from: what was found, the words, and small ways to names.

In: an `Overview`, a language, how much room the brand's letters take. Out: `Joint`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.language import TAGS, Words, round_half_up, words
from pipeline.report.perspectives import label, scale_words
from pipeline.report.sentences import Count, Fact, Sentences
from pipeline.report.wording import MISSING, plain
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.letters import CALIBRI, Letters
from pipeline.vocabulary.model import Language, Level
from pipeline.vocabulary.region import Member, Overview, Region, RegionPerspective

CATALOG = "region"
MANY = 8
"""More named organisations than this are shown as distributions."""
_LISTED = 6
"""So many organisations are named in a row; the others are counted."""
_FEWEST_ALL, _SPOKEN_ALL = 3, 3
"""From so many on everybody is `all`, up to so many in words."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Everything at hand while the names of a region's document are made."""

    overview: Overview
    words: Words
    say: Sentences
    letters: Letters = CALIBRI
    in_deck: bool = False
    members: Mapping[int, Member] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def region(self) -> Region:
        """The organisations."""
        return self.overview.region

    @property
    def many(self) -> bool:
        """Whether so many are named that they are shown as distributions."""
        return len(self.region.named) > MANY

    def own(self, text: Text, value: str | None = None) -> Text:
        """A text of an organisation; its language is told only where it isn't the document's."""
        shown = Text(text if value is None else value)
        shown.language = "" if text.language == TAGS[self.words.language] else text.language
        return shown

    def short(self, place: int) -> str:
        """What a named organisation is called for short."""
        return str(self.members[place].short_name)

    def perspective(self, key: str) -> Text:
        """A perspective's printed name, short where it is one of the program's own."""
        found = next(item for item in self.region.perspectives if item.key == key)
        return Text(_label(found, self.words.language)) if found.default else self.own(found.name)

    def quoted(self, text: str) -> str:
        """A name as it stands in a sentence, without any marks that a sentence would take for its own."""
        return str(self.words.catalog("sentences")["quoted"]).format(text=plain(text))

    def statute(self, key: str) -> tuple[Text, str]:
        """A statute's name and number, as a named organisation has them; in the document's language if one has that."""
        tag = TAGS[self.words.language]
        known = [member.statutes[key] for member in self.region.named if key in member.statutes]
        found = next((item for item in known if item[0].language == tag), known[0] if known else (Text(key), ""))
        return self.own(found[0]), found[1]

    def who(
        self, places: Sequence[int], others: int = 0, most: int = _LISTED, wide: int = 0, *, alone: bool = False
    ) -> str:
        """The named organisations by their short names; those that are not, or for which there is no room, counted.

        All are named where that takes at most `wide` characters, and where one alone would be left over. Everybody is
        `all three`. Where it stands `alone`, as in a cell, it begins with a capital.
        """
        say = self.say.first if alone else self.say.phrase
        every = [self.short(place) for place in self.in_order(places)]
        count = len(every) + others
        if count >= _FEWEST_ALL and count == len(self.region.everybody):
            return say("who.all" if count <= _SPOKEN_ALL else "who.all_many", all=Count(count))
        if not others and len(every) == most + 1:
            most += 1
        if every and not others and len(whole := self.words.join(every)) <= wide:
            return whole
        names = every[:most]
        more = max(len(places) - most, 0) + others
        if not names:
            return say("who.unnamed", more=Count(more)) if more else MISSING
        if not more:
            return self.words.join(names)
        return self.say.phrase("who.named_more", names=", ".join(names), more=Count(more))

    def in_order(self, places: Iterable[int]) -> list[int]:
        """Places of named organisations in the order in which documents name them."""
        wanted = set(places)
        return [member.place for member in self.region.named if member.place in wanted]

    def number(self, value: int) -> Text:
        """A count in a table or a pull figure."""
        return Text(self.words.number(value))

    def level(self, value: Decimal | int | float | None, *, signed: bool = False) -> str:
        """A level, to one decimal; a dash when there is none."""
        return MISSING if value is None else self.words.number(round_half_up(value, 1), 1, signed=signed)

    def quarter(self, number: int) -> str:
        """A quarter by its running number."""
        return self.words.quarter(dt.date(number // 4, number % 4 * 3 + 1, 1))

    def span(self, first: int, last: int) -> str:
        """From a quarter to a quarter."""
        return self.words.span(self.quarter(first), self.quarter(last))


def joint(overview: Overview, *, language: Language, letters: Letters = CALIBRI, in_deck: bool = False) -> Joint:
    """What the documents in a language are written from."""
    own = words(language)
    facts = _facts(overview, own)
    return Joint(
        overview=overview,
        words=own,
        say=Sentences(own, facts, CATALOG),
        letters=letters,
        in_deck=in_deck,
        members={member.place: member for member in overview.region.named},
        codes=_codes(overview.region.perspectives),
    )


def look(value: Decimal | int | None) -> Text:
    """The look of a level's cell: the nearest whole level, or that there is none."""
    return Text("missing" if value is None else str(int(round_half_up(value))))


def cell(key: str, text: str, its_look: str) -> Record:
    """A cell of a table whose columns are data."""
    return Record(key, text=Text(text), look=Text(its_look))


def _label(item: RegionPerspective, language: Language) -> str:
    return label(Level(id=item.key, name=str(item.name)), language).name


def _codes(perspectives: Iterable[RegionPerspective]) -> dict[str, str]:
    """Ids for the narrow heads of columns: the program's own, and the next numbers for the others."""
    own = [item.key for item in perspectives if item.default]
    last = max((int(key[1:]) for key in own), default=0)
    others = [item.key for item in perspectives if not item.default]
    return {**{key: key for key in own}, **{key: f"N{last + place}" for place, key in enumerate(others, 1)}}


def _facts(overview: Overview, own: Words) -> dict[str, Fact]:
    region = overview.region
    scale = scale_words(own.language)
    starts = [member.period_start for member in region.named if member.period_start is not None]
    ends = [member.period_end for member in region.named if member.period_end is not None]
    return {
        "region": region.name,
        "organisations": Count(len(region.everybody)),
        "named": Count(len(region.named)),
        "unnamed": Count(len(region.unnamed)) if region.unnamed else "",
        "missing": Count(region.missing) if region.missing else "",
        "goals": Count(sum(len(member.goals) for member in region.everybody)),
        "actions": Count(sum(len(member.actions) for member in region.everybody)),
        "period": own.span(str(min(starts)), str(max(ends))) if starts and ends else "",
        "scale": " · ".join(f"{value} {word}" for value, word in enumerate(scale, 1)),
    }
