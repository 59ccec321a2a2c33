"""What may be published after earlier builds: all of them together tell nothing of fewer than `threshold` people.

In: fresh figures, safe on their own, and those published before. Out: figures that are safe beside the published ones.

What builds tell together is the change between them, so the change is what is guarded: either nobody changed, and the
fresh figure tells nothing new, or at least `threshold` did, and it tells of all of them together. Between the two the
published figure stays. It also stays for good when respondents have gone: those left may be nearly all of what was
published before, while those who come are in nothing that was published, so that no sum leaves them out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal

from pipeline.survey.figures.cells import Cell, cells_of, followed, only
from pipeline.survey.figures.changes import (
    choice_changes,
    comparison_tells,
    days_meet,
    gone,
    is_read_anew,
    perspective_changes,
)
from pipeline.survey.figures.known import as_published
from pipeline.vocabulary.survey import Breakdown, SurveyResult

Held = Literal["", "part", "all", "other"]
"""How much of the fresh figures is held back. "other": all, for they may be another survey's than those published."""


@dataclass(frozen=True, slots=True)
class Release:
    """The figures to publish now, how much is `held` back, and how many had answered `before`.

    Where the fresh figures may be another survey's, `result` is the published one, which no document should show as
    this survey's.
    """

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
    earlier = [result for result in published if days_meet(result, fresh) is not False]
    if fresh.too_few:
        return Release(fresh)
    compared = replace(fresh, previous=as_published(fresh.previous, published))
    if not earlier:
        return Release(compared, "part", published[-1].respondents) if compared != fresh else Release(fresh)
    last = earlier[-1]
    if any(_may_be_another(fresh, result) for result in earlier):
        return Release(_last_again(last, fresh), "other", last.respondents)
    limits = reduce(_Limits.and_, (*(_limits(fresh, result) for result in earlier), _together(fresh, earlier)))
    if limits.all_stays:
        return Release(_last_again(last, fresh), "all", last.respondents)
    result = _limited(compared, last, limits)
    return Release(result, "part" if result != fresh else "", last.respondents)


def _may_be_another(fresh: SurveyResult, earlier: SurveyResult) -> bool:
    """Whether no days tell that these are one survey, and many of those who had answered are not there any more."""
    many = gone(fresh, earlier) >= max(fresh.threshold, earlier.threshold)
    return many and days_meet(fresh, earlier) is None and not is_read_anew(fresh, earlier)


def _limits(fresh: SurveyResult, earlier: SurveyResult) -> _Limits:
    threshold = max(fresh.threshold, earlier.threshold)
    grown = fresh.respondents - earlier.respondents
    perspectives, choices = perspective_changes(fresh, earlier), choice_changes(fresh, earlier)
    changes = [*perspectives.values(), *choices.values()]
    if _is_few(grown, threshold) or (not grown and any(_is_few(change, threshold) for change in changes)):
        return _Limits(all_stays=True)
    if gone(fresh, earlier) and not is_read_anew(fresh, earlier):
        return _Limits(all_stays=True)
    groups = _Limits(cells=followed(fresh, earlier, threshold)) if grown or any(changes) else _of_same(fresh, earlier)
    return replace(
        groups,
        comparison_stays=comparison_tells(fresh.previous, earlier.previous, threshold),
        perspectives=_few(perspectives, threshold),
        choices=_few(choices, threshold),
    )


def _together(fresh: SurveyResult, earlier: Sequence[SurveyResult]) -> _Limits:
    """The limits of several published results together; of groups and sizes none where nobody changed since one.

    How their people overlap is not known: they may be all different ones. What is over enough people more than all of
    these has people in it that nothing published is over, so that no sum or difference leaves them out.
    """
    threshold = max(fresh.threshold, *(result.threshold for result in earlier))
    choices = {item for result in earlier for item in result.choices}
    chose = {item.question: item.n for item in fresh.choices if item not in choices}
    limits = _Limits(choices=_covered(chose, [(item.question, item.n) for item in choices], threshold))
    sizes = {(result.respondents, result.perspectives): ("", result.respondents) for result in earlier}
    if len(sizes) < 2 or any(_is_same(fresh, result) for result in earlier):
        return limits
    perspectives = {item for result in earlier for item in result.perspectives}
    rated = {item.perspective: item.n for item in fresh.perspectives}
    return replace(
        limits,
        all_stays=bool(_covered({"": fresh.respondents}, sizes.values(), threshold)),
        perspectives=_covered(rated, [(item.perspective, item.n) for item in perspectives], threshold),
        cells=frozenset(),
    )


def _covered(people: Mapping[str, int], published: Collection[tuple[str, int]], threshold: int) -> frozenset[str]:
    """The figures that several published ones together may be over, all but a few of their people."""
    known = {name: [number for of, number in published if of == name] for name in people}
    return frozenset(name for name, old in known.items() if len(old) > 1 and people[name] - sum(old) < threshold)


def _is_same(fresh: SurveyResult, earlier: SurveyResult) -> bool:
    changes = perspective_changes(fresh, earlier)
    return fresh.respondents == earlier.respondents and not any(changes.values())


def _few(changes: Mapping[str, int], threshold: int) -> frozenset[str]:
    return frozenset(name for name, change in changes.items() if _is_few(change, threshold))


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
    allowed, may_stay = limits.cells, fresh.threshold <= last.threshold
    if limits.groups_stay:
        return tuple(_as_it_was(breakdown, last, fresh) for breakdown in last.breakdowns) if may_stay else ()
    if allowed is None:
        return fresh.breakdowns
    now, before = cells_of(fresh.breakdowns), cells_of(last.breakdowns)
    shown = {cell: before.get(cell) if cell[2] in limits.perspectives else now[cell] for cell in allowed & now.keys()}
    limited = [only(breakdown, fresh.respondents, shown.get) for breakdown in fresh.breakdowns]
    return tuple(_fuller(breakdown, last, fresh) for breakdown in limited) if may_stay else tuple(limited)


def _fuller(limited: Breakdown, last: SurveyResult, fresh: SurveyResult) -> Breakdown:
    """The last figures of a grouping where fewer of the fresh ones may be published.

    They are known already, so that they may stand beside anything. That fewer groups are shown than were is hard to
    explain to those who saw them.
    """
    before = last.breakdown(limited.background)
    if fresh.respondents == last.respondents:
        may_stay = bool(before.of_first) and fresh.perspectives == last.perspectives
    else:
        may_stay = _figures(before) > _figures(limited)
    return _as_it_was(before, last, fresh) if may_stay else limited


def _figures(breakdown: Breakdown) -> int:
    return sum(mean is not None for group in breakdown.groups for mean in (group.n, *group.means.values()))


def _as_it_was(breakdown: Breakdown, last: SurveyResult, fresh: SurveyResult) -> Breakdown:
    """A grouping of the last figures. Without differences: these would be read as of all who have answered now."""
    if last.respondents == fresh.respondents:
        return breakdown
    return replace(breakdown, of_first=breakdown.of_first or last.respondents, differences=())


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
