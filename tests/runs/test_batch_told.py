"""What is told of many folders: the line on a terminal, a line each elsewhere, the table, the JSON object."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len

from pipeline.cli.common import run
from pipeline.console import MANY, Console, exit_status
from pipeline.console.progress import ProgressLine, rough, time_left
from pipeline.console.summary import MOST_ROWS, duration, table, wants_a_look
from pipeline.language import LANGUAGES, words
from pipeline.runs.batch import Begun, Event, Finished
from pipeline.runs.options import Outcome
from pipeline.runs.plans import Written
from pipeline.vocabulary.changes import Change, Edit, Fate, Kind, Merged, What
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Language

NO_BOOK = Finding("IN002", Place("inputs/tyhjä"), {"path": "inputs/tyhjä", "names": "–"})
WARNING = Finding("WB062", Place("a.xlsx", "Tavoitteet", "F3"), {"id": "T1"})


def built(folder: str, *findings: Finding, names: Sequence[str] = ("digitiekartta.docx",)) -> Outcome:
    paths = tuple(f"outputs/{folder}/{name}" for name in names)
    return Outcome(folder, "built", findings, paths, Written(changed=tuple(names), new=tuple(names)), seconds=2.0)


def failed(folder: str) -> Outcome:
    return Outcome(folder, "failed", (NO_BOOK,), seconds=0.1)


def events(outcomes: Sequence[Outcome]) -> Iterator[Event]:
    for number, outcome in enumerate(outcomes, start=1):
        yield Begun(outcome.folder, number, len(outcomes))
        yield Finished(outcome.folder, number, len(outcomes), outcome.seconds, outcome.status != "unchanged")
        yield outcome


def told(
    outcomes: Sequence[Outcome], capsys: pytest.CaptureFixture[str], *, quiet: bool = False, as_json: bool = False
) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    with pytest.raises(SystemExit) as ended:
        run("build", events(outcomes), Console(words("fi"), quiet=quiet, as_json=as_json), strict=False)
    return int(ended.value.code or 0), *capsys.readouterr()


def rows(text: str) -> dict[str, list[str]]:
    """The table's rows by their first column."""
    cells = [re.split(r" {2,}", line.strip()) for line in text.splitlines() if re.search(r" {2,}", line.strip())]
    return {row[0]: row[1:] for row in cells if len(row) > 3}


# --- a line each, and the table ---------------------------------------------------------------------------------------


def test_one_folder_has_no_number_and_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = told([built("inputs/a")], capsys)
    assert "[1/1]" not in err
    assert "inputs/a: valmis (Ei virheitä, ei varoituksia, ei huomioita)" in err.splitlines()
    assert "Yhteensä" not in err


def test_a_few_folders_are_told_at_length_and_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = told([built("inputs/a", WARNING), failed("inputs/tyhjä"), built("inputs/c")], capsys)
    assert (status, out) == (3, "")
    lines = err.splitlines()
    assert "  kirjoitettu  outputs/inputs/a/digitiekartta.docx" in lines
    assert [line.split(" ")[0] for line in lines if line.startswith("[")] == ["[1/3]", "[2/3]", "[3/3]"]
    assert rows(err) == {
        "Kansio": ["Tulos", "Virheitä", "Varoituksia", "Kirjoitettu"],
        "inputs/a": ["valmis", "0", "0", "1"],
        "inputs/tyhjä": ["ei tehty", "1", "0", "0"],
        "inputs/c": ["valmis", "0", "0", "1"],
        "Yhteensä 3": ["1", "0", "2"],
    }
    assert "1 kansio jäi tekemättä." in err


