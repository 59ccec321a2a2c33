"""What a perspective is called in a document, and the words of the scale.

In: a level as the workbook names it. Out: its short name (and in Finnish its inessive) when it is one of the default
perspectives of `data/perspectives.toml`, the workbook's own name when it is not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.language import LANGUAGES
from pipeline.vocabulary.model import Language, Level


@dataclass(frozen=True, slots=True)
class Label:
    """A perspective's printed name. `inessive` ("tiedolla johtamisessa") is "" where no data give one."""

    name: str
    inessive: str = ""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("pipeline") / "data" / "perspectives.toml").read_text(encoding="utf-8"))


@cache
def _defaults() -> Mapping[str, Mapping[str, str]]:
    return {entry["id"]: entry for entry in _data()["perspective"]}


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def label(level: Level, language: Language) -> Label:
    """The printed name of a level's perspective in a language."""
    default = _defaults().get(level.id)
    if default is None or not any(
        _same(level.name, default[key]) for tag in LANGUAGES for key in (tag, f"short_{tag}")
    ):
        return Label(level.name or level.id)
    return Label(default[f"short_{language}"], default["inessive_fi"] if language == "fi" else "")


@cache
def scale_words(language: Language) -> tuple[str, ...]:
    """The words of the levels, lowest first, as they stand inside a sentence: heikko, välttävä …"""
    ordered = sorted(_data()["level"], key=lambda entry: int(entry["value"]))
    return tuple(entry[language].lower() for entry in ordered)
