"""Animations of a slide that a shape has left.

In: the slide's tree and the shape that was taken out. Out: the tree without the effects of that shape; all other
effects stay as they are.
"""

from __future__ import annotations

from lxml import etree

from pipeline.merging.deck_nodes import NAMED
from pipeline.ooxml.dialect import a, p

_NODES = (p("par"), p("seq"), p("excl"))
_TIMES, _CHILDREN = p("cTn"), p("childTnLst")
_BUILT = (p("bldP"), p("bldDgm"), p("bldOleChart"), p("bldGraphic"))
_ENDS = (a("stCxn"), a("endCxn"))


def forget_shape(root: etree._Element, shape: etree._Element) -> None:
    """Takes away what names a shape that is on the slide no more."""
    lost = {item.get("id") for item in shape.iter(NAMED)} - {item.get("id") for item in root.iter(NAMED)}
    for end in list(root.iter(*_ENDS)):
        if end.get("id") in lost:
            _drop(end)
    timing = root.find(p("timing"))
    if timing is not None:
        _forget_effects(root, timing, lost)


def _forget_effects(root: etree._Element, timing: etree._Element, lost: set[str | None]) -> None:
    for target in [item for item in timing.iter(p("spTgt")) if item.get("spid") in lost]:
        _drop_effect(target)
    for built in [item for item in timing.iter(*_BUILT) if item.get("spid") in lost]:
        _drop(built)
    for node in reversed(list(timing.iter(*_NODES))):
        children = node.find(f"{_TIMES}/{_CHILDREN}")
        if children is not None and not len(children):
            _drop(node)
    for name in ("tnLst", "bldLst"):
        listed = timing.find(p(name))
        if listed is not None and not len(listed):
            timing.remove(listed)
    if timing.find(p("tnLst")) is None:
        root.remove(timing)


def _drop_effect(target: etree._Element) -> None:
    nodes = [item for item in target.iterancestors() if item.tag in _NODES]
    effects = [item for item in nodes if (times := item.find(_TIMES)) is not None and times.get("presetClass")]
    if nodes:
        _drop(effects[0] if effects else nodes[0])


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
