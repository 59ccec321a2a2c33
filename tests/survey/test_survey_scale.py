"""One answer to a code."""

import datetime as dt

import pytest

from pipeline.survey.columns.scale import DONT_KNOW, MISSING, OFF_SCALE, code, codes


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        (5, 5),
        (5.0, 5),
        ("5", 5),
        ("5.0", 5),
        ("4,0", 4),
        (" 3 ", 3),
        ("\u00a03\u00a0", 3),
        ("2;", 2),
        ("5 = Erinomainen", 5),
        ("5=erinomainen", 5),
        ("5 - Erinomainen", 5),
        ("5 – Erinomainen", 5),
        ("5. Erinomainen", 5),
        ("5 Erinomainen", 5),
        ("Erinomainen (5)", 5),
        ("Erinomainen = 5", 5),
        ("hyvä", 4),
        ("HYVÄ ", 4),
        ("hyva\u0308", 4),
        ("Tyydyttävä;", 3),
        ("God", 4),
        ("Nöjaktig", 3),
        ("Försvarlig", 2),
        ("1 = Poor", 1),
        ("Satisfactory\u00a0(3)", 3),
        ("5 = täysin samaa mieltä", 5),
    ],
)
def test_a_level_in_any_writing(cell: object, level: int) -> None:
    assert code(cell) == level


@pytest.mark.parametrize(
    "cell",
    ["EOS", "eos", "En osaa sanoa", "en osaa  sanoa;", "Vet ej", "Don't know", "Don’t know", "N/A", "0 = En osaa sanoa",
     "6 - EOS", "En osaa sanoa (0)"],
)  # fmt: skip
def test_dont_know_is_its_own_answer(cell: str) -> None:
    assert code(cell) == DONT_KNOW


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", "-", "–", "Ei vastausta", "Inget svar", "No answer"])
def test_no_answer_is_missing(cell: str | None) -> None:
    assert code(cell) == MISSING


@pytest.mark.parametrize(
    "cell",
    [0, 6, -1, 4.5, "0", "6", "3,5", "-3", "1-5", "2–3", "1 2", "kyllä", "5 = Heikko", "Hyvä (5)", "#N/A", "12 = muu",
     "3 kertaa", True, float("nan"), float("inf"), 10**400, dt.date(2026, 2, 1), dt.time(1, 2), "1/2", "=1+1"],
)  # fmt: skip
def test_anything_else_is_off_the_scale(cell: object) -> None:
    assert code(cell) == OFF_SCALE


def test_a_column_is_bytes_in_order() -> None:
    assert codes(["5", "hyvä", None, "EOS", 1]) == bytes([5, 4, MISSING, DONT_KNOW, 1])
