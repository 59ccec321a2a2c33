"""Times of one row against each other and against its predecessors: WB014, WB017; and outside the period: WB016.

In: the roadmap. Out: findings that name times in the words of those who typed them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.checking.cycles import cycles
from pipeline.checking.rows import by_id
from pipeline.language import words
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Action, Roadmap, Time


def ends_before_start(roadmap: Roadmap) -> Iterator[Finding]:
    """WB014: an action or a phase ends before it starts."""
    spans = [(action.starts, action.ends, action.place("ends")) for action in roadmap.actions]
    spans += [(phase.started, phase.ended, phase.place("ended")) for phase in roadmap.phases]
    for start, end, place in spans:
        if start and end and end.last < start.first:
            yield Finding("WB014", place, {"start": written(start, roadmap), "end": written(end, roadmap)})


def outside_period(roadmap: Roadmap) -> Iterator[Finding]:
    """WB016: an action's time lies outside the roadmap's period. What is done may lie before it."""
    start, end = roadmap.organisation.period_start, roadmap.organisation.period_end
    if start is None or end is None or end < start:
        return
    for action in roadmap.actions:
        for time, place in _outside(action, start, end):
            yield Finding("WB016", place, {"time": written(time, roadmap), "period": f"{start}–{end}"})


def starts_before_predecessor_ends(roadmap: Roadmap) -> Iterator[Finding]:
    """WB017: an action starts while its predecessor is still under way. Actions of one ring can't but do so."""
    actions = by_id(roadmap.actions)
    rings = list(cycles({key: action.predecessors for key, action in actions.items()}))
    in_ring = {pair for ring in rings for pair in zip(ring, [*ring[1:], ring[0]], strict=True)}
    for action in roadmap.actions:
        for earlier in dict.fromkeys(action.predecessors):
            end = actions[earlier].ends if earlier in actions else None
            if action.starts and end and _overlaps(action.starts, end) and (action.id, earlier) not in in_ring:
                values = {
                    "start": written(action.starts, roadmap),
                    "predecessor": earlier,
                    "end": written(end, roadmap),
                }
                yield Finding("WB017", action.place("starts"), values)


def written(time: Time, roadmap: Roadmap) -> str:
    """A time as it was typed, or in the workbook's language when its cell held a date."""
    return time.text or words(roadmap.language).time(time)


def quarter_number(day: date) -> int:
    """Quarters counted from year 0, so that they can be compared and stepped."""
    return day.year * 4 + (day.month - 1) // 3


def _outside(action: Action, first: int, last: int) -> Iterator[tuple[Time, Place]]:
    """The times of an action that lie outside the years; only the first of two on the same side."""
    told = {0, -1} if action.status in ("done", "cancelled") else {0}
    for key, time in (("starts", action.starts), ("ends", action.ends)):
        side = _side(time, first, last) if time else 0
        if time and side not in told:
            told.add(side)
            yield time, action.place(key)


def _side(time: Time, first: int, last: int) -> int:
    """-1 before the years, 1 after them, 0 when any of the time is within."""
    return -1 if time.last.year < first else 1 if time.first.year > last else 0


def _overlaps(start: Time, end: Time) -> bool:
    """Whether a start is before an end of another. A handover within the same quarter or named time is fine."""
    if start.first < end.first:
        return True
    same_time = (start.first, start.last) == (end.first, end.last)
    return not same_time and quarter_number(start.first) < quarter_number(end.last)
