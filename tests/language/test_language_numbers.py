"""Numbers, money, per cents and counts as an editor of each language writes them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.language import MINUS, NO_BREAK, round_half_up, words

FI, SV, EN = words("fi"), words("sv"), words("en")


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (2.45, 1, "2.5"),
        (2.449999, 1, "2.4"),
        (-2.45, 1, "-2.5"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (Fraction(49, 20), 1, "2.5"),
        (Fraction(1, 3), 2, "0.33"),
        (Decimal("1.005"), 2, "1.01"),
        (1.005, 2, "1.01"),
        (1e12, 0, "1000000000000"),
    ],
)
def test_halves_round_away_from_zero(value: float, decimals: int, expected: str) -> None:
    assert round_half_up(value, decimals) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "decimals", "fi", "en"),
    [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1000, 0, f"1{NO_BREAK}000", "1,000"),
        (1234567.891, 2, f"1{NO_BREAK}234{NO_BREAK}567,89", "1,234,567.89"),
        (2.35, 1, "2,4", "2.4"),
        (3, 1, "3,0", "3.0"),
        (-12500, 0, f"{MINUS}12{NO_BREAK}500", f"{MINUS}12,500"),
        (-0.04, 1, "0,0", "0.0"),
    ],
)
def test_numbers(value: float, decimals: int, fi: str, en: str) -> None:
    assert FI.number(value, decimals) == fi
    assert SV.number(value, decimals) == fi
    assert EN.number(value, decimals) == en


def test_signed_numbers_have_a_real_minus_and_no_sign_for_nothing() -> None:
    assert FI.number(1.6, 1, signed=True) == "+1,6"
    assert FI.number(-0.2, 1, signed=True) == f"{MINUS}0,2"
    assert FI.number(0.04, 1, signed=True) == "0,0"


def test_money_and_per_cents_keep_their_unit_on_the_line() -> None:
    assert FI.money(486000) == f"486{NO_BREAK}000{NO_BREAK}€"
    assert SV.money(486000) == f"486{NO_BREAK}000{NO_BREAK}€"
    assert EN.money(486000) == "€486,000"
    assert FI.money(0.5) == f"1{NO_BREAK}€"
    assert FI.percent(53.5) == f"54{NO_BREAK}%"
    assert EN.percent(53.5) == "54%"


def test_small_counts_are_words_and_large_ones_figures() -> None:
    assert [FI.count_word(count) for count in (0, 1, 10)] == ["nolla", "yksi", "kymmenen"]
    assert [SV.count_word(count) for count in (1, 7)] == ["ett", "sju"]
    assert [EN.count_word(count) for count in (3, 10)] == ["three", "ten"]
    assert FI.count_word(11) == "11"
    assert FI.count_word(1200) == f"1{NO_BREAK}200"
    assert FI.count_word(-1) == f"{MINUS}1"


def test_every_language_has_eleven_count_words_and_twelve_months() -> None:
    for each in (FI, SV, EN):
        assert len(each.catalog("numbers")["words"]) == 11
        assert len(set(each.catalog("numbers")["months"])) == 12
