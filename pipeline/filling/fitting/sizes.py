"""How small text may become, and text in a smaller size: measured first, written only when it is settled.

In: paragraphs and the size that their largest text should have. Out: the same paragraphs smaller, each size in
proportion and none below its floor. Sizes are points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from pipeline.ooxml.dialect import a
from pipeline.ooxml.textbody import END, PROPERTIES, RUN_PROPERTIES, Paragraph, Run, Spacing

TextKind = Literal["cover", "title", "text", "table"]

_LEAST: dict[TextKind, float] = {"cover": 12.0, "title": 12.0, "text": 12.0, "table": 10.0}
"""Nothing, whatever a brand says, goes below these: smaller text can't be read on a wall."""
_COVER_TITLE = 36.0
"""The floor of centred titles, the cover's."""
_LINE = a("lnSpc")


@dataclass(frozen=True, slots=True)
class FitLimits:
    """What a brand allows, in points: `bottom` is how far down from the slide's top content may reach, `width` the
    slide's.

    Text that its template draws smaller than a floor keeps its size, but for small text outside tables, which may
    go down to the least of all text.
    """

    title: float = 26.0
    body: float = 18.0
    table: float = 16.0
    bottom: float = 6.55 * 72
    width: float = 13.333 * 72

    def floor(self, kind: TextKind, size: float) -> float:
        """The smallest that text of this kind and size may become; never more than the size itself."""
        text = self.body if size >= self.body else _LEAST["text"]
        floors = {"cover": _COVER_TITLE, "title": self.title, "table": self.table, "text": text}
        return min(size, max(floors[kind], _LEAST[kind]))


def largest(paragraphs: Sequence[Paragraph]) -> float:
    """The size of the largest text; 0 when there is none."""
    return max((run.size for paragraph in paragraphs for run in paragraph.runs if run.text.strip()), default=0.0)


def resized(paragraphs: Sequence[Paragraph], kind: TextKind, share: float, limits: FitLimits) -> tuple[Paragraph, ...]:
    """The paragraphs with every size multiplied by `share`, but not below its floor."""
    return tuple(paragraphs) if share >= 1 else smaller(kind, share, limits)(paragraphs)


def smaller(kind: TextKind, share: float, limits: FitLimits) -> Callable[[Sequence[Paragraph]], tuple[Paragraph, ...]]:
    """What makes paragraphs of this kind smaller by `share`."""
    known: dict[float, float] = {}

    def size(own: float) -> float:
        if own not in known:
            known[own] = _smaller(own, kind, share, limits)
        return known[own]

    return lambda paragraphs: tuple([_resized(paragraph, size) for paragraph in paragraphs])


def _smaller(size: float, kind: TextKind, share: float, limits: FitLimits) -> float:
    """Whole points, since PowerPoint shows them; a size the template gave in halves may stay so."""
    return max(limits.floor(kind, size), min(float(round(size * share)), size))


def _resized(paragraph: Paragraph, size: Callable[[float], float]) -> Paragraph:
    runs = tuple([Run(run[0], run[1], size(run[2]), *run[3:]) for run in paragraph.runs])
    look = paragraph.look
    if look.line.exact:
        before = max((run.size for run in paragraph.runs), default=paragraph.end)
        after = max((run.size for run in runs), default=size(paragraph.end))
        look = look._replace(line=Spacing(round(look.line.value * after / before, 1), exact=True))
    return Paragraph(paragraph.element, runs, look, paragraph.level, size(paragraph.end))


def best_size(top: float, floor: float, fits: Callable[[float], bool]) -> float | None:
    """The largest size from `top` in whole points down to `floor` that fits; None when not even the floor does."""
    if fits(top):
        return top
    if floor >= top or not fits(floor):
        return None
    low, high = floor, top  # low fits, high does not
    while (middle := float(int((low + high) / 2))) > low:
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def write_sizes(paragraphs: Sequence[Paragraph]) -> None:
    """Writes the sizes, and the line heights that follow them, into the paragraphs' elements."""
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if run.element is not None:
                _run_properties(run.element).set("sz", str(round(run.size * 100)))
        end = paragraph.element.find(END)
        if end is None and not paragraph.runs:
            end = etree.SubElement(paragraph.element, END)
        if end is not None:
            end.set("sz", str(round(paragraph.end * 100)))
        if paragraph.look.line.exact:
            _write_line(paragraph)


def _run_properties(run: etree._Element) -> etree._Element:
    found = run.find(RUN_PROPERTIES)
    if found is None:
        found = etree.Element(RUN_PROPERTIES)
        run.insert(0, found)
    return found


def _write_line(paragraph: Paragraph) -> None:
    properties = paragraph.element.find(PROPERTIES)
    if properties is None:
        properties = etree.Element(PROPERTIES)
        paragraph.element.insert(0, properties)
    line = properties.find(_LINE)
    if line is None:
        line = etree.Element(_LINE)
        properties.insert(0, line)
    line[:] = []
    etree.SubElement(line, a("spcPts"), {"val": str(round(paragraph.look.line.value * 100))})
