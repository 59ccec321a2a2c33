"""How much room text takes: where its lines break and how high its paragraphs stand.

In: text with its looks and the width of its place. Out: lines and heights. All lengths are points. Breaks are
PowerPoint's: after spaces, hyphens, dashes and slashes, and inside a word only when it is wider than its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from pipeline.filling.fitting.hyphenating import Atom, hyphenated
from pipeline.filling.fitting.metrics import Face, ems, face
from pipeline.filling.lifting.breaks import pieces_of, without_trailing_spaces
from pipeline.ooxml.textbody import Look, Paragraph, Run, Spacing

SLACK = 1.02
"""Text counts as this much wider than its font says: programs break lines a little differently."""

_LEAST_LINE, _FOREIGN_LINE = 1.2, 1.45
"""PowerPoint and LibreOffice set lines at least this much apart, in sizes; a font with taller lines gets its own, and
so does the one that characters are taken from which the font lacks: those for Chinese and Japanese are the tallest."""
_OVERHANG = 0.15
"""How far, in sizes, letters reach below lines of an exact height."""
_STOPS = re.compile(r"([\n\t])")
_BULLET, _NUMBER, _ROMAN = 0.9, 1.5, 2.9
"""The width of a bullet, a number, a Roman number and the space after it, in ems: what an indent must hold."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a program sets type: `slack` as above, `least_line` the least distance from line to line, in sizes.

    A word is hyphenated where more than `zone` points of a line would be left empty; None is never. No more than
    `ladder` lines one under another end in a hyphen; 0 is any number. `foreign_line` is the least distance, in sizes,
    between lines with characters that their font lacks.
    """

    slack: float
    least_line: float
    zone: float | None = None
    foreign_line: float = 0.0
    ladder: int = 0


SLIDES = Manner(SLACK, _LEAST_LINE, foreign_line=_FOREIGN_LINE)
PAGES = Manner(1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, its width, its height before line spacing, and the word that is broken in it."""

    text: str
    width: float
    height: float
    broken: str = ""


class Extent(NamedTuple):
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
    return _wrapped(paragraph.runs, paragraph.look, paragraph.end, room, manner)


def _wrapped(runs: Sequence[Run], look: Look, end: float, room: float, manner: Manner) -> list[Line]:
    right = room - look.right
    start, hanging = _starts(look)
    if not runs:
        return [Line("", 0.0, _tall(face(look.font), end, manner))]
    text = runs[0].text
    if len(runs) == 1 and "\n" not in text and "\t" not in text:
        run = runs[0]
        letters = face(run.font, run.bold, run.italic)
        whole = _scaled(ems(letters, text), run, len(text), manner)
        if start + whole <= right:
            return [Line(text, start + whole, _tall_of(letters, text, run.size, manner))]
    return list(_filled(_atoms(runs, manner), look, start, hanging, right, manner))


def extent(paragraphs: Sequence[Paragraph], room: float) -> Extent:
    """What paragraphs take together in a place `room` wide, with their spacing."""
    if len(paragraphs) == 1:
        (only,) = paragraphs
        found = _extent(tuple([run[1:] for run in only.runs]), only.look, only.end, room)
        return found._replace(height=found.height + _OVERHANG * only.end) if only.look.line.exact else found
    height, widest, count, broken, gap = 0.0, 0.0, 0, "", 0.0
    for place, paragraph in enumerate(paragraphs):
        look = paragraph.look
        high, wide, lines, torn = _extent(tuple([run[1:] for run in paragraph.runs]), look, paragraph.end, room)
        if place:
            height += gap + _space(look.before, paragraph)
        height += high
        widest = max(widest, wide)
        broken = broken or torn
        gap = _space(look.after, paragraph)
        count += lines
    if paragraphs and paragraphs[-1].look.line.exact:
        height += _OVERHANG * paragraphs[-1].end
    return Extent(height, widest, count, broken)


_Typed = tuple[str, float, bool, bool, str, float]
"""A run without its element: text, size, bold, italic, font, tracking."""


