"""Which groups may be shown: each sum that can be made of published sums is over no one or at least `threshold` people.

In: groups as numbers whose bits are their people. Out: those that may be shown, chosen so that nothing of a few follows
from all of them and everybody's figures together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.survey.figures.combining import combinations_of_few
from pipeline.survey.figures.linear import tells_of_few

Group = tuple[int, str]
"""The place of its grouping, the first grouping first, and its name."""
Members = Mapping[Group, int]
"""The people of each group."""


def may_be_shown(sizes: Mapping[str, int], everybody: int, threshold: int) -> frozenset[str]:
    """The groups of one grouping that may be shown; `everybody` is more than their sum when some are in none."""
    members: dict[Group, int] = {}
    placed = 0
    for name, size in sizes.items():
        members[0, name] = ((1 << size) - 1) << placed
        placed += size
    return frozenset(name for _, name in shown_together((1 << everybody) - 1, members, threshold))


def shown_together(everybody: int, candidates: Members, threshold: int) -> frozenset[Group]:
    """Those of the `candidates` that may all be shown: of the first grouping first, and the larger before the smaller.

    A group is hidden when together with groups before it that are shown it tells of few. Those are remembered: when one
    of them is hidden later, the group is a candidate again. So it does not matter in which order they are found.
    """
    ordered = _least_first(candidates, threshold)
    hidden: dict[Group, frozenset[Group]] = {}
    while shown := [group for group in ordered if group not in hidden]:
        found = combinations_of_few([*(candidates[group] for group in shown), everybody], threshold)
        if found is None:
            return _searched(everybody, candidates, frozenset(), ordered[::-1], threshold)
        if not found:
            break
        for combination in found:
            told = [group for place, group in enumerate(shown) if place in combination]
            if hidden.keys().isdisjoint(told):
                last = told[0]
                hidden = {group: others for group, others in hidden.items() if last not in others}
                hidden[last] = frozenset(told[1:])
    return frozenset(shown)


def _least_first(candidates: Members, threshold: int) -> Sequence[Group]:
    """Those that are large enough, the least important first."""
    sizes = {group: members.bit_count() for group, members in candidates.items()}
    large = [group for group in candidates if sizes[group] >= max(threshold, 1)]
    return sorted(large, key=lambda group: (-group[0], sizes[group], group[1]))


def _searched(
    everybody: int, members: Members, shown: frozenset[Group], candidates: Sequence[Group], threshold: int
) -> frozenset[Group]:
    """Those shown, and those candidates that may be shown beside them and all accepted before.

    Fewer groups never tell more, so they are tried in heaps, and only a heap that is refused is parted.
    """
    both = shown.union(candidates)
    if not candidates or not tells_of_few(_classes(everybody, {group: members[group] for group in both}), threshold):
        return both
    if len(candidates) == 1:
        return shown
    half = len(candidates) // 2
    first = _searched(everybody, members, shown, candidates[:half], threshold)
    return _searched(everybody, members, first, candidates[half:], threshold)


def _classes(everybody: int, members: Members) -> Mapping[tuple[str, ...], int]:
    """How many people are in the same groups, as far as these tell people apart."""
    digits = f"0{everybody.bit_length()}b"
    columns = [format(among, digits) for _, among in sorted(members.items())]
    people = zip(format(everybody, digits), zip(*columns, strict=True), strict=True)
    return Counter(names for among, names in people if among == "1")
