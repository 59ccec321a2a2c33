"""How the answers to one perspective fell, as a row of a table of means tells it: in counts or in shares.

In: the cells of the steps and of those who don't know, and n. Out: whole counts. Shares are in percent or in parts of
one; of shares the counts nearest to them are made. What contradicts itself is a `NotUsable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean

from pipeline.survey.files.grid import Cell
from pipeline.survey.files.heading import has_value
from pipeline.survey.readers.figures import is_percent, number

_NEAR = 0.015
"""How far from a hundred percent rounded shares may come, as a part of it."""
_ROUNDED = 0.0501
"""How far from its answers a mean of one decimal may be."""
_SHARES_ROUNDED = 0.1
"""The same where the shares are rounded to whole percents too."""


class DistributionError(Exception):
    """What is wrong with a distribution: the name of a problem of SV031."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many rated a perspective, how many of them said each step (() when not told), how many don't know."""

    n: int
    counts: tuple[int, ...] = ()
    dont_know: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row: the steps from the lowest, don't know, and n, perhaps only that of `everybody`."""

    n: int | None
    steps: tuple[Cell, ...]
    dont_know: Cell
    everybody: bool = False

    @property
    def is_told(self) -> bool:
        """Whether any step has a value."""
        return any(map(has_value, self.steps))

    @property
    def may_be_shares(self) -> bool:
        """Whether the steps come to a hundred, but not to n, and nothing says whether they are shares."""
        steps, unsure = _numbers(self.steps), number(self.dont_know) or 0.0
        if self.n is None or any(map(is_percent, self.steps)) or not all(step.is_integer() for step in steps):
            return False
        totals = (sum(steps), sum(steps) + unsure)
        return self.n > max(totals) and any(_near(total, 100) for total in totals)


def surely_shares(rows: Iterable[Cells]) -> bool:
    """Whether steps that may be shares are so in a table: counts come to a hundred by chance, not for another n too."""
    return len({row.n for row in rows if row.may_be_shares}) > 1


def distribution(cells: Cells, mean: float) -> Distribution:
    """What the cells tell.

    Raises DistributionError: `no_n`, `counts` when they come to another number of people, `distribution` when they have
    another mean or nobody answered.
    """
    steps = _numbers(cells.steps)
    if not sum(steps):
        raise DistributionError("distribution")
    hundred = _hundred(cells, steps)
    found = _of_counts(cells, steps) if hundred is None else _of_shares(cells, steps, hundred)
    if abs(fmean(range(1, len(steps) + 1), weights=steps) - mean) > (_ROUNDED if hundred is None else _SHARES_ROUNDED):
        raise DistributionError("distribution")
    return found


def _numbers(cells: Iterable[Cell]) -> list[float]:
    return [number(cell) or 0.0 for cell in cells]


def _of_counts(cells: Cells, steps: Sequence[float]) -> Distribution:
    counts = tuple(map(int, steps))
    unsure = int(number(cells.dont_know) or 0)
    agrees = cells.n in (None, sum(counts), sum(counts) + unsure) or (cells.everybody and sum(counts) <= (cells.n or 0))
    if list(counts) != list(steps) or not agrees:
        raise DistributionError("counts")
    return Distribution(sum(counts), counts, unsure)


def _of_shares(cells: Cells, steps: Sequence[float], hundred: int) -> Distribution:
    """Where the shares come to a hundred only with those who don't know, `n` has them in it."""
    if cells.n is None:
        raise DistributionError("no_n")
    unsure = number(cells.dont_know) or 0.0
    if not _near(sum(steps), hundred) and not _near(sum(steps) + unsure, hundred):
        raise DistributionError("counts")
    rated = cells.n if _near(sum(steps), hundred) else round(cells.n * sum(steps) / hundred)
    share = unsure / hundred
    if not rated or share >= 1:
        raise DistributionError("distribution")
    return Distribution(rated, _counts(rated, steps), round(rated * share / (1 - share)))


def _hundred(cells: Cells, steps: Sequence[float]) -> int | None:
    """What the shares come to when they are shares, 100 or 1; None when they are counts."""
    total, unsure = sum(steps), number(cells.dont_know) or 0.0
    if any(map(is_percent, cells.steps)):
        return 100
    if cells.n is not None and cells.n in (total, total + unsure):
        return None
    nearly = (hundred for hundred in (100, 1) if _near(total, hundred) or _near(total + unsure, hundred))
    return next(nearly, None)


def _near(total: float, hundred: int) -> bool:
    return abs(total - hundred) <= _NEAR * hundred


def _counts(n: int, shares: Sequence[float]) -> tuple[int, ...]:
    """Whole counts that come to `n`, as near to the shares as can be: the largest remainders are rounded up."""
    whole = sum(map(Fraction, shares))
    exact = [n * Fraction(share) / whole for share in shares]
    floors = [int(value) for value in exact]
    largest = sorted(range(len(exact)), key=lambda step: floors[step] - exact[step])
    for step in largest[: n - sum(floors)]:
        floors[step] += 1
    return tuple(floors)
