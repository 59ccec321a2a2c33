"""The commands as people and scripts meet them: words, exit statuses, one JSON object, no traceback."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import Workbook, load_workbook

from bad_files import WORKBOOKS, half
from example_folder import DOCUMENTS, EXAMPLE, ROOT, WORKBOOK, copy_example
from pipeline.cli import main
from pipeline.console import Console
from pipeline.language import LANGUAGES, words
from pipeline.runs import batch
from pipeline.runs.options import ROADMAP
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.rules import RULES

FINDING = re.compile(r"(?P<file>\S.*?): (?:(?P<spot>[^:\n]+![A-Z]{1,3}[0-9]+): )?(?P<code>[A-Z]{2}[0-9]{3}) \S.*")
"""A finding of a whole file names no cell."""


def run(*arguments: object, lang: str = "en") -> Result:
    """A command in this process. A fault that no barrier caught fails the test."""
    chosen = ["--lang", lang] if lang else []
    result = CliRunner().invoke(main, [*map(str, arguments), *chosen])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def the_object(result: Result) -> dict[str, Any]:
    """The one JSON object that stands alone on stdout."""
    data = json.loads(result.stdout)
    assert isinstance(data, dict)
    assert data["schema_version"] == 1
    return data


def with_end_before_start(book: Workbook) -> None:
    book["Toimenpiteet"]["I3"] = "I/2026"


def with_an_old_vision(book: Workbook) -> None:
    book["Visio"]["B5"] = 2020


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The example without errors."""
    return copy_example(tmp_path / "kunta")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """The example with one action that ends before it starts."""
    return copy_example(tmp_path / "vialla", with_end_before_start)


# --- exit statuses ----------------------------------------------------------------------------------------------------


def test_0_when_done(small: Path, tmp_path: Path) -> None:
    assert run("check", small).exit_code == 0
    assert run("build", small, "--only", "roadmap", "--outputs", tmp_path / "o").exit_code == 0
    assert (tmp_path / "o" / "kunta" / ROADMAP).exists()


def test_1_for_errors_in_the_workbook_and_nothing_is_written(faulty: Path, tmp_path: Path) -> None:
    assert run("check", faulty).exit_code == 1
    result = run("build", faulty, "--outputs", tmp_path / "o")
    assert result.exit_code == 1
    assert "no documents were made" in result.stderr
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["build", "--only", "poem", "x"],
        ["chek", "x"],
        ["check", "x", "--lang", "de"],
        ["explain", "WB999"],
        ["new", " ", "--folder", "x"],
    ],
)
def test_2_for_wrong_usage(arguments: list[str]) -> None:
    assert run(*arguments, lang="").exit_code == 2


def test_3_for_what_can_not_be_read(tmp_path: Path) -> None:
    result = run("check", tmp_path / "puuttuu")
    assert result.exit_code == 3
    assert "IN001" in result.stderr


@pytest.mark.parametrize(("owner", "code"), [("~$gitiekartta.docx", "OT001"), (None, "OT002")])
def test_4_for_what_can_not_be_written(small: Path, tmp_path: Path, owner: str | None, code: str) -> None:
    outputs = tmp_path / "o"
    if owner:
        (outputs / "kunta").mkdir(parents=True)
        (outputs / "kunta" / owner).touch()
    else:
        outputs.write_text("a file in the way")
    result = run("build", small, "--only", "roadmap", "--outputs", outputs)
    assert (result.exit_code, code in result.stderr) == (4, True)
    assert not (outputs / "kunta" / ROADMAP).exists()


