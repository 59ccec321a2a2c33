"""Whether a file is a workshop workbook. In: a path. Out: yes or no, by the titles of its sheets, not by its name.

A file that can't be opened is no workbook; `obstacle` says why, so that nobody is told only that there is none.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.vocabulary.findings import Finding, Severity
from pipeline.workbook.locating import titles
from pipeline.workbook.opening import open_workbook, sheet_titles
from pipeline.workbook.texts import folded

_ENOUGH = 3
"""So many of its sheets that a survey export, which has one or two, can't be taken for it."""


def is_workbook(path: Path) -> bool:
    """True when the file opens and has at least three of the workbook's sheets, in any language."""
    known = titles()
    return len({known[folded(title)] for title in sheet_titles(path) if folded(title) in known}) >= _ENOUGH


def obstacle(path: Path, name: str) -> Finding | None:
    """Why an Excel file can't be opened (password, damage, another type …), or None when it can be."""
    book, findings = open_workbook(path, name)
    return next((item for item in findings if item.severity is Severity.ERROR), None) if book is None else None
