"""Which groups rate a perspective highest and lowest, and whether that can be told from chance.

In: groups with their ratings, and a breakdown whose means may be shown. Out: the breakdown with its differences. Means
that are hidden take no part, so that no difference tells of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.survey.figures.chance import DOUBT, pooled_variance, probability
from pipeline.survey.figures.groups import Groups
from pipeline.survey.figures.moments import Moments
from pipeline.vocabulary.survey import Breakdown, Difference


def with_differences(groups: Groups, breakdown: Breakdown) -> Breakdown:
    """The breakdown with a difference for each perspective that two of its groups show, the widest first.

    To choose the highest and the lowest is to have looked at every pair, so a difference is certain only when its
    probability stays small after Bonferroni's correction for all pairs of the breakdown.
    """
    shown = {id_: means for id_ in groups.ratings if len(means := _shown_means(breakdown, id_)) > 1}
    pairs = sum(len(means) * (len(means) - 1) // 2 for means in shown.values())
    found = [
        _difference(id_, means, groups.moments(breakdown.background, means, id_), DOUBT / pairs)
        for id_, means in shown.items()
    ]
    return replace(breakdown, differences=tuple(sorted(found, key=lambda item: -item.size)))


def _shown_means(breakdown: Breakdown, perspective: str) -> Mapping[str, float]:
    means = {group.name: group.means.get(perspective) for group in breakdown.groups}
    return {name: mean for name, mean in means.items() if mean is not None}


def _difference(perspective: str, means: Mapping[str, float], each: Mapping[str, Moments], doubt: float) -> Difference:
    """Of groups that rate alike the first counts as the highest, the last as the lowest."""
    ordered = sorted(means, key=lambda name: -means[name])
    high, low = ordered[0], ordered[-1]
    chance = probability(each[high], each[low], pooled_variance(each[name] for name in means))
    return Difference(perspective, high, means[high], low, means[low], chance is not None and chance < doubt)
