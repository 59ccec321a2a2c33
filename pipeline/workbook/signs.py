"""What a workbook of several groups says beside its rows: whose they are, and what is still to be decided.

In: the text of a cell in its own column. Out: which sign it begins with, and the groups. And the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import cast

from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import Mark, Sign
from pipeline.workbook.layout import layout
from pipeline.workbook.texts import folded

_NAMED = ": "
_BETWEEN = " | "


def sign_of(text: str) -> Sign:
    """The sign that a cell begins with, in any language; "" for one that only names groups."""
    word, colon, _ = text.partition(":")
    return _signs().get(folded(word).split(" ")[0], "") if colon and word.strip() else ""


def mark_of(text: str) -> Mark:
    """What a cell says: its sign and groups on the first line, and the lines below it."""
    line, _, rest = text.strip().partition("\n")
    sign = sign_of(line)
    named = line.partition(":")[2] if sign else line
    return Mark(sign, tuple(name for item in named.split(_BETWEEN.strip()) if (name := item.strip())), rest.strip())


def signed(sign: Sign, groups: Iterable[str], language: Language, of: str = "") -> str:
    """A cell's first line; `of` is the id of the row that a similar one is to be compared with."""
    names = _BETWEEN.join(groups)
    if not sign:
        return names
    word = next(item.label[language] for item in layout().signs if item.id == sign)
    return f"{word} {of}{_NAMED}{names}" if of else f"{word}{_NAMED}{names}"


@cache
def _signs() -> dict[str, Sign]:
    return {folded(label): cast("Sign", item.id) for item in layout().signs for label in item.label.values()}
