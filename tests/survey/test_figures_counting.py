"""People as bits: who has which value, and how many of a group gave which sum of how many answers."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.survey.answers import Statement
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, OFF_SCALE, Scale
from pipeline.survey.figures.counting import people_by, rare_last, ratings_of

FIVE = Scale(tuple(map(Fraction, (1, 2, 3, 4, 5))))
FINE = Scale((Fraction(1), Fraction(7, 3), Fraction(101, 100), Fraction(5)))
"""Its sums, in parts of 1/300, need more than a byte."""
CODE = st.sampled_from([1, 2, 3, 4, MISSING, DONT_KNOW, OFF_SCALE])


def persons(bits: int, order: list[int]) -> set[int]:
    return {order[-1 - place] for place in range(len(order)) if bits >> place & 1}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CODE, CODE, st.sampled_from("AB")), min_size=1, max_size=30), st.sampled_from([FIVE, FINE]))
def test_people_are_counted_as_a_loop_would(answers: list[tuple[int, int, str]], scale: Scale) -> None:
    columns = [bytes(row[place] for row in answers) for place in (0, 1)]
    ratings = ratings_of([Statement(codes, scale) for codes in columns])
    expected: dict[str, Counter[tuple[Fraction, int]]] = {"A": Counter(), "B": Counter()}
    for *codes, group in answers:
        worth = [scale.values[code - 1] for code in codes if 1 <= code <= len(scale.values)]
        if worth:
            expected[group][sum(worth, Fraction(0)), len(worth)] += 1
    members = people_by([group for *_, group in answers])
    for group, counts in expected.items():
        found = ratings.counted(members.get(group, 0))
        assert {(Fraction(total, ratings.parts), number): n for (total, number), n in found.items()} == counts
    assert sum(ratings.counted().values()) == sum(expected["A"].values()) + sum(expected["B"].values())


@pytest.mark.parametrize("different", [3, 255, 256, 600])
def test_any_number_of_groups_has_its_people(different: int) -> None:
    column = [f"Yksikkö {person % different}" for person in range(1000)]
    order = rare_last([column], 2)
    assert sorted(order) == list(range(1000))
    found = people_by(column, order)
    assert len(found) == different
    assert persons(found["Yksikkö 1"], list(order)) == set(range(1, 1000, different))


def test_some_of_each_group_come_last() -> None:
    sectors = ["A"] * 50 + ["B"] * 3
    order = rare_last([sectors, ["x", "y"] * 26 + ["x"]], 2)
    assert set(order[-4:]) >= {0, 50}
    assert {sectors[person] for person in order[-4:]} == {"A", "B"}
    assert rare_last([["A"] * 5], 2)[:3] == [2, 3, 4]
