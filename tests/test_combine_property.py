"""`combine` of eight groups at random: every cell that anybody typed is found again, ids are unique, references lead to
the row that the group meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from combine_finder import faults
from combine_groups import Typed, files, groups
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


@settings(max_examples=10, deadline=None, suppress_health_check=_CALM)
@given(groups())
def test_every_cell_of_eight_groups_is_found_again(typed: list[Typed]) -> None:
    nothing_is_lost(typed)


@pytest.mark.long
@settings(max_examples=200, deadline=None, suppress_health_check=_CALM)
@given(groups())
def test_every_cell_is_found_again_many_times(typed: list[Typed]) -> None:
    nothing_is_lost(typed)
