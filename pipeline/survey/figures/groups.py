"""Respondents by background: sizes and means of the groups that may be shown.

In: `Answers`. Out: a `Breakdown` for each background that was asked. Which groups and means are shown is chosen for all
backgrounds together: one beside another may tell what neither does alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.survey.answers import Answers
from pipeline.survey.figures.classes import Group, classes_of
from pipeline.survey.figures.suppression import shown_together
from pipeline.vocabulary.survey import BACKGROUNDS, Breakdown, GroupResult


def breakdowns(
    answers: Answers, asked: Sequence[str], threshold: int, sort_key: Callable[[str], Any]
) -> tuple[Breakdown, ...]:
    """The groupings that were asked, in the order of `BACKGROUNDS`; groups sorted by `sort_key` of their names."""
    told = [background for background in BACKGROUNDS if answers.backgrounds.get(background)]
    if not told:
        return ()
    classes = classes_of([answers.backgrounds[background] for background in told])
    counts = list(classes.people.values())
    members = {group: places for group, places in classes.by_group().items() if group[1]}
    shown = shown_together(classes.people, members, threshold)
    means: dict[str, dict[Group, float]] = {}
    for id_ in asked if shown else ():
        tallies = classes.tallies(answers.statements[id_])
        people = {names: rated for names, rated in zip(classes.people, tallies.people, strict=True) if rated}
        means[id_] = {group: tallies.mean(members[group]) for group in shown_together(people, shown, threshold)}
    found = []
    for place, background in enumerate(told):
        results = [
            GroupResult(
                name=group[1],
                n=sum(map(counts.__getitem__, members[group])),
                means={id_: by_group.get(group) for id_, by_group in means.items()},
            )
            for group in sorted(shown, key=lambda group: sort_key(group[1]))
            if group[0] == place
        ]
        found.append(Breakdown(background, tuple(results), sum(counts) - sum(group.n for group in results)))
    return tuple(found)
