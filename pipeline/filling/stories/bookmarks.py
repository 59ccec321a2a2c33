"""Bookmarks after loops: each copy has an id and a name of its own, a beginning and an end.

In: the trees of a rendered document's parts. Out: the same trees, and for each name that the designer gave where its
copies are: whoever refers to it finds the copy of its own pass (see `references`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.filling.blocks import BLOCK
from pipeline.filling.stories import hidden_marks
from pipeline.ooxml.dialect import FALLBACK, w

_START, END = w("bookmarkStart"), w("bookmarkEnd")
_IDENTITY, _NAME = w("id"), w("name")
_LONGEST_NAME = 40
_OURS = re.compile(r"_Toc0\d{8}")
"""What the contents list's own bookmarks are called."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One copy of a bookmark: its name in the document, the keys of the loops around it, and its two ends."""

    name: str
    keys: tuple[str, ...]
    start: etree._Element
    end: etree._Element


Bookmarks = Mapping[str, Sequence[Bookmark]]
"""The copies of each bookmark of the template in the order in which they stand, by the key of its name there."""


def key_of(name: str) -> str:
    """What two names of one bookmark share: Word knows no capitals in them."""
    return name.lower()


def settle(roots: Iterable[etree._Element], ids: Iterator[int]) -> Bookmarks:
    """Makes the bookmarks of a document unique and whole. `ids` gives numbers that nothing else in it uses."""
    found: dict[str, list[Bookmark]] = defaultdict(list)
    names = _Names()
    for root in roots:
        hidden_marks.drop(root)
        for start, end in _pairs(root):
            name = start.get(_NAME) or "_"
            number = str(next(ids))
            start.set(_IDENTITY, number)
            end.set(_IDENTITY, number)
            start.set(_NAME, names.free(name))
            found[key_of(name)].append(Bookmark(start.get(_NAME) or "", keys_around(start), start, end))
        _mirror(root)
    return found


def drop_halves(root: etree._Element) -> None:
    """Takes away what is left of bookmarks whose other end went with something else."""
    starts, ends = ({item.get(_IDENTITY) for item in root.iter(tag)} for tag in (_START, END))
    if starts != ends:
        for item in list(root.iter(_START, END)):
            if item.get(_IDENTITY) not in starts & ends:
                _remove(item)


def keys_around(element: etree._Element) -> tuple[str, ...]:
    """The keys of the loops around an element of a rendered part, from the outermost."""
    block: etree._Element | None = element
    if next(element.iterancestors(w("p")), None) is None:  # between paragraphs: it goes with the next one
        block = next((item for item in element.itersiblings() if BLOCK in item.attrib), element)
    while block is not None and BLOCK not in block.attrib:
        block = block.getparent()
    identity = "" if block is None else (block.get(BLOCK) or "").rpartition(":")[2]
    return tuple(identity.partition("/")[0].split("@")[1:])


def _pairs(root: etree._Element) -> list[tuple[etree._Element, etree._Element]]:
    """Each beginning with its end. What a loop or a condition left without its other half is mended or goes."""
    pairs: list[tuple[etree._Element, etree._Element]] = []
    opened: dict[str, etree._Element] = {}
    closed: dict[str, int] = {}
    for item in [item for item in root.iter(_START, END) if not _in_fallback(item)]:
        number = item.get(_IDENTITY) or ""
        if item.tag == _START:
            if number in opened:  # begun in every pass, ended after the loop
                end = etree.Element(END)
                item.addprevious(end)
                pairs.append((opened.pop(number), end))
            opened[number] = item
        elif number in opened:
            closed[number] = len(pairs)
            pairs.append((opened.pop(number), item))
        elif number in closed:  # begun before the loop, ended in every pass
            start, earlier = pairs[closed[number]]
            _remove(earlier)
            pairs[closed[number]] = start, item
        else:
            _remove(item)
    for start in opened.values():
        end = etree.Element(END)
        start.addnext(end)
        pairs.append((start, end))
    return pairs


def _in_fallback(item: etree._Element) -> bool:
    return next(item.iterancestors(FALLBACK), None) is not None


def _remove(item: etree._Element) -> None:
    parent = item.getparent()
    if parent is not None:
        parent.remove(item)


def _mirror(root: etree._Element) -> None:
    """The older half of a text box says what the newer half says, bookmarks too."""
    for fallback in root.iter(FALLBACK):
        newer = fallback.getprevious()
        twins = [] if newer is None else list(newer.iter(_START, END))
        for place, item in enumerate(list(fallback.iter(_START, END))):
            if place < len(twins):
                for name in (_IDENTITY, _NAME):
                    item.set(name, twins[place].get(name) or "")
            else:
                _remove(item)
        for item in fallback.iter(END):
            item.attrib.pop(_NAME, "")


class _Names:
    """The names that bookmarks have taken."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._next: dict[str, int] = defaultdict(int)

    def free(self, name: str) -> str:
        """The name itself where it is free, else with a number."""
        wanted = name[:_LONGEST_NAME]
        while key_of(wanted) in self._used or _OURS.fullmatch(wanted):
            self._next[name] += 1
            ending = f"_{self._next[name]}"
            wanted = name[: _LONGEST_NAME - len(ending)] + ending
        self._used.add(key_of(wanted))
        return wanted
