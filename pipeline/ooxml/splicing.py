"""A part written anew with the old bytes of everything that stayed as it was, however another program spelt it.

In: a part's old bytes and its new ones, both UTF-8 that `parse` reads. Out: bytes that say what the new ones do, where
each element that did not change keeps its own spelling: quotes, empty tags, entities, declarations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from lxml import etree

from pipeline.ooxml.escaping import escape, unescape
from pipeline.ooxml.package import parse

_TOKEN = re.compile(
    rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<(?P<closing>/?)[^\s/>!?]++(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"\s+(?P<name>[^\s=]+)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*')")
_DECLARES = b"xmlns"
_NAME = re.compile(rb"<([^\s/>]+)")
_TAG = re.compile(rb"<[^\s/>!?]++(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_MOST_PAIRS = 1_000_000
_FEW = 40
Keys = dict[tuple[object, ...], int]
"""A number for each different element: equal ones have the same."""
Scope = Mapping[str | None, str]
"""The prefixes that are declared at a place."""


def spliced(old: bytes, new: bytes) -> bytes:
    """The new part in the old one's bytes wherever they still hold."""
    if old == new:
        return old
    before, after = parse(old), parse(new)
    spans = list(_spans(old))
    elements = list(before.iter())
    if len(spans) != len(elements):
        return new
    keys: Keys = {}
    known = dict(zip(elements, spans, strict=True))
    one, other = _item(before, keys, known), _item(after, keys, {})
    span = known[before]
    made = old[: span.start] + b"".join(_written(old, one, other, {})) + old[span.end :]
    return made if _says(made, other.key, keys) else new


def _says(made: bytes, key: int, keys: Keys) -> bool:
    """Whether what was put together is what it should be: a prefix may mean another thing elsewhere."""
    try:
        return _item(parse(made), keys, {}).key == key
    except etree.XMLSyntaxError:
        return False


@dataclass(slots=True)
class _Span:
    """Where an element, comment or instruction stands: its first tag to `opened`, its last from `closed`."""

    start: int
    opened: int
    closed: int = 0
    end: int = 0


@dataclass(slots=True)
class _Item:
    """An element of either part; those of the old one with their place."""

    element: Any
    key: int
    span: _Span | None
    children: list[_Item] = field(default_factory=list)

    @property
    def tag(self) -> object:
        return self.element.tag


def _spans(data: bytes) -> Iterator[_Span]:
    """The places of all that a tree holds, in its order, root first."""
    stack: list[_Span] = []
    begun = False
    for token in _TOKEN.finditer(data):
        start, end, said = token.start(), token.end(), token[0]
        if said.startswith(b"<![CDATA["):
            continue
        if token["closing"]:
            open_one = stack.pop()
            open_one.closed, open_one.end = start, end
            if not stack:
                return
            continue
        whole = said.startswith((b"<!", b"<?")) or said.endswith(b"/>")
        if not begun and said.startswith((b"<!", b"<?")):
            continue
        begun = True
        span = _Span(start, end, end, end)
        yield span
        if not whole:
            stack.append(span)
        elif not stack:
            return


def _item(element: Any, keys: Keys, known: Mapping[Any, _Span]) -> _Item:
    children = [_item(child, keys, known) for child in element]
    plain = isinstance(element.tag, str)
    content = (
        element.tag if plain else str(element),
        tuple(sorted(element.attrib.items())) if plain else (),
        element.text or "",
        *((child.key, child.element.tail or "") for child in children),
    )
    return _Item(element, keys.setdefault(content, len(keys)), known.get(element), children)


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
    span = old.span or _Span(0, 0)
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
