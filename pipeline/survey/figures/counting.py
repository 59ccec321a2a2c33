"""How many people of each group gave which sum of answers in how many answers, without a loop over people.

In: a group for each respondent, and for each statement the codes with what each code is worth. Out: counts. Small
numbers are added as the bytes of one large number, and each person's group, sum and number are counted as one number.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

_CODES = 256
Counted = Mapping[tuple[str, int, int], int]
"""Group, sum, number of answers → people."""


def count_answers(groups: Sequence[str], columns: Sequence[tuple[bytes, Sequence[int]]]) -> Counted:
    """The counts; a column is its codes and the worth of the codes 1, 2, 3 …; other codes are no answers."""
    names = list(dict.fromkeys(groups))
    if len(names) > _CODES or sum(max(worth) for _, worth in columns) >= _CODES:
        return _counted_one_by_one(groups, columns)
    place = {name: index for index, name in enumerate(names)}
    people = bytearray(4 * len(groups))
    people[0::4] = bytes(map(place.__getitem__, groups))
    people[1::4] = _added(codes.translate(bytes(_by_code(worth))) for codes, worth in columns)
    people[2::4] = _added(codes.translate(bytes(_by_code([1] * len(worth)))) for codes, worth in columns)
    counted: dict[tuple[str, int, int], int] = {}
    for together, count in Counter(memoryview(people).cast("I")).items():
        index, total, number, _ = together.to_bytes(4, sys.byteorder)
        counted[names[index], total, number] = count
    return counted


def _added(columns: Iterable[bytes]) -> bytes:
    """The sum of the columns in each place; no sum may need more than a byte."""
    total, length = 0, 0
    for column in columns:
        total += int.from_bytes(column, "big")
        length = len(column)
    return total.to_bytes(length, "big")


def _counted_one_by_one(groups: Sequence[str], columns: Sequence[tuple[bytes, Sequence[int]]]) -> Counted:
    worths = [map(_by_code(worth).__getitem__, codes) for codes, worth in columns]
    numbers = [map(_by_code([1] * len(worth)).__getitem__, codes) for codes, worth in columns]
    sums = map(sum, zip(*worths, strict=True))
    return Counter(zip(groups, sums, map(sum, zip(*numbers, strict=True)), strict=True))


def _by_code(worth: Sequence[int]) -> list[int]:
    return [0, *worth, *[0] * (_CODES - 1 - len(worth))]
