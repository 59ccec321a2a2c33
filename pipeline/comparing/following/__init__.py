"""What became of a roadmap in a year: each action of last year's workbook and this year's has one outcome. Pure.

In: two roadmaps, which row of one is which of the other, and what their surveys tell. Out: a `FollowUp`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.comparing import row_pairs
from pipeline.comparing.following.indicators import follow_indicators
from pipeline.comparing.pairing import Pairs
from pipeline.vocabulary.follow_up import ActionOutcome, FollowedAction, FollowedGoal, FollowedLevel, FollowUp
from pipeline.vocabulary.model import Action, Goal, Level, Roadmap

_ENDED = ("done", "cancelled")
_CLOSED: frozenset[ActionOutcome] = frozenset(("done", "archived", "dropped"))


@dataclass(frozen=True, slots=True)
class YearPairs:
    """Which row is which, by sheet: the index of a row this year of each row last year that is still there."""

    actions: Pairs
    goals: Pairs
    levels: Pairs
    indicators: Pairs


@dataclass(frozen=True, slots=True)
class Measured:
    """What the surveys tell: how many answered last year's and this year's, and which levels changed for certain.

    `certain` has this year's id of each perspective that both asked; None: it can't be told.
    """

    people_before: int | None = None
    people: int | None = None
    certain: Mapping[str, bool | None] | None = None


def pair_years(old: Roadmap, new: Roadmap) -> YearPairs:
    """Which row of last year's workbook is which of this year's; of roadmaps as they were read, not translated."""
    return YearPairs(
        actions=row_pairs("actions", old.actions, new.actions),
        goals=row_pairs("goals", old.goals, new.goals),
        levels=row_pairs("levels", old.levels, new.levels),
        indicators=row_pairs("indicators", old.indicators, new.indicators),
    )


def follow(old: Roadmap, new: Roadmap, pairs: YearPairs, measured: Measured | None = None) -> FollowUp:
    """The year between two roadmaps. `measured` when this year's levels are of a new survey."""
    goals = _Goals(old.goals, new.goals, pairs.goals)
    certain = (measured.certain if measured else None) or {}
    perspectives = _Perspectives(old.levels, new.levels, pairs.levels, certain)
    actions = _actions(old, new, pairs.actions, _Years(goals, perspectives, new.organisation.date))
    return FollowUp(
        actions=actions,
        goals=goals.all,
        indicators=follow_indicators(old.indicators, new.indicators, pairs.indicators),
        perspectives=perspectives.all,
        measured=measured is not None,
        since=old.organisation.date,
        day=new.organisation.date,
        people_before=measured.people_before if measured else None,
        people=measured.people if measured else None,
        renumbered={
            old.actions[one].id: new.actions[other].id
            for one, other in pairs.actions.items()
            if old.actions[one].id != new.actions[other].id
        },
    )


class _Goals:
    """The goals of both years, found by what an action names."""

    def __init__(self, old: Sequence[Goal], new: Sequence[Goal], pairs: Pairs) -> None:
        back = {other: one for one, other in pairs.items()}
        self.all = (
            *(FollowedGoal(old[back[place]] if place in back else None, goal) for place, goal in enumerate(new)),
            *(FollowedGoal(goal, None) for place, goal in enumerate(old) if place not in pairs),
        )
        self._new = {item.now.id: item for item in reversed(self.all) if item.now}
        self._old = {item.before.id: item for item in reversed(self.all) if item.before}

    def main(self, action: Action, *, old: bool) -> FollowedGoal | None:
        """The main goal that an action serves in its own year; of a sub-goal the goal at its top."""
        family = self.family(action, old=old)
        return family[-1] if family else None

    def top(self, item: FollowedGoal) -> FollowedGoal:
        """The main goal that a goal belongs to now; one that is left out, to itself."""
        return self._above(item, self._new, old=False)[-1] if item.now else item

    def family(self, action: Action, *, old: bool) -> list[FollowedGoal]:
        """The goal that an action names, and those above it."""
        known = self._old if old else self._new
        return self._above(known.get(action.goal), known, old=old)

    @staticmethod
    def _above(item: FollowedGoal | None, known: Mapping[str, FollowedGoal], *, old: bool) -> list[FollowedGoal]:
        found: list[FollowedGoal] = []
        while item is not None and not any(item is one for one in found):
            found.append(item)
            goal = item.before if old else item.now
            item = known.get(goal.parent) if goal and goal.parent else None
        return found


