"""Any tool's export: columns known by their headers alone. In: a `Table`. Out: an `Export`."""

from __future__ import annotations

from pipeline.survey.files.table import Table
from pipeline.survey.questionnaire import questionnaire
from pipeline.survey.readers.export import Export, export


def recognises(table: Table) -> bool:
    """Any table will do: this reader comes last."""
    return bool(table.columns)


def read(table: Table) -> Export:
    """The export, its meta columns found by the header words of every tool."""
    known = questionnaire()
    return export(
        table,
        {column.position: role for column in table.columns if column.header and (role := known.role(column.header[0]))},
    )
