"""How wide each character of a font is, without needing the font: the numbers of the common ones are bundled.

In: a family's name and style. Out: a `Face`. A family that is not bundled is read from the system's own fonts, and
when it isn't there either, a substitute stands in that is wide enough for it, and says so.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.filling.fitting.typeface import Typeface, read_typefaces

_BUNDLED = {
    "": "carlito",
    "calibri": "carlito",
    "carlito": "carlito",
    "cambria": "caladea",
    "caladea": "caladea",
    "arial": "liberation-sans",
    "helvetica": "liberation-sans",
    "liberation sans": "liberation-sans",
    "times new roman": "liberation-serif",
    "liberation serif": "liberation-serif",
}
_STYLES = {(False, False): "regular", (True, False): "bold", (False, True): "italic", (True, True): "bold_italic"}
_SANS, _SERIF = "liberation-sans", "liberation-serif"
_ESTIMATES = {
    "aptos": (_SANS, 1.05, 1.08),
    "century gothic": (_SANS, 1.18, 1.2),
    "eb garamond": (_SERIF, 1.05, 1.08),
    "franklin gothic book": (_SANS, 1.03, 1.08),
    "franklin gothic medium": (_SANS, 1.06, 1.1),
    "garamond": (_SERIF, 1.02, 1.06),
    "georgia": (_SERIF, 1.28, 1.34),
    "gill sans": (_SANS, 1.0, 1.08),
    "gill sans mt": (_SANS, 1.0, 1.08),
    "lato": (_SANS, 1.05, 1.06),
    "montserrat": (_SANS, 1.22, 1.24),
    "open sans": (_SANS, 1.12, 1.16),
    "roboto": (_SANS, 1.05, 1.04),
    "segoe ui": (_SANS, 1.04, 1.08),
    "source sans 3": (_SANS, 1.03, 1.04),
    "source sans pro": (_SANS, 1.03, 1.04),
    "tahoma": (_SANS, 1.03, 1.1),
    "trebuchet ms": (_SANS, 1.03, 1.06),
    "verdana": (_SANS, 1.18, 1.24),
}
"""A bundled font that a family resembles, and how much wider to count it, plain and bold: on the safe side. Georgia and
Verdana are counted as wide as DejaVu, which other programs than Office take in their place."""
_WIDEST = (_SANS, 1.2, 1.25)
"""For a family that nothing is known of: the widest bundled one, widened past Verdana and DejaVu."""
_SUBSTITUTE_LINE = 1.37
"""Open Sans has lines of 1.36."""
_UNKNOWN_WIDTH, _UNKNOWN_LETTER = 1.4, 1.0
"""An emoji in ems, and a letter, as Chinese ones are; nothing that a roadmap holds is wider."""
_STAND_INS = ("carlito", "liberation-sans")
_FIXED_SPACES = {chr(0x2000 + place): 1 / parts for place, parts in enumerate((2, 1, 2, 1, 3, 4, 6, 2, 4, 5, 10))}
"""The spaces from the en quad to the hair space, in ems."""
_BOLDER = 1.1
_MOST_FILES, _MOST_BYTES = 20_000, 40 * 1024 * 1024


class Face:
    """One style of one family. Widths and `line`, from line to line, are for text of size 1.

    `substitute` is True when another font's numbers stand in.
    """

    __slots__ = ("_widths", "line", "substitute")

    def __init__(self, widths: dict[str, float], line: float, *, substitute: bool = False) -> None:
        self._widths = _with_spaces(widths)
        self.line = line
        self.substitute = substitute

    def width(self, text: str) -> float:
        """The width of a text of size 1, without kerning, which only makes it narrower."""
        widths = self._widths
        try:
            return sum([widths[character] for character in text])
        except KeyError:
            return sum([widths[character] if character in widths else _elsewhere(character) for character in text])

    def knows(self, text: str) -> bool:
        """Whether the font has all of a text's characters, so that none is taken from another."""
        return all(character in self._widths or character in "\n\t" for character in text)


@lru_cache(maxsize=8_192)
def ems(letters: Face, text: str) -> float:
    """The width of a text of size 1, as `Face.width`, kept: the same words come again and again."""
    return letters.width(text)


