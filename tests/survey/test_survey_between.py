"""How far organisations' means are apart: certain differences are, and chance alone hardly ever makes one."""

from __future__ import annotations

from dataclasses import replace
from random import Random  # noqa: TID251 - a fixed seed: the same answers each time

import pytest

from pipeline.survey.figures.between import apart
from pipeline.vocabulary.survey import PerspectiveResult


def result(*counts: int) -> PerspectiveResult:
    n = sum(counts)
    mean = sum(step * count for step, count in enumerate(counts, 1)) / n
    return PerspectiveResult("N1", n, mean, counts)


LOW, HIGH = result(40, 40, 20, 0, 0), result(0, 0, 20, 40, 40)


def test_a_large_difference_of_many_is_certain() -> None:
    (found,) = apart({"N1": {1: LOW, 2: HIGH}})

    assert (found.high, found.low, found.certain, found.count) == (2, 1, True, 2)
    assert found.size == pytest.approx(HIGH.mean - LOW.mean)


def test_the_same_difference_of_few_is_not() -> None:
    few = {1: result(1, 2, 3, 3, 1), 2: result(1, 2, 2, 3, 3)}
    (found,) = apart({"N1": few})

    assert found.certain is False


def test_without_any_distribution_it_cannot_be_told() -> None:
    bare = {1: replace(LOW, counts=()), 2: replace(HIGH, counts=())}
    (found,) = apart({"N1": bare})

    assert found.certain is None


def test_one_distribution_stands_for_the_other() -> None:
    (found,) = apart({"N1": {1: replace(LOW, counts=()), 2: HIGH}})

    assert found.certain is True


def test_one_organisation_is_apart_from_nobody() -> None:
    assert apart({"N1": {1: LOW}, "N2": {}}) == ()


def test_the_widest_comes_first() -> None:
    found = apart({"N1": {1: result(5, 5, 5, 5, 5), 2: result(4, 5, 5, 5, 6)}, "N2": {1: LOW, 2: HIGH}})

    assert [item.key for item in found] == ["N2", "N1"]


def test_chance_alone_is_seldom_called_certain() -> None:
    """Twelve organisations of one mind, answered at random: the extremes are far apart, yet one time in twenty at most
    is any of five perspectives called certain."""
    draw = Random(7)  # noqa: S311
    wrong = 0
    for _ in range(60):
        results = {
            f"N{key}": {place: result(*_counts(draw, draw.randint(15, 60))) for place in range(12)} for key in range(5)
        }
        wrong += any(item.certain for item in apart(results))
    assert wrong <= 6


def _counts(draw: Random, n: int) -> tuple[int, ...]:
    answers = draw.choices(range(5), weights=(1, 3, 4, 3, 1), k=n)
    return tuple(answers.count(step) for step in range(5))
