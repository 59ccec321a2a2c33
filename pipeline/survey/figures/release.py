"""What may be published after an earlier build: comparing the two tells nothing of fewer than `threshold` people.

In: fresh figures, safe on their own, and those published before. Out: figures that are safe beside the published ones.

What builds tell together is the change between them, so the change is what is guarded: either nobody changed, and the
fresh figure tells nothing new, or at least `threshold` did, and it tells of all of them together. Between the two the
published figure stays. It also stays when respondents have gone: those left may be nearly all of a group published
before, while those who come are in nothing that was published, so that no sum leaves them out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal

from pipeline.survey.figures.cells import Cell, cells_of, followed, only
from pipeline.survey.figures.changes import choice_changes, comparison_change, is_same_survey, perspective_changes
from pipeline.vocabulary.survey import Breakdown, PerspectiveResult, SurveyResult

Held = Literal["", "part", "all"]
"""How much of the fresh figures is held back."""


@dataclass(frozen=True, slots=True)
class Release:
    """The figures to publish now, how much is `held` back, and how many had answered `before`."""

    result: SurveyResult
    held: Held = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class _Limits:
    """What published figures ask of fresh ones: what stays as it was, and which groups' cells may be published.

    `cells` None: all of them. `all_stays` and `groups_stay` as they were.
    """

    all_stays: bool = False
    groups_stay: bool = False
    comparison_stays: bool = False
    perspectives: frozenset[str] = frozenset()
    choices: frozenset[str] = frozenset()
    cells: frozenset[Cell] | None = None

    def and_(self, other: _Limits) -> _Limits:
        """Both limits."""
        told = [limits.cells for limits in (self, other) if limits.cells is not None]
        return _Limits(
            self.all_stays or other.all_stays,
            self.groups_stay or other.groups_stay,
            self.comparison_stays or other.comparison_stays,
            self.perspectives | other.perspectives,
            self.choices | other.choices,
            reduce(frozenset.intersection, told) if told else None,
        )


def release(fresh: SurveyResult, published: Sequence[SurveyResult]) -> Release:
    """The figures to publish beside all those `published` before, the latest last.

    A survey answered in other days is another one. That too few answered is published as it is: it tells no more.
    """
    earlier = [result for result in published if is_same_survey(result, fresh)]
    if fresh.too_few or not earlier:
        return Release(fresh)
    last = earlier[-1]
    limits = reduce(_Limits.and_, (_limits(fresh, result) for result in earlier))
    if limits.all_stays:
        return Release(_last_again(last, fresh), "all", last.respondents)
    result = _limited(fresh, last, limits)
    return Release(result, "part" if result != fresh else "", last.respondents)


def _limits(fresh: SurveyResult, earlier: SurveyResult) -> _Limits:
    threshold = max(fresh.threshold, earlier.threshold)
    grown = fresh.respondents - earlier.respondents
    perspectives, choices = perspective_changes(fresh, earlier), choice_changes(fresh, earlier)
    changes = [*perspectives.values(), *choices.values()]
    before = cells_of(earlier.breakdowns)
    if _is_few(abs(grown), threshold) or (not grown and any(_is_few(change, threshold) for change in changes)):
        return _Limits(all_stays=True)
    if grown < 0 and before:
        return _Limits(all_stays=True)
    grouped = {id_ for _, _, id_ in before}
    lessened = {item.perspective for item in fresh.perspectives if _is_lessened(item, earlier)}
    groups = _Limits(cells=followed(fresh, earlier, threshold)) if grown or any(changes) else _of_same(fresh, earlier)
    return replace(
        groups,
        comparison_stays=_is_few(comparison_change(fresh.previous, earlier.previous), threshold),
        perspectives=frozenset(
            id_ for id_, change in perspectives.items() if _is_few(change, threshold) or id_ in lessened & grouped
        ),
        choices=frozenset(question for question, change in choices.items() if _is_few(change, threshold)),
    )


def _is_lessened(found: PerspectiveResult, earlier: SurveyResult) -> bool:
    """Whether fewer rated a perspective than before: then they may be nearly all of one of the earlier groups."""
    before = earlier.result(found.perspective)
    return before is not None and found.n < before.n


def _is_few(change: int, threshold: int) -> bool:
    return 0 < change < threshold


def _of_same(fresh: SurveyResult, earlier: SurveyResult) -> _Limits:
    """The limits of groups where nobody came, went or answered otherwise: more groups, or fewer, but no other ones."""
    now, before = cells_of(fresh.breakdowns), cells_of(earlier.breakdowns)
    both = now.keys() & before.keys()
    if any(now[cell] != before[cell] for cell in both):
        return _Limits(groups_stay=True)
    if before.keys() <= now.keys():
        return _Limits()
    return _Limits(cells=frozenset(both)) if fresh.threshold > earlier.threshold else _Limits(groups_stay=True)


def _limited(fresh: SurveyResult, last: SurveyResult, limits: _Limits) -> SurveyResult:
    """The fresh figures within the limits; what stays is as it was last."""
    stay = {item.perspective: last.result(item.perspective) for item in fresh.perspectives}
    perspectives = [stay[id_] if id_ in limits.perspectives else fresh.result(id_) for id_ in stay]
    choices = {choice.question: choice for choice in last.choices}
    chosen = [choices.get(item.question) if item.question in limits.choices else item for item in fresh.choices]
    unknown = [id_ for id_, found in zip(stay, perspectives, strict=True) if not found]
    return replace(
        fresh,
        perspectives=tuple(filter(None, perspectives)),
        hidden=(*fresh.hidden, *unknown),
        choices=tuple(filter(None, chosen)),
        breakdowns=_limited_groups(fresh, last, limits),
        previous=last.previous if limits.comparison_stays else fresh.previous,
    )


def _limited_groups(fresh: SurveyResult, last: SurveyResult, limits: _Limits) -> tuple[Breakdown, ...]:
    allowed = limits.cells
    if limits.groups_stay:
        return last.breakdowns if fresh.threshold <= last.threshold else ()
    if allowed is None:
        return fresh.breakdowns
    now, before = cells_of(fresh.breakdowns), cells_of(last.breakdowns)
    shown = {cell: before.get(cell) if cell[2] in limits.perspectives else now[cell] for cell in allowed & now.keys()}
    return tuple(only(breakdown, fresh.respondents, shown.get) for breakdown in fresh.breakdowns)


def _last_again(last: SurveyResult, fresh: SurveyResult) -> SurveyResult:
    """The last figures once more, without those of groups that have become too small by a higher threshold.

    Open answers and the reference group are the fresh ones: an open answer is one person's in any case, and can be
    taken back only when it isn't kept; the people of the reference group are others.
    """
    if fresh.threshold > last.threshold:
        last = _with_threshold(last, fresh.threshold)
    return replace(last, open_questions=fresh.open_questions, reference=fresh.reference)


def _with_threshold(result: SurveyResult, threshold: int) -> SurveyResult:
    """Without groups and choices: what was safe with a lower threshold can't be told from sums alone to be safe now."""
    if result.respondents < threshold:
        return SurveyResult(0, (), files=result.files, basis=result.basis, threshold=threshold, too_few=True)
    shown = tuple(item for item in result.perspectives if item.n >= threshold)
    fewer = tuple(item.perspective for item in result.perspectives if item.n < threshold)
    return replace(
        result, perspectives=shown, hidden=(*result.hidden, *fewer), breakdowns=(), choices=(), threshold=threshold
    )
