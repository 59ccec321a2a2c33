"""A conflict is told in each run until somebody has dealt with it: in the document, not by waiting."""

from __future__ import annotations

import datetime as dt
import json
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from documents import word
from example_folder import copy_example, survey_rows, write_csv
from pipeline.ooxml.dialect import W14
from pipeline.runs import build as building
from pipeline.runs.manifest import HIDDEN, Manifest, Undecided, manifest_bytes, read_manifest
from pipeline.runs.options import ROADMAP, Options, Outcome
from pipeline.runs.project import open_project
from pipeline.vocabulary.changes import Change, Fate, Kind, What
from pipeline.vocabulary.findings import Place

WHEN = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
OURS = "Cost 100 euros, as agreed"
FIRST, SECOND = ("Intro", "Cost 100 euros", "Time 2027", "End"), ("Intro", "Cost 120 euros", "Time 2028", "End")
THIRD = (*SECOND[:3], "The very end")


class Town:
    """An input folder whose one document is made in no time, of the words that it is given."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lines, self.rows = folder, FIRST, 41
        self.out = folder.parents[1] / "o" / "kunta"
        self.path = self.out / ROADMAP

    def make(self, *_: object) -> tuple[dict[str, bytes], tuple[()]]:
        lines = (
            f'<w:p xmlns:w14="{W14}" w14:paraId="0000000{number}"><w:r><w:t>{said}</w:t></w:r></w:p>'
            for number, said in enumerate(self.lines, 1)
        )
        return {ROADMAP: word(*lines)}, ()

    def built(self, lines: tuple[str, ...] | None = None, **options: Any) -> Outcome:
        """A run; of a workbook that says something else where lines are given."""
        if lines is not None:
            self.lines, self.rows = lines, self.rows + 1
            write_csv(self.folder / "kysely.csv", survey_rows()[: self.rows])
        project, _ = open_project(self.folder, self.folder.name)
        assert project is not None
        return building.build(project, Options(self.folder.parents[1] / "o", (ROADMAP,), when=WHEN, **options))

    def edited(self, change: Callable[[str], str], part: str = "word/document.xml") -> None:
        """People's edit of a part of the document."""
        out, before = BytesIO(), self.path.read_bytes()
        with zipfile.ZipFile(BytesIO(before)) as package, zipfile.ZipFile(out, "w") as edited:
            for name in package.namelist():
                content = package.read(name)
                edited.writestr(name, change(content.decode()).encode() if name == part else content)
        assert out.getvalue() != before
        self.path.write_bytes(out.getvalue())

    def listed(self) -> str:
        document = Document(self.out / "muutokset.docx")
        return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    copy = copy_example(tmp_path / "inputs" / "kunta", survey=False)
    for path in copy.iterdir():
        if path.name not in ("tyokirja.xlsx", "logo.png"):
            path.unlink()
    found = Town(copy)
    monkeypatch.setattr(building, "make_documents", found.make)
    found.built(FIRST)
    return found


@pytest.fixture
def disputed(town: Town) -> Town:
    """People changed one place and deleted another, then the workbook changed both."""
    town.edited(lambda xml: without(xml, "Time 2027").replace("Cost 100 euros", OURS))
    assert told(town.built(SECOND)) == ["OT015", "OT016"]
    return town


def without(xml: str, words: str) -> str:
    """Without the paragraph of these words."""
    start, end = xml.rindex("<w:p ", 0, xml.index(words)), xml.index("</w:p>", xml.index(words))
    return xml[:start] + xml[end + len("</w:p>") :]


def told(outcome: Outcome) -> list[str]:
    return sorted(item.code for item in outcome.findings if item.code in ("OT015", "OT016"))


def test_an_unchanged_run_tells_a_conflict_again_and_what_was_left_out_no_more(disputed: Town) -> None:
    for _ in range(2):
        start = time.perf_counter()
        again = disputed.built()
        assert time.perf_counter() - start < 0.3
        assert (again.status, told(again)) == ("unchanged", ["OT015"])
    (finding,) = (item for item in again.findings if item.code == "OT015")
    assert finding.values["yours"] == OURS
    assert told(disputed.built(dry_run=True)) == ["OT015"]


