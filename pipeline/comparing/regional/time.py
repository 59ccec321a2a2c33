"""The joint timeline: how many actions are on in each quarter, half-year or year, and what several begin at once.

In: a `Region`. Out: a `Timetable`, None when no action has both a start and an end. Cancelled actions are never on.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.comparing.regional.groups import going
from pipeline.vocabulary.region import Column, Event, MemberAction, Region, Timetable

MOST_COLUMNS, MOST_EVENTS = 20, 12
_WIDE_COUNT, _MOST_WIDE = 1000, 16
"""Counts of four digits need wider columns: fewer of them."""
_LONGEST = 40
"""Years of a timeline at the most: one organisation may have typed any year."""
_WIDTHS = (1, 2, 4)


def timetable(region: Region) -> Timetable | None:
    """The joint timeline."""
    dated = {
        member.place: [action for action in going(member) if action.first is not None and action.last is not None]
        for member in region.everybody
    }
    everything = [action for actions in dated.values() for action in actions]
    if not everything:
        return None
    years = _years(region, everything)
    columns = _columns(years, MOST_COLUMNS)
    if max(_counts(everything, columns)) >= _WIDE_COUNT:
        columns = _columns(years, _MOST_WIDE)
    return Timetable(
        columns=columns,
        by_member={member.place: _counts(dated[member.place], columns) for member in region.named},
        by_perspective={
            item.key: _counts([action for action in everything if item.key in action.perspectives], columns)
            for item in region.perspectives
        },
        total=_counts(everything, columns),
        dated={member.place: len(dated[member.place]) for member in region.named},
        events=_events(region),
    )


def _years(region: Region, actions: Sequence[MemberAction]) -> range:
    """The years of the named ones' periods; those of the actions where no period is known."""
    starts = [member.period_start for member in region.named if member.period_start is not None]
    ends = [member.period_end for member in region.named if member.period_end is not None]
    first = min(starts, default=min((action.first or 0) // 4 for action in actions))
    last = max(ends, default=max((action.last or 0) // 4 for action in actions))
    return range(first, min(max(last, first), first + _LONGEST - 1) + 1)


def _columns(years: range, most: int) -> tuple[Column, ...]:
    width = next((width for width in _WIDTHS if len(years) * 4 // width <= most), _WIDTHS[-1])
    return tuple(
        Column(year * 4 + start, year * 4 + start + width - 1) for year in years for start in range(0, 4, width)
    )


def _counts(actions: Sequence[MemberAction], columns: Sequence[Column]) -> tuple[int, ...]:
    return tuple(sum(action.covers(column.first, column.last) for action in actions) for column in columns)


def _events(region: Region) -> tuple[Event, ...]:
    """The quarters to come in which at least two named organisations begin something for a perspective: those of most
    of them, in order of time."""
    begun: dict[tuple[int, str], list[int]] = {}
    for member in region.named:
        for action in member.actions:
            if action.open and action.first is not None and action.first >= region.today:
                for key in action.perspectives:
                    begun.setdefault((action.first, key), []).append(member.place)
    found = [
        Event(quarter, key, tuple(dict.fromkeys(places)), len(places))
        for (quarter, key), places in begun.items()
        if len(set(places)) > 1
    ]
    most = sorted(found, key=lambda event: (-len(event.who), -event.actions, event.quarter, event.key))[:MOST_EVENTS]
    return tuple(sorted(most, key=lambda event: (event.quarter, -len(event.who), event.key)))
