"""Whatever is typed: no reader fails, and what it says can be typed and read again."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pipeline.language import words
from pipeline.vocabulary.model import Time
from pipeline.workbook import texts
from pipeline.workbook.amounts import amount
from pipeline.workbook.fields import read_cell
from pipeline.workbook.grid import Cell, address, coordinates
from pipeline.workbook.layout import Field, layout
from pipeline.workbook.times import ReadTime, of_date, read_time

EVERY_KIND = list({field.kind: field for sheet in layout().sheets for field in sheet.fields}.values())
VALUES = some.one_of(
    some.text(max_size=60),
    some.text(alphabet="0123456789.,/-–% €QIVkevätsyo ", max_size=20),
    some.integers(),
    some.floats(allow_nan=False, allow_infinity=False),
    some.booleans(),
    some.datetimes(),
    some.times(),
)
FORMATS = some.sampled_from(["", "General", "0%", "0.00", "#,##0", "d.m.yyyy", "mmm-yy", "@", '#,##0 "€"'])


@given(field=some.sampled_from(EVERY_KIND), value=VALUES, number_format=FORMATS)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_anything_typed_gives_a_value_or_a_fault(field: Field, value: object, number_format: str) -> None:
    cell = Cell(3, 2, value, number_format)  # type: ignore[arg-type]
    reading = read_cell(cell, field, "fi")
    nothing = reading.value in (None, "", ())
    blank = isinstance(value, str) and not texts.plain(value)
    assert not nothing or reading.faults or blank or isinstance(value, str)
    for fault in reading.faults:
        for language in ("fi", "sv", "en"):
            text = words(language).text("findings", f"{fault.code}.message", field="x", **fault.values)
            assert "{" not in text or "{" in str(value)


@given(some.text(max_size=80))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    for clean in (texts.clean, texts.one_line, texts.paragraphs, texts.plain, texts.folded):
        assert clean(clean(text)) == clean(text)


@given(some.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_a_printed_day_reads_as_itself(day: dt.date) -> None:
    outcome = read_time(of_date(day).text)
    assert isinstance(outcome, ReadTime)
    assert outcome.time == of_date(day)


@given(some.integers(2000, 2099), some.sampled_from(["talvi", "kevät", "kesä", "syksy"]), some.sampled_from("fse"))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_what_documents_print_is_understood(year: int, season: str, first: str) -> None:
    language = {"f": "fi", "s": "sv", "e": "en"}[first]
    outcome = read_time(f"{season} {year}")
    assert isinstance(outcome, ReadTime)
    printed = words(language).time(outcome.time)  # type: ignore[arg-type]
    again = read_time(printed)
    assert isinstance(again, ReadTime)
    assert (again.time.first, again.time.last) == (outcome.time.first, outcome.time.last)
    assert again.time.last.year == year


@given(some.integers(1, 4), some.integers(2000, 2099), some.sampled_from(["fi", "sv", "en"]))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_printed_quarters_are_understood(quarter: int, year: int, language: str) -> None:
    first = dt.date(year, quarter * 3 - 2, 1)
    outcome = read_time(words(language).quarter(first))  # type: ignore[arg-type]
    assert isinstance(outcome, ReadTime)
    assert (outcome.time.first, outcome.time.precision) == (first, "quarter")


@given(some.integers(0, 10**9))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_printed_money_is_understood(euros: int) -> None:
    for language in ("fi", "sv"):
        found = amount(words(language).money(euros))  # type: ignore[arg-type]
        assert found is not None
        assert (found.value, found.unit, found.other) == (float(euros), "€", None)


@given(some.integers(1, 1_048_576), some.integers(1, 16_384))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_addresses_go_both_ways(row: int, column: int) -> None:
    assert coordinates(address(row, column)) == (row, column)


def test_seasons_of_two_years_never_overlap() -> None:
    spans: list[Time] = []
    for year in (2026, 2027):
        for season in ("talvi", "kevät", "kesä", "syksy"):
            outcome = read_time(f"{season} {year}")
            assert isinstance(outcome, ReadTime)
            spans.append(outcome.time)
    for earlier, later in pairwise(spans):
        assert earlier.last + dt.timedelta(days=1) == later.first


@pytest.mark.long
@given(field=some.sampled_from(EVERY_KIND), value=VALUES, number_format=FORMATS)
@settings(max_examples=20_000, deadline=None)
def test_anything_typed_many_times(field: Field, value: object, number_format: str) -> None:
    test_anything_typed_gives_a_value_or_a_fault.hypothesis.inner_test(field, value, number_format)  # type: ignore[attr-defined]
