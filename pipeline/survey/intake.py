"""Survey exports to `Surveys`: each file is read, the files of one survey are joined, and the surveys told apart.

In: paths and the `Roadmap` whose perspectives were asked. Out: this survey, the last one and a reference group, without
a trace of who answered, and everything a person should know about how they were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from pathlib import Path

from pipeline.survey.answers import Answers, MeansOf, MeansTable, Surveys
from pipeline.survey.columns.asking import one_each
from pipeline.survey.columns.joining import join
from pipeline.survey.columns.kinds import is_rating
from pipeline.survey.columns.labels import Label, header_keys, labels
from pipeline.survey.columns.matching import mapped_nowhere
from pipeline.survey.columns.meanings import declarations
from pipeline.survey.columns.scale import looks_like_answers
from pipeline.survey.files.collecting import uninterrupted
from pipeline.survey.files.heading import says_mean
from pipeline.survey.files.mending import mend
from pipeline.survey.files.opening import TEXTS, WORKBOOKS, open_tables
from pipeline.survey.files.table import Table
from pipeline.survey.one_file import FileRead, Known, read_file, submitted_codes, understood
from pipeline.survey.questionnaire import header_key, questionnaire
from pipeline.survey.readers import means
from pipeline.survey.readers.reports import report_of
from pipeline.survey.readers.words import export_words
from pipeline.survey.rounds import rounds, told_of
from pipeline.survey.same_names import given_names
from pipeline.vocabulary.findings import Finding, Place, Severity, Term, has_errors
from pipeline.vocabulary.model import Roadmap

_FIRST_ROWS = 200
_SCALE_COLUMNS = 3


@uninterrupted()
def read(paths: Sequence[tuple[Path, str]], roadmap: Roadmap) -> tuple[Surveys, tuple[Finding, ...]]:
    """What all files together tell; each path comes with its name as the user gave it.

    Findings: IN…, SV001–SV009, SV012, SV014–SV018, SV020, SV025–SV037, SV055, SV060.
    """
    declared, told = declarations(roadmap)
    known = Known(roadmap, labels(roadmap.levels), declared)
    files = [read for path, name in paths for read in read_file(path, name, known)]
    found = rounds(files)
    findings = [*told, *(finding for item in found.this for finding in item.findings)]
    if files and all(item.part or item.means for item in files):  # else a column may be in what could not be read
        findings += mapped_nowhere(roadmap, frozenset().union(*(item.confirmed for item in files)))
    this, told = _joined(found.this, roadmap)
    last, told_of_last = _joined(found.last, roadmap)
    findings += (*told, *told_of(found, told_of_last))
    tables = [table for item in files for table in item.means]
    findings += _not_used(tables, {"current": this, "previous": last})
    surveys = Surveys(
        current=this or _means(tables, "current"),
        previous=last or _means(tables, "previous"),
        reference=_means(tables, "reference"),
        suggestions=one_each(suggestion for item in found.this for suggestion in item.suggestions),
        waiting=_waiting(found.this),
        fault=next((finding.code for finding in findings if finding.severity is Severity.ERROR), ""),
    )
    return surveys, tuple(findings)


def looks_like_survey(path: Path, roadmap: Roadmap | None = None) -> bool:
    """Whether a file is a survey export by what it holds, and by what the workbook says of its columns, when given.

    One that should be by its ending but can't be opened counts too, so that its fault is told and not passed over.
    """
    ending = path.suffix.lower()
    if ending not in WORKBOOKS | TEXTS or path.name.startswith(("~$", "._")):
        return False
    tables, faults = open_tables(path, path.name, most_rows=_FIRST_ROWS)
    if has_errors(faults):
        return ending != ".txt" and any(fault.code.startswith("IN") or fault.code == "SV024" for fault in faults)
    asked = frozenset(chain(*questionnaire().labels.values()))
    if roadmap is not None:
        declared = declarations(roadmap)[0].items()
        asked |= {key for key, said in declared if said.perspective or said.faulty} | labels(roadmap.levels).keys()
    return any(_holds_answers(table, asked) or _holds_means(table) for table in tables) or report_of(tables) is not None


def _holds_answers(table: Table, asked: Set[str]) -> bool:
    export = understood(mend(table)[0])
    if any(header_keys(column) & asked for column in export.questions) or submitted_codes(export):
        return True
    answered = export.with_role("started", "completed")  # only a survey tells when, so another scale is trusted too
    rated = (looks_like_answers(item.cells) or (answered and is_rating(item)) for item in export.questions)
    return sum(map(bool, rated)) >= _SCALE_COLUMNS


def _holds_means(table: Table) -> bool:
    """Whether a table has the means of known perspectives, or headers that speak of perspectives, n and means."""
    known = {key: Label(id_, text) for id_, keys in questionnaire().labels.items() for key, text in keys.items()}
    if means.recognises(mend(table)[0], known):
        return True
    headers = [text for column in table.columns for text in column.header]
    keys = frozenset(map(header_key, headers))
    words = export_words()
    return any(map(says_mean, headers)) and bool(keys & words.n) and bool(keys & words.perspective)


def _joined(files: Iterable[FileRead], roadmap: Roadmap) -> tuple[Answers | None, tuple[Finding, ...]]:
    parts = [(item.name, item.part) for item in files if item.part and item.part.rows]
    return join(parts, [level.id for level in roadmap.levels], given_names(roadmap)) if parts else (None, ())


def _waiting(files: Iterable[FileRead]) -> frozenset[str]:
    """The perspectives that wait in some file, and have answers in none."""
    given = {id_ for item in files if item.part for id_ in item.part.statements}
    return frozenset(id_ for item in files for id_ in item.waiting) - given


def _means(tables: Iterable[MeansTable], of: MeansOf) -> MeansTable | None:
    return next((table for table in tables if table.of == of), None)


def _not_used(tables: Sequence[MeansTable], answers: dict[MeansOf, Answers | None]) -> Iterator[Finding]:
    """SV031 for each table of means beside answers, or beside an earlier table, that tell the same.

    SV020 when the answers are in the same file: then the table is the tool's own sheet of them.
    """
    for table in tables:
        counted = answers.get(table.of)
        if counted and table.file in counted.files:
            yield Finding("SV020", Place(table.file, table.sheet))
            continue
        problem = "answers" if answers.get(table.of) else "second" if table is not _means(tables, table.of) else ""
        if problem:
            yield Finding("SV031", Place(table.file, table.sheet), {"problem": Term(f"means.{problem}")})
