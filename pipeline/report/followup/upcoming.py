"""What happens next: the actions that should be done first, and when the roadmap is looked at again.

In: the year. Out: rows of when and what.
"""

from __future__ import annotations

from pipeline.report.followup.year import Year
from pipeline.report.material import reckoned
from pipeline.report.slides import capital
from pipeline.vocabulary.content import Record
from pipeline.vocabulary.follow_up import FollowedAction

_SHOWN = 4
_LONGEST_WHAT, _LONGEST_WHEN = 90, 34
"""Characters that a slide's row has room for."""
_CLOSED = ("done", "cancelled")


def upcoming(year: Year) -> tuple[Record, ...]:
    """At most four open actions, the first to end first, then the rhythms of following and updating."""
    say, governance = year.say, year.material.roadmap.governance
    rows = [_ending(item, year) for item in _next(year)]
    for key, what in (("rhythm", "reviewed"), ("update_rhythm", "updated")):
        when = str(say.facts[key])
        if 0 < len(when) <= _LONGEST_WHEN:
            cells = governance.place(key)
            told = say.first(f"deck.next.{what}")
            rows.append(Record(key, when=reckoned(capital(when), cells), what=reckoned(told, cells)))
    return tuple(rows)


def _next(year: Year) -> list[FollowedAction]:
    day = year.follow.day
    found = [
        (item.action.ends.last, item)
        for item in year.follow.actions
        if item.action.ends and item.standing not in _CLOSED and (day is None or item.action.ends.last >= day)
    ]
    return [item for _, item in sorted(found, key=lambda pair: pair[0])[:_SHOWN]]


def _ending(item: FollowedAction, year: Year) -> Record:
    action = item.action
    owner = ", ".join(action.owners)
    told = year.say.first("deck.follow_next.ending", longest=_LONGEST_WHAT, name=action.name, owner=owner)
    when = year.material.time(action.ends)
    return Record(
        action.id,
        when=reckoned(when, action.place("ends")),
        what=reckoned(told, action.place("name"), action.place("owners")),
    )
