"""SurveyMonkey: two header rows, the question over its rows or options, after the columns of the respondent.

In: a `Table`. Out: an `Export`. Condensed exports have a column per question, expanded ones a column per answer: those
of one question are folded to one column, those of a multiple choice stay.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.survey.files.table import Table
from pipeline.survey.readers.export import Export, export, heads, known_roles
from pipeline.survey.readers.folding import fold
from pipeline.survey.readers.headers import apart

_TOOL = "surveymonkey"
_FIRST = 4


def recognises(table: Table) -> bool:
    """Whether the first columns are those that SurveyMonkey writes of every respondent."""
    first = table.columns[:_FIRST]
    return bool(first) and heads(first[0], _TOOL) and sum(heads(column, _TOOL) for column in first) > 1


def read(table: Table) -> Export:
    """The export; headers in one row are taken apart as those in two are."""
    return export(replace(table, columns=fold(apart(table.columns))), known_roles(table.columns))
