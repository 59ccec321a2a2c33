"""The columns of one export to codes: what each respondent said of each perspective, and what groups and chose.

In: an `Export` and what was `Matched` of it. Out: a `Part`, in which rows without any answer are left out and told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import compress

from pipeline.survey.answers import Choice, OpenAnswers, Statement
from pipeline.survey.columns.asking import short
from pipeline.survey.columns.backgrounds import group_names
from pipeline.survey.columns.choices import chosen
from pipeline.survey.columns.days import Span, span
from pipeline.survey.columns.fitting import Fitted, dated_options, fit, ungrouped, unparted
from pipeline.survey.columns.matching import Asked, AskedChoice, Matched
from pipeline.survey.columns.refusing import doubt_end, tell
from pipeline.survey.columns.respondents import Who, who
from pipeline.survey.columns.scale import MISSING
from pipeline.survey.files.naming_cells import named_cells
from pipeline.survey.files.table import Column, Table
from pipeline.survey.questionnaire import questionnaire, word_key
from pipeline.survey.readers.export import Export
from pipeline.vocabulary.findings import NOWHERE, Finding, FindingValue, Place
from pipeline.vocabulary.suggestions import Suggestion
from pipeline.vocabulary.survey import Background


@dataclass(frozen=True, slots=True)
class Part:
    """One file's answers, one place per respondent in every column. `who` is dropped when files are joined.

    `refused`: the perspectives whose columns are on a scale that has to be told first.
    """

    statements: Mapping[str, tuple[Statement, ...]] = field(repr=False)
    backgrounds: Mapping[Background, tuple[str, ...]] = field(repr=False)
    choices: tuple[Choice, ...]
    open_answers: tuple[OpenAnswers, ...]
    who: Who
    rows: tuple[int, ...]
    days: Span | None
    sheet: str = ""
    refused: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Told:
    """What is noticed while the columns are coded."""

    findings: list[Finding] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)


def encode(export: Export, matched: Matched) -> tuple[Part, tuple[Finding, ...], tuple[Suggestion, ...]]:
    """The answers of an export, and scales to suggest. Findings: SV006, SV015, SV016, SV017, SV035, SV036, SV039."""
    told = _Told()
    fitted = partial(_fitted, export, matched, told)
    coded = {id_: list(map(fitted, columns)) for id_, columns in matched.perspectives.items()}
    _tell_scales(export.table, matched, [item for columns in coded.values() for item in columns], told)
    every_column = [item.codes for columns in coded.values() for item in columns]
    answered = _answered(every_column)
    refused = frozenset(id_ for id_, columns in coded.items() if all(item.refused for item in columns))
    told.findings += _left_out(export, 0 if refused else answered.count(MISSING))
    table = export.table
    part = Part(
        {id_: tuple(_kept(item, answered) for item in columns) for id_, columns in coded.items() if id_ not in refused},
        {name: _groups(export, column, name, answered, told) for name, column in matched.backgrounds.items()},
        _choices(export, matched.choices, answered, told),
        tuple(_open_answers(table, column, answered) for column in matched.published),
        who(export, answered),
        tuple(compress(table.rows, answered)),
        _days(export, answered),
        table.sheet,
        refused,
    )
    return part, tuple(told.findings), tuple(told.suggestions)


def _answered(columns: Sequence[bytes]) -> bytes:
    """Something other than 0 for each row with an answer in any column; nothing at all without columns."""
    together = 0
    for column in columns:
        together |= int.from_bytes(column, "little")
    return together.to_bytes(len(columns[0]), "little") if columns else b""


def _fitted(export: Export, matched: Matched, told: _Told, asked: Asked) -> Fitted:
    fitted = fit(export.table, asked, matched.shared)
    told.findings += fitted.findings
    return fitted


def _tell_scales(table: Table, matched: Matched, fitted: Sequence[Fitted], told: _Told) -> None:
    """SV017 of the columns on another scale, or else SV039 when the scale may end before the highest step."""
    refused = [item.refused for item in fitted if item.refused]
    asked = [asked for columns in matched.perspectives.values() for asked in columns]
    findings, suggestions = tell(table, refused) if refused else doubt_end(table, asked)
    told.findings += findings
    told.suggestions += suggestions


def _kept(fitted: Fitted, answered: bytes) -> Statement:
    everybody = MISSING not in answered
    return Statement(fitted.codes if everybody else bytes(compress(fitted.codes, answered)), fitted.scale)


def _groups(export: Export, column: Column, background: Background, answered: bytes, told: _Told) -> tuple[str, ...]:
    names = group_names(column, background)
    told.findings += ungrouped(export.table, column, names)
    return tuple(compress(names, answered))


def _choices(export: Export, asked: Sequence[AskedChoice], answered: bytes, told: _Told) -> tuple[Choice, ...]:
    found: list[Choice] = []
    for item in asked:
        options = chosen(item.choice)
        told.findings += dated_options(export.table, item.choice)
        if options is None:
            told.findings.append(unparted(export.table, item))
            continue
        kept = tuple(compress(options, answered))
        found.append(Choice(item.choice.question, kept))
        if item.declared is None:
            count = len(frozenset().union(*set(kept)))
            values: dict[str, FindingValue] = {"column": short(item.choice.question), "count": count}
            told.findings.append(Finding("SV036", export.table.header_place(item.choice.columns[0]), values))
    return tuple(found)


def _open_answers(table: Table, column: Column, answered: bytes) -> OpenAnswers:
    missing = questionnaire().missing
    given = ["" if cell is None else str(cell).strip() for cell in column.cells]
    texts = ["" if word_key(text) in missing else text for text in given]
    places = [
        Place(table.file, table.sheet, table.cell_name(column, index)) if text else NOWHERE
        for index, text in enumerate(texts)
    ]
    return OpenAnswers(column.title, tuple(compress(texts, answered)), tuple(compress(places, answered)))


def _left_out(export: Export, empty: int) -> list[Finding]:
    table = export.table
    findings = [Finding("SV015", table.place, {"count": empty})] if empty else []
    if table.totals:
        values: dict[str, FindingValue] = {"count": len(table.totals), "rows": named_cells([*map(str, table.totals)])}
        findings.append(Finding("SV016", table.place, values))
    return findings


def _days(export: Export, answered: bytes) -> Span | None:
    for role in ("completed", "started"):
        for column in export.with_role(role):
            if days := span(compress(column.cells, answered)):
                return days
    return None
