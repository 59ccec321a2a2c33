"""Whether a column's answers fit the scale that they are read on, and what is told when they do not.

In: a column that asks about a perspective, and what `Kysymykset` says of it. Out: its codes and what they are worth.
A few answers off the scale are missing, and told. Many, or such as another scale explains, make the whole column
missing: that is an error, which names the scale and the row to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.survey.columns.asking import short
from pipeline.survey.columns.matching import Asked, AskedChoice
from pipeline.survey.columns.recognising import Seen, holds_dates, recognise
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, OFF_SCALE, Scale, code, codes, own_measure
from pipeline.survey.files.naming_cells import named_cells
from pipeline.survey.files.table import Column, Table
from pipeline.survey.questionnaire import questionnaire
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Term
from pipeline.vocabulary.suggestions import Suggestion

_OFF_IS_MISSING = bytes.maketrans(bytes([OFF_SCALE]), bytes([MISSING]))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A column as codes, and what there is to tell about it."""

    codes: bytes = field(repr=False)
    scale: Scale
    findings: tuple[Finding, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


def fit(table: Table, asked: Asked) -> Fitted:
    """The codes of a column, what is off its scale taken as missing. Findings: SV006, SV017, SV035."""
    column, said = asked.column, asked.declared
    measure = (said.measure if said else None) or own_measure()
    coded = codes(column.cells, measure)
    off = coded.count(OFF_SCALE)
    if not off:
        return Fitted(coded, measure.scale)
    given = len(coded) - coded.count(MISSING)
    seen = recognise(column.cells)
    if _is_another(off, given, bool(seen.said) and not (said and said.scaled)):
        return _other_scale(table, asked, seen, Fitted(bytes(len(coded)), measure.scale), off, given)
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
    values |= {"file": table.file, "cells": _addresses(table, column, marked), "advice": Term("declare.advice.group")}
    return (Finding("SV035", table.header_place(column), values),)


def unparted(table: Table, asked: AskedChoice) -> Finding:
    """SV035 of a multiple choice whose options can't be told apart."""
    column = asked.choice.columns[0]
    place = asked.declared.question.place("meaning") if asked.declared else table.header_place(column)
    given = len(column.cells) - codes(column.cells).count(MISSING)
    values: dict[str, FindingValue] = {"column": short(column.title), "count": given, "file": table.file}
    cells = f"{table.cell_name(column, 0)} …"
    return Finding("SV035", place, {**values, "cells": cells, "advice": Term("declare.advice.unparted")})


def _is_another(off: int, given: int, known: bool) -> bool:
    limit = questionnaire().other_scale
    return off >= limit.count and off >= (limit.known_share if known else limit.share) * given


def _other_scale(table: Table, asked: Asked, seen: Seen, missing: Fitted, off: int, given: int) -> Fitted:
    """The column as `missing`, with the error, and with a row to suggest where no row speaks of the column."""
    column, said = asked.column, asked.declared
    typed = said.question.meaning if said and not said.scaled else asked.perspective
    meanings = tuple(Phrase("declare.both", first=typed, second=scale) for scale in seen.said)
    looks = Phrase("declare.looks", scale=seen.said[0]) if len(seen.said) == 1 else ""
    values: dict[str, FindingValue] = {"column": short(column.title), "count": off, "answers": given, "looks": looks}
    values["advice"] = _advice(column, typed, meanings, told=said is not None and said.scaled)
    place = said.question.place("meaning") if said else table.header_place(column)
    suggestion = Suggestion(column.title, meanings, int(100 * seen.share))
    suggestions = (suggestion,) if meanings and said is None else ()
    return replace(missing, findings=(Finding("SV017", place, values),), suggestions=suggestions)


def _advice(column: Column, typed: str, meanings: tuple[str, ...], *, told: bool) -> FindingValue:
    """What to write; `told`: a row says already what answers are worth."""
    if len(meanings) > 1:
        return Phrase("declare.advice.either", write=meanings[0], other=meanings[1])
    if meanings:
        return Phrase("declare.advice.write", write=meanings[0])
    if holds_dates(column.cells):
        return Term("declare.advice.dates")
    if told:
        return Term("declare.advice.left_out")
    return Phrase("declare.advice.pairs", write=Phrase("declare.both", first=typed, second=Term("declare.pairs")))


def _addresses(table: Table, column: Column, coded: bytes) -> str:
    off = [index for index, code in enumerate(coded) if code == OFF_SCALE]
    return named_cells([table.cell_name(column, index) for index in off])
