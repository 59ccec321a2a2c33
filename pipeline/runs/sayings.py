"""What a comment in a document says of a change that the workbook brought, in the document's language.

In: a change. Out: a text of a few lines: what happened, the new and the old value where people must decide, the cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from pipeline.language import Words
from pipeline.vocabulary.changes import Change, Fate, Kind, as_told
from pipeline.vocabulary.findings import Place

_MOST_CELLS = 4
_LONGEST = 1000
_SHORT = 40
"""A value of so few letters may stand anywhere in a table: it takes its row to know which one it is."""


def comment_text(say: Words, change: Change) -> str:
    """The text of a comment on a change."""
    fate = "conflict" if change.fate is Fate.CONFLICT else "updated"
    after = _value(say, change.after, "nothing")
    before = _value(say, change.before, "unknown")
    kind = as_told(change) if fate == "updated" else change.kind
    text = say.text("merging", f"{fate}.{kind}", after=after, before=before)
    if change.row and max(map(len, (change.after, change.before))) <= _SHORT:
        text += "\n" + say.text("merging", "row", row=change.row)
    gone = change.kind is Kind.REMOVED
    return f"{text}\n{cells_text(say, change.cells, gone=gone) if change.cells else say.text('merging', 'reckoned')}"


def cells_text(say: Words, cells: Sequence[Place], *, gone: bool = False) -> str:
    """The cells of a change, the first few by name; of the file only its name, since folders are nobody's business.

    Cells of what is `gone` are those of the earlier workbook: other things stand in them now.
    """
    named = [say.place(Place(PurePath(cell.file).name, cell.sheet, cell.cell)) for cell in cells[:_MOST_CELLS]]
    if len(cells) > _MOST_CELLS:
        named.append(say.text("merging", "more", count=len(cells) - _MOST_CELLS))
    return say.text("merging", "cells_before" if gone else "cells", cells=", ".join(named))


def _value(say: Words, text: str, absent: str) -> str:
    if not text:
        return say.text("merging", absent)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
