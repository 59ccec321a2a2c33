"""Texts that must not reach a document: WB025 placeholders, WB057 a name not inflected, WB061 identity codes.

In: the roadmap. Out: findings, one for a cell. A personal identity code is never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.checking.data import phrases
from pipeline.checking.rows import rows, texts
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.model import Interview, Question, Roadmap

_UNPUBLISHED = frozenset({"note", "id"})
_IDENTITY_CODE = re.compile(r"(?<!\w)(\d{6})[-+A-FU-Y](\d{3})([0-9A-FHJ-NPR-Y])(?!\w)")
_CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_LONGEST_QUOTE = 40


def placeholders(roadmap: Roadmap) -> Iterator[Finding]:
    """WB025: text that was to be replaced still stands in a cell that may be published."""
    for row in rows(roadmap):
        if isinstance(row, Question) or (isinstance(row, Interview) and not row.publish):
            continue
        told: set[str] = set()
        for key, text in texts(row):
            found = "" if key in _UNPUBLISHED or key in told else placeholder(text)
            if found:
                told.add(key)
                yield Finding("WB025", row.place(key), {"text": found})


def identity_codes(roadmap: Roadmap) -> Iterator[Finding]:
    """WB061: a Finnish personal identity code stands in a cell, published or not."""
    for row in rows(roadmap):
        for key in dict.fromkeys(key for key, text in texts(row) if _has_identity_code(text)):
            yield Finding("WB061", row.place(key))


def genitive(roadmap: Roadmap) -> Iterator[Finding]:
    """WB057: the organisation's name in the genitive does not end as Finnish genitives do."""
    organisation = roadmap.organisation
    in_finnish = roadmap.language == "fi" and organisation.languages[:1] in ((), ("fi",))
    if in_finnish and organisation.genitive and not organisation.genitive.casefold().endswith("n"):
        yield Finding("WB057", organisation.place("genitive"), {"genitive": organisation.genitive})


def placeholder(text: str) -> str:
    """The first placeholder in a text, cut short, or nothing."""
    stripped = text.strip()
    if stripped.casefold() in _whole_cells():
        return stripped[:_LONGEST_QUOTE]
    match = _anywhere().search(text)
    return match.group().strip()[:_LONGEST_QUOTE] if match else ""


@cache
def _whole_cells() -> frozenset[str]:
    return frozenset(phrases("placeholder", "whole_cell"))


@cache
def _anywhere() -> re.Pattern[str]:
    phrase = "|".join(map(re.escape, phrases("placeholder", "anywhere")))
    capitals = "|".join(map(re.escape, phrases("placeholder", "capitals")))
    patterns = "|".join(phrases("placeholder", "patterns"))
    return re.compile(rf"(?<!\w)(?:{phrase}|(?-i:{capitals}))(?!\w)|{patterns}", re.IGNORECASE)


def _has_identity_code(text: str) -> bool:
    return any(
        _CHECK_CHARACTERS[int(match[1] + match[2]) % len(_CHECK_CHARACTERS)] == match[3]
        for match in _IDENTITY_CODE.finditer(text)
    )
