"""Sentences made from data: whole patterns of `catalogs/<language>/sentences.toml`, filled with facts.

In: a dotted key and the facts. Out: a sentence, or "" when a fact that it names is missing.

A pattern holds `{fact}`; `{fact:lower}` begins a name in lower case; `{count:one|other}` or `{count:zero|one|other}`
chooses by a count, and `#` in a choice prints it (`#genitive` in that case, `#figure` never as a word). Counts up to
ten are words, unless one in the same sentence is larger. `{fact:if}` prints nothing, it only asks that the fact is
there and is not zero. An array of patterns is read by `first` as alternatives and
by `every` as sentences in order (an array inside it: alternatives).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.language import Words

CATALOG = "sentences"
_SPOKEN_LIMIT = 10
_PROPER = ("name", "genitive", "short_name")
_NUMERAL = re.compile(r"#(\w*)")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things: printed as a word or in figures as the sentence asks."""

    number: int


Fact = str | Count | None
Facts = Mapping[str, Fact]
_Piece = tuple[str, str | None, str]


@cache
def _pieces(pattern: str) -> tuple[_Piece, ...]:
    return tuple((literal, name, spec or "") for literal, name, spec, _ in string.Formatter().parse(pattern))


def fields(pattern: str) -> frozenset[str]:
    """The facts that a pattern names."""
    return frozenset(name for _, name, _ in _pieces(pattern) if name)


class Sentences:
    """One language's patterns together with the facts they are filled with.

    `catalog` is that of a document with patterns of its own; what isn't there is in the common one.
    """

    def __init__(self, words: Words, facts: Facts, catalog: str = CATALOG) -> None:
        self.words = words
        self.facts = facts
        self.catalog = catalog

    def knowing(self, **facts: Fact) -> Sentences:
        """The same patterns with further facts."""
        return Sentences(self.words, {**self.facts, **facts}, self.catalog)

    def has(self, key: str) -> bool:
        """Whether the catalog or the common one holds the key."""
        return any(self.words.has(catalog, key) for catalog in (self.catalog, CATALOG))

    def first(self, key: str, *, longest: int | None = None, **facts: Fact) -> str:
        """The first alternative whose facts are all there (and that is not over `longest` characters), else ""."""
        known = {**self.facts, **facts}
        filled = [text for pattern in _alternatives(self._entry(key)) if (text := self._fill(pattern, known))]
        fitting = [text for text in filled if longest is None or len(text) <= longest]
        return _capital(next(iter(fitting), filled[-1] if filled else ""))

    def phrase(self, key: str, **facts: Fact) -> str:
        """Like `first`, for a part of a sentence: its first letter stays as it is."""
        known = {**self.facts, **facts}
        return next((text for pattern in _alternatives(self._entry(key)) if (text := self._fill(pattern, known))), "")

    def every(self, key: str, *, apart: str = " ", **facts: Fact) -> str:
        """All sentences whose facts are there, one after another, with `apart` between them."""
        known = {**self.facts, **facts}
        return apart.join(_capital(text) for text in self._sentences(self._entry(key), known) if text)

    def listing(self, key: str, items: Sequence[Facts]) -> str:
        """One sentence of several alike parts: the key's `first` pattern, then its `next` for each further item."""
        entry = self._entry(key)
        figures = _over_ten(fact for item in items for fact in item.values())
        patterns = [entry["first"], *[entry["next"]] * (len(items) - 1)]
        parts = [self._fill(pattern, item, figures) for pattern, item in zip(patterns, items, strict=False)]
        return _capital(self.words.join(parts)) + entry.get("end", "") if parts else ""

    def _entry(self, key: str) -> Any:
        own = self.words.has(self.catalog, key)
        entry: Any = self.words.catalog(self.catalog if own else CATALOG)
        for part in key.split("."):
            entry = entry[part]
        return entry

    def _sentences(self, entry: Any, known: Facts) -> Iterator[str]:
        for sentence in _alternatives(entry):
            if isinstance(sentence, list):
                yield next((text for pattern in sentence if (text := self._fill(pattern, known))), "")
            else:
                yield self._fill(sentence, known)

    def _fill(self, pattern: str, known: Facts, figures: bool | None = None) -> str:
        pieces = _pieces(pattern)
        values = [known.get(name, "") for _, name, spec in pieces if name and (not spec or "#" in spec)]
        in_figures = _over_ten(values) if figures is None else figures
        text = []
        for literal, name, spec in pieces:
            text.append(literal)
            if name is not None:
                fact = known.get(name, "")
                printed = self._print(fact, spec, in_figures)
                if not printed and not (spec == "if" and _is_there(fact)):
                    return ""
                text.append(printed)
        return "".join(text)

    def _print(self, fact: Fact, spec: str, figures: bool) -> str:
        if spec == "if":
            return ""
        if not isinstance(fact, Count):
            return self.words.lower_first(fact or "", self._names()) if spec == "lower" else fact or ""
        zero, one, other = _choices(spec)
        choice = zero if fact.number == 0 else one if fact.number == 1 else other
        return _NUMERAL.sub(lambda found: self._numeral(fact.number, found[1], figures), choice)

    def _names(self) -> frozenset[str]:
        """The first words of the organisation's names, which keep their capital in a sentence."""
        own = (str(self.facts.get(key) or "") for key in _PROPER)
        return frozenset(name.split(" ", 1)[0] for name in own if name)

    def _numeral(self, number: int, case: str, figures: bool) -> str:
        if figures or number > _SPOKEN_LIMIT or case == "figure":
            return self.words.number(number)
        return str(self._numerals()[case][number]) if case else self.words.count_word(number)

    def _numerals(self) -> Any:
        """The numbers' inflected forms, which all catalogs share."""
        return self.words.catalog(CATALOG)["numerals"]


def _alternatives(entry: Any) -> list[Any]:
    return entry if isinstance(entry, list) else [entry]


def _choices(spec: str) -> tuple[str, str, str]:
    """A count's zero, one and other; a sentence without a zero form is left out when there is nothing to count."""
    parts = spec.split("|") if spec else ["#"]
    if len(parts) == 1:
        return "", parts[0], parts[0]
    return ("", parts[0], parts[1]) if len(parts) == 2 else (parts[0], parts[1], parts[2])


def _is_there(fact: Fact) -> bool:
    return fact.number > 0 if isinstance(fact, Count) else bool(fact)


def _over_ten(values: Any) -> bool:
    return any(isinstance(value, Count) and value.number > _SPOKEN_LIMIT for value in values)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
