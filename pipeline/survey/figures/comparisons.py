"""This survey against the last one and against a reference group.

In: our figures, and another survey's answers or table of means. Out: a `Comparison` of the perspectives that may be
shown on both sides, or None when there are none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.survey.answers import Answers, MeansTable
from pipeline.survey.figures.chance import certain_after_holm, pooled_variance, probability, share_unseen
from pipeline.survey.figures.counting import Ratings, ratings_of
from pipeline.survey.figures.means import may_be_told
from pipeline.survey.figures.moments import Moments, moments, moments_of_table
from pipeline.survey.figures.one_mind import are_of_one_mind
from pipeline.vocabulary.survey import ComparedMean, Comparison


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what may be shown of a survey, by perspective id."""

    name: str
    rated: Mapping[str, Moments]
    respondents: int | None = None
    organisations: int | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None


def side_of(survey: Answers | MeansTable, threshold: int, ratings: Mapping[str, Ratings] | None = None) -> Side:
    """A survey's perspectives that at least `threshold` people rated; none when fewer answered at all.

    One on which few all agree is left out, as in this survey.
    `ratings` when those of the answers are counted already.
    """
    if isinstance(survey, MeansTable):
        found = {row.perspective: moments_of_table(row) for row in survey.rows if may_be_told(row, threshold)}
        few = survey.respondents is not None and survey.respondents < threshold
        return Side(survey.name, {} if few else found, survey.respondents, survey.organisations)
    if ratings is None:
        ratings = {id_: ratings_of(statements) for id_, statements in survey.statements.items()}
    each = {id_: moments(given) for id_, given in ratings.items()}
    found = {
        id_: item
        for id_, item in each.items()
        if item is not None
        and item.people >= threshold
        and (item.people >= 2 * threshold or not are_of_one_mind(survey.statements[id_]))
    }
    day = survey.last_day or survey.first_day
    name = str(day.year) if day else ""
    return Side(name, found, survey.respondents, first_day=survey.first_day, last_day=survey.last_day)


def compare(ours: Side, theirs: Side, invited: int | None) -> Comparison | None:
    """The means of the other side, each with whether ours differs from it by more than chance.

    Certain by Welch's test with Holm's correction for all perspectives compared; our variance is corrected for the part
    of those `invited` who answered. Where one side does not tell how its answers vary, they are taken to vary as the
    other's do; where neither does, it can't be told.
    """
    both = [id_ for id_ in ours.rated if id_ in theirs.rated]
    if not both:
        return None
    chances = {id_: _chance(ours.rated[id_], theirs.rated[id_], invited) for id_ in both}
    certain = certain_after_holm({id_: chance for id_, chance in chances.items() if chance is not None})
    means = {
        id_: ComparedMean(float(theirs.rated[id_].mean), None if chances[id_] is None else id_ in certain)
        for id_ in both
    }
    days = theirs.first_day, theirs.last_day
    return Comparison(theirs.name, means, theirs.respondents, theirs.organisations, *days)


def _chance(ours: Moments, theirs: Moments, invited: int | None) -> float | None:
    return probability(ours, theirs, pooled_variance([ours, theirs]), unseen=share_unseen(ours.people, invited))
