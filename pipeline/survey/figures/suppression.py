"""Which groups may be shown: each sum that can be made of published sums is over no one or at least `threshold` people.

In: how many people there are of each class, a class being all with the same backgrounds. Out: the groups that may be
shown, chosen so that nothing of a few follows from all of them and everybody's figures together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.survey.figures.classes import Group, Names
from pipeline.survey.figures.linear import tells_of_few

People = Mapping[Names, int]
"""How many people each class has."""


def may_be_shown(sizes: Mapping[str, int], everybody: int, threshold: int) -> frozenset[str]:
    """The groups of one grouping that may be shown; `everybody` is more than their sum when some are in none."""
    others = everybody - sum(sizes.values())
    people: dict[Names, int] = {(name,): size for name, size in {**sizes, "": others}.items() if size}
    return frozenset(name for _, name in shown_together(people, [(0, name) for name in sizes], threshold))


def shown_together(people: People, candidates: Iterable[Group], threshold: int) -> frozenset[Group]:
    """Those of the `candidates` that may all be shown: of the first grouping first, and the larger before the smaller.

    One by one, each is refused that together with those before it tells of few. Since fewer groups never tell more,
    they are tried in heaps, and only a heap that is refused is parted.
    """
    sizes = _sizes(people)
    large = [group for group in candidates if sizes[group] >= max(threshold, 1)]
    by_size = sorted(large, key=lambda group: (sizes[group], group[1]), reverse=True)
    return _accepted(people, frozenset(), sorted(by_size, key=lambda group: group[0]), threshold)


def _accepted(people: People, shown: frozenset[Group], candidates: Sequence[Group], threshold: int) -> frozenset[Group]:
    """Those shown, and those candidates that may be shown beside them and all accepted before."""
    both = shown.union(candidates)
    if not candidates or not tells_of_few(_as_far_as_shown(people, both), threshold):
        return both
    if len(candidates) == 1:
        return shown
    half = len(candidates) // 2
    first = _accepted(people, shown, candidates[:half], threshold)
    return _accepted(people, first, candidates[half:], threshold)


def _sizes(people: People) -> Mapping[Group, int]:
    sizes: Counter[Group] = Counter()
    for place, column in enumerate(zip(*people, strict=True)):
        for name, count in zip(column, people.values(), strict=True):
            sizes[place, name] += count
    return sizes


def _as_far_as_shown(people: People, shown: frozenset[Group]) -> People:
    """The classes as far as the shown groups tell them apart."""
    columns = []
    for place, column in enumerate(zip(*people, strict=True)):
        told = {name for grouping, name in shown if grouping == place}
        columns.append([name if name in told else "" for name in column])
    found: Counter[Names] = Counter()
    for names, count in zip(zip(*columns, strict=True), people.values(), strict=True):
        found[names] += count
    return found
