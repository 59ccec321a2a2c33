"""What organisations could do together: alike actions, the same statute, the same perspective, in the same year.

In: a `Region` and its shared priorities. Out: `Proposal`s, the most concrete first, each with its reasons in figures. A
proposal needs two named organisations whose actions are on in the same year and not done yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from pipeline.comparing.regional.alike import clusters, most_alike
from pipeline.vocabulary.region import Member, Priority, Proposal, ProposalKind, Region, Together

MOST, MOST_ACTIONS = 12, 8
_EACH: Mapping[ProposalKind, int] = {"alike": 5, "statute": 5, "perspective": 4}
"""So many of a kind are shown before others of it give way to those of other kinds."""
_LONGEST = 50
"""Years that an action can last; what is typed may be anything."""


def proposals(region: Region, priorities: Sequence[Priority]) -> tuple[tuple[Proposal, ...], int]:
    """The best proposals, and how many more there are."""
    found = [*_alike(region), *_of_statutes(region), *_of_perspectives(region, priorities)]

    def rank(item: Proposal) -> tuple[object, ...]:
        return _rank(item, region.today)

    ordered = _without_repeats(sorted(found, key=rank))
    taken: Counter[ProposalKind] = Counter()
    first: list[Proposal] = []
    rest: list[Proposal] = []
    for item in ordered:
        taken[item.kind] += 1
        (first if taken[item.kind] <= _EACH[item.kind] else rest).append(item)
    shown = sorted([*first, *rest[: max(MOST - len(first), 0)]][:MOST], key=rank)
    return tuple(shown), len(ordered) - len(shown)


def _without_repeats(found: Sequence[Proposal]) -> list[Proposal]:
    """Without those whose actions are all in a weightier one."""
    kept: list[tuple[Proposal, frozenset[tuple[int, str]]]] = []
    for item in found:
        actions = frozenset((other.place, other.action.id) for other in item.actions)
        if item.rest or not any(actions <= others for _, others in kept):
            kept.append((item, actions))
    return [item for item, _ in kept]


def _rank(item: Proposal, today: int) -> tuple[object, ...]:
    """What isn't begun yet first, then concrete ones, those of most organisations, of most alike words, soonest."""
    together = item.first is not None
    return (
        all((other.action.first or 0) <= today for other in item.actions),
        item.kind == "perspective",
        -(len(item.who) + item.others),
        -item.priority,
        -item.alike,
        not together,
        item.year,
        item.kind,
        item.key,
        item.who,
    )


def _alike(region: Region) -> Iterator[Proposal]:
    for cluster in clusters(_open(region.named)):
        yield from _proposal("alike", "", cluster, region)


def _of_statutes(region: Region) -> Iterator[Proposal]:
    by_statute = _by_key(region.named, lambda item: item.action.statutes)
    others = _by_key(region.unnamed, lambda item: item.action.statutes)
    for key, actions in by_statute.items():
        yield from _proposal("statute", key, actions, region, others.get(key, ()))


def _of_perspectives(region: Region, priorities: Sequence[Priority]) -> Iterator[Proposal]:
    """Only of perspectives that at least two organisations have as a priority or among their widest gaps."""
    weight = {item.key: item.marked for item in priorities if max(item.marked, item.among_widest) > 1}
    by_perspective = _by_key(region.named, lambda item: item.action.perspectives)
    others = _by_key(region.unnamed, lambda item: item.action.perspectives)
    for key, actions in by_perspective.items():
        if key in weight:
            yield from _proposal("perspective", key, actions, region, others.get(key, ()), priority=weight[key])


def _open(members: Iterable[Member]) -> list[Together]:
    return [Together(member.place, action) for member in members for action in member.actions if action.open]


def _by_key(members: Iterable[Member], keys: Callable[[Together], Iterable[str]]) -> dict[str, list[Together]]:
    found: dict[str, list[Together]] = {}
    for item in _open(members):
        for key in keys(item):
            found.setdefault(key, []).append(item)
    return found


def _proposal(
    kind: ProposalKind,
    key: str,
    actions: Sequence[Together],
    region: Region,
    others: Sequence[Together] = (),
    *,
    priority: int = 0,
) -> Iterator[Proposal]:
    """The proposal for the year in which most of the organisations are at it; nothing when they are never two."""
    year = _year(actions, region)
    if year is None:
        return
    begins, ends = max(year * 4, _soon(region)), year * 4 + 3
    shown = _in_turns([item for item in actions if item.action.covers(begins, ends)])
    first = max(_soon(region), *(item.action.first or 0 for item in shown[:MOST_ACTIONS]))
    last = min(item.action.last or 0 for item in shown[:MOST_ACTIONS])
    yield Proposal(
        kind=kind,
        key=key,
        year=year,
        who=tuple(dict.fromkeys(item.place for item in shown)),
        actions=tuple(shown[:MOST_ACTIONS]),
        others=len({item.place for item in others if item.action.covers(begins, ends)}),
        rest=max(len(shown) - MOST_ACTIONS, 0),
        first=first if first <= last else None,
        last=last if first <= last else None,
        alike=most_alike(shown[:MOST_ACTIONS]),
        priority=priority,
    )


def _year(actions: Sequence[Together], region: Region) -> int | None:
    """The year in which most organisations have one of the actions on, the first of such years, none that is over."""
    on: dict[int, set[int]] = {}
    for item in actions:
        first, last = item.action.first, item.action.last
        if first is not None and last is not None and last >= _soon(region):
            for year in range(max(first, _soon(region)) // 4, min(last // 4, first // 4 + _LONGEST) + 1):
                on.setdefault(year, set()).add(item.place)
    best = min(on, key=lambda year: (-len(on[year]), year), default=None)
    return best if best is not None and len(on[best]) > 1 else None


def _soon(region: Region) -> int:
    """The first quarter that is wholly ahead: what ends before it can't be done together any more."""
    return region.today + 1 if region.today else 0


def _in_turns(actions: Sequence[Together]) -> list[Together]:
    """The first to start of each organisation, then the second of each, and so on."""
    mine: dict[int, list[Together]] = {}
    for item in sorted(actions, key=lambda item: (item.action.first or 0, item.action.id)):
        mine.setdefault(item.place, []).append(item)
    ordered = [mine[place] for place in dict.fromkeys(item.place for item in actions)]
    return [item for turn in zip_longest(*ordered) for item in turn if item is not None]
