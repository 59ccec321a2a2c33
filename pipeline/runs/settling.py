"""Changes of one place told as what changed there: an item that only stands lower in its list is no news.

In: the changes of a document. Out: fewer of them. A list's items are paragraphs that are told one by one; where one
came before others, each of these would seem to have become its neighbour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from pipeline.vocabulary.changes import Change, Fate, Kind, What


def settled(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes in their order, without items that went from one place of a list to another of the same list."""
    return tuple(change for _, group in groupby(changes, _place) for change in _settled(list(group)))


def _place(change: Change) -> tuple[object, ...]:
    """What tells one list from another; what people must decide is never put together."""
    alone = change.fate is Fate.CONFLICT or change.what is not What.TEXT or not change.row
    return (id(change),) if alone else (change.fate, change.chapter, change.row)


def _settled(changes: Sequence[Change]) -> Iterator[Change]:
    before = Counter(change.before for change in changes if change.before)
    after = Counter(change.after for change in changes if change.after)
    if not before & after or any(change.before == change.after for change in changes):
        yield from changes
        return
    gone = [change for change in changes if _taken(before - after, change.before)]
    come = [change for change in changes if _taken(after - before, change.after)]
    if not gone and not come:  # the order alone changed
        yield from changes
    for old, new in zip_longest(gone, come):
        if old is None:
            yield replace(new, kind=Kind.ADDED, before="")
        elif new is None:
            yield replace(old, kind=Kind.REMOVED, after="")
        else:
            yield replace(new, kind=Kind.CHANGED, before=old.before)


def _taken(left: Counter[str], text: str) -> bool:
    return left[text] > 0
