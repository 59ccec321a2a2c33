"""Many folders: their order, what one that fails does to the others, engines, and what can be sent between processes."""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import batch_work
import pytest

from pipeline.runs import batch
from pipeline.runs.batch import Begun, Finished, build_all, build_folder, check_all
from pipeline.runs.engines import Ended, Started, in_processes, in_this_process, on_engine
from pipeline.runs.options import ROADMAP, Options, Outcome
from pipeline.vocabulary.changes import Change, Fate, Kind, Merged, What
from pipeline.vocabulary.findings import Finding, Phrase, Place, Term
from tools.many.invented import SMALL
from tools.many_organisations import make_many


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three small organisations."""
    return make_many(tmp_path_factory.mktemp("inputs"), 3, seed=5, size=SMALL)


def ended(events: Iterator[Started | Ended]) -> dict[int, Outcome]:
    """The outcomes by the folders' numbers."""
    return {event.number: event.outcome for event in events if isinstance(event, Ended)}


def numbered(*folders: str) -> dict[int, str]:
    return dict(enumerate(folders))


# --- in order, whatever ends first ------------------------------------------------------------------------------------


class _Backwards(Executor):
    """Does the work when it is asked for, the last first."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Outcome], object, tuple[object, ...]]] = []

    def submit(self, work, /, *arguments):  # type: ignore[no-untyped-def]
        future: Future[Outcome] = Future()
        self.waiting.append((future, work, arguments))
        if len(self.waiting) == 3:
            for item, waiting_work, given in reversed(self.waiting):
                item.set_result(waiting_work(*given))
                time.sleep(0.01)
        return future


def test_outcomes_come_in_the_folders_order(tmp_path: Path) -> None:
    folders = [str(tmp_path / name) for name in "abc"]
    events = list(build_all(folders, Options(tmp_path / "o"), executor=_Backwards()))
    assert [event.folder for event in events if isinstance(event, Outcome)] == folders
    assert [event.count for event in events if isinstance(event, Finished)] == [1, 2, 3]
    assert {event.total for event in events if isinstance(event, Finished)} == {3}


def test_in_this_process_each_folder_is_told_before_the_next_begins(tmp_path: Path) -> None:
    events = list(build_all([str(tmp_path / "a"), str(tmp_path / "b")], Options(tmp_path / "o")))
    assert [type(event) for event in events] == [Begun, Finished, Outcome] * 2


def test_one_that_fails_does_not_stop_the_rest(inputs: list[Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    folders = [str(tmp_path / "empty"), str(inputs[0]), str(tmp_path / "nowhere"), str(inputs[1])]
    outcomes = [
        event for event in build_all(folders, Options(tmp_path / "o", (ROADMAP,))) if isinstance(event, Outcome)
    ]
    assert [outcome.status for outcome in outcomes] == ["failed", "built", "failed", "built"]
    assert [outcome.findings[0].code for outcome in outcomes if outcome.status == "failed"] == ["IN002", "IN001"]


def test_two_folders_of_one_name_are_told_before_either_writes(inputs: list[Path], tmp_path: Path) -> None:
    twin = tmp_path / "twin" / inputs[0].name
    twin.mkdir(parents=True)
    for path in inputs[0].iterdir():
        (twin / path.name).write_bytes(path.read_bytes())
    ghost = tmp_path / "ghost" / inputs[0].name  # of the same name too, but there is nothing to build in it
    ghost.mkdir(parents=True)
    outputs = tmp_path / "o"
    events = build_all([str(ghost), str(inputs[0]), str(twin)], Options(outputs, (ROADMAP,)), jobs=2)
    first = next(events)
    assert first == Finished(str(twin), 1, 3, 0.0, False)
    assert not outputs.exists()
    outcomes = [event for event in events if isinstance(event, Outcome)]
    assert [outcome.status for outcome in outcomes] == ["failed", "built", "failed"]
    (clash,) = outcomes[2].findings
    assert clash.code == "OT007"
    assert Path(str(clash.values["other"])).parent == inputs[0]


def outcomes_of(*folders: object, outputs: Path) -> list[Outcome]:
    events = build_all(list(map(str, folders)), Options(outputs, (ROADMAP,), dry_run=True))
    return [event for event in events if isinstance(event, Outcome)]


def test_a_folder_given_twice_is_taken_once(inputs: list[Path], tmp_path: Path) -> None:
    twin = tmp_path / "toinen-nimi"
    twin.symlink_to(inputs[0])
    given = [inputs[0], f"{inputs[0]}/", twin, inputs[0] / "tyokirja.xlsx", inputs[1]]
    outcomes = outcomes_of(*given, outputs=tmp_path / "o")
    assert [outcome.status for outcome in outcomes] == ["planned", "skipped", "skipped", "skipped", "planned"]
    for outcome in outcomes[1:4]:
        (finding,) = outcome.findings
        assert (finding.code, finding.values["other"]) == ("BT002", str(inputs[0]))
    checked = [event for event in check_all(list(map(str, given))) if isinstance(event, Outcome)]
    assert [outcome.status for outcome in checked[:3]] == ["checked", "skipped", "skipped"]


def test_a_stray_file_among_folders_is_passed_over(inputs: list[Path], tmp_path: Path) -> None:
    stray, book = tmp_path / "oma kansio" / "muistio.txt", tmp_path / "rikki.xlsx"
    stray.parent.mkdir()
    stray.write_text("hei")
    book.write_text("hei")
    outcomes = outcomes_of(stray, inputs[0], book, outputs=tmp_path / "o")
    assert [outcome.status for outcome in outcomes] == ["skipped", "planned", "failed"]  # a workbook may be meant
    (finding,) = outcomes[0].findings
    assert (finding.code, finding.values["pattern"]) == ("BT003", f'"{stray.parent.as_posix()}"/*/')
    alone = outcomes_of(stray, outputs=tmp_path / "o")
    assert (alone[0].status, [item.code for item in alone[0].findings]) == ("failed", ["IN006"])


@pytest.mark.parametrize("other", ["äänekoski", "A\u0308a\u0308nekoski", "ÄÄNEKOSKI"])
def test_names_that_some_drives_take_for_one_are_told(other: str, inputs: list[Path], tmp_path: Path) -> None:
    for place, name in (("a", "Äänekoski"), ("b", other)):
        shutil.copytree(inputs[0], tmp_path / place / name)
    outcomes = outcomes_of(tmp_path / "a" / "Äänekoski", tmp_path / "b" / other, outputs=tmp_path / "o")
    assert [outcome.status for outcome in outcomes] == ["planned", "failed"]
    assert [finding.code for finding in outcomes[1].findings if finding.severity == "error"] == ["OT007"]


def test_a_folder_that_is_started_again_begins_once() -> None:
    twice = iter([Started(0), Started(0), Ended(0, Outcome("a", "built"))])
    events = batch._in_their_order(["a"], {}, (event for event in twice))
    assert [type(event) for event in events] == [Begun, Finished, Outcome]


# --- engines ----------------------------------------------------------------------------------------------------------


def test_processes_and_threads_make_the_same(inputs: list[Path], tmp_path: Path) -> None:
    folders, kept = [str(folder) for folder in inputs], {}
    with ThreadPoolExecutor(2) as threads:
        for name, how in (("one", {}), ("processes", {"jobs": 2}), ("threads", {"executor": threads})):
            options = Options(tmp_path / name, (ROADMAP,))
            outcomes = [event for event in build_all(folders, options, **how) if isinstance(event, Outcome)]  # type: ignore[arg-type]
            assert [outcome.status for outcome in outcomes] == ["built"] * 3
            kept[name] = {path.relative_to(tmp_path / name): path.read_bytes() for path in _files(tmp_path / name)}
    assert kept["one"] == kept["processes"] == kept["threads"]
    assert len(kept["one"]) > 3 * 3


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_process_that_dies_takes_its_folder_only() -> None:
    outcomes = ended(in_processes(batch_work.dying, numbered("a", "b", "dies", "c", "d", "e"), 2))
    assert {number: outcome.status for number, outcome in outcomes.items()} == {
        0: "built", 1: "built", 2: "failed", 3: "built", 4: "built", 5: "built",
    }  # fmt: skip
    (finding,) = outcomes[2].findings
    assert (finding.code, finding.place, finding.values["reason"]) == ("BT001", Place("dies"), "BrokenProcessPool")


def test_a_process_that_died_once_is_tried_again(tmp_path: Path) -> None:
    folders = numbered(str(tmp_path / "dies"), str(tmp_path / "a"))
    outcomes = ended(in_processes(batch_work.dying_once, folders, 2))
    assert [outcome.status for outcome in outcomes.values()] == ["built", "built"]
    assert (tmp_path / "dies").exists()


def test_an_outcome_that_cannot_be_sent_is_a_fault_of_ours_for_its_folder() -> None:
    outcomes = ended(in_processes(batch_work.unsendable, numbered("a", "odd"), 2))
    assert (outcomes[0].status, outcomes[1].status) == ("built", "failed")
    assert [finding.code for finding in outcomes[1].findings] == ["PG001"]


class _Closed(Executor):
    """Takes nothing any more after the first."""

    taken = 0

    def submit(self, work, /, *arguments):  # type: ignore[no-untyped-def]
        self.taken += 1
        future: Future[Outcome] = Future()
        if self.taken == 1:
            future.set_result(work(*arguments))
        elif self.taken == 2:
            future.set_exception(ConnectionError("the worker is gone"))
        else:
            raise RuntimeError("cannot schedule new futures after shutdown")
        return future


def test_an_engine_that_gives_up_is_told_for_each_folder() -> None:
    outcomes = ended(on_engine(_Closed(), batch_work.plain, numbered("a", "b", "c")))
    assert outcomes[0].status == "built"
    told = [outcomes[number].findings[0] for number in (1, 2)]
    assert [(item.code, item.values["reason"]) for item in told] == [
        ("BT001", "ConnectionError"),
        ("BT001", "RuntimeError"),
    ]


def test_an_engine_that_was_handed_in_stays_open_and_drops_what_waits() -> None:
    with ThreadPoolExecutor(1) as threads:
        events = on_engine(threads, batch_work.plain, numbered(*(f"slow{number}" for number in range(30))))
        assert isinstance(next(events), Ended)
        events.close()
        assert threads.submit(int, "7").result(timeout=5) == 7  # the thirty would take nine seconds


def test_broken_off_workers_stop_at_once_and_in_order(tmp_path: Path) -> None:
    folders = numbered(*(str(tmp_path / name) for name in "abcd"))
    events = in_processes(batch_work.endless, folders, 2)
    assert [type(next(events)) for _ in range(2)] == [Started, Started]
    _until(lambda: len(list(tmp_path.glob("*.began"))) == 1)  # the second is handed out with the next event
    began = time.perf_counter()
    events.close()
    assert time.perf_counter() - began < 3
    assert len(list(tmp_path.glob("*.ended"))) == len(list(tmp_path.glob("*.began")))
    assert not [child for child in multiprocessing.active_children() if child.name.startswith("Spawn")]


def _until(done) -> None:  # type: ignore[no-untyped-def]
    limit = time.monotonic() + 20
    while not done():
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_work_in_this_process_begins_when_the_event_before_was_taken() -> None:
    events = in_this_process(batch_work.plain, numbered("a", "b"))
    assert [type(event).__name__ for event in events] == ["Started", "Ended", "Started", "Ended"]


# --- between processes ------------------------------------------------------------------------------------------------


def test_outcomes_survive_the_way_between_processes(inputs: list[Path], tmp_path: Path) -> None:
    options = Options(tmp_path / "o", (ROADMAP,))
    build_folder(str(inputs[0]), options)
    document = tmp_path / "o" / inputs[0].name / ROADMAP
    document.write_bytes(b"not ours any more")
    workbook = inputs[1] / "tyokirja.xlsx"
    for outcome in (
        build_folder(str(inputs[0]), Options(tmp_path / "o", (ROADMAP,), force=True)),
        build_folder(str(workbook), Options(tmp_path / "p", (ROADMAP,), dry_run=True)),
        build_folder(str(tmp_path / "nowhere"), options),
    ):
        again = pickle.loads(pickle.dumps(outcome))  # noqa: S301
        assert again == outcome
        assert again.seconds == outcome.seconds > 0


def test_findings_keep_their_words_on_the_way() -> None:
    phrase = Phrase("place.slide", number=6, title=Phrase("place.table", number=2))
    change = Change(Kind.CHANGED, Fate.CONFLICT, What.ROW, "1 Tavoitteet", cells=(Place("a.xlsx", phrase, "B3"),))
    finding = Finding("OT002", Place("a", phrase), {"reason": Term("write.link"), "path": "a"})
    for value in (phrase, change, finding, Merged(b"", (change,))):
        again = pickle.loads(pickle.dumps(value))  # noqa: S301
        assert again == value
    again = pickle.loads(pickle.dumps(finding))  # noqa: S301
    assert isinstance(again.values["reason"], Term)
    assert (again.place.sheet.key, dict(again.place.sheet.values)) == (phrase.key, dict(phrase.values))


def _reword(workbook: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(workbook) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(old.encode(), new.encode()))


def test_an_outcome_does_not_hold_the_documents(inputs: list[Path], tmp_path: Path) -> None:
    """Of hundreds of folders they would fill the memory, and go to and fro between processes."""
    folder = tmp_path / "kunta"
    folder.mkdir()
    for path in inputs[0].iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    options = Options(tmp_path / "o", (ROADMAP,))
    build_folder(str(folder), options)
    _reword(folder / "tyokirja.xlsx", "kehittämispäällikkö", "digipäällikkö")
    outcome = build_folder(str(folder), options)
    assert outcome.written.merges[ROADMAP].changes
    assert len(pickle.dumps(outcome)) < 300_000
    assert not outcome.written.merges[ROADMAP].document
