"""The joint timeline: how many actions are on in each quarter, half-year or year, and what several begin at once.

In: the joint material. Out: the record `timeline`, None when no action is dated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.report.regional.joint import Joint, cell
from pipeline.report.sentences import Count, Fact
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.region import Column, Event, Timetable

_NUMERALS = ("I", "II", "III", "IV")
_PORTRAIT_UP_TO = 8
_QUARTER, _HALF, _YEAR = 1, 2, 4


def timeline(joint: Joint) -> Record | None:
    """The counts of every named organisation and of all together."""
    table = joint.overview.timetable
    if table is None:
        return None
    facts = timeline_facts(joint)
    return Record(
        "timeline",
        lead=Text(joint.say.knowing(**facts).first("timeline.lead")),
        peak_text=Text(joint.say.knowing(**facts).first("points.peak")),
        key_note=Text(_key_note(table, joint)),
        by_quarter=_width(table) == _QUARTER,
        landscape=len(table.columns) > _PORTRAIT_UP_TO,
        columns=columns(table, joint),
        rows=tuple(
            count_row(str(place), Text(joint.short(place)), counts, table, table.dated[place])
            for place, counts in table.by_member.items()
        ),
        total=total_row(table, joint),
        events=tuple(_event(event, joint) for event in table.events),
    )


def columns(table: Timetable, joint: Joint) -> tuple[Record, ...]:
    """The heads of the columns."""
    return tuple(
        Record(
            str(column.first),
            label=Text(_label(column, joint, "label")),
            part=Text(_label(column, joint, "part")),
            year=Text(_year(column, joint)),
            first_of_year=column.first % 4 == 0,
        )
        for column in table.columns
    )


def count_row(key: str, name: Text, counts: Sequence[int], table: Timetable, total: int) -> Record:
    """A row of counts; `total` is how many actions it has in all."""
    return Record(
        key,
        name=name,
        total=Text(str(total)),
        cells=tuple(_cell(column, count) for column, count in zip(table.columns, counts, strict=True)),
    )


def total_row(table: Timetable, joint: Joint) -> Record:
    """All organisations together, those too that are not named."""
    return count_row("total", Text(joint.say.first("timeline.total")), table.total, table, _dated(joint))


def timeline_facts(joint: Joint) -> dict[str, Fact]:
    """How many actions are dated, and when most of them are on; nothing when no time is alone."""
    table = joint.overview.timetable
    if table is None:
        return {"dated": "", "time": "", "peak": "", "most": ""}
    most = max(table.total)
    facts: dict[str, Fact] = {"dated": Count(_dated(joint)), "time": "", "peak": "", "most": Count(most)}
    if most > 1 and table.total.count(most) == 1:
        facts |= {"time": _time(table.columns[table.total.index(most)], joint), "peak": Count(most)}
    return facts


def event_words(event: Event, joint: Joint) -> tuple[str, str, str]:
    """When, what and who."""
    what = joint.say.first("timeline.event", name=str(joint.perspective(event.key)), actions=Count(event.actions))
    return joint.quarter(event.quarter), what, joint.who(event.who, alone=True)


def event_facts(events: Sequence[Event], joint: Joint) -> dict[str, Fact]:
    """The quarter in which most begins at once; no time when several quarters share the first place."""
    counts = Counter(event.quarter for event in events)
    most = max(counts.values(), default=0)
    first = [quarter for quarter, count in counts.items() if count == most]
    return {"time": joint.quarter(first[0]) if len(first) == 1 else "", "events": Count(len(events))}


def _event(event: Event, joint: Joint) -> Record:
    time, what, who = event_words(event, joint)
    return Record(f"{event.quarter} {event.key}", time=Text(time), what=Text(what), who=Text(who))


def _dated(joint: Joint) -> int:
    actions = (action for member in joint.region.everybody for action in member.actions)
    return sum(action.going and action.first is not None and action.last is not None for action in actions)


def _cell(column: Column, count: int) -> Record:
    empty = "year" if column.first % 4 == 0 else "empty"
    return cell(str(column.first), str(count or ""), "bar" if count else empty)


def _year(column: Column, joint: Joint) -> str:
    """A column's year, two digits of it where slides have narrow columns."""
    year = column.first // 4
    narrow = joint.in_deck and column.last - column.first + 1 < _YEAR
    return f"\N{RIGHT SINGLE QUOTATION MARK}{year % 100:02}" if narrow else str(year)


def _width(table: Timetable) -> int:
    return table.columns[0].last - table.columns[0].first + 1


def _key_note(table: Timetable, joint: Joint) -> str:
    notes = joint.words.catalog("region")["timeline"]["key_note"]
    width = _width(table)
    return str(notes[0] if width == _QUARTER else notes[1] if width == _HALF else notes[2])


def _label(column: Column, joint: Joint, kind: str) -> str:
    """As the roadmap's own timeline says it; a whole year is its number."""
    short_year, quarter = f"{column.first // 4 % 100:02}", column.first % 4
    width = column.last - column.first + 1
    if width == _QUARTER:
        numeral, number = _NUMERALS[quarter], str(quarter + 1)
        return joint.say.phrase(f"timeline.quarter_{kind}", short_year=short_year, numeral=numeral, number=number)
    if width == _HALF:
        return joint.say.phrase(f"timeline.half_{kind}", half=str(quarter // 2 + 1), short_year=short_year)
    return "" if kind == "part" else str(column.first // 4)


def _time(column: Column, joint: Joint) -> str:
    """A column's time in a sentence."""
    if column.first == column.last:
        return joint.quarter(column.first)
    if column.last - column.first + 1 == _HALF:
        return joint.span(column.first, column.last)
    return str(column.first // 4)
