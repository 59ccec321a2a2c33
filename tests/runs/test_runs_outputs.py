"""Writing a folder's documents: all or none, never over hand work, the same twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.runs.holding import held
from pipeline.runs.manifest import HIDDEN, Manifest, fingerprint, input_marks, mark, read_manifest
from pipeline.runs.outputs import write_outputs
from pipeline.runs.plans import Written, plan_outputs

DOCUMENTS = {"a.docx": b"first a", "b.pptx": b"first b"}
CORRECTED = {"a.docx": b"second a", "b.pptx": b"first b"}


def deliver(folder: Path, documents: dict[str, bytes], *, force: bool = False) -> Written:
    writes, written = plan_outputs(folder, documents, force=force)
    manifest = Manifest("print", {name: mark(data) for name, data in documents.items()})
    assert write_outputs(folder, writes, manifest, documents) == ()
    return written


def standing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_first_run_writes_everything_and_remembers_it(tmp_path: Path) -> None:
    written = deliver(tmp_path / "kunta", DOCUMENTS)
    assert written.changed == ("a.docx", "b.pptx")
    assert standing(tmp_path / "kunta") == DOCUMENTS
    assert (tmp_path / "kunta" / HIDDEN / "base" / "a.docx").read_bytes() == b"first a"
    assert read_manifest(tmp_path / "kunta").documents == {name: mark(data) for name, data in DOCUMENTS.items()}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    deliver(tmp_path, DOCUMENTS)
    before = (tmp_path / "b.pptx").stat().st_mtime_ns
    written = deliver(tmp_path, CORRECTED)
    assert (written.changed, written.same) == (("a.docx",), ("b.pptx",))
    assert (tmp_path / "b.pptx").stat().st_mtime_ns == before


def test_a_hand_edited_document_stays_and_the_fresh_one_goes_beside(tmp_path: Path) -> None:
    deliver(tmp_path, DOCUMENTS)
    (tmp_path / "a.docx").write_bytes(b"edited by hand")
    written = deliver(tmp_path, CORRECTED)
    assert standing(tmp_path) == {"a.docx": b"edited by hand", "a-uusi.docx": b"second a", "b.pptx": b"first b"}
    assert written.kept == ("a.docx",)
    assert [finding.code for finding in written.findings] == ["OT003"]


def test_a_file_that_we_did_not_make_stays_too(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"somebody else's")
    written = deliver(tmp_path, {"a.pdf": b"ours"})
    assert standing(tmp_path) == {"a.pdf": b"somebody else's", "a-uusi.pdf": b"ours"}
    assert [finding.code for finding in written.findings] == ["OT003"]


def test_force_overwrites(tmp_path: Path) -> None:
    deliver(tmp_path, DOCUMENTS)
    (tmp_path / "a.docx").write_bytes(b"edited by hand")
    assert deliver(tmp_path, CORRECTED, force=True).changed == ("a.docx",)
    assert standing(tmp_path) == CORRECTED


@pytest.mark.parametrize("owner", ["~$a.docx", "~$docx"])
def test_a_document_open_in_word_is_told_and_left(tmp_path: Path, owner: str) -> None:
    deliver(tmp_path, DOCUMENTS)
    (tmp_path / owner).write_bytes(b"")
    writes, _ = plan_outputs(tmp_path, CORRECTED, force=False)
    (fault,) = write_outputs(tmp_path, writes, Manifest(), {})
    assert fault.code == "OT001"
    assert (tmp_path / "a.docx").read_bytes() == b"first a"


def test_two_runs_exclude_each_other(tmp_path: Path) -> None:
    with held(tmp_path, to_write=True) as hold:
        assert hold.locked
        (fault,) = write_outputs(tmp_path, DOCUMENTS, Manifest(), {})
        assert write_outputs(tmp_path, DOCUMENTS, Manifest(), {}, hold=hold) == ()
    assert fault.code == "OT005"
    assert write_outputs(tmp_path, DOCUMENTS, Manifest(), {}) == ()


def test_a_damaged_manifest_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / HIDDEN).mkdir()
    for content in (
        b"",
        b"{",
        b"[]",
        b'{"version": 99}',
        b'{"version": 1, "fingerprint": 1, "documents": []}',
        b"\xff",
    ):
        (tmp_path / HIDDEN / "manifest.json").write_bytes(content)
        assert read_manifest(tmp_path).documents == {}


def test_the_fingerprint_follows_the_inputs_and_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "tyokirja.xlsx"
    path.write_bytes(b"1")

    def now(settings: str) -> str:
        return fingerprint(input_marks({"workbook:tyokirja.xlsx": path}, settings))

    first = now("all")
    assert now("all") == first
    assert now("deck") != first
    path.write_bytes(b"2")
    assert now("all") != first
    assert fingerprint({}) == ""


def test_a_document_that_only_the_hand_changed_is_left_alone(tmp_path: Path) -> None:
    deliver(tmp_path, DOCUMENTS)
    (tmp_path / "a.docx").write_bytes(b"edited by hand")
    written = deliver(tmp_path, DOCUMENTS)
    assert (written.same, written.kept, written.findings) == (("a.docx", "b.pptx"), (), ())
    assert standing(tmp_path) == {"a.docx": b"edited by hand", "b.pptx": b"first b"}
