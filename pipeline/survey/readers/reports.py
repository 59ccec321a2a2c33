"""A survey tool's own report, which holds counts and percentages instead of answers: known, to be refused with advice.

In: the tables of a file. Out: the tool that made the report, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pipeline.survey.files.table import Table
from pipeline.survey.questionnaire import header_key, word_key
from pipeline.survey.readers.words import ReportSigns, Tool, export_words

_FIRST_ROWS = 300


def report_of(tables: Sequence[Table]) -> Tool | None:
    """The tool whose report the tables are, by what stands in them; "any" when the tool can't be told."""
    texts = [_texts(table) for table in tables]
    return next((signs.tool for signs in export_words().reports if any(_shows(signs, each) for each in texts)), None)


def _texts(table: Table) -> frozenset[str]:
    headers = (text for column in table.columns for text in column.header)
    cells = (cell for column in table.columns for cell in column.cells[:_FIRST_ROWS] if isinstance(cell, str))
    return frozenset(chain(table.titles, headers, cells))


def _shows(signs: ReportSigns, texts: frozenset[str]) -> bool:
    keys = frozenset(map(header_key, texts))
    begins = signs.begins and any(word_key(text).startswith(signs.begins) for text in texts)
    return bool(begins) or any(all(word in keys for word in words) for words in signs.texts)
