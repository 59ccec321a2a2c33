"""The tags in a line of text.

In: a paragraph's whole text, however its runs cut it. Out: its tags in order, and the tags that are never closed.
A tag ends at its closing brackets outside quotes, so `}` and `%` inside quotes are harmless. Typographic quotes that
Word puts in count as plain ones. docxtpl's level prefixes (`{%p`, `{%tr`, `{%tc`, `{{r`) are read off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["value", "block", "comment"]

_CLOSING: dict[str, tuple[Kind, str]] = {"{{": ("value", "}}"), "{%": ("block", "%}"), "{#": ("comment", "#}")}
_OPENING = re.compile(r"\{[{%#]")
_PREFIX = re.compile(r"(p|tr|tc|r)\s+(?=\S)")
_PLAIN_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\N{NO-BREAK SPACE}": " "})


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: what kind, its code without brackets, where it stands, and the level a docxtpl prefix asks for."""

    kind: Kind
    code: str
    start: int
    end: int
    level: str = ""

    @property
    def keyword(self) -> str:
        """The first word of a block tag: `for`, `endif` …"""
        return self.code.split(None, 1)[0] if self.code else ""


def find_tags(text: str) -> tuple[list[Tag], list[int]]:
    """The tags of a text, and the positions of brackets that open and never close."""
    tags: list[Tag] = []
    unclosed: list[int] = []
    position = 0
    while match := _OPENING.search(text, position):
        kind, closing = _CLOSING[match.group()]
        end = _end_of_tag(text, match.end(), closing, quoted=kind != "comment")
        if end < 0:
            unclosed.append(match.start())
            position = match.end()
            continue
        tags.append(_tag(kind, text[match.end() : end - 2], match.start(), end))
        position = end
    return tags, unclosed


def _end_of_tag(text: str, position: int, closing: str, *, quoted: bool) -> int:
    """The place after the closing brackets, or -1. A tag that opens before this one closes leaves it unclosed."""
    quote = ""
    plain = text.translate(_PLAIN_QUOTES)
    while position < len(text):
        letter = plain[position]
        if quote:
            quote = "" if letter == quote else quote
        elif text.startswith(closing, position):
            return position + 2
        elif quoted and letter in "\"'":
            quote = letter
        elif quoted and _OPENING.match(text, position):
            return -1
        position += 1
    return -1


def _tag(kind: Kind, inner: str, start: int, end: int) -> Tag:
    level = ""
    if kind != "comment" and (prefix := _PREFIX.match(inner)):
        level, inner = prefix.group(1), inner[prefix.end() :]
    code = " ".join(inner.translate(_PLAIN_QUOTES).split("\n")).strip()
    return Tag(kind, code.removeprefix("-").removesuffix("-").strip(), start, end, level)
