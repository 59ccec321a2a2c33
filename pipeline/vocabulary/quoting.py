"""Texts as findings quote them: on one line, and no longer than a message bears.

In: text as somebody typed it. Out: its beginning, or what stands around a spot of it.
"""

from __future__ import annotations

_BEFORE, _AFTER, _LONGEST_TAG = 24, 36, 60
_SPACES_TOO = 20
"""So many times its length a text is looked at, since spaces go from it."""


def shortened(text: str, limit: int = 60) -> str:
    """A text on one line, of which so many letters are shown."""
    plain = " ".join(text[: limit * _SPACES_TOO].split())
    return plain if len(plain) <= limit else f"{plain[: limit - 1]}…"


def begun(text: str, limit: int = 60) -> str:
    """The beginning of a text on one line, cut between words, with `…` where it goes on."""
    return _end_cut(" ".join(text[: limit * _SPACES_TOO].split()), limit)


def marked(text: str, start: int, end: int) -> str:
    """A text shortened around its letters from `start` to `end`, with marks round them: `… goal »{{ nmae }}« by …`."""
    before, tag, after = (" ".join(part.split()) for part in (f"{text[:start]}·", text[start:end], f"·{text[end:]}"))
    before, after = before.removesuffix("·"), after.removeprefix("·")
    if not tag:
        return _end_cut(before + after, _BEFORE + _LONGEST_TAG)
    return f"{_start_cut(before, _BEFORE)}»{_end_cut(tag, _LONGEST_TAG)}«{_end_cut(after, _AFTER)}"


def _end_cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rpartition(' ')[0] or text[: limit - 1]}…"


def _start_cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"…{text[1 - limit :].partition(' ')[2] or text[1 - limit :]}"
