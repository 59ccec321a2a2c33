"""The designer's commands from end to end, in a folder with a space and an ä: check, annotated copies, copy; and what
`check` and `build` tell of an input folder's own templates."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from changed_templates import BODY, ROADMAP, STAFF, changed, slide_with
from example_folder import copy_example
from office_checks import office_faults
from pipeline.cli import main
from pipeline.runs.templates import Checked

NOTED_WORD, NOTED_DECK = "digitiekartta-huomiot.docx", "esitys-henkilosto-huomiot.pptx"
FAULTY_WORD = ((BODY, "{{ goal.name }}", "{{ goal.nmae }}"), ("word/header1.xml", "header_line }}", "header_line }"))
HEADING_VARIANTS = 4
"""A chapter's heading stands in the template on a new page and going on, each with room for one figure and for two."""
VERDANA = 'w:ascii="Verdana" w:hAnsi="Verdana" w:eastAsia="Calibri" w:cs="Calibri"'
SURVEY, GAPS = slide_with(STAFF, "{{ deck.survey.title }}"), slide_with(STAFF, "{{ deck.gaps.title }}")
GAPS_PLACE = GAPS.removeprefix("ppt/slides/slide").removesuffix(".xml")
FAULTY_DECK = ((SURVEY, "deck.survey.title }}", "deck.survey.titel }}"), (GAPS, "{{ exhibits.gaps }}", "Kuilut"))


def run(*arguments: object, lang: str = "fi") -> Result:
    result = CliRunner().invoke(main, [*map(str, arguments), "--lang", lang])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def the_object(result: Result) -> dict[str, Any]:
    data = json.loads(result.stdout)
    assert isinstance(data, dict)
    return data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A designer's folder with a faulty document and a faulty deck."""
    made = tmp_path / "Mäntsälän pohjat"
    made.mkdir()
    (made / ROADMAP).write_bytes(changed(ROADMAP, *FAULTY_WORD))
    (made / STAFF).write_bytes(changed(STAFF, *FAULTY_DECK))
    return made


def test_every_fault_is_one_line_with_its_place_in_words(folder: Path) -> None:
    result = run("templates", "check", folder / ROADMAP, folder / STAFF)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    heading = r"leipäteksti, \d+ \{\{ chapters\.goals\.title \}\}"
    place = "taulukko 1, rivi 3, sarake 2, ”»{{ goal.nmae }}«”"
    told = re.compile(f"{re.escape(str(folder / ROADMAP))}: {heading}, {re.escape(place)}: TP003 ")
    assert [line for line in lines if told.match(line)]
    assert [line for line in lines if f"{folder / STAFF}: dia {GAPS_PLACE} ”{{{{ deck.gaps.title }}}}”: TP014 " in line]
    assert "goal.name" in result.stderr
    assert not [line for line in lines if "document!" in line or "slide4!" in line]


def test_it_writes_nothing_by_itself(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    run("templates", "check", folder / ROADMAP)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("name", "noted"), [(ROADMAP, NOTED_WORD), (STAFF, NOTED_DECK)])
def test_the_annotated_copy_opens_and_holds_a_comment_for_each_fault(
    name: str, noted: str, folder: Path, tmp_path: Path
) -> None:
    original = (folder / name).read_bytes()
    result = run("templates", "check", folder / name, "--annotate", "--outputs", tmp_path / "ulos tästä", "--json")
    (file,) = the_object(result)["files"]
    copy = tmp_path / "ulos tästä" / "Mäntsälän pohjat" / noted
    assert file["outputs"] == [copy.as_posix()]
    assert office_faults(copy.read_bytes(), tags=False) == []
    assert (folder / name).read_bytes() == original
    with ZipFile(copy) as archive:
        said = "".join(
            archive.read(item).decode() for item in archive.namelist() if "comment" in item and "rels" not in item
        )
    assert all(finding["code"] in said for finding in file["findings"])
    assert said.count("TP003") == 1


def test_json_is_one_object_in_the_readers_language(folder: Path) -> None:
    data = the_object(run("templates", "check", folder / STAFF, "--json", lang="en"))
    assert (data["command"], data["files"][0]["status"]) == ("templates check", "faulty")
    finding = next(item for item in data["files"][0]["findings"] if item["code"] == "TP003")
    assert finding["sheet"] == "slide 4 “{{ deck.survey.titel }}”"
    assert finding["cell"] == "“»{{ deck.survey.titel }}«”"
    assert set(finding) == {"code", "severity", "file", "sheet", "cell", "message", "hint"}


