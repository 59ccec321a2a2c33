"""Levels and targets side by side, how they are spread, the usual gaps, the shared priorities.

In: the joint material. Out: the records `levels`, `gaps`, `priorities` and `exhibits`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from pipeline.report.regional.charts import by_id, dots, gap_chart, spread_chart
from pipeline.report.regional.joint import Joint, cell, look
from pipeline.report.sentences import Count, Fact
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.region import FEWEST_UNNAMED, MemberLevel, Priority, RegionGap, Spread

_NAMED_WIDEST = _FEWEST_COMPARED = 2
_SEPARATOR = " · "
Value = Callable[[MemberLevel], Decimal | int | None]


def levels(joint: Joint) -> Record | None:
    """The levels of every named organisation; None when nobody has one."""
    now, targets = rows(joint, baseline), rows(joint, target)
    has_now, has_targets = any_value(joint, baseline), any_value(joint, target)
    if not has_now and not has_targets and not any(spread.count for spread in joint.overview.spreads):
        return None
    return Record(
        "levels",
        lead=Text(lead(joint)),
        scale_line=Text(joint.say.first("levels.scale_line")),
        key_note=Text(_SEPARATOR.join(f"{joint.codes[p.key]} {joint.perspective(p.key)}" for p in perspectives(joint))),
        note=Text(" ".join(_notes(joint))),
        perspectives=tuple(
            Record(item.key, id=Text(joint.codes[item.key]), name=joint.perspective(item.key))
            for item in perspectives(joint)
        ),
        now=now,
        targets=targets,
        has_now=has_now,
        by_id=by_id([str(joint.perspective(item.key)) for item in perspectives(joint)], joint),
        has_targets=has_targets,
        spread=tuple(_spread(item, joint) for item in joint.overview.spreads),
        dots=dots(joint),
        spread_chart=spread_chart(joint),
    )


def gaps(joint: Joint) -> Record | None:
    """The usual gaps, the widest first; None when so few have both levels that there is no median."""
    if not any(item.gap is not None for item in joint.overview.gaps):
        return None
    first = joint.overview.gaps[0]
    return Record(
        "gaps",
        lead=Text(joint.say.knowing(**gap_facts(first, joint)).first("gaps.lead")),
        note=Text(joint.say.first("gaps.note")),
        rows=tuple(_gap(item, joint) for item in joint.overview.gaps),
        chart=gap_chart(joint),
    )


def priorities(joint: Joint) -> Record | None:
    """The perspectives that organisations call key development areas; None when none does."""
    found = joint.overview.priorities
    if not found:
        return None
    return Record(
        "priorities",
        lead=Text(joint.say.knowing(**priority_facts(joint)).first("priorities.lead")),
        note=Text(joint.say.first("priorities.note")),
        rows=tuple(priority_row(item, joint) for item in found),
    )


def priority_row(item: Priority, joint: Joint) -> Record:
    """A perspective with those that marked it."""
    return Record(
        item.key,
        id=Text(joint.codes[item.key]),
        name=joint.perspective(item.key),
        count=joint.number(item.marked),
        share=Text(f"{item.marked}/{item.of}"),
        who=Text(joint.who(item.who, item.marked - len(item.who), alone=True)),
        widest=joint.number(item.among_widest),
    )


def perspectives(joint: Joint) -> Sequence[Spread]:
    """The perspectives that at least one named organisation has, in order."""
    return joint.overview.spreads


def baseline(level: MemberLevel) -> Decimal | None:
    """The level now."""
    return level.baseline


def target(level: MemberLevel) -> int | None:
    """The level aimed at."""
    return level.target


def rows(joint: Joint, value: Value) -> tuple[Record, ...]:
    """A row for each named organisation, a cell for each perspective."""
    return tuple(
        Record(
            str(member.place),
            name=joint.own(member.short_name),
            cells=tuple(level_cell(item.key, member.level(item.key), value, joint) for item in perspectives(joint)),
        )
        for member in joint.region.named
    )


def level_cell(key: str, level: MemberLevel | None, value: Value, joint: Joint) -> Record:
    """One level in a table: its figure, and the look of its step."""
    found = value(level) if level is not None else None
    text = MISSING if found is None else str(found) if isinstance(found, int) else joint.level(found)
    return cell(key, text, look(found))


def any_value(joint: Joint, value: Value) -> bool:
    """Whether any named organisation has such a level."""
    return any(value(level) is not None for member in joint.region.named for level in member.levels)


def lead(joint: Joint) -> str:
    """Where levels vary most."""
    key = "levels.lead"
    if not any(item.count >= _FEWEST_COMPARED for item in joint.overview.spreads):
        return str(joint.words.catalog("region")["levels"]["lead"][-1])
    return joint.say.knowing(**spread_facts(joint)).first(key)


def widest_spread(joint: Joint) -> Spread | None:
    """The perspective whose lowest and highest level are farthest apart; None when none are apart."""
    known = [item for item in joint.overview.spreads if item.lowest is not None and item.highest is not None]
    found = max(known, key=_width, default=None)
    return found if found is not None and _width(found) > 0 else None


def spread_facts(joint: Joint) -> dict[str, Fact]:
    """What sentences on the widest spread name."""
    found = widest_spread(joint)
    if found is None:
        return {"perspective": "", "lowest": "", "highest": ""}
    return {
        "perspective": joint.quoted(joint.perspective(found.key)),
        "lowest": joint.level(found.lowest),
        "highest": joint.level(found.highest),
    }


def gap_facts(gap: RegionGap, joint: Joint) -> dict[str, Fact]:
    """What sentences on a gap name; nothing of one that has no median, or is none."""
    if gap.gap is None or gap.gap <= 0:
        return {"perspective": "", "now": "", "target": ""}
    return {
        "perspective": joint.quoted(joint.perspective(gap.key)),
        "now": joint.level(gap.now),
        "target": joint.level(gap.target),
    }


def priority_facts(joint: Joint) -> dict[str, Fact]:
    """What sentences on the most shared priority name; nothing when several share the first place."""
    found = joint.overview.priorities
    shared = Count(sum(item.marked > 1 for item in found))
    if not found or (len(found) > 1 and found[0].marked == found[1].marked) or found[0].marked < 2:
        return {"perspective": "", "marked": "", "shared": shared}
    perspective = joint.quoted(joint.perspective(found[0].key))
    return {"perspective": perspective, "marked": Count(found[0].marked), "shared": shared}


def _width(item: Spread) -> Decimal:
    return (item.highest or Decimal(0)) - (item.lowest or Decimal(0))


def _notes(joint: Joint) -> list[str]:
    say, unnamed = joint.say, len(joint.region.unnamed)
    found = []
    if unnamed:
        found.append(say.first("levels.note_many" if unnamed >= FEWEST_UNNAMED else "levels.note_few"))
    keys = [frozenset(level.key for level in member.levels) for member in joint.region.named]
    if len(set(keys)) > 1:
        found.append(say.first("levels.note_sets"))
    return [*found, say.first("levels.spread_note")]


def _spread(item: Spread, joint: Joint) -> Record:
    return Record(
        item.key,
        id=Text(joint.codes[item.key]),
        name=joint.perspective(item.key),
        count=joint.number(item.count),
        lowest=Text(joint.level(item.lowest)),
        lower=Text(joint.level(item.lower)),
        middle=Text(joint.level(item.middle)),
        upper=Text(joint.level(item.upper)),
        highest=Text(joint.level(item.highest)),
        target=Text(joint.level(item.target)),
        look=look(item.middle),
    )


def _gap(item: RegionGap, joint: Joint) -> Record:
    return Record(
        item.key,
        id=Text(joint.codes[item.key]),
        name=joint.perspective(item.key),
        count=joint.number(item.count),
        middle_now=Text(joint.level(item.now)),
        middle_target=Text(joint.level(item.target)),
        middle_gap=Text(joint.level(item.gap, signed=True)),
        widest=Text(_widest(item, joint)),
        widest_gap=Text(joint.level(item.widest_gap, signed=True)),
        look=look(item.now),
    )


def _widest(item: RegionGap, joint: Joint) -> str:
    """Whose gap is the widest: their names, or how many they are."""
    if len(item.widest) > _NAMED_WIDEST:
        return joint.say.phrase("who.several", several=Count(len(item.widest)))
    return joint.who(item.widest, alone=True)
