"""Chance: against printed tables of Student's t, and examples worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.survey.answers import MeanRow, Statement
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, Scale, own_scale
from pipeline.survey.figures.chance import (
    beyond,
    certain_after_holm,
    half_width,
    pooled_variance,
    probability,
    t_quantile,
)
from pipeline.survey.figures.counting import ratings_of
from pipeline.survey.figures.moments import Moments, moments, moments_of_table
from pipeline.survey.figures.perspectives import perspective_result, shape_of

FIVE = Moments(5, Fraction(18, 5), Fraction(23, 10))
"""Of the answers 5, 4, 4, 4 and 1."""


def of_one(answers: list[int]) -> Moments:
    found = moments(ratings_of([Statement(bytes(answers), own_scale())]))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("degrees", "value"),
    [(1, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (29, 2.045), (120, 1.980), (100_000, 1.960)],
)
def test_quantiles_are_those_of_printed_tables(degrees: int, value: float) -> None:
    assert round(t_quantile(degrees), 3) == value


@pytest.mark.parametrize(
    ("t", "degrees", "value"),
    [(0.0, 3, 1.0), (6.314, 1, 0.1), (63.657, 1, 0.01), (4.604, 4, 0.01), (3.169, 10, 0.01), (3.551, 40, 0.001)],
)
def test_probabilities_are_those_of_printed_tables(t: float, degrees: int, value: float) -> None:
    assert beyond(t, degrees) == pytest.approx(value, rel=1e-3)


def test_probabilities_have_the_closed_forms_of_one_and_two_degrees() -> None:
    for t in (1e-9, 0.3, 1.0, 7.0, 1e4):
        assert beyond(t, 2) == pytest.approx(1 - t / (2 + t * t) ** 0.5, rel=1e-6, abs=1e-12)
    assert beyond(1.0, 1) == pytest.approx(0.5)


def test_a_mean_worked_out_by_hand() -> None:
    assert of_one([5, 4, MISSING, 4, DONT_KNOW, 4, 1]) == FIVE
    assert half_width(FIVE) == pytest.approx(1.883, abs=0.0005)
    assert half_width(FIVE, 9) == pytest.approx(1.332, abs=0.0005)
    assert (half_width(FIVE, 4), half_width(FIVE, 5)) == (half_width(FIVE), 0)


def test_a_single_person_tells_no_spread() -> None:
    assert of_one([4]) == Moments(1, Fraction(4))
    assert (half_width(of_one([4])), half_width(of_one([4]), 30), half_width(of_one([4]), 1)) == (None, None, 0)
    assert probability(of_one([4]), FIVE, Fraction(1)) is None
    assert pooled_variance([of_one([4])]) is None
    assert probability(FIVE, FIVE, None) is None


def test_welchs_test_worked_out_by_hand() -> None:
    one, other = of_one([5, 4, 4, 4, 5, 4, 4, 5]), of_one([1, 2, 3, 3, 4, 3])
    # variances 15/56 and 16/15; t = (35/8 - 8/3) / √(15/448 + 8/45) = 3.7168, on 6.886 degrees of freedom
    assert probability(one, other, Fraction(0)) == pytest.approx(beyond(3.7168, 6.886), rel=0.001)


def test_few_who_agree_are_taken_to_differ_as_others_do() -> None:
    same, others = of_one([5] * 5), of_one([1, 5] * 10)
    pooled = pooled_variance([same, others])
    assert pooled == (4 * Fraction(1, 5) + 19 * Fraction(80, 19)) / 23
    assert probability(same, others, pooled) == probability(replace(same, variance=pooled), others, Fraction(0))
    assert probability(replace(same, variance=None), others, pooled) == probability(same, others, pooled)


def test_people_who_all_say_the_same_count_as_if_one_answer_were_a_step_off() -> None:
    same, one_off = of_one([4] * 10), of_one([4] * 9 + [5])
    assert same.variance == one_off.variance == Fraction(1, 10)
    two_each = moments(ratings_of([Statement(bytes([4] * 10), own_scale())] * 2))
    assert two_each == Moments(10, Fraction(4), Fraction(1, 40))


def test_two_answers_of_one_person_do_not_make_the_mean_surer() -> None:
    answers = bytes([1, 2, 3, 4, 5, 5])
    once = moments(ratings_of([Statement(answers, own_scale())]))
    assert moments(ratings_of([Statement(answers, own_scale())] * 3)) == once


def test_a_person_who_left_out_a_statement_weighs_less() -> None:
    first, second = bytes([5, 5, 1, 1]), bytes([5, MISSING, 1, MISSING])
    found = moments(ratings_of([Statement(first, own_scale()), Statement(second, own_scale())]))
    # strays from the mean 3: 4, 2, -4, -2 over 1.5 answers each; (16 + 4 + 16 + 4) / 1.5² / 3
    assert found == Moments(4, Fraction(3), Fraction(160, 27))


def test_statements_on_different_scales() -> None:
    backwards = Scale(tuple(map(Fraction, (5, 4, 3, 2, 1))))
    thirds = Scale(tuple(1 + Fraction(2 * step, 3) for step in range(7)))
    found = moments(ratings_of([Statement(bytes([1, 2]), backwards), Statement(bytes([7, 2]), thirds)]))
    assert found is not None
    assert found.mean == (5 + 4 + 5 + Fraction(5, 3)) / 4


def test_moments_of_a_table_row() -> None:
    assert moments_of_table(MeanRow("N1", 5, 3.6, (1, 0, 0, 3, 1))) == Moments(5, Fraction(3.6), Fraction(23, 10))
    assert moments_of_table(MeanRow("N1", 5, 3.6)).variance is None
    assert moments_of_table(MeanRow("N1", 4, 4.0, (0, 0, 0, 8, 0))).variance == Fraction(1, 4)


@pytest.mark.parametrize(
    ("counts", "median", "agreement"),
    [
        ((1, 0, 0, 3, 1), 4, 0.3218),
        ((0, 0, 7, 0, 0), 3, 1),
        ((5, 0, 0, 0, 5), 3, 0),
        ((1, 2, 0, 3, 0), 3, 0.3933),
        ((0, 3, 3, 0, 0), 2.5, 0.75),
    ],
)
def test_median_and_agreement(counts: tuple[int, ...], median: float, agreement: float) -> None:
    found = shape_of(counts)
    assert (found.median, round(found.agreement or 0, 4)) == (median, agreement)


def test_no_distribution_has_no_shape() -> None:
    assert (shape_of(()).median, shape_of((0, 0, 0, 0, 0)).agreement) == (None, None)


def test_nobody_is_no_group() -> None:
    silent = [Statement(bytes([DONT_KNOW, MISSING]), own_scale())]
    assert moments(ratings_of(silent)) is None
    assert perspective_result("N1", silent, None, threshold=0, invited=None) is None


def test_holm_is_stricter_the_more_is_looked_at() -> None:
    assert certain_after_holm({"a": 0.03}) == {"a"}
    assert certain_after_holm({"a": 0.03, "b": 0.5}) == set()
    assert certain_after_holm({"a": 0.02, "b": 0.04}) == {"a", "b"}
    assert certain_after_holm({"a": 0.001, "b": 0.03, "c": 0.031}) == {"a"}
    assert certain_after_holm({}) == set()


def test_spread_is_in_no_repr() -> None:
    assert "23" not in repr(FIVE)
