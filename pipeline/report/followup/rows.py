"""One action's row: what it was, what it is now, and what is to be known of it.

In: the year. Out: records of the shape `follow_row`, and what their notes say.
"""

from __future__ import annotations

from pipeline.report.followup.year import Year
from pipeline.report.material import reckoned, table_text
from pipeline.report.sentences import Count
from pipeline.report.wording import MISSING, or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.follow_up import FollowedAction
from pipeline.vocabulary.model import Action, Time

_DAYS_OF_MONTH = 30.44
_STATUTORY = "statutory"


def row(item: FollowedAction, year: Year, *, was: Text, now: Text, note: str) -> Record:
    """An action's row; `was`, `now` and `note` are what its table has in those columns."""
    action = item.action
    return Record(
        action.id,
        id=table_text(action, "id"),
        name=table_text(action, "name"),
        goal=year.goal(item.goal),
        goal_name=year.goal_name(item.goal),
        owners=table_text(action, "owners", ", ".join(action.owners)),
        was=was,
        now=now,
        note=reckoned(note, *cells_of_both(item, "status", "ends", "goal", "progress", "basis")),
        sign=status_now(item, year),
        status_was=status_was(item, year),
        status_now=status_now(item, year),
        time=span(action, year),
        times=times(item, year),
        deadline=end(action, year),
        look=item.standing,
        is_new=item.is_new,
        is_late=item.late,
    )


def status_was(item: FollowedAction, year: Year) -> Text:
    """Its status last year, a dash for a new one."""
    before = item.before
    if before is None:
        return Text(MISSING)
    return Text(year.material.status(item.was), source=before.place("status"))


def status_now(item: FollowedAction, year: Year) -> Text:
    """How it stands now, as it is counted."""
    if item.outcome == "dropped" and item.is_gone:
        return Text(year.status("cancelled"), source=item.action.place("id"))
    return Text(year.status(item.standing), source=item.action.place("status"))


def span(action: Action, year: Year) -> Text:
    """From its start to its end."""
    return reckoned(year.material.span(action.starts, action.ends), action.place("starts"), action.place("ends"))


def end(action: Action | None, year: Year) -> Text:
    """When it ends, a dash when that isn't known."""
    if action is None:
        return Text(MISSING)
    return table_text(action, "ends", year.material.time(action.ends))


def times(item: FollowedAction, year: Year) -> Text:
    """Its time, before and now where it changed."""
    before, now = item.before, item.now
    if before is None or now is None:
        return span(item.action, year)
    text = year.changed(year.material.span(before.starts, before.ends), year.material.span(now.starts, now.ends))
    return reckoned(text, *cells_of_both(item, "starts", "ends"))


def cells_of_both(item: FollowedAction, *keys: str) -> tuple[Place, ...]:
    """The cells of an action's fields now and last year."""
    return tuple(one.at[key] for one in (item.now, item.before) if one for key in keys if key in one.at)


def note(item: FollowedAction, year: Year, *, told: str = "") -> str:
    """What is to be known of an action that its columns don't tell; `told` is the group that it is listed in."""
    say = year.say
    parts = [
        say.first("notes.reopened") if item.reopened else "",
        say.first("notes.done_at_once") if item.is_new and item.outcome == "done" else "",
        say.first("notes.statutory") if item.is_new and item.action.basis == _STATUTORY else "",
        _dropped(item, year) if item.outcome == "dropped" else "",
        _moved(item, year) if told == "moved" else "",
        _late(item, year) if item.late else "",
        _progress(item, year) if told == "under_way" else "",
        _goal_changed(item, year) if item.changed_goal else "",
    ]
    return " ".join(part for part in parts if part)


def _dropped(item: FollowedAction, year: Year) -> str:
    if item.was == "cancelled":
        return year.say.first("notes.cancelled_before")
    return year.say.first("notes.gone") if item.is_gone else ""


def _moved(item: FollowedAction, year: Year) -> str:
    if not item.newly_moved:
        return year.say.first("notes.moved_before")
    before, now = item.before, item.now
    if before is None or now is None:
        return ""
    if before.ends is None or now.ends is None or not item.later:
        return year.say.first("decisions.moved.no_end")
    return year.say.first("notes.later", months=Count(months_between(before.ends, now.ends)))


def _late(item: FollowedAction, year: Year) -> str:
    day, ends = year.follow.day, item.action.ends
    if day is None or ends is None:
        return ""
    return year.say.first("notes.late", months=Count(int((day - ends.last).days / _DAYS_OF_MONTH)))


def _progress(item: FollowedAction, year: Year) -> str:
    progress = item.action.progress
    return "" if progress is None else year.say.first("notes.progress", progress=year.material.words.percent(progress))


def _goal_changed(item: FollowedAction, year: Year) -> str:
    before, now = item.goal_before, item.goal
    return year.say.first(
        "notes.goal_changed",
        goal_before=or_dash(before.before.id if before and before.before else ""),
        goal_now=or_dash(now.goal.id if now else ""),
    )


def months_between(before: Time, after: Time) -> int:
    """How many months later a time ends, rounded; at least one."""
    return max(1, round((after.last - before.last).days / _DAYS_OF_MONTH))
