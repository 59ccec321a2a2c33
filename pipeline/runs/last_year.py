"""Last year's workbook, as a follow-up needs it: read with the survey beside it, its faults told shortly.

In: a path as the user gave it, a workbook or an input folder. Out: a `LastYear`, its `Examined`, and findings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.runs.build import Examined, examine
from pipeline.runs.project import Project, open_project
from pipeline.runs.released import Released
from pipeline.vocabulary.findings import Finding, Place, Severity
from pipeline.vocabulary.model import Entry, Language, Roadmap

_ROLE = "since"
_PRINTED = ("name", "owners")
"""Fields of last year's rows that documents print, and that have letters."""
_TABLES = ("actions", "goals", "levels", "indicators")


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's inputs."""

    project: Project

    def inputs(self) -> dict[str, Path]:
        """Its files, by a role of their own."""
        found = (self.project.workbook, *self.project.surveys)
        return {f"{_ROLE}:{item.path.name}": item.path for item in found}

    def examined(self, released: Released) -> Examined:
        """What it says. Faults of its cells are counted only, since `check` tells them; no `roadmap` and why not, when
        it can't be read. Findings: OT023, FU014."""
        found = examine(self.project, released)
        if found.roadmap is None:
            return replace(found, findings=tuple(_files(found.findings)) or found.findings)
        errors = [item for item in found.findings if item.severity is Severity.ERROR]
        in_survey = [item for item in errors if item.code.startswith("SV")]
        told = list(_counted(len(errors) - len(in_survey), self.project.workbook.shown))
        survey = found.survey
        if in_survey:
            survey = None
            values = {"code": in_survey[0].code, "path": self.project.workbook.shown}
            told.append(Finding("FU014", in_survey[0].place, values))
        return Examined(found.roadmap, survey, tuple(told), answers=found.answers if survey else "")


def open_last_year(since: str, project: Project | None) -> tuple[LastYear | None, tuple[Finding, ...]]:
    """Last year's inputs beside this year's. Finding: FU003 where they are the same workbook.

    Where both lie in one folder, the survey there is this year's.
    """
    last, findings = open_project(Path(since), since)
    findings = tuple(item for item in findings if item.severity is Severity.ERROR)
    if last is None:
        return None, findings
    if project is None:
        return LastYear(last), findings
    if _is_same(last.workbook.path, project.workbook.path):
        return None, (*findings, Finding("FU003", Place(last.workbook.shown), {"path": last.workbook.shown}))
    if last.folder.resolve() == project.folder.resolve():
        last = replace(last, surveys=())
    return LastYear(last), findings


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths are one file, or files of the same bytes."""
    try:
        return one.resolve() == other.resolve() or one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def _files(findings: tuple[Finding, ...]) -> list[Finding]:
    return [item for item in findings if item.code.startswith("IN")]


def _counted(errors: int, path: str) -> tuple[Finding, ...]:
    return (Finding("OT023", Place(path), {"count": errors, "path": path}),) if errors else ()


def texts_kept(old: Roadmap, translated: Roadmap) -> tuple[Roadmap, bool]:
    """Last year's roadmap, knowing which of its texts are not in the document's language; whether there are any."""
    if translated.language == old.language:
        return translated, False
    kept = dict(translated.kept)
    for table in _TABLES:
        for before, after in zip(getattr(old, table), getattr(translated, table), strict=True):
            kept |= _untranslated(before, after, old.language)
    return replace(translated, kept=kept), bool(kept)


def _untranslated(before: Entry, after: Entry, language: Language) -> dict[Place, Language]:
    return {
        after.place(key): language
        for key in _PRINTED
        if getattr(before, key, "") and getattr(before, key, "") == getattr(after, key, "") and key in after.at
    }