def _with_spaces(widths: dict[str, float]) -> dict[str, float]:
    """Adds what programs draw even when a font lacks it: spaces that do not break, marks that take no room."""
    space, hyphen = widths.get(" ", 0.25), widths.get("-", 0.33)
    known = {"\N{NO-BREAK SPACE}": space, "\N{NARROW NO-BREAK SPACE}": space, "\N{NON-BREAKING HYPHEN}": hyphen}
    empty = dict.fromkeys(
        [chr(code) for code in (0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x300, 0x370), *range(0xFE00, 0xFE10))],
        0.0,
    )
    return {**empty, **_FIXED_SPACES, **known, **widths}


@lru_cache(maxsize=1024)
def _elsewhere(character: str) -> float:
    """The width of a character that a font lacks, in the fonts that programs take it from instead."""
    found = (_bundled(name, "regular")[0].get(character) for name in _STAND_INS)
    unknown = _UNKNOWN_LETTER if unicodedata.category(character) == "Lo" else _UNKNOWN_WIDTH
    return max((width for width in found if width is not None), default=unknown)


@lru_cache(maxsize=64)
def face(family: str, bold: bool = False, italic: bool = False) -> Face:
    """The face of a family and style; an unknown family is measured with a substitute."""
    key = family.strip().casefold()
    if key in _BUNDLED:
        return Face(*_bundled(_BUNDLED[key], _STYLES[bold, italic]))
    found = _installed(key, bold, italic) if key[:3] in _installed_starts() else None
    if found is not None:
        wider = _BOLDER if bold and not found.bold else 1.0
        widths = {chr(code): wider * width / found.em for code, width in found.widths.items()}
        return Face(widths, found.line / found.em)
    return _substitute(key, bold, italic)


def _substitute(family: str, bold: bool, italic: bool) -> Face:
    """What stands in for a font that is not to be had."""
    name, plain_wider, bold_wider = _ESTIMATES.get(family, _WIDEST)
    wider = bold_wider if bold else plain_wider
    widths, line = _bundled(name, _STYLES[bold, italic])
    widened = {character: width * wider for character, width in widths.items()}
    return Face(widened, max(line, _SUBSTITUTE_LINE), substitute=True)


@lru_cache(maxsize=16)
def _bundled(name: str, style: str) -> tuple[dict[str, float], float]:
    """Widths and line height of a bundled family; an unknown style is a fault of ours."""
    numbers = _numbers(name)[style]
    em = numbers["em"]
    widths = {
        chr(int(start, 16) + place): width / em
        for start, run in numbers["widths"].items()
        for place, width in enumerate(run)
    }
    return widths, numbers["line"] / em


@cache
def _numbers(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((files("pipeline") / "data" / "metrics" / f"{name}.json").read_bytes())
    return data


def _installed(family: str, bold: bool, italic: bool) -> Typeface | None:
    """A font of the system by its family: the style asked for, or else another of the family."""
    other: Typeface | None = None
    for path in _font_files(family):
        for found in _readable(path):
            if found.family.casefold() == family:
                if (found.bold, found.italic) == (bold, italic):
                    return found
                other = other or found
    return other


def _readable(path: Path) -> tuple[Typeface, ...]:
    try:
        return read_typefaces(path.read_bytes()) if path.stat().st_size <= _MOST_BYTES else ()
    except OSError:
        return ()


def _font_files(family: str) -> Iterator[Path]:
    """Font files whose name begins as the family's does: FRABK.TTF may be Franklin Gothic Book."""
    start = family[:3]
    for path in _all_font_files():
        if path.name.casefold().startswith(start):
            yield path


@cache
def _all_font_files() -> tuple[Path, ...]:
    found = islice((path for top in _font_folders() for path in _files_below(top)), _MOST_FILES)
    return tuple(path for path in found if path.suffix.lower() in (".ttf", ".otf", ".ttc"))


def _files_below(top: Path) -> Iterator[Path]:
    """The files below a folder by their names: which of two fonts counts is not for the disk to choose."""
    for folder, below, names in os.walk(top):
        below.sort()
        yield from (Path(folder) / name for name in sorted(names))


@cache
def _installed_starts() -> frozenset[str]:
    return frozenset(path.name.casefold()[:3] for path in _all_font_files())


def _home() -> Path:
    """The user's folder; the present one for a user who has none, as services don't."""
    try:
        return Path.home()
    except RuntimeError:
        return Path()


def _font_folders() -> tuple[Path, ...]:
    home = _home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts"
        return (Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local)
    if sys.platform == "darwin":
        return (Path("/Library/Fonts"), Path("/System/Library/Fonts"), home / "Library" / "Fonts")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local" / "share" / "fonts")
