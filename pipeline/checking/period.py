"""The roadmap's period and how it is used: WB024, WB030, WB037, WB058.

In: the roadmap. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.vocabulary.findings import Finding, FindingValue
from pipeline.vocabulary.model import Roadmap

USUAL_YEARS = (3, 6)
_FEWEST_ACTIONS, _CROWDED_SHARE = 6, 0.8


def ends_before_it_starts(roadmap: Roadmap) -> Iterator[Finding]:
    """WB030: the last year of the period is before the first."""
    years = _period(roadmap)
    if years and years[1] < years[0]:
        yield Finding("WB030", roadmap.organisation.place("period_end"), {"start": years[0], "end": years[1]})


def unusual_length(roadmap: Roadmap) -> Iterator[Finding]:
    """WB037: the period is much shorter or longer than roadmaps are."""
    years = _period(roadmap)
    if not years or years[1] < years[0]:
        return
    length = years[1] - years[0] + 1
    if not USUAL_YEARS[0] <= length <= USUAL_YEARS[1]:
        low, high = USUAL_YEARS
        values: dict[str, FindingValue] = {
            "count": length,
            "period": f"{years[0]}–{years[1]}",
            "low": low,
            "high": high,
        }
        yield Finding("WB037", roadmap.organisation.place("period_end"), values)


def everything_at_once(roadmap: Roadmap) -> Iterator[Finding]:
    """WB024: nearly all actions start in the first of several years."""
    years = _period(roadmap)
    if not years or years[1] <= years[0]:
        return
    starting = [action for action in roadmap.actions if action.starts]
    early = [action for action in starting if action.starts and action.starts.first.year == years[0]]
    if len(starting) >= _FEWEST_ACTIONS and len(early) >= _CROWDED_SHARE * len(starting):
        values = {"count": len(early), "total": len(starting), "year": years[0]}
        yield Finding("WB024", early[0].place("starts"), values)


def vision_before_period(roadmap: Roadmap) -> Iterator[Finding]:
    """WB058: the vision's year is over when the period starts."""
    start, year = roadmap.organisation.period_start, roadmap.vision.year
    if start is not None and year is not None and year < start:
        yield Finding("WB058", roadmap.vision.place("year"), {"year": year, "start": start})


def _period(roadmap: Roadmap) -> tuple[int, int] | None:
    start, end = roadmap.organisation.period_start, roadmap.organisation.period_end
    return None if start is None or end is None else (start, end)
