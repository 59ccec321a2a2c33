"""Ids of the result: which are taken, the next free one, and which id a group's reference becomes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from pipeline.vocabulary.typed import TypedCell

_LONGEST = 40
"""From here on digits are no running number."""


def folded(written: str) -> str:
    """How ids are compared: capital letters make no difference."""
    return written.strip().casefold()


@dataclass(slots=True)
class Numbers:
    """The ids of one table. `taken` are all that any group has typed: a new one is none of them."""

    taken: set[str]
    used: set[str] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)
    """The last number of each kind that was asked for."""

    def keep(self, written: str) -> bool:
        """Takes an id for a row, unless it is empty or another row has it."""
        if not written or folded(written) in self.used:
            return False
        self.take(written)
        return True

    def next(self, like: str) -> str:
        """The next free id after the last of its kind: of TP1 and TP36 → TP37, of T1.1 and T1.3 → T1.4."""
        stem = stem_of(like)
        if folded(stem) not in self.last:
            known = map(_split, self.taken | self.used)
            self.last[folded(stem)] = max((number for other, number in known if other == folded(stem)), default=0)
        return self.take(f"{stem}{self.last[folded(stem)] + 1}")

    def of_version(self, of: str) -> str:
        """The id of a row that is another version of a row."""
        free = (number for number in count(2) if folded(f"{of}/{number}") not in self.used)
        return self.take(f"{of}/{next(free)}")

    def is_free(self, written: str) -> bool:
        """Whether nobody has typed or got an id."""
        return folded(written) not in self.taken | self.used

    def take(self, written: str) -> str:
        """The id, which is nobody else's from now on."""
        self.used.add(folded(written))
        stem, number = _split(written)
        if stem in self.last:
            self.last[stem] = max(self.last[stem], number)
        return written


def _split(written: str) -> tuple[str, int]:
    short = folded(written)[:_LONGEST]
    stem = re.sub("[0-9]+$", "", short)
    return stem, int(short[len(stem) :] or 0)


def stem_of(written: str) -> str:
    """What an id begins with, as it was typed: TP12 → TP."""
    return re.sub("[0-9]+$", "", written.strip()[:_LONGEST])


@dataclass(slots=True)
class Links:
    """What each group's ids have become, by group, table and id; `base` is the group that all others begin with."""

    base: str = ""
    known: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def add(self, group: str, sheet: str, written: str, became: str) -> None:
        """An id of a group's row; of two alike, the first is meant."""
        if written:
            self.known.setdefault((group, sheet), {}).setdefault(folded(written), became)

    def find(self, group: str, sheets: Sequence[str], written: str) -> str | None:
        """The id that a reference becomes; None when neither the group nor the base has such a row."""
        for name in dict.fromkeys((group, self.base)):
            for sheet in sheets:
                became = self.known.get((name, sheet), {}).get(folded(written))
                if became is not None:
                    return became
        return None


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell of references: the ids as the result has them, its text when that is another, ids that lead nowhere."""

    ids: tuple[str, ...]
    written: str | None
    dangling: tuple[str, ...]


def linked(cell: TypedCell, group: str, sheets: Sequence[str], links: Links, *, first_only: bool) -> Linked:
    """A cell's references in the result. `first_only`: what follows the first id is no id (`N4; 1–7`)."""
    typed = [cell.read] if isinstance(cell.read, str) else list(cell.read) if isinstance(cell.read, tuple) else []
    if first_only:
        return _first(str(typed[0]) if typed else "", group, sheets, links)
    found = [(item, links.find(group, sheets, item)) for item in map(str, typed)]
    became = tuple(item if new is None else new for item, new in found)
    changed = any(new is not None and new != item for item, new in found)
    dangling = tuple(item for item, new in found if new is None)
    return Linked(became, "; ".join(dict.fromkeys(became)) if changed else None, dangling)


def _first(typed: str, group: str, sheets: Sequence[str], links: Links) -> Linked:
    first = re.split("[;\n]", typed)[0].strip()
    became = links.find(group, sheets, first) if first else None
    if became is None:
        return Linked((typed,), None, ())
    rest = typed[len(first) :]
    return Linked((became + rest,), None if became == first else became + rest, ())


def ids_in(texts: Iterable[str]) -> set[str]:
    """Ids among texts that may hold anything."""
    return {folded(text) for text in texts if 0 < len(text.strip()) <= _LONGEST}
