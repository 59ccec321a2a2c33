"""The figures of groups as cells, and which of them may be published beside those of an earlier build.

In: two builds' breakdowns. Out: cells. A group is followed from one build to the next by its name, so one that came,
went or was named anew can't be followed: its cells are not among those that may be published.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from pipeline.survey.figures.suppression import may_be_shown
from pipeline.vocabulary.survey import Background, Breakdown, Difference, GroupResult, SurveyResult

Cell = tuple[Background, str, str]
"""A background, its group, and the id of a perspective; "" for how many people the group has."""


def cells_of(breakdowns: Collection[Breakdown]) -> Mapping[Cell, float]:
    """Every figure of a group that is shown. Those of an earlier build tell nothing that it did not."""
    return {
        (breakdown.background, group.name, id_): value
        for breakdown in breakdowns
        if not breakdown.of_first
        for group in breakdown.groups
        for id_, value in {"": group.n, **group.means}.items()
        if value is not None
    }


def followed(fresh: SurveyResult, earlier: SurveyResult, threshold: int) -> frozenset[Cell]:
    """The cells that may be published when at least `threshold` people came.

    Those that are the same tell nothing new. The increments of the others are a table like any other: each is of
    `threshold` people or more, and so are all others together. Increments of two backgrounds tell of each other what
    can't be worked out from sums alone, so only those of the first background that has any are published.
    """
    now, before = cells_of(fresh.breakdowns), cells_of(earlier.breakdowns)
    same = {cell for cell in now.keys() & before.keys() if now[cell] == before[cell]}
    allowed = {(background, name, id_) for background, name, id_ in same if (background, name, "") in same}
    for breakdown in fresh.breakdowns:
        renewed = before.keys() & _renewed(breakdown, fresh, earlier, threshold)
        if renewed:
            allowed |= renewed
            break
    asked = {*earlier.hidden, *(found.perspective for found in earlier.perspectives)}
    return frozenset(allowed | {cell for cell in now if cell[2] and cell[2] not in asked})


def _renewed(breakdown: Breakdown, fresh: SurveyResult, earlier: SurveyResult, threshold: int) -> Iterator[Cell]:
    """The cells of one background whose increments may be published."""
    background = breakdown.background
    people = fresh.respondents - earlier.respondents
    before = {group.name: group for group in earlier.breakdown(background).groups}
    both = [(group, before[group.name]) for group in breakdown.groups if group.name in before]
    more = {group.name: group.n - old.n for group, old in both}
    if min(more.values(), default=0) < 0 or sum(more.values()) > people:
        return
    others = int(any(group.n == old.n and _rate_otherwise(group, old) for group, old in both))
    shown = may_be_shown(more, people + others, threshold)
    yield from ((background, name, "") for name in shown)
    for found in fresh.perspectives:
        if old_result := earlier.result(found.perspective):
            unrated = abs(people - (found.n - old_result.n))
            rated = shown & may_be_shown(more, people + others, threshold + unrated)
            yield from ((background, name, found.perspective) for name in rated)


def _rate_otherwise(group: GroupResult, old: GroupResult) -> bool:
    """Whether some mean has changed: then there were changes that the groups' sizes don't tell."""
    both = group.means.keys() & old.means.keys()
    return any(group.means[id_] != old.means[id_] for id_ in both if None not in (group.means[id_], old.means[id_]))


def only(breakdown: Breakdown, respondents: int, value: Callable[[Cell], float | None]) -> Breakdown:
    """A breakdown with the means that `value` gives, None for none, and with the groups whose size it gives."""
    background = breakdown.background
    groups = tuple(
        replace(group, means={id_: value((background, group.name, id_)) for id_ in group.means})
        for group in breakdown.groups
        if value((background, group.name, "")) is not None
    )
    means = {group.name: group.means for group in groups}
    differences = tuple(item for item in breakdown.differences if _is_shown(item, means))
    return Breakdown(background, groups, respondents - sum(group.n for group in groups), differences)


def _is_shown(difference: Difference, means: Mapping[str, Mapping[str, float | None]]) -> bool:
    """Whether both means of a difference are still those that are shown."""
    ends = ((difference.high, difference.high_mean), (difference.low, difference.low_mean))
    return all(means.get(name, {}).get(difference.perspective) == mean for name, mean in ends)
