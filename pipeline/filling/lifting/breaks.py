"""Where a line of text may end: after spaces, hyphens, dashes and slashes, and between Chinese or Japanese characters.

In: a text without line breaks. Out: its pieces, none of which may be broken; each with the spaces after it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPACES = " \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000"
_SINGLE = (
    "\u2e80-\u2fdf\u3041-\u3096\u309d-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
)
"""Characters that stand for themselves: ideographs, kana, pictures. (Korean words are kept whole, as on slides.)"""
_NEVER_FIRST = (
    "、。，．・：；？！）」』】〉》〕］｝’”…‥ー々％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ.,:;!?)\\]}%"
    "\u200d\ufe0f\u20e3\U0001f3fb-\U0001f3ff"
)
_NEVER_LAST = "（「『【〈《〔［｛‘“(\\[{\u200d"
_BREAK = re.compile(
    rf"(?<=[{_SPACES}])(?=[^{_SPACES}])"  # after spaces
    r"|(?<=\S-)(?=[^\W\d])"  # after a hyphen inside a word, not in -5
    r"|(?<=[–—|])(?=\S)"  # after a dash: 2027–|2030
    r"|(?<=[^\W\d]/)(?=[^\W\d]+\W*(?:\s|$))"  # after a slash between words, not in I/2027 or an address
    rf"|(?<=[{_SINGLE}])(?=[^\s{_NEVER_FIRST}])"
    rf"|(?<=[^\s{_NEVER_LAST}])(?=[{_SINGLE}])(?![{_NEVER_FIRST}])"
)
_TRAILING = re.compile(rf"[{_SPACES}]+$")


def pieces_of(text: str) -> list[str]:
    """The pieces of a text, which together are the text."""
    found: list[str] = []
    for word in text.split(" "):
        if word:
            found += _pieces_of_word(word)
        else:
            found.append("")
        found[-1] += " "
    last = found.pop()[:-1]
    if last:
        found.append(last)
    return _with_spaces_joined(found) if "  " in text or text[:1] == " " else found


def without_trailing_spaces(piece: str) -> str:
    """A piece as wide as it shows at the end of a line."""
    return piece if piece[-1:] not in _ALL_SPACES else _TRAILING.sub("", piece)


_ALL_SPACES = frozenset(" \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000")


@lru_cache(maxsize=8_192)
def _pieces_of_word(word: str) -> tuple[str, ...]:
    return (word,) if word.isalnum() and word.isascii() else tuple(piece for piece in _BREAK.split(word) if piece)


def _with_spaces_joined(pieces: list[str]) -> list[str]:
    """Spaces that follow others belong to the piece before them."""
    joined: list[str] = []
    for piece in pieces:
        if joined and not piece.strip(" "):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
