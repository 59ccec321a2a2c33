"""Where a text may be parted between two slides: after a sentence, and in a long enumeration after one of its items.

In: a text. Out: stretches (start, end) in order, without the spaces between them.
"""

from __future__ import annotations

import re

Stretch = tuple[int, int]

_END = re.compile(r"(?:(?<![.!?…])[.!?…]+[\"”’')\]»]*(?=\s)|[。！？]+[」』）]*)(\s*)(?=\S)")
_ITEM_END = re.compile(r"[,;](\s+)(?=\S)")
_WORD = re.compile(r"\S*$")
_SHORTENED = frozenset(
    "esim ks kts mm ym yms jne ns ts tms mr nro puh so toim vrt vs "  # Finnish
    "bl dvs ev ex fr jfr kl mfl nr osv resp s.k st t.ex tel tex "  # Swedish
    "al approx cf dept e.g eg etc fig i.e ie incl no prof dr ca".split()  # English, and what all use
)
_LONGEST_ITEM, _FEWEST_ITEMS = 40, 8
"""An enumeration has many short items; a sentence with commas is not one."""


def sentences(text: str) -> list[Stretch]:
    """The sentences of a text. What begins with a small letter, or follows an abbreviation, goes on."""
    return _stretches(text, [match for match in _END.finditer(text) if _ends(text, match)])


def items(text: str) -> list[Stretch]:
    """The items of an enumeration, such as the ids of many actions; the text whole when it is not one."""
    found = _stretches(text, list(_ITEM_END.finditer(text)))
    listed = len(found) >= _FEWEST_ITEMS and all(end - start <= _LONGEST_ITEM for start, end in found)
    return found if listed else [(0, len(text))]


def _stretches(text: str, gaps: list[re.Match[str]]) -> list[Stretch]:
    starts = [0, *(gap.end(1) for gap in gaps)]
    ends = [*(gap.start(1) for gap in gaps), len(text)]
    return list(zip(starts, ends, strict=True))


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence."""
    if text[match.end()].islower():
        return False
    word = _WORD.search(text, max(match.start() - 20, 0), match.start())
    last = word.group().lstrip("(\"”’'") if word else ""
    initial = len(last) == 1 and last.isupper()
    return text[match.start()] != "." or not (initial or last.casefold() in _SHORTENED)
