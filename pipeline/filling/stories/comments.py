"""Comments in loops: each copy of a commented range has a comment of its own; comments whose range is gone go too.

In: the trees of a rendered document's parts and of its comments. Out: the same trees. A reply stays the reply of its
own copy: what holds the threads together are ids of the comments' paragraphs.
"""

from __future__ import annotations

import copy
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.filling.blocks import HIGHEST_ID
from pipeline.ooxml.dialect import W14, W15, w

_START, _END, _REFERENCE = w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")
_IDENTITY = w("id")
_PARAGRAPH_ID = f"{{{W14}}}paraId"
_THREAD, _THREAD_ID, _PARENT_ID = (f"{{{W15}}}{name}" for name in ("commentEx", "paraId", "paraIdParent"))


@dataclass(slots=True)
class _Copy:
    """One copy of a commented range: its number, and the marks that it has."""

    number: str
    marks: dict[str, etree._Element] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CommentParts:
    """The parts that a document's comments stand in: their texts, and those that tell of threads and days by the
    ids of paragraphs."""

    comments: etree._Element
    threads: etree._Element | None
    others: tuple[etree._Element, ...] = ()


def settle(roots: Iterable[etree._Element], parts: CommentParts | None, ids: Iterator[int]) -> None:
    """Gives each copy of a commented range its own comment. `ids` gives numbers that nothing else in it uses."""
    copies: dict[str, list[_Copy]] = defaultdict(list)
    for root in roots:
        for item in list(root.iter(_START, _END, _REFERENCE)):
            _count(item, copies[item.get(_IDENTITY) or ""], ids)
    for found in copies.values():
        found[:] = [item for item in found if _is_whole(item)]
    if parts is not None:
        _copy_comments(parts, copies)


def _count(item: etree._Element, found: list[_Copy], ids: Iterator[int]) -> None:
    """Notes a mark of a comment; a mark that a copy has already begins the next one."""
    if not found or item.tag in found[-1].marks:
        found.append(_Copy(str(next(ids))))
    found[-1].marks[str(item.tag)] = item
    item.set(_IDENTITY, found[-1].number)


def _is_whole(item: _Copy) -> bool:
    """Whether a copy has its reference; half a range goes."""
    whole = _REFERENCE in item.marks
    if not whole or (_START in item.marks) != (_END in item.marks):
        for tag in (_START, _END):
            mark = item.marks.get(tag)
            parent = None if mark is None else mark.getparent()
            if mark is not None and parent is not None:
                parent.remove(mark)
    return whole


def _copy_comments(parts: CommentParts, copies: Mapping[str, Sequence[_Copy]]) -> None:
    renamed: dict[str, list[str]] = {}
    for comment in list(parts.comments.iterchildren(w("comment"))):
        found = copies.get(comment.get(_IDENTITY) or "", ())
        made = [copy.deepcopy(comment) for _ in found[1:]]
        for item, fresh in zip(made, found[1:], strict=True):
            item.set(_IDENTITY, fresh.number)
            _rename_paragraphs(item, fresh.number)
        last = _last_id(comment)
        if last:
            renamed[last] = [_last_id(item) for item in (comment, *made)] if found else []
        for item in reversed(made):
            comment.addnext(item)
        if found:
            comment.set(_IDENTITY, found[0].number)
        else:
            parts.comments.remove(comment)
    _mend_threads(parts, renamed)


def _rename_paragraphs(comment: etree._Element, number: str) -> None:
    for paragraph in comment.iter(w("p"), w("tr")):
        old = paragraph.get(_PARAGRAPH_ID)
        if old is not None:
            fresh = max(zlib.crc32(f"{old} {number}".encode()) & HIGHEST_ID, 1)
            paragraph.set(_PARAGRAPH_ID, f"{fresh:08X}")


def _last_id(comment: etree._Element) -> str:
    """What a comment is called in its thread: the id of its last paragraph."""
    paragraphs = list(comment.iter(w("p")))
    return (paragraphs[-1].get(_PARAGRAPH_ID) or "") if paragraphs else ""


def _mend_threads(parts: CommentParts, renamed: Mapping[str, Sequence[str]]) -> None:
    for other in parts.others:
        for item in list(other):
            if any(not renamed.get(str(value), ("",)) for value in item.attrib.values()):
                other.remove(item)
    for entry in list(parts.threads.iter(_THREAD)) if parts.threads is not None else ():
        names = renamed.get(entry.get(_THREAD_ID) or "", [entry.get(_THREAD_ID) or ""])
        parents = renamed.get(entry.get(_PARENT_ID) or "", [])
        for place, name in reversed(list(enumerate(names))):
            fresh = copy.deepcopy(entry)
            fresh.set(_THREAD_ID, name)
            if _PARENT_ID in fresh.attrib:
                if place < len(parents):
                    fresh.set(_PARENT_ID, parents[place])
                else:
                    del fresh.attrib[_PARENT_ID]
            entry.addnext(fresh)
        parts.threads.remove(entry)  # type: ignore[union-attr]
