"""Each change that one correction of the example brings to a document names the corrected cell and its place in a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from example_folder import EXAMPLE, SHEETS, build, cells, columns, copy_example
from pipeline.merging.merge import compare
from pipeline.vocabulary.changes import Change, What
from pipeline.vocabulary.findings import Place

CORRECTIONS = {
    "the end of an action": ("actions", "TP2", "ends", "I/2028"),
    "an estimate": ("actions", "TP9", "cost", 99_000),
    "how often progress is reviewed": ("governance", "", "rhythm", "Kolme kertaa vuodessa"),
    "the name in the genitive": ("organisation", "", "genitive", "Uuden kunnan"),
    "the time of the first training": ("trainings", "K1", "time", "5/2027"),
}
BESIDE = (What.PROPERTY, What.LOOK)
"""What is not in the text has no cells."""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(EXAMPLE, tmp_path_factory.mktemp("ennen"))[1]


@pytest.mark.parametrize("name", CORRECTIONS)
def test_every_change_names_the_corrected_cell(name: str, before: dict[str, bytes], tmp_path: Path) -> None:
    key, row, field, value = CORRECTIONS[name]
    corrected: list[str] = []

    def correct(book: Workbook) -> None:
        page = book[SHEETS[key].title["fi"]]
        at = _cell(book, key, row, field)
        page[at] = value
        corrected.append(at)

    folder = copy_example(tmp_path / "kunta", correct)
    after = build(folder, tmp_path / "jalkeen")[1]
    found = list(_changes(before, after))
    assert found
    wrong = [item for item in found if not any(_holds(place, key, corrected[0]) for place in item.cells)]
    assert wrong == []
    short = [item for item in found if item.before.isdecimal() and item.after.isdecimal()]
    assert [item for item in short if not item.row and item.what is What.TEXT] == []


def test_a_count_by_year_tells_its_year_and_its_column(before: dict[str, bytes], tmp_path: Path) -> None:
    def correct(book: Workbook) -> None:
        book[SHEETS["actions"].title["fi"]][_cell(book, "actions", "TP2", "ends")] = "I/2028"

    after = build(copy_example(tmp_path / "kunta", correct), tmp_path / "jalkeen")[1]
    told = {(item.row, item.before, item.after) for item in _changes(before, after)}
    assert ("2027 · Valmistuu", "11", "10") in told
    assert ("TP2 · Aika", "III/2027–IV/2027", "III/2027–I/2028") in told


def _changes(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[Change]:
    for name, document in before.items():
        yield from (item for item in compare(document, after[name]) if item.what not in BESIDE)


def _cell(book: Workbook, key: str, row: str, field: str) -> str:
    page = book[SHEETS[key].title["fi"]]
    if SHEETS[key].kind == "fields":
        return next(cell.coordinate for known, cell in cells(page, SHEETS[key]) if known.key == field)
    header, found = columns(page, SHEETS[key])
    at = next(line for line in range(header + 1, page.max_row + 1) if page.cell(line, found["id"]).value == row)
    return page.cell(at, found[field]).coordinate


def _holds(place: Place, key: str, at: str) -> bool:
    if str(place.sheet) != SHEETS[key].title["fi"]:
        return False
    row, column = coordinate_to_tuple(at)
    left, top, right, bottom = range_boundaries(str(place.cell))
    return bool(left and top and right and bottom and left <= column <= right and top <= row <= bottom)
