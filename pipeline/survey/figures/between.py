"""How far the survey means of different organisations are apart, and whether that can be told from chance.

In: of each perspective the results that organisations publish, by organisation. Out: `Apart`s, the widest difference
first. Nothing but published figures is used: whoever has the organisations' own documents can reckon all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pipeline.survey.answers import MeanRow
from pipeline.survey.figures.chance import DOUBT, pooled_variance, probability
from pipeline.survey.figures.moments import Moments, moments_of_table
from pipeline.vocabulary.region import Apart
from pipeline.vocabulary.survey import PerspectiveResult

Results = Mapping[str, Mapping[int, PerspectiveResult]]
"""By the perspective's key and the organisation's place."""


def apart(results: Results) -> tuple[Apart, ...]:
    """The highest and lowest mean of each perspective that two organisations publish.

    To choose the highest and the lowest is to have looked at every pair, so a difference is certain only when its
    probability stays small after Bonferroni's correction for all pairs of all perspectives. How answers vary is taken
    from published distributions; where an organisation publishes none, as the others' do.
    """
    several = {key: each for key, each in results.items() if len(each) > 1}
    pairs = sum(len(each) * (len(each) - 1) // 2 for each in several.values())
    found = [_apart(key, each, DOUBT / pairs) for key, each in several.items()]
    return tuple(sorted(found, key=lambda item: -item.size))


def _apart(key: str, each: Mapping[int, PerspectiveResult], doubt: float) -> Apart:
    """Of organisations that rate alike the first counts as the highest, the last as the lowest."""
    known = {place: _moments(result) for place, result in each.items()}
    ordered = sorted(each, key=lambda place: -each[place].mean)
    high, low = ordered[0], ordered[-1]
    chance = probability(known[high], known[low], pooled_variance(known.values()))
    return Apart(
        key=key,
        count=len(each),
        high=high,
        high_mean=each[high].mean,
        low=low,
        low_mean=each[low].mean,
        certain=None if chance is None else chance < doubt,
    )


def _moments(result: PerspectiveResult) -> Moments:
    if not result.counts:
        return Moments(result.n, Fraction(result.mean))
    return moments_of_table(MeanRow(result.perspective, result.n, result.mean, result.counts))
