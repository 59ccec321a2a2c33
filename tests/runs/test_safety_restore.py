"""The last five versions of each document are kept, and any of them can be put back, which can itself be undone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.language import LANGUAGES
from pipeline.runs.manifest import HIDDEN, Manifest, mark, read_manifest
from pipeline.runs.outputs import write_outputs
from pipeline.runs.restoring import restore
from pipeline.runs.versions import KEPT, kept_names, kept_versions
from safety import NAMES, deliver, everything, made, recovered, unversioned

ROADMAP, STAFF, COUNCIL = NAMES
VERSIONS = f"{HIDDEN}/versions"


@pytest.fixture(params=["kunta", "Mäntylän kunta (2027)"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An outputs' folder after two runs, a hand edit and a third run."""
    folder = tmp_path / "outputs" / request.param
    for turn in (1, 2):
        assert deliver(folder, turn) == ()
    (folder / ROADMAP).write_bytes(b"PK edited by hand")
    assert deliver(folder, 3) == ()
    return folder


def run(*arguments: object, lang: str = "en") -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", lang])


def numbers(folder: Path, name: str = ROADMAP) -> list[int]:
    return [version.number for version in kept_versions(folder, name)]


def test_what_is_overwritten_is_kept_with_what_it_had_been_made_as(folder: Path) -> None:
    newest, oldest = kept_versions(folder, ROADMAP)
    assert (newest.number, newest.state, newest.path.read_bytes()) == (2, "edited", b"PK edited by hand")
    assert (oldest.number, oldest.state, oldest.path.read_bytes()) == (1, "made", made(1)[ROADMAP])
    assert newest.path.with_name("2.base.docx").read_bytes() == made(2)[ROADMAP]
    assert not oldest.path.with_name("1.base.docx").exists(), "what was made is its own base"
    assert kept_names(folder) == NAMES


def test_five_of_each_are_kept_and_nothing_else_lies_there(folder: Path) -> None:
    (folder / VERSIONS / STAFF / "1.json").unlink()
    (folder / VERSIONS / STAFF / "17.pptx").write_bytes(b"half a version")
    for turn in range(4, 14):
        (folder / COUNCIL).write_bytes(f"edited {turn}".encode())
        assert deliver(folder, turn) == ()
    kept = kept_versions(folder, COUNCIL)
    assert [version.path.read_bytes() for version in kept] == [f"edited {turn}".encode() for turn in range(13, 8, -1)]
    expected = {f"{version.number}{ending}" for version in kept for ending in (".pptx", ".base.pptx", ".json")}
    assert {path.name for path in (folder / VERSIONS / COUNCIL).iterdir()} == expected
    assert len(kept_versions(folder, STAFF)) == KEPT
    assert len(list((folder / VERSIONS / STAFF).iterdir())) == 2 * KEPT


def test_the_same_bytes_are_kept_once(folder: Path) -> None:
    (folder / ROADMAP).write_bytes(b"PK edited by hand")
    assert deliver(folder, 4) == ()
    assert numbers(folder) == [2, 1]


def test_a_version_shares_no_file_with_what_stands(folder: Path) -> None:
    """A program that saves into the file it has opened must not change what was kept."""
    inodes = {path.stat().st_ino for path in folder.rglob("*") if path.is_file() and "versions" not in path.parts}
    assert not inodes & {path.stat().st_ino for path in (folder / VERSIONS).rglob("*") if path.is_file()}
    assert restore(folder, ROADMAP, 1).version is not None
    with (folder / ROADMAP).open("r+b") as file:
        file.write(b"saved in place")
    assert (
        next(item for item in kept_versions(folder, ROADMAP) if item.number == 1).path.read_bytes() == made(1)[ROADMAP]
    )


def test_restoring_brings_back_the_document_its_base_and_what_was_known_of_it(folder: Path) -> None:
    restored = restore(folder, ROADMAP, 2)
    assert (restored.version and restored.version.number, restored.kept, restored.findings) == (2, 3, ())
    assert (folder / ROADMAP).read_bytes() == b"PK edited by hand"
    assert (folder / HIDDEN / "base" / ROADMAP).read_bytes() == made(2)[ROADMAP]
    last = read_manifest(folder)
    assert last.documents == {
        ROADMAP: mark(made(2)[ROADMAP]),
        **{name: mark(made(3)[name]) for name in (STAFF, COUNCIL)},
    }
    assert last.fingerprint == "", "the next build looks at the document"
    assert (folder / STAFF).read_bytes() == made(3)[STAFF]


def test_restoring_can_be_undone(folder: Path) -> None:
    before = unversioned(everything(folder))
    first = restore(folder, ROADMAP, 1)
    assert (folder / ROADMAP).read_bytes() == made(1)[ROADMAP]
    assert first.kept == 3
    restore(folder, ROADMAP, first.kept)
    after = unversioned(everything(folder))
    manifest = f"{HIDDEN}/manifest.json"
    assert {**after, manifest: b""} == {**before, manifest: b""}
    assert read_manifest(folder).documents[ROADMAP] == mark(made(3)[ROADMAP])