class _Perspectives:
    """The perspectives of both years, found by what a goal names."""

    def __init__(
        self, old: Sequence[Level], new: Sequence[Level], pairs: Pairs, certain: Mapping[str, bool | None]
    ) -> None:
        back = {other: one for one, other in pairs.items()}
        self.all = (
            *(
                FollowedLevel(old[back[place]] if place in back else None, level, certain.get(level.id))
                for place, level in enumerate(new)
            ),
            *(FollowedLevel(level, None) for place, level in enumerate(old) if place not in pairs),
        )
        self._new = {item.now.id: item for item in reversed(self.all) if item.now}
        self._old = {item.before.id: item for item in reversed(self.all) if item.before}

    def of(self, family: Sequence[FollowedGoal], *, old: bool) -> tuple[FollowedLevel, ...]:
        """Those of the nearest goal that names any, each once."""
        for item in family:
            goal = item.before if old else item.now
            if goal is not None and goal.perspectives:
                known = self._old if old else self._new
                return tuple(known[name] for name in dict.fromkeys(goal.perspectives) if name in known)
        return ()


@dataclass(frozen=True, slots=True)
class _Years:
    """What an action is placed among."""

    goals: _Goals
    perspectives: _Perspectives
    day: dt.date | None

    def followed(self, before: Action | None, now: Action | None) -> FollowedAction:
        """An action with its outcome and the goal and perspectives that it counts for: this year's, if it has one."""
        action, old = (now, False) if now is not None else (before or Action(), True)
        family = self.goals.family(action, old=old)
        outcome = outcome_of(before, now)
        return FollowedAction(
            before,
            now,
            outcome,
            goal=self.goals.top(family[-1]) if family else None,
            goal_before=self.goals.main(before, old=True) if before else None,
            perspectives=self.perspectives.of(family, old=old),
            late=self._is_late(now, outcome),
        )

    def _is_late(self, now: Action | None, outcome: ActionOutcome) -> bool:
        ends = now.ends if now else None
        return bool(ends and self.day and ends.last < self.day and outcome not in _CLOSED)


def outcome_of(before: Action | None, now: Action | None) -> ActionOutcome:
    """The one outcome of an action: done or dropped first, then moved, then what its status says."""
    if now is None:
        return "archived" if before is not None and before.status == "done" else "dropped"
    if now.status == "done":
        return "done"
    if now.status == "cancelled":
        return "dropped"
    if now.status == "moved" or _ends_later(before, now):
        return "moved"
    return "under_way" if now.status == "under_way" else "not_started"


def _ends_later(before: Action | None, now: Action) -> bool:
    return bool(before and before.ends and now.ends and now.ends.last > before.ends.last)


def _actions(old: Roadmap, new: Roadmap, pairs: Pairs, years: _Years) -> tuple[FollowedAction, ...]:
    """This year's in their order, then those that are archived or left out."""
    back = {other: one for one, other in pairs.items()}
    there = (
        years.followed(old.actions[back[place]] if place in back else None, now)
        for place, now in enumerate(new.actions)
    )
    gone = (before for place, before in enumerate(old.actions) if place not in pairs)
    return (*there, *(years.followed(before, _archived(before, new)) for before in gone))


def _archived(before: Action, new: Roadmap) -> Action | None:
    """An action that ended during the year and stands on this year's archive, as it ended; None for any other."""
    status = new.archived_statuses.get(before.id, "")
    if status not in _ENDED or before.status in _ENDED:
        return None
    return replace(before, status=status, at={**before.at, "status": new.archived[before.id]})
