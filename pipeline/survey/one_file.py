"""One survey file to what it holds: answers or means, with everything a person should know about how it was read.

In: a path, and what is `Known` of the questions. Out: a `FileRead`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pipeline.survey.answers import MeansOf, MeansTable
from pipeline.survey.columns.coding import Part, encode
from pipeline.survey.columns.days import Span, bounds
from pipeline.survey.columns.kinds import is_rating
from pipeline.survey.columns.labels import Label, header_keys
from pipeline.survey.columns.matching import match
from pipeline.survey.columns.meanings import Declared
from pipeline.survey.columns.personal import personal_data
from pipeline.survey.columns.respondents import trying_out
from pipeline.survey.files.copies import relation
from pipeline.survey.files.mending import mend
from pipeline.survey.files.naming_cells import named_cells
from pipeline.survey.files.opening import open_tables
from pipeline.survey.files.table import Table
from pipeline.survey.headed import is_headed
from pipeline.survey.questionnaire import header_key, word_key
from pipeline.survey.readers import (
    generic,
    google_forms,
    limesurvey,
    means,
    microsoft_forms,
    surveymonkey,
    webropol,
)
from pipeline.survey.readers.export import Export, Reader
from pipeline.survey.readers.reports import report_of
from pipeline.survey.readers.titles import whose
from pipeline.vocabulary.findings import Finding, Phrase, Place, Term
from pipeline.vocabulary.model import Roadmap
from pipeline.vocabulary.suggestions import Suggestion

READERS: tuple[Reader, ...] = (microsoft_forms, surveymonkey, limesurvey, google_forms, webropol, generic)
"""The export tools we know, SurveyMonkey before LimeSurvey with which it shares headers, and last any table."""

_MOST_MEANS = 200
_CODE = re.compile(r"[A-Za-zÅÄÖåäö]{1,4}\d+\w*(?:\[\w*\])*")


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one file holds, or one `sheet` of several with answers. `days` of answering are told even when its columns
    could not be understood.

    `said`: the survey whose answers they are, where the workbook or a title tells. `waiting`: the perspectives whose
    column a person has to tell about first.
    """

    name: str
    part: Part | None = field(default=None, repr=False)
    means: tuple[MeansTable, ...] = ()
    days: Span | None = None
    said: Literal["", "this", "last"] = ""
    confirmed: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    waiting: frozenset[str] = frozenset()
    sheet: str = ""

    @property
    def title(self) -> str:
        """The file's name, with that of its sheet where it has several."""
        name = Path(self.name).name
        return f"{name} ({self.sheet})" if self.sheet else name


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a file is read: the roadmap, the labels of its levels, what `Kysymykset` declares."""

    roadmap: Roadmap
    labels: Mapping[str, Label]
    declared: Mapping[str, Declared]


def read_file(path: Path, name: str, known: Known) -> tuple[FileRead, ...]:
    """What a file holds: each of its sheets that has answers, or the one that should have them."""
    tables, findings = open_tables(path, name)
    reads = _read(tables, name, findings, known)
    return tuple(_as_said(read, (read.title, path.name, path.stem), known) for read in reads)


def _as_said(read: FileRead, names: Sequence[str], known: Known) -> FileRead:
    """What a file holds, of the survey that the workbook tells of one of its names."""
    for declared in filter(None, map(known.declared.get, map(word_key, names))):
        if declared.use == "this" or declared.use == "last":
            of: MeansOf = "current" if declared.use == "this" else "previous"
            means_of = tuple(replace(table, of=of) for table in read.means)
            confirmed = read.confirmed | {header_key(declared.question.column)}
            return replace(read, said=declared.use, means=means_of, confirmed=confirmed)
    return read


def _read(tables: Sequence[Table], name: str, findings: tuple[Finding, ...], known: Known) -> tuple[FileRead, ...]:
    if not tables:
        return (FileRead(name, findings=findings),)
    asked = known.labels.keys() | known.declared.keys()
    of_means, others = _parted(tables, known.labels)
    found, told = _means(of_means, known.labels)
    if not others or (found and not any(_worth(table, asked)[0] for table in others)):
        unused = tuple(Finding("SV020", table.place) for table in others if table.rows)
        return (FileRead(name, means=found, findings=(*findings, *told, *unused)),)
    best = max(others, key=lambda table: _worth(table, asked))
    used, not_used = _with_the_best(best, [table for table in others if table is not best and table.rows], asked)
    several = len(used) > 1
    first, *more = (replace(_answers(each, tables, known), sheet=each.sheet if several else "") for each in used)
    sheets = {table.sheet for table in used}
    of_used = tuple(finding for finding in findings if finding.place.sheet in sheets)
    return (replace(first, means=found, findings=(*of_used, *told, *not_used, *first.findings)), *more)


def _with_the_best(best: Table, others: Sequence[Table], asked: Set[str]) -> tuple[list[Table], list[Finding]]:
    """The sheets of answers to the same questions, the best first, and what is told of those that are not read."""
    used, findings = [best], []
    for table in others:
        is_asked = any(header_keys(column) & asked and is_rating(column) for column in table.columns)
        found = [relation(table, each) for each in used] if is_asked else ["copy"]
        if "copy" in found:
            findings.append(Finding("SV020", table.place))
        elif problem := next((each for each in found if each != "more"), None):
            values = {"problem": Phrase(f"sheets.{problem}", sheet=best.sheet)}
            findings.append(Finding("SV062", table.place, values))
        else:
            used.append(table)
    return used, findings


def understood(table: Table) -> Export:
    """The table as the export of the tool that made it."""
    return next(reader for reader in READERS if reader.recognises(table)).read(table)


def _parted(tables: Sequence[Table], known: Mapping[str, Label]) -> tuple[list[Table], list[Table]]:
    """The tables of means, mended, and all others."""
    of_means: list[Table] = []
    others: list[Table] = []
    for table in tables:
        mended = mend(table)[0] if len(table.rows) <= _MOST_MEANS else table
        is_means = len(table.rows) <= _MOST_MEANS and means.recognises(mended, known)
        (of_means if is_means else others).append(table)
    return of_means, others


def _means(tables: Sequence[Table], known: Mapping[str, Label]) -> tuple[tuple[MeansTable, ...], tuple[Finding, ...]]:
    found: list[MeansTable] = []
    findings: list[Finding] = []
    for table in tables:
        mended, broken = mend(table)
        these, told = means.read(mended, known)
        found += these
        findings += (*broken, *_beyond(table), *told)
    return tuple(found), tuple(findings)


def _worth(table: Table, asked: Set[str]) -> tuple[int, int]:
    """How many known questions a sheet has, then how many answers: the answers are on the sheet with the most."""
    return sum(bool(header_keys(column) & asked) for column in table.columns), len(table.rows)


def _answers(table: Table, tables: Sequence[Table], known: Known) -> FileRead:
    table, broken = mend(table)
    if not table.rows:
        return FileRead(table.file, findings=(*broken, _report(tables) or Finding("SV002", table.place)))
    export = understood(table)
    if not is_headed(export, known.labels, known.declared.keys()):
        return FileRead(table.file, findings=(_report(tables) or Finding("SV001", _first_cell(table)),))
    matched = match(export, known.roadmap, known.labels, known.declared)
    if known.roadmap.levels and not matched.perspectives and (report := _report(tables)):
        return FileRead(table.file, findings=(*broken, report))
    part, told, suggestions = encode(export, matched)
    unpublished = [column for column in matched.open_texts if column not in matched.published]
    findings = [*broken, *_beyond(table), *export.findings, *_personal(export), *personal_data(table, unpublished)]
    findings += [*_tests(export), *matched.findings, *told]
    waiting = matched.waiting | part.refused
    if matched.perspectives and not part.rows and not part.refused:
        findings.append(Finding("SV002", table.place))
    if not matched.perspectives and (only_codes := _only_codes(export)):
        findings = [only_codes, *(finding for finding in findings if finding.code not in ("SV018", "SV007"))]
    return FileRead(
        name=table.file,
        part=part,
        days=part.days or _days(export),
        said="last" if whose((*table.titles, table.sheet)) == "previous" else "",
        confirmed=matched.confirmed,
        findings=tuple(findings),
        suggestions=(*suggestions, *matched.suggestions),
        waiting=waiting,
    )


def _first_cell(table: Table) -> Place:
    return table.header_place(next(column for column in table.columns if column.header))


def _beyond(table: Table) -> tuple[Finding, ...]:
    """The finding about rows of a text file that have more cells than its header: a sheet's cells can't move."""
    if table.sheet or not table.beyond:
        return ()
    return (Finding("SV060", replace(table.place, cell=table.beyond[0]), {"count": len(table.beyond)}),)


def _report(tables: Sequence[Table]) -> Finding | None:
    """The finding about a survey tool's own report, which is no table of answers."""
    tool = report_of(tables)
    if tool is None:
        return None
    values = {"report": Term(f"report.{tool}"), "advice": Term(f"report.advice.{tool}")}
    return Finding("SV025", tables[0].place, values)


