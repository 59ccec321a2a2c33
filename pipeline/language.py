"""Words, numbers and dates in Finnish, Swedish and English.

In: keys of `catalogs/<language>/*.toml` and plain values. Out: text as a careful editor would write it.
Numbers round half up, as people do; spaces inside numbers and before units do not break.
"""

from __future__ import annotations

import re
import shlex
import tomllib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from pipeline.vocabulary.findings import Finding, Phrase, Place, Term
from pipeline.vocabulary.model import Language, Time

LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
TAGS: dict[Language, str] = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
NO_BREAK = "\N{NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
_ROMAN = ("I", "II", "III", "IV")
_SEASONS = ("winter", "spring", "summer", "autumn")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LONGEST_QUOTE = 300
_COMMAND = re.compile(
    r"\bdigitiekartta (?:build|check|combine|diff|followup|new|region|restore|templates [a-z]+)"
    r"(?: (?:--[a-z-]+|\{\w+\}))+"
)
_COMMANDS_IN = ("findings", "terminal")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_TYPED = "_typed"
_PLAIN = re.compile(r"[\w@%+=:,./\\~-]+")
_SHEET = "_sheet"
_NO_TITLES: Mapping[str, object] = MappingProxyType({})
_ALPHABET = {letter: chr(ord("z") + 1 + place) for place, letter in enumerate("åäö")}


def round_half_up(value: float | Fraction | Decimal, decimals: int = 0) -> Decimal:
    """`value` rounded to `decimals`, halves away from zero: 2.45 → 2.5. Floats count by their shortest decimal form."""
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    else:
        exact = Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=4096)
def _digits(value: Decimal, decimals: int, tag: str) -> str:
    from babel.numbers import format_decimal

    digits = "0" * decimals
    pattern = f"#,##0.{digits}" if digits else "#,##0"
    text: str = format_decimal(value, format=pattern, locale=tag.replace("-", "_"))
    return text


@cache
def _catalog(language: Language, name: str) -> dict[str, Any]:
    source = files("pipeline") / "catalogs" / language / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _sheets(language: Language) -> Mapping[str, str]:
    return {f"{key}{_SHEET}": title for key, title in _catalog(language, "terms")["sheet"].items()}


