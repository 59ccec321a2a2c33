"""Where the lines of text end, and how high the columns of a box must be that hold them.

In: paragraphs, and the width of their place. Out: line ends and heights in points. Programs fill a column to the
end before they begin the next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.filling.fitting.measuring import space_between, wrap
from pipeline.ooxml.textbody import Paragraph

_PRECISE = 0.05

LineEnd = tuple[int, float]
"""The number of a paragraph's characters up to a line's end, and the height of its lines down to there."""


def in_columns(paragraphs: Sequence[Paragraph], room: float, columns: int) -> float:
    """The height of so many columns, each `room` wide, that just hold the paragraphs: filled one after another."""
    lines = [line for place, item in enumerate(paragraphs) for line in _lines_with_gaps(paragraphs, place, item, room)]
    low, high = max(height for _, height in lines), sum(gap + height for gap, height in lines)
    while high - low > _PRECISE:
        middle = (low + high) / 2
        low, high = (low, middle) if _columns_needed(lines, middle) <= columns else (middle, high)
    return high


def _lines_with_gaps(
    paragraphs: Sequence[Paragraph], place: int, paragraph: Paragraph, room: float
) -> Iterator[tuple[float, float]]:
    """The space above each line of a paragraph, which falls away at the top of a column, and the line's height."""
    look, gap = paragraph.look, 0.0
    if place:
        gap = space_between(paragraphs[place - 1], paragraph)
    for line in wrap(paragraph, room):
        yield gap, look.line.value if look.line.exact else line.height * look.line.value
        gap = 0.0


def _columns_needed(lines: Sequence[tuple[float, float]], height: float) -> int:
    columns, used = 1, 0.0
    for gap, line in lines:
        if used and used + gap + line > height:
            columns, used = columns + 1, line
        else:
            used += (gap if used else 0.0) + line
    return columns


def line_ends(paragraph: Paragraph, room: float) -> list[LineEnd]:
    """Where each line of a paragraph ends."""
    ends: list[LineEnd] = []
    text, look = paragraph.text, paragraph.look
    count, height = 0, 0.0
    for line in wrap(paragraph, room):
        count += len(line.text)
        height += look.line.value if look.line.exact else line.height * look.line.value
        if text[count : count + 1] == "\n":
            count += 1
        ends.append((count, height))
    return ends


def reached(ends: Sequence[LineEnd], characters: int) -> float:
    """How far down so many characters of a paragraph reach."""
    return ends[min(bisect_left(ends, (characters, 0.0)), len(ends) - 1)][1]
