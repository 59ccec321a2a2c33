"""Attributes as strangers write them: every value is read, none is trusted."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.ooxml.attributes import WORD_COLUMNS, integer, is_on, length, number, skipped, span_of
from pipeline.ooxml.dialect import W

NONSENSE = ("x", "", "nan", "inf", "-inf", "1,5", "9" * 400, None)


@pytest.mark.parametrize("value", NONSENSE)
def test_what_makes_no_sense_is_as_if_it_were_not_there(value: str | None) -> None:
    assert number(value) is None
    assert (number(value, 2.5), integer(value, 7), length(value, 3.0), is_on(value, otherwise=True)) == (
        2.5,
        7,
        3.0,
        True,
    )


def test_numbers_are_whole_and_bounded() -> None:
    assert [integer(value) for value in ("12", "4680.0", "-3", "1e3")] == [12, 4680, -3, 1000]
    assert (integer("900", most=63), integer("-900", most=63), integer("9" * 300)) == (63, -63, 2**32 - 1)


def test_lengths_are_points() -> None:
    assert (length("12700"), length("2.54cm"), length("1in")) == (1.0, 72.0, 72.0)
    assert length("9" * 300) == 1e9


def test_switches_say_yes_or_no() -> None:
    assert [is_on(value) for value in ("1", "true", "on", "0", "false", "off", None)] == [True] * 3 + [False] * 4
    assert not is_on("0", otherwise=True)


@pytest.mark.parametrize(
    ("value", "span", "before"),
    [("2", 2, 2), ("2.0", 2, 2), ("0", 1, 0), ("-4", 1, 0), ("x", 1, 0), ("400000000", WORD_COLUMNS, WORD_COLUMNS)],
)
def test_a_cell_covers_as_many_columns_as_a_table_can_have(value: str, span: int, before: int) -> None:
    row = etree.fromstring(
        f'<w:tr xmlns:w="{W}"><w:trPr><w:gridBefore w:val="{value}"/></w:trPr>'
        f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr></w:tc><w:tc/></w:tr>'
    )
    assert (skipped(row), span_of(row[1]), span_of(row[2])) == (before, span, 1)