def test_every_state_can_be_come_back_to_while_versions_move_on(folder: Path) -> None:
    for turn in (4, 5, 6):
        assert deliver(folder, turn) == ()
    assert numbers(folder) == [5, 4, 3, 2, 1]
    oldest = kept_versions(folder, ROADMAP)[-1].path.read_bytes()
    restored = restore(folder, ROADMAP, 1)
    assert (folder / ROADMAP).read_bytes() == oldest == made(1)[ROADMAP]
    assert (restored.kept, numbers(folder)) == (6, [6, 5, 4, 3, 2])
    restore(folder, ROADMAP)
    assert (folder / ROADMAP).read_bytes() == made(6)[ROADMAP]
    assert (folder / HIDDEN / "base" / ROADMAP).read_bytes() == made(6)[ROADMAP]


def test_restoring_to_and_fro_takes_no_room_from_other_versions(folder: Path) -> None:
    contents = {version.path.read_bytes() for version in kept_versions(folder, ROADMAP)}
    for _ in range(8):
        restore(folder, ROADMAP)
    kept = [version.path.read_bytes() for version in kept_versions(folder, ROADMAP)]
    assert len(kept) == len(set(kept)) == 3
    assert set(kept) == contents | {made(3)[ROADMAP]}


def test_without_a_number_the_newest_that_does_not_stand_comes_back(folder: Path) -> None:
    for expected in (b"PK edited by hand", made(3)[ROADMAP], b"PK edited by hand"):
        restore(folder, ROADMAP)
        assert (folder / ROADMAP).read_bytes() == expected


def test_a_deleted_document_comes_back(folder: Path) -> None:
    (folder / ROADMAP).unlink()
    assert restore(folder, ROADMAP).kept is None
    assert (folder / ROADMAP).read_bytes() == b"PK edited by hand"


def test_what_was_not_ours_is_kept_and_comes_back_as_not_ours(tmp_path: Path) -> None:
    (tmp_path / ROADMAP).write_bytes(b"somebody else's")
    assert deliver(tmp_path, 1) == ()
    assert [version.state for version in kept_versions(tmp_path, ROADMAP)] == ["foreign"]
    restore(tmp_path, ROADMAP)
    assert (tmp_path / ROADMAP).read_bytes() == b"somebody else's"
    assert ROADMAP not in read_manifest(tmp_path).documents


def test_what_is_known_of_a_pdf_comes_back_with_it(tmp_path: Path) -> None:
    pdf = "digitiekartta.pdf"
    for turn, count in ((1, 3), (2, 0)):
        data = f"PDF {turn}".encode()
        told = Manifest("x", {pdf: mark(data)}, sources={pdf: f"of {turn}"}, lacking={pdf: {"links": count}})
        assert write_outputs(tmp_path, {pdf: data}, told, {}) == ()
    restore(tmp_path, pdf)
    last = read_manifest(tmp_path)
    assert (last.sources, last.lacking) == ({pdf: "of 1"}, {pdf: {"links": 3}})
    assert (tmp_path / pdf).read_bytes() == b"PDF 1"


@pytest.mark.parametrize(
    "told",
    [b"", b"{", b"[]", b'{"version": 1}', b'{"version": 2}', b"\xff", b"[" * 100_000],
)
def test_a_version_that_is_not_whole_is_none(folder: Path, told: bytes) -> None:
    (folder / VERSIONS / ROADMAP / "2.json").write_bytes(told)
    assert numbers(folder) == [1]
    assert deliver(folder, 4) == ()
    assert numbers(folder) == [3, 1]
    assert not (folder / VERSIONS / ROADMAP / "2.docx").exists()


def test_a_version_whose_base_is_damaged_comes_back_without_it(folder: Path) -> None:
    (folder / VERSIONS / ROADMAP / "2.base.docx").write_bytes(b"damaged")
    restore(folder, ROADMAP, 2)
    assert (folder / ROADMAP).read_bytes() == b"PK edited by hand"
    assert (folder / HIDDEN / "base" / ROADMAP).read_bytes() == made(3)[ROADMAP]
    assert read_manifest(folder).documents[ROADMAP] == mark(made(2)[ROADMAP]), (
        "no base that it was not made as is taken"
    )


def test_a_time_that_no_calendar_has_is_no_obstacle(folder: Path) -> None:
    os.utime(folder / ROADMAP, (-(10**9), -(10**9)))
    assert deliver(folder, 4) == ()
    assert kept_versions(folder, ROADMAP)[0].saved.year == 1970


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_versions_are_listed_in_words(folder: Path, lang: str) -> None:
    os.utime(folder / VERSIONS / ROADMAP / "2.docx", (0, 0))
    result = run("restore", folder, lang=lang)
    assert result.exit_code == 0
    said = result.stdout.splitlines()
    assert [line for line in said if not line.startswith(" ")] == list(NAMES)
    edited = {"fi": "käsin muokattu", "sv": "redigerad för hand", "en": "edited by hand"}[lang]
    assert [edited in line for line in said[1:3]] == [True, False]
    assert {"fi": " kt, ", "sv": " kB, ", "en": " kB, "}[lang] in said[1]
    assert "--version 2" in result.stderr


