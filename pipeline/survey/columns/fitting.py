"""Whether a column's answers fit the scale that they are read on, and what is told when they do not.

In: a column that asks about a perspective, and what `Kysymykset` says of it. Out: its codes and what they are worth.
A few answers off the scale are missing, and told. Many, or such as another scale explains, make the whole column
missing: that is an error, which names the scale and the row to write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pipeline.survey.columns.asking import short
from pipeline.survey.columns.choices import MultipleChoice
from pipeline.survey.columns.excel_dates import is_date, option
from pipeline.survey.columns.matching import Asked, AskedChoice
from pipeline.survey.columns.recognising import recognise
from pipeline.survey.columns.refusing import Refused
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, OFF_SCALE, Scale, code, codes, own_measure
from pipeline.survey.columns.siblings import Shared, is_bare
from pipeline.survey.files.grid import Cell
from pipeline.survey.files.naming_cells import named_cells
from pipeline.survey.files.table import Column, Table
from pipeline.survey.questionnaire import questionnaire
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Term
from pipeline.vocabulary.survey import SMALLEST_GROUP

_OFF_IS_MISSING = bytes.maketrans(bytes([OFF_SCALE]), bytes([MISSING]))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A column as codes, and what there is to tell about it; `refused`: its scale has to be told first."""

    codes: bytes = field(repr=False)
    scale: Scale
    findings: tuple[Finding, ...] = ()
    refused: Refused | None = None


def fit(table: Table, asked: Asked, shared: Shared | None = None) -> Fitted:
    """The codes of a column, what is off its scale taken as missing. Findings: SV006, SV035.

    `shared` is the scale of the file's bare numbers when it is another one than the roadmap's.
    """
    column, said = asked.column, asked.declared
    scaled = said is not None and said.scaled
    measure = (said.measure if said else None) or own_measure()
    coded = codes(column.cells, measure)
    off = coded.count(OFF_SCALE)
    told = shared.seen(column) if shared and not scaled and is_bare(column) else None
    if not off and told is None:
        return Fitted(coded, measure.scale)
    given = len(coded) - coded.count(MISSING)
    seen = told or recognise(column.cells)
    if told or _is_another(off, given, bool(seen.said) and not scaled):
        return Fitted(bytes(len(coded)), measure.scale, refused=Refused(asked, seen, off, given))
    values: dict[str, FindingValue] = {"column": short(column.title), "count": off}
    values["cells"] = _addresses(table, column, coded)
    finding = Finding("SV006", table.header_place(column), values)
    if said and said.scaled:
        values |= {"file": table.file, "advice": Term("declare.advice.left_out")}
        finding = Finding("SV035", said.question.place("meaning"), values)
    return Fitted(coded.translate(_OFF_IS_MISSING), measure.scale, (finding,))


def ungrouped(table: Table, column: Column, names: Sequence[str]) -> tuple[Finding, ...]:
    """SV035 of a background's answers that name no group: dates, numbers that are no years, personal data."""
    given = {cell for cell, name in dict(zip(column.cells, names, strict=True)).items() if not name}
    unnamed = {cell for cell in given if code(cell) not in (MISSING, DONT_KNOW)}
    if not unnamed:
        return ()
    marked = bytes(OFF_SCALE if cell in unnamed else MISSING for cell in column.cells)
    values: dict[str, FindingValue] = {"column": short(column.title), "count": marked.count(OFF_SCALE)}
    values |= {"file": table.file, "cells": _addresses(table, column, marked), "advice": _as_group(column, unnamed)}
    return (Finding("SV035", table.header_place(column), values),)


def _as_group(column: Column, unnamed: Collection[Cell]) -> FindingValue:
    """What to do with answers that name no group: for dates, which options at least five people probably chose."""
    dated = {cell for cell in unnamed if is_date(cell)}
    if not dated:
        return Term("declare.advice.group")
    meant = Counter(option(cell) for cell in column.cells if cell in dated)
    sure = sorted(text for text, count in meant.items() if text and count >= SMALLEST_GROUP)
    if not sure:
        return Term("declare.advice.dates")
    return Phrase("declare.advice.dates_meant", meant=", ".join(sure))


def dated_options(table: Table, choice: MultipleChoice) -> tuple[Finding, ...]:
    """SV035 of the columns of a multiple choice in which Excel made dates of options."""
    found: list[Finding] = []
    for column in choice.columns:
        dated = {cell for cell in column.different if is_date(cell)}
        found += ungrouped(table, column, ["" if cell in dated else "-" for cell in column.cells]) if dated else ()
    return tuple(found)


def unparted(table: Table, asked: AskedChoice) -> Finding:
    """SV035 of a multiple choice whose options can't be told apart."""
    column = asked.choice.columns[0]
    place = asked.declared.question.place("meaning") if asked.declared else table.header_place(column)
    given = len(column.cells) - codes(column.cells).count(MISSING)
    values: dict[str, FindingValue] = {"column": short(column.title), "count": given, "file": table.file}
    cells = f"{table.cell_name(column, 0)} …"
    return Finding("SV035", place, {**values, "cells": cells, "advice": Term("declare.advice.unparted")})


def _is_another(off: int, given: int, known: bool) -> bool:
    """Whether so many answers off the scale mean another one; `known`: all of them fit a scale that we know."""
    limit = questionnaire().other_scale
    if known and off >= limit.known_count:
        return off >= (limit.known_share if off >= limit.count else limit.share) * given
    return off >= max(limit.count, limit.share * given)


def _addresses(table: Table, column: Column, coded: bytes) -> str:
    off = [index for index, code in enumerate(coded) if code == OFF_SCALE]
    return named_cells([table.cell_name(column, index) for index in off])
