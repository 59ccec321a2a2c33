"""Things in a row shared out over as few pages as hold them, evenly.

In: the height of each thing and the room of a page. Out: the stretches that go on each page, as (start, end).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

Stretch = tuple[int, int]
_MOST_STEPS = 2_000_000


def share_out(heights: Sequence[float], room: float, weights: Sequence[float]) -> list[Stretch]:
    """The fewest pages, and among those the most even by `weights`: six of weight 1 on two pages are 3 + 3.

    What is taller than a page gets one of its own. Where two ways are as even, the earlier page has more. Pages of so
    many things that nobody would see the difference are full, but for the last.
    """
    full = _full(heights, room)
    steps = sum((end - start) * (later - start) for (start, end), (_, later) in pairwise(full))
    if len(full) < 2 or steps > _MOST_STEPS:
        return full
    return _most_even(heights, room, weights, full)


def _full(heights: Sequence[float], room: float) -> list[Stretch]:
    """Pages filled one after the other: no way needs fewer."""
    stretches = []
    start = 0
    while start < len(heights):
        end = _reach(heights, start, room)
        stretches.append((start, end))
        start = end
    return stretches


def _reach(heights: Sequence[float], start: int, room: float) -> int:
    """The end of the longest stretch from `start` that a page holds."""
    end, used = start + 1, heights[start]
    while end < len(heights) and used + heights[end] <= room:
        used += heights[end]
        end += 1
    return end


def _most_even(
    heights: Sequence[float], room: float, weights: Sequence[float], full: Sequence[Stretch]
) -> list[Stretch]:
    """Chooses the ends that make the sum of squares of the pages' weights the least, from the last page back.

    A page can start no later than where the pages before it are full, and no earlier than where those left can hold
    the rest: behind the start of the full page before it. So each thing is a start of one page only.
    """
    cost = {len(heights): 0.0}
    ends: dict[int, int] = {}
    latest = [start for start, _ in full]
    for earlier, start_of_full in zip([-1, *latest][-2::-1], reversed(latest), strict=True):
        page: dict[int, float] = {}
        for start in range(start_of_full, earlier, -1):
            best = _best_end(start, _reach(heights, start, room), weights, cost)
            if best is None:
                break
            page[start], ends[start] = best
        cost = page
    stretches = []
    start = 0
    for _ in full:
        stretches.append((start, ends[start]))
        start = ends[start]
    return stretches


def _best_end(start: int, reach: int, weights: Sequence[float], cost: Mapping[int, float]) -> tuple[float, int] | None:
    """The least cost of a page from `start` and those behind it, and the page's end; None when none can be."""
    weight = 0.0
    best: tuple[float, int] | None = None
    for end in range(start + 1, reach + 1):
        weight += weights[end - 1]
        if end in cost and (best is None or weight * weight + cost[end] <= best[0]):
            best = weight * weight + cost[end], end
    return best
