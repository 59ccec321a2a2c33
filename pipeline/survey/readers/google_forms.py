"""Google Forms: the time of answering first, then a column for each question; a grid's rows as `Question [Row]`.

In: a `Table`. Out: an `Export`. Several choices stand in one cell, parted by `, `.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.survey.columns.days import looks_like_time
from pipeline.survey.files.table import Table
from pipeline.survey.readers.export import Export, export, heads, known_roles
from pipeline.survey.readers.headers import in_brackets

_TOOL = "google_forms"


def recognises(table: Table) -> bool:
    """Whether the first column is the time that Google Forms writes."""
    first = table.columns[0] if table.columns else None
    return first is not None and heads(first, _TOOL) and any(map(looks_like_time, first.cells))


def read(table: Table) -> Export:
    """The export, with question and row of each grid."""
    return export(replace(table, columns=tuple(map(in_brackets, table.columns))), known_roles(table.columns))
