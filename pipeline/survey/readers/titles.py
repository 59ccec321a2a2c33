"""What the texts above a table of means tell: whose means they are, of which year or group, of how many people.

In: title rows, the sheet's name and headers. Out: this survey, the last one or a reference group; a name; counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from pipeline.survey.answers import MeansOf
from pipeline.survey.questionnaire import questionnaire, word_key
from pipeline.survey.readers.figures import whole
from pipeline.survey.readers.words import export_words

_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_FIGURE = r"(?<!\d)(?<!\d[.,/-])(\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d+)(?!\d)"


def whose(texts: Iterable[str]) -> MeansOf:
    """Whose means they are by the first text that says so; this survey's when none does."""
    known = export_words()
    for word in (word for text in texts for word in _WORD.findall(word_key(text))):
        if word.startswith(known.reference):
            return "reference"
        if word.startswith(known.previous):
            return "previous"
    return "current"


def name(texts: Sequence[str], of: MeansOf) -> str:
    """A reference group's name, which follows a colon (`Vertailuryhmä: Itärannan kunnat`), else the survey's year."""
    if of == "reference":
        named = (text.partition(":")[2] for text in texts if whose([text.partition(":")[0]]) == of)
        return next((group for text in named if (group := text.partition(",")[0].strip())), "")
    years = (found[0] for text in texts if (found := _YEAR.search(text)))
    return next(years, "")


def respondents(texts: Iterable[str]) -> int | None:
    """How many answered, as the texts tell: `2 535 vastaajaa`, `n = 2535`."""
    return _counted(texts, export_words().respondents)


def organisations(texts: Iterable[str]) -> int | None:
    """How many organisations answered, as the texts tell: `24 kuntaa`."""
    return _counted(texts, export_words().organisations)


def _counted(texts: Iterable[str], words: Sequence[str]) -> int | None:
    """The number beside one of the words: after a colon whatever it is, else only one that is no year."""
    keys = list(map(word_key, texts))
    known, altogether = _either(words), _either(questionnaire().totals)
    told = (match[1] for key in keys for match in re.finditer(rf"\b(?:{known})\s*[:=]\s*{_FIGURE}", key))
    ways = (rf"{_FIGURE}\s+(?:{known})\b", rf"\b(?:{known})(?:\s+(?:{altogether}))?\s+{_FIGURE}(?!\s+\w)")
    beside = (match[1] for way in ways for key in keys for match in re.finditer(way, key))
    return next(map(whole, chain(told, (figure for figure in beside if not _YEAR.fullmatch(figure)))), None)


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
