"""Respondents as bits of a number, so that groups of them are met and counted without a loop over people.

In: columns with a value for each respondent. Out: who has which value; how many people of a group gave which sum of
answers in how many answers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.survey.answers import Statement

Value = TypeVar("Value", bound=Hashable)
Order = Sequence[int]
"""The respondents in the order in which they become bits, the last one the lowest."""
Counted = Mapping[tuple[int, int], int]
"""Sum, number of answers → people."""

_BYTES = 256
_NO_DIGIT, _DIGIT = ord("0"), ord("1")


@dataclass(frozen=True, slots=True)
class Ratings:
    """Who gave which sum, in parts of 1/`parts`, of how many answers to the statements of a perspective."""

    given: Mapping[tuple[int, int], int] = field(repr=False)
    parts: int

    def counted(self, members: int | None = None) -> Counted:
        """How many people, or members of a group, gave each."""
        if members is None:
            return {kind: people.bit_count() for kind, people in self.given.items()}
        counts = {kind: (people & members).bit_count() for kind, people in self.given.items()}
        return {kind: count for kind, count in counts.items() if count}


def ratings_of(statements: Sequence[Statement], order: Order | None = None) -> Ratings:
    """The ratings of a perspective."""
    parts = math.lcm(*(value.denominator for item in statements for value in item.scale.values))
    columns = [(item.codes, [int(value * parts) for value in item.scale.values]) for item in statements]
    sums = people_by(_added([(codes, [0, *worth]) for codes, worth in columns]), order)
    numbers = people_by(_added([(codes, [0, *[1] * len(worth)]) for codes, worth in columns]), order)
    met = {(total, number): sums[total] & numbers[number] for number in numbers if number for total in sums}
    return Ratings({kind: people for kind, people in met.items() if people}, parts)


def people_by(column: Sequence[Value], order: Order | None = None) -> dict[Value, int]:
    """The people of each value in a column."""
    values = list(dict.fromkeys(column))
    found: dict[Value, int] = {}
    for start in range(0, len(values), _BYTES - 1):
        some = {value: place for place, value in enumerate(values[start : start + _BYTES - 1])}
        numbers = {**dict.fromkeys(values, _BYTES - 1), **some}
        places = bytes(map(numbers.__getitem__, column))
        if order is not None:
            places = bytes(map(places.__getitem__, order))
        found |= {value: int(places.translate(_only(place)), 2) for value, place in some.items()}
    return found


def _only(place: int) -> bytes:
    digits = bytearray([_NO_DIGIT]) * _BYTES
    digits[place] = _DIGIT
    return bytes(digits)


def _added(columns: Sequence[tuple[bytes, Sequence[int]]]) -> Sequence[int]:
    """What each respondent's codes are worth together: bytes, where no sum needs more, added as one large number."""
    tables = [(codes, [*worth, *[0] * (_BYTES - len(worth))]) for codes, worth in columns]
    if sum(max(worth) for _, worth in columns) >= _BYTES:
        return list(map(sum, zip(*(map(table.__getitem__, codes) for codes, table in tables), strict=True)))
    total = sum(int.from_bytes(codes.translate(bytes(table)), "big") for codes, table in tables)
    return total.to_bytes(len(columns[0][0]), "big")


def rare_last(columns: Iterable[Sequence[str]], many: int) -> Order:
    """The respondents so that up to `many` of each group in the columns come last."""
    last: dict[int, int] = {}
    others: Sequence[int] = ()
    for column in columns:
        others = range(len(column))
        met: Counter[str] = Counter()
        for person, name in enumerate(column):
            if met[name] < many:
                last[person] = min(last.get(person, many), met[name])
                met[name] += 1
    return [
        *(person for person in others if person not in last),
        *sorted(last, key=lambda person: (-last[person], person)),
    ]
