"""Weights that a combination of sums over people gives each person, modulo 3: none, 1 or -1.

In and out: numbers whose bits are people, so that all people are counted at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Weights = tuple[int, int]
"""Those of weight 1, and those of weight -1."""


def added(one: Weights, other: Weights) -> Weights:
    """The sum of two weights of each."""
    (plus, minus), (more, less) = one, other
    either = (plus | less) ^ (minus | more)
    return (minus | less) ^ either, (plus | more) ^ either


def opposite(weights: Weights) -> Weights:
    """The same weights with the other sign."""
    plus, minus = weights
    return minus, plus


def weighted(weights: Weights, people: int) -> int:
    """Those of the people who have a weight."""
    return (weights[0] | weights[1]) & people


def with_basis(rows: Sequence[Weights], free: int) -> tuple[list[Weights], int]:
    """The rows so combined that each, where it can, has one of those `free` to itself; and all who are so had."""
    combined = list(rows)
    basis = 0
    for place in range(len(combined)):
        row = combined[place]
        if some := weighted(row, free):
            one = 1 << (some.bit_length() - 1)
            basis |= one
            combined = [_without(other, one, row) if (other[0] | other[1]) & one else other for other in combined]
            combined[place] = row
    return combined, basis


def _without(weights: Weights, one: int, row: Weights) -> Weights:
    """The weights, with the row added or taken away so that this one has none any more."""
    same = bool(weights[0] & one) == bool(row[0] & one)
    return added(weights, opposite(row) if same else row)


def made_of(rows: Sequence[Weights], number: int) -> Iterator[Weights]:
    """What so many of the rows can be combined to; of a combination and its opposite, one."""
    if number == 1:
        yield from rows
        return
    for place, row in enumerate(rows):
        for others in made_of(rows[place + 1 :], number - 1):
            yield added(row, others)
            yield added(row, opposite(others))
