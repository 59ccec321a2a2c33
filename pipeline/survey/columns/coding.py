"""The columns of one export to codes: what each respondent said of each perspective, and the sector.

In: an `Export` and what was `Matched` of it. Out: a `Part`, in which rows without any answer are left out and told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from pipeline.survey.columns.days import Span, span
from pipeline.survey.columns.matching import Matched
from pipeline.survey.columns.respondents import Key, keys
from pipeline.survey.columns.scale import MISSING, OFF_SCALE, codes
from pipeline.survey.files.grid import Cell
from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import questionnaire, word_key
from pipeline.survey.readers.export import Export, is_personal
from pipeline.vocabulary.findings import Finding

_CELLS_TOLD = 3
_OFF_IS_MISSING = bytes.maketrans(bytes([OFF_SCALE]), bytes([MISSING]))


@dataclass(frozen=True, slots=True)
class Part:
    """One file's answers. `who` is dropped when files are joined; `sectors` is empty when not asked."""

    codes: Mapping[str, tuple[bytes, ...]]
    sectors: tuple[str, ...]
    who: tuple[Key | None, ...]
    rows: tuple[int, ...]
    days: Span | None


def encode(export: Export, matched: Matched) -> tuple[Part, tuple[Finding, ...]]:
    """The answers of an export. Findings: SV006, SV015, SV016, SV017."""
    findings: list[Finding] = []
    coded: dict[str, tuple[bytes, ...]] = {}
    for perspective, columns in matched.perspectives.items():
        coded[perspective] = tuple(_on_scale(export, column, findings) for column in columns)
    every_column = [column for columns in coded.values() for column in columns]
    answered = [any(row) for row in zip(*every_column, strict=True)]
    findings += _left_out(export, len(answered) - sum(answered))
    sectors = _sectors(matched.sector) if matched.sector else ()
    part = Part(
        {perspective: tuple(_kept(column, answered) for column in columns) for perspective, columns in coded.items()},
        tuple(compress(sectors, answered)),
        tuple(compress(keys(export), answered)),
        tuple(compress(export.table.rows, answered)),
        _days(export, answered),
    )
    return part, tuple(findings)


def _sectors(column: Column) -> tuple[str, ...]:
    names = {cell: sector_name(cell) for cell in set(column.cells)}
    return tuple(map(names.__getitem__, column.cells))


def sector_name(cell: Cell) -> str:
    """A sector as it may be shown; "" for no answer and for what somebody typed about themselves."""
    if cell is None or is_personal(cell):
        return ""
    name = " ".join(str(cell).split()).rstrip("; ")
    return "" if word_key(name) in questionnaire().missing | questionnaire().dont_know else name


def _on_scale(export: Export, column: Column, findings: list[Finding]) -> bytes:
    """The column's codes with what is off the scale taken as missing, which is told."""
    coded = codes(column.cells)
    off = coded.count(OFF_SCALE)
    if not off:
        return coded
    given = len(coded) - coded.count(MISSING)
    limit = questionnaire().other_scale
    place = export.table.header_place(column)
    if off >= limit.count and off >= limit.share * given:
        findings.append(Finding("SV017", place, {"column": column.title, "count": off, "answers": given}))
        return bytes(len(coded))
    cells = _addresses(export, column, coded)
    findings.append(Finding("SV006", place, {"column": column.title, "count": off, "cells": cells}))
    return coded.translate(_OFF_IS_MISSING)


def _addresses(export: Export, column: Column, coded: bytes) -> str:
    off = [index for index, code in enumerate(coded) if code == OFF_SCALE]
    told = [export.table.cell_name(column, index) for index in off[:_CELLS_TOLD]]
    return ", ".join([*told, "…"] if len(off) > _CELLS_TOLD else told)


def _left_out(export: Export, empty: int) -> list[Finding]:
    table = export.table
    findings = [Finding("SV015", table.place, {"count": empty})] if empty else []
    return [*findings, Finding("SV016", table.place, {"count": table.totals})] if table.totals else findings


def _kept(column: bytes, answered: Sequence[bool]) -> bytes:
    return bytes(compress(column, answered))


def _days(export: Export, answered: Sequence[bool]) -> Span | None:
    for role in ("completed", "started"):
        for column in export.with_role(role):
            if days := span(compress(column.cells, answered)):
                return days
    return None
