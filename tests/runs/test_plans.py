"""What is to be written of a folder's documents: fresh ones, merged ones, and what is set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.runs.manifest import HIDDEN, Manifest, manifest_bytes, mark
from pipeline.runs.plans import Merging, NotMergeable, Written, plan_outputs
from pipeline.vocabulary.changes import Change, Edit, Fate, Kind, Merged, What
from pipeline.vocabulary.findings import Place

BASE, HAND, FRESH = b"base", b"hand", b"fresh"
CELL = Place("tyokirja.xlsx", "Tavoitteet", "B4")
UPDATED = Change(Kind.CHANGED, Fate.UPDATED, What.TEXT, "Tavoitteet", "vanha", "uusi", (CELL,))
CONFLICT = Change(Kind.CHANGED, Fate.CONFLICT, What.TEXT, "Tavoitteet", "vanha", "uusi", (CELL,), "oma")
LEFT_OUT = Change(Kind.CHANGED, Fate.LEFT_OUT, What.ROW, "Toimenpiteet", "vanha", "uusi", (CELL,))
EDIT = Edit(Kind.ADDED, What.TEXT, "Johdanto", "Lisätty lause")


def made(folder: Path, *, standing: bytes | None, base: bytes | None = BASE, kept: bytes | None = None) -> None:
    """A folder with a document that was made as `base` and stands as `standing`."""
    (folder / HIDDEN / "base").mkdir(parents=True)
    if standing is not None:
        (folder / "a.docx").write_bytes(standing)
    if base is not None:
        (folder / HIDDEN / "base" / "a.docx").write_bytes(base if kept is None else kept)
        (folder / HIDDEN / "manifest.json").write_bytes(manifest_bytes(Manifest("print", {"a.docx": mark(base)})))


def joining(*changes: Change) -> Merging:
    def merge(_: str, base: bytes | None, hand: bytes, fresh: bytes) -> Merged:
        return Merged(b"+".join((base or b"none", hand, fresh)), changes, (EDIT,))

    return Merging(merge, lambda old, new: (UPDATED,) if old != new else ())


def plan(folder: Path, *changes: Change, force: bool = False) -> tuple[dict[str, bytes], Written]:
    return plan_outputs(folder, {"a.docx": FRESH}, force=force, merging=joining(*changes))


def test_an_edited_document_gets_the_changes(tmp_path: Path) -> None:
    made(tmp_path, standing=HAND)
    writes, written = plan(tmp_path, UPDATED)
    assert writes == {"a.docx": b"base+hand+fresh"}
    assert (written.changed, written.merged, written.new) == (("a.docx",), ("a.docx",), ())
    assert written.merges["a.docx"].changes == (UPDATED,)


def test_what_the_merge_did_is_told_with_each_open_question(tmp_path: Path) -> None:
    made(tmp_path, standing=HAND)
    findings = plan(tmp_path, UPDATED, UPDATED, CONFLICT, LEFT_OUT)[1].findings
    assert [finding.code for finding in findings] == ["OT014", "OT015", "OT016"]
    assert {name: findings[0].values[name] for name in ("updated", "conflicts", "edits")} == {
        "updated": 2,
        "conflicts": 1,
        "edits": 1,
    }
    assert findings[1].values["cells"] == "tyokirja.xlsx: Tavoitteet!B4"
    assert findings[1].values["yours"] == "oma"


def test_where_the_words_are_the_same_peoples_file_keeps_its_bytes(tmp_path: Path) -> None:
    made(tmp_path, standing=HAND)
    writes, written = plan(tmp_path)
    assert (writes, written.same, written.merged, written.findings) == ({}, ("a.docx",), ("a.docx",), ())


@pytest.mark.parametrize("kept", [b"another base", b""])
def test_a_base_that_is_not_the_one_is_no_base(tmp_path: Path, kept: bytes) -> None:
    made(tmp_path, standing=HAND, kept=kept)
    assert plan(tmp_path, UPDATED)[0] == {"a.docx": b"none+hand+fresh"}


def test_a_document_that_nobody_edited_is_written_anew_and_its_changes_told(tmp_path: Path) -> None:
    made(tmp_path, standing=BASE)
    writes, written = plan(tmp_path)
    assert writes == {"a.docx": FRESH}
    assert written.merges["a.docx"].changes == (UPDATED,)
    assert (written.merged, written.findings) == ((), ())


def test_without_a_change_of_ours_the_hand_is_left_alone(tmp_path: Path) -> None:
    made(tmp_path, standing=HAND, base=FRESH)
    writes, written = plan(tmp_path)
    assert (writes, written.same) == ({}, ("a.docx",))


def test_force_writes_over_hand_work_and_tells_how_to_have_it_back(tmp_path: Path) -> None:
    made(tmp_path, standing=HAND)
    writes, written = plan(tmp_path, force=True)
    assert writes == {"a.docx": FRESH}
    assert [finding.code for finding in written.findings] == ["OT021"]


def test_force_over_what_nobody_edited_tells_nothing(tmp_path: Path) -> None:
    made(tmp_path, standing=BASE)
    assert plan(tmp_path, force=True)[1].findings == ()


def test_what_cannot_be_merged_is_set_aside_under_a_free_name(tmp_path: Path) -> None:
    made(tmp_path, standing=HAND, base=None)
    (tmp_path / "a-talteen.docx").write_bytes(b"an earlier one")

    def refuse(*_: object) -> Merged:
        raise NotMergeable("damaged")

    writes, written = plan_outputs(tmp_path, {"a.docx": FRESH}, force=False, merging=Merging(refuse, lambda *_: ()))
    assert writes == {"a-talteen-2.docx": HAND, "a.docx": FRESH}
    assert [finding.code for finding in written.findings] == ["OT004"]
    assert written.findings[0].values["reason"] == "merging.damaged"
    assert str(written.findings[0].values["kept"]).endswith("a-talteen-2.docx")


def test_where_nothing_merges_the_fresh_one_goes_beside(tmp_path: Path) -> None:
    made(tmp_path, standing=HAND)
    writes, written = plan_outputs(tmp_path, {"a.docx": FRESH}, force=False)
    assert (writes, written.kept) == ({"a-uusi.docx": FRESH}, ("a.docx",))
