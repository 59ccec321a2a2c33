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

Role = Literal["id", "email", "name", "ip", "phone", "started", "completed", "technical"]
Meaning = Literal["sector", "role", "open", "skip"]

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
    """From which likeness (0–1) a near match is taken, and by how much it must lead the next best."""

    accept: float
    lead: float
    same_perspective: float


@dataclass(frozen=True, slots=True)
class OtherScale:
    """How many answers off the scale, and how large a share of all, tell that a column has another scale."""

    count: int
    share: float


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
    totals: frozenset[str]
    response_words: frozenset[str]
    meta: Mapping[str, Mapping[str, Role]]
    technical_prefixes: tuple[str, ...]
    sector: tuple[str, ...]
    sector_stems: tuple[str, ...]
    meanings: Mapping[str, Meaning]
    near: Near
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
        other_scale=OtherScale(data["scale"]["other_scale_count"], data["scale"]["other_scale_share"]),
        dont_know=_words(data["scale"]["dont_know"]),
        missing=_words(data["scale"]["missing"]),
        totals=_words(data["scale"]["totals"]),
        response_words=_words(data["scale"]["response_words"]),
        meta={tool: _roles(roles) for tool, roles in data["meta"].items()},
        technical_prefixes=tuple(map(word_key, data["meta_prefixes"]["technical"])),
        sector=tuple(map(header_key, data["sector"]["exact"])),
        sector_stems=tuple(data["sector"]["stems"]),
        meanings={word_key(word): meaning for meaning, words in data["meanings"].items() for word in words},
        near=Near(**data["near"]),
        labels={item["id"]: _labels(item, data["wordings"]) for item in perspectives["perspective"]},
    )


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
