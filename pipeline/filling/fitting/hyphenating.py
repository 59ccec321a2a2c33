"""Where a word is parted at the end of a line.

In: a piece of text that is too wide for what is left of its line. Out: what of it stays there with a hyphen, and the
rest. All lengths are points.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.filling.fitting.metrics import ems, face
from pipeline.ooxml.textbody import Run

_SYLLABLE = re.compile(r"(?<=[^\W\d_]{2})(?=[bcdfghjklmnpqrstvwxzšž][aeiouyåäöéü])")
_SHORTEST, _TWIPS = 5, 20
"""The shortest word that is hyphenated, in letters; programs count the zone in twips."""

Segments = tuple[tuple[str, Run], ...]
Atom = tuple[str, float, float, float, Segments]
"""A piece that is not broken: its text, width without and with its trailing spaces, its line's height, its runs."""


def hyphenated(atom: Atom, room: float, zone: float | None) -> tuple[Atom | None, Atom]:
    """The part of a word that still fits on a line with its hyphen, and the rest. Words are parted before a consonant
    that a vowel follows, as in Finnish; a word stays whole where no more than `zone` would be left empty."""
    text, bare, full, tall, segments = atom
    if zone is None or round(room * _TWIPS) <= round(zone * _TWIPS) or len(text) < _SHORTEST:
        return None, atom
    counted = bare / (_width(segments, text.rstrip()) or 1.0)
    for last in _places(text):
        head = text[:last] + "-"
        taken, shown = (_width(segments, part) * counted for part in (text[:last], head))
        if shown <= room:
            rest = text[last:], bare - taken, full - taken, tall, _after(segments, last)
            return (head, shown, 0.0, tall, segments), rest
    return None, atom


@lru_cache(maxsize=8_192)
def _places(text: str) -> tuple[int, ...]:
    """Where a word may be parted, the last place first."""
    return tuple(match.start() for match in _SYLLABLE.finditer(text))[::-1]


def _width(segments: Segments, text: str) -> float:
    """How wide a text is in the type of the runs that it goes over."""
    taken, start = 0.0, 0
    for place, (own, run) in enumerate(segments):
        end = start + len(own) if place < len(segments) - 1 else len(text)
        part = text[start:end]
        taken += ems(face(run.font, run.bold, run.italic), part) * run.size + run.tracking * len(part)
        start = end
    return taken


def _after(segments: Segments, start: int) -> Segments:
    """What is left of runs' texts from a character on."""
    left: list[tuple[str, Run]] = []
    for text, run in segments:
        if start < len(text):
            left.append((text[max(start, 0) :], run))
        start -= len(text)
    return tuple(left)
