"""A part written anew with the old bytes of everything that stayed as it was, however another program spelt it.

In: a part's old bytes and its new ones, both UTF-8 that `parse` reads. Out: bytes that say what the new ones do, where
each element that did not change keeps its own spelling: quotes, empty tags, entities, declarations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import zip_longest
from typing import Any
from xml.parsers import expat

from lxml import etree

from pipeline.ooxml.escaping import escape, unescape
from pipeline.ooxml.package import parse

_ATTRIBUTE = re.compile(rb"\s+(?P<name>[^\s=]+)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*')")
_DECLARES = b"xmlns"
_NAME = re.compile(rb"<([^\s/>]+)")
_TAG = re.compile(rb"<[^\s/>!?]++(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_MOST_PAIRS = 1_000_000
_FEW = 40
Scope = Mapping[str | None, str]
"""The prefixes that are declared at a place."""


def spliced(old: bytes, new: bytes) -> bytes:
    """The new part in the old one's bytes wherever they still hold."""
    if old == new:
        return old
    before, after = parse(old), parse(new)
    if old.endswith(plain := _plain(before)):  # spelt as we spell: the new tree's own spelling is what holds
        return old.removesuffix(plain) + _plain(after)
    elements = list(before.iter())
    try:
        spans = _spans(old)
    except expat.ExpatError:
        return new
    if len(spans) != len(elements):
        return new
    known = dict(zip(elements, spans, strict=True))
    one, other = _Item(before, known), _Item(after, {})
    span = known[before]
    made = old[: span.start] + b"".join(_written(old, one, other, {})) + old[span.end :]
    return made if _says(made, after) else new


def _plain(root: etree._Element) -> bytes:
    """A tree as we spell it, without what stands before."""
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=False, with_tail=False))


def _says(made: bytes, wanted: etree._Element) -> bool:
    """Whether what was put together is what it should be: a prefix may mean another thing elsewhere."""
    try:
        root = parse(made)
    except etree.XMLSyntaxError:
        return False
    if _canonical(root) == _canonical(wanted):
        return True
    return all(
        one is not None and other is not None and _content_of(one) == _content_of(other)
        for one, other in zip_longest(root.iter(), wanted.iter())
    )


def _content_of(element: Any) -> tuple[object, ...]:
    """What an element is but for its children, and how many it has: with those of all, a tree is known whole."""
    plain = isinstance(element.tag, str)
    named = element.tag if plain else str(element)
    return named, dict(element.attrib) if plain else {}, element.text or "", element.tail or "", len(element)


def _canonical(element: Any) -> bytes:
    """An element's one spelling: the same for equal ones. Others have the same only if they say the same."""
    try:
        return bytes(etree.tostring(element, method="c14n", exclusive=True, with_comments=True, with_tail=False))
    except etree.C14NError:  # a name of a space that is no address
        return bytes(etree.tostring(element, encoding="utf-8", xml_declaration=False, with_tail=False))


@dataclass(slots=True)
class _Span:
    """Where an element, comment or instruction stands: its first tag to `opened`, its last from `closed`.

    A parser tells where it begins and where its end begins; the rest is found when it is asked for.
    """

    data: bytes
    start: int
    ending: int = -1
    """Where the last tag begins, or what follows an empty one; -1 for what has no tags."""

    @property
    def opened(self) -> int:
        found = _TAG.match(self.data, self.start) if self.ending >= 0 else None
        return found.end() if found is not None else self.end

    @property
    def closed(self) -> int:
        return self.end if self.ending < 0 else self.ending

    @property
    def end(self) -> int:
        if self.ending < 0:
            mark = b"-->" if self.data.startswith(b"<!", self.start) else b"?>"
            return self.data.index(mark, self.start) + len(mark)
        if self.opened == self.ending and self.data.endswith(b"/>", self.start, self.ending):
            return self.ending
        return self.data.index(b">", self.ending) + 1


class _Item:
    """An element of either part; those of the old one with their place."""

    def __init__(self, element: Any, known: Mapping[Any, _Span]) -> None:
        self.element, self._known = element, known
        self.span = known.get(element)

    @property
    def tag(self) -> object:
        return self.element.tag

    @cached_property
    def key(self) -> bytes:
        """Equal elements have the same."""
        return _canonical(self.element) if isinstance(self.tag, str) else str(self.element).encode()

    @cached_property
    def children(self) -> list[_Item]:
        return [_Item(child, self._known) for child in self.element]


def _spans(data: bytes) -> list[_Span]:
    """The places of all that a tree holds, in its order, root first."""
    parser = expat.ParserCreate("utf-8")
    found: list[_Span] = []
    open_ones: list[_Span] = []

    def begins(_name: str, _attributes: object) -> None:
        span = _Span(data, parser.CurrentByteIndex, 0)
        found.append(span)
        open_ones.append(span)

    def ends(_name: str) -> None:
        open_ones.pop().ending = parser.CurrentByteIndex

    def stands(*_said: str) -> None:
        if open_ones:
            found.append(_Span(data, parser.CurrentByteIndex))

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.CommentHandler = parser.ProcessingInstructionHandler = stands
    parser.Parse(data, True)
    return found


