"""How much room text takes: where its lines break and how high its paragraphs stand.

In: text with its looks and the width of its place. Out: lines and heights. All lengths are points. Breaks are
PowerPoint's: after spaces, hyphens, dashes and slashes, and inside a word only when it is wider than its line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pipeline.filling.metrics import Face, face
from pipeline.ooxml.textbody import Look, Paragraph, Run, Spacing

SLACK = 1.02
"""Text counts as this much wider than its font says: programs break lines a little differently."""

_SPACES = " \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000"
_BREAK = re.compile(
    rf"(?<=[{_SPACES}])(?=[^{_SPACES}])"  # after spaces
    r"|(?<=\S-)(?=[^\W\d])"  # after a hyphen inside a word, not in -5
    r"|(?<=[–—|])(?=\S)"  # after a dash: 2027–|2030
    r"|(?<=[^\W\d]/)(?=[^\W\d]+\W*(?:\s|$))"  # after a slash between words, not in I/2027 or an address
)
_TRAILING = re.compile(rf"[{_SPACES}]+$")
_LEAST_LINE = 1.2
"""PowerPoint and LibreOffice set lines at least this much apart, in sizes; a font with taller lines gets its own."""
_OVERHANG = 0.15
"""How far, in sizes, letters reach below lines of an exact height."""
_SYLLABLE = re.compile(r"(?<=[^\W\d_]{2})(?=[bcdfghjklmnpqrstvwxzšž][aeiouyåäöéü])")
_SHORTEST, _HYPHEN = 5, 0.25
"""The shortest word that is hyphenated, in letters, and the width of a hyphen, in heights of a line."""
_STOPS = re.compile(r"([\n\t])")
_BULLET = 0.9  # the width of a bullet and the space after it, in ems, where no indent gives them room

_Atom = tuple[str, float, float, float]
"""A piece that is not broken: its text, width without and with its trailing spaces, and its line's height."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a program sets type: `slack` as above, `least_line` the least distance from line to line, in sizes.

    A word is hyphenated where more than `zone` points of a line would be left empty; None is never.
    """

    slack: float
    least_line: float
    zone: float | None = None


SLIDES = Manner(SLACK, _LEAST_LINE)
PAGES = Manner(1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, its width, its height before line spacing, and the word that is broken in it."""

    text: str
    width: float
    height: float
    broken: str = ""


LineEnd = tuple[int, float]
"""The number of a paragraph's characters up to a line's end, and the height of its lines down to there."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What paragraphs take: height, widest line, number of lines, and the first word that had to be broken."""

    height: float
    width: float
    lines: int
    broken: str = ""


