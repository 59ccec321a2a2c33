"""Which groups' workbooks a combined workbook has taken in already: a mark of each on the hidden sheet.

In: a group's name and cells. Out: the mark; whether a text is one. A group that changed nothing since is not combined
again, so that what people have chosen stays chosen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.typed import TypedBook

_MARK = re.compile(r"taken:[0-9a-f]{64}")


def taken_mark(name: str, book: TypedBook) -> str:
    """The mark of a group's workbook: it moves with every text and its place, not with how the file was saved."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass"))
    for place, text in sorted(_texts(book)):
        digest.update(f"\0{place}\0{text}".encode("utf-8", "surrogatepass"))
    return f"taken:{digest.hexdigest()}"


def is_taken_mark(text: str) -> bool:
    """Whether a cell of the hidden sheet holds such a mark."""
    return bool(_MARK.fullmatch(text))


def _texts(book: TypedBook) -> Iterator[tuple[str, str]]:
    rows = [row for sheet in book.sheets.values() for row in sheet.rows]
    rows += [row for own in book.own.values() for row in own]
    for row in rows:
        for cell in row.cells.values():
            yield _spot(cell.place), f"{cell.text}\0{cell.struck}"
    yield from ((_spot(stray.place), stray.text) for stray in book.strays)
    yield from ((_spot(place), text) for place, text in book.notes)


def _spot(place: Place) -> str:
    return f"{place.sheet}!{place.cell}"
