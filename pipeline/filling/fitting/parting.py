"""Things in a row shared out over as few pages as hold them, evenly.

In: the height of each thing and the room of a page. Out: the stretches that go on each page, as (start, end).
"""

from __future__ import annotations

from collections.abc import Sequence

Stretch = tuple[int, int]


def share_out(heights: Sequence[float], room: float, weights: Sequence[float]) -> list[Stretch]:
    """The fewest pages, and among those the most even by `weights`: six of weight 1 on two pages are 3 + 3.

    What is taller than a page gets one of its own. Where two ways are as even, the earlier page has more.
    """
    count = len(heights)
    if not count:
        return []
    reach = [_reach(heights, start, room) for start in range(count)]
    pages = 0
    start = 0
    while start < count:
        start = reach[start]
        pages += 1
    return _most_even(reach, pages, weights)


def _reach(heights: Sequence[float], start: int, room: float) -> int:
    """The end of the longest stretch from `start` that a page holds."""
    end, used = start + 1, heights[start]
    while end < len(heights) and used + heights[end] <= room:
        used += heights[end]
        end += 1
    return end


def _most_even(reach: Sequence[int], pages: int, weights: Sequence[float]) -> list[Stretch]:
    """Chooses the ends that make the sum of squares of the pages' weights the least, from the last page back."""
    count = len(reach)
    impossible = float("inf")
    cost = [impossible] * count + [0.0]
    ends: list[list[int]] = []
    for _ in range(pages):
        chosen, new_cost = [0] * (count + 1), [impossible] * (count + 1)
        for start in range(count):
            weight = 0.0
            for end in range(start + 1, reach[start] + 1):
                weight += weights[end - 1]
                total = weight * weight + cost[end]
                if total < impossible and total <= new_cost[start]:
                    new_cost[start], chosen[start] = total, end
        cost = new_cost
        ends.append(chosen)
    stretches = []
    start = 0
    for chosen in reversed(ends):
        stretches.append((start, chosen[start]))
        start = chosen[start]
    return stretches
