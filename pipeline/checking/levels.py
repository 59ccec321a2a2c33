"""Levels of the perspectives: WB020, WB022, WB038.

In: the roadmap, its baselines filled in from the survey. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from pipeline.checking.data import scale
from pipeline.language import round_half_up, words
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Roadmap

FEWEST, MOST = 5, 15


def target_below_baseline(roadmap: Roadmap) -> Iterator[Finding]:
    """WB020: the target is lower than the baseline as printed, with one decimal."""
    low, high = scale()
    for level in roadmap.levels:
        if level.target is None or level.baseline is None or not low <= level.baseline <= high:
            continue
        baseline = round_half_up(level.baseline, 1)
        if low <= level.target < baseline:
            values = {"target": level.target, "baseline": float(baseline), "lowest": ceil(baseline)}
            yield Finding("WB020", level.place("target"), values)


def out_of_scale(roadmap: Roadmap) -> Iterator[Finding]:
    """WB022: a baseline or a target is not on the scale."""
    low, high = scale()
    for level in roadmap.levels:
        for key, value in (("baseline", level.baseline), ("target", level.target)):
            if value is not None and not low <= value <= high:
                written = words(roadmap.language).number(value, 0 if value == int(value) else 2)
                yield Finding("WB022", level.place(key), {"value": written, "low": low, "high": high})


def number_of_perspectives(roadmap: Roadmap) -> Iterator[Finding]:
    """WB038: too few or too many perspectives. Told at the first one too many, or at the last there is."""
    count = len(roadmap.levels)
    if FEWEST <= count <= MOST:
        return
    place = roadmap.levels[min(count - 1, MOST)].place("id") if count else Place(roadmap.file)
    yield Finding("WB038", place, {"count": count, "low": FEWEST, "high": MOST})
