"""Our own tracked changes as we wrote them, after LibreOffice has written them otherwise.

In: a part's tree. Out: the same tree, where an author's moves are a deletion and an insertion again (it makes moves of
equal words), and a row whose words the author had all deleted is a deleted row again (it may lose the row's mark).
"""

from __future__ import annotations

from lxml import etree

from pipeline.merging.revisions.blocks import delete
from pipeline.merging.revisions.cutting import DELETED, INSERTED, RUN, delete_texts
from pipeline.merging.revisions.pen import Pen, highest
from pipeline.merging.wordings import CHANGES, before, own_mark, pieces
from pipeline.ooxml.dialect import w

_AUTHOR, _DATE = w("author"), w("date")
_FROM, _TO = w("moveFrom"), w("moveTo")
_ROW, _PARAGRAPH = w("tr"), w("p")


def recover(root: etree._Element, author: str) -> None:
    """Lets an author's changes be what they were."""
    for move in list(root.iter(_FROM, _TO)):
        if move.get(_AUTHOR) == author:
            _unmove(move)
    rows: dict[etree._Element, etree._Element] = {}
    for change in root.iter(DELETED):
        if change.get(_AUTHOR) == author and (row := next(change.iterancestors(_ROW), None)) is not None:
            rows.setdefault(row, change)
    last = 0
    for row, change in rows.items():
        if not own_mark(row, author) and _all_deleted(row, author):
            pen = Pen(author, change.get(_DATE) or "", last or highest([root]))
            delete(row, pen)
            last = pen.last


def _unmove(move: etree._Element) -> None:
    if move.tag == _TO:
        move.tag = INSERTED
        return
    move.tag = DELETED
    for run in move.iter(RUN):
        delete_texts(run)


def _all_deleted(row: etree._Element, author: str) -> bool:
    """Whether a row said something, and nobody but the author took it away."""
    if any(change.get(_AUTHOR) != author for change in row.iter(*CHANGES)):
        return False
    paragraphs = list(row.iter(_PARAGRAPH))
    return not any(map(pieces, paragraphs)) and any(pieces(item, view=before(author)) for item in paragraphs)