def test_exit_statuses(tmp_path: Path) -> None:
    sound = tmp_path / ROADMAP
    sound.write_bytes(changed(ROADMAP))
    assert run("templates", "check", sound).exit_code == 0
    sound.write_bytes(changed(ROADMAP, (BODY, "{{ exhibits.radar }}", "Tutka")))
    assert run("templates", "check", sound).exit_code == 0
    assert run("templates", "check", sound, "--strict").exit_code == 1
    assert run("templates", "check", tmp_path / "puuttuu.docx").exit_code == 3
    (tmp_path / "o").write_text("in the way")
    assert run("templates", "check", sound, "--annotate", "--outputs", tmp_path / "o").exit_code == 4


def test_the_brand_is_the_given_one_else_the_one_beside_the_file(tmp_path: Path) -> None:
    theme = 'w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"'
    font = (
        "word/styles.xml",
        f'w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri" {theme}',
        VERDANA,
    )
    (tmp_path / ROADMAP).write_bytes(changed(ROADMAP, font))
    assert "TP015" in run("templates", "check", tmp_path / ROADMAP).stderr
    (tmp_path / "toinen.toml").write_text('body_font = "Verdana"\nheading_font = "Calibri"\n', encoding="utf-8")
    assert "TP015" not in run("templates", "check", tmp_path / ROADMAP, "--brand", tmp_path / "toinen.toml").stderr
    (tmp_path / "toinen.toml").rename(tmp_path / "brand.toml")
    assert "TP015" not in run("templates", "check", tmp_path / ROADMAP).stderr
    (tmp_path / "brand.toml").write_text('primary = "leaf green"', encoding="utf-8")
    result = run("templates", "check", tmp_path / ROADMAP)
    assert (result.exit_code, result.stderr.count(": BR002 ")) == (1, 1)


def test_templates_are_copied_and_checked_as_the_hint_says(tmp_path: Path) -> None:
    folder = tmp_path / "Ähtärin pohjat"
    result = run("templates", "copy", folder, "--json")
    assert (result.exit_code, len(the_object(result)["created"])) == (0, 8)
    assert f'templates check "{folder / ROADMAP}"' in result.stderr
    (folder / STAFF).write_bytes(b"mine")
    again = run("templates", "copy", folder)
    assert (again.exit_code, "OT008" in again.stderr, "--force" in again.stderr) == (4, True, True)
    assert run("templates", "copy", folder, "--force").exit_code == 0


# --- an input folder's own templates ----------------------------------------------------------------------------------


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "Mäntsälä 2027")


def test_check_tells_the_faults_of_own_templates_brand_and_logo(inputs: Path) -> None:
    (inputs / ROADMAP).write_bytes(changed(ROADMAP, *FAULTY_WORD))
    (inputs / "brand.toml").write_text('primary = "leaf green"', encoding="utf-8")
    (inputs / "logo.png").write_bytes(b"no picture")
    result = run("check", inputs)
    assert result.exit_code == 3
    assert [code for code in ("TP003", "TP001", "BR002", "BR004") if code not in result.stderr] == []


def test_build_tells_every_fault_of_an_own_template_once_and_makes_nothing(inputs: Path, tmp_path: Path) -> None:
    (inputs / ROADMAP).write_bytes(changed(ROADMAP, *FAULTY_WORD))
    result = run("build", inputs, "--outputs", tmp_path / "o")
    assert (result.exit_code, result.stderr.count(" TP003 "), result.stderr.count(" TP001 ")) == (1, 1, 1)
    assert not (tmp_path / "o").exists()
    assert run("build", inputs, "--outputs", tmp_path / "o", "--only", "deck").exit_code == 0


def test_a_template_under_another_name_is_told_with_the_names_it_could_have(inputs: Path) -> None:
    (inputs / "oma pohja.docx").write_bytes(changed(ROADMAP))
    (inputs / "muistio.docx").write_bytes(b"no template")
    result = run("check", inputs)
    assert result.exit_code == 0
    assert result.stderr.count("TP017") == 1
    assert ROADMAP in result.stderr


def test_a_fault_of_ours_is_told_as_one_and_the_other_files_go_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, *_: object) -> Checked:
        if path.name == ROADMAP:
            raise RuntimeError("a fault of ours")
        return Checked()

    monkeypatch.setattr("pipeline.runs.template_files.check_template", broken)
    result = run("templates", "check", folder / ROADMAP, folder / STAFF, "--json")
    assert result.exit_code == 10
    assert [file["status"] for file in the_object(result)["files"]] == ["faulty", "checked"]


