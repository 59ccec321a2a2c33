"""How many people at least must have changed between two builds for a published figure to have changed as it did.

In: the same figure of two builds. Out: a number of people, 0 when the figure is the same. It is never more than really
changed: people who answered more, fewer, or otherwise; one who left and one who came may look like none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.survey.questionnaire import questionnaire
from pipeline.vocabulary.survey import ChoiceResult, Comparison, PerspectiveResult, SurveyResult


def is_same_survey(one: SurveyResult, other: SurveyResult) -> bool:
    """Whether two results may be of the same survey: they are of another when all was answered in other days."""
    if not (one.first_day and one.last_day and other.first_day and other.last_day):
        return True
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def perspective_changes(one: SurveyResult, other: SurveyResult) -> dict[str, int]:
    """Of each perspective that both asked and at least one shows, by its id."""
    changes: dict[str, int] = {}
    for found in (*one.perspectives, *other.perspectives):
        id_ = found.perspective
        first, second = one.result(id_), other.result(id_)
        if first and second:
            statements = [_statements(first, one), _statements(second, other)]
            changes[id_] = _change(first, second, max(statements), of_answers=one.basis == "answers")
        elif id_ in one.hidden or id_ in other.hidden:
            changes[id_] = max(1, found.n - max(one.threshold, other.threshold) + 1)
    return changes


def choice_changes(one: SurveyResult, other: SurveyResult) -> dict[str, int]:
    """Of each multiple choice that both show, by its question."""
    second = {choice.question: choice for choice in other.choices}
    return {first.question: _choice(first, second[first.question]) for first in one.choices if first.question in second}


def comparison_change(one: Comparison | None, other: Comparison | None) -> int:
    """Of the surveys that two builds compare with; 0 when they share no mean, or tell no number of people."""
    if not one or not other or one.respondents is None or other.respondents is None:
        return 0
    differ = any(one.means[id_].mean != other.means[id_].mean for id_ in one.means.keys() & other.means.keys())
    return max(abs(one.respondents - other.respondents), int(differ))


def _statements(found: PerspectiveResult, result: SurveyResult) -> int:
    """How many statements asked about a perspective: as many answers, given or not, as there are for a person."""
    return math.ceil((found.answers + found.dont_know + found.missing) / result.respondents) or 1


def _change(one: PerspectiveResult, other: PerspectiveResult, statements: int, *, of_answers: bool) -> int:
    """Those whose rating changed; only when none did, those who otherwise said that they don't know, or nothing.

    Without a distribution it is not known how many answers a mean is of, unless a table says that it is of people.
    """
    rated = max(abs(one.n - other.n), int(one.mean != other.mean))
    if not one.counts or len(one.counts) != len(other.counts):
        if of_answers:
            return rated
        sums = abs(one.n * one.mean - other.n * other.mean)
        return max(rated, math.ceil(round(sums / questionnaire().levels, 6)))
    rated = max(rated, math.ceil(_moved(one.counts, other.counts) / statements))
    others = _moved((one.dont_know, one.missing), (other.dont_know, other.missing))
    return rated or math.ceil(others / statements)


def _moved(one: Sequence[int], other: Sequence[int]) -> int:
    """How many answers at least came, went or moved from a step to another."""
    differences = [second - first for first, second in zip(one, other, strict=True)]
    return max(sum(more for more in differences if more > 0), -sum(less for less in differences if less < 0))


def _choice(one: ChoiceResult, other: ChoiceResult) -> int:
    """An option without a count is no figure: that it came or went is at least one person's doing."""
    first, second = ({option.text: option.count for option in choice.options} for choice in (one, other))
    known = [(first[text], second[text]) for text in first.keys() & second.keys()]
    moved = [abs(before - now) for before, now in known if before is not None and now is not None]
    return max([abs(one.n - other.n), int(first != second), *moved])
