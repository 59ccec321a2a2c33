"""Respondents by background: sizes and means of the groups that may be shown.

In: `Answers`. Out: a `Breakdown` for each background that was asked. Which groups and means are shown is chosen for all
backgrounds together: one beside another may tell what neither does alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from pipeline.survey.answers import Answers
from pipeline.survey.figures.combining import FIRST_LOOK
from pipeline.survey.figures.counting import Order, Ratings, people_by, rare_last, ratings_of
from pipeline.survey.figures.moments import Moments, moments
from pipeline.survey.figures.one_mind import without_one_mind
from pipeline.survey.figures.suppression import Group, shown_together
from pipeline.vocabulary.survey import BACKGROUNDS, Background, Breakdown, GroupResult


@dataclass(frozen=True, slots=True)
class Groups:
    """The people of each group, and how they rated each perspective; the order of `backgrounds` is theirs."""

    respondents: int
    backgrounds: Sequence[Background]
    members: Mapping[Group, int] = field(repr=False)
    ratings: Mapping[str, Ratings] = field(repr=False)

    def moments(self, background: Background, names: Iterable[str], perspective: str) -> Mapping[str, Moments]:
        """Of those groups of a background that somebody rates a perspective in."""
        place, ratings = self.backgrounds.index(background), self.ratings[perspective]
        each = {name: moments(ratings, self.members[place, name]) for name in names}
        return {name: found for name, found in each.items() if found}


def groups_of(answers: Answers, asked: Iterable[str]) -> Groups:
    """The groups of all backgrounds that were asked, and their ratings of the `asked` perspectives."""
    told = [background for background in BACKGROUNDS if answers.backgrounds.get(background)]
    columns = [answers.backgrounds[background] for background in told]
    order: Order | None = rare_last(columns, FIRST_LOOK) if told else None
    members = {
        (place, name): people
        for place, column in enumerate(columns)
        for name, people in people_by(column, order).items()
        if name
    }
    ratings = {id_: ratings_of(answers.statements[id_], order) for id_ in asked}
    return Groups(answers.respondents, told, members, ratings)


def breakdowns(groups: Groups, threshold: int, sort_key: Callable[[str], Any]) -> tuple[Breakdown, ...]:
    """The groupings that were asked, in the order of `BACKGROUNDS`; groups sorted by `sort_key` of their names."""
    shown = shown_together((1 << groups.respondents) - 1, groups.members, threshold)
    means: dict[str, dict[Group, float]] = {}
    for id_, ratings in groups.ratings.items() if shown else ():
        people = reduce(or_, ratings.given.values(), 0)
        rated = {group: groups.members[group] & people for group in shown}
        allowed = without_one_mind(shown_together(people, rated, threshold), rated, ratings)
        found = {group: moments(ratings, rated[group]) for group in allowed}
        means[id_] = {group: float(told.mean) for group, told in found.items() if told}
    return tuple(
        _breakdown(groups, place, [group for group in shown if group[0] == place], means, sort_key)
        for place in range(len(groups.backgrounds))
    )


def _breakdown(
    groups: Groups,
    place: int,
    shown: Sequence[Group],
    means: Mapping[str, Mapping[Group, float]],
    sort_key: Callable[[str], Any],
) -> Breakdown:
    results = [
        GroupResult(
            name=group[1],
            n=groups.members[group].bit_count(),
            means={id_: by_group.get(group) for id_, by_group in means.items()},
        )
        for group in sorted(shown, key=lambda group: (sort_key(group[1]), group))
    ]
    hidden = groups.respondents - sum(group.n for group in results)
    return Breakdown(groups.backgrounds[place], tuple(results), hidden)
