"""Where sectors differ: the same answer for the paragraph that says it and the table that shows it.

In: the survey's groups that may be shown. Out: the perspective with the widest spread, and which perspectives a table
by sector holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.language import round_half_up
from pipeline.report.figures import LevelFigure
from pipeline.report.material import Material

_COLUMNS = 4
_WORD, _NAME = 18, 60
"""Letters of the longest word and name that a narrow column's heading has room for; longer ones take a column away."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One perspective's best and weakest sector, with their means as they are printed."""

    level: LevelFigure
    best: str
    best_mean: Decimal
    weakest: str
    weakest_mean: Decimal


def widest_spread(material: Material) -> Spread | None:
    """The perspective in which the sectors differ most; None when they don't."""
    spreads = [spread for level in material.figures.levels if (spread := _spread(level, material))]
    widest = max(spreads, key=lambda spread: spread.best_mean - spread.weakest_mean, default=None)
    return widest if widest is not None and widest.best_mean > widest.weakest_mean else None


def sector_columns(material: Material) -> tuple[LevelFigure, ...]:
    """The perspectives shown by sector: the one that differs most, the main development targets, the widest gaps."""
    asked = {answer.level.id for answer in material.figures.answers}
    widest = widest_spread(material)
    first = widest.level.level.id if widest else ""
    by_weight = sorted(material.figures.by_gap, key=lambda level: (level.level.id != first, not level.priority))
    shown = [item for item in by_weight if item.level.id in asked][:_COLUMNS]
    if any(len(level.name) > _NAME or max(map(len, level.name.split())) > _WORD for level in shown):
        shown = shown[: _COLUMNS - 1]
    chosen = {level.level.id for level in shown}
    return tuple(level for level in material.figures.levels if level.level.id in chosen)


def _spread(level: LevelFigure, material: Material) -> Spread | None:
    groups = material.survey.sectors if material.survey else ()
    known = [
        (round_half_up(value, 1), sector.name)
        for sector in groups
        if (value := sector.means.get(level.level.id)) is not None
    ]
    if len(known) < 2:
        return None
    best, weakest = max(known, key=lambda item: item[0]), min(known, key=lambda item: item[0])
    return Spread(level, best[1], best[0], weakest[1], weakest[0])
