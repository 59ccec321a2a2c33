"""LimeSurvey: columns of the response first, then questions by code, by text, or by both (`Q1[A]. Text: [Row]`).

In: a `Table`. Out: an `Export`. Responses that were never submitted are left out and told. Comments and the texts of
`other` belong to a question but do not answer it; times that a page took are technical.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress

from pipeline.survey.files.heading import has_value
from pipeline.survey.files.table import Column, Table
from pipeline.survey.questionnaire import Role, header_key, questionnaire
from pipeline.survey.readers.export import Export, export
from pipeline.survey.readers.headers import split_brackets
from pipeline.survey.readers.words import export_words
from pipeline.vocabulary.findings import Finding

_TOOL = "limesurvey"
_CODE = r"[A-Za-z]\w*(?:\[[^\]]*\])*"
_CODE_ONLY = re.compile(_CODE)
_CODE_AND_TEXT = re.compile(rf"({_CODE})\.\s+(.*)", re.DOTALL)
_ASIDE = re.compile(r".*\[\w*(?:comment|other)\]", re.IGNORECASE)
_TIME = "Time"
_FIRST = 8


@dataclass(frozen=True, slots=True)
class _Header:
    """One header's code and text; either may be "", and a code that could be a word counts as text."""

    code: str
    text: str

    @property
    def name(self) -> str:
        """The code when there is one."""
        return self.code or self.text


def recognises(table: Table) -> bool:
    """Whether two of the first columns are those that LimeSurvey writes of every response."""
    return sum(_is_meta(_header(column)) for column in table.columns[:_FIRST]) > 1


def read(table: Table) -> Export:
    """The export of the submitted responses, each question by its text, its row and its code."""
    headers = {column.position: _header(column) for column in table.columns}
    codes = {header.name for header in headers.values()}
    roles: dict[int, Role] = {}
    columns = []
    for column in table.columns:
        header = headers[column.position]
        role = _role(header, codes)
        if role:
            roles[column.position] = role
        columns.append(column if role else _as_asked(column, header))
    asked = replace(table, columns=tuple(columns))
    submitted = [column for column in table.columns if _is_submitted(headers[column.position])]
    if not submitted or all(map(has_value, submitted[0].different)):
        return export(asked, roles)
    finished = list(map(has_value, submitted[0].cells))
    told = Finding("SV029", table.place, {"count": finished.count(False)})
    return export(_rows(asked, finished), roles, (told,))


def _header(column: Column) -> _Header:
    text = column.header[0] if column.header else ""
    if found := _CODE_AND_TEXT.fullmatch(text):
        return _Header(found[1], found[2])
    return _Header(text, "") if _CODE_ONLY.fullmatch(text) and not text.isalpha() else _Header("", text)


def _is_meta(header: _Header) -> bool:
    known = questionnaire().meta[_TOOL]
    return any(text and header_key(text) in known for text in (header.code, header.text))


def _role(header: _Header, codes: set[str]) -> Role | None:
    known = questionnaire()
    if role := known.meta[_TOOL].get(header_key(header.code)):
        return role
    if header.name.endswith(_TIME) and header.name.removesuffix(_TIME) in codes:
        return "technical"
    return known.role(header.text or header.code)


def _is_submitted(header: _Header) -> bool:
    words = export_words().submitted
    return header_key(header.name) in words


def _as_asked(column: Column, header: _Header) -> Column:
    """The column by question and row; one that only adds a text to a question keeps its header whole."""
    *_, last = split_brackets(header.text)
    if _ASIDE.fullmatch(header.code) or ("[" in header.text and header_key(last) in export_words().asides):
        return column
    parts = split_brackets(header.text) if header.text else column.header
    return replace(column, header=parts, written=column.title, code=header.code)


def _rows(table: Table, kept: Sequence[bool]) -> Table:
    columns = tuple(replace(column, cells=tuple(compress(column.cells, kept))) for column in table.columns)
    return replace(table, columns=columns, rows=tuple(compress(table.rows, kept)))
