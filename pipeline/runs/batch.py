"""Many organisations, one after another: one that fails doesn't stop the rest.

In: folders as the user named them. Out: events as they happen: a folder begins, a folder has an outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.runs.build import Options, Outcome, build, examine
from pipeline.runs.project import Project, open_project
from pipeline.vocabulary.findings import Finding, Place, has_errors


@dataclass(frozen=True, slots=True)
class Begun:
    """A folder is being worked on: the `number`th of `total`."""

    folder: str
    number: int
    total: int


Work = Callable[[Project], Outcome]


def build_all(folders: Iterable[str], options: Options, *, debug: bool = False) -> Iterator[Begun | Outcome]:
    """Builds each folder."""
    return _each(folders, lambda project: build(project, options), debug=debug)


def check_all(folders: Iterable[str], *, strict: bool = False, debug: bool = False) -> Iterator[Begun | Outcome]:
    """Reads and checks each folder, writing nothing."""

    def work(project: Project) -> Outcome:
        _, _, findings = examine(project)
        status = "failed" if has_errors(findings, strict=strict) else "checked"
        return Outcome(project.name, status, findings)

    return _each(folders, work, debug=debug)


def _each(folders: Iterable[str], work: Work, *, debug: bool) -> Iterator[Begun | Outcome]:
    given = list(dict.fromkeys(folders))
    for place, shown in enumerate(given):
        yield Begun(shown, place + 1, len(given))
        yield _one(shown, work, debug=debug)


def _one(shown: str, work: Work, *, debug: bool) -> Outcome:
    try:
        project, findings = open_project(Path(shown), shown)
        if project is None:
            return Outcome(shown, "failed", findings)
        outcome = work(project)
    except Exception as error:  # the last barrier: a fault of ours is told as one, the other folders go on
        if debug:
            raise
        reason = f"{type(error).__name__}: {error}"
        return Outcome(shown, "failed", (Finding("PG001", Place(shown), {"reason": reason}),))
    return Outcome(shown, outcome.status, (*findings, *outcome.findings), outcome.outputs, outcome.written)
