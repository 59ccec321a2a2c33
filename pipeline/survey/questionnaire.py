"""The survey as data: which words mean which level, which header means what, and when two texts are the same.

In: `questionnaire.toml` and `data/perspectives.toml`. Out: one `Questionnaire`, its texts normalised for comparing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from pipeline.vocabulary.survey import Background

Role = Literal["id", "email", "name", "ip", "phone", "started", "completed", "technical"]
Use = Literal["sector", "role", "unit", "service", "choice", "open", "skip", "this", "last"]
Said = Literal["reversed", "published"]

_OTHER_SCALE = ("count", "share", "known_share", "known_count", "explained")
_SIBLINGS = ("siblings", "unreached_columns", "unreached_answers")
_NEGATED = ("finnish", "swedish", "english")
PERSONAL: frozenset[Role] = frozenset({"id", "email", "name", "ip", "phone"})
FORMS = "microsoft_forms"

_UNIFIED = str.maketrans(
    {"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
_MARKUP = re.compile(r"<[a-z/][^<>]{0,200}>", re.IGNORECASE)
_NUMBERING = re.compile(r"^[(\[]?(?:[a-zåäö]{0,8}\.?\s?)?\d{1,3}(?:\.\d{1,2})?(?:[.):]+\s*|\s+-?\s*|-\s*)(?=\w)")
_EDGES = " \t.,:;?!*-\"'”“»()[]"


@dataclass(frozen=True, slots=True)
class Near:
    """From which likeness (0–1) a near match is taken or asked about, and by how much it must lead the next best.

    `unit_as_sector`, `by_order`, `choice` and `open` are how sure guesses are that no likeness tells.
    """

    accept: float
    ask: float
    lead: float
    same_perspective: float
    unit_as_sector: float
    by_order: float
    choice: float
    open: float


@dataclass(frozen=True, slots=True)
class OtherScale:
    """How many answers off the scale, and how large a share of all, tell that a column has another scale.

    When another scale has them all, `known_share` of so many is enough, or `share` of `known_count`. A scale is named
    when it has the share `explained`. `siblings` is the share of columns that surely tell the scale of all the others;
    `unreached_…` are how many columns and answers tell that a scale may end before its highest step.
    """

    count: int
    share: float
    known_share: float
    known_count: int
    explained: float
    siblings: float
    unreached_columns: int
    unreached_answers: int


@dataclass(frozen=True, slots=True)
class NamedScale:
    """A scale of words that is not the roadmap's own: what each word is worth.

    Words are keys of `word_key`, names of `scale_key`.
    """

    id: str
    names: frozenset[str]
    worth: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BackgroundWords:
    """Headers of a background: whole ones, and beginnings of words that make a near match, or with `asked` a doubt."""

    exact: tuple[str, ...]
    stems: tuple[str, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class Service:
    """Years of service: the last year and the name of each band, and the words that may follow a number of years."""

    bands: tuple[tuple[int, str], ...]
    years: frozenset[str]


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """What a cell of an option's own column says when it was chosen and when not, and how many options there may be."""

    chosen: frozenset[str]
    not_chosen: frozenset[str]
    most_options: int


