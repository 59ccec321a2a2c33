"""Days, quarters, seasons and ranges in each language, in the precision they were given in."""

from datetime import date

import pytest

from pipeline.language import EN_DASH, NO_BREAK, words
from pipeline.vocabulary.model import Precision, Time

FI, SV, EN = words("fi"), words("sv"), words("en")


def time(first: tuple[int, int, int], last: tuple[int, int, int], precision: Precision) -> Time:
    return Time(date(*first), date(*last), precision)


def test_days_have_no_leading_zeros() -> None:
    assert FI.day(date(2027, 3, 1)) == "1.3.2027"
    assert SV.day(date(2027, 3, 1)) == "1.3.2027"
    assert EN.day(date(2027, 3, 1)) == f"1{NO_BREAK}March 2027"


@pytest.mark.parametrize(("month", "number"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (9, 3), (10, 4), (12, 4)])
def test_quarters(month: int, number: int) -> None:
    day = date(2027, month, 28)
    assert FI.quarter(day) == f"{['I', 'II', 'III', 'IV'][number - 1]}/2027"
    assert SV.quarter(day) == f"kv{NO_BREAK}{number}/2027"
    assert EN.quarter(day) == f"Q{number} 2027"


@pytest.mark.parametrize(
    ("given", "fi", "sv", "en"),
    [
        (time((2027, 3, 1), (2027, 3, 1), "day"), "1.3.2027", "1.3.2027", f"1{NO_BREAK}March 2027"),
        (time((2027, 3, 1), (2027, 3, 31), "month"), "3/2027", "3/2027", "March 2027"),
        (time((2027, 4, 1), (2027, 6, 30), "quarter"), "II/2027", f"kv{NO_BREAK}2/2027", "Q2 2027"),
        (time((2027, 3, 1), (2027, 5, 31), "season"), "kevät 2027", "våren 2027", "spring 2027"),
        (time((2027, 6, 1), (2027, 8, 31), "season"), "kesä 2027", "sommaren 2027", "summer 2027"),
        (time((2027, 9, 1), (2027, 11, 30), "season"), "syksy 2027", "hösten 2027", "autumn 2027"),
        (time((2026, 12, 1), (2027, 2, 28), "season"), "talvi 2027", "vintern 2027", "winter 2027"),
        (time((2027, 1, 1), (2027, 12, 31), "year"), "2027", "2027", "2027"),
    ],
)
def test_times_keep_their_precision(given: Time, fi: str, sv: str, en: str) -> None:
    assert (FI.time(given), SV.time(given), EN.time(given)) == (fi, sv, en)


def test_every_month_belongs_to_a_season() -> None:
    seasons = [FI.time(time((2027, month, 1), (2027, month, 28), "season")).split()[0] for month in range(1, 13)]
    assert seasons == ["talvi"] * 2 + ["kevät"] * 3 + ["kesä"] * 3 + ["syksy"] * 3 + ["talvi"]


def test_ranges_have_an_en_dash_and_spaces_only_between_several_words() -> None:
    assert FI.span("2027", "2030") == f"2027{EN_DASH}2030"
    assert FI.span("I/2027", "II/2027") == f"I/2027{EN_DASH}II/2027"
    assert FI.span("kevät 2027", "syksy 2027") == f"kevät 2027{NO_BREAK}{EN_DASH} syksy 2027"
    assert (
        SV.span(f"kv{NO_BREAK}1/2027", f"kv{NO_BREAK}2/2027")
        == f"kv{NO_BREAK}1/2027{NO_BREAK}{EN_DASH} kv{NO_BREAK}2/2027"
    )


def test_a_range_of_one_value_is_the_value() -> None:
    assert EN.span("Q2 2027", "Q2 2027") == "Q2 2027"
