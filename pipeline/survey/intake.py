"""Survey exports to `Answers`: the reader is picked, the columns are matched, the files are joined.

In: paths and the `Roadmap` whose perspectives were asked. Out: the answers without a trace of who gave them, or None
when there are none, with everything a person should know about how they were read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.survey.answers import Surveys
from pipeline.survey.columns.coding import Part, encode
from pipeline.survey.columns.joining import join
from pipeline.survey.columns.labels import Label, labels
from pipeline.survey.columns.matching import header_keys, mapped_nowhere, match
from pipeline.survey.columns.scale import looks_like_answers
from pipeline.survey.files.mending import mend
from pipeline.survey.files.opening import TEXTS, WORKBOOKS, open_tables
from pipeline.survey.files.table import Table
from pipeline.survey.questionnaire import questionnaire
from pipeline.survey.readers import generic, microsoft_forms
from pipeline.survey.readers.export import Export, Reader
from pipeline.vocabulary.findings import Finding, has_errors
from pipeline.vocabulary.model import Roadmap

READERS: tuple[Reader, ...] = (microsoft_forms, generic)
"""The export tools we know, the one that takes any table last."""

_FIRST_ROWS = 200
_SCALE_COLUMNS = 3


def read(paths: Sequence[tuple[Path, str]], roadmap: Roadmap) -> tuple[Surveys, tuple[Finding, ...]]:
    """What all files together tell; each path comes with its name as the user gave it.

    Findings: IN…, SV001–SV009, SV012, SV014–SV018, SV020.
    """
    parts: list[tuple[str, Part]] = []
    findings: list[Finding] = []
    confirmed: set[str] = set()
    known = labels(roadmap.levels)
    for path, name in paths:
        part, columns, told = _read_file(path, name, roadmap, known)
        confirmed |= columns
        findings += told
        if part and part.rows:
            parts.append((name, part))
    if paths:
        findings += mapped_nowhere(roadmap, frozenset(confirmed))
    if not parts:
        return Surveys(), tuple(findings)
    answers, told = join(parts, [level.id for level in roadmap.levels])
    return Surveys(answers), (*findings, *told)


def looks_like_survey(path: Path) -> bool:
    """Whether a file is a survey export by what it holds.

    One that should be by its ending but can't be opened counts too, so that its fault is told and not passed over.
    """
    ending = path.suffix.lower()
    if ending not in WORKBOOKS | TEXTS or path.name.startswith(("~$", "._")):
        return False
    tables, faults = open_tables(path, path.name, most_rows=_FIRST_ROWS)
    if has_errors(faults):
        return ending != ".txt" and any(fault.code.startswith("IN") for fault in faults)
    return any(map(_holds_answers, tables))


def _holds_answers(table: Table) -> bool:
    known = {key for keys in questionnaire().labels.values() for key in keys}
    columns = _understood(mend(table)[0]).questions
    if any(header_keys(column) & known for column in columns):
        return True
    return sum(looks_like_answers(column.cells) for column in columns) >= _SCALE_COLUMNS


def _read_file(
    path: Path, name: str, roadmap: Roadmap, known: Mapping[str, Label]
) -> tuple[Part | None, frozenset[str], tuple[Finding, ...]]:
    tables, findings = open_tables(path, name)
    if not tables:
        return None, frozenset(), findings
    table, unused = _most_like_a_survey(tables, known)
    table, broken = mend(table)
    findings = (*findings, *(Finding("SV020", other.place) for other in unused), *broken)
    if not table.rows:
        return None, frozenset(), (*findings, Finding("SV002", table.place))
    export = _understood(table)
    matched = match(export, roadmap, known)
    part, told = encode(export, matched)
    findings = (*findings, *_personal(export), *matched.findings, *told)
    if matched.perspectives and not part.rows:
        findings = (*findings, Finding("SV002", table.place))
    return part, matched.confirmed, findings


def _most_like_a_survey(tables: Sequence[Table], known: Mapping[str, Label]) -> tuple[Table, list[Table]]:
    """The sheet with the most known questions, then the most answers; and the other sheets that hold something."""

    def worth(table: Table) -> tuple[int, int]:
        questions = sum(any(key in known for key in header_keys(column)) for column in table.columns)
        return questions, len(table.rows)

    best = max(tables, key=worth)
    return best, [table for table in tables if table is not best and table.rows]


def _understood(table: Table) -> Export:
    return next(reader for reader in READERS if reader.recognises(table)).read(table)


def _personal(export: Export) -> tuple[Finding, ...]:
    columns = export.personal
    if not columns:
        return ()
    names = "; ".join(column.title for column in columns)
    return (Finding("SV008", export.table.header_place(columns[0]), {"count": len(columns), "columns": names}),)
