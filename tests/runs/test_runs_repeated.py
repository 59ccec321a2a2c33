"""A build that changes nothing says again what was said of its inputs when the documents were made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from example_folder import copy_example, survey_rows, write_csv
from pipeline.language import words
from pipeline.runs import build as building
from pipeline.runs.manifest import HIDDEN, Manifest, manifest_bytes, read_manifest
from pipeline.runs.options import ROADMAP, Options, Outcome
from pipeline.runs.project import open_project
from pipeline.vocabulary.findings import Finding, Phrase, Place, Term

ROWS = survey_rows()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An input folder with forty answers, one document of which is made in no time."""
    monkeypatch.setattr(building, "make_documents", lambda *_: ({ROADMAP: b"document"}, ()))
    copy = copy_example(tmp_path / "inputs" / "kunta", survey=False)
    for path in copy.iterdir():
        if path.name not in ("tyokirja.xlsx", "logo.png"):
            path.unlink()
    write_csv(copy / "kysely.csv", ROWS[:41])
    return copy


def built(folder: Path, **options: Any) -> Outcome:
    project, _ = open_project(folder, folder.name)
    assert project is not None
    return building.build(project, Options(folder.parents[1] / "outputs", (ROADMAP,), **options))


def test_the_findings_of_the_build_come_again(folder: Path) -> None:
    built(folder)
    write_csv(folder / "kysely.csv", ROWS[:42])
    first = built(folder)
    assert "SV042" in {finding.code for finding in first.findings}
    for _ in range(2):
        again = built(folder)
        assert (again.status, again.findings) == ("unchanged", first.findings)
    said = [[say(finding) for finding in first.findings] for say in (words("fi").message, words("sv").hint)]
    assert said == [[say(finding) for finding in again.findings] for say in (words("fi").message, words("sv").hint)]


def test_no_answer_is_kept_with_them(folder: Path) -> None:
    built(folder)
    kept = (folder.parents[1] / "outputs" / "kunta" / HIDDEN / "manifest.json").read_text("utf-8")
    texts = {str(cell) for row in ROWS[1:41] for cell in row if len(str(cell)) > 25}
    assert json.loads(kept)["findings"]
    assert not [text for text in texts if text in kept]


def test_strict_stops_as_before(folder: Path) -> None:
    built(folder)
    write_csv(folder / "kysely.csv", ROWS[:42])
    built(folder)
    assert built(folder).status == "unchanged"
    assert built(folder, strict=True).status == "failed"


FINDINGS = (
    Finding("SV017", Place("a.xlsx", "Kysely", "B2"), {"column": "x", "count": 3, "share": 0.5}),
    Finding(
        "WB027", Place("b.xlsx", Phrase("slide", number=6, title=Term("survey.sector"))), {"reason": Phrase("a.b")}
    ),
    Finding("SV043", values={"held": Phrase("held.both", one=Phrase("held.choices"), other=Term("x.y"))}),
)


def test_findings_come_back_as_they_were(tmp_path: Path) -> None:
    back = read_written(tmp_path, manifest_bytes(Manifest("print", {"a.docx": "1"}, findings=FINDINGS)))
    assert (back.fingerprint, back.documents, back.findings) == ("print", {"a.docx": "1"}, FINDINGS)
    kinds = [
        (type(value), getattr(value, "key", ""), getattr(value, "values", {})) for value in values_of(back.findings)
    ]
    assert kinds == [
        (type(value), getattr(value, "key", ""), getattr(value, "values", {})) for value in values_of(FINDINGS)
    ]


def read_written(folder: Path, data: bytes) -> Manifest:
    (folder / HIDDEN).mkdir(exist_ok=True)
    (folder / HIDDEN / "manifest.json").write_bytes(data)
    return read_manifest(folder)


def values_of(findings: tuple[Finding, ...]) -> list[object]:
    return [value for finding in findings for value in (finding.place.sheet, *finding.values.values())]


@pytest.mark.parametrize(
    "findings",
    [[7], [{"code": "XX999"}], [{"code": "SV017", "values": {"a": []}}], 7, [{"code": "SV017", "place": {"cell": {}}}]],
)
def test_findings_that_are_not_understood_are_found_out_anew(tmp_path: Path, findings: object) -> None:
    data = json.loads(manifest_bytes(Manifest("print", {"a.docx": "1"})))
    back = read_written(tmp_path, json.dumps({**data, "findings": findings}).encode())
    assert (back.fingerprint, back.documents, back.findings) == ("", {"a.docx": "1"}, ())