def _personal(export: Export) -> tuple[Finding, ...]:
    columns = export.personal
    if not columns:
        return ()
    names = "; ".join(column.title for column in columns)
    return (Finding("SV008", export.table.header_place(columns[0]), {"count": len(columns), "columns": names}),)


def _tests(export: Export) -> tuple[Finding, ...]:
    """The finding about respondents whose name or e-mail address says that they only tried the survey."""
    rows = trying_out(export)
    if not rows:
        return ()
    numbers = named_cells([str(export.table.rows[index]) for index in rows])
    return (Finding("SV030", export.table.place, {"count": len(rows), "rows": numbers}),)


def _only_codes(export: Export) -> Finding | None:
    """The finding about an export whose headers are mere codes, when at least half of them are."""
    coded = [column for column in export.questions if len(column.header) == 1 and _CODE.fullmatch(column.header[0])]
    if not coded or 2 * len(coded) < len(export.questions):
        return None
    return Finding("SV028", export.table.header_place(coded[0]), {"column": coded[0].title})


def submitted_codes(export: Export) -> bool:
    """Whether an export of LimeSurvey has headers that are mere codes: plainly answers, though nobody tells to what."""
    return limesurvey.recognises(export.table) and _only_codes(export) is not None


def _days(export: Export) -> Span | None:
    columns = (*export.with_role("completed"), *export.with_role("started"))
    return next((days for column in columns if (days := bounds(column.cells))), None)
