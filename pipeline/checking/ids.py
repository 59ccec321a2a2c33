"""Ids and references to them: WB004 an id used twice, NY006 an archived one used again, WB005 a reference to none.

In: the roadmap. Out: findings that offer a free id, or the existing id that was probably meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.vocabulary.findings import Finding, FindingValue
from pipeline.vocabulary.model import Entry, Roadmap

_TABLES = ("levels", "promises", "goals", "actions", "trainings", "indicators", "statutes")
_LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose ids must exist: the table and key where it stands, and the tables it may refer to."""

    table: str
    key: str
    targets: tuple[str, ...]


REFERENCES = (
    Reference("goals", "parent", ("goals",)),
    Reference("goals", "perspectives", ("levels",)),
    Reference("actions", "goal", ("goals",)),
    Reference("actions", "predecessors", ("actions",)),
    Reference("actions", "statutes", ("statutes",)),
    Reference("trainings", "supports", ("goals", "actions")),
    Reference("trainings", "perspectives", ("levels",)),
    Reference("indicators", "goal", ("goals",)),
    Reference("interviews", "perspective", ("levels",)),
    Reference("questions", "meaning", ("levels",)),
)
_TOLD_WHEN_EMPTY = frozenset({"goals", "levels", "actions"})
"""Tables whose emptiness is a finding of its own: references into them would only repeat it."""


def duplicate_ids(roadmap: Roadmap) -> Iterator[Finding]:
    """WB004: an id stands on an earlier row of the same sheet; capital letters make no difference."""
    for table in _TABLES:
        rows = [row for row in _rows(roadmap, table) if _id(row)]
        free = _free_ids([*map(_id, rows), *(roadmap.archived if table == "actions" else ())])
        first: dict[str, Entry] = {}
        for row in rows:
            earlier = first.setdefault(_id(row).casefold(), row)
            if earlier is not row:
                stem, _ = _split(_id(row))
                values = {"id": _id(row), "other": earlier.place("id").cell, "free": free[stem]}
                yield Finding("WB004", row.place("id"), values)


def archived_again(roadmap: Roadmap) -> Iterator[Finding]:
    """NY006: an action has the id of one in the archive."""
    archived = {id_.casefold(): (id_, place) for id_, place in roadmap.archived.items()}
    free = _free_ids([*roadmap.archived, *map(_id, roadmap.actions)])
    for row in roadmap.actions:
        earlier = archived.get(_id(row).casefold())
        if earlier is not None and _id(row):
            id_, place = earlier
            values = {"id": _id(row), "other": f"{place.sheet}!{place.cell}", "free": free[_split(id_)[0]]}
            yield Finding("NY006", row.place("id"), values)


def dangling_references(roadmap: Roadmap) -> Iterator[Finding]:
    """WB005: a cell refers to an id that no row has."""
    for reference in REFERENCES:
        targets = {_id(row): row for table in reference.targets for row in _rows(roadmap, table) if _id(row)}
        if any(table in _TOLD_WHEN_EMPTY and not _rows(roadmap, table) for table in reference.targets):
            continue
        sheets = dict.fromkeys(row.place("id").sheet for row in targets.values())
        nearest = Nearest(targets)
        for row in _rows(roadmap, reference.table):
            for written in _referred(row, reference.key):
                if written not in targets and not ("actions" in reference.targets and written in roadmap.archived):
                    values: dict[str, FindingValue] = {
                        "id": written,
                        "count": len(targets),
                        "nearest": nearest.to(written),
                        "sheet": " / ".join(sheets),
                    }
                    yield Finding("WB005", row.place(reference.key), values)


class Nearest:
    """Finds the existing id that was probably meant: by the row's name, else by its letters and the nearest number."""

    def __init__(self, targets: Mapping[str, Entry]) -> None:
        self._by_name = {str(getattr(row, "name", "")).casefold(): target for target, row in targets.items()}
        self._all = sorted((_numbers(target), target) for target in targets)
        self._by_letters: dict[str, list[tuple[tuple[int, ...], str]]] = {}
        for numbers, target in self._all:
            self._by_letters.setdefault(_letters(target), []).append((numbers, target))

    def to(self, written: str) -> str:
        """The nearest id, or nothing when there are none."""
        named = self._by_name.get(written.casefold())
        if named:
            return named
        numbers, known = _numbers(written), self._by_letters.get(_letters(written), self._all)
        place = bisect_left(known, (numbers, ""))
        candidates = known[max(0, place - 1) : place + 1]
        return min(candidates, key=lambda item: _gaps(numbers, item[0]), default=((), ""))[1]


def _rows(roadmap: Roadmap, table: str) -> tuple[Entry, ...]:
    rows: tuple[Entry, ...] = getattr(roadmap, table)
    return rows


def _id(row: Entry) -> str:
    return str(getattr(row, "id", ""))


def _referred(row: Entry, key: str) -> Iterator[str]:
    value = getattr(row, key)
    ids = _perspective(value) if key == "meaning" else dict.fromkeys(value if isinstance(value, tuple) else (value,))
    yield from filter(None, ids)


def _perspective(meaning: str) -> Iterable[str]:
    """The id that a meaning begins with (`N4; 1–7`); other words are the survey's to judge."""
    first = re.split("[;\n]", meaning)[0].strip()
    return (first,) if re.fullmatch(r"\w{1,12}", first) and re.search("[0-9]", first) else ()


def _free_ids(ids: Iterable[str]) -> dict[str, str]:
    """For each kind of id the one after its last: of TP1 and TP36 → TP37, of T1.1 and T1.3 → T1.4."""
    last: dict[str, int] = {}
    for stem, number in map(_split, ids):
        last[stem] = max(last.get(stem, 0), number)
    return {stem: f"{stem}{number + 1}" for stem, number in last.items()}


def _split(written: str) -> tuple[str, int]:
    short = written[:_LONGEST_ID]
    stem = short.rstrip("0123456789")
    return stem, int(short[len(stem) :] or 0)


def _letters(written: str) -> str:
    return "".join(filter(str.isalpha, written[:_LONGEST_ID].casefold()))


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall("[0-9]+", written[:_LONGEST_ID]))


def _gaps(numbers: tuple[int, ...], others: tuple[int, ...]) -> list[int]:
    return [abs(a - b) for a, b in zip_longest(numbers, others, fillvalue=0)]
