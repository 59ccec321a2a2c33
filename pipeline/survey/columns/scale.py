"""One answer to a code: a level, don't know, missing, or off the scale.

In: a cell as a number, a word or both (`5`, `4,0`, `5 = Erinomainen`, `Hyvä (4)`), and how the column is to be read.
Out: a code that fits a byte, so that a column of answers is a `bytes` object and counting it takes no loop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from pipeline.survey.files.gathering import Cells
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


@dataclass(frozen=True, slots=True)
class Measure:
    """How the answers of a column are read: words and numbers to codes, and what the codes are worth.

    Words are keys of `word_key`. `trusted`: a number beside a word that is not known counts however they are written.
    """

    scale: Scale
    words: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[int, int] = field(default_factory=dict)
    trusted: bool = False


def own_scale() -> Scale:
    """The roadmap's own scale: every code is worth itself."""
    return own_measure().scale


@cache
def own_measure() -> Measure:
    """How a column on the roadmap's own scale is read."""
    known = questionnaire()
    levels = range(1, known.levels + 1)
    return Measure(Scale(tuple(map(Fraction, levels))), MappingProxyType(dict(known.scale)), {n: n for n in levels})


_NUMBER = re.compile(r"[+]?(\d{1,3})(?:[.,]0+)?")
_NUMBER_FIRST = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*([=:.)-]?)\s*(.+)")
_NUMBER_LAST = re.compile(r"(.+?)\s*(?:\((\d{1,3})\)|[=:-]\s*(\d{1,3}))")


def codes(cells: Iterable[Cell], measure: Measure | None = None) -> bytes:
    """The codes of a column, on the roadmap's own scale unless told. Each different answer is understood once."""
    column = cells if isinstance(cells, Cells) else Cells(cells)
    known = {cell: code(cell, measure) for cell in column.different}
    return bytes(map(known.__getitem__, column))


def code(cell: Cell, measure: Measure | None = None) -> int:
    """The code of one answer."""
    measure = measure or own_measure()
    if cell is None:
        return MISSING
    if isinstance(cell, bool):
        return OFF_SCALE
    if isinstance(cell, int | float | Decimal):
        whole = 0 <= cell < 1000 and cell == int(cell)
        return _code_of_number(int(cell), measure) if whole else OFF_SCALE
    return _code_of_text(answer_key(cell), measure) if isinstance(cell, str) else OFF_SCALE


def answer_key(text: str) -> str:
    """An answer for comparing: as `word_key`, without the semicolon that a tool puts last."""
    return word_key(text).rstrip(";").rstrip()


def number_and_word(cell: Cell) -> tuple[int | None, str]:
    """The number that an answer holds, or None, and the word beside it: `5 = Hyvä` → 5, hyvä."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        return None, ""
    if not isinstance(cell, str):
        return (int(cell), "") if 0 <= cell < 1000 and cell == int(cell) else (None, "")
    text = answer_key(cell)
    if number := _NUMBER.fullmatch(text):
        return int(number[1]), ""
    if (first := _NUMBER_FIRST.fullmatch(text)) and not first[3][0].isdigit():
        return int(first[1]), first[3].strip("() ")
    if last := _NUMBER_LAST.fullmatch(text):
        return int(last[2] or last[3]), last[1].strip("() ")
    return None, text


def _code_of_text(text: str, measure: Measure) -> int:
    word = _code_of_word(text, measure)
    if word != OFF_SCALE:
        return word
    if number := _NUMBER.fullmatch(text):
        return _code_of_number(int(number[1]), measure)
    if first := _NUMBER_FIRST.fullmatch(text):
        return _agreed(int(first[1]), first[3], measure, trusted=measure.trusted or first[2] == "=")
    if last := _NUMBER_LAST.fullmatch(text):
        return _agreed(int(last[2] or last[3]), last[1], measure, trusted=measure.trusted)
    return OFF_SCALE


def _code_of_word(text: str, measure: Measure) -> int:
    known = questionnaire()
    if text in measure.words:
        return measure.words[text]
    if text in known.missing:
        return MISSING
    return DONT_KNOW if text in known.dont_know else OFF_SCALE


def _agreed(number: int, text: str, measure: Measure, *, trusted: bool) -> int:
    """The code when number and word say the same.

    A word of another instrument is taken after `5 =`, unless we know that instrument and its word says otherwise. Where
    numbers have no worth, the word alone counts.
    """
    word = _code_of_word(text.strip("() "), measure)
    if word == DONT_KNOW:
        return DONT_KNOW
    if not measure.numbers:
        return word
    level = _code_of_number(number, measure)
    unknown = word == OFF_SCALE and trusted and not _says_more(text)
    if unknown and not measure.trusted:
        unknown = not _says_otherwise(text.strip("() "), number)
    return level if word == level or unknown else OFF_SCALE


def _says_more(text: str) -> bool:
    """Whether what stands beside a number is another number, or leads to one: `3 tai 4`."""
    return any(map(str.isdigit, text)) or text.split(maxsplit=1)[0] in questionnaire().between


def _says_otherwise(word: str, number: int) -> bool:
    """Whether a word of a scale that we know is worth something else than the number beside it."""
    known = questionnaire()
    worths = (known.scale, *(scale.worth for scale in known.scales))
    said = {worth[word] for worth in worths if word in worth}
    return bool(said) and number not in said


def _code_of_number(number: int, measure: Measure) -> int:
    return measure.numbers.get(number, OFF_SCALE)


def looks_like_answers(cells: Iterable[Cell]) -> bool:
    """Whether at least half of what was answered is on the scale, or says that one does not know."""
    given = codes(cells).replace(bytes([MISSING]), b"")
    return bool(given) and 2 * given.count(OFF_SCALE) <= len(given)