@lru_cache(maxsize=8_192)
def _extent(typed: tuple[_Typed, ...], look: Look, end: float, room: float) -> Extent:
    """What one paragraph takes, without the space around it."""
    if len(typed) == 1:
        counted = _counted(typed[0], look, room)
        if counted is not None:
            return counted
    height, widest, broken = 0.0, 0.0, ""
    found = _wrapped([Run(None, *run) for run in typed], look, end, room, SLIDES)
    for line in found:
        height += look.line.value if look.line.exact else line.height * look.line.value
        widest = max(widest, line.width)
        broken = broken or line.broken
    return Extent(height, widest, len(found), broken)


def _counted(typed: _Typed, look: Look, room: float) -> Extent | None:
    """The extent of a paragraph in one look, as most are; None where it takes more than counting its words."""
    text, size, bold, italic, font, tracking = typed
    if "\n" in text or "\t" in text:
        return None
    letters = face(font, bold, italic)
    first, hanging = _starts(look)
    right = room - look.right
    scale, apart = size * SLACK, tracking * SLACK
    x, shown, widest, lines = first, first, 0.0, 1
    for piece, bare, full in _pieces(letters, text):
        length = bare * scale + apart * len(piece) if apart else bare * scale
        if x + length > right:
            if hanging + length > right or (lines == 1 and x == first):
                return None
            widest, lines, x = max(widest, shown), lines + 1, hanging
        shown = x + length
        x += full * scale + apart * len(piece) if apart else full * scale
    tall = look.line.value if look.line.exact else _tall_of(letters, text, size, SLIDES) * look.line.value
    return Extent(lines * tall, max(widest, shown), lines)


def longest_word(paragraph: Paragraph) -> float:
    """The width of the widest piece that is not broken, with the paragraph's indents."""
    start, hanging = _starts(paragraph.look)
    widest = max((bare for _, bare, _, _, _ in _atoms(paragraph.runs)), default=0.0)
    return max(start, hanging) + widest + paragraph.look.right


def _starts(look: Look) -> tuple[float, float]:
    """Where the first line's text starts, and that of the others."""
    first = look.left + look.indent
    if look.bullet:
        mark = look.size * (_BULLET if not look.numbering else _ROMAN if "roman" in look.numbering else _NUMBER)
        first = max(look.left, first + mark) if look.indent < 0 else first + mark
    return max(first, 0.0), look.left


def _tall(letters: Face, size: float, manner: Manner) -> float:
    return max(letters.line, manner.least_line) * size


def _tall_of(letters: Face, text: str, size: float, manner: Manner) -> float:
    """The height of a line with this text."""
    tall = _tall(letters, size, manner)
    if manner.foreign_line * size > tall and not text.isascii() and not _known(letters, text):
        return manner.foreign_line * size
    return tall


@lru_cache(maxsize=8_192)
def _known(letters: Face, text: str) -> bool:
    return letters.knows(text)


def _scaled(ems: float, run: Run, characters: int, manner: Manner) -> float:
    return (ems * run.size + run.tracking * characters) * manner.slack


def space_around(first: Paragraph, last: Paragraph) -> float:
    """The space above one paragraph and below another. The first in a shape needs none above, the last none below."""
    return _space(first.look.before, first) + _space(last.look.after, last)


def space_between(above: Paragraph, below: Paragraph) -> float:
    """The space between two paragraphs."""
    return _space(above.look.after, above) + _space(below.look.before, below)


def _space(spacing: Spacing, paragraph: Paragraph) -> float:
    if spacing.exact:
        return spacing.value
    size = max((run.size for run in paragraph.runs), default=paragraph.end)
    return spacing.value * size * 1.2


@lru_cache(maxsize=8_192)
def _pieces(letters: Face, text: str) -> tuple[tuple[str, float, float], ...]:
    """The unbreakable pieces of a text with their widths in ems, without and with trailing spaces."""
    found = []
    for piece in pieces_of(text):
        word = without_trailing_spaces(piece)
        bare = ems(letters, word)
        found.append((piece, bare, bare + ems(letters, piece[len(word) :]) if len(word) < len(piece) else bare))
    return tuple(found)


