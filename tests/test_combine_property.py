"""`combine` of eight groups at random: every cell that anybody typed is found again, ids are unique, references lead to
the row that the group meant."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from combine_finder import faults, read_result
from combine_groups import Typed, files, groups, touched, write
from hypothesis import HealthCheck, given, settings

from pipeline.runs.combining import combine
from pipeline.workbook.reading import read

NOW = dt.datetime(2026, 11, 22, 19, 0, tzinfo=dt.UTC)
_CALM = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


def nothing_is_lost(typed: list[Typed]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = files(typed, folder)
        into = folder / "yhdessa.xlsx"
        outcome = combine([str(path) for path in paths], str(into), NOW)
        assert outcome.status == "combined", outcome.findings
        assert list(faults(paths, into)) == []
        roadmap, findings = read(into, "x")
        assert roadmap is not None
        assert {"WB004", "WB028", "WB043"}.isdisjoint(finding.code for finding in findings)


def again_is_the_same(typed: list[Typed]) -> None:
    """With a base: nothing is lost, a second time nothing changes, and no row does when groups changed what is none.

    A group that gave several of its rows one id may have other rows joined when it comes again changed: `check` tells
    it of the ids (WB004).
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        base, into = folder / "pohja.xlsx", folder / "yhdessa.xlsx"
        write(typed[0], base)
        into.write_bytes(base.read_bytes())
        paths = [str(path) for path in files(typed[1:5], folder)]
        assert combine(paths, str(into), NOW).status == "combined"
        assert list(faults([Path(path) for path in paths], into, base)) == []
        first, content = read_result(into), into.read_bytes()
        assert combine(paths, str(into), NOW).status == "unchanged"
        assert into.read_bytes() == content
        touched(typed[1:5], folder)
        assert combine(paths, str(into), NOW).status == "combined"
        if not any(map(_is_twice, typed[:5])):
            assert read_result(into).rows == first.rows
        assert combine(paths, str(into), NOW).status == "unchanged"


def _is_twice(typed: Typed) -> bool:
    """Whether a table of a group has an id twice."""
    counts = (Counter(row.get("id") for row in rows if row.get("id")) for rows in typed.tables.values())
    return any(count > 1 for found in counts for count in found.values())


@settings(max_examples=10, deadline=None, suppress_health_check=_CALM)
@given(groups())
def test_every_cell_of_eight_groups_is_found_again(typed: list[Typed]) -> None:
    nothing_is_lost(typed)


@pytest.mark.long
@settings(max_examples=200, deadline=None, suppress_health_check=_CALM)
@given(groups())
def test_every_cell_is_found_again_many_times(typed: list[Typed]) -> None:
    nothing_is_lost(typed)


@settings(max_examples=2, deadline=None, suppress_health_check=_CALM)
@given(groups())
def test_combining_again_over_the_result_changes_no_row(typed: list[Typed]) -> None:
    again_is_the_same(typed)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=_CALM)
@given(groups())
def test_combining_again_changes_no_row_many_times(typed: list[Typed]) -> None:
    again_is_the_same(typed)
