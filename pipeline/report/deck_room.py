"""How many rows a slide's table is likely to hold, so that a deck does not grow over its limit.

In: the texts of a row, each with the number of characters that its column holds on a line. Out: heights in inches at
the tables' smallest size, and how many rows or slides they make. Slides are measured for real when they are filled;
this is only the plan.
"""

from __future__ import annotations

from collections.abc import Sequence

AREA, UNDER_STRIP, BESIDE_CHART, UNDER_LINE = 4.10, 3.25, 3.30, 3.70
"""Room for rows below a table's head: on a whole slide, below the strip with a goal's lead and gap, beside a chart
with a total below, and below a line of text."""
_LINE, _PADDING = 0.271, 0.14


def row_height(*cells: tuple[str, int]) -> float:
    """The height of a row of texts, each with the characters that fit on a line of its column."""
    return _PADDING + _LINE * max(-(-len(text) // wide) or 1 for text, wide in cells)


def fitting(heights: Sequence[float], room: float) -> int:
    """How many of the first rows one slide holds: at least one."""
    used = 0.0
    for place, height in enumerate(heights):
        used += height
        if used > room and place:
            return place
    return len(heights)


def parts(heights: Sequence[float], room: float) -> int:
    """How many slides the rows need."""
    left, count = list(heights), 0
    while left:
        left = left[fitting(left, room) :]
        count += 1
    return max(count, 1)