def _written(data: bytes, old: _Item, new: _Item, scope: Scope) -> Iterator[bytes]:
    """An element that has changed, in pieces: what of it stayed comes from the old bytes."""
    span = old.span
    if span is None or old.key == new.key:
        yield data[span.start : span.end] if span is not None else _whole(new.element, scope)
        return
    opening, name = data[span.start : span.opened], b""
    if _same_tag(old.element, new.element):
        inner = {**scope, **_declared(opening)}
    else:
        inner = {**scope, **new.element.nsmap}
        opening = _shell(new.element, scope)
    if found := _NAME.match(opening):
        name = found[1]
    if not new.children and not new.element.text:
        yield opening if opening.endswith(b"/>") else opening + b"</" + name + b">"
        return
    yield opening[:-2].rstrip() + b">" if opening.endswith(b"/>") else opening
    yield from _content(data, old, new, inner)
    yield b"</" + name + b">"


def _content(data: bytes, old: _Item, new: _Item, scope: Scope) -> Iterator[bytes]:
    pairs = _pairs(old.children, new.children)
    texts = [data[start:end] for start, end in _between(old)]
    yield texts[0] if (old.element.text or "") == (new.element.text or "") else _escaped(new.element.text)
    for place, child in enumerate(new.children):
        known = pairs.get(place)
        if known is None:
            yield _whole(child.element, scope)
            yield _escaped(child.element.tail)
            continue
        before = old.children[known]
        yield from _written(data, before, child, scope)
        same = (before.element.tail or "") == (child.element.tail or "")
        yield texts[known + 1] if same else _escaped(child.element.tail)


def _between(old: _Item) -> Iterator[tuple[int, int]]:
    """Where the text stands before, between and after an element's children."""
    span = old.span
    if span is None:
        return
    start = span.opened
    for child in old.children:
        there = child.span or span
        yield start, there.start
        start = there.end
    yield start, span.closed


def _pairs(old: Sequence[_Item], new: Sequence[_Item]) -> dict[int, int]:
    """Which old child a new one is: the same, else in the gaps the one that shares most."""
    first = 0
    while first < min(len(old), len(new)) and old[first].key == new[first].key:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last].key == new[-1 - last].key:
        last += 1
    pairs = {place: place for place in range(first)}
    pairs |= {len(new) - 1 - place: len(old) - 1 - place for place in range(last)}
    ours, theirs = old[first : len(old) - last], new[first : len(new) - last]
    done, done_new = 0, 0
    for start, other, length in _blocks(ours, theirs):
        for one, two in _alike(ours[done:start], theirs[done_new:other]):
            pairs[first + done_new + two] = first + done + one
        pairs |= {first + other + place: first + start + place for place in range(length)}
        done, done_new = start + length, other + length
    return pairs


def _blocks(old: Sequence[_Item], new: Sequence[_Item]) -> list[tuple[int, int, int]]:
    if len(old) * len(new) > _MOST_PAIRS:
        return [(len(old), len(new), 0)]
    matcher = SequenceMatcher(None, [item.key for item in old], [item.key for item in new], autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]


def _alike(old: Sequence[_Item], new: Sequence[_Item]) -> Iterator[tuple[int, int]]:
    """The pairs of a gap, in order."""
    start = 0
    for place, item in enumerate(new):
        choice = [
            other
            for other in range(start, min(len(old), start + _FEW))
            if old[other].tag == item.tag and isinstance(item.tag, str)
        ]
        if not choice:
            continue
        best = max(choice, key=lambda other: (_shared(old[other], item), -other))
        if _shared(old[best], item) or len(old) == len(new):
            yield best, place
            start = best + 1


def _shared(old: _Item, new: _Item) -> int:
    """How much two elements have in common: children, and being named alike."""
    named = dict(old.element.attrib) == dict(new.element.attrib) and bool(old.element.attrib)
    keys = {child.key for child in old.children}
    return 2 * sum(child.key in keys for child in new.children) + named


def _same_tag(old: Any, new: Any) -> bool:
    return bool(old.tag == new.tag and dict(old.attrib) == dict(new.attrib))


def _shell(element: Any, scope: Scope) -> bytes:
    """An element's first tag."""
    return _whole(etree.Element(element.tag, dict(element.attrib), nsmap=element.nsmap), scope)


def _whole(element: Any, scope: Scope) -> bytes:
    """An element that is new, without the declarations that hold around it."""
    told = bytes(etree.tostring(element, encoding="utf-8", xml_declaration=False, with_tail=False))
    tag = _TAG.match(told)
    if tag is None:
        return told

    def left(found: re.Match[bytes]) -> bytes:
        known = _declared(found[0])
        return b"" if known and all(scope.get(prefix) == uri for prefix, uri in known.items()) else found[0]

    return _ATTRIBUTE.sub(left, tag[0]) + told[tag.end() :]


def _declared(tag: bytes) -> dict[str | None, str]:
    """The prefixes that a tag declares."""
    found: dict[str | None, str] = {}
    for item in _ATTRIBUTE.finditer(tag):
        name, _, prefix = item["name"].partition(b":")
        if name == _DECLARES:
            found[prefix.decode() or None] = unescape(item["value"][1:-1].decode())
    return found


def _escaped(text: str | None) -> bytes:
    return escape(text or "").replace("\r", "&#13;").encode("utf-8")