def width(text: str, font: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """The width of a text on one line, without slack."""
    return face(font, bold, italic).width(text) * size


def wrap(paragraph: Paragraph, room: float, manner: Manner = SLIDES) -> list[Line]:
    """The lines of a paragraph in a place `room` wide; at least one, since an empty paragraph has its height too."""
    look = paragraph.look
    right = room - look.right
    start, hanging = _starts(look)
    if not paragraph.runs:
        return [Line("", 0.0, _tall(face(look.font), paragraph.end, manner))]
    text = paragraph.runs[0].text
    if len(paragraph.runs) == 1 and "\n" not in text and "\t" not in text:
        run = paragraph.runs[0]
        letters = face(run.font, run.bold, run.italic)
        whole = _scaled(_ems(letters, text), run, len(text), manner)
        if start + whole <= right:
            return [Line(text, start + whole, _tall(letters, run.size, manner))]
    return list(_filled(_atoms(paragraph, manner), look, start, hanging, right, manner.zone))


def extent(paragraphs: Sequence[Paragraph], room: float) -> Extent:
    """What paragraphs take together in a place `room` wide, with their spacing."""
    height, widest, count, broken, gap = 0.0, 0.0, 0, "", 0.0
    for place, paragraph in enumerate(paragraphs):
        look = paragraph.look
        found = wrap(paragraph, room)
        if place:
            height += gap + _space(look.before, paragraph)
        for line in found:
            height += look.line.value if look.line.exact else line.height * look.line.value
            widest = max(widest, line.width)
            broken = broken or line.broken
        gap = _space(look.after, paragraph)
        count += len(found)
    if paragraphs and paragraphs[-1].look.line.exact:
        height += _OVERHANG * paragraphs[-1].end
    return Extent(height, widest, count, broken)


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


def longest_word(paragraph: Paragraph) -> float:
    """The width of the widest piece that is not broken, with the paragraph's indents."""
    start, hanging = _starts(paragraph.look)
    widest = max((bare for _, bare, _, _ in _atoms(paragraph)), default=0.0)
    return max(start, hanging) + widest + paragraph.look.right


def _starts(look: Look) -> tuple[float, float]:
    """Where the first line's text starts, and that of the others."""
    first = look.left + look.indent
    if look.bullet:
        first = max(look.left, first + _BULLET * look.size) if look.indent < 0 else first + _BULLET * look.size
    return max(first, 0.0), look.left


def _tall(letters: Face, size: float, manner: Manner) -> float:
    return max(letters.line, manner.least_line) * size


def _scaled(ems: float, run: Run, characters: int, manner: Manner) -> float:
    return (ems * run.size + run.tracking * characters) * manner.slack


def space_around(first: Paragraph, last: Paragraph) -> float:
    """The space above one paragraph and below another. The first in a shape needs none above, the last none below."""
    return _space(first.look.before, first) + _space(last.look.after, last)


def _space(spacing: Spacing, paragraph: Paragraph) -> float:
    if spacing.exact:
        return spacing.value
    size = max((run.size for run in paragraph.runs), default=paragraph.end)
    return spacing.value * size * 1.2


@lru_cache(maxsize=32_768)
def _ems(letters: Face, text: str) -> float:
    return letters.width(text)


@lru_cache(maxsize=32_768)
def _pieces(letters: Face, text: str) -> tuple[tuple[str, float, float], ...]:
    """The unbreakable pieces of a text with their widths in ems, without and with trailing spaces."""
    found = []
    for piece in _BREAK.split(text):
        if piece:
            word = _TRAILING.sub("", piece)
            bare = letters.width(word)
            found.append((piece, bare, bare + letters.width(piece[len(word) :])))
    return tuple(found)


def _atoms(paragraph: Paragraph, manner: Manner = SLIDES) -> Iterator[_Atom]:
    """The paragraph's pieces, breaks and tabs in order; a piece may go over several runs."""
    stretch: list[Run] = []
    for run in paragraph.runs:
        if "\n" not in run.text and "\t" not in run.text:
            stretch.append(run)
            continue
        for part in _STOPS.split(run.text):
            if part in ("\n", "\t"):
                yield from _stretch_atoms(stretch, manner)
                stretch = []
                yield part, 0.0, 0.0, _tall(face(run.font, run.bold, run.italic), run.size, manner)
            elif part:
                stretch.append(Run(run.element, part, run.size, run.bold, run.italic, run.font, run.tracking))
    yield from _stretch_atoms(stretch, manner)


def _stretch_atoms(runs: Sequence[Run], manner: Manner) -> Iterator[_Atom]:
    """The pieces of runs that have neither breaks nor tabs."""
    if len(runs) == 1:
        run = runs[0]
        letters = face(run.font, run.bold, run.italic)
        tall = _tall(letters, run.size, manner)
        for piece, bare, full in _pieces(letters, run.text):
            count = len(piece)
            yield piece, _scaled(bare, run, count, manner), _scaled(full, run, count, manner), tall
        return
    ends = list(accumulate(len(run.text) for run in runs))
    position = 0
    for piece in _BREAK.split("".join(run.text for run in runs)):
        word = _TRAILING.sub("", piece)
        bare = full = tall = 0.0
        for run, end in zip(runs, ends, strict=True):
            start = end - len(run.text)
            text = run.text[max(position - start, 0) : max(position + len(piece) - start, 0)]
            if text:
                letters = face(run.font, run.bold, run.italic)
                shown = text[: max(position + len(word) - max(start, position), 0)]
                bare += _scaled(letters.width(shown), run, len(shown), manner)
                full += _scaled(letters.width(text), run, len(text), manner)
                tall = max(tall, _tall(letters, run.size, manner))
        position += len(piece)
        if piece:
            yield piece, bare, full, tall


def _filled(
    atoms: Iterator[_Atom], look: Look, start: float, hanging: float, right: float, zone: float | None = None
) -> Iterator[Line]:
    """Lines filled from left to right."""
    line = _Filling(start)
    for atom in atoms:
        text, bare, _, tall = atom
        if text == "\n":
            yield line.done(tall)
            line = _Filling(hanging)
        elif text == "\t":
            line.add((text, 0.0, _next_stop(line.x, look) - line.x, tall))
        elif line.x + bare <= right:
            line.add(atom)
        else:
            if line.text:
                head, atom = _hyphenated(atom, right - line.x, zone)
                yield line.done() if head is None else line.add(head).done()
                line = _Filling(hanging)
            for chunk in _chunks(atom, right - line.x):
                if line.broken:
                    yield line.done()
                    line = _Filling(hanging)
                line.add(chunk)
                line.broken = "" if chunk is atom else text.strip()
    yield line.done()


class _Filling:
    """A line while it is being filled."""

    __slots__ = ("broken", "shown", "tall", "text", "x")

    def __init__(self, start: float) -> None:
        self.text = ""
        self.x = self.shown = start
        self.tall = 0.0
        self.broken = ""

    def add(self, atom: _Atom) -> _Filling:
        text, bare, full, tall = atom
        self.text += text
        self.shown = self.x + bare
        self.x += full
        self.tall = max(self.tall, tall)
        return self

    def done(self, tall: float = 0.0) -> Line:
        return Line(self.text, self.shown, self.tall or tall, self.broken)


def _hyphenated(atom: _Atom, room: float, zone: float | None) -> tuple[_Atom | None, _Atom]:
    """The part of a word that still fits on a line with its hyphen, and the rest. Words are parted before a consonant
    that a vowel follows, as in Finnish; where exactly, hardly matters for how many lines there are."""
    text, bare, full, tall = atom
    if zone is None or room <= zone or len(text) < _SHORTEST:
        return None, atom
    each, hyphen = bare / len(text.rstrip()), _HYPHEN * tall
    places = [match.start() for match in _SYLLABLE.finditer(text) if match.start() * each + hyphen <= room]
    if not places:
        return None, atom
    last = places[-1]
    return (text[:last] + "-", last * each + hyphen, 0.0, tall), (
        text[last:],
        bare - last * each,
        full - last * each,
        tall,
    )


def _chunks(atom: _Atom, room: float) -> list[_Atom]:
    """A piece as it is, or when it is wider than a whole line, the parts that it breaks into."""
    text, bare, full, tall = atom
    if bare <= room:
        return [atom]
    each = max(int(len(text) * max(room, 0.0) / bare) - 1, 1)
    parts = [text[place : place + each] for place in range(0, len(text), each)]
    return [(part, bare * len(part) / len(text), full * len(part) / len(text), tall) for part in parts]


def _next_stop(x: float, look: Look) -> float:
    """Where a tab at `x` leads to."""
    own = next((stop for stop in look.tabs if stop > x), None)
    if own is not None:
        return own
    step = look.tab or 72.0
    return (x // step + 1) * step
