"""A run writes what an input touches and nothing else: documents' bytes and times, the folder, what the next run knows."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from thinning import every

from corrections import CORRECTIONS, FOLDER, NOTHING, corrected, words_of_document, write_inputs
from example_folder import WORKBOOK
from pipeline.ooxml.package import parse, read_package, serialise
from pipeline.runs.batch import build_all
from pipeline.runs.manifest import HIDDEN, mark, read_manifest
from pipeline.runs.options import COUNCIL, ROADMAP, STAFF, Options, Outcome
from pipeline.runs.project import own_file, with_language
from tools.organisations.make import BRAND

DOCUMENTS = (ROADMAP, STAFF, COUNCIL)
SWEDISH = tuple(with_language(name, "sv") for name in DOCUMENTS)
ALL = {*DOCUMENTS, *SWEDISH}
STAFF_DECKS, ROADMAPS = {STAFF, SWEDISH[1]}, {ROADMAP, SWEDISH[0]}
HAND = "Tämän lisäsi tietohallinto käsin."
LONG_AGO = 1_700_000_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town's inputs and its six documents."""
    place = tmp_path_factory.mktemp("kaupunki")
    (place / FOLDER).mkdir()
    write_inputs(place / FOLDER, corrected(NOTHING))
    assert run(place).status == "built"
    return place


@pytest.fixture
def town(made: Path, tmp_path: Path) -> Path:
    """A copy to work on, everything in its outputs last changed long ago."""
    shutil.copytree(made, tmp_path / "työ")
    for path in (tmp_path / "työ" / "outputs").rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return tmp_path / "työ"


def run(
    place: Path, documents: tuple[str, ...] = DOCUMENTS, folders: Iterable[str] = (FOLDER,), **more: bool
) -> Outcome:
    options = Options(Path("outputs"), documents, **more)  # type: ignore[arg-type]
    with contextlib.chdir(place):
        outcomes = list(build_all(folders, options))
    last = outcomes[-1]
    assert isinstance(last, Outcome)
    return last


def correct(place: Path, *names: str) -> None:
    inputs = corrected(NOTHING)
    for name in names:
        CORRECTIONS[name].change(inputs)
    write_inputs(place / FOLDER, inputs)


def outputs(place: Path) -> Path:
    return place / "outputs" / FOLDER


def standing(place: Path) -> dict[str, bytes]:
    return {name: (outputs(place) / name).read_bytes() for name in ALL}


def state(place: Path) -> dict[str, tuple[int, bytes]]:
    """Every file and folder of the outputs, hidden ones too: when it changed, and its bytes."""
    found = sorted((place / "outputs").rglob("*"))
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"") for path in found}


def edit(path: Path) -> None:
    document = docx.Document(str(path))
    document.add_paragraph(HAND)
    document.save(str(path))


def written_since(place: Path, before: Mapping[str, bytes]) -> set[str]:
    """The documents that were written, which are those whose bytes changed: a file that is written again is told too."""
    now = standing(place)
    changed = {name for name in ALL if now[name] != before[name]}
    assert changed == {name for name in ALL if (outputs(place) / name).stat().st_mtime != LONG_AGO}
    return changed


# --- nothing changed --------------------------------------------------------------------------------------------------


def test_where_nothing_changed_nothing_is_written(town: Path) -> None:
    before = state(town)
    assert run(town).status == "unchanged"
    assert state(town) == before


def test_nor_where_documents_were_edited_by_hand_in_one_of_several_folders(town: Path) -> None:
    shutil.copytree(town / FOLDER, town / "toinen")
    assert run(town, (ROADMAP,), ["toinen"]).status == "built"
    edit(outputs(town) / ROADMAP)
    before = state(town)
    for _ in range(2):
        assert run(town, (ROADMAP,), [FOLDER, "toinen"]).status == "unchanged"
    assert state(town) == before


