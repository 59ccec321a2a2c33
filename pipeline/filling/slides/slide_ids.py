"""Numbers of shapes on a slide after loops: each its own, and whatever names a shape names the one of its own pass.

In: the tree of a rendered slide whose blocks carry their identities. Out: the same tree with unique shape ids,
connectors and animations in step, and Office's own lasting ids made from the identities.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from itertools import count
from typing import Generic, TypeVar

from lxml import etree

from pipeline.filling.blocks import BLOCK, whole
from pipeline.filling.slides import slide_timing
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import ALTERNATIVES, a, p
from pipeline.ooxml.shape_anchors import SLIDE_CREATION

_T = TypeVar("_T")
Keys = tuple[str, ...]
"""The passes of the loops around a block, from the outermost: ("T1", "TP5")."""

_NAMED = "{*}cNvPr"
_SHAPE_CREATION = "{http://schemas.microsoft.com/office/drawing/2014/main}creationId"
_CREATION_EXTENSION = "{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}"
_HIGHEST_CREATION = 2**32 - 1
_POWERPOINT_2010 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_ENDS = (a("stCxn"), a("endCxn"))


def keys_of(element: etree._Element | None) -> Keys:
    """The passes around the nearest block of an element."""
    while element is not None:
        if BLOCK in element.attrib:
            return keys_in(element.get(BLOCK) or "")
        element = element.getparent()
    return ()


def keys_in(path: str) -> Keys:
    """The passes of a key path or an identity: `h1.0@T1@TP5` → ("T1", "TP5")."""
    return tuple(whole(path).split("@")[1:])


class Passes(Generic[_T]):
    """What was made in the passes of loops, to be found from other places in the same pass."""

    def __init__(self) -> None:
        self._first: dict[Keys, _T] = {}

    def add(self, keys: Keys, item: _T) -> None:
        """Notes what was made in a pass."""
        for length in range(len(keys) + 1):
            self._first.setdefault(keys[:length], item)

    def nearest(self, keys: Keys) -> _T:
        """What shares the most passes with a place, from the outermost; the first of equals. Not of nothing."""
        return next(self._first[keys[:length]] for length in range(len(keys), -1, -1) if keys[:length] in self._first)


def renumber(slide: etree._Element) -> None:
    """Makes the shapes' ids unique, and connectors and animations follow."""
    used: set[str] = set()
    made: dict[str, Passes[str]] = defaultdict(Passes)
    copies: dict[str, list[str]] = defaultdict(list)
    halves: dict[tuple[etree._Element, str], str] = {}
    named = list(slide.iter(_NAMED))
    fresh = count(max((_number(item) for item in named), default=1) + 1)
    for item in named:
        old = item.get("id") or ""
        around = next(item.iterancestors(ALTERNATIVES), None)
        if around is not None and (around, old) in halves:
            item.set("id", halves[around, old])
            continue
        new = old if old not in used and _number(item) > 0 else str(next(fresh))
        used.add(new)
        made[old].add(keys_of(item), new)
        copies[old].append(new)
        item.set("id", new)
        if around is not None:
            halves[around, old] = new
    _follow_connectors(slide, made)
    slide_timing.follow(slide, copies)


def drop_lost(slide: etree._Element) -> None:
    """Takes away what names shapes that are no longer there."""
    known = {item.get("id") for item in slide.iter(_NAMED)}
    for end in list(slide.iter(*_ENDS)):
        parent = end.getparent()
        if end.get("id") not in known and parent is not None:
            parent.remove(end)
    slide_timing.drop_lost(slide)


def own_creation_ids(slide: etree._Element, identity: str) -> None:
    """Gives copies creation ids of their own. `identity` is the copy's, "" for a slide that is made once."""
    for item in slide.iter(_SHAPE_CREATION):
        keys = keys_of(item)
        if identity or keys:
            item.set("id", lasting_guid(f"{identity} {'@'.join(keys)} {item.get('id')}"))
    for item in slide.iter(SLIDE_CREATION) if identity else ():
        item.set("val", str(int.from_bytes(_digest(f"{identity} {item.get('val')}")[:4], "big") or 1))


def name_slide(slide: etree._Element, identity: str, taken: set[str]) -> None:
    """Gives a slide a creation id that follows from its identity, where the designer's program gave it none.

    `taken` are those of the deck's slides; it gets the new one.
    """
    content = slide.find(p("cSld"))
    if content is None or next(slide.iter(SLIDE_CREATION), None) is not None:
        return
    number = lasting_number(identity, 1, _HIGHEST_CREATION)
    while str(number) in taken:
        number = number % _HIGHEST_CREATION + 1
    taken.add(str(number))
    extensions = content.find(p("extLst"))
    if extensions is None:
        extensions = etree.SubElement(content, p("extLst"))
    extension = etree.SubElement(extensions, p("ext"), uri=_CREATION_EXTENSION)
    etree.SubElement(extension, SLIDE_CREATION, {"val": str(number)}, nsmap={"p14": _POWERPOINT_2010})


def lasting_number(identity: str, lowest: int, highest: int) -> int:
    """A number within bounds that follows from an identity."""
    return lowest + int.from_bytes(_digest(identity)[:8], "big") % (highest - lowest + 1)


def lasting_guid(identity: str) -> str:
    """A GUID in braces that follows from an identity."""
    digits = _digest(identity).hex().upper()
    return f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}}}"


def _follow_connectors(slide: etree._Element, made: dict[str, Passes[str]]) -> None:
    for end in slide.iter(*_ENDS):
        copies = made.get(end.get("id") or "")
        if copies:
            end.set("id", copies.nearest(keys_of(end)))


def _number(item: etree._Element) -> int:
    return max(integer(item.get("id")), 0)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
