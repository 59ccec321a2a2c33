"""The tags in a line of text.

In: a paragraph's whole text, however its runs cut it. Out: its tags in order, and the tags that are never closed.
A tag ends at its closing brackets outside quotes and inner braces: `}` and `%` in them are harmless. Typographic quotes
that Word puts in count as plain ones. docxtpl's level prefixes (`{%p`, `{%tr`, `{%tc`, `{{r`) are read off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["value", "block", "comment"]

LONGEST_TAG = 4_000
"""What opens and does not close within so many letters is not closed at all."""
MOST_UNCLOSED = 50
"""Nobody mends more of them in one text before looking again."""

_CLOSING: dict[str, tuple[Kind, str]] = {"{{": ("value", "}}"), "{%": ("block", "%}"), "{#": ("comment", "#}")}
_OPENING = re.compile(r"\{[{%#]")
_STEP = {closing: re.compile(rf"[\"']|{closing}|\{{[{{%#]|[{{}}]") for closing in ("}}", "%}")}
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
    """The tags of a text, and the positions of brackets that open and never close (the first `MOST_UNCLOSED`)."""
    tags: list[Tag] = []
    unclosed: list[int] = []
    position = 0
    plain = text.translate(_PLAIN_QUOTES)  # letter for letter
    while len(unclosed) < MOST_UNCLOSED and (match := _OPENING.search(plain, position)):
        kind, closing = _CLOSING[match.group()]
        end = _end_of_comment(plain, match.end()) if kind == "comment" else _end_of_tag(plain, match.end(), closing)
        if end < 0:
            unclosed.append(match.start())
            position = match.end()
            continue
        tags.append(_tag(kind, plain[match.end() : end - 2], match.start(), end))
        position = end
    return tags, unclosed


def _end_of_comment(plain: str, position: int) -> int:
    end = plain.find("#}", position)
    return end + 2 if end >= 0 else -1


def _end_of_tag(plain: str, position: int, closing: str) -> int:
    """The place after the closing brackets, or -1. A tag that opens before this one closes leaves it unclosed."""
    limit, inner = position + LONGEST_TAG, 0
    while match := _STEP[closing].search(plain, position, limit):
        found, position = match.group(), match.end()
        if found == closing and not (inner and found == "}}"):
            return position
        if found in "\"'":
            position = plain.find(found, position, limit) + 1
        elif found[0] == "}":
            inner, position = max(inner - 1, 0), match.start() + 1
        else:
            inner += 1
        if not position or _OPENING.match(found):
            return -1
    return -1


def _tag(kind: Kind, inner: str, start: int, end: int) -> Tag:
    level = ""
    inner = inner.removeprefix("-").removesuffix("-")  # Jinja's spaces: here position decides
    if kind != "comment" and (prefix := _PREFIX.match(inner)):
        level, inner = prefix.group(1), inner[prefix.end() :]
    return Tag(kind, " ".join(inner.split("\n")).strip(), start, end, level)
