"""Two versions of a text beside each other: the words that differ are marked, long stretches of the same are left out.

In: what a place said and what it says. Out: both as pieces, of which some are changed. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

ELLIPSIS = "…"
_TOKEN = re.compile(r"\w+(?:[.,:/\u00a0]\w+)*|\s+|[^\w\s]")
"""A figure is one word: 12 500, 1.1, III/2027."""
_UNPRINTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\U000f0000-\U0010ffff]+")
_BREAKS = re.compile(r"[\t\n\v\f\r ]+")
_BLANK_CELLS = re.compile(r"( \|)+(?= \||$)|^(\| )+")
_AROUND = 60
_LONGEST_PIECE = 200
_MOST_TOKENS = 1500
_OTHER_TEXT = 0.4
"""Two texts that share less are two texts: marks would only scatter over them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it differs from the other version's."""

    text: str
    changed: bool = False


Pieces = tuple[Piece, ...]


def clean(text: str) -> str:
    """A document's text on one line: what stands for pictures, fields and notes in it is not printed."""
    return _BREAKS.sub(" ", _UNPRINTED.sub("", text)).strip(" ")


def clean_row(text: str) -> str:
    """A table row's text, `a | b | | c`, without its blank cells."""
    return _BLANK_CELLS.sub("", clean(text)).strip(" |")


def says_nothing(text: str) -> bool:
    """Whether a text has no letter and no digit."""
    return not any(map(str.isalnum, clean(text)))


def shortened(text: str, longest: int) -> str:
    """A text cut at a word to fit, with an ellipsis."""
    if len(text) <= longest:
        return text
    head = text[:longest]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:–") + " " + ELLIPSIS


def marked(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Both versions with what differs marked and the rest shortened around it."""
    old, new = clean(before), clean(after)
    tokens, others = _TOKEN.findall(old), _TOKEN.findall(new)
    if not (tokens and others) or max(len(tokens), len(others)) > _MOST_TOKENS:
        return _whole(old), _whole(new)
    if old == new:
        return _whole(old), _whole(new)
    matcher = SequenceMatcher(None, tokens, others, autojunk=False)
    if matcher.ratio() < _OTHER_TEXT:
        return _whole(old), _whole(new)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        changed = kind != "equal"
        left.append(Piece("".join(tokens[start:end]), changed))
        right.append(Piece("".join(others[other_start:other_end]), changed))
    return _around_changes(_joined(left)), _around_changes(_joined(right))


def _whole(text: str) -> Pieces:
    return (Piece(shortened(text, _LONGEST_PIECE * 2)),) if text else ()


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Changed words with only a space between them are one stretch; so are neighbours of one sort.

    A changed stretch without words is where the other version has some: what stands around it is shown.
    """
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        between = 0 < place < len(pieces) - 1 and piece.text.isspace() and found and found[-1].changed
        changed = piece.changed or bool(between and pieces[place + 1].changed and pieces[place + 1].text)
        if found and found[-1].changed == changed:
            found[-1] = replace(found[-1], text=found[-1].text + piece.text)
        else:
            found.append(Piece(piece.text, changed))
    return found


def _around_changes(pieces: list[Piece]) -> Pieces:
    last = len(pieces) - 1
    return tuple(
        Piece(shortened(piece.text, _LONGEST_PIECE), True)
        if piece.changed
        else Piece(_edges(piece.text, first=place == 0, last=place == last))
        for place, piece in enumerate(pieces)
        if piece.text
    )


def _edges(text: str, *, first: bool, last: bool) -> str:
    """What stands next to a change of a text that is the same in both versions."""
    if len(text) <= 2 * _AROUND + len(ELLIPSIS):
        return text
    head = "" if first else text[:_AROUND].rpartition(" ")[0] + " "
    tail = "" if last else " " + text[-_AROUND:].partition(" ")[2]
    return f"{head}{ELLIPSIS}{tail}"
