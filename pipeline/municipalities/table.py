"""The reviewed table of Finnish municipalities. In: `data/municipalities.csv` and `regions.csv`, whose heads tell the
sources. Out: `Municipality`, with its names as a careful writer would write them in three languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from pipeline.vocabulary.model import Language, OrganisationKind

_SAMI = "se"
_FINNISH = {"municipality": ("kunta", "kunnan"), "city": ("kaupunki", "kaupungin")}
_ENGLISH = {"municipality": "Municipality of", "city": "City of"}


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality. `languages` are its official ones, the majority's first; `names` are without the type."""

    code: str
    names: Mapping[Language, str]
    finnish_genitive: str
    swedish_name: str
    kind: OrganisationKind
    languages: tuple[Language, ...]
    sami_homeland: bool
    region: Mapping[Language, str]

    def full_name(self, language: Language) -> str:
        """The name with its type: Sotkamon kunta, Korsholms kommun, City of Espoo."""
        if language == "sv":
            return self.swedish_name
        if language == "en":
            return f"{_ENGLISH[self.kind]} {self.names['en']}"
        return f"{self.finnish_genitive} {_FINNISH[self.kind][0]}"

    def genitive(self, language: Language) -> str:
        """The whole name in the genitive: Sotkamon kunnan, Korsholms kommuns, City of Espoo's."""
        if language == "fi":
            return f"{self.finnish_genitive} {_FINNISH[self.kind][1]}"
        return self.full_name(language) + ("s" if language == "sv" else "'s")


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All of them, by code."""
    regions = {row["code"]: row for row in _rows("regions.csv")}
    return tuple(_municipality(row, regions[row["region"]]) for row in _rows("municipalities.csv"))


@cache
def by_code() -> Mapping[str, Municipality]:
    """The municipalities by their three figures."""
    return {item.code: item for item in municipalities()}


def _municipality(row: Mapping[str, str], region: Mapping[str, str]) -> Municipality:
    tags = row["languages"].split()
    languages = tuple(cast("Language", tag) for tag in tags if tag != _SAMI)
    return Municipality(
        code=row["code"],
        names={"fi": row["fi"], "sv": row["sv"], "en": row[languages[0]]},
        finnish_genitive=row["genitive"],
        swedish_name=row["sv_full"],
        kind=cast("OrganisationKind", row["kind"]),
        languages=languages,
        sami_homeland=_SAMI in tags,
        region={"fi": region["fi"], "sv": region["sv"], "en": region["en"]},
    )


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    text = (files("pipeline") / "data" / name).read_text(encoding="utf-8")
    lines = [line.split(";") for line in text.splitlines() if line and not line.startswith("#")]
    return (dict(zip(lines[0], line, strict=True)) for line in lines[1:])
