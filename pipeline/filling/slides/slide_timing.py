"""Animations of a slide after loops: each copy of a shape or paragraph has the effects of its sample.

In: the slide's tree, before it is compiled (`remember`) and when it is rendered (`follow`, `drop_lost`). Out: effects
that name shapes and paragraphs of the slide as it is; those of what is gone go with it.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.blocks import BLOCK, place_of
from pipeline.filling.programs.bounds import BoundsExceeded
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import a, p

_PLACES = marks.own("places")
_TARGET, _RANGE, _TIMES, _CHILDREN = p("spTgt"), p("pRg"), p("cTn"), p("childTnLst")
_NODES = (p("par"), p("seq"), p("excl"), p("audio"), p("video"))
_MOST_NODES = 60_000
_Variant = tuple[str, int | None]
"""What an effect is on: a shape's id, and the paragraph's number in it, None for all of it."""


def remember(root: etree._Element) -> None:
    """Notes on effects that are on paragraphs the places of these, which outlast their numbers."""
    timing = root.find(p("timing"))
    if timing is None:
        return
    shapes = _shapes(root)
    for target in timing.iter(_TARGET):
        stretch = next(target.iter(_RANGE), None)
        shape = shapes.get(target.get("spid") or "")
        if stretch is None or shape is None:
            continue
        first, last = integer(stretch.get("st")), integer(stretch.get("end"))
        paragraphs = list(shape.iter(a("p")))[max(first, 0) : max(last, 0) + 1]
        stretch.set(_PLACES, " ".join(place_of(item) for item in paragraphs))


def follow(root: etree._Element, copies: Mapping[str, Sequence[str]]) -> None:
    """Gives every copy the effects of its sample. `copies` are the ids that each of the template's ids has now.

    Raises BoundsExceeded when there would be more effects than any slide has.
    """
    timing = root.find(p("timing"))
    if timing is None:
        return
    copying = _Copying(copies, _shapes(root))
    nodes = [node for sequence in timing.iter(p("seq")) for node in sequence.iterfind(f"{_TIMES}/{_CHILDREN}/*")]
    outer = timing.find(f"{p('tnLst')}/{p('par')}/{_TIMES}/{_CHILDREN}")
    nodes += [node for node in outer if node.tag != p("seq")] if outer is not None else []
    for node in nodes:
        copying.expand(node)
    for built in list(timing.iterfind(f"{p('bldLst')}/*")):
        copying.repeat(built, [[(number, None)] for number in copies.get(built.get("spid") or "", ())])
    _renumber(timing)


def drop_lost(root: etree._Element) -> None:
    """Takes away the effects on what is no longer there."""
    timing = root.find(p("timing"))
    if timing is None:
        return
    known = {item.get("id") for item in root.iter("{*}cNvPr")}
    for target in list(timing.iter(_TARGET)):
        if target.get("spid") not in known:
            _drop_effect(target)
    for built in list(timing.iterfind(f"{p('bldLst')}/*")):
        if built.get("spid") not in known:
            _drop(built)
    _drop_hollow(root, timing)


def _shapes(root: etree._Element) -> dict[str, etree._Element]:
    """The shapes of a slide by their ids."""
    found: dict[str, etree._Element] = {}
    for named in root.iter("{*}cNvPr"):
        holder = named.getparent()
        shape = holder.getparent() if holder is not None else None
        if shape is not None:
            found.setdefault(named.get("id") or "", shape)
    return found


@dataclass(slots=True)
class _Copying:
    """Effects being copied: the ids that each id has now, the shapes by id, and how many nodes may still be added."""

    copies: Mapping[str, Sequence[str]]
    shapes: Mapping[str, etree._Element]
    left: int = _MOST_NODES

    def expand(self, node: etree._Element) -> None:
        """Repeats a node whose targets all have as many copies; else looks at the nodes inside it."""
        variants = [self._variants(target) for target in node.iter(_TARGET)]
        counts = {len(found) for found in variants}
        inner = [item for item in node.iterfind(f"{_TIMES}/{_CHILDREN}/*") if item.tag in _NODES]
        if len(counts) > 1 and inner:
            for item in inner:
                self.expand(item)
        elif counts:
            self.repeat(node, list(zip(*variants, strict=False)))

    def repeat(self, node: etree._Element, passes: Sequence[Sequence[_Variant]]) -> None:
        """Puts one copy of a node for each pass in its place, its targets those of the pass."""
        parent = node.getparent()
        if parent is None:
            return
        if len(passes) > 1:
            self.left -= len(passes) * sum(1 for _ in node.iter())
        if self.left < 0:
            raise BoundsExceeded("elements")
        place = parent.index(node)
        for step, variants in enumerate(passes):
            one = node if step == len(passes) - 1 else copy.deepcopy(node)
            targets = [one] if one.get("spid") is not None else list(one.iter(_TARGET))
            for target, (number, paragraph) in zip(targets, variants, strict=True):
                _aim(target, number, paragraph)
            if one is not node:
                parent.insert(place + step, one)
        if not passes:
            parent.remove(node)

    def _variants(self, target: etree._Element) -> list[_Variant]:
        numbers = self.copies.get(target.get("spid") or "", ())
        stretch = next(target.iter(_RANGE), None)
        places = set((stretch.get(_PLACES) or "").split()) if stretch is not None else set()
        if not places:
            return [(number, None) for number in numbers]
        return [
            (number, place)
            for number in numbers
            for place, item in enumerate(self.shapes[number].iter(a("p")))
            if _place(item) in places
        ]


def _place(paragraph: etree._Element) -> str:
    return (paragraph.get(BLOCK) or "").partition("@")[0].partition("/")[0]


def _aim(target: etree._Element, number: str, paragraph: int | None) -> None:
    target.set("spid", number)
    for stretch in target.iter(_RANGE):
        stretch.attrib.pop(_PLACES, "")
        if paragraph is not None:
            stretch.set("st", str(paragraph))
            stretch.set("end", str(paragraph))


def _renumber(timing: etree._Element) -> None:
    """Time nodes are numbered through; those that name another name the first that had its number."""
    numbers = count(1)
    renamed: dict[str, str] = {}
    for node in timing.iter(_TIMES):
        if node.get("id") is not None:
            new = str(next(numbers))
            renamed.setdefault(node.get("id") or "", new)
            node.set("id", new)
    for reference in timing.iter(p("tn")):
        reference.set("val", renamed.get(reference.get("val") or "", "1"))


def _drop_effect(target: etree._Element) -> None:
    """Takes away the effect of a target: the nearest node that is one, or else the nearest node."""
    nodes = [item for item in target.iterancestors() if item.tag in _NODES]
    effects = [item for item in nodes if (times := item.find(_TIMES)) is not None and times.get("presetClass")]
    if nodes:
        _drop(next(iter(effects), nodes[0]))


def _drop_hollow(root: etree._Element, timing: etree._Element) -> None:
    """Takes away nodes in which nothing is left, and the timing when none is."""
    for node in reversed(list(timing.iter(*_NODES))):
        children = node.find(f"{_TIMES}/{_CHILDREN}")
        if children is not None and not len(children):
            _drop(node)
    times = timing.find(p("tnLst"))
    if times is not None and not len(times):
        timing.remove(times)
    built = timing.find(p("bldLst"))
    if built is not None and not len(built):
        timing.remove(built)
    if timing.find(p("tnLst")) is None:
        root.remove(timing)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
