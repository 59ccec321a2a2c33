"""A document's skeleton: what chapters, tables, figures and slides it has, in order, without the texts between.

In: the bytes of a .docx or .pptx. Out: lines that fit in a golden even for a document of a hundred pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readable import readable

_STYLED = re.compile(r"\[(?P<style>[^\]]+)\] ?(?P<text>.*)")
_LISTED = re.compile(r"\[toc (?P<level>\d)\] (?:[\w. ]+ ⇥ )?(?P<text>.+) ⇥ \d+$")
_SLIDE = re.compile(r"## Slide (?P<number>\d+) · (?P<layout>.+) · \w+$")
_MARK = re.compile(r" · [0-9a-f]{10}$")
_BETWEEN = re.compile(r"\((?P<part>\d+)/(?P<parts>\d+)\)$")


def outline(document: bytes) -> list[str]:
    """The skeleton of a roadmap or a deck."""
    lines = readable(document).splitlines()
    deck = any(_SLIDE.match(line) for line in lines)
    return list(_deck(lines) if deck else _roadmap(lines))


def _roadmap(lines: list[str]) -> Iterator[str]:
    levels = {found["text"]: int(found["level"]) for line in lines if (found := _LISTED.match(line))}
    for place, line in enumerate(lines):
        found = _STYLED.match(line)
        if found and found["style"].startswith("heading 3"):
            yield f"    {found['text']}"
        elif found and not found["style"].startswith("toc") and found["text"] in levels:
            yield f"{'#' * levels[found['text']]} {found['text']}"
        elif found and found["style"] == "caption":
            yield f"  {found['text']}"
        elif line.startswith(("table ", "chart ", "picture ")):
            yield f"  {_exhibit(lines, place)}"
        elif line == "--- section ---":
            yield line


def _deck(lines: list[str]) -> Iterator[str]:
    """Slides that go on over many others are told by their first and last."""
    starts = [place for place, line in enumerate(lines) if _SLIDE.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        told = list(_slide(lines, start, end))
        part = _BETWEEN.search(told[1]) if len(told) > 1 else None
        if part is None or part["part"] in ("1", part["parts"]):
            yield from told


def _slide(lines: list[str], start: int, end: int) -> Iterator[str]:
    found = _SLIDE.match(lines[start])
    yield f"{found['number']}. [{found['layout']}]" if found else ""
    title = next((line for line in lines[start + 1 : end] if ": " in line), "")
    yield f"   {title.partition(': ')[2]}"
    for place in range(start + 1, end):
        if lines[place].startswith(("table ", "chart ", "picture ")):
            yield f"   {_exhibit(lines, place)}"


def _exhibit(lines: list[str], place: int) -> str:
    """A table's or chart's name and how many rows it has."""
    rows = 0
    while place + 1 + rows < len(lines) and lines[place + 1 + rows].startswith("  |"):
        rows += 1
    name = _MARK.sub("", lines[place]).partition(" · ")
    shown = name[2] if lines[place].startswith("table ") else name[0].partition(" ")[2]
    return f"{lines[place].partition(' ')[0]} ({rows} rows) {shown}".rstrip()
