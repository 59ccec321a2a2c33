"""Names of people in running text: first names in their case forms, and surnames after a title.

In: a text of any length. Out: whether it names somebody. Every word is looked at once; no pattern goes back.
Finnish first names inflect almost freely (Matti: Matin, Matille), so their forms are made of the list
`data/personal_names.toml` once, when the first open answer is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?\b|\b[A-ZÀ-ÖØ-Þ]{2,}\b|\b[A-ZÀ-ÖØ-Þ]\.")
_SMALL = re.compile(r"\b([a-zß-öø-ÿ]+) ([a-zß-öø-ÿ]{2,}(?:nen|sen|selle|sella|selta))\b")
_WORD_BEFORE = re.compile(r"([\w-]+)\.?[ \t]{1,3}$")
_GAP = re.compile(r"[ \t\u00a0]{1,3}$|-$")
_LONGEST_TITLE = 40
_VOWELS = "aeiouyåäöé"
_STRONG = {"kk": "k", "pp": "p", "tt": "t"}
_ENDINGS = ("n", "a", "ä", "lla", "llä", "lle", "lta", "ltä", "ssa", "ssä", "sta", "stä", "kin", "kaan", "nkin", "s")
_SHORT = 5
_PLACE_CASES = ("ssa", "ssä", "sta", "stä")


@dataclass(frozen=True, slots=True)
class _Known:
    """The lists with all forms made, casefolded."""

    first: frozenset[str]
    sure: frozenset[str]
    doubtful: frozenset[str]
    surnames: frozenset[str]
    surname_endings: tuple[str, ...]
    titles: frozenset[str]
    title_endings: tuple[str, ...]
    programs: frozenset[str]

    def is_title(self, word: str) -> bool:
        key = word.casefold()
        return key in self.titles or key.endswith(self.title_endings)

    def may_be_surname(self, word: str) -> bool:
        """Whether what follows a title can be a surname: no program, and not a place in which somebody works."""
        key = word.casefold()
        return len(word) > 2 and key not in self.programs and not key.endswith(_PLACE_CASES)

    def is_surname(self, word: str) -> bool:
        key = word.casefold()
        return key in self.surnames or (len(key) > _SHORT and key.endswith(self.surname_endings))


def names_somebody(text: str) -> bool:
    """Whether a text names a person: a sure first name, any first name with a surname, or a title with a surname."""
    known = _known()
    if any(found[1] in known.first and found[2] in known.surnames for found in _SMALL.finditer(text)):
        return True
    before = ""
    end = 0
    for found in _CAPITALISED.finditer(text):
        word = found[0]
        gap = text[end : found.start()]
        follows = before if _GAP.fullmatch(gap) else ""
        if _is_name(known, word, follows) or _after_title(known, text, found.start(), word):
            return True
        before, end = word, found.end()
    return False


def _is_name(known: _Known, word: str, before: str) -> bool:
    """Whether a capitalised word is a sure name, or a surname after a first name, a title or an initial."""
    key = word.casefold()
    if len(word) > 2 and not known.sure.isdisjoint((key, key.split("-")[0])):
        return not word.isupper() or before.isupper()
    if not before:
        return False
    if known.is_title(before):
        return known.may_be_surname(word)
    return (before.endswith(".") or before.casefold() in known.doubtful) and known.is_surname(word)


def _after_title(known: _Known, text: str, start: int, word: str) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_TITLE), start)
    return before is not None and known.is_title(before[1]) and known.may_be_surname(word)


@cache
def _known() -> _Known:
    source = files("pipeline") / "data" / "personal_names.toml"
    lists = {key: words.casefold().split() for key, words in tomllib.loads(source.read_text(encoding="utf-8")).items()}
    forms = {key: frozenset(form for name in names for form in _forms(name)) for key, names in lists.items()}
    return _Known(
        first=forms["sure"],
        sure=(forms["sure"] | forms["sure_surnames"]) - set(lists["not_names"]),
        doubtful=forms["doubtful"],
        surnames=forms["surnames"] | forms["sure_surnames"],
        surname_endings=tuple(lists["surname_endings"]),
        titles=frozenset(lists["titles"]),
        title_endings=tuple(lists["title_endings"]),
        programs=forms["programs"],
    )


def _forms(name: str) -> Iterator[str]:
    """A name and its case forms: matti, matin, mattia, matille …; the few impossible ones do no harm."""
    yield name
    for stem in _stems(name):
        yield from (stem + ending for ending in _ENDINGS)
        yield stem + stem[-1] + "n"  # Mattiin, Liisaan


def _stems(name: str) -> Iterator[str]:
    if name.endswith("nen"):
        yield name[:-3] + "se"
        yield name
    elif name[-1] in _VOWELS:
        yield name
        double = name[-3:-1]
        if double in _STRONG:
            yield name[:-3] + _STRONG[double] + name[-1]
        elif name[-2] == "t" and name[-3:-2] and name[-3] in _VOWELS:
            yield name[:-2] + "d" + name[-1]
    else:
        yield name + "i"
        yield name
        if name.endswith("s"):
            yield name[:-1] + "kse"
