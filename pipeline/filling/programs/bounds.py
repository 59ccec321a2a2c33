"""How much a template may ask for. Templates come by e-mail: no loop, text or document of theirs grows without end.

In: what a render is about to do. Out: nothing, or `BoundsExceeded` with the kind of bound as its text. Bounds are
counted over all parts of a document, never in seconds: the same template ends the same way on every machine.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal

from pipeline.ooxml.attributes import WORD_COLUMNS

Kind = Literal["steps", "rounds", "output", "elements", "charts", "slides", "parts", "template", "tags", "letters"]
"""What is counted; each has words in the catalogs' terms."""

LIMITS: dict[Kind, int] = {
    "steps": 1_000_000,
    "rounds": 100_000,
    "output": 12_000_000,
    "elements": 400_000,
    "charts": 250,
    "slides": 400,
    "parts": 1_000,
    "template": 250_000,
    "tags": 7_000,
    "letters": 500_000,
}
"""Our own roadmap takes a third of the tags and a twentieth of the others. With them a hostile template stays under 5 s
and 300 MB."""

MAX_TEXT = 100_000
"""Letters of one text that a template puts together."""
MAX_ITEMS = 100_000
"""Items of one list, those of the lists in it counted in."""
MAX_NUMBER = 10**30
MOST_FAULTS = 200
"""Of one part: nobody mends more of them before looking again."""
MOST_COLUMNS: dict[str, int] = {"word": WORD_COLUMNS, "powerpoint": 75}
"""Columns of a table that the programs can open."""

_LETTERS_A_STEP = 16
_LETTERS_A_TAG = 25
_NESTED = (list, tuple, dict, set, frozenset)


class BoundsExceeded(Exception):
    """A template asked for more than any real one needs."""


@dataclass(slots=True)
class Work:
    """What a document's templates may still do."""

    left: dict[Kind, int] = field(default_factory=lambda: dict(LIMITS))

    def spend(self, kind: Kind, amount: int = 1) -> None:
        """Takes from what is left. Raises BoundsExceeded when it is not enough."""
        self.left[kind] -= amount
        if self.left[kind] < 0:
            raise BoundsExceeded(kind)


WORK: ContextVar[Work] = ContextVar("WORK")
"""The work of the document being made."""


def charge(*values: object) -> None:
    """Counts the steps of going once through values."""
    WORK.get().spend("steps", sum(map(weight, values)))


def charge_tag(code: str = "") -> None:
    """Counts a tag of a template that is being opened, and each time that it or a block's key is compiled."""
    if work := WORK.get(None):
        work.spend("tags", 1 + len(code) // _LETTERS_A_TAG)


def weight(value: object) -> int:
    """The steps of going once through a value and the lists in it. Raises BoundsExceeded for too many items."""
    if isinstance(value, str):
        return 1 + len(value) // _LETTERS_A_STEP
    if isinstance(value, range):
        return 1 + len(value)
    if not isinstance(value, _NESTED):
        return 1
    total, waiting = 1, [value]
    while waiting:
        item = waiting.pop()
        total += len(item)
        if total > MAX_ITEMS:
            raise BoundsExceeded("items")
        inner = [*item, *item.values()] if isinstance(item, dict) else item
        kinds = set(map(type, inner))
        if any(issubclass(kind, _NESTED) for kind in kinds):
            waiting += [found for found in inner if isinstance(found, _NESTED)]
        if any(issubclass(kind, str) for kind in kinds):
            total += sum(len(found) // _LETTERS_A_STEP for found in inner if isinstance(found, str))
    return total
