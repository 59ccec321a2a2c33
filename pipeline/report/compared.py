"""This survey beside another one: the pairs of means as they are printed, and the widest difference.

In: the last survey or a reference group, and the computed figures. Out: `Pair`s in the workbook's order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.language import round_half_up
from pipeline.report.material import Material
from pipeline.vocabulary.model import Level
from pipeline.vocabulary.survey import Comparison


@dataclass(frozen=True, slots=True)
class Pair:
    """A perspective's mean in this survey and in the other, both to one decimal.

    `certain`: they differ by more than chance; None when that can't be told.
    """

    level: Level
    name: str
    inessive: str
    own: Decimal
    other: Decimal
    certain: bool | None

    @property
    def change(self) -> Decimal:
        """Ours less the other, of the printed figures, so that a reader can check it."""
        return self.own - self.other

    @property
    def clear(self) -> bool:
        """Whether the difference shows, and is more than chance."""
        return self.certain is True and self.change != 0


def pairs(comparison: Comparison | None, material: Material) -> list[Pair]:
    """The perspectives that both surveys have."""
    if comparison is None:
        return []
    inessives = {level.level.id: level.inessive for level in material.figures.levels}
    return [
        Pair(
            level=answer.level,
            name=answer.name,
            inessive=inessives[answer.level.id],
            own=answer.mean,
            other=round_half_up(known.mean, 1),
            certain=known.certain,
        )
        for answer in material.figures.answers
        if (known := comparison.means.get(answer.level.id)) is not None
    ]


def widest(found: Iterable[Pair]) -> Pair | None:
    """The pair that lies farthest apart; None unless it is the only one so far apart, and more than chance."""
    ordered = sorted(found, key=lambda pair: -abs(pair.change))
    alone = len(ordered) == 1 or (len(ordered) > 1 and abs(ordered[1].change) < abs(ordered[0].change))
    return ordered[0] if alone and ordered[0].clear else None
