"""A fault as a value: a code of `rules`, a place and the values that its message names.

In: whatever a room noticed. Out: `Finding`s, which `language` words and `console` draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """How much a finding stops: an error stops the folder, a warning only with --strict, a note never."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, in it a sheet (or a part of a template), in it a cell (or a paragraph).

    `sheet` and `cell` may be `Phrase`s, which `language.Words.place` puts in words.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        spot = "!".join(part for part in (self.sheet, self.cell) if part)
        return f"{self.file}: {spot}" if spot and self.file else spot or self.file


NOWHERE = Place()


class Term(str):
    """A value that has words of its own in each language: a dotted key of `catalogs/<language>/terms.toml`."""

    __slots__ = ()


FindingValue = str | int | float


class Phrase(Term):
    """A term whose words have placeholders, and their values, which may be phrases again.

    As a plain string it reads for who has no catalog at hand: `slide(6, Tavoitteet)`. Two phrases that read alike are
    equal.
    """

    key: str
    values: Mapping[str, FindingValue]

    def __new__(cls, key: str, /, **values: FindingValue) -> Self:
        """The phrase of a key of `terms.toml` with the values that its words name."""
        name = key.rpartition(".")[2]
        phrase = super().__new__(cls, f"{name}({', '.join(map(str, values.values()))})" if values else name)
        phrase.key = key
        phrase.values = values
        return phrase

    def __reduce__(self) -> tuple[object, ...]:
        return (_phrase, (self.key, dict(self.values)))


def _phrase(key: str, values: Mapping[str, FindingValue]) -> Phrase:
    return Phrase(key, **values)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `values` fill the placeholders of the code's message and hint in every language."""

    code: str
    place: Place = NOWHERE
    values: Mapping[str, FindingValue] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The severity that `rules` declares for the code."""
        from pipeline.vocabulary.rules import RULES  # here, since `rules` imports Severity

        return RULES[self.code].severity


def has_errors(findings: Iterable[Finding], *, strict: bool = False) -> bool:
    """True when any finding stops the build: errors, and with `strict` warnings too."""
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in stopping for finding in findings)
