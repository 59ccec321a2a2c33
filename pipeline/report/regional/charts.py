"""The charts' data: the cover, dots by organisation, the spread of many, the usual gaps, the shared priorities.

In: the joint material. Out: a `Chart` each, None where there is nothing to draw. Values are those of the tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from textwrap import wrap

from pipeline.report.deck_room import bars_that_fit
from pipeline.report.regional.joint import Joint
from pipeline.report.sentences import Count, Fact
from pipeline.vocabulary.content import Chart, Series
from pipeline.vocabulary.region import Member, RegionGap, Spread

_ALT_LIMIT = 250
_ROW_MM, _FRAME_MM, _HIGHEST_MM = 8.0, 22.0, 170.0
_LABELLED_GAP = Decimal("0.4")
_FEWEST_SERIES = 2
_MOST_NAMED, _ABREAST = 11, 154
"""So many names stand side by side on a page, and letters of their longest words; more, or longer ones, stand by their
ids, which a note under them explains."""
_MOST_BELOW, _BELOW, _LINES_BELOW = 8, 112, 3
"""Below a slide's plot: so many names at the most, characters for all of them on a line, and lines."""


def cover(joint: Joint) -> Chart | None:
    """The region's medians, by perspective in their order."""
    order = {item.key: place for place, item in enumerate(joint.region.perspectives)}
    found = sorted(_with_medians(joint), key=lambda gap: order[gap.key])
    return _gaps(found, joint, None) if found else None


def gap_chart(joint: Joint) -> Chart | None:
    """The usual gaps, the widest first; on a slide as many as there is room for."""
    found = _with_medians(joint)
    names = [str(joint.perspective(gap.key)) for gap in found]
    if found and joint.in_deck:
        found = found[: bars_that_fit(names, joint.letters)]
    return _gaps(found, joint, _height(len(found))) if found else None


def dots(joint: Joint) -> Chart | None:
    """The levels of a few named organisations, a series each; None when they are many, or too few have any."""
    having = [member for member in joint.region.named if any(level.baseline is not None for level in member.levels)]
    if joint.many or len(having) < _FEWEST_SERIES:
        return None
    found = _on_axis([item for item in joint.overview.spreads if _owners(item, having)], joint, having)
    if not found:
        return None
    series = tuple(
        Series(
            str(member.short_name),
            tuple(_float(level.baseline if (level := member.level(item.key)) else None) for item in found),
        )
        for member in having
    )
    alt = _alt("exhibits.dots_alt", joint, named=Count(len(having)), **_widest(found, joint))
    return _chart(found, series, alt, joint)


def spread_chart(joint: Joint) -> Chart | None:
    """How the levels of many organisations are spread: five series, from the lowest to the highest."""
    known = [item for item in joint.overview.spreads if item.middle is not None and item.lower is not None]
    found = _on_axis(known, joint, joint.region.named)
    if not joint.many or not found:
        return None
    series = tuple(
        Series(joint.say.phrase(f"exhibits.{name}"), tuple(_float(getattr(item, name)) for item in found))
        for name in ("lowest", "lower", "middle", "upper", "highest")
    )
    return _chart(found, series, _alt("exhibits.spread_alt", joint, **_widest(found, joint)), joint)


def priority_chart(joint: Joint) -> Chart | None:
    """How many organisations call each perspective a key development area, most first; as many as a slide holds."""
    found = joint.overview.priorities
    if not found:
        return None
    names = [str(joint.perspective(item.key)) for item in found]
    shown = found[: bars_that_fit(names, joint.letters)]
    alt = joint.say.first("exhibits.priorities_alt", widest=names[0], marked=Count(found[0].marked))
    return Chart(
        categories=tuple(names[: len(shown)]),
        series=(Series(joint.say.phrase("exhibits.marked"), tuple(float(item.marked) for item in shown)),),
        alt=_where(alt, joint),
        decimal_comma=joint.words.decimal_comma,
    )


def _owners(item: Spread, members: Sequence[Member]) -> int:
    """How many of the members have a level now."""
    return sum((level := member.level(item.key)) is not None and level.baseline is not None for member in members)


