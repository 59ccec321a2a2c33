"""A year through the program's own chain: statuses filled in, next year's workbook made of it, followed since last year's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from next_year import carried, changed
from openpyxl import Workbook

from pipeline.comparing.following import follow, pair_years
from pipeline.comparing.following.noticed import noticed
from pipeline.workbook.reading import read

OLD = Path(__file__).resolve().parents[2] / "inputs" / "tarulinna-2026" / "tyokirja.xlsx"


def ended(status: str, id_: str) -> Callable[[Workbook], None]:
    """Gives a change: an action's status."""

    def change(book: Workbook) -> None:
        page = book["Toimenpiteet"]
        rows = list(page.iter_rows())
        header = next(row for row in rows if any(str(cell.value).startswith("Tunnus") for cell in row))
        places = {str(cell.value).rstrip("*").strip(): place for place, cell in enumerate(header)}
        row = next(row for row in rows if row[places["Tunnus"]].value == id_)
        row[places["Tila"]].value = status

    return change


def test_an_action_that_was_finished_and_archived_is_done_in_the_follow_up(tmp_path: Path) -> None:
    old, _ = read(OLD, "vanha.xlsx")
    assert old is not None
    open_one, given_up = [action.id for action in old.actions if action.status == "under_way"][:2]

    def both(book: Workbook) -> None:
        ended("Valmis", open_one)(book)
        ended("Keskeytetty", given_up)(book)

    end_of_year = changed(tmp_path / "lopussa" / "tyokirja.xlsx", both, OLD)
    begun, path = carried(end_of_year, tmp_path / "uusi", "Tarulinna")
    assert begun.created
    new, _ = read(path, "uusi.xlsx")
    assert new is not None
    assert {open_one, given_up} <= set(new.archived)
    found = follow(old, new, pair_years(old, new))
    outcomes = {item.action.id: item for item in found.actions}
    assert (outcomes[open_one].outcome, outcomes[open_one].newly_done) == ("done", True)
    assert (outcomes[given_up].outcome, outcomes[given_up].newly_dropped) == ("dropped", True)
    assert outcomes[open_one].action.place("status").file == "uusi.xlsx"
    assert "FU011" not in {finding.code for finding in noticed(old, new, found)}
