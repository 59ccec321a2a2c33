"""What became of a roadmap in a year: each action's outcome, counted; goals, indicators and levels beside last year's.

In: made by `comparing.following` of last year's workbook and this year's. Out: read by `report.followup`, which words
it. Every action of either year is here once, with one outcome, so that counts add up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.vocabulary.model import Action, Goal, Indicator, Level, Status

Standing = Literal["done", "under_way", "not_started", "moved", "cancelled"]
"""How an action stands at the end of the year, as tables and charts count it."""
STANDINGS: tuple[Standing, ...] = ("done", "under_way", "not_started", "moved", "cancelled")

ActionOutcome = Literal["done", "archived", "under_way", "not_started", "moved", "dropped"]
"""What became of an action. `done`: Valmis now. `archived`: Valmis last year already, and left out of this year's
workbook. `dropped`: Keskeytetty now, or left out though it was not Valmis. `moved`: Siirretty now, or its end is later
than it was, and it is neither done nor dropped. The others are what the status says; without one, not started."""

_STANDING: Mapping[ActionOutcome, Standing] = {"archived": "done", "dropped": "cancelled"}


@dataclass(frozen=True, slots=True)
class FollowedAction:
    """An action of either year: as it was, as it is now, or both.

    `goal` is the main goal that it serves (None: none that is known), `goal_before` the one that it served, and
    `perspectives` are those of its goal: each one of the follow-up's own. `late`: its end has passed and it is neither
    done nor dropped.
    """

    before: Action | None
    now: Action | None
    outcome: ActionOutcome
    goal: FollowedGoal | None = None
    goal_before: FollowedGoal | None = None
    perspectives: tuple[FollowedLevel, ...] = ()
    late: bool = False

    @property
    def action(self) -> Action:
        """As it is now; one that is left out, as it was."""
        found = self.now or self.before
        return found if found is not None else Action()

    @property
    def standing(self) -> Standing:
        """As tables count it: what was done before is done, what is left out is cancelled."""
        if self.outcome == "archived" or self.outcome == "dropped":
            return _STANDING[self.outcome]
        return self.outcome

    @property
    def was(self) -> Status:
        """Its status last year; "" of a new one."""
        return (self.before.status or "not_started") if self.before else ""

    @property
    def is_new(self) -> bool:
        """Whether it was not in last year's workbook."""
        return self.before is None

    @property
    def is_gone(self) -> bool:
        """Whether it is not in this year's workbook."""
        return self.now is None

    @property
    def newly_done(self) -> bool:
        """Whether it became Valmis since last year."""
        return self.outcome == "done" and self.was != "done"

    @property
    def newly_dropped(self) -> bool:
        """Whether it was given up since last year."""
        return self.outcome == "dropped" and self.was != "cancelled"

    @property
    def newly_moved(self) -> bool:
        """Whether it was moved since last year: a status that is carried over is no new move."""
        return self.outcome == "moved" and (self.later or self.was != "moved")

    @property
    def reopened(self) -> bool:
        """Whether it was Valmis last year and is open again."""
        return self.was == "done" and self.now is not None and self.outcome != "done"

    @property
    def later(self) -> bool:
        """Whether its end is later than it was."""
        ends = (self.before and self.before.ends, self.now and self.now.ends)
        return bool(ends[0] and ends[1] and ends[1].last > ends[0].last)

    @property
    def changed_goal(self) -> bool:
        """Whether it serves another main goal than it did."""
        return self.before is not None and self.now is not None and self.goal_before is not self.goal


@dataclass(frozen=True, slots=True)
class Tally:
    """Actions counted together: a goal's, a perspective's, a responsible body's; all of them. `name` as printed."""

    id: str
    name: str
    actions: tuple[FollowedAction, ...]

    @property
    def total(self) -> int:
        """How many there are; the five standings sum to it."""
        return len(self.actions)

    @property
    def new(self) -> int:
        """How many of them are new."""
        return sum(item.is_new for item in self.actions)

    @property
    def late(self) -> int:
        """How many of them are late."""
        return sum(item.late for item in self.actions)

    def standing(self, standing: Standing) -> int:
        """How many stand so."""
        return sum(item.standing == standing for item in self.actions)

    def stood(self, standing: Standing) -> int:
        """How many stood so last year."""
        return sum(item.was == standing for item in self.actions)


