"""Webropol's raw data: one or two header rows under titles, columns of the respondent first.

In: a `Table`. Out: an `Export`. No description of the format is public, so nothing is trusted but what the headers say:
the columns of the respondent, and questions whose rows are in a second header row or after a shared beginning.
"""

from __future__ import annotations

from pipeline.survey.files.table import Table
from pipeline.survey.readers import generic
from pipeline.survey.readers.export import Export, heads

_TOOL = "webropol"
_FIRST = 6


def recognises(table: Table) -> bool:
    """Whether two of the first columns are those that Webropol writes of every respondent."""
    return sum(heads(column, _TOOL) for column in table.columns[:_FIRST]) > 1


def read(table: Table) -> Export:
    """The export."""
    return generic.read(table)
