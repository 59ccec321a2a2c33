"""Several organisations side by side: what joint documents need of each of them, and what was found over them.

Made by `comparing.regional`, read by `report.regional`. An organisation that did not allow to be named is a `Member`
without any text: its numbers count, nothing of it can be printed. Texts know their own language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pipeline.vocabulary.content import Text
from pipeline.vocabulary.model import CompassArea, Language, OrganisationKind, Time
from pipeline.vocabulary.survey import PerspectiveResult

NO_TEXT = Text()
FEWEST_UNNAMED = 3
"""Fewer organisations without a name take no part in distributions: their levels could be found by subtraction."""

ProposalKind = Literal["alike", "statute", "perspective"]


@dataclass(frozen=True, slots=True)
class MemberLevel:
    """One organisation's level of a perspective. `key` joins the same perspective of all organisations.

    `baseline` to one decimal, as the organisation's own document prints it.
    """

    key: str
    name: Text
    baseline: Decimal | None = None
    target: int | None = None
    priority: bool = False

    @property
    def gap(self) -> Decimal | None:
        """Target less baseline; None when either is missing."""
        return None if self.baseline is None or self.target is None else self.target - self.baseline


@dataclass(frozen=True, slots=True)
class MemberGoal:
    """A main goal; `perspectives` (keys) and `compass` are its own and its sub-goals'."""

    id: str
    name: Text
    perspectives: tuple[str, ...] = ()
    compass: tuple[CompassArea, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberAction:
    """An action. `perspectives` and `compass` are those of the goals that it is under; `goal` is the main one's place
    among its organisation's goals, None when it has none.

    `first` and `last` are quarters as running numbers (year × 4 + 0…3). `going`: it is not cancelled, `open`: nor is it
    done. `stems` are the beginnings of its name's words, by which alike ones are found.
    """

    id: str
    name: Text
    goal: int | None = None
    owners: tuple[Text, ...] = ()
    perspectives: tuple[str, ...] = ()
    compass: tuple[CompassArea, ...] = ()
    statutes: tuple[str, ...] = ()
    starts: Time | None = None
    ends: Time | None = None
    first: int | None = None
    last: int | None = None
    going: bool = True
    open: bool = True
    stems: frozenset[str] = frozenset()

    def covers(self, first: int, last: int) -> bool:
        """Whether the action is on in any quarter from `first` to `last`."""
        return self.first is not None and self.last is not None and self.first <= last and self.last >= first


@dataclass(frozen=True, slots=True)
class MemberSurvey:
    """What an organisation's own document publishes of its survey: how many answered, and the results by key."""

    respondents: int
    results: Mapping[str, PerspectiveResult]
    invited: int | None = None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Member:
    """One organisation. `place` is its number among the folders as they were given, from 1.

    `statutes` are the names and numbers of statutes by their joint number.
    """

    place: int
    named: bool
    language: Language
    name: Text = NO_TEXT
    short_name: Text = NO_TEXT
    kind: OrganisationKind = ""
    period_start: int | None = None
    period_end: int | None = None
    date: dt.date | None = None
    vision: Text = NO_TEXT
    levels: tuple[MemberLevel, ...] = ()
    goals: tuple[MemberGoal, ...] = ()
    actions: tuple[MemberAction, ...] = ()
    statutes: Mapping[str, tuple[Text, str]] = field(default_factory=dict)
    survey: MemberSurvey | None = None

    def level(self, key: str) -> MemberLevel | None:
        """Its level of a perspective, None when it has none."""
        return next((level for level in self.levels if level.key == key), None)


@dataclass(frozen=True, slots=True)
class RegionPerspective:
    """A perspective that at least one named organisation has. `default`: one of the program's own, by its id."""

    key: str
    name: Text
    default: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """The organisations: the named ones in the order in which documents name them, and those that are only counted.

    `missing` folders could not be used.
    """

    name: str
    language: Language
    named: tuple[Member, ...]
    unnamed: tuple[Member, ...]
    perspectives: tuple[RegionPerspective, ...]
    missing: int = 0

    @property
    def today(self) -> int:
        """The quarter of the newest named organisation's document, as a running number; 0 when none has a day."""
        newest = max((member.date for member in self.named if member.date is not None), default=None)
        return 0 if newest is None else newest.year * 4 + (newest.month - 1) // 3

    @property
    def everybody(self) -> tuple[Member, ...]:
        """Named or not."""
        return (*self.named, *self.unnamed)


@dataclass(frozen=True, slots=True)
class Spread:
    """How the organisations' levels of a perspective are spread; None for what so few of them (`count`) don't tell."""

    key: str
    count: int
    lowest: Decimal | None = None
    lower: Decimal | None = None
    middle: Decimal | None = None
    upper: Decimal | None = None
    highest: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RegionGap:
    """The usual gap of a perspective: medians over the `count` organisations that have both levels, and from one to the
    other.

    `widest` are the named organisations (their places) whose gap is `widest_gap`.
    """

    key: str
    count: int
    now: Decimal | None
    target: Decimal | None
    gap: Decimal | None
    widest: tuple[int, ...] = ()
    widest_gap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Priority:
    """A perspective as a shared priority: `marked` organisations call it a key development area, of `of` that have it.

    In `among_widest` organisations it is among the three widest gaps. `who` are the places of the named ones that
    marked it.
    """

    key: str
    marked: int
    of: int
    among_widest: int
    who: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """One item of what organisations do: a goal or an action, by its organisation's place and its own id."""

    place: int
    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs to a perspective, a compass area or a statute, over all organisations.

    `who` are the places of the named ones, `items` what is shown of theirs, `rest` how many more there are.
    """

    key: str
    goals: int
    actions: int
    organisations: int
    who: tuple[int, ...]
    items: tuple[Shared, ...] = ()
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Together:
    """An action that could be done together, by its organisation's place."""

    place: int
    action: MemberAction


@dataclass(frozen=True, slots=True)
class Proposal:
    """What organisations could do together, and why. `key` is a statute's number, a perspective's, or "".

    `who` are the named organisations' places, `others` how many unnamed ones have the same; `actions` those that are on
    in the `year`; all of them are from quarter `first` to `last`, None when they have none in common. `alike`: so many
    of the organisations word it nearly the same. `priority`: so many call the perspective a key development area.
    """

    kind: ProposalKind
    key: str
    year: int
    who: tuple[int, ...]
    actions: tuple[Together, ...]
    others: int = 0
    rest: int = 0
    first: int | None = None
    last: int | None = None
    alike: int = 0
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """A quarter in which several named organisations begin to work on the same perspective."""

    quarter: int
    key: str
    who: tuple[int, ...]
    actions: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the joint timeline: the running numbers of its first and last quarter."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """How many actions are on: a row of counts for each named organisation, for each perspective, and for all."""

    columns: tuple[Column, ...]
    by_member: Mapping[int, tuple[int, ...]]
    by_perspective: Mapping[str, tuple[int, ...]]
    total: tuple[int, ...]
    dated: Mapping[int, int]
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Apart:
    """How far apart the named organisations' survey means of a perspective are.

    `certain`: farther than chance can be expected to part them, None when it can't be told.
    """

    key: str
    count: int
    high: int
    high_mean: float
    low: int
    low_mean: float
    certain: bool | None

    @property
    def size(self) -> float:
        """How far apart the two means are."""
        return self.high_mean - self.low_mean


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that was found over a region's organisations."""

    region: Region
    spreads: tuple[Spread, ...]
    gaps: tuple[RegionGap, ...]
    priorities: tuple[Priority, ...]
    by_perspective: tuple[Group, ...]
    by_compass: tuple[Group, ...]
    by_statute: tuple[Group, ...]
    proposals: tuple[Proposal, ...]
    more_proposals: int
    timetable: Timetable | None
    apart: tuple[Apart, ...] = ()
    statutes_apart: int = 0
    """Statutes that only unnamed organisations have: counted, not told."""
