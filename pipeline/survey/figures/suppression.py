"""Which groups may be shown: each sum that can be made of published sums is over no one or at least `threshold` people.

In: groups as numbers whose bits are their people. Out: those that may be shown, chosen so that nothing of a few follows
from all of them and everybody's figures together.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.survey.figures.linear import combinations_of_few

Group = tuple[int, str]
"""The place of its grouping, the first grouping first, and its name."""


def may_be_shown(sizes: Mapping[str, int], everybody: int, threshold: int) -> frozenset[str]:
    """The groups of one grouping that may be shown; `everybody` is more than their sum when some are in none."""
    members: dict[Group, int] = {}
    placed = 0
    for name, size in sizes.items():
        members[0, name] = ((1 << size) - 1) << placed
        placed += size
    return frozenset(name for _, name in shown_together((1 << everybody) - 1, members, threshold))


def shown_together(everybody: int, candidates: Mapping[Group, int], threshold: int) -> frozenset[Group]:
    """Those of the `candidates` that may all be shown: of the first grouping first, and the larger before the smaller.

    A group is hidden when together with groups before it that are shown it tells of few. The groups that make it so
    are remembered: when one of them is hidden later, the group is a candidate again. Where it is not known what is
    told, the least important group is hidden for good.
    """
    sizes = {group: members.bit_count() for group, members in candidates.items()}
    large = [group for group in candidates if sizes[group] >= max(threshold, 1)]
    ordered = sorted(large, key=lambda group: (-group[0], sizes[group], group[1]))
    hidden: dict[Group, frozenset[Group]] = {}
    while shown := [group for group in ordered if group not in hidden]:
        found = combinations_of_few([*(candidates[group] for group in shown), everybody], threshold)
        if found == ():
            break
        if found is None:
            hidden[shown[0]] = frozenset()
        for combination in found or ():
            told = [group for place, group in enumerate(shown) if place in combination]
            if hidden.keys().isdisjoint(told):
                last = told[0]
                hidden = {group: others for group, others in hidden.items() if last not in others}
                hidden[last] = frozenset(told[1:])
    return frozenset(shown)
