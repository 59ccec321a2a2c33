"""Backgrounds: the group of each respondent, as it may be shown.

In: a column of sectors, roles, units or years of service. Out: a name per respondent, "" where none is told or what
was typed tells who somebody is. Bare numbers of years become bands; texts such as `yli 10 vuotta` stay as they are.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.survey.columns.excel_dates import is_date
from pipeline.survey.files.grid import Cell
from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import questionnaire, word_key
from pipeline.survey.readers.export import is_personal
from pipeline.vocabulary.survey import Background

_YEARS = re.compile(r"(\d{1,2})(?:[.,]\d{1,2})?\s*([^\W\d]*\.?)")


def group_names(column: Column, background: Background) -> tuple[str, ...]:
    """The name of each respondent's group. Each different cell is understood once."""
    name_of = service_name if background == "service" else group_name
    names = {cell: name_of(cell) for cell in set(column.cells)}
    return tuple(map(names.__getitem__, column.cells))


def group_name(cell: Cell) -> str:
    """A group as it may be shown; "" for no answer, a date, and what somebody typed about themselves."""
    if cell is None or is_personal(cell) or is_date(cell):
        return ""
    name = " ".join(str(cell).split()).rstrip("; ")
    return "" if word_key(name) in questionnaire().missing | questionnaire().dont_know else name


def service_name(cell: Cell) -> str:
    """The band of a number of years, an option's text as it is; "" for a number that can't be years of service."""
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, int | float | Decimal):
        return _band(int(cell)) if 0 <= cell < 1000 else ""
    name = group_name(cell)
    number = _YEARS.fullmatch(word_key(name))
    if number and (not number[2] or number[2] in questionnaire().service.years):
        return _band(int(number[1]))
    return "" if name.isdecimal() else name


def is_years(column: Column) -> bool:
    """Whether the answers are numbers of years or texts that are no numbers, not grades alone."""
    names = set(map(service_name, set(column.cells)))
    return len(names - {""}) > 1


def _band(years: int) -> str:
    return next((name for last, name in questionnaire().service.bands if years <= last), "")
