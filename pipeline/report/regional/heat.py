"""Heat tables on slides: perspectives as rows, organisations as columns, as many slides as they need.

In: the joint material. Out: tuples of slides, and the tables of the appendix.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report.regional import levels
from pipeline.report.regional.joint import Joint, cell, look
from pipeline.report.regional.slides import slide
from pipeline.report.sentences import Count, Fact
from pipeline.report.slides import TITLE_LIMIT
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.region import Member, Spread

_MOST = 24
_ON_A_SLIDE = {10: 8, 11: 7, 13: 6, 16: 5, 17: 4}
"""How many organisations a slide has, by the letters of their names' longest word, which a column must hold whole."""
_LONG_NAMES, _MOST_SLIDES = 3, 4
_SHARED = 2
_COLUMNS = ("lowest", "lower", "middle", "upper", "highest")


def heat_slides(joint: Joint) -> tuple[Record, ...]:
    """The levels now; of very many organisations only how they are spread."""
    if _are_many(joint):
        return _spread_slide(joint)
    return _slides("heat", levels.baseline, joint)


def target_slides(joint: Joint) -> tuple[Record, ...]:
    """The targets; of very many organisations none, their medians are in the table of levels."""
    return () if _are_many(joint) else _slides("aims", levels.target, joint)


def targets(joint: Joint) -> Record | None:
    """What the appendix calls the slides of targets; None without any."""
    return slide("aims", joint) if target_slides(joint) else None


def level_table(joint: Joint) -> Record | None:
    """How levels are spread, perspective by perspective, every one that a chart names; None when there is none."""
    drawn = {item.key for item in joint.overview.priorities}
    found = [item for item in joint.overview.spreads if item.count or item.key in drawn]
    rows = tuple(
        Record(
            item.key,
            name=joint.perspective(item.key),
            count=joint.number(item.count),
            lowest=Text(joint.level(item.lowest)),
            lower=Text(joint.level(item.lower)),
            median=Text(joint.level(item.middle)),
            upper=Text(joint.level(item.upper)),
            highest=Text(joint.level(item.highest)),
            target=Text(joint.level(item.target)),
        )
        for item in found
    )
    return slide("level_table", joint, own={"rows": rows}) if rows else None


def _slides(key: str, value: levels.Value, joint: Joint) -> tuple[Record, ...]:
    if len(joint.region.named) < _SHARED or not levels.any_value(joint, value):
        return ()
    named = joint.region.named
    count = -(-len(named) // _fitting(named, joint))
    share = -(-len(named) // count)
    chunks = [named[place : place + share] for place in range(0, len(named), share)]
    return tuple(_slide(key, place, chunks, value, joint) for place in range(len(chunks)))


def _are_many(joint: Joint) -> bool:
    """Whether the organisations need more slides than a deck has room for."""
    named = joint.region.named
    return len(named) > _MOST or (bool(named) and len(named) > _MOST_SLIDES * _fitting(named, joint))


def _fitting(named: Sequence[Member], joint: Joint) -> int:
    """How many organisations stand beside each other."""
    longest = max(len(word) for member in named for word in str(member.short_name).split() or [""])
    return next((count for most, count in _ON_A_SLIDE.items() if longest <= joint.letters.on_line(most)), _LONG_NAMES)


def _having(item: Spread, value: levels.Value, joint: Joint) -> int:
    """How many named organisations have the level: one that a single one has compares nothing."""
    return sum(
        (level := member.level(item.key)) is not None and value(level) is not None for member in joint.region.named
    )


def _slide(key: str, place: int, chunks: Sequence[Sequence[Member]], value: levels.Value, joint: Joint) -> Record:
    members = chunks[place]
    title = joint.say.knowing(**(_low(joint) if key == "heat" else _same(joint))).first(
        f"deck.{key}.title", longest=TITLE_LIMIT
    )
    if len(chunks) > 1:
        title = joint.say.first("deck.part", title=title, part=str(place + 1), parts=str(len(chunks)))
    own = {
        "columns": tuple(Record(str(member.place), name=joint.own(member.short_name)) for member in members),
        "rows": tuple(
            Record(
                item.key,
                name=joint.perspective(item.key),
                cells=tuple(
                    levels.level_cell(str(member.place), member.level(item.key), value, joint) for member in members
                ),
            )
            for item in joint.overview.spreads
            if _having(item, value, joint) >= min(_SHARED, len(joint.region.named))
        ),
    }
    return slide(key, joint, own=own, title=title, identity=f"{key} {place + 1}")


def _same(joint: Joint) -> dict[str, Fact]:
    """In how many perspectives everybody aims at the same level; nothing when some may not be named."""
    if joint.region.unnamed:
        return {"same": ""}
    aims = (
        {level.target if (level := member.level(item.key)) is not None else None for member in joint.region.named}
        for item in joint.overview.spreads
    )
    return {"same": Count(sum(len(each) == 1 and None not in each for each in aims))}


def _low(joint: Joint) -> dict[str, Fact]:
    """The perspective whose median is the lowest, and the lowest level of all; no perspective when several share it, or
    there are no medians."""
    known = [item for item in joint.overview.spreads if item.middle is not None]
    least = min((item.middle for item in known if item.middle is not None), default=None)
    first = [item for item in known if item.middle == least]
    if len(first) != 1:
        return {"perspective": "", "least": _least(joint)}
    return {"perspective": joint.quoted(joint.perspective(first[0].key)), "least": _least(joint)}


def _least(joint: Joint) -> str:
    known = [item.lowest for item in joint.overview.spreads if item.lowest is not None]
    return joint.level(min(known)) if known else ""


def _spread_slide(joint: Joint) -> tuple[Record, ...]:
    found = [item for item in joint.overview.spreads if item.middle is not None]
    if not found:
        return ()
    title = joint.say.knowing(**_low(joint)).first("deck.heat.title", longest=TITLE_LIMIT)
    own = {
        "columns": tuple(Record(name, name=Text(joint.say.first(f"exhibits.{name}"))) for name in _COLUMNS),
        "rows": tuple(
            Record(
                item.key,
                name=joint.perspective(item.key),
                cells=tuple(_cell(name, item, joint) for name in _COLUMNS),
            )
            for item in found
        ),
    }
    return (slide("heat", joint, own=own, title=title, identity="heat-1"),)


def _cell(name: str, item: Spread, joint: Joint) -> Record:
    value = getattr(item, name)
    return cell(name, joint.level(value), str(look(value)))