def broken(*_: object, **__: object) -> None:
    raise RuntimeError("a fault of ours at “Esihenkilöni huutaa”")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_10_for_a_fault_of_ours(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setattr(batch, "build", broken)
    result = run("build", small, "--outputs", tmp_path / "o", "--json", lang=lang)
    assert result.exit_code == 10
    assert words(lang).text("terminal", "hints.program_fault") in result.stderr
    assert the_object(result)["folders"][0]["findings"][0]["code"] == "PG001"


def test_a_fault_of_ours_is_said_not_to_be_the_users(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "examine", broken)
    assert "not your mistake" in run("check", small).stderr


def test_a_fault_of_ours_tells_its_kind_and_place_and_quotes_nothing(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "examine", broken)
    monkeypatch.setattr("pipeline.explain.rule_text", broken)
    for result in (run("check", small), run("check", small, "--json"), run("explain", "WB014")):
        told = result.stdout + result.stderr
        assert "RuntimeError, " in told
        assert ".py:" in told
        assert "huutaa" not in told


COMMANDS = {
    "explain": ("pipeline.explain.rule_text", ("explain", "WB014")),
    "templates names": ("pipeline.report.names.reference", ("templates", "names")),
    "new": ("pipeline.runs.start.start", ("new", "Kunta", "--folder", "x")),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_shows_a_fault_of_ours_bare(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken_place, arguments = COMMANDS[name]
    monkeypatch.setattr(broken_place, broken)
    monkeypatch.setattr("pipeline.report.names.as_data", broken)
    plain, as_json = run(*arguments), run(*arguments, "--json")
    assert (plain.exit_code, as_json.exit_code) == (10, 10)
    assert (the_object(as_json)["command"], the_object(as_json)["findings"][0]["code"]) == (name, "PG001")


def test_debug_shows_the_traceback(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "examine", broken)
    result = CliRunner().invoke(main, ["check", str(small), "--debug"])
    assert (result.exit_code, "RuntimeError" in result.stderr.splitlines()[-1]) == (10, True)


def test_one_bad_folder_does_not_stop_the_others(small: Path, faulty: Path, tmp_path: Path) -> None:
    result = run("check", tmp_path / "puuttuu", faulty, small, "--json")
    assert [folder["status"] for folder in the_object(result)["folders"]] == ["faulty", "faulty", "checked"]
    assert result.exit_code == 3  # the gravest


# --- what is said -----------------------------------------------------------------------------------------------------


def test_a_finding_is_one_line_with_its_cell_and_a_hint_below(faulty: Path) -> None:
    lines = run("check", faulty).stderr.splitlines()
    place, line = next((place, line) for place, line in enumerate(lines) if "WB014" in line)
    found = FINDING.fullmatch(line)
    assert found
    assert (found["file"], found["spot"]) == ((faulty / WORKBOOK).as_posix(), "Toimenpiteet!I3")
    assert re.match(r"    \S", lines[place + 1])
    assert all(FINDING.fullmatch(line) for line in lines if re.search(r" (WB|SV)[0-9]{3} ", line))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_messages_are_in_the_language_asked_for(faulty: Path, lang: str) -> None:
    result = run("check", faulty, "--json", lang=lang)
    finding = next(item for item in the_object(result)["folders"][0]["findings"] if item["code"] == "WB014")
    pattern = words(lang).catalog("findings")["WB014"]["message"]
    assert finding["message"].startswith(pattern.split("{")[0])
    assert finding["message"] in result.stderr
    assert set(finding) == {"code", "severity", "file", "sheet", "cell", "message", "hint"}


@pytest.mark.parametrize(("system", "lang"), [("sv_FI.UTF-8", "sv"), ("en_GB", "en"), ("de_DE", "fi"), ("C", "fi")])
def test_the_language_is_the_systems_else_finnish(
    small: Path, monkeypatch: pytest.MonkeyPatch, system: str, lang: str
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    closing = words(lang).text("terminal", "status.checked", folder=small)
    assert closing in run("check", small, lang="").stderr


def test_quiet_leaves_errors_only(small: Path, faulty: Path) -> None:
    assert run("check", small, "--quiet").output == ""
    said = run("check", faulty, "--quiet").stderr
    assert "WB014" in said
    assert "SV026" in run("check", faulty).stderr
    assert "SV026" not in said


def test_strict_stops_at_warnings(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "kunta", with_an_old_vision)
    assert run("check", folder).exit_code == 0
    checked = run("check", folder, "--strict")
    built = run("build", folder, "--outputs", tmp_path / "o", "--strict", "--only", "roadmap")
    assert (checked.exit_code, built.exit_code) == (1, 1)
    assert "--strict" in checked.stderr
    assert "--strict" in built.stderr
    assert not (tmp_path / "o").exists()
    relaxed = run("build", folder, "--outputs", tmp_path / "o", "--only", "roadmap")
    assert (relaxed.exit_code, "--strict" in relaxed.stderr) == (0, False)


JSON_COMMANDS: dict[str, tuple[object, ...]] = {
    "check": ("check", EXAMPLE),
    "build": ("build", EXAMPLE, "--only", "roadmap", "--dry-run"),
    "explain": ("explain", "WB014"),
    "templates names": ("templates", "names"),
}


@pytest.mark.parametrize("command", JSON_COMMANDS)
def test_json_is_one_object_and_nothing_else(command: str, tmp_path: Path) -> None:
    outputs = ("--outputs", tmp_path) if command == "build" else ()
    result = run(*JSON_COMMANDS[command], *outputs, "--json")
    assert (result.exit_code, the_object(result)["command"]) == (0, command)


def test_json_of_a_build_tells_what_became_of_each_folder(small: Path, tmp_path: Path) -> None:
    result = run("build", small, "--only", "roadmap", "--outputs", tmp_path / "o", "--json")
    (folder,) = the_object(result)["folders"]
    assert folder["status"] == "built"
    assert folder["outputs"] == [(tmp_path / "o" / "kunta" / ROADMAP).as_posix()]
    assert folder["merge"] == {
        "kept": [],
        "new": [ROADMAP],
        "updated": [],
        "conflicts": [],
        "changes": [],
        "counts": {},
        "edits": [],
    }
    assert {item["severity"] for item in folder["findings"]} == {"note"}


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("no_color", [True, False])
def test_colour_only_on_a_terminal_and_never_with_no_color(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, no_color: bool
) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    stream = Stream()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    Console(words("en")).finding(Finding("IN004", Place("x.xlsx")))
    assert ("\x1b[" in stream.getvalue()) == (terminal and not no_color)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_a_real_process_keeps_people_and_machines_apart(encoding: str, tmp_path: Path) -> None:
    strange = "ÿ.xlsx" if os.name == "nt" else os.fsdecode(b"\xff\xe4.xlsx")
    command = [sys.executable, "-m", "pipeline", "check", strange, "puuttuu→.xlsx", "--json", "--lang", "fi"]
    here = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=here, capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 3
    assert len(json.loads(done.stdout.decode("utf-8"))["folders"]) == 2
    assert b"Traceback" not in done.stderr
    assert "puuttuu→.xlsx: IN001" in done.stderr.decode("utf-8")


# --- build again ------------------------------------------------------------------------------------------------------


def test_a_second_build_says_unchanged_and_writes_nothing(small: Path, tmp_path: Path) -> None:
    build = ("build", small, "--only", "roadmap", "--outputs", tmp_path / "o")
    run(*build)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "o").rglob("*")}
    result = run(*build)
    assert "nothing has changed" in result.stderr
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "o").rglob("*")} == before
    assert the_object(run(*build, "--json"))["folders"][0]["status"] == "unchanged"


