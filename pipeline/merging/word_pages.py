"""What the workbook's side changed about pages that a merge can't put in: it is told, never silent.

In: the stories of three versions. Out: changes of headers, footers and notes that the hand's document has no place for,
and of the paper, margins and columns, which stay the hand's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from pipeline.merging.canonical import canonical, plainly
from pipeline.merging.nodes import Node
from pipeline.merging.pairing import pair, whole
from pipeline.merging.three_way import Step
from pipeline.merging.word_telling import change_of, words_of
from pipeline.ooxml.dialect import w
from pipeline.vocabulary.changes import Change, Fate, Kind, What

_BODY, _SECTION = "document", w("sectPr")
_PAGES, _NOTES = ("header:", "footer:"), ("footnotes", "endnotes")
_NOT_PAGES = tuple(w(name) for name in ("headerReference", "footerReference", "sectPrChange"))
Stories = Mapping[str, Node]


def untaken(base: Stories, hand: Stories, fresh: Stories) -> Iterator[Change]:
    """The changes of pages from base to fresh that the hand's document does not get."""
    names = [name for name in (*fresh, *base) if name.startswith(_PAGES)]
    for name in dict.fromkeys(names):
        old, ours, new = base.get(name), hand.get(name), fresh.get(name)
        if None not in (old, ours, new) or _same(old, new) or _same(ours, new):
            continue
        kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
        fate = Fate.LEFT_OUT if ours is None and old is not None else Fate.CONFLICT
        before, after, yours = (
            " ".join(map(words_of, node.children)).strip() if node else "" for node in (old, new, ours)
        )
        yield Change(kind, fate, What.TEXT if before or after else What.LOOK, "", before, after, yours=yours)
    for name in _NOTES:
        if name not in hand and name in base and name in fresh:
            yield from _of_notes(base[name], fresh[name])
    if _setups(base) and _setups(fresh) - _setups(base) - _setups(hand):
        yield Change(Kind.CHANGED, Fate.CONFLICT, What.LOOK, "")


def _of_notes(old: Node, new: Node) -> Iterator[Change]:
    """What changed in notes of which people left none; new ones come with what refers to them."""
    for one, other in pair(old, new).new.items():
        if one.kind == "p" and one.digest != other.digest:
            change = change_of(Step(Kind.CHANGED, Fate.LEFT_OUT, one, None, other), ())
            if change is not None:
                yield change


def _same(one: Node | None, other: Node | None) -> bool:
    if one is None or other is None:
        return one is other
    return whole(one) == whole(other)


def _setups(version: Stories) -> set[bytes]:
    """The paper, margins and columns of a version's sections; nothing where only its trace is known."""
    story = version.get(_BODY)
    found: set[bytes] = set()
    for section in () if story is None or story.element is None else story.element.iter(_SECTION):
        if next(section.iterancestors(w("sectPrChange")), None) is None:
            setup: etree._Element = deepcopy(section)
            setup.tail = None
            for item in list(setup.iterchildren(*_NOT_PAGES)):
                setup.remove(item)
            found.add(canonical(plainly(setup)))
    return found
