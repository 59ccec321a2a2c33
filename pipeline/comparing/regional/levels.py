"""Levels over the organisations of a region: how they are spread, where the gaps are, which priorities are shared.

In: a `Region`. Out: `Spread`, `RegionGap` and `Priority` values. Unnamed organisations take part in what is told of
levels when there are enough of them that have the level, never by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipeline.language import round_half_up
from pipeline.vocabulary.region import FEWEST_UNNAMED, Member, MemberLevel, Priority, Region, RegionGap, Spread

FEWEST_ENDS, FEWEST_MIDDLE, FEWEST_QUARTERS = 2, 3, 4
"""How many organisations a lowest and highest level, a median, and quartiles need to mean anything."""
_WIDEST = 3


def spreads(region: Region) -> tuple[Spread, ...]:
    """How levels now are spread, perspective by perspective."""
    return tuple(_spread(item.key, region) for item in region.perspectives)


def gaps(region: Region) -> tuple[RegionGap, ...]:
    """The usual gaps, the widest first; perspectives without any organisation that has both levels are left out."""
    found = [gap for item in region.perspectives if (gap := _gap(item.key, region)).count]
    return tuple(sorted(found, key=lambda gap: (gap.gap is None, -(gap.gap or Decimal(0)))))


def priorities(region: Region) -> tuple[Priority, ...]:
    """The perspectives that at least one organisation calls a key development area, the most shared first."""
    found = [_priority(item.key, region) for item in region.perspectives]
    return tuple(sorted((item for item in found if item.marked), key=lambda item: (-item.marked, -item.among_widest)))


def quantile(values: Iterable[Decimal], part: Decimal) -> Decimal:
    """The value below which a part of the values lie, between neighbours in proportion, to one decimal."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * part
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return round_half_up(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 1)


def median(values: Sequence[Decimal]) -> Decimal | None:
    """The median of enough values; None of fewer."""
    return quantile(values, Decimal("0.5")) if len(values) >= FEWEST_MIDDLE else None


def widest_of(member: Member) -> frozenset[str]:
    """The perspectives of an organisation's three widest gaps; those as wide as the third count too."""
    ordered = sorted((level.gap for level in member.levels if level.gap is not None and level.gap > 0), reverse=True)
    least = ordered[min(_WIDEST, len(ordered)) - 1] if ordered else None
    return frozenset(
        level.key for level in member.levels if least is not None and level.gap is not None and level.gap >= least
    )


def _levels(key: str, region: Region, kind: str) -> list[MemberLevel]:
    """The levels that have a value of a kind: the named ones', and the others' when they are enough."""
    named, unnamed = (
        [level for member in members if (level := member.level(key)) and getattr(level, kind) is not None]
        for members in (region.named, region.unnamed)
    )
    return [*named, *(unnamed if len(unnamed) >= FEWEST_UNNAMED else ())]


def _spread(key: str, region: Region) -> Spread:
    values = [level.baseline for level in _levels(key, region, "baseline") if level.baseline is not None]
    targets = [Decimal(level.target) for level in _levels(key, region, "target") if level.target is not None]
    ends = len(values) >= FEWEST_ENDS
    quarters = len(values) >= FEWEST_QUARTERS
    return Spread(
        key=key,
        count=len(values),
        lowest=min(values) if ends else None,
        lower=quantile(values, Decimal("0.25")) if quarters else None,
        middle=median(values),
        upper=quantile(values, Decimal("0.75")) if quarters else None,
        highest=max(values) if ends else None,
        target=median(targets),
    )


def _gap(key: str, region: Region) -> RegionGap:
    both = [level for level in _levels(key, region, "gap") if level.gap is not None]
    known = {
        member.place: level.gap for member in region.named if (level := member.level(key)) and level.gap is not None
    }
    widest = max(known.values(), default=None)
    now = median([level.baseline for level in both if level.baseline is not None])
    target = median([Decimal(level.target) for level in both if level.target is not None])
    return RegionGap(
        key=key,
        count=len(both),
        now=now,
        target=target,
        gap=None if now is None or target is None else target - now,
        widest=tuple(place for place, gap in known.items() if gap == widest),
        widest_gap=widest,
    )


def _priority(key: str, region: Region) -> Priority:
    counted = region.everybody if len(region.unnamed) >= FEWEST_UNNAMED else region.named
    having = [(member, level) for member in counted if (level := member.level(key)) is not None]
    return Priority(
        key=key,
        marked=sum(level.priority for _, level in having),
        of=len(having),
        among_widest=sum(key in widest_of(member) for member in counted),
        who=tuple(member.place for member, level in having if level.priority and member.named),
    )
