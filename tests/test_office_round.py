"""The round over all organisations can fail: on a build, on a check, on a check that does not end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pikepdf import String

from documents import word
from pdf_making import Element, make_pdf
from tools import office_round
from tools.office_round import Check

Asked = list[tuple[str, ...]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The commands of the checks, of which none is run."""
    commands: Asked = []
    made = office_round._checks

    def noted(outputs: Path, *, pdf: bool) -> Iterator[Check]:
        commands.extend(check.command for check in made(outputs, pdf=pdf))
        return iter(())

    monkeypatch.setattr(office_round, "_checks", noted)
    return commands


def checks(*programs: str) -> Iterator[Check]:
    return iter([Check(f"check {place}", (sys.executable, "-c", program)) for place, program in enumerate(programs)])


def test_a_check_that_finds_nothing_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(office_round._found_by_checks(checks("print('a.docx: OK')", "pass"))) == []
    assert "check 1: nothing found" in capsys.readouterr().out


def test_what_a_check_finds_is_a_fault_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    finding = "print('b.docx: OK'); print('a.docx: ERROR no title'); raise SystemExit(1)"
    assert list(office_round._found_by_checks(checks("pass", finding))) == ["check 1 found something"]
    said = capsys.readouterr().out
    assert "a.docx: ERROR no title" in said
    assert "b.docx" not in said


def test_a_check_that_breaks_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(office_round._found_by_checks(checks("raise OSError('no tools')"))) == ["check 0 found something"]
    assert "no tools" in capsys.readouterr().out


def test_a_check_that_does_not_end_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(office_round, "PATIENCE", 0.2)
    assert list(office_round._found_by_checks(checks("import time; time.sleep(30)"))) == ["check 0 found something"]
    assert "not done" in capsys.readouterr().out


def test_what_is_built_is_all_checked(asked: Asked, tmp_path: Path) -> None:
    assert office_round.main(["pieni", "--no-pdf", "--keep", str(tmp_path)]) == 0
    built = sorted(map(str, tmp_path.glob("pieni/*.*x")))
    assert len(built) == 3
    assert [sorted(part for part in command if part.endswith("x")) for command in asked] == [built, built]
    assert ["--strict" in command for command in asked] == [False, True]


@pytest.mark.usefixtures("asked")
def test_a_folder_that_does_not_build_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(office_round, "folder_of", lambda _: tmp_path)
    assert office_round.main(["pieni", "--no-pdf"]) == 1
    assert "pieni was not built: IN002" in capsys.readouterr().out


@pytest.mark.usefixtures("asked")
def test_a_pdf_that_was_not_made_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pipeline.pdf.making.find_office", lambda: None)
    assert office_round.main(["pieni"]) == 1
    said = capsys.readouterr().out
    assert "digitiekartta.pdf" in said
    assert "pieni tells OT009" in said


def test_a_pdf_that_is_read_aloud_otherwise_is_a_fault(tmp_path: Path) -> None:
    figure = Element("Figure", [0], entries={"Alt": String("muu")})
    pdf = make_pdf(["/Figure <</MCID 0>> BDC 0 0 m 9 9 l S EMC"], [Element("Document", below=[figure])])
    (tmp_path / "a.docx").write_bytes(word("teksti"))
    (tmp_path / "a.pdf").write_bytes(pdf)
    assert "read aloud: [(0, 'muu')]" in "".join(office_round._misread([str(tmp_path / "a.docx")]))


def test_the_decks_pdfs_are_checked_too(tmp_path: Path) -> None:
    made = [tmp_path / "pieni" / name for name in ("digitiekartta.pdf", "esitys-henkilosto-sv.pdf")]
    made[0].parent.mkdir()
    for path in made:
        path.write_bytes(b"")
    command = list(office_round._checks(tmp_path, pdf=True))[-1].command
    assert command[-2:] == tuple(map(str, made))


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(SystemExit) as stopped:
        office_round.main(["olematon"])
    assert stopped.value.code == 2
