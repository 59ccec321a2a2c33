"""Indicators from year to year: what each was and is, and whether it came nearer to its target.

In: the indicators of two workbooks and which is which. Out: `FollowedIndicator`s. Values are texts, as people typed
them; they are compared only where both and the target are plain numbers of the same unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.comparing.pairing import Pairs
from pipeline.vocabulary.follow_up import FollowedIndicator
from pipeline.vocabulary.model import Indicator

_NUMBER = re.compile(r"([+\-\N{MINUS SIGN}]?\d[\d \N{NO-BREAK SPACE}]*(?:[.,]\d+)?)\s*(\D*)")


def follow_indicators(
    old: Sequence[Indicator], new: Sequence[Indicator], pairs: Pairs
) -> tuple[FollowedIndicator, ...]:
    """This year's in their order, then those that are left out."""
    back = {other: one for one, other in pairs.items()}
    there = (_followed(old[back[place]] if place in back else None, now) for place, now in enumerate(new))
    gone = (FollowedIndicator(before, None) for place, before in enumerate(old) if place not in pairs)
    return (*there, *gone)


def _followed(before: Indicator | None, now: Indicator) -> FollowedIndicator:
    if before is None:
        return FollowedIndicator(None, now)
    values = [_number(text) for text in (before.baseline_value, now.baseline_value, now.target_value)]
    was, is_, target = values
    if was is None or is_ is None or target is None or len({unit for _, unit in (was, is_, target)}) > 1:
        return FollowedIndicator(before, now)
    first, second, goal = was[0], is_[0], target[0]
    if first in (second, goal):  # nothing has moved, or which way is better is not known any more
        return FollowedIndicator(before, now)
    reached = (second - goal) * (first - goal) <= 0
    nearer = reached or abs(second - goal) < abs(first - goal)
    return FollowedIndicator(before, now, nearer, reached)


def _number(text: str) -> tuple[Decimal, str] | None:
    """A number and its unit: 40 %, 12 500 €; None of anything else."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    digits = re.sub(r"\s", "", found[1]).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    return Decimal(digits), found[2].strip().casefold()