def test_a_dry_run_tells_what_is_new_changed_and_the_same_and_writes_nothing(small: Path, tmp_path: Path) -> None:
    build = ("build", small, "--only", "deck", "--outputs", tmp_path / "o")
    assert run(*build, "--dry-run").stderr.count("  new   ") == 2
    assert not (tmp_path / "o").exists()
    run(*build)
    before = {path: path.read_bytes() for path in (tmp_path / "o").rglob("*") if path.is_file()}
    assert run(*build, "--dry-run").stderr.count("  the same  ") == 2
    book = load_workbook(small / WORKBOOK)
    book["Koulutukset"]["B3"] = "Digitaidot heti tutuiksi"  # trainings are in the staff's deck only
    book.save(small / WORKBOOK)
    planned = run(*build, "--dry-run", "--json")
    merge = the_object(planned)["folders"][0]["merge"]
    assert (merge["new"], merge["updated"]) == ([], [Path(DOCUMENTS[1]).name])
    said = planned.stderr
    assert (said.count("  changed  "), said.count("  the same  "), said.count("  new  ")) == (2, 1, 0)
    assert (Path(DOCUMENTS[1]).name in said, "muutokset.docx" in said) == (True, True)
    assert {path: path.read_bytes() for path in (tmp_path / "o").rglob("*") if path.is_file()} == before


