"""Whether a file is a workshop workbook. In: a path. Out: yes or no, by the titles of its sheets, not by its name."""

from __future__ import annotations

from pathlib import Path

from pipeline.workbook.locating import titles
from pipeline.workbook.opening import sheet_titles
from pipeline.workbook.texts import folded

_ENOUGH = 3
"""So many of its sheets that a survey export, which has one or two, can't be taken for it."""


def is_workbook(path: Path) -> bool:
    """True when the file opens and has at least three of the workbook's sheets, in any language."""
    known = titles()
    return len({known[folded(title)] for title in sheet_titles(path) if folded(title) in known}) >= _ENOUGH