def _atoms(runs: Sequence[Run], manner: Manner = SLIDES) -> Iterator[Atom]:
    """The pieces, breaks and tabs of a paragraph's runs in order; a piece may go over several runs."""
    stretch: list[Run] = []
    for run in runs:
        if "\n" not in run.text and "\t" not in run.text:
            stretch.append(run)
            continue
        for part in _STOPS.split(run.text):
            if part in ("\n", "\t"):
                yield from _stretch_atoms(stretch, manner)
                stretch = []
                yield part, 0.0, 0.0, _tall(face(run.font, run.bold, run.italic), run.size, manner), ()
            elif part:
                stretch.append(run._replace(text=part))
    yield from _stretch_atoms(stretch, manner)


def _stretch_atoms(runs: Sequence[Run], manner: Manner) -> Iterator[Atom]:
    """The pieces of runs that have neither breaks nor tabs."""
    if len(runs) == 1:
        run = runs[0]
        letters = face(run.font, run.bold, run.italic)
        for piece, bare, full in _pieces(letters, run.text):
            count, tall = len(piece), _tall_of(letters, piece, run.size, manner)
            bare, full = _scaled(bare, run, count, manner), _scaled(full, run, count, manner)
            yield piece, bare, full, tall, ((piece, run),)
        return
    ends = list(accumulate(len(run.text) for run in runs))
    position = 0
    for piece in pieces_of("".join(run.text for run in runs)):
        word = without_trailing_spaces(piece)
        bare = full = tall = 0.0
        segments: list[tuple[str, Run]] = []
        for run, end in zip(runs, ends, strict=True):
            start = end - len(run.text)
            text = run.text[max(position - start, 0) : max(position + len(piece) - start, 0)]
            if text:
                letters = face(run.font, run.bold, run.italic)
                shown = text[: max(position + len(word) - max(start, position), 0)]
                bare += _scaled(ems(letters, shown), run, len(shown), manner)
                full += _scaled(ems(letters, text), run, len(text), manner)
                tall = max(tall, _tall_of(letters, text, run.size, manner))
                segments.append((text, run))
        position += len(piece)
        yield piece, bare, full, tall, tuple(segments)


def _filled(
    atoms: Iterator[Atom], look: Look, start: float, hanging: float, right: float, manner: Manner
) -> Iterator[Line]:
    """Lines filled from left to right."""
    line, steps = _Filling(start), 0
    for atom in atoms:
        text, bare, _, tall, segments = atom
        if text == "\n":
            yield line.done(tall)
            line, steps = _Filling(hanging), 0
        elif text == "\t":
            line.add((text, 0.0, _next_stop(line.x, look) - line.x, tall, segments))
        elif line.x + bare <= right:
            line.add(atom)
        else:
            if line.text:
                head, atom = hyphenated(atom, right - line.x, None if manner.ladder == steps > 0 else manner.zone)
                steps = 0 if head is None else steps + 1
                yield line.done() if head is None else line.add(head).done()
                line = _Filling(hanging)
            for chunk in _chunks(atom, right - line.x, right - hanging, manner):
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

    def add(self, atom: Atom) -> _Filling:
        text, bare, full, tall, _ = atom
        self.text += text
        self.shown = self.x + bare
        self.x += full
        self.tall = max(self.tall, tall)
        return self

    def done(self, tall: float = 0.0) -> Line:
        return Line(self.text, self.shown, self.tall or tall, self.broken)


def _chunks(atom: Atom, first: float, others: float, manner: Manner) -> list[Atom]:
    """A piece as it is, or when it is wider than a whole line, what each line holds of it: at least one character."""
    text, bare, _, tall, segments = atom
    if bare <= first:
        return [atom]
    lengths = [
        _scaled(ems(face(run.font, run.bold, run.italic), sign), run, 1, manner)
        for part, run in segments
        for sign in part
    ]
    chunks: list[Atom] = []
    start, used, room = 0, 0.0, first
    for place, length in enumerate(lengths):
        if place > start and used + length > room and text[place:].strip():
            chunks.append((text[start:place], used, used, tall, ()))
            start, used, room = place, 0.0, others
        used += length
    chunks.append((text[start:], used, used, tall, ()))
    return chunks


def _next_stop(x: float, look: Look) -> float:
    """Where a tab at `x` leads to: the next stop, as which the indent of a paragraph that hangs serves too."""
    own = next((stop for stop in look.tabs if stop > x), None)
    if look.indent < 0 and x < look.left and (own is None or own > look.left):
        return look.left
    if own is not None:
        return own
    step = look.tab or 72.0
    return (x // step + 1) * step