def test_a_hand_edited_document_keeps_the_edit_and_gets_the_correction(small: Path, tmp_path: Path) -> None:
    build = ("build", small, "--only", "roadmap", "--outputs", tmp_path / "o")
    run(*build)
    document = tmp_path / "o" / "kunta" / ROADMAP
    edited = Document(document)
    edited.paragraphs[-1].add_run(" Kirjoitettu käsin.")
    edited.save(document)
    book = load_workbook(small / WORKBOOK)
    book["Perustiedot"]["B14"] = "1.1"
    book.save(small / WORKBOOK)
    planned = the_object(run(*build, "--dry-run", "--json"))["folders"][0]
    assert (planned["status"], planned["merge"]["kept"]) == ("planned", [ROADMAP])
    result = run(*build)
    assert (result.exit_code, "OT014" in result.stderr) == (0, True), result.stderr
    xml = zipfile.ZipFile(document).read("word/document.xml").decode()
    assert "Kirjoitettu käsin." in xml
    assert re.search(r'<w:ins [^>]*w:author="digitiekartta"[^>]*>.{0,200}1\.1</w:t>', xml)
    assert "unchanged" in the_object(run(*build, "--json"))["folders"][0]["status"]
    assert run(*build, "--force").exit_code == 0
    assert "Kirjoitettu käsin." not in zipfile.ZipFile(document).read("word/document.xml").decode()


ASKED = {
    "": DOCUMENTS,
    "--only roadmap": DOCUMENTS[:1],
    "--only deck": DOCUMENTS[1:],
    "--audience staff": DOCUMENTS[1:2],
    "--audience council": DOCUMENTS[2:],
}


@pytest.mark.parametrize(("options", "made"), ASKED.items())
def test_what_is_asked_for_is_made(options: str, made: tuple[str, ...], tmp_path: Path) -> None:
    result = run("build", EXAMPLE, *options.split(), "--outputs", tmp_path, "--dry-run", "--json")
    assert [Path(path).name for path in the_object(result)["folders"][0]["outputs"]] == list(made)


@pytest.mark.parametrize("audience", ["staff", "council"])
def test_asking_for_no_document_at_all_is_wrong_usage(audience: str, tmp_path: Path) -> None:
    result = run("build", EXAMPLE, "--only", "roadmap", "--audience", audience, "--outputs", tmp_path / "o", lang="fi")
    assert result.exit_code == 2
    assert f"--only roadmap ja --audience {audience} sulkevat toisensa pois" in result.stderr
    assert not (tmp_path / "o").exists()


