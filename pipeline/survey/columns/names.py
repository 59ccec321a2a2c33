"""Names of people in running text: first names in their case forms, and surnames after a first name or a title.

In: a text of any length. Out: whether it names somebody. Every capitalised word is looked at once, with the one before
it. Finnish first names inflect almost freely (Matti: Matin, Matille), so the forms of those in
`data/personal_names.toml` are made once, when the first open answer is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_CAPITAL, _SMALL = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_ONE_NAME = rf"[{_CAPITAL}][{_SMALL}]+(?:-[{_CAPITAL}][{_SMALL}]+)?"
_CAPITALISED = re.compile(rf"\b{_ONE_NAME}(?![\w-])|\b[{_CAPITAL}]{{3,}}(?:-[{_CAPITAL}]{{3,}})?\b")
_IN_SMALL_LETTERS = re.compile(rf"\b([{_SMALL}]+) ([{_SMALL}]{{2,}}(?:nen|sen|selle|sella|selta))\b")
_SURNAME_END = re.compile(r"(?:nen|sen|selle|sella|selta)\b")
_FULL_NAME = re.compile(rf"{_ONE_NAME}(?:,? {_ONE_NAME}){{1,3}}")
_INITIAL = re.compile(rf"[{_CAPITAL}]\.")
_LONGEST_BEFORE = 40
_SHORT_SURNAME = 5
_VOWELS = "aeiouyåäöé"
_WEAK = {"kk": "k", "pp": "p", "tt": "t"}
_ENDINGS = ("n", "a", "ä", "lla", "llä", "lle", "lta", "ltä", "ssa", "ssä", "sta", "stä", "kin", "kaan", "nkin", "s")
_PLACE_CASES = ("ssa", "ssä", "sta", "stä")


@dataclass(frozen=True, slots=True)
class _Known:
    """The lists of the data file in small letters, those of names with all forms."""

    first: frozenset[str]
    sure: frozenset[str]
    doubtful: frozenset[str]
    surnames: frozenset[str]
    surname_endings: tuple[str, ...]
    titles: frozenset[str]
    title_endings: tuple[str, ...]
    programs: frozenset[str]

    def is_sure(self, word: str) -> bool:
        key = word.casefold()
        return key in self.sure or ("-" in key and key.split("-")[0] in self.sure)

    def is_title(self, word: str) -> bool:
        key = word.casefold().rstrip(".")
        return key in self.titles or key.endswith(self.title_endings)

    def may_be_surname(self, word: str) -> bool:
        """Whether what follows a title can be a surname: no program, and not a place in which somebody works."""
        key = word.casefold()
        return not word.isupper() and key not in self.programs and not key.endswith(_PLACE_CASES)

    def is_surname(self, word: str) -> bool:
        key = word.casefold()
        return key in self.surnames or (len(key) > _SHORT_SURNAME and key.endswith(self.surname_endings))


def is_full_name(text: str) -> bool:
    """Whether a text is nothing but a person's name: two to four words with a capital, among them a known name."""
    return _FULL_NAME.fullmatch(text) is not None and names_somebody(text.replace(",", ""))


def names_somebody(text: str) -> bool:
    """Whether a text names a person: a sure name, any first name or initial with a surname, a title with a surname."""
    known = _known()
    small = _IN_SMALL_LETTERS.finditer(text) if _SURNAME_END.search(text) else ()
    if any(found[1] in known.first and found[2] in known.surnames for found in small):
        return True
    return any(_is_name(known, found[0], text, found.start()) for found in _CAPITALISED.finditer(text))


def _is_name(known: _Known, word: str, text: str, start: int) -> bool:
    if known.is_sure(word):
        return not word.isupper() or _word_before(text, start).isupper() or known.is_surname(word)
    before = _word_before(text, start)
    if not before:
        return False
    if known.is_title(before):
        return known.may_be_surname(word)
    doubtful = before[0].isupper() and before.casefold() in known.doubtful
    return (doubtful or _INITIAL.fullmatch(before) is not None) and known.is_surname(word)


def _word_before(text: str, start: int) -> str:
    """The word before a place on the same line, "" when there is none."""
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    words = before.rsplit(None, 1) if before[-1:] in (" ", "\t") else ()
    return words[-1] if words else ""


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
    yield name
    if name.endswith("nen"):
        yield name[:-3] + "se"
    elif name[-1] not in _VOWELS:
        yield name + "i"
        if name.endswith("s"):
            yield name[:-1] + "kse"
    elif name[-3:-1] in _WEAK:
        yield name[:-3] + _WEAK[name[-3:-1]] + name[-1]
    elif name[-2] == "t" and name[-3] in _VOWELS:
        yield name[:-2] + "d" + name[-1]
