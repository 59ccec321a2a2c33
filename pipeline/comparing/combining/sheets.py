"""What joining has to know of the sheets: which rows go by an id, what names them, what refers to what. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.comparing.references import REFERS

ORDER = (
    "levels",
    "statutes",
    "promises",
    "goals",
    "actions",
    "trainings",
    "indicators",
    "phases",
    "interviews",
    "questions",
)
"""Tables, each after those that it refers to."""
STEMS: Mapping[str, str] = {
    "levels": "N",
    "statutes": "S",
    "promises": "L",
    "goals": "T",
    "actions": "TP",
    "trainings": "K",
    "indicators": "M",
}
"""Tables whose rows have ids, and how those begin where a row lacks one."""
_NAMES = {"promises": "promise", "phases": "phase", "interviews": "observation", "questions": "column"}
_REFERS: Mapping[tuple[str, str], tuple[str, ...]] = {**REFERS, ("questions", "meaning"): ("levels",)}
COMPARED = ("goals", "actions")
"""Tables in which rows that say nearly the same are looked for."""


def name_key(sheet: str) -> str:
    """The key of what a row is called, by which rows without ids are known."""
    return _NAMES.get(sheet, "name")


def referred(sheet: str, key: str) -> tuple[str, ...]:
    """The tables whose ids a column holds."""
    return _REFERS.get((sheet, key), ())


def is_own_reference(sheet: str, key: str) -> bool:
    """Whether a column refers to rows of its own table."""
    return sheet in referred(sheet, key)