MISUSES: dict[str, tuple[str, dict[str, str]]] = {
    "yhdista": ("no_command", {"name": "yhdista"}),
    "new {lang} Mallila": ("missing", {"name": "--folder"}),
    "new {lang} _ --folder x": ("no_name", {}),
    "check {lang}": ("missing", {"name": "FOLDER..."}),
    "check {lang} x --strct": ("no_option", {"name": "--strct"}),
    "build {lang} x --only decks": ("not_a_choice", {"name": "--only", "choices": "roadmap, deck"}),
    "build {lang} x --outputs": ("value", {"name": "--outputs"}),
    "check {lang} x --quiet=1": ("value", {"name": "--quiet"}),
    "build {lang} x --jobs -1": ("not_a_number", {"name": "--jobs", "least": "0"}),
    "build {lang} x --jobs abc": ("not_a_number", {"name": "--jobs", "least": "0"}),
    "restore {lang} x --version 0": ("not_a_number", {"name": "--version", "least": "1"}),
    "followup {lang} a b --since x": ("too_many", {"arguments": "b"}),
    "explain {lang} a b c": ("too_many", {"arguments": "b c"}),
    "templates juu": ("no_command", {"name": "juu"}),
    "build {lang} x --only=decks": ("not_a_choice", {"name": "--only", "choices": "roadmap, deck"}),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", MISUSES)
def test_wrong_usage_is_told_in_the_language_asked_for(typed: str, language: Language) -> None:
    arguments = [word.replace("_", " ") for word in typed.format(lang=f"--lang {language}").split()]
    result = run(*arguments, lang="" if "--lang" in arguments else language)
    key, values = MISUSES[typed]
    say = words(language)
    assert result.exit_code == 2
    assert say.text("terminal", f"usage.{key}", **values) in result.stderr
    if language != "en":
        assert not re.search("Error|Missing|Invalid|No such|Usage|Got|requires|range|valid", result.stderr)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_that_may_not_be_read_is_told_by_its_option(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    result = run("build", "x", "--outputs", tmp_path, lang=language)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == words(language).text("terminal", "usage.no_access", name="--outputs")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_command_at_all_is_told(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}_FI.UTF-8")
    result = run("--", lang="")
    said = words(language).text("terminal", "usage.which_command")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, said)


def test_ctrl_c_before_anything_began_shows_no_traceback() -> None:
    code = "import sys; sys.modules['pipeline.cli'] = Stop = type('Stop', (), {})()\nimport pipeline.__main__ as it\n"
    stop = "def stop(): raise KeyboardInterrupt\nStop.main = stop\nit.main()"
    done = subprocess.run([sys.executable, "-c", code + stop], capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603
    assert (done.returncode, done.stderr) == (130, "")


def test_the_language_asked_for_may_be_joined_to_its_option() -> None:
    said = run("check", "--lang=sv", "x", "--strct", lang="").stderr
    assert "Flaggan --strct finns inte." in said
    assert "Saknas: FOLDER..." in run("check", "--lang=sv", lang="").stderr


def test_wrong_usage_names_the_nearest_and_the_help() -> None:
    said = run("check", "--lang", "fi", EXAMPLE, "--strct", lang="").stderr
    assert said == "Käyttö: main check [OPTIONS] FOLDER...\nOhje: main check --help\nValitsinta --strct ei ole. Tarkoititko --strict?\n"  # fmt: skip


def test_errors_come_first_and_findings_follow_the_sheets(small: Path) -> None:
    book = load_workbook(small / WORKBOOK)
    with_end_before_start(book)
    with_an_old_vision(book)
    book["Perustiedot"]["B3"] = None
    book["Toimenpiteet"]["I12"] = "I/2026"
    book.save(small / WORKBOOK)
    result = run("check", small, "--json")
    findings = the_object(result)["folders"][0]["findings"]
    severities = [finding["severity"] for finding in findings]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    assert len(set(severities)) == 3
    errors = [(finding["sheet"], finding["cell"]) for finding in findings if finding["severity"] == "error"]
    places = [spot for spot in errors if spot[1] in ("B3", "I3", "I12")]
    assert places == [("Perustiedot", "B3"), ("Toimenpiteet", "I3"), ("Toimenpiteet", "I12")]
    told = [match["code"] for match in FINDING.finditer(result.stderr)]
    assert told == [item["code"] for item in findings]


# --- new, explain, templates ------------------------------------------------------------------------------------------


def test_new_makes_a_folder_that_check_understands_and_never_overwrites(tmp_path: Path) -> None:
    new = ("new", "Mallilan kunta", "--folder", tmp_path / "mallila")
    result = run(*new, "--json")
    assert result.exit_code == 0
    made = the_object(result)["created"]
    assert made
    assert all(Path(path).stat().st_size for path in made)
    before = {path: Path(path).read_bytes() for path in made}
    again = run(*new)
    assert (again.exit_code, "OT006 the file" in again.stderr) == (4, True)
    assert {path: Path(path).read_bytes() for path in made} == before
    told = run("check", tmp_path / "mallila")
    assert (told.exit_code, "WB001" in told.stderr) == (1, True)


def test_new_says_when_the_folder_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "tiedosto").write_text("")
    result = run("new", "Mallilan kunta", "--folder", tmp_path / "tiedosto")
    assert (result.exit_code, "OT002" in result.stderr) == (4, True)


def test_explain_tells_a_code_and_lists_all() -> None:
    told = run("explain", "wb014")
    assert told.exit_code == 0
    assert told.stdout.startswith("WB014")
    listed = run("explain").stdout
    assert [line.split()[0] for line in listed.splitlines() if line] == list(RULES)


def test_explain_offers_the_nearest_code() -> None:
    result = run("explain", "WB14")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Did you mean WB014?" in result.stderr
    assert the_object(run("explain", "WB14", "--json"))["nearest"] == "WB014"


def test_templates_names_lists_every_name() -> None:
    listed = run("templates", "names")
    assert listed.exit_code == 0
    names = [item["name"] for item in the_object(run("templates", "names", "--json"))["names"]]
    assert {"document.title", "goals[].actions", "exhibits.gaps"} <= set(names)
    printed = set(listed.stdout.split())
    assert [name for name in names if not printed & _written(name)] == []


def _written(name: str) -> set[str]:
    """How the page may write a name: whole, or under its shape, as what follows the shape's place."""
    parts = name.split(".")
    return {f"`{'.'.join(parts[start:])}`" for start in range(len(parts))}


def test_help_shows_an_example_of_each_command() -> None:
    for command in (["new"], ["check"], ["build"], ["explain"], ["templates", "names"]):
        assert f"digitiekartta {' '.join(command)}" in run(*command, "--help", lang="").stdout


# --- whatever is given ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", WORKBOOKS)
def test_a_bad_workbook_is_a_finding(what: str, tmp_path: Path) -> None:
    content, code = WORKBOOKS[what]
    (tmp_path / WORKBOOK).write_bytes(content())
    told = run("check", tmp_path / WORKBOOK, "--json")
    assert told.exit_code == 3
    assert code in [item["code"] for item in the_object(told)["folders"][0]["findings"]]
    assert run("build", tmp_path, "--outputs", tmp_path / "o").exit_code == 3
    assert not (tmp_path / "o").exists()


def test_a_folder_named_like_a_workbook_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / WORKBOOK).mkdir()
    assert "IN002" in run("check", tmp_path / WORKBOOK).stderr
    assert run("check", tmp_path).exit_code == 3


