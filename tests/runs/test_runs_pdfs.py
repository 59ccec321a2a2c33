"""`build --pdf`: which PDFs are made and of what, what is kept, and that documents come first."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from example_folder import copy_example
from pdf_making import Element, make_pdf
from pipeline.cli import main
from pipeline.pdf import making
from pipeline.pdf.converting import Conversion
from pipeline.runs import delivering
from pipeline.runs.manifest import HIDDEN, Manifest, manifest_bytes, read_manifest
from pipeline.runs.options import ROADMAP

ROOT = Path(__file__).resolve().parents[2]
PDF = "digitiekartta.pdf"


class Office:
    """Stands in for LibreOffice: a PDF's only page is named by what the document's bytes are."""

    def __init__(self) -> None:
        self.starts: list[dict[str, bytes]] = []
        self.fault = ""

    def convert(self, _: Path, documents: Mapping[str, bytes]) -> Conversion:
        self.starts.append(dict(documents))
        if self.fault:
            return Conversion({}, self.fault, "syy", tuple(documents))
        return Conversion({name: pdf_of(data) for name, data in documents.items()})


def pdf_of(document: bytes) -> bytes:
    paragraph = Element("P", [0])
    return make_pdf([f"/P <</MCID 0>> BDC BT ({hash(document)}) Tj ET EMC"], [Element("Document", below=[paragraph])])


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Office:
    own = Office()
    monkeypatch.setattr(making, "convert", own.convert)
    monkeypatch.setattr(making, "find_office", lambda: Path("soffice"))
    return own


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "kunta")


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    return tmp_path / "o" / "kunta"


def run(folder: Path, outputs: Path, *options: str) -> Result:
    arguments = ["build", str(folder), "--outputs", str(outputs.parent), "--only", "roadmap", "--lang", "en", *options]
    result = CliRunner().invoke(main, arguments)
    assert "Traceback" not in result.output
    return result


def codes(told: Mapping[str, list[dict[str, str]]]) -> list[str]:
    return [finding["code"] for finding in told["findings"] if finding["code"].startswith("OT")]


def with_another_name(book: Workbook) -> None:
    book["Toimenpiteet"]["C3"] = "Aivan toinen toimenpide"


def edit(document: Path) -> None:
    """A person's edit: the document holds another paragraph."""
    import docx

    own = docx.Document(str(document))
    own.add_paragraph("Käsin lisätty")
    own.save(str(document))


