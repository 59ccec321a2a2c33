"""The actions by what became of them: late, done, moved, new, dropped, under way, not started, done before.

In: the year. Out: the tuple `groups`, a record for each group that has any. Every action is in one group by its
outcome; late and new ones are in a group of their own besides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.report.followup.rows import end, note, row, span, status_now, status_was
from pipeline.report.followup.year import Year, counted
from pipeline.report.sentences import Count
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.follow_up import FollowedAction

_SHORT = 12
_Column = Callable[[FollowedAction, Year], Text]
_FLAGS = ("late", "new")


@dataclass(frozen=True, slots=True)
class Group:
    """A group: which actions are in it, and what its two columns say; `was` None: nothing worth a column."""

    key: str
    holds: Callable[[FollowedAction], bool]
    was: _Column | None
    now: _Column


def _end_before(item: FollowedAction, year: Year) -> Text:
    """When it should have ended; of what was moved earlier that isn't known."""
    return end(item.before if item.newly_moved else None, year)


def _end_now(item: FollowedAction, year: Year) -> Text:
    return end(item.action, year)


def _time(item: FollowedAction, year: Year) -> Text:
    return span(item.action, year)


GROUPS: tuple[Group, ...] = (
    Group("late", lambda item: item.late, _end_now, status_now),
    Group("done", lambda item: item.newly_done, status_was, status_now),
    Group("moved", lambda item: item.outcome == "moved", _end_before, _end_now),
    Group("new", lambda item: item.is_new, None, status_now),
    Group("dropped", lambda item: item.outcome == "dropped", status_was, status_now),
    Group("under_way", lambda item: item.outcome == "under_way", status_was, _end_now),
    Group("not_started", lambda item: item.outcome == "not_started", None, _time),
    Group("earlier", lambda item: item.standing == "done" and not item.newly_done, None, status_now),
)
"""Every action is in one of these beside `late` and `new`."""


def members(key: str, year: Year) -> list[FollowedAction]:
    """The actions of a group."""
    group = next(item for item in GROUPS if item.key == key)
    return [item for item in year.follow.actions if group.holds(item)]


def groups(year: Year) -> tuple[Record, ...]:
    """A record for each group that has any actions."""
    found = ((group, members(group.key, year)) for group in GROUPS)
    return tuple(_group(group, mine, year) for group, mine in found if mine)


def group_rows(key: str, year: Year) -> tuple[Record, ...]:
    """The rows of a group."""
    group = next(item for item in GROUPS if item.key == key)
    return tuple(_row(item, group, year) for item in members(key, year))


def _group(group: Group, mine: list[FollowedAction], year: Year) -> Record:
    base, say = f"groups.{group.key}", year.say.knowing(count=Count(len(mine)))
    return Record(
        group.key,
        key=Text(group.key),
        look=Text(group.key),
        title=Text(say.first(f"{base}.title")),
        lead=counted(say.first(f"{base}.lead"), mine, "status", "ends"),
        caption=Text(say.first(f"{base}.caption")),
        alt=Text(say.first(f"{base}.alt")),
        count=counted(year.number(len(mine)), mine, "status"),
        shows_was=group.was is not None,
        is_flag=group.key in _FLAGS,
        is_short=len(mine) <= _SHORT,
        rows=tuple(_row(item, group, year) for item in mine),
    )


def _row(item: FollowedAction, group: Group, year: Year) -> Record:
    was = group.was(item, year) if group.was is not None else Text(MISSING)
    return row(item, year, was=was, now=group.now(item, year), note=note(item, year, told=group.key))
