"""`combine`: the workbooks of small groups become one. In: their paths, the target, the time. Out: a `CombineOutcome`.

The target, when it is there, is the common base: what it held is kept aside before it is replaced. Nothing is written
unless every group's workbook can be read.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pipeline.runs.group_files import GroupFile, group_files
from pipeline.runs.group_values import begun_values, holds_anything
from pipeline.runs.outputs import changed_meanwhile, obstacles
from pipeline.runs.replacing import Meanwhile, replace_keeping
from pipeline.runs.unwritten import is_open, write_fault
from pipeline.vocabulary.combined import Combined, Group, Told
from pipeline.vocabulary.findings import Finding, Place, Severity, has_errors
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import TypedBook

Status = Literal["combined", "unchanged", "planned", "failed"]
_ENDING = ".xlsx"
_UNREAD = "WB048"
"""A sheet that is too large to be read: what it holds would be lost."""


@dataclass(frozen=True, slots=True)
class CombineOutcome:
    """What became of the groups' workbooks. `groups` are their names by path, `kept` where the earlier target lies."""

    into: str
    status: Status
    findings: tuple[Finding, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    combined: Combined = field(default_factory=Combined)
    language: Language = "fi"
    base: str = ""
    kept: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How much of each there is: rows, those to be chosen from, suggestions, single values to be chosen from …"""
        rows = [row for table in self.combined.tables.values() for row in table]
        values = [value for values in self.combined.values.values() for value in values.values()]
        told = Counter(item.told for item in self.combined.items)
        return {
            "rows": sum(row.sign != "version" for row in rows),
            "undecided": sum(row.sign == "decide" for row in rows),
            "values": sum(value.is_undecided for value in values),
            "similar": told[Told.SIMILAR],
            "joined": sum(item.told is Told.JOINED and not item.key for item in self.combined.items),
            "renumbered": sum(item.told is Told.RENUMBERED and item.key == "id" for item in self.combined.items),
            "left_over": told[Told.LEFT_OVER],
        }


def combine(groups: Sequence[str], into: str, now: dt.datetime, *, dry_run: bool = False) -> CombineOutcome:
    """Brings the groups together into the workbook `into`, made new or renewed."""
    failed = CombineOutcome(into, "failed")
    if not into.lower().endswith(_ENDING):
        return replace(failed, findings=(Finding("CO009", Place(into), {"path": into}),))
    files, told = group_files(groups, into)
    if not files:
        fault = () if has_errors(told) else (Finding("CO011", Place(into)),)
        return replace(failed, findings=(*told, *fault))
    base = _base(into)
    read, faults = _read(files if base is None else (base, *files))
    findings = (*told, *faults)
    if has_errors(findings):
        return replace(failed, findings=findings)
    return _written(failed, read, base, findings, now, dry_run=dry_run)


def _written(
    failed: CombineOutcome,
    read: Mapping[GroupFile, TypedBook],
    base: GroupFile | None,
    findings: tuple[Finding, ...],
    now: dt.datetime,
    *,
    dry_run: bool,
) -> CombineOutcome:
    from pipeline.comparing.combining import combine as combine_groups
    from pipeline.workbook.taken import taken_mark

    language = _language(read, base)
    names = {file.path: file.name for file in read if file is not base}
    marks = {file: taken_mark(file.name, book) for file, book in read.items() if file is not base}
    before = read[base].taken if base is not None else frozenset()
    same = [file for file, mark in marks.items() if mark in before]
    findings = (*findings, *(Finding("CO014", Place(file.path), {"name": file.name}) for file in same))
    groups = [Group(file.name, book, begun_values(book, language)) for file, book in read.items() if file not in same]
    combined = combine_groups(groups, base.name if base else "")
    findings = (*findings, *_not_compared(combined, failed.into, language))
    done = replace(
        failed, findings=findings, groups=names, combined=combined, language=language, base=base.name if base else ""
    )
    if len(same) == len(marks):
        return replace(done, status="unchanged")
    path = Path(failed.into)
    if found := obstacles(path.parent, [path.name]):
        return replace(done, findings=(*findings, *found))
    content = _content(combined, groups, language, sorted({*before, *marks.values()}))
    if base is not None and base.content == content:
        return replace(done, status="unchanged")
    if dry_run:
        return replace(done, status="planned")
    try:
        kept = replace_keeping(path, content, base.content if base else None, now)
    except Meanwhile:
        return replace(done, findings=(*findings, changed_meanwhile(failed.into)))
    except OSError as error:
        return replace(done, findings=(*findings, write_fault(path, error)))
    if kept is None:
        return replace(done, status="combined")
    note = Finding("CO007", Place(failed.into), {"path": failed.into, "kept": str(kept)})
    return replace(done, status="combined", findings=(*findings, note), kept=str(kept))


def _not_compared(combined: Combined, into: str, language: Language) -> Iterator[Finding]:
    """CO013: in a table of very many rows similar ones aren't looked for."""
    from pipeline.comparing.combining.near_duplicates import MOST_ROWS
    from pipeline.comparing.combining.sheets import COMPARED
    from pipeline.workbook.layout import layout

    for sheet in COMPARED:
        count = sum(row.sign != "version" for row in combined.tables.get(sheet, ()))
        if count > MOST_ROWS:
            place = Place(into, layout().sheet(sheet).title[language])
            yield Finding("CO013", place, {"count": count, "limit": MOST_ROWS})


def _base(into: str) -> GroupFile | None:
    """The workbook that stands where the result goes."""
    path = Path(into)
    if not path.exists() or path.is_dir():
        return None
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    return GroupFile(into, path.stem, content)


def _read(files: Sequence[GroupFile]) -> tuple[dict[GroupFile, TypedBook], tuple[Finding, ...]]:
    """The groups' cells, and what is told of the files; what is wrong with their cells is counted: `check` tells it."""
    from pipeline.workbook.raw import read_typed

    read: dict[GroupFile, TypedBook] = {}
    findings: list[Finding] = []
    for file in files:
        book, told = read_typed(Path(file.path), file.path)
        findings += [item for item in told if item.code.startswith("IN") or item.code == _UNREAD]
        if book is None:
            continue
        read[file] = book
        place = Place(file.path)
        faults = sum(item.severity is Severity.ERROR and item.code[:2] not in ("IN", "CO") for item in told)
        if not holds_anything(book):
            findings.append(Finding("CO008", place, {"path": file.path}))
        elif faults:
            findings.append(Finding("CO010", place, {"count": faults, "path": file.path}))
        if is_open(Path(file.path)):
            findings.append(Finding("IN013", place))
    return read, tuple(findings)


def _language(read: Mapping[GroupFile, TypedBook], base: GroupFile | None) -> Language:
    """The language of the base, else of most groups; of two alike the one that came first."""
    if base is not None:
        return read[base].language
    return Counter(book.language for book in read.values()).most_common(1)[0][0]


def _content(combined: Combined, groups: Sequence[Group], language: Language, taken: Sequence[str]) -> bytes:
    from pipeline.workbook.blank import made
    from pipeline.workbook.combined import companion_languages, filled_of

    name = combined.values.get("organisation", {}).get("name")
    others = companion_languages(combined)
    filled = filled_of(combined, groups, language, taken)
    return made(language, " ".join(name.kept.text.split()) if name else "", None, others, filled)