@pytest.mark.parametrize("method", ["open", "iterdir"])
def test_what_may_not_be_read_is_a_finding(small: Path, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    original: Callable[..., Any] = getattr(Path, method)

    def denied(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name in ("kunta", WORKBOOK):
            raise PermissionError(13, "Permission denied", str(path))
        return original(path, *arguments, **options)

    monkeypatch.setattr(Path, method, denied)
    result = run("check", small)
    assert (result.exit_code, "IN012" in result.stderr) == (3, True)


OTHERS: dict[str, tuple[str, Callable[[], bytes], str, int]] = {
    "a brand that is no TOML": ("brand.toml", lambda: b"primary = \xff{{", "BR001", 3),
    "a brand without sense": ("brand.toml", lambda: b'primary = "leaf green"', "BR002", 1),
    "a logo that is none": ("logo.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(40), "BR004", 3),
    "an empty logo": ("logo.png", bytes, "BR004", 3),
    "a template that is none": (ROADMAP, lambda: b"PK\x03\x04 not a document", "TP008", 3),
    "an empty template": (ROADMAP, bytes, "TP008", 3),
    "a workbook for a template": (ROADMAP, half, "TP008", 3),
    "a survey cut short": ("kysely.xlsx", half, "IN005", 3),
    "a survey of noise": ("kysely.xlsx", lambda: bytes(range(256)) * 40, "IN005", 3),
    "an empty survey": ("kysely.csv", bytes, "IN004", 3),
}


@pytest.mark.parametrize("what", OTHERS)
def test_other_bad_inputs_are_findings_too(what: str, small: Path, tmp_path: Path) -> None:
    name, content, code, status = OTHERS[what]
    (small / name).write_bytes(content())
    result = run("build", small, "--only", "roadmap", "--outputs", tmp_path / "o")
    assert (result.exit_code, code in result.stderr) == (status, True), result.stderr
    assert not (tmp_path / "o").exists()


def test_outputs_of_another_program_are_set_aside(small: Path, tmp_path: Path) -> None:
    (tmp_path / "o" / "kunta").mkdir(parents=True)
    shutil.copy(small / "logo.png", tmp_path / "o" / "kunta" / ROADMAP)
    result = run("build", small, "--only", "roadmap", "--outputs", tmp_path / "o")
    assert (result.exit_code, "OT004" in result.stderr) == (0, True)
    aside = tmp_path / "o" / "kunta" / "digitiekartta-talteen.docx"
    assert aside.read_bytes() == (small / "logo.png").read_bytes()
    assert (tmp_path / "o" / "kunta" / ROADMAP).read_bytes().startswith(b"PK")