def test_an_obsolete_document_that_is_thrown_away_is_not_waited_for(town: Path) -> None:
    """The town gives up Swedish: its Swedish documents stay until somebody throws them away, and nothing is made for them."""
    inputs = corrected(NOTHING)
    inputs.sheets["Perustiedot"]["Asiakirjan kieli"] = "suomi"
    write_inputs(town / FOLDER, inputs)
    assert run(town).status == "built"
    for name in SWEDISH:
        (outputs(town) / name).unlink()
    outcome = run(town)
    assert (outcome.status, {Path(path).name for path in outcome.outputs}) == ("unchanged", {*DOCUMENTS})


# --- one correction ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("correction", "touched"),
    every(
        2,
        [
            ("training added", ROADMAPS | STAFF_DECKS),
            ("text", {ROADMAP, STAFF}),
            ("language", {*SWEDISH}),
            ("contact", {*DOCUMENTS}),
            ("brand", ALL),
            ("survey", ALL),
        ],
    ),
)
def test_a_correction_writes_the_documents_that_it_touches(correction: str, touched: set[str], town: Path) -> None:
    before = standing(town)
    correct(town, correction)
    assert {*run(town).written.changed} == touched
    assert written_since(town, before) == touched
    again = state(town)
    assert run(town).status == "unchanged"
    assert state(town) == again


