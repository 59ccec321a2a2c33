"""Where a designer finds a fault: from a tag's spot in a template to words, and to the element for a comment.

In: a compiled template and its faults. Out: findings whose places say under which heading or on which slide, in which
cell, in which words; and anchors in the template's file. Nothing is looked up before there is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pipeline.filling.blocks import BLOCK, place_of
from pipeline.filling.sites import Fault, Spot
from pipeline.filling.template import Template, stamped
from pipeline.ooxml.whereabouts import Anchor, Told, Whereabouts, path_of
from pipeline.vocabulary.findings import Finding, Phrase, Place
from pipeline.vocabulary.quoting import marked

_KEYS = {"attribute": "place.alternative", "address": "place.address"}


class Spots:
    """The way back from the faults of one template to its pages."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._whereabouts: Whereabouts | None = None
        self._blocks: dict[str, dict[str, etree._Element]] = {}

    @property
    def whereabouts(self) -> Whereabouts:
        """The places of the template's file."""
        if self._whereabouts is None:
            self._whereabouts = Whereabouts(self._template.package)
        return self._whereabouts

    def tell(self, fault: Fault) -> Told:
        """A fault as a finding, with its anchor."""
        anchor = self._anchor(fault.part, fault.spot)
        element = self.whereabouts.element(anchor) if anchor.path else None
        where = self.whereabouts.place(fault.part, element)
        values = {**fault.values, "template": self._template.name}
        return Told(Finding(fault.code, Place(self._template.name, where, _said(fault.spot)), values), anchor)

    def findings(self, faults: Iterable[Fault]) -> tuple[Finding, ...]:
        """Faults as findings."""
        return tuple(self.tell(fault).finding for fault in faults)

    def _anchor(self, part: str, spot: Spot) -> Anchor:
        element = self._block(part, spot.block)
        if element is None:
            return Anchor(part)
        letters = (spot.start, spot.end) if spot.where in ("paragraph", "directive") else (0, 0)
        return Anchor(part, path_of(element), *letters)

    def _block(self, part: str, block: str) -> etree._Element | None:
        if not block:
            return None
        if part not in self._blocks:
            root = stamped(self._template.package, part, self._template.dialect)
            self._blocks[part] = {place_of(item): item for item in root.iter() if BLOCK in item.attrib}
        return self._blocks[part].get(block)


def _said(spot: Spot) -> str:
    """What stands at the spot, the tag marked."""
    if not spot.text:
        return ""
    in_field = spot.where == "attribute" and spot.block.startswith("p")  # a paragraph has no attributes of its own
    key = "place.field" if in_field else _KEYS.get(spot.where, "place.text")
    return Phrase(key, text=marked(spot.text, spot.start, spot.end))
