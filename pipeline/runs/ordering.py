"""The order in which findings are told. In: one folder's findings. Out: the same, the gravest first, merges last.

Among equally grave ones a file's stand together, a workbook's by sheet and cell as it is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.vocabulary.findings import Finding, Place, Severity
from pipeline.workbook.grid import coordinates
from pipeline.workbook.layout import layout
from pipeline.workbook.texts import folded

_GRAVITY = tuple(Severity)
_CONSEQUENCES = frozenset({"WB027"})
"""What may follow from another finding is told after those that it may follow from."""
_MERGES = frozenset({"OT014", "OT015", "OT016"})
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors, warnings, notes; inside causes before consequences, then by file as first told, sheet, row and column.

    What became of documents that people edited comes last, each with its open places after what is said of it.

    What has no such place comes as told.
    """
    told = tuple(findings)
    files = {file: place for place, file in enumerate(dict.fromkeys(finding.place.file for finding in told))}
    return tuple(
        sorted(
            told,
            key=lambda item: (
                len(_GRAVITY) if item.code in _MERGES else _GRAVITY.index(item.severity),
                item.code in _CONSEQUENCES,
                files[item.place.file],
                *_spot(item.place),
            ),
        )
    )


def _spot(place: Place) -> tuple[int, tuple[int, int]]:
    sheet = _sheets().get(folded(place.sheet), len(_sheets())) if place.sheet else -1
    named = 0 <= sheet < len(_sheets()) and _CELL.fullmatch(place.cell)
    return sheet, coordinates(place.cell) if named else (0, 0)


@cache
def _sheets() -> dict[str, int]:
    """The declared sheets' places by their titles in every language."""
    return {folded(title): place for place, sheet in enumerate(layout().sheets) for title in sheet.title.values()}
