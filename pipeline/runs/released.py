"""The survey figures published so far: kept beside the documents, so that the next build tells nothing beside them.

In: an outputs' folder, fresh figures. Out: the figures to publish, what is told of them, and the bytes to keep.
Kept in `<outputs>/<folder>/.digitiekartta/survey.json`: figures that documents show, nothing of a single respondent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from pipeline.runs.held_back import what_is_held
from pipeline.runs.manifest import HIDDEN, mark
from pipeline.runs.records import plain, record
from pipeline.vocabulary.findings import Finding, FindingValue, Place
from pipeline.vocabulary.model import Roadmap
from pipeline.vocabulary.survey import SurveyResult

KEPT = f"{HIDDEN}/survey.json"
_VERSION = 1
_CODES = {"all": "SV042", "part": "SV043", "other": "SV059"}


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose survey it is."""

    name: str = ""
    code: str = ""

    def is_another(self, other: Owner) -> bool:
        """Whether it is surely another organisation: another municipality's code, or without codes another name."""
        if self.code and other.code:
            return self.code != other.code
        return bool(self.name and other.name) and _plain_name(self.name) != _plain_name(other.name)


NOBODY = Owner()


def owner_of(roadmap: Roadmap) -> Owner:
    """Whose a workbook is."""
    return Owner(roadmap.organisation.name, roadmap.organisation.code)


def _plain_name(name: str) -> str:
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class Released:
    """The survey figures that a folder's documents have shown, the latest last, and whose they are.

    `path` is where they are kept and `data` what stands there, b"" for nothing. `trusted`: what stands there was
    understood. `answers` is the mark of the survey files that all of them were counted from, "" when they were not all
    counted from the same files, or not all of what was counted was shown.
    """

    path: Path
    data: bytes = b""
    results: tuple[SurveyResult, ...] = ()
    trusted: bool = True
    answers: str = ""
    owner: Owner = NOBODY

    def bytes_with(self, published: SurveyResult | None, answers: str, owner: Owner) -> bytes:
        """What to keep when these figures of `owner`, counted from files of the mark `answers`, are published too.

        Open answers are not kept: they can be taken back. Nor is where the survey's files lay.
        """
        if published is None or published.too_few:
            return self.data
        names = tuple(PurePath(file).name for file in published.files)
        kept = replace(published, open_questions=(), reference=None, files=names)
        if self.results[-1:] == (kept,) and self.owner == owner:
            return self.data
        results = self.results if self.results[-1:] == (kept,) else (*self.results, kept)
        content = {
            "version": _VERSION,
            "folder": self.path.parts[-3],
            "organisation": plain(owner),
            "answers": answers if not self.results or answers == self.answers else "",
            "published": [plain(item) for item in results],
        }
        return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def read_released(folder: Path) -> Released:
    """What was published from an outputs' folder."""
    path = folder / KEPT
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Released(path)
    except OSError:
        return Released(path, trusted=False)
    try:
        content = json.loads(data)
        if content["version"] != _VERSION or content["folder"] != folder.name:
            return Released(path, data, trusted=False)
        results = tuple(record(SurveyResult, item) for item in content["published"])
        owner = record(Owner, content.get("organisation", {}))
        trusted = all(result.respondents > 0 for result in results)
        return Released(path, data, results if trusted else (), trusted, str(content.get("answers", "")), owner)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return Released(path, data, trusted=False)


def mark_of_answers(files: Iterable[Path]) -> str:
    """The mark of survey files; "" without any. Raises OSError for an unreadable file."""
    marks = sorted(mark(path.read_bytes()) for path in files)
    return mark("".join(marks).encode()) if marks else ""


@dataclass(frozen=True, slots=True)
class Publishable:
    """The figures that may be published, what is told of them, and the mark of the files whose figures they all are."""

    result: SurveyResult | None
    findings: tuple[Finding, ...] = ()
    answers: str = ""


def publishable(fresh: SurveyResult | None, released: Released, answers: str, owner: Owner) -> Publishable:
    """The figures that may be published beside those that were; `answers` is the mark of the files they are counted of,
    `owner` whose they are.

    Answers that are the same as before may be read otherwise: a corrected row of `Kysymykset` tells of nobody. But
    other groups of the same people might.
    Findings: SV042 where all stay as they were, SV043 where some do or are hidden, SV044 where what was kept can't be
    trusted, so that nothing is held back; SV059, an error, where the answers may be another survey's; SV063, an error,
    where what was kept is another organisation's: folders of one name would take each other's figures for their own.
    """
    from pipeline.survey.figures.release import release

    place, path = Place(str(released.path)), str(released.path)
    told: tuple[Finding, ...] = () if released.trusted else (Finding("SV044", place, {"path": path}),)
    if released.results and owner.is_another(released.owner):
        values: dict[str, FindingValue] = {"name": released.owner.name, "own": owner.name, "path": path}
        return Publishable(None, (Finding("SV063", place, values),))
    if fresh is None:
        return Publishable(None, told)
    if released.results and answers == released.answers != "" and _groups_stay(fresh, released.results[-1]):
        return Publishable(fresh, told, answers)
    found = release(fresh, released.results)
    if not found.held:
        return Publishable(found.result, told, answers)
    values = {
        "before": found.before,
        "now": fresh.respondents,
        "threshold": fresh.threshold,
        "path": path,
    }
    if found.held == "part":
        values["held"] = what_is_held(fresh, released.results[-1], found.result)
    return Publishable(replace(found.result, files=fresh.files), (*told, Finding(_CODES[found.held], place, values)))


def _groups_stay(fresh: SurveyResult, last: SurveyResult) -> bool:
    """Whether no group is shown that was not shown before, as large as now."""
    return all(
        {(group.name, group.n) for group in breakdown.groups}
        <= {(group.name, group.n) for group in last.breakdown(breakdown.background).groups}
        for breakdown in fresh.breakdowns
    )