def _on_axis(found: Sequence[Spread], joint: Joint, members: Sequence[Member]) -> Sequence[Spread]:
    """The perspectives that stand below a plot: in a document all of them, on a slide those of the widest spread whose
    names have room, and no perspective that a single organisation has."""
    if not joint.in_deck:
        return found
    shared = [item for item in found if _owners(item, members) > 1 and item.lowest is not None]
    widest = sorted(shared, key=lambda item: -((item.highest or Decimal(0)) - (item.lowest or Decimal(0))))
    for count in range(min(len(widest), _MOST_BELOW), 0, -1):
        wide = joint.letters.on_line(_BELOW // count)
        if all(_fits(str(joint.perspective(item.key)), wide) for item in widest[:count]):
            return widest[:count]
    return widest[:1]


def _fits(name: str, wide: int) -> bool:
    return len(wrap(name, wide)) <= _LINES_BELOW and max(map(len, name.split()), default=0) <= wide


def _with_medians(joint: Joint) -> list[RegionGap]:
    return [gap for gap in joint.overview.gaps if gap.now is not None and gap.target is not None]


def _gaps(found: Sequence[RegionGap], joint: Joint, height: float | None) -> Chart:
    """Median now, the way from there to the median target, and what is above it where there is none."""
    steps = [(gap.now or Decimal(0), gap.target or Decimal(0)) for gap in found]
    gaps = [target - now for now, target in steps]
    above = frozenset(place for place, gap in enumerate(gaps) if gap < 0)
    short = frozenset(place for place, gap in enumerate(gaps) if 0 < gap < _LABELLED_GAP)
    series = (
        Series(joint.say.phrase("exhibits.baseline"), tuple(float(min(step)) for step in steps), above),
        Series(joint.say.phrase("exhibits.gap"), tuple(float(gap) if gap > 0 else None for gap in gaps), short),
    )
    widest = max(found, key=lambda gap: (gap.target or Decimal(0)) - (gap.now or Decimal(0)))
    alt = _alt(
        "exhibits.levels_alt",
        joint,
        perspectives=Count(len(found)),
        widest=str(joint.perspective(widest.key)),
        now=joint.level(widest.now),
        target=joint.level(widest.target),
    )
    return Chart(
        categories=tuple(str(joint.perspective(gap.key)) for gap in found),
        series=series,
        alt=alt,
        decimal_comma=joint.words.decimal_comma,
        height_mm=height,
    )


def by_id(names: Sequence[str], joint: Joint) -> bool:
    """Whether perspectives side by side on a page stand by their ids: a name's word would be broken."""
    longest = max((len(word) for name in names for word in name.split()), default=0)
    return len(names) > _MOST_NAMED or longest > joint.letters.on_line(_ABREAST // max(len(names), 1))


def _chart(found: Sequence[Spread], series: tuple[Series, ...], alt: str, joint: Joint) -> Chart:
    names = [str(joint.perspective(item.key)) for item in found]
    if not joint.in_deck and by_id(names, joint):
        names = [joint.codes[item.key] for item in found]
    return Chart(categories=tuple(names), series=series, alt=alt, decimal_comma=joint.words.decimal_comma)


def _widest(found: Sequence[Spread], joint: Joint) -> dict[str, Fact]:
    known = [item for item in found if item.lowest is not None and item.highest is not None]
    widest = max(known, key=lambda item: (item.highest or 0) - (item.lowest or 0), default=None)
    if widest is None or widest.highest == widest.lowest:
        return {"perspectives": Count(len(found)), "widest": "", "lowest": "", "highest": ""}
    return {
        "perspectives": Count(len(found)),
        "widest": str(joint.perspective(widest.key)),
        "lowest": joint.level(widest.lowest),
        "highest": joint.level(widest.highest),
    }


def _alt(key: str, joint: Joint, **facts: Fact) -> str:
    where = joint.say.first("exhibits.where_deck" if joint.in_deck else "exhibits.where_word")
    return f"{joint.say.knowing(**facts).first(key, longest=_ALT_LIMIT - len(where) - 1)} {where}"


def _where(alt: str, joint: Joint) -> str:
    where = joint.say.first("exhibits.where_deck" if joint.in_deck else "exhibits.where_word")
    return f"{alt} {where}"


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _height(rows: int) -> float:
    return min(rows * _ROW_MM + _FRAME_MM, _HIGHEST_MM)
