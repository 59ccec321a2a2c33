"""Respondents by background: sizes and means of the groups that may be shown.

In: `Answers`. Out: a `Breakdown` for each background that was asked, in which nothing of a small group is left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pipeline.survey.answers import Answers, Statement
from pipeline.survey.figures.suppression import may_be_shown
from pipeline.vocabulary.survey import BACKGROUNDS, Background, Breakdown, GroupResult


@dataclass(frozen=True, slots=True)
class _Tally:
    """One perspective's answers in one group: how many people answered, how many answers, and their sum."""

    people: int
    answers: int
    total: Fraction

    @property
    def mean(self) -> float:
        return float(self.total / self.answers)


def breakdowns(
    answers: Answers, asked: Sequence[str], threshold: int, sort_key: Callable[[str], Any]
) -> tuple[Breakdown, ...]:
    """The groupings that were asked, in the order of `BACKGROUNDS`; groups sorted by `sort_key` of their names."""
    return tuple(
        _breakdown(answers, background, asked, threshold, sort_key)
        for background in BACKGROUNDS
        if answers.backgrounds.get(background)
    )


def _breakdown(
    answers: Answers, background: Background, asked: Sequence[str], threshold: int, sort_key: Callable[[str], Any]
) -> Breakdown:
    groups = answers.backgrounds[background]
    sizes = Counter(name for name in groups if name)
    shown = may_be_shown(sizes, answers.respondents, threshold)
    means = {id_: _means(groups, answers.statements[id_], shown, threshold) for id_ in asked if shown}
    results = tuple(
        GroupResult(name, sizes[name], {id_: by_group.get(name) for id_, by_group in means.items()})
        for name in sorted(shown, key=sort_key)
    )
    return Breakdown(background, results, answers.respondents - sum(group.n for group in results))


def _means(
    groups: Sequence[str], statements: Sequence[Statement], shown: frozenset[str], threshold: int
) -> Mapping[str, float]:
    """A perspective's mean in each shown group, without those too few to be shown or that would give others away."""
    rows: dict[str, Counter[tuple[int, ...]]] = defaultdict(Counter)
    columns = [statement.codes for statement in statements]
    for (group, row), count in Counter(zip(groups, zip(*columns, strict=True), strict=True)).items():
        rows[group][row] = count
    tallies = {group: _tally(counted, statements) for group, counted in rows.items()}
    everybody = sum(tally.people for tally in tallies.values())
    people = {group: tallies[group].people for group in shown}
    return {group: tallies[group].mean for group in may_be_shown(people, everybody, max(threshold, 1))}


def _tally(rows: Mapping[tuple[int, ...], int], statements: Sequence[Statement]) -> _Tally:
    """The tally of counted rows, each a row of one respondent's codes."""
    people = answers = 0
    total = Fraction(0)
    for row, count in rows.items():
        worth = [
            item.scale.values[code - 1]
            for code, item in zip(row, statements, strict=True)
            if 1 <= code <= len(item.scale.values)
        ]
        people += count if worth else 0
        answers += count * len(worth)
        total += count * sum(worth)
    return _Tally(people, answers, total)