def test_pdfs_stand_beside_the_documents_and_are_told(folder: Path, outputs: Path, stand_in: Office) -> None:
    result = run(folder, outputs, "--pdf", "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)["folders"][0]
    assert [Path(path).name for path in told["outputs"]] == [ROADMAP, PDF]
    assert told["merge"]["new"] == [ROADMAP, PDF]
    assert (outputs / PDF).read_bytes().startswith(b"%PDF")
    assert stand_in.starts == [{ROADMAP: (outputs / ROADMAP).read_bytes()}]
    assert PDF in read_manifest(outputs).documents
    assert not (outputs / ".digitiekartta" / "base" / PDF).exists()


def test_nothing_is_started_when_nothing_changed(folder: Path, outputs: Path, stand_in: Office) -> None:
    run(folder, outputs, "--pdf")
    before = (outputs / PDF).stat().st_mtime_ns
    again = run(folder, outputs, "--pdf", "--json")
    assert json.loads(again.stdout)["folders"][0]["status"] == "unchanged"
    assert len(stand_in.starts) == 1
    assert (outputs / PDF).stat().st_mtime_ns == before


def test_force_makes_them_anew(folder: Path, outputs: Path, stand_in: Office) -> None:
    run(folder, outputs, "--pdf")
    run(folder, outputs, "--pdf", "--force")
    assert len(stand_in.starts) == 2


@pytest.mark.usefixtures("stand_in")
def test_pdfs_are_made_later_too_without_making_documents(folder: Path, outputs: Path) -> None:
    run(folder, outputs)
    before = (outputs / ROADMAP).stat().st_mtime_ns
    assert "PDF" not in run(folder, outputs).output
    result = run(folder, outputs, "--pdf", "--json")
    assert json.loads(result.stdout)["folders"][0]["merge"]["new"] == [PDF]
    assert (outputs / ROADMAP).stat().st_mtime_ns == before
    (outputs / PDF).unlink()
    assert json.loads(run(folder, outputs, "--json").stdout)["folders"][0]["status"] == "unchanged"
    run(folder, outputs, "--pdf")
    assert (outputs / PDF).exists()


def test_an_edited_documents_pdf_shows_the_edit(folder: Path, outputs: Path, stand_in: Office) -> None:
    run(folder, outputs, "--pdf")
    edit(outputs / ROADMAP)
    run(folder, outputs, "--pdf")
    assert stand_in.starts[-1] == {ROADMAP: (outputs / ROADMAP).read_bytes()}
    assert len(stand_in.starts) == 2
    run(folder, outputs, "--pdf")
    assert len(stand_in.starts) == 2


def test_the_pdf_of_an_edited_one_shows_the_edit_and_the_correction_plain(
    folder: Path, outputs: Path, stand_in: Office
) -> None:
    run(folder, outputs, "--pdf")
    edit(outputs / ROADMAP)
    copy_example(folder.parent / "muuttunut", with_another_name)
    (folder / "tyokirja.xlsx").write_bytes((folder.parent / "muuttunut" / "tyokirja.xlsx").read_bytes())
    result = run(folder, outputs, "--pdf")
    assert "OT014" in result.output
    xml = zipfile.ZipFile(outputs / ROADMAP).read("word/document.xml").decode()
    shown = zipfile.ZipFile(BytesIO(stand_in.starts[-1][ROADMAP])).read("word/document.xml").decode()
    for text in ("Käsin lisätty", "w:ins "):
        assert text in xml
    assert ("Käsin lisätty" in shown, "w:ins " in shown, "w:del " in shown) == (True, False, False)
    starts = len(stand_in.starts)
    run(folder, outputs, "--pdf")
    assert len(stand_in.starts) == starts


def test_a_pdf_replaced_by_hand_is_not_overwritten(folder: Path, outputs: Path, stand_in: Office) -> None:
    run(folder, outputs, "--pdf")
    (outputs / PDF).write_bytes(b"%PDF made in Acrobat")
    assert "OT003" not in run(folder, outputs, "--pdf").output
    edit(outputs / ROADMAP)
    result = run(folder, outputs, "--pdf")
    assert "OT003" in result.output
    assert (outputs / PDF).read_bytes() == b"%PDF made in Acrobat"
    assert (outputs / "digitiekartta-uusi.pdf").exists()
    starts = len(stand_in.starts)
    for options in (["--pdf"], []):
        assert "OT003" in run(folder, outputs, *options).output, "told as long as the fresh one lies beside"
    assert len(stand_in.starts) == starts
    (outputs / "digitiekartta-uusi.pdf").replace(outputs / PDF)
    assert "OT003" not in run(folder, outputs, "--pdf").output
    edit(outputs / ROADMAP)
    assert "OT003" not in run(folder, outputs, "--pdf").output, "what took its place is ours again"
    (outputs / PDF).write_bytes(b"%PDF made in Acrobat")
    run(folder, outputs, "--pdf", "--force")
    assert (outputs / PDF).read_bytes() != b"%PDF made in Acrobat"


def test_without_libreoffice_the_documents_are_made_and_it_is_told(
    folder: Path, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "find_office", lambda: None)
    result = run(folder, outputs, "--pdf")
    assert result.exit_code == 0
    assert "OT009" in result.output
    assert (outputs / ROADMAP).exists()
    assert not (outputs / PDF).exists()
    assert PDF not in result.output, "what was not made is not listed"
    assert "OT009" in run(folder, outputs, "--pdf").output, "told again, as long as the PDF is missing"
    assert "OT009" not in run(folder, outputs).output


@pytest.mark.parametrize("fault", ["late", "start", "missing"])
def test_a_failing_libreoffice_leaves_the_earlier_pdfs(
    folder: Path, outputs: Path, stand_in: Office, fault: str
) -> None:
    run(folder, outputs, "--pdf")
    before = (outputs / PDF).read_bytes()
    edit(outputs / ROADMAP)
    stand_in.fault = fault
    result = run(folder, outputs, "--pdf")
    assert result.exit_code == 0
    assert "OT010" in result.output
    assert (outputs / PDF).read_bytes() == before
    stand_in.fault = ""
    run(folder, outputs, "--pdf")
    assert (outputs / PDF).read_bytes() != before


def test_strict_stops_before_anything_is_written(folder: Path, outputs: Path, stand_in: Office) -> None:
    stand_in.fault = "late"
    result = run(folder, outputs, "--pdf", "--strict")
    assert result.exit_code == 1
    assert not (outputs / ROADMAP).exists()


def test_a_dry_run_starts_nothing(folder: Path, outputs: Path, stand_in: Office) -> None:
    result = run(folder, outputs, "--pdf", "--dry-run")
    assert PDF in result.output
    assert not outputs.exists()
    run(folder, outputs)
    assert PDF in run(folder, outputs, "--pdf", "--dry-run").output
    assert stand_in.starts == []
    assert not (outputs / PDF).exists()


@pytest.mark.usefixtures("stand_in")
def test_a_build_without_pdf_tells_of_a_pdf_that_is_behind(folder: Path, outputs: Path) -> None:
    run(folder, outputs, "--pdf")
    copy_example(folder.parent / "muuttunut", with_another_name)
    (folder / "tyokirja.xlsx").write_bytes((folder.parent / "muuttunut" / "tyokirja.xlsx").read_bytes())
    before = (outputs / PDF).read_bytes()
    result = run(folder, outputs)
    assert "OT012" in result.output
    assert (outputs / PDF).read_bytes() == before
    assert "OT012" not in run(folder, outputs, "--pdf").output


def test_a_build_without_pdf_tells_of_a_pdf_whose_document_was_edited(
    folder: Path, outputs: Path, stand_in: Office
) -> None:
    run(folder, outputs, "--pdf")
    edit(outputs / ROADMAP)
    result = run(folder, outputs, "--json")
    told = json.loads(result.stdout)["folders"][0]
    assert (told["status"], [finding["code"] for finding in told["findings"]]) == ("unchanged", ["SV026", "OT012"])
    run(folder, outputs, "--pdf")
    assert "OT012" not in run(folder, outputs).output
    assert len(stand_in.starts) == 2


@pytest.mark.usefixtures("stand_in")
def test_a_damaged_document_is_told_and_its_pdf_not_made(folder: Path, outputs: Path) -> None:
    run(folder, outputs)
    (outputs / ROADMAP).write_bytes(b"not a document at all")
    result = run(folder, outputs, "--pdf")
    assert result.exit_code == 0
    assert "OT010" in result.output
    assert not (outputs / PDF).exists()
    assert PDF not in result.output, "what was not made is not listed"


def test_a_pdf_that_lacks_something_is_written_and_told(
    folder: Path, outputs: Path, monkeypatch: pytest.MonkeyPatch, stand_in: Office
) -> None:
    def figure(document: bytes) -> bytes:
        drawing = f"/Figure <</MCID 0>> BDC 0 0 m {hash(document) % 997} 9 l S EMC"
        return make_pdf([drawing], [Element("Document", below=[Element("Figure", [0])])])

    def convert(_: Path, documents: Mapping[str, bytes]) -> Conversion:
        return Conversion({name: figure(data) for name, data in documents.items()})

    monkeypatch.setattr(making, "convert", convert)
    result = run(folder, outputs, "--pdf")
    assert result.exit_code == 0
    assert "OT011" in result.output
    assert "pictures without alternative text: 1" in result.output
    assert (outputs / PDF).exists()
    assert stand_in.starts == []
    for options in (["--pdf"], []):
        again = json.loads(run(folder, outputs, *options, "--json").stdout)["folders"][0]
        assert (again["status"], codes(again)) == ("unchanged", ["OT011"]), "told as long as it stands"
    (outputs / PDF).write_bytes(b"%PDF made in Acrobat")
    assert "OT011" not in run(folder, outputs, "--pdf").output, "it isn't of that one"
    edit(outputs / ROADMAP)
    for _ in range(2):
        told = json.loads(run(folder, outputs, "--pdf", "--json").stdout)["folders"][0]
        assert sorted(codes(told)) == ["OT003", "OT011"]
        assert "digitiekartta-uusi.pdf is not accessible" in str(told)


def test_when_the_second_layout_fails_the_first_pdfs_are_written(
    folder: Path, outputs: Path, monkeypatch: pytest.MonkeyPatch, stand_in: Office
) -> None:
    def again(_: Path, documents: Mapping[str, bytes]) -> Conversion:
        stand_in.fault = "late" if stand_in.starts else ""
        return stand_in.convert(_, documents)

    renumbered = {ROADMAP: b"with other numbers"}
    monkeypatch.setattr(making, "convert", again)
    monkeypatch.setattr(making, "_renumbered", lambda documents, _: renumbered if ROADMAP in documents else {})
    told = json.loads(run(folder, outputs, "--pdf", "--json").stdout)["folders"][0]
    assert (told["status"], codes(told)) == ("built", ["OT013"])
    assert (outputs / PDF).exists()
    assert [list(start) for start in stand_in.starts] == [[ROADMAP], [ROADMAP]]
    assert "OT013" in run(folder, outputs).output
    assert "OT012" not in run(folder, outputs).output
    monkeypatch.setattr(making, "_renumbered", lambda *_: {})
    monkeypatch.setattr(making, "convert", Office().convert)
    assert "OT013" not in run(folder, outputs, "--pdf").output, "the next run makes it anew"
    assert "OT013" not in run(folder, outputs, "--pdf").output


def test_documents_are_not_read_for_pdfs_that_nobody_made(
    folder: Path, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> dict[str, bytes]:
        raise AssertionError

    monkeypatch.setattr(delivering, "standing_documents", refused)
    for _ in range(2):
        assert run(folder, outputs).exit_code == 0


def test_a_build_without_pdf_loads_nothing_of_it(folder: Path, outputs: Path) -> None:
    program = "import sys; from pipeline.cli import main\n"
    program += f"try: main(['build', {str(folder)!r}, '--outputs', {str(outputs.parent)!r}, '--only', 'roadmap'])\n"
    program += "except SystemExit as end: assert not end.code\n"
    program += "print([name for name in sys.modules if name.startswith(('pikepdf', 'pipeline.pdf'))])"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_damaged_list_of_what_pdfs_lack_counts_as_no_manifest(tmp_path: Path) -> None:
    own = manifest_bytes(Manifest("print", {PDF: "1"}, {PDF: "2"}, {PDF: {"pictures": 2}}))
    hidden = tmp_path / HIDDEN
    hidden.mkdir()
    (hidden / "manifest.json").write_bytes(own)
    assert read_manifest(tmp_path).lacking == {PDF: {"pictures": 2}}
    (hidden / "manifest.json").write_bytes(own.replace(b'"pictures": 2', b'"pictures": []'))
    assert read_manifest(tmp_path) == Manifest()