def own_template(place: Path) -> None:
    shutil.copy(own_file(STAFF), place / FOLDER / STAFF)
    package = read_package((place / FOLDER / STAFF).read_bytes())
    first = package.related(package.main_part(), "slide")[0].target
    slide = parse(package.read(first))
    text = next(item for item in slide.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t") if item.text)
    text.text = f"Oma {text.text}"
    package.parts[first] = serialise(slide)
    (place / FOLDER / STAFF).write_bytes(package.write())


def saved_elsewhere(place: Path) -> None:
    """The workbook saved by another program, under another title."""
    book = load_workbook(place / FOLDER / WORKBOOK)
    book.properties.title = "Luonnos 2"
    book.save(place / FOLDER / WORKBOOK)


def row_moved_down(place: Path) -> None:
    """An empty row among the actions: what is below it stands in another cell, which notes of slides tell, and no roadmap."""
    book = load_workbook(place / FOLDER / WORKBOOK)
    page = book["Toimenpiteet"]
    last = max(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value is not None)
    for column in range(1, page.max_column + 1):
        page.cell(last + 1, column).value, page.cell(last, column).value = page.cell(last, column).value, None
    book.save(place / FOLDER / WORKBOOK)


def unused_picture(place: Path) -> None:
    shutil.copy(place / FOLDER / "logo.png", place / FOLDER / "valokuva.png")


def brand_remark(place: Path) -> None:
    (place / FOLDER / BRAND).write_text("# värit hyväksyi viestintä\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "touched"),
    every(
        2,
        [
            (own_template, STAFF_DECKS),
            (saved_elsewhere, set()),
            (row_moved_down, {*ALL} - ROADMAPS),
            (unused_picture, set()),
            (brand_remark, set()),
        ],
    ),
)
def test_what_shows_nowhere_writes_no_document(change: Callable[[Path], None], touched: set[str], town: Path) -> None:
    before = standing(town)
    change(town)
    assert {*run(town).written.changed} == touched
    assert written_since(town, before) == touched
    again = state(town)
    assert run(town).status == "unchanged"
    assert state(town) == again


def test_cells_that_moved_unseen_are_told_where_they_are_once_something_changes(town: Path) -> None:
    """What is kept of a document and what stands go together, so that hand work is still known and merged."""
    edit(outputs(town) / ROADMAP)
    before = standing(town)
    row_moved_down(town)
    assert run(town, (ROADMAP,)).written.changed == ()
    assert standing(town) == before
    assert (
        mark((outputs(town) / HIDDEN / "base" / ROADMAP).read_bytes())
        == read_manifest(outputs(town)).documents[ROADMAP]
    )
    correct(town, "responsible body")
    outcome = run(town)
    assert outcome.written.merged == (ROADMAP,)
    assert HAND in words_of_document(standing(town)[ROADMAP])


# --- some documents only ----------------------------------------------------------------------------------------------


def test_a_run_of_some_documents_is_unchanged_after_one_of_all_and_the_other_way_round(town: Path) -> None:
    before = state(town)
    for documents in ((STAFF, COUNCIL), (ROADMAP,), DOCUMENTS):
        assert run(town, documents).status == "unchanged"
    assert state(town) == before


def test_documents_made_in_turns_are_all_known(town: Path) -> None:
    correct(town, "contact")
    assert run(town, (STAFF, COUNCIL)).status == "built"
    assert run(town, (ROADMAP,)).status == "built"
    before = state(town)
    for documents in (DOCUMENTS, (COUNCIL,), (ROADMAP,)):
        assert run(town, documents).status == "unchanged"
    assert state(town) == before


def test_what_a_run_of_some_left_alone_is_made_later_on_its_own_base(town: Path) -> None:
    """Decks first, then all: the roadmap that people edited meanwhile gets the correction merged in, and says why."""
    first = standing(town)
    edit(outputs(town) / ROADMAP)
    hand = standing(town)[ROADMAP]
    correct(town, "responsible body")
    assert {*run(town, (STAFF, COUNCIL)).written.changed} == {STAFF, COUNCIL}
    assert standing(town)[ROADMAP] == hand
    assert read_manifest(outputs(town)).documents[ROADMAP] == mark(first[ROADMAP])
    assert (outputs(town) / HIDDEN / "base" / ROADMAP).read_bytes() == first[ROADMAP]
    planned = run(town, dry_run=True)
    assert [reason.key for reason in planned.reasons[ROADMAP]] == ["reason.changed.workbook", "reason.edited"]
    assert [reason.key for reason in planned.reasons[STAFF]] == ["reason.same"]
    decks = {name: (outputs(town) / name).stat().st_mtime_ns for name in (STAFF, COUNCIL)}
    outcome = run(town)
    assert (outcome.written.changed, outcome.written.merged) == ((ROADMAP,), (ROADMAP,))
    assert any("Kiinteistöpäällikkö" in change.after for change in outcome.written.merges[ROADMAP].changes)
    merged = words_of_document(standing(town)[ROADMAP])
    assert (HAND in merged, "Kiinteistöpäällikkö" in merged) == (True, True)
    assert {name: (outputs(town) / name).stat().st_mtime_ns for name in decks} == decks
    assert run(town).status == "unchanged"


def test_a_document_that_other_inputs_made_is_not_taken_for_a_new_one(town: Path) -> None:
    """Corrected, one deck made, and the correction taken back: the deck is made as it was, the others stand as they are."""
    before = standing(town)
    shutil.copy(town / FOLDER / WORKBOOK, town / WORKBOOK)
    correct(town, "contact")
    assert run(town, (STAFF,)).written.changed == (STAFF,)
    shutil.copy(town / WORKBOOK, town / FOLDER / WORKBOOK)
    assert run(town, (STAFF,)).written.changed == (STAFF,)
    assert standing(town) == before
    again = state(town)
    assert run(town).status == "unchanged"
    assert state(town) == again


def test_what_is_told_of_a_document_is_told_with_it_each_time_and_with_no_other(town: Path) -> None:
    of_roadmap = ("AX023", SWEDISH[0])
    told = codes(run(town))
    others = [item for item in told if item != of_roadmap]
    own = [item for item in told if item[0] != "FT006"]
    assert (len(others), len(own)) == (len(told) - 1, len(told) - 2)
    assert codes(run(town, (STAFF, COUNCIL))) == others
    assert of_roadmap in codes(run(town, (ROADMAP,)))
    correct(town, "contact")
    assert codes(run(town, (ROADMAP,))) == own
    assert codes(run(town, (STAFF, COUNCIL))) == others
    outcome = run(town)
    assert (outcome.status, sorted(codes(outcome))) == ("unchanged", sorted(told))


def codes(outcome: Outcome) -> list[tuple[str, str]]:
    return [(item.code, item.place.file) for item in outcome.findings]
