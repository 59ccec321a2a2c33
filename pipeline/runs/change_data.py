"""What became of documents as plain data, for programs that read it.

In: merged documents by name. Out: lists and mappings that JSON can hold; cells as file, sheet and cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.vocabulary.changes import Change, Edit, Fate, Merged, counted
from pipeline.vocabulary.findings import Place


def merges_as_data(merges: Mapping[str, Merged]) -> dict[str, Any]:
    """`conflicts` to decide, all `changes`, the hand's `edits` that were kept, and `counts` by document."""
    changes = [(name, change) for name, merged in merges.items() for change in merged.changes]
    return {
        "conflicts": [change_as_data(name, change) for name, change in changes if change.fate is Fate.CONFLICT],
        "changes": [change_as_data(name, change) for name, change in changes],
        "edits": [_edit(name, edit) for name, merged in merges.items() for edit in merged.edits],
        "counts": {name: counted(merged.changes, merged.edits) for name, merged in merges.items()},
    }


def change_as_data(document: str, change: Change) -> dict[str, Any]:
    """A change of one document."""
    return {
        "document": document,
        "chapter": change.chapter,
        "row": change.row,
        "what": str(change.what),
        "kind": str(change.kind),
        "fate": str(change.fate),
        "before": change.before,
        "after": change.after,
        "yours": change.yours,
        "cells": cells_as_data(change.cells),
    }


def cells_as_data(cells: Iterable[Place]) -> list[dict[str, str]]:
    """Cells of a workbook."""
    return [{"file": cell.file, "sheet": str(cell.sheet), "cell": str(cell.cell)} for cell in cells]


def _edit(document: str, edit: Edit) -> dict[str, Any]:
    what, kind = str(edit.what), str(edit.kind)
    return {"document": document, "chapter": edit.chapter, "what": what, "kind": kind, "text": edit.text}