@dataclass(frozen=True, slots=True)
class FollowedGoal:
    """A goal or sub-goal of either year."""

    before: Goal | None
    now: Goal | None

    @property
    def goal(self) -> Goal:
        """As it is now; one that is left out, as it was."""
        found = self.now or self.before
        return found if found is not None else Goal()

    @property
    def renamed(self) -> bool:
        """Whether it is called otherwise than it was."""
        return self.before is not None and self.now is not None and not _alike(self.before.name, self.now.name)

    @property
    def changed(self) -> bool:
        """Whether it is new, left out or called otherwise."""
        return self.before is None or self.now is None or self.renamed


@dataclass(frozen=True, slots=True)
class FollowedIndicator:
    """An indicator of either year. `nearer`: its value is nearer to its target than it was; None: can't be told."""

    before: Indicator | None
    now: Indicator | None
    nearer: bool | None = None
    reached: bool = False

    @property
    def indicator(self) -> Indicator:
        """As it is now; one that is left out, as it was."""
        found = self.now or self.before
        return found if found is not None else Indicator()


@dataclass(frozen=True, slots=True)
class FollowedLevel:
    """A perspective of either year. `certain`: its level changed more than by chance; None: that can't be told."""

    before: Level | None
    now: Level | None
    certain: bool | None = None

    @property
    def level(self) -> Level:
        """As it is now; one that is left out, as it was."""
        found = self.now or self.before
        return found if found is not None else Level()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """All of it. `since` is the day of last year's workbook and `day` of this year's; None where it tells none.

    `goals` and `perspectives` are in this year's order, those left out last. `measured`: a new survey tells the levels;
    `people_before` and `people` are how many answered the surveys, None where that isn't known.
    """

    actions: tuple[FollowedAction, ...] = ()
    goals: tuple[FollowedGoal, ...] = ()
    indicators: tuple[FollowedIndicator, ...] = ()
    perspectives: tuple[FollowedLevel, ...] = ()
    measured: bool = False
    since: dt.date | None = None
    day: dt.date | None = None
    people_before: int | None = None
    people: int | None = None
    renumbered: Mapping[str, str] = field(default_factory=dict)
    """The new id of each action that has another one than last year."""

    @property
    def all(self) -> Tally:
        """Every action together."""
        return Tally("", "", self.actions)

    def of(self, outcome: ActionOutcome) -> tuple[FollowedAction, ...]:
        """The actions of one outcome."""
        return tuple(item for item in self.actions if item.outcome == outcome)

    @property
    def known_before(self) -> tuple[FollowedAction, ...]:
        """The actions of last year's workbook."""
        return tuple(item for item in self.actions if item.before is not None)

    @property
    def late(self) -> tuple[FollowedAction, ...]:
        """The actions whose end has passed."""
        return tuple(item for item in self.actions if item.late)

    @property
    def new(self) -> tuple[FollowedAction, ...]:
        """The actions that last year's workbook did not have."""
        return tuple(item for item in self.actions if item.is_new)

    @property
    def main_goals(self) -> tuple[FollowedGoal, ...]:
        """The goals of either year that are no sub-goals."""
        return tuple(item for item in self.goals if not item.goal.parent)

    @property
    def levels(self) -> tuple[FollowedLevel, ...]:
        """The perspectives whose level is known in both years, where a new survey tells how it is now."""
        found = (item for item in self.perspectives if item.before and item.now)
        return tuple(item for item in found if _known(item.before) and _known(item.now)) if self.measured else ()


def _known(level: Level | None) -> bool:
    return level is not None and level.baseline is not None


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
