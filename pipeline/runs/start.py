"""Begins an organisation's folder: a blank workbook and the survey form.

In: the organisation's name, a folder and a language. Out: the paths of the files made. Nothing that stands is
overwritten.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Language

WORKBOOK = "tyokirja.xlsx"


def start(name: str, folder: Path, language: Language) -> tuple[list[str], tuple[Finding, ...]]:
    """Makes the folder and its files. A workbook that is there already stops it."""
    from pipeline.workbook import blank

    target = folder / WORKBOOK
    if target.exists():
        return [], (Finding("OT006", Place(str(target)), {"path": str(target)}),)
    temporary = target.with_name(f".{target.name}.new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        blank.write(temporary, language, name)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        return [], (Finding("OT002", Place(str(target)), {"path": str(target), "reason": reason}),)
    return [str(target)], ()