def test_of_many_only_those_that_somebody_must_see_are_told_at_length(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [built(f"inputs/{number}", WARNING) for number in range(MANY)]
    outcomes[4] = failed("inputs/tyhjä")
    _, _, err = told(outcomes, capsys)
    lines = err.splitlines()
    assert not [line for line in lines if line.startswith("  kirjoitettu")]
    assert sum("WB062" in line for line in lines) == 0
    assert sum("IN002" in line for line in lines) == 2  # the finding and where it is explained
    assert len([line for line in lines if line.startswith("[")]) == MANY
    assert "Yhden kansion varoitukset ja huomiot: digitiekartta check inputs/0" in lines


def test_hundreds_of_rows_are_not_drawn() -> None:
    outcomes = [built(f"inputs/{number}", WARNING) for number in range(300)]
    outcomes[7:7] = [failed("inputs/tyhjä")]
    drawn = rows(table(words("fi"), outcomes, width=120))
    assert list(drawn) == ["Kansio", "inputs/tyhjä", "… ja muut 300", "Yhteensä 301"]
    assert drawn["… ja muut 300"] == ["valmis", "0", "0", "300"]


def test_every_row_is_drawn_up_to_a_screenful() -> None:
    drawn = rows(table(words("fi"), [built(f"inputs/{number}") for number in range(MOST_ROWS)], width=120))
    assert len(drawn) == MOST_ROWS + 2


@pytest.mark.parametrize("width", [70, 80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_wide_names_stay_in_the_table(language: str, width: int) -> None:
    names = [
        "inputs/Äänekosken-Äyräpään-yhteistoiminta-alueen-kuntayhtymä-2027-2030",
        "inputs/日本語の町",
        "inputs/[red]x",
    ]
    text = table(words(language), [built(name) for name in names], width=width)  # type: ignore[arg-type]
    assert all(cell_len(line) <= width for line in text.splitlines())
    flat = "".join(line[: line.index("  ")] if "  " in line else line for line in text.splitlines() if line)
    assert all(name in flat.replace(" ", "") for name in names)
    numbered = [line for line in text.splitlines() if re.search(r"\d\s+\d\s+\d\s+\d", line)]
    assert len({cell_len(line) for line in numbered}) == 1  # the numbers end at the same column


def test_documents_with_hand_work_are_counted() -> None:
    conflict = Change(Kind.CHANGED, Fate.CONFLICT, What.TEXT, "1")
    updated = Change(Kind.CHANGED, Fate.UPDATED, What.TEXT, "1")
    merged = Merged(b"", (conflict, updated, conflict), (Edit(Kind.CHANGED, What.TEXT, "1"),))
    written = Written(changed=("a.docx", "b.pptx"), kept=("c.pptx",), merged=("a.docx",), merges={"a.docx": merged})
    drawn = rows(table(words("en"), [Outcome("x", "built", (), (), written), built("y")], width=120))
    assert drawn["x"] == ["done", "0", "0", "2", "2", "2"]
    assert drawn["Total 2"] == ["0", "0", "3", "2", "2"]


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [
        (built("a"), False),
        (built("a", WARNING), False),
        (failed("a"), True),
        (Outcome("a", "failed", (WARNING,)), True),  # --strict
        (built("a", Finding("OT003")), True),
        (built("a", Finding("OT014")), False),
    ],
)
def test_who_wants_a_look(outcome: Outcome, wanted: bool) -> None:
    assert wants_a_look(outcome) is wanted


def test_quiet_tells_of_failures_only(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = told([built("a", WARNING), failed("inputs/tyhjä"), built("c")], capsys, quiet=True)
    assert [line for line in err.splitlines() if not line.startswith("    ")] == [
        "inputs/tyhjä: IN002 kansiossa ei ole digitiekarttatyökirjaa (Excel- ja CSV-tiedostot: –)"
    ]


def test_json_has_counts_beside_the_folders(capsys: pytest.CaptureFixture[str]) -> None:
    unchanged = Outcome("d", "unchanged", (), ("outputs/d/x.docx",))
    _, out, _ = told([built("a", WARNING), failed("inputs/tyhjä"), built("c"), unchanged], capsys, as_json=True)
    data = json.loads(out)
    assert [item["folder"] for item in data["folders"]] == ["a", "inputs/tyhjä", "c", "d"]
    assert data["summary"] == {
        "folders": 4,
        "statuses": {"built": 2, "failed": 1, "unchanged": 1},
        "errors": 1,
        "warnings": 0,
        "notes": 1,
        "written": 2,
        "kept": 0,
        "conflicts": 0,
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("done", [0, 1, 2])
def test_what_was_finished_is_told_when_the_user_stops(
    done: int, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second folder was finished before the first: nobody was told of it yet."""

    def stopped() -> Iterator[Event]:
        for number in range(done):
            outcome = built(f"inputs/{number}")
            yield Finished(outcome.folder, number + 1, 7, 2.0, True, outcome)
            if number == 0:
                yield outcome
        yield Begun("inputs/6", 7, 7)
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as ended:
        run("build", stopped(), Console(words(language), as_json=True), strict=False)
    out, err = capsys.readouterr()
    data = json.loads(out)
    assert ended.value.code == 130
    assert (data["status"], data["given"]) == ("interrupted", 7)
    assert [item["folder"] for item in data["folders"]] == [f"inputs/{number}" for number in range(done)]
    assert err.splitlines()[-1] == words(language).text("terminal", "stopped.build", count=done, total=7)
    assert all(f"outputs/inputs/{number}/digitiekartta.docx" in err for number in range(done))


def test_a_check_of_several_has_no_word_of_making(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [Outcome("a", "faulty", (NO_BOOK,)), Outcome("b", "checked"), Outcome("c", "faulty", (NO_BOOK,))]
    with pytest.raises(SystemExit):
        run("check", events(outcomes), Console(words("fi")), strict=False)
    err = capsys.readouterr().err
    assert "Kirjoitettu" not in err
    assert "2 kansiossa on korjattavaa." in err.splitlines()
    assert "jäi tekemättä" not in err


def test_what_was_passed_over_is_told_among_many(capsys: pytest.CaptureFixture[str]) -> None:
    stray = Outcome("in/a.txt", "skipped", (Finding("BT003", Place("in/a.txt"), {"pattern": "in/*/"}),))
    status, _, err = told([stray, *(built(f"inputs/{number}") for number in range(MANY))], capsys)
    assert (status, "Anna pelkkiä kansioita, esimerkiksi in/*/." in err) == (0, True)
    assert "digitiekartta check in/a.txt" not in err


def test_a_lost_worker_is_a_fault_of_the_program() -> None:
    lost = Outcome("a", "failed", (Finding("BT001", Place("a"), {"path": "a", "reason": "BrokenProcessPool"}),))
    assert exit_status([built("b"), lost], strict=False) == 10


# --- on a terminal ----------------------------------------------------------------------------------------------------


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_screen(outcomes: Sequence[Outcome], monkeypatch: pytest.MonkeyPatch) -> str:
    screen = _Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    for name, value in (("TERM", "xterm"), ("COLUMNS", "100"), ("LINES", "40"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        run("build", events(outcomes), Console(words("fi")), strict=False)
    return screen.getvalue()


def test_on_a_terminal_many_folders_are_one_line_and_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    text = on_screen([built(f"inputs/{number}") for number in range(30)], monkeypatch)
    assert "[1/30]" not in text
    assert "30/30" in text
    assert "inputs/29: tehdään asiakirjat" in text
    assert rows(text)["Yhteensä 30"] == ["0", "0", "30"]


def test_the_line_has_name_count_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", _Screen())
    line = ProgressLine(words("fi"), 100)
    for count, (seconds, worked) in enumerate([(0.01, False), (60.0, True), (60.0, True), (0.01, False)], start=1):
        line.finished(Finished(f"inputs/{count}", count, 100, seconds, worked))
    (task,) = line._progress.tasks
    assert (task.completed, task.total) == (4, 100)
    assert task.fields["left"].startswith("jäljellä ")
    line.begun("inputs/5: tehdään asiakirjat")
    line.hide()
    assert task.fields["name"] == "inputs/5: tehdään asiakirjat"


def test_on_a_terminal_the_line_steps_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    text = on_screen([built("inputs/a"), failed("inputs/tyhjä")], monkeypatch)
    line = next(line for line in text.splitlines() if "IN002 kansiossa" in line)
    assert line.rpartition("\x1b")[2].partition("inputs/tyhjä:")[0] in ("", "[2K", "[?25h")


# --- times ------------------------------------------------------------------------------------------------------------


def test_the_time_left_comes_from_the_middle_of_those_worked_on() -> None:
    assert time_left([1.0], 1.0, 1.0, 10) is None
    assert time_left([1.0, 2.0, 30.0], 33.0, 33.0, 10) == pytest.approx(20.0)
    assert time_left([2.0] * 8, 16.0, 8.0, 10) == pytest.approx(10.0)  # two at once
    assert time_left([2.0, 2.0], 4.0, 9.0, 3) == pytest.approx(6.0)  # never as if less than one worked


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(5, "alle minuutti"), (80, "noin 1 min"), (1500, "noin 25 min"), (3600 + 20 * 60, "noin 1 h 20 min")],
)
def test_the_time_left_is_said_roughly(seconds: float, said: str) -> None:
    assert rough(words("fi"), seconds) == said


@pytest.mark.parametrize(("seconds", "said"), [(4.26, "4,3 s"), (42.4, "42 s"), (125.0, "2 min 5 s")])
def test_how_long_it_took(seconds: float, said: str) -> None:
    assert duration(words("fi"), seconds) == said


def test_paths_are_told_as_typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [built("inputs/oma kansio", WARNING), *(built(str(tmp_path / str(number))) for number in range(MANY))]
    _, _, err = told(outcomes, capsys)
    assert 'digitiekartta check "inputs/oma kansio"' in err
