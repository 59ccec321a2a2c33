"""The doors of the room: three versions of a document into one, two versions compared.

In: the bytes of documents, of Word or PowerPoint; which it is they say themselves. Out: the merged document with what
became of each change, or `CannotMerge`. `base` is what the program made last; where it isn't kept any more, the hand's
document tells enough of it (`trace`).
"""

from __future__ import annotations

from pipeline.merging.run import Run
from pipeline.vocabulary.changes import Change, Merged


def merge(base: bytes | None, hand: bytes, fresh: bytes, run: Run) -> Merged:
    raise NotImplementedError


def compare(old: bytes, new: bytes) -> tuple[Change, ...]:
    raise NotImplementedError


def redline(old: bytes, new: bytes, run: Run) -> bytes:
    raise NotImplementedError


def accepted(document: bytes) -> bytes:
    raise NotImplementedError
