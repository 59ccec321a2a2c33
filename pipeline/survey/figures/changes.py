"""How many people at least must have changed between two builds for a published figure to have changed as it did.

In: the same figure of two builds. Out: a number of people, 0 when the figure is the same. It is never more than really
changed: people who answered more, fewer, or otherwise; one who left and one who came may look like none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.survey.questionnaire import questionnaire
from pipeline.vocabulary.survey import ChoiceResult, Comparison, PerspectiveResult, SurveyResult

_ROUNDED = 0.05
"""How far a mean of a table of means may be from the true one: half a decimal."""


def days_meet(one: SurveyResult | Comparison, other: SurveyResult | Comparison) -> bool | None:
    """Whether some days of answering are the same: another survey when not. None: the days of one are not known."""
    if not (one.first_day and one.last_day and other.first_day and other.last_day):
        return None
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def gone(fresh: SurveyResult, earlier: SurveyResult) -> int:
    """How many of those who had answered are not in the fresh figures, or answer otherwise: 0 when people only came."""
    both = [(found, earlier.result(found.perspective)) for found in fresh.perspectives]
    fewer = [_gone(now, before, _statements(now, fresh)) for now, before in both if before]
    hidden = [item.n - fresh.threshold + 1 for item in earlier.perspectives if item.perspective in fresh.hidden]
    return max(earlier.respondents - fresh.respondents, *fewer, *hidden, 0)


def is_read_anew(fresh: SurveyResult, earlier: SurveyResult) -> bool:
    """Whether these may be the same answers of which some were read otherwise: at least half of the figures stay."""
    if fresh.respondents != earlier.respondents:
        return False
    changes = perspective_changes(fresh, earlier).values()
    return sum(map(bool, changes)) * 2 <= len(changes)


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


def comparison_tells(fresh: Comparison | None, earlier: Comparison | None, threshold: int) -> bool:
    """Whether two builds' last surveys tell of few.

    Answers of known days do when anything has changed: how many of the newcomers rated a perspective is not known. A
    table does when fewer came than that many, some have gone, or others answered. Never when the two share no mean,
    tell no number of people, or are of other days.
    """
    if not fresh or not earlier or fresh.respondents is None or earlier.respondents is None:
        return False
    meet, grown = days_meet(fresh, earlier), fresh.respondents - earlier.respondents
    differ = any(fresh.means[id_].mean != earlier.means[id_].mean for id_ in fresh.means.keys() & earlier.means.keys())
    if meet:
        return bool(grown) or differ or not fresh.means.keys() <= earlier.means.keys()
    return meet is None and (grown < 0 or 0 < grown < threshold or (not grown and differ))


def _statements(found: PerspectiveResult, result: SurveyResult) -> int:
    """How many statements asked about a perspective: as many answers, given or not, as there are for a person."""
    return math.ceil((found.answers + found.dont_know + found.missing) / result.respondents) or 1


def _gone(now: PerspectiveResult, before: PerspectiveResult, statements: int) -> int:
    """Those who rated a perspective and do so no more. Where only means are known: what newcomers can't have made."""
    fewer = max(0, before.n - now.n)
    if now.counts and len(now.counts) == len(before.counts):
        lost = sum(max(0, then - count) for count, then in zip(now.counts, before.counts, strict=True))
        return max(fewer, math.ceil(lost / statements))
    more, sums = now.n - before.n, now.n * now.mean - before.n * before.mean
    levels = questionnaire().levels
    beyond = max(more - sums, sums - more * levels) - _ROUNDED * (now.n + before.n)
    return max(fewer, math.ceil(beyond / (levels - 1)))


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