def test_so_does_one_that_changes_another_place_and_its_list(disputed: Town) -> None:
    outcome = disputed.built(THIRD)
    assert (outcome.status, told(outcome)) == ("built", ["OT015"])
    assert "Cost 120 euros" in disputed.listed()
    assert "The very end" in disputed.listed()
    assert told(disputed.built()) == ["OT015"]


def test_one_about_the_same_place_takes_its_place(disputed: Town) -> None:
    outcome = disputed.built(("Intro", "Cost 130 euros", "Time 2028", "End"))
    assert told(outcome) == ["OT015"]
    again = disputed.built()
    assert [item.values["after"] for item in again.findings if item.code == "OT015"] == ["Cost 130 euros"]


def test_a_document_saved_with_its_comment_is_asked(disputed: Town) -> None:
    disputed.edited(lambda xml: xml.replace("Intro", "Introduction"))
    assert told(disputed.built()) == ["OT015"]
    assert told(disputed.built(THIRD)) == ["OT015"]
    assert told(disputed.built()) == ["OT015"]


def comment_gone(town: Town) -> None:
    town.edited(lambda xml: xml[: xml.index("<w:comment ")] + "</w:comments>", "word/comments.xml")


def workbooks_words(town: Town) -> None:
    town.edited(lambda xml: xml.replace(OURS, "Cost 120 euros"))


def made_anew(town: Town) -> None:
    assert told(town.built(force=True)) == []


def thrown_away(town: Town) -> None:
    town.path.unlink()


@pytest.mark.parametrize("deal", [comment_gone, workbooks_words, made_anew, thrown_away])
def test_it_is_told_until_somebody_deals_with_it(disputed: Town, deal: Callable[[Town], None]) -> None:
    deal(disputed)
    assert told(disputed.built()) == []
    assert told(disputed.built(THIRD)) == []
    assert read_manifest(disputed.out).undecided == {}


def test_accepting_our_changes_decides_nothing(disputed: Town) -> None:
    assert told(disputed.built(THIRD, accept=True)) == ["OT015"]
    assert told(disputed.built()) == ["OT015"]


def test_a_list_since_what_was_sent_holds_what_earlier_runs_left_open(town: Town) -> None:
    assert town.built(delivered=True).status == "built"
    town.edited(lambda xml: without(xml, "Time 2027").replace("Cost 100 euros", OURS))
    town.built(SECOND)
    town.built(THIRD)
    left = read_manifest(town.out).undecided[ROADMAP].changes
    assert [change.fate for change in left] == [Fate.CONFLICT, Fate.LEFT_OUT]
    assert "Time 2027\nTime 2028" in town.listed()
    assert "Teksti muuttui\nTime 2027" not in town.listed(), "it did not go in"
    town.built(delivered=True)
    left = read_manifest(town.out).undecided[ROADMAP].changes
    assert [change.fate for change in left] == [Fate.CONFLICT]


def test_the_manifest_keeps_them_as_they_were(tmp_path: Path) -> None:
    cells = (Place("w.xlsx", "Sheet", "B4"),)
    change = Change(Kind.MOVED, Fate.CONFLICT, What.ROW, "1 Chapter", "old", "new", cells, "ours", "2027 · Row")
    left = Undecided("mark", (change, Change(Kind.REMOVED, Fate.LEFT_OUT, What.SLIDE, "")))
    kept = manifest_bytes(Manifest(documents={"a.docx": "1"}, undecided={"a.docx": left}))
    place = tmp_path / HIDDEN / "manifest.json"
    place.parent.mkdir()
    place.write_bytes(kept)
    assert read_manifest(tmp_path).undecided == {"a.docx": left}
    data = json.loads(kept)
    for odd in (7, {"mark": 1}, {"mark": "a", "changes": [{"kind": "none"}]}, {"mark": "a", "changes": 7}):
        place.write_text(json.dumps({**data, "undecided": {"a.docx": odd}}))
        assert (read_manifest(tmp_path).documents, read_manifest(tmp_path).undecided) == ({"a.docx": "1"}, {})