def test_a_document_is_restored_by_its_name_and_told_what_comes_next(folder: Path) -> None:
    result = run("restore", folder, ROADMAP, "--version", 1)
    assert (result.exit_code, result.stdout) == (0, "")
    assert (folder / ROADMAP).read_bytes() == made(1)[ROADMAP]
    path = f'"{folder}"' if " " in str(folder) else str(folder)
    assert f"digitiekartta restore {path} {ROADMAP} --version 3" in result.stderr
    assert "The next digitiekartta build" in result.stderr
    again = run("restore", folder / ROADMAP, "--version", 1)
    assert (again.exit_code, "stands there already" in again.stderr) == (0, True)


def test_the_outputs_are_found_by_the_inputs(folder: Path, tmp_path: Path) -> None:
    inputs = tmp_path / "inputs" / folder.name
    inputs.mkdir(parents=True)
    (inputs / "tyokirja.xlsx").touch()
    for given in (inputs, inputs / "tyokirja.xlsx"):
        listed = run("restore", given, "--outputs", tmp_path / "outputs", "--list")
        assert (listed.exit_code, ROADMAP in listed.stdout) == (0, True)
    result = run("restore", inputs, ROADMAP, "--outputs", tmp_path / "outputs")
    assert result.exit_code == 0
    assert (folder / ROADMAP).read_bytes() == b"PK edited by hand"


def test_json_tells_the_versions_and_what_was_restored(folder: Path) -> None:
    listed = json.loads(run("restore", folder, ROADMAP, "--list", "--json").stdout)
    assert (listed["command"], listed["restored"], listed["findings"]) == ("restore", None, [])
    assert [(item["document"], item["version"], item["state"]) for item in listed["versions"]] == [
        (ROADMAP, 2, "edited"),
        (ROADMAP, 1, "made"),
    ]
    done = json.loads(run("restore", folder, ROADMAP, "--version", 2, "--json").stdout)
    assert (done["restored"]["version"], done["restored"]["kept"], done["restored"]["same"]) == (2, 3, False)


def test_quiet_says_nothing_but_errors(folder: Path) -> None:
    result = run("restore", folder, ROADMAP, "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert "OT020" in run("restore", folder, ROADMAP, "--version", 77, "--quiet").stderr


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (("muu.docx",), "OT019", 2),
        (("../../x",), "OT019", 2),
        ((ROADMAP, "--version", "9"), "OT020", 2),
        ((ROADMAP, "--version", "0"), "", 2),
        ((ROADMAP, "--version", "uusin"), "", 2),
    ],
)
def test_what_is_not_kept_is_told_and_nothing_changes(
    folder: Path, arguments: tuple[str, ...], code: str, status: int
) -> None:
    before = everything(folder)
    result = run("restore", folder, *arguments)
    assert (result.exit_code, code in result.stderr) == (status, True)
    assert everything(folder) == before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("restore", tmp_path / "ei ole", "--outputs", tmp_path)
    assert (result.exit_code, "IN001" in result.stderr) == (3, True)


def test_a_folder_without_versions_is_no_fault_to_list(tmp_path: Path) -> None:
    assert deliver(tmp_path / "kunta", 1) == ()
    result = run("restore", tmp_path / "kunta")
    assert (result.exit_code, "no earlier versions yet" in result.stderr) == (0, True)
    missing = run("restore", tmp_path / "kunta", ROADMAP)
    assert (missing.exit_code, "OT019" in missing.stderr) == (2, True)
    (tmp_path / "muu").mkdir()
    assert run("restore", tmp_path / "muu", ROADMAP, "--outputs", tmp_path).exit_code == 2


@pytest.mark.parametrize("owner", [f"~${ROADMAP[2:]}", f".~lock.{ROADMAP}#"])
def test_an_open_document_is_not_restored(folder: Path, owner: str) -> None:
    (folder / owner).touch()
    before = everything(folder)
    result = run("restore", folder, ROADMAP)
    assert (result.exit_code, "OT001" in result.stderr) == (4, True)
    assert everything(folder) == before


def test_restoring_waits_for_no_other_run_and_keeps_out(folder: Path) -> None:
    from pipeline.runs.holding import held

    with held(folder):
        result = run("restore", folder, ROADMAP)
    assert (result.exit_code, "OT005" in result.stderr) == (4, True)


def test_a_run_that_broke_off_is_settled_before_restoring(folder: Path) -> None:
    (folder / HIDDEN / "staged").mkdir()
    (folder / HIDDEN / "staged" / "0").write_bytes(b"half")
    assert restore(folder, ROADMAP).version is not None
    assert not (folder / HIDDEN / "staged").exists()
    assert recovered(folder) == ()
