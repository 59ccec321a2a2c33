"""What people typed or pasted, made clean. In: a cell's text. Out: the text without what nobody meant to type.

Control characters, Excel's own `_x000D_`, zero-width characters, odd spaces, typed bullets; accents composed (NFC).
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_NO_BREAK = "\N{NO-BREAK SPACE}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c]")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ODD_SPACES = re.compile(r"[\t\u1680\u2000-\u200a\u205f\u3000]")
_NARROW = "\N{NARROW NO-BREAK SPACE}"
_LOOSE_NO_BREAK = re.compile(f"(?<!\\d){_NO_BREAK}(?!\\d)|{_NO_BREAK}(?=\\s)|(?<=\\s){_NO_BREAK}")
_SPACES = re.compile(r"[ ]{2,}")
_BULLET = re.compile(r"^[ ]*(?:[•·▪◦●○■‣⁃]|[–—*](?=\s))[ ]*", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LOOK_ALIKE = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_CLEAN = re.compile("[!-~\u00a1-\u00ac\u00ae-\u017f–—”“’…€]+(?: [!-~\u00a1-\u00ac\u00ae-\u017f–—”“’…€]+)*")
"""One line of letters and signs as people type them: most cells, and nothing to do for them."""
_PUNCTUATION = re.compile(r"[^\w%]+")


def clean(text: str) -> str:
    """One or several lines, without anything invisible; each line trimmed, odd and double spaces made single.

    A no-break space stays where it belongs, beside a figure: `12 500`, `54 %`.
    """
    if _CLEAN.fullmatch(text) and "_x" not in text:
        return text
    text = _ESCAPED.sub(_unescape, text)
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text)
    text = _ODD_SPACES.sub(" ", text).replace(_NARROW, _NO_BREAK)
    text = _SPACES.sub(" ", _LOOSE_NO_BREAK.sub(" ", text))
    lines = (line.strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """Clean text in which line breaks have become spaces."""
    return _SPACES.sub(" ", clean(text).replace("\n", " "))


def paragraphs(text: str) -> str:
    """Clean text of several paragraphs, with hand-typed bullets as `- ` items."""
    return _BULLET.sub("- ", clean(text))


def plain(text: str) -> str:
    """Clean text on one line with ordinary spaces only: for ids, choices, numbers and times."""
    return one_line(text).replace(_NO_BREAK, " ").strip()


def items(text: str, separators: str) -> tuple[str, ...]:
    """The items of a list in one cell: parts between any of `separators` and line breaks, bullets off, no repeats."""
    parts = re.split(f"[{re.escape(separators)}\n]", paragraphs(text))
    found = (part.strip().removeprefix("- ").strip() for part in parts)
    return tuple(dict.fromkeys(part for part in found if part))


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """How headers, titles and choices are compared: case, spaces and a trailing `*` do not matter."""
    return " ".join(plain(text).casefold().replace("*", " ").split())


def bare(text: str) -> str:
    """Folded text without punctuation: `Valmis!` is `valmis`."""
    return " ".join(_PUNCTUATION.sub(" ", folded(text)).split())


def writable(text: str) -> str:
    """Text as it can be written into a cell: what Excel had escaped is itself again, what no file may hold is off."""
    return _UNWRITABLE.sub("", _ESCAPED.sub(_unescape, text))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1, case aside."""
    return SequenceMatcher(None, folded(one), folded(other)).ratio()


def mixed_word(text: str) -> str:
    """The first word that mixes Latin with look-alike Greek or Cyrillic letters, or ""."""
    if not _LOOK_ALIKE.search(text):
        return ""
    words = (match.group() for match in _WORD.finditer(text))
    return next((word for word in words if _LATIN.search(word) and _LOOK_ALIKE.search(word)), "")


def shortened(text: str, longest: int = 60) -> str:
    """Text cut for a message."""
    line = one_line(text)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16))
