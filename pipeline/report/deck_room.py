"""How many rows a slide's table or bars its chart is likely to hold, so that a deck does not grow over its limit.

In: the texts of a row, each with the number of Calibri's characters that its column holds on a line, and how much
room the brand's letters take beside those. Out: heights in inches at the tables' smallest size, and how many rows or
slides they make. Slides are measured for real when they are filled;
this is only the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from textwrap import wrap

from pipeline.vocabulary.letters import CALIBRI, Letters

AREA, UNDER_STRIP, BESIDE_CHART, UNDER_LINE, ABOVE_CONTACT = 4.12, 3.20, 3.70, 4.30, 3.35
"""Room for rows below a table's head: on a whole slide, below the strip with a goal's lead and gap, beside a chart
with a total below, below a line of text, and above whom to ask."""
_LINE, _PADDING = 0.271, 0.14
_BARS, _LABEL_LINE, _LABEL_WIDE = 3.75, 0.235, 43
"""Height of a chart's bars together, of a line of their labels, and the characters on it."""


def row_height(*cells: tuple[str, int], letters: Letters = CALIBRI) -> float:
    """The height of a row of texts, each with the characters that fit on a line of its column."""
    return _PADDING + _LINE * letters.tall * max(_lines(text, letters.on_line(wide)) for text, wide in cells)


def _lines(text: str, wide: int) -> int:
    return max(len(wrap(text, wide)), 1)


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


def bars_that_fit(names: Sequence[str], letters: Letters = CALIBRI) -> int:
    """How many of the first bars a chart holds, so that no label runs into the next: at least one."""
    lines = [_lines(name, letters.on_line(_LABEL_WIDE)) for name in names]
    for count in range(len(lines), 1, -1):
        if max(map(sum, pairwise(lines[:count]))) / 2 * _LABEL_LINE * letters.tall <= _BARS / count:
            return count
    return 1
