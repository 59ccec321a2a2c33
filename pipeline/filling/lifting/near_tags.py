"""Text that looks like a tag but is none: `{ {name}}`, `{ % if x %}`, `{goal.name}`, an end without a beginning.

In: a paragraph's text and its tags. Out: what would be printed as it stands though nobody can have meant that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline.filling.lifting.tags import Tag
from pipeline.filling.programs.bounds import MOST_FAULTS
from pipeline.vocabulary.findings import Phrase, Term

_SPACED = re.compile(r"(\{\s+[{%])\s*([\w(\"'“‘].{0,300}?)\s{0,20}(\}\s{0,20}\}|%\s{0,20}\})")
_SINGLE = re.compile(r"(?<!\{)\{\s*([A-Za-z]\w*(?:\.[A-Za-z]\w*)+)\s*\}(?!\})")
_STRAY = re.compile(r"\}\}|%\}|#\}")
_LOOKS = (_SPACED, _SINGLE, _STRAY)


@dataclass(frozen=True, slots=True)
class NearTag:
    """A stretch of text that looks like a tag, why it is none, and what to do."""

    start: int
    end: int
    reason: Term
    advice: Term


def near_tags(text: str, tags: Sequence[Tag], unclosed: Sequence[int]) -> Iterator[NearTag]:
    """What looks like a tag between the tags of a text. Behind a tag that is not closed nothing is sure."""
    rest = _without(text, ((tag.start, tag.end) for tag in tags))
    rest = rest[: min(unclosed)] if unclosed else rest
    for look in _LOOKS:
        matches = list(islice(look.finditer(rest), MOST_FAULTS))
        yield from (_described(found, look) for found in matches)
        rest = _without(rest, (found.span() for found in matches))


def _without(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """The text with as many zeros in the place of each stretch."""
    pieces, end = [], 0
    for start, stop in stretches:
        pieces += [text[end:start], "\x00" * (stop - start)]
        end = stop
    return "".join(pieces) + text[end:]


def _described(found: re.Match[str], look: re.Pattern[str]) -> NearTag:
    if look is _SPACED:
        opening, closing = ("{%", "%}") if "%" in found[1] else ("{{", "}}")
        nearest = f"{opening} {found[2].rstrip()} {closing}"
        advice: Term = Phrase("template.advice.spaced", nearest=nearest)
        reason = Term("template.spaced")
    elif look is _SINGLE:
        reason, advice = Term("template.single"), Phrase("template.advice.single", nearest=f"{{{{ {found[1]} }}}}")
    else:
        reason, advice = Term("template.stray"), Term("template.advice.stray")
    return NearTag(found.start(), found.end(), reason, advice)
