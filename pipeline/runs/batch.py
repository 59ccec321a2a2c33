"""Many organisations: one that fails doesn't stop the rest.

In: folders as the user named them. Out: events as they happen: a folder begins, is finished, has an outcome. Outcomes
come in the folders' order, whatever order they are finished in.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.runs.build import build, examine
from pipeline.runs.designs import read_design
from pipeline.runs.engines import Ended, Started, cores, in_processes, in_this_process, on_engine
from pipeline.runs.given import of_one_name, passed_over
from pipeline.runs.options import Options, Outcome
from pipeline.runs.ordering import in_order
from pipeline.runs.own_fault import own_fault
from pipeline.runs.plans import Written
from pipeline.runs.project import Project, open_project
from pipeline.runs.unwritten import write_fault
from pipeline.vocabulary.findings import Finding, Place, has_errors
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.suggestions import Suggestion

if TYPE_CHECKING:
    from concurrent.futures import Executor

_NOTED = "huomiot"


@dataclass(frozen=True, slots=True)
class Begun:
    """A folder is being worked on: the `number`th of `total`."""

    folder: str
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A folder is finished, the `count`th of `total` in time. `worked` is False where there was nothing to do.

    `outcome` is what became of it, which is an event of its own once its turn comes.
    """

    folder: str
    count: int
    total: int
    seconds: float
    worked: bool
    outcome: Outcome | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Notes:
    """Where annotated copies of workbooks go, and the language of their notes."""

    outputs: Path
    language: Language


Event = Begun | Finished | Outcome


def build_folder(given: str, options: Options, debug: bool = False) -> Outcome:
    """Builds one folder: the work on each of many, in whatever process. Raises nothing but with `debug`.

    The outcome can be sent to another process, and doesn't hold the documents themselves.
    """
    outcome = _one(given, partial(build, options=options), "failed", debug=debug)
    merges = {name: replace(merged, document=b"") for name, merged in outcome.written.merges.items()}
    written = replace(outcome.written, merges=merges)
    return replace(outcome, written=written)


def build_all(
    folders: Iterable[str], options: Options, *, jobs: int = 1, executor: Executor | None = None, debug: bool = False
) -> Iterator[Event]:
    """Builds each folder, in so many processes (0: one for each core) or by an executor that is handed in.

    Two folders of one name would write over each other: the later one is told and left. One that is given twice is
    taken once.
    """
    given = list(dict.fromkeys(folders))
    told = of_one_name(given) | passed_over(given)
    rest = {number: folder for number, folder in enumerate(given) if number not in told}
    work = partial(build_folder, options=options, debug=debug)
    jobs = min(jobs or cores(), len(rest))
    if executor is not None:
        events = on_engine(executor, work, rest, debug=debug)
    elif jobs > 1:
        events = in_processes(work, rest, jobs, debug=debug)
    else:
        events = in_this_process(work, rest)
    return _in_their_order(given, told, events)


def check_all(
    folders: Iterable[str], *, strict: bool = False, debug: bool = False, notes: Notes | None = None
) -> Iterator[Event]:
    """Reads and checks each folder. Writes nothing but, with `notes`, copies of the workbooks with notes in them."""

    def work(project: Project) -> Outcome:
        examined = examine(project)
        findings = (*examined.findings, *read_design(project)[1])
        status = "faulty" if has_errors(findings, strict=strict) else "checked"
        if notes is None or examined.roadmap is None:
            return Outcome(project.name, status, findings)
        path, fault = _annotate(project, findings, examined.suggestions, notes)
        written = Written(changed=(path.name,)) if fault is None else Written()
        outputs = (path.as_posix(),) if fault is None else ()
        return Outcome(project.name, status, (*findings, *([fault] if fault else [])), outputs, written)

    return _each(folders, work, "faulty", debug=debug)


def _annotate(
    project: Project, findings: tuple[Finding, ...], suggestions: tuple[Suggestion, ...], notes: Notes
) -> tuple[Path, Finding | None]:
    """The copy goes among the outputs: beside the workbook it would be taken for a second one."""
    from pipeline.workbook.annotate import annotate

    target = notes.outputs / project.name / f"{project.workbook.path.stem}-{_NOTED}.xlsx"
    temporary = target.with_name(f".{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        annotate(project.workbook.path, temporary, findings, notes.language, suggestions)
        temporary.replace(target)
    except OSError as error:
        return target, write_fault(target, error)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return target, None


def _in_their_order(
    folders: Sequence[str], known: Mapping[int, Outcome], events: Iterator[Started | Ended]
) -> Iterator[Event]:
    """The events as people are told of them; some outcomes are `known` before anything begins."""
    total, finished, told = len(folders), 0, 0
    kept: dict[int, Outcome] = {}
    begun: set[int] = set()
    with closing(events):  # type: ignore[type-var]
        for event in chain((Ended(*item) for item in known.items()), events):
            if isinstance(event, Started):
                if event.number not in begun:  # it is started again where workers died just then
                    begun.add(event.number)
                    yield Begun(folders[event.number], event.number + 1, total)
                continue
            outcome = kept[event.number] = event.outcome
            finished += 1
            worked = outcome.status != "unchanged" and outcome.seconds > 0
            yield Finished(folders[event.number], finished, total, outcome.seconds, worked, outcome)
            while told in kept:
                yield kept.pop(told)
                told += 1


def _each(folders: Iterable[str], work: Callable[[Project], Outcome], unopened: str, *, debug: bool) -> Iterator[Event]:
    given = list(dict.fromkeys(folders))
    told = passed_over(given)
    rest = {number: folder for number, folder in enumerate(given) if number not in told}
    events = in_this_process(partial(_one, work=work, unopened=unopened, debug=debug), rest)
    return _in_their_order(given, told, events)


def _one(shown: str, work: Callable[[Project], Outcome], unopened: str, *, debug: bool) -> Outcome:
    """A folder's outcome; `unopened` is its status when there is no workbook to work on."""
    began = time.perf_counter()
    try:
        project, findings = open_project(Path(shown), shown)
        outcome = Outcome(shown, unopened) if project is None else work(project)
    except Exception as error:  # the last barrier: a fault of ours is told as one, the other folders go on
        if debug:
            raise
        outcome, findings = Outcome(shown, unopened, (own_fault(error, Place(shown)),)), ()
    told = in_order((*findings, *outcome.findings))
    return replace(outcome, folder=shown, findings=told, seconds=time.perf_counter() - began)