def test_copies_of_files_of_one_name_do_not_write_over_each_other(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name / "pohjat").mkdir(parents=True)
        (tmp_path / name / "pohjat" / ROADMAP).write_bytes(changed(ROADMAP, *FAULTY_WORD))
    files = [tmp_path / name / "pohjat" / ROADMAP for name in ("a", "b")]
    result = run("templates", "check", *files, "--annotate", "--outputs", tmp_path / "o", "--json")
    names = [Path(file["outputs"][0]).name for file in the_object(result)["files"]]
    assert names == [NOTED_WORD, "digitiekartta-huomiot-2.docx"]


def test_a_template_without_faults_has_no_copy(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.runs.template_files.check_template", lambda *_: Checked(package=object()))  # type: ignore[arg-type]
    result = run("templates", "check", folder / ROADMAP, "--annotate", "--outputs", tmp_path / "o")
    assert (result.exit_code, (tmp_path / "o").exists()) == (0, False)


def test_a_copy_that_is_open_in_word_is_left(folder: Path, tmp_path: Path) -> None:
    copies = tmp_path / "o" / folder.name
    copies.mkdir(parents=True)
    (copies / NOTED_WORD).write_bytes(b"open")
    (copies / f"~${NOTED_WORD[2:]}").touch()
    result = run("templates", "check", folder / ROADMAP, "--annotate", "--outputs", tmp_path / "o")
    assert (result.exit_code, " OT001 " in result.stderr) == (4, True)
    assert (copies / NOTED_WORD).read_bytes() == b"open"


def test_words_lock_file_points_to_the_real_file(folder: Path) -> None:
    lock = folder / f"~${ROADMAP[2:]}"
    lock.touch()
    assert f"Anna {ROADMAP}." in run("templates", "check", lock).stderr
    (folder / ROADMAP).unlink()
    assert "Anna itse tiedosto." in run("templates", "check", lock).stderr


# --- own templates of other kinds -------------------------------------------------------------------------------------

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE = WORD_TYPE.replace("document.main", "template.main")


def as_template(data: bytes) -> bytes:
    """A document as Word saves it for a template."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item).replace(WORD_TYPE.encode(), TEMPLATE_TYPE.encode()))
    return made.getvalue()


@pytest.mark.parametrize("ending", ["dotx", "docm", "dotm", "DOTX"])
def test_an_own_template_of_another_kind_is_checked(inputs: Path, ending: str) -> None:
    (inputs / f"digitiekartta.{ending}").write_bytes(as_template(changed(ROADMAP, *FAULTY_WORD)))
    assert " TP003 " in run("check", inputs).stderr


@pytest.mark.parametrize("ending", ["potx", "pptm", "potm", "ppsx", "ppsm"])
def test_an_own_deck_of_another_kind_is_checked(inputs: Path, ending: str) -> None:
    (inputs / f"esitys-henkilosto.{ending}").write_bytes(changed(STAFF, *FAULTY_DECK))
    assert " TP003 " in run("check", inputs).stderr


def test_an_own_template_of_another_kind_makes_a_plain_document(inputs: Path, tmp_path: Path) -> None:
    own = (BODY, "{{ chapters.goals.title }}", "Omat otsikot")
    (inputs / "digitiekartta.dotx").write_bytes(as_template(changed(ROADMAP, *[own] * HEADING_VARIANTS)))
    result = run("build", inputs, "--outputs", tmp_path / "o", "--only", "roadmap")
    assert result.exit_code == 0, result.stderr
    with ZipFile(tmp_path / "o" / inputs.name / ROADMAP) as archive:
        assert "Omat otsikot" in archive.read(BODY).decode()
        assert TEMPLATE_TYPE not in archive.read("[Content_Types].xml").decode()


def test_two_kinds_of_one_template_are_a_question(inputs: Path, tmp_path: Path) -> None:
    for ending in ("docx", "dotx"):
        (inputs / f"digitiekartta.{ending}").write_bytes(changed(ROADMAP))
    result = run("build", inputs, "--outputs", tmp_path / "o")
    assert (result.exit_code, result.stderr.count(" TP026 "), "digitiekartta.dotx" in result.stderr) == (1, 1, True)
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("name", ["digitiekartta.doc", "esitys-henkilosto.ppt"])
def test_a_template_of_an_old_kind_is_told(inputs: Path, name: str) -> None:
    (inputs / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    result = run("check", inputs)
    assert (result.exit_code, result.stderr.count(" TP008 ")) == (3, 1)
