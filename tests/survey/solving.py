"""Somebody who adds up and subtracts what was published, and wants to know what a few people answered.

In: which people each published sum is over. Out: a few people, of whom a combination of the sums is a sum, or nobody.
Knows nothing of how the program hides: exact elimination, every small set of people tried.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Unknown:
    """What one person answered, once: `version` tells an answer from what the person answered before."""

    person: Hashable
    version: Hashable = 0


def found_out(sums: Iterable[Set[Unknown]], threshold: int) -> frozenset[Hashable]:
    """Fewer than `threshold` people, of whom a sum can be made of the published sums; nobody when there are none."""
    published = [item for item in sums if item]
    alike: dict[tuple[bool, ...], set[Hashable]] = defaultdict(set)
    for unknown in frozenset().union(*published):
        alike[tuple(unknown in item for item in published)].add(unknown.person)
    matrix = [[Fraction(kind[row]) for kind in alike] for row in range(len(published))]
    return _dependent(_null_space(matrix, len(alike)), list(alike.values()), threshold)


def found_alike(sums: Iterable[Set[Unknown]], minds: Iterable[Set[Unknown]]) -> Set[Unknown]:
    """Those of one mind of whom alone a sum can be made of the published sums; nobody when there are none.

    A sum over people who all answer 1 is as small as it can be, and so tells each of them, however many they are.
    """
    published = [item for item in sums if item]
    alike: dict[tuple[bool, ...], set[Unknown]] = defaultdict(set)
    for unknown in frozenset().union(*published):
        alike[tuple(unknown in item for item in published)].add(unknown)
    matrix = [[Fraction(kind[row]) for kind in alike] for row in range(len(published))]
    vectors = _null_space(matrix, len(alike))
    for mind in minds:
        reduced: tuple[list[int], ...] = ()
        for vector, people in zip(vectors, alike.values(), strict=True):
            if people <= mind:
                left = _reduced(vector, reduced)
                if not any(left):
                    return mind
                reduced = (*reduced, left)
    return frozenset()


def _null_space(matrix: list[list[Fraction]], columns: int) -> list[list[int]]:
    """For each column its numbers in a basis of the null space, as whole numbers.

    A combination of the rows is 0 outside some columns exactly when what the null space has at them is dependent.
    """
    pivots: list[int] = []
    for column in range(columns):
        row = next((at for at in range(len(pivots), len(matrix)) if matrix[at][column]), None)
        if row is None:
            continue
        place = len(pivots)
        matrix[place], matrix[row] = matrix[row], matrix[place]
        matrix[place] = [number / matrix[place][column] for number in matrix[place]]
        for at, other in enumerate(matrix):
            if at != place and other[column]:
                matrix[at] = [a - other[column] * b for a, b in zip(other, matrix[place], strict=True)]
        pivots.append(column)
    basis = []
    for free in (column for column in range(columns) if column not in pivots):
        vector = [Fraction(int(column == free)) for column in range(columns)]
        for place, pivot in enumerate(pivots):
            vector[pivot] = -matrix[place][free]
        scale = math.lcm(*(number.denominator for number in vector))
        basis.append([int(number * scale) for number in vector])
    return [[vector[column] for vector in basis] for column in range(columns)]


def _dependent(
    vectors: Sequence[list[int]],
    people: Sequence[set[Hashable]],
    threshold: int,
    start: int = 0,
    reduced: tuple[list[int], ...] = (),
    taken: frozenset[Hashable] = frozenset(),
) -> frozenset[Hashable]:
    for place in range(start, len(vectors)):
        together = taken | people[place]
        if len(together) >= threshold:
            continue
        left = _reduced(vectors[place], reduced)
        found = _dependent(vectors, people, threshold, place + 1, (*reduced, left), together) if any(left) else together
        if found:
            return found
    return frozenset()


def _reduced(vector: list[int], by: tuple[list[int], ...]) -> list[int]:
    for other in by:
        at = next(place for place, number in enumerate(other) if number)
        if vector[at]:
            one, two = other[at], vector[at]
            vector = [one * a - two * b for a, b in zip(vector, other, strict=True)]
    return vector
