"""Many organisations, one after another: one that fails doesn't stop the rest.

In: folders as the user named them. Out: events as they happen: a folder begins, a folder has an outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.runs.build import build, examine
from pipeline.runs.designs import read_design
from pipeline.runs.options import Options, Outcome
from pipeline.runs.ordering import in_order
from pipeline.runs.own_fault import own_fault
from pipeline.runs.plans import Written
from pipeline.runs.project import Project, open_project
from pipeline.runs.unwritten import write_fault
from pipeline.vocabulary.findings import Finding, Place, has_errors
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.suggestions import Suggestion

_NOTED = "huomiot"


@dataclass(frozen=True, slots=True)
class Begun:
    """A folder is being worked on: the `number`th of `total`."""

    folder: str
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Notes:
    """Where annotated copies of workbooks go, and the language of their notes."""

    outputs: Path
    language: Language


Work = Callable[[Project], Outcome]


def build_all(folders: Iterable[str], options: Options, *, debug: bool = False) -> Iterator[Begun | Outcome]:
    """Builds each folder. Two folders of one name would write over each other: the later one is told and left."""
    taken: dict[str, Project] = {}

    def work(project: Project) -> Outcome:
        first = taken.setdefault(project.name, project)
        if first is project:
            return build(project, options)
        place = Place(project.workbook.shown)
        finding = Finding("OT007", place, {"path": project.name, "other": first.workbook.shown})
        return Outcome(project.name, "failed", (finding,))

    return _each(folders, work, "failed", debug=debug)


def check_all(
    folders: Iterable[str], *, strict: bool = False, debug: bool = False, notes: Notes | None = None
) -> Iterator[Begun | Outcome]:
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


def _each(folders: Iterable[str], work: Work, unopened: str, *, debug: bool) -> Iterator[Begun | Outcome]:
    given = list(dict.fromkeys(folders))
    for place, shown in enumerate(given):
        yield Begun(shown, place + 1, len(given))
        yield _one(shown, work, unopened, debug=debug)


def _one(shown: str, work: Work, unopened: str, *, debug: bool) -> Outcome:
    """A folder's outcome; `unopened` is its status when there is no workbook to work on."""
    try:
        project, findings = open_project(Path(shown), shown)
        if project is None:
            return Outcome(shown, unopened, findings)
        outcome = work(project)
    except Exception as error:  # the last barrier: a fault of ours is told as one, the other folders go on
        if debug:
            raise
        return Outcome(shown, unopened, (own_fault(error, Place(shown)),))
    told = in_order((*findings, *outcome.findings))
    return replace(outcome, folder=shown, findings=told)
