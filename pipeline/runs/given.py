"""Which of the folders that were given are not worked on: told before any of them is.

In: folders as the user named them. Out: the outcomes of those that are given twice, that are files which a pattern like
`inputs/*` caught, or that would write where an earlier one does.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from pipeline.language import as_typed
from pipeline.runs.options import Outcome
from pipeline.runs.ordering import in_order
from pipeline.runs.project import Project, one_name, open_project
from pipeline.vocabulary.findings import Finding, Place

_BOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods"})
"""Files that somebody may have meant as a workbook, whether it can be read or not."""


def passed_over(folders: Sequence[str]) -> dict[int, Outcome]:
    """The outcomes, by number, of those that an earlier one is the same as, and of stray files among folders."""
    among_folders = any(Path(shown).is_dir() for shown in folders)
    first: dict[str, str] = {}
    told: dict[int, Outcome] = {}
    for number, shown in enumerate(folders):
        path = Path(shown)
        earlier = first.setdefault(os.path.normcase(os.path.realpath(path)), shown)
        if earlier is not shown:
            told[number] = _skipped(shown, Finding("BT002", Place(shown), {"other": earlier}))
        elif among_folders and path.is_file() and path.suffix.lower() not in _BOOKS:
            told[number] = _skipped(shown, Finding("BT003", Place(shown), {"pattern": _only_folders(path)}))
    return told


def of_one_name(folders: Sequence[str]) -> dict[int, Outcome]:
    """The outcomes, by number, of those that would write where an earlier one does; of the same workbook, given again
    by its file, that it is skipped."""
    alike: dict[str, list[int]] = defaultdict(list)
    for number, shown in enumerate(folders):
        path = Path(shown)
        folder = path if path.is_dir() else path.parent
        alike[one_name(folder.resolve().name)].append(number)
    told: dict[int, Outcome] = {}
    for numbers in alike.values():
        first: tuple[str, Project] | None = None
        for number in numbers if len(numbers) > 1 else ():
            shown = folders[number]
            project, findings = _opened(shown)
            if project is None:
                continue
            if first is None:
                first = shown, project
            elif project.workbook.path.resolve() == first[1].workbook.path.resolve():
                told[number] = _skipped(shown, Finding("BT002", Place(shown), {"other": first[0]}))
            else:
                place = Place(project.workbook.shown)
                clash = Finding("OT007", place, {"path": project.name, "other": first[1].workbook.shown})
                told[number] = Outcome(shown, "failed", in_order((*findings, clash)))
    return told


def _skipped(shown: str, finding: Finding) -> Outcome:
    return Outcome(shown, "skipped", (finding,))


def _only_folders(path: Path) -> str:
    """A pattern that catches the folders beside a file and no files."""
    parent = path.parent.as_posix()
    return "*/" if parent == "." else f"{as_typed(parent)}/*/"


def _opened(shown: str) -> tuple[Project | None, tuple[Finding, ...]]:
    """The project where it can be opened at all: what is wrong else is told when the folder is built."""
    try:
        return open_project(Path(shown), shown)
    except Exception:
        return None, ()
