"""Any tool's export: columns known by their headers alone. In: a `Table`. Out: an `Export`."""

from __future__ import annotations

from dataclasses import replace

from pipeline.survey.files.table import Table
from pipeline.survey.readers.export import Export, export, known_roles
from pipeline.survey.readers.folding import fold
from pipeline.survey.readers.headers import apart


def recognises(table: Table) -> bool:
    """Any table will do: this reader comes last."""
    return bool(table.columns)


def read(table: Table) -> Export:
    """The export, its meta columns found by the header words of every tool."""
    return export(replace(table, columns=fold(apart(table.columns))), known_roles(table.columns))
