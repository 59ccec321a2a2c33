"""One answer to a code: a level, don't know, missing, or off the scale.

In: a cell as a number, a word or both (`5`, `4,0`, `5 = Erinomainen`, `Hyvä (4)`). Out: a code that fits a byte, so
that a column of answers is a `bytes` object and counting it takes no loop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.survey.files.grid import Cell
from pipeline.survey.questionnaire import questionnaire, word_key

MISSING = 0
DONT_KNOW = 254
OFF_SCALE = 255
"""Codes beside the levels 1, 2, 3 …"""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the codes 1, 2, 3 … of a statement are worth in steps of the roadmap's scale.

    A statement on the roadmap's own scale is worth its code; a reversed one has its values backwards; one on a scale of
    1–7 has seven values from the lowest step to the highest.
    """

    values: tuple[Fraction, ...]

    @property
    def steps(self) -> tuple[int, ...]:
        """The step that each code counts to in a distribution: the nearest, halves up."""
        return tuple(int(value + Fraction(1, 2)) for value in self.values)


def own_scale() -> Scale:
    """The roadmap's own scale: every code is worth itself."""
    return Scale(tuple(map(Fraction, range(1, questionnaire().levels + 1))))


_NUMBER = re.compile(r"[+]?(\d{1,3})(?:[.,]0+)?")
_NUMBER_FIRST = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*([=:.)-]?)\s*(.+)")
_NUMBER_LAST = re.compile(r"(.+?)\s*(?:\((\d{1,3})\)|[=:-]\s*(\d{1,3}))")


def codes(cells: Iterable[Cell]) -> bytes:
    """The codes of a column. Each different answer is understood once."""
    column = tuple(cells)
    known = {cell: code(cell) for cell in set(column)}
    return bytes(map(known.__getitem__, column))


def code(cell: Cell) -> int:
    """The code of one answer."""
    if cell is None:
        return MISSING
    if isinstance(cell, bool):
        return OFF_SCALE
    if isinstance(cell, int | float | Decimal):
        return _level(int(cell)) if 0 <= cell < 1000 and cell == int(cell) else OFF_SCALE
    return _code_of_text(word_key(cell).rstrip(";").rstrip()) if isinstance(cell, str) else OFF_SCALE


def _code_of_text(text: str) -> int:
    word = _code_of_word(text)
    if word != OFF_SCALE:
        return word
    number = _NUMBER.fullmatch(text)
    if number:
        return _level(int(number[1]))
    first = _NUMBER_FIRST.fullmatch(text)
    if first:
        return _agreed(int(first[1]), first[3], trusted=first[2] == "=")
    last = _NUMBER_LAST.fullmatch(text)
    return _agreed(int(last[2] or last[3]), last[1], trusted=False) if last else OFF_SCALE


def _code_of_word(text: str) -> int:
    known = questionnaire()
    if text in known.missing:
        return MISSING
    if text in known.dont_know:
        return DONT_KNOW
    return known.scale.get(text, OFF_SCALE)


def _agreed(number: int, text: str, *, trusted: bool) -> int:
    """The level when number and word say the same; a word of another instrument is taken only after `5 =`."""
    word = _code_of_word(text.strip("() "))
    if word == DONT_KNOW:
        return DONT_KNOW
    level = _level(number)
    unknown_word = word == OFF_SCALE and trusted and not text[0].isdigit()
    return level if word == level or unknown_word else OFF_SCALE


def _level(number: int) -> int:
    return number if 1 <= number <= questionnaire().levels else OFF_SCALE


def looks_like_answers(cells: Iterable[Cell]) -> bool:
    """Whether at least half of what was answered is on the scale, or says that one does not know."""
    given = codes(cells).replace(bytes([MISSING]), b"")
    return bool(given) and 2 * given.count(OFF_SCALE) <= len(given)