class Words:
    """One language's words and ways of writing numbers."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.tag = TAGS[language]

    @property
    def decimal_comma(self) -> bool:
        """Whether decimals are written with a comma."""
        return self.language != "en"

    def catalog(self, name: str) -> dict[str, Any]:
        """A whole catalog file as nested mappings."""
        return _catalog(self.language, name)

    def text(self, catalog: str, key: str, /, **values: object) -> str:
        """The text of a dotted key with its `{placeholders}` filled.

        A key that holds `one` and `other` (and `zero`, where the sentence turns) is chosen by the value `count`.
        Placeholders of the workbook's sheets (`{levels_sheet}`) have their usual titles unless a value tells others.
        Raises KeyError for a key or placeholder that does not exist: catalogs are ours.
        """
        entry: Any = self.catalog(catalog)
        for part in key.split("."):
            entry = entry[part]
        if isinstance(entry, dict):
            entry = entry[self.plural(values["count"], entry)]
        titles = {name: value for name, value in values.items() if name.endswith(_SHEET)}
        spoken = {name: self._spoken(value, titles) for name, value in values.items()}
        pattern = _with_commands_quoted(str(entry), spoken) if catalog in _COMMANDS_IN else str(entry)
        return pattern.format_map({**self.sheets, **spoken})

    @property
    def sheets(self) -> Mapping[str, str]:
        """The usual titles of the workbook's sheets by their placeholders."""
        return _sheets(self.language)

    def has(self, catalog: str, key: str) -> bool:
        """Whether the catalog holds the dotted key."""
        entry: Any = self.catalog(catalog)
        for part in key.split("."):
            if not isinstance(entry, dict) or part not in entry:
                return False
            entry = entry[part]
        return True

    def plural(self, count: object, forms: dict[str, str]) -> str:
        """Which of `forms` a count takes: all three languages have one and other; `zero` is used when given."""
        if count == 0 and "zero" in forms:
            return "zero"
        return "one" if count == 1 and "one" in forms else "other"

    def message(self, finding: Finding) -> str:
        """What a finding says."""
        return self.text("findings", f"{finding.code}.message", **_quoted(finding))

    def hint(self, finding: Finding) -> str:
        """What to do about a finding."""
        return self.text("findings", f"{finding.code}.hint", **_quoted(finding))

    def place(self, place: Place) -> str:
        """Where a finding is: `file: sheet!cell` in a workbook, `file: slide 6 …, “a paragraph's text”` elsewhere."""
        in_words = isinstance(place.sheet, Phrase) or isinstance(place.cell, Phrase)
        parts = [self.term(part) for part in (place.sheet, place.cell) if part]
        spot = (", " if in_words else "!").join(parts)
        return f"{place.file}: {spot}" if spot and place.file else spot or place.file

    def term(self, value: str) -> str:
        """The words of a term or phrase; any other text as it is."""
        return _BREAKS.sub(" ", str(self._spoken(value)))

    def number(self, value: float | Fraction | Decimal, decimals: int = 0, *, signed: bool = False) -> str:
        """A number with this language's separators: 12 500 · 2,4 · with `signed` +1,6 and −0,2."""
        rounded = round_half_up(value, decimals)
        sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
        return sign + _digits(abs(rounded), decimals, self.tag)

    def money(self, euros: float | Decimal) -> str:
        """Whole euros: 486 000 €, in English €486,000."""
        amount = self.number(euros)
        return f"€{amount}" if self.language == "en" else f"{amount}{NO_BREAK}€"

    def percent(self, value: float | Fraction) -> str:
        """Whole per cent of a number already in per cent: 54 %, in English 54%."""
        return self.number(value) + ("%" if self.language == "en" else f"{NO_BREAK}%")

    def count_word(self, count: int) -> str:
        """One to ten in words, more in figures."""
        words = self.catalog("numbers")["words"]
        return str(words[count]) if 0 <= count < len(words) else self.number(count)

    def day(self, day: date) -> str:
        """A date in full: 14.12.2026, in English 14 December 2026."""
        if self.language == "en":
            month = self.catalog("numbers")["months"][day.month - 1]
            return f"{day.day}{NO_BREAK}{month} {day.year}"
        return f"{day.day}.{day.month}.{day.year}"

    def quarter(self, day: date) -> str:
        """The quarter a day is in: II/2027 · kv 2/2027 · Q2 2027."""
        number = (day.month - 1) // 3 + 1
        if self.language == "fi":
            return f"{_ROMAN[number - 1]}/{day.year}"
        if self.language == "sv":
            return f"kv{NO_BREAK}{number}/{day.year}"
        return f"Q{number} {day.year}"

    def time(self, time: Time) -> str:
        """A time in the precision it was given in."""
        if time.precision == "day":
            return self.day(time.first)
        if time.precision == "month":
            name = self.catalog("numbers")["months"][time.first.month - 1]
            return f"{name} {time.first.year}" if self.language == "en" else f"{time.first.month}/{time.first.year}"
        if time.precision == "quarter":
            return self.quarter(time.first)
        if time.precision == "season":
            season = _SEASONS[time.first.month % 12 // 3]
            return f"{self.catalog('numbers')['seasons'][season]} {time.last.year}"
        return str(time.first.year)

    def said(self, time: Time) -> str:
        """A time as it is read aloud: mars 2027, andra kvartalet 2027; a day as it is printed."""
        first, catalog = time.first, self.catalog("numbers")
        if time.precision == "month":
            return self.text("numbers", "said.month", month=catalog["months"][first.month - 1], year=str(first.year))
        if time.precision == "quarter":
            ordinal = catalog["quarters"][(first.month - 1) // 3]
            return self.text("numbers", "said.quarter", ordinal=ordinal, year=str(first.year))
        if time.precision == "season":
            return self.text("numbers", f"said.{_SEASONS[first.month % 12 // 3]}", year=str(time.last.year))
        return self.time(time) if time.precision == "day" else self.text("numbers", "said.year", year=str(first.year))

    def span(self, start: str, end: str) -> str:
        """A range with an en dash, spaced when a value is of several words; one value when both are the same."""
        if start == end:
            return start
        spaced = any(space in start + end for space in (" ", NO_BREAK))
        return f"{start}{NO_BREAK}{EN_DASH} {end}" if spaced else f"{start}{EN_DASH}{end}"

    def join(self, items: Sequence[str]) -> str:
        """A list in running text: a, b ja c."""
        if len(items) < 2:
            return "".join(items)
        word = self.catalog("numbers")["and"]
        return f"{', '.join(items[:-1])} {word} {items[-1]}"

    def lower_first(self, text: str, names: Collection[str] = ()) -> str:
        """A name inside a sentence: first letter small, unless the first word is an acronym or one of the `names`.

        In English the months keep theirs.
        """
        first_word = text.split(" ", 1)[0]
        acronym = len(first_word) > 1 and first_word[1:] != first_word[1:].lower()
        months = self.catalog("numbers")["months"] if self.language == "en" else ()
        if acronym or first_word.rstrip(",.;:") in (*names, *months):
            return text
        return text[:1].lower() + text[1:]

    def sort_key(self, text: str) -> str:
        """A key that sorts å, ä, ö last and other accented letters as plain ones."""
        letters = unicodedata.normalize("NFC", text.casefold())
        return "".join(_ALPHABET.get(letter) or unicodedata.normalize("NFD", letter)[:1] for letter in letters)

    def _spoken(self, value: object, titles: Mapping[str, object] = _NO_TITLES) -> object:
        if isinstance(value, Phrase):
            return self.text("terms", value.key, **{**titles, **value.values})
        if isinstance(value, Term):
            return self.text("terms", value, **titles)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return value
        if isinstance(value, int):
            return str(value) if 1900 <= value <= 2199 else self.number(value)
        return self.number(value, 1)


def _with_commands_quoted(text: str, spoken: dict[str, object]) -> str:
    """The text where what stands in a command has a placeholder of its own: a path as it must be typed."""

    def placed(command: re.Match[str]) -> str:
        for name in _PLACEHOLDER.findall(command[0]):
            if name in spoken:
                spoken[f"{name}{_TYPED}"] = as_typed(str(spoken[name]))
        return _PLACEHOLDER.sub(lambda found: f"{{{found[1]}{_TYPED * (found[1] in spoken)}}}", command[0])

    return _COMMAND.sub(placed, text)


def as_typed(text: str) -> str:
    """A path or name as it is typed in a command, in quotation marks where a shell would part or read it otherwise."""
    if _PLAIN.fullmatch(text):
        return text
    return shlex.quote(text) if set(text) & set('"$`!') else f'"{text}"'


def _quoted(finding: Finding) -> Mapping[str, object]:
    """A finding's values as they fit a line: what was typed may hold anything, of any length."""
    return {name: _on_one_line(value) for name, value in finding.values.items()}


def _on_one_line(value: object) -> object:
    if isinstance(value, Term) or not isinstance(value, str):
        return value
    line = _BREAKS.sub(" ", value)
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"


@cache
def words(language: Language) -> Words:
    """The words of a language."""
    return Words(language)
