"""Every count of a follow-up equals a plain second count of the same workbooks, and every table adds up."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from plain_counting import STANDINGS, Plain, count
from years import TypedAction, followed, write_workbook, years_of_actions

from pipeline.report.followup.context import context
from pipeline.vocabulary.content import Context, Record
from pipeline.vocabulary.follow_up import STANDINGS as OURS

INPUTS = Path(__file__).resolve().parents[2] / "inputs"
SAMPLES = ("tarulinna", "haavesalo", "tarumaan-amk")
COLUMNS = {
    "done": "done",
    "under_way": "under_way",
    "not_started": "not_started",
    "moved": "moved",
    "dropped": "cancelled",
    "new": "new",
    "late": "late",
    "total": "total",
}


def number(text: object) -> int:
    """A printed count."""
    return 0 if str(text) == "–" else int(str(text))


def names_of(old: Path, new: Path) -> Context:
    before, now, year = followed(old, new)
    return context(now, before, year, None, language="fi")


def printed(row: object) -> Counter[str]:
    assert isinstance(row, Record)
    return +Counter({plain: number(row[ours]) for ours, plain in COLUMNS.items()})


def rows_of(names: Context, table: str) -> tuple[Record, ...]:
    found = names[table]
    rows = found.rows if isinstance(found, Record) else ()
    assert isinstance(rows, tuple)
    return rows


def check(names: Context, plain: Plain) -> None:
    """Whether everything that is printed is what was counted."""
    status = names["status"]
    if not plain.total:
        assert status is None
        return
    assert isinstance(status, Record)
    rows = {str(row.key): row for row in rows_of(names, "status")}
    assert list(rows) == list(STANDINGS) == list(OURS)
    assert {key: number(row["count"]) for key, row in rows.items()} == {key: plain.standings[key] for key in STANDINGS}
    assert {key: number(row.was) for key, row in rows.items()} == {key: plain.before[key] for key in STANDINGS}
    total = status.total
    assert isinstance(total, Record)
    assert (number(total["count"]), number(total.was)) == (plain.total, plain.before.total())
    _check_chart(names, plain)
    _check_tables(names, plain)
    _check_groups(names, plain)


def _check_chart(names: Context, plain: Plain) -> None:
    exhibits = names["exhibits"]
    assert isinstance(exhibits, Record)
    chart = exhibits.status
    bars = [tuple(int(value or 0) for value in series.values) for series in chart.series]  # type: ignore[attr-defined]
    assert bars == [(plain.before[key], plain.standings[key]) for key in STANDINGS]


def _check_tables(names: Context, plain: Plain) -> None:
    goals = {str(row.id): printed(row) for row in rows_of(names, "by_goal") if number(row.total)}
    assert goals == {key: +counts for key, counts in plain.by_goal.items()}
    if names["by_perspective"] is not None:
        found = {str(row.id): printed(row) for row in rows_of(names, "by_perspective")}
        assert found == {key: +counts for key, counts in plain.by_perspective.items()}
    else:
        assert set(plain.by_perspective) == {""}
    if names["by_owner"] is not None:
        rows = rows_of(names, "by_owner")
        owners = {"" if row.name == "Ei vastuutahoa" else str(row.name).casefold(): printed(row) for row in rows}
        assert owners == {key: +counts for key, counts in plain.by_owner.items()}
    else:
        assert set(plain.by_owner) == {""}
    everything = +Counter(plain.standings) + Counter(total=plain.total, new=plain.new, late=plain.late)
    for table in ("by_goal", "by_perspective", "by_owner"):
        record = names[table]
        if isinstance(record, Record):
            assert printed(record.total) == +everything
            for row in (*rows_of(names, table), record.total):
                cells = printed(row)
                assert sum(cells[key] for key in STANDINGS) == cells["total"]
            summed = sum((printed(row) for row in rows_of(names, table)), Counter())
            assert (summed != printed(record.total)) == bool(record.remark)
    by_goal = names["by_goal"]
    assert isinstance(by_goal, Record)
    assert by_goal.remark == ""


def _check_groups(names: Context, plain: Plain) -> None:
    groups = names["groups"]
    assert isinstance(groups, tuple)
    counts = {str(group.key): number(group["count"]) for group in groups}
    assert all(len(group.rows) == number(group["count"]) for group in groups)
    assert (counts.get("late", 0), counts.get("new", 0)) == (plain.late, plain.new)
    assert counts.get("done", 0) + counts.get("earlier", 0) == plain.standings["done"]
    outcomes = {"dropped": "cancelled", "moved": "moved", "under_way": "under_way", "not_started": "not_started"}
    assert {key: counts.get(key, 0) for key in outcomes} == {key: plain.standings[of] for key, of in outcomes.items()}
    assert sum(counts.values()) - plain.late - plain.new == plain.total


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_regions_years_are_counted_alike(name: str) -> None:
    old, new = (INPUTS / f"{name}-{year}" / "tyokirja.xlsx" for year in (2025, 2026))
    plain = count(old, new)
    assert plain.total > 10
    assert len([key for key in STANDINGS if plain.standings[key]]) >= 4
    assert plain.new
    check(names_of(old, new), plain)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(old=years_of_actions, new=years_of_actions)
@example(old=[], new=[])
@example(old=[TypedAction("TP1", "T1.1", "Hallintojohtaja", "2026", "Valmis")], new=[])
@example(
    old=[TypedAction("TP1", "T1.2", "", "II/2026", "Valmis")],
    new=[TypedAction("TP1", "T3", "", "2027", "Käynnissä"), TypedAction("TP2", "T2", "", "2026", "Siirretty")],
)
def test_any_two_years_are_counted_alike(old: list[TypedAction], new: list[TypedAction]) -> None:
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name) / "old.xlsx", Path(name) / "new.xlsx"]
        write_workbook(paths[0], old, dt.date(2026, 1, 31))
        write_workbook(paths[1], new, dt.date(2027, 1, 31))
        check(names_of(*paths), count(*paths))
