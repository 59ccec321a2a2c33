"""Where groups of respondents differ: the same answer for the paragraph that says it and the table that shows it.

In: a grouping of the survey. Out: the difference worth telling, and which perspectives the grouping's table holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.language import round_half_up
from pipeline.report.figures import LevelFigure
from pipeline.report.material import Material
from pipeline.vocabulary.survey import Breakdown, GroupResult

_COLUMNS = 4
_WORDS, _NAMES = (15, 20), (60, 75)
"""Letters of the longest word, and of the longest name, that four and three columns have room for."""
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Apart:
    """Two groups that rate a perspective differently, with their means as they are printed."""

    level: LevelFigure
    high: str
    high_mean: Decimal
    low: str
    low_mean: Decimal
    certain: bool


def clearest(breakdown: Breakdown, material: Material) -> Apart | None:
    """The widest difference that chance does not explain, else the widest; None when none shows."""
    found = differences(breakdown, material)
    return next((apart for apart in found if apart.certain), next(iter(found), None))


def columns(breakdown: Breakdown, material: Material) -> tuple[LevelFigure, ...]:
    """The perspectives that a grouping's table shows, in the workbook's order: at most four that matter most.

    First the clearest difference, then others that are certain, the main development targets and the widest gaps. One
    whose name is too long to stand beside those before it is left out.
    """
    asked = {answer.level.id for answer in material.figures.answers}
    told = {name for group in breakdown.groups for name, mean in group.means.items() if mean is not None}
    certain = {apart.level.level.id for apart in differences(breakdown, material) if apart.certain}
    first = clearest(breakdown, material)
    by_weight = sorted(
        material.figures.by_gap,
        key=lambda level: (first is None or level != first.level, level.level.id not in certain, not level.priority),
    )
    shown: list[LevelFigure] = []
    for level in by_weight:
        if level.level.id in asked & told and len(shown) < _room([*shown, level], material):
            shown.append(level)
    return tuple(level for level in material.figures.levels if level in shown)


def _room(shown: Sequence[LevelFigure], material: Material) -> int:
    """How many columns may have these headings."""
    word = max(len(word) for level in shown for word in level.name.split())
    name = max(len(level.name) for level in shown)
    long_words = sum(word > material.letters.on_line(room) for room in _WORDS)
    return _COLUMNS - max(long_words, sum(name > room for room in _NAMES))


def groups_in_order(breakdown: Breakdown) -> Sequence[GroupResult]:
    """The groups as the survey has them; years of service from few to many."""
    if breakdown.background != "service":
        return breakdown.groups
    return sorted(breakdown.groups, key=lambda group: _middle(map(int, _NUMBER.findall(group.name))))


def _middle(numbers: Iterable[int]) -> float:
    """The middle of the years in a group's name: 5 of “under 5”, 10 of “5–15”; without any the group comes last."""
    found = list(numbers)
    return sum(found) / len(found) if found else float("inf")


def differences(breakdown: Breakdown, material: Material) -> list[Apart]:
    """The differences that show in printed figures, the widest first."""
    asked = {answer.level.id for answer in material.figures.answers}
    levels = {level.level.id: level for level in material.figures.levels if level.level.id in asked}
    found = [
        Apart(
            levels[one.perspective],
            one.high,
            round_half_up(one.high_mean, 1),
            one.low,
            round_half_up(one.low_mean, 1),
            one.certain,
        )
        for one in breakdown.differences
        if one.perspective in levels
    ]
    return [apart for apart in found if apart.high_mean > apart.low_mean]
