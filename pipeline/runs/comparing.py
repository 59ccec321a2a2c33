"""What changed between two workbooks, or between two deliveries of documents.

In: two paths as the user gave them: workbooks or input folders, documents or built folders. Out: a `Compared`; nothing
is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pipeline.runs.manifest import HIDDEN, mark
from pipeline.runs.project import Project, document_of, open_project
from pipeline.runs.reasons import input_reasons
from pipeline.vocabulary.changes import Change
from pipeline.vocabulary.differences import Difference
from pipeline.vocabulary.findings import Finding, Phrase, Place, Severity, Term, has_errors
from pipeline.vocabulary.model import Roadmap

Sort = Literal["workbook", "documents", ""]
_DOCUMENTS = (".docx", ".pptx")


@dataclass(frozen=True, slots=True)
class Compared:
    """What `old` and `new` differ in, which are named as the user gave them. `sort` is "" when they can't be compared.

    Of workbooks: `differences`, and the `inputs` beside them that changed; `sheets` are the titles in the new one. Of
    documents: `changes` of each, `added` and `removed` names.
    """

    old: str
    new: str
    sort: Sort = ""
    findings: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()
    inputs: tuple[Phrase, ...] = ()
    sheets: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether all of both was read and nothing differs."""
        found = (self.differences, self.inputs, self.added, self.removed, *self.changes.values())
        return bool(self.sort) and not any(found) and not has_errors(self.findings)


def compare(old: str, new: str) -> Compared:
    """Compares two workbooks with each other, or two deliveries."""
    nothing = Compared(old, new)
    missing = [Finding("IN001", Place(shown), {"path": shown}) for shown in (old, new) if not Path(shown).exists()]
    if missing:
        return replace(nothing, findings=tuple(missing))
    sort, other = _sort(Path(old)), _sort(Path(new))
    if sort != other:
        values = {"path": old, "found": Term(f"compared.{sort}"), "other": new, "wanted": Term(f"compared.{other}")}
        return replace(nothing, findings=(Finding("OT022", Place(new), values),))
    return _documents(nothing) if sort == "documents" else _workbooks(nothing)


def _sort(path: Path) -> Sort:
    """A folder with a workbook is an input folder, whatever templates it holds beside it."""
    if not path.is_dir():
        return "documents" if path.suffix.lower() in _DOCUMENTS else "workbook"
    if (path / HIDDEN).is_dir():
        return "documents"
    project, _ = open_project(path, str(path))
    return "documents" if project is None and _in_folder(path) else "workbook"


def _workbooks(nothing: Compared) -> Compared:
    from pipeline.comparing import compare as compare_roadmaps

    one, told = _read(nothing.old)
    other, also = _read(nothing.new)
    findings = (*told, *also)
    if one is None or other is None:
        return replace(nothing, findings=findings)
    (project, old), (newer, new) = one, other
    inputs: tuple[Phrase, ...] = ()
    if Path(nothing.old).is_dir() and Path(nothing.new).is_dir():
        inputs = input_reasons(_marks(project), _marks(newer))
    differences = compare_roadmaps(old, new)
    return replace(
        nothing, sort="workbook", findings=findings, differences=differences, inputs=inputs, sheets=new.sheets
    )


def _read(shown: str) -> tuple[tuple[Project, Roadmap] | None, tuple[Finding, ...]]:
    """A workbook's content. What is wrong with its cells is counted only: `check` tells it."""
    from pipeline.workbook.reading import read

    project, findings = open_project(Path(shown), shown)
    if project is None:
        return None, findings
    roadmap, told = read(project.workbook.path, project.workbook.shown)
    files = tuple(item for item in told if item.code.startswith("IN"))
    if roadmap is None:
        return None, files or told
    faults = sum(item.severity is Severity.ERROR and not item.code.startswith("IN") for item in told)
    place = Place(project.workbook.shown)
    faulty = (Finding("OT023", place, {"count": faults, "path": project.workbook.shown}),) if faults else ()
    return (project, roadmap), (*files, *faulty)


def _marks(project: Project) -> dict[str, str]:
    """Fingerprints of what stands beside the workbook; what can't be read is like nothing else."""
    found = {}
    for name, path in project.inputs().items():
        if not name.startswith("workbook:"):
            try:
                found[name] = mark(path.read_bytes())
            except OSError:
                found[name] = str(path)
    return found


def _documents(nothing: Compared) -> Compared:
    from pipeline.merging import merge as doors
    from pipeline.merging.run import CannotMerge

    old, new = _named(Path(nothing.old)), _named(Path(nothing.new))
    if len(old) == len(new) == 1 and not Path(nothing.old).is_dir() and not Path(nothing.new).is_dir():
        new = dict(zip(old, new.values(), strict=True))
    changes: dict[str, tuple[Change, ...]] = {}
    findings: list[Finding] = []
    for name in (item for item in old if item in new):
        try:
            one, other = old[name].read_bytes(), new[name].read_bytes()
            changes[name] = () if one == other else doors.compare(one, other)
        except CannotMerge as error:
            place = Place(str(new[name]))
            findings.append(Finding("OT024", place, {"path": name, "reason": Term(f"merging.{error.reason}")}))
        except OSError:
            findings.append(Finding("IN012", Place(str(new[name]))))
    return replace(
        nothing,
        sort="documents",
        findings=tuple(findings),
        changes=changes,
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
    )


def _named(path: Path) -> dict[str, Path]:
    return _in_folder(path) if path.is_dir() else {path.name: path}


def _in_folder(path: Path) -> dict[str, Path]:
    """A folder's documents, the roadmap first."""
    try:
        found = [item for item in sorted(path.iterdir()) if item.is_file() and document_of(item.name) and _ours(item)]
    except OSError:
        return {}
    return {item.name: item for item in found}


def _ours(path: Path) -> bool:
    return path.suffix.lower() in _DOCUMENTS