@dataclass(frozen=True, slots=True)
class Negation:
    """Words of negation or hardship, those of one pattern alike; `finnish` ones don't count beside `swedish_words`."""

    finnish: tuple[re.Pattern[str], ...]
    others: tuple[re.Pattern[str], ...]
    swedish_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenText:
    """How long the texts of open answers are in the middle, how large a share of them differ and have several words."""

    length: int
    different: float
    several_words: float


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Everything known of surveys beforehand. Headers are keys of `header_key`, words of `word_key`.

    `labels` of each default perspective by its id: key → text.
    """

    levels: int
    scale: Mapping[str, int]
    other_scale: OtherScale
    dont_know: frozenset[str]
    missing: frozenset[str]
    nothing: frozenset[str]
    between: frozenset[str]
    totals: frozenset[str]
    response_words: frozenset[str]
    meta: Mapping[str, Mapping[str, Role]]
    technical_prefixes: tuple[str, ...]
    backgrounds: Mapping[Background, BackgroundWords]
    service: Service
    months: Mapping[str, int]
    meanings: Mapping[str, Use]
    said: Mapping[str, Said]
    pair_words: Mapping[str, Literal["dont_know", "missing"]]
    scales: tuple[NamedScale, ...]
    choices: ChoiceWords
    open_text: OpenText
    near: Near
    negation: Negation
    asked: Mapping[str, Use]
    """The other questions of our own form."""
    labels: Mapping[str, Mapping[str, str]]

    def role(self, header: str) -> Role | None:
        """What a column with this header is to any tool, or None for a question."""
        key = header_key(header)
        role = next((roles[key] for roles in self.meta.values() if key in roles), None)
        if role is None and word_key(header).startswith(self.technical_prefixes):
            return "technical"
        return role


def word_key(text: str) -> str:
    """A short text for comparing: case, spaces, kinds of dash and apostrophe do not matter."""
    plain = unicodedata.normalize("NFC", text).translate(_UNIFIED)
    return " ".join(plain.split()).casefold()


def scale_key(text: str) -> str:
    """The name of a scale for comparing: as `word_key`, and without spaces around dashes and slashes."""
    return re.sub(r"\s*([-/])\s*", r"\1", word_key(text))


@lru_cache(maxsize=2048)
def header_key(text: str) -> str:
    """A header for comparing: as `word_key`, and without markup, leading numbering and punctuation at the ends."""
    key = word_key(_MARKUP.sub(" ", text)).strip(_EDGES)
    return _NUMBERING.sub("", key).strip(_EDGES) or key


@cache
def questionnaire() -> Questionnaire:
    """The questionnaire of the package."""
    package = files("pipeline")
    data = tomllib.loads((package / "survey" / "questionnaire.toml").read_text(encoding="utf-8"))
    perspectives = tomllib.loads((package / "data" / "perspectives.toml").read_text(encoding="utf-8"))
    return Questionnaire(
        levels=max(level["value"] for level in perspectives["level"]),
        scale=_scale(perspectives["level"], data["scale"]["more_words"]),
        other_scale=OtherScale(*(data["scale"][f"other_scale_{name}"] for name in (*_OTHER_SCALE, *_SIBLINGS))),
        dont_know=_words(data["scale"]["dont_know"]),
        missing=_words(data["scale"]["missing"]),
        nothing=_words(data["scale"]["nothing"]),
        between=_words(data["scale"]["between"]),
        totals=_words(data["scale"]["totals"]),
        response_words=_words(data["scale"]["response_words"]),
        meta={tool: _roles(roles) for tool, roles in data["meta"].items()},
        technical_prefixes=tuple(map(word_key, data["meta_prefixes"]["technical"])),
        backgrounds={name: _background(words) for name, words in data["backgrounds"].items()},
        service=_service(data["service"]),
        months={name: month for month, names in enumerate(data["months"]["names"], 1) for name in names},
        meanings=_by_word(data["meanings"]),
        said=_by_word(data["said"]),
        pair_words=_pair_words(data),
        scales=tuple(map(_named_scale, data["scales"])),
        choices=_choice_words(data["choices"]),
        open_text=OpenText(**data["open_answers"]),
        near=Near(**data["near"]),
        negation=_negation(data["negation"]),
        asked={header_key(text): use for use, texts in data["asked"].items() for text in texts},
        labels={item["id"]: _labels(item, data["wordings"]) for item in perspectives["perspective"]},
    )


def _background(data: Mapping[str, Any]) -> BackgroundWords:
    return BackgroundWords(tuple(map(header_key, data["exact"])), tuple(data["stems"]), data.get("asked", False))


def _service(data: Mapping[str, Any]) -> Service:
    return Service(tuple((band["last"], band["name"]) for band in data["bands"]), _words(data["years"]))


def _negation(data: Mapping[str, Any]) -> Negation:
    patterns = {key: tuple(re.compile(rf"(?<!\w)(?:{words})(?!\w)") for words in data[key]) for key in _NEGATED}
    finnish, swedish, english = patterns.values()
    return Negation(finnish, (*swedish, *english), _words(data["swedish_words"]))


def _choice_words(data: Mapping[str, Any]) -> ChoiceWords:
    return ChoiceWords(_words(data["chosen"]), _words(data["not_chosen"]), data["most_options"])


def _named_scale(data: Mapping[str, Any]) -> NamedScale:
    worth = {word_key(word): int(value) for value, words in data["steps"].items() for word in words}
    return NamedScale(data["id"], frozenset(map(scale_key, data["names"])), worth)


def _by_word(data: Mapping[str, list[str]]) -> dict[str, Any]:
    return {word_key(word): meaning for meaning, words in data.items() for word in words}


def _pair_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """What may stand for a don't know or no answer in a pair; a word of both would be the first."""
    kinds = ("missing", "dont_know")
    return {word_key(word): kind for kind in kinds for word in (*data["scale"][kind], *data["pairs"][kind]) if word}


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(word_key, words))


def _roles(roles: Mapping[Role, list[str]]) -> dict[str, Role]:
    return {header_key(header): role for role, headers in roles.items() for header in headers}


def _scale(levels: list[dict[str, Any]], more: list[dict[str, Any]]) -> dict[str, int]:
    words = {word_key(level[language]): int(level["value"]) for level in levels for language in ("fi", "sv", "en")}
    return {**{word_key(word): int(item["value"]) for item in more for word in item["words"]}, **words}


def _labels(perspective: Mapping[str, str], wordings: Mapping[str, list[str]]) -> dict[str, str]:
    names = [perspective[key] for key in ("fi", "sv", "en", "short_fi", "short_sv", "short_en") if key in perspective]
    return {header_key(text): text for text in (*names, *wordings.get(perspective["id"], []))}
