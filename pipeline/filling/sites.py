"""Where each tag of a template stands, and what it says: the way back from a fault to the designer's page.

In: tags as they are found in a part. Out: numbered `Site`s that compile steps, renders and faults share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.vocabulary.findings import Finding, FindingValue, Place

SiteKind = Literal[
    "text",
    "attribute",
    "paragraph",
    "block",
    "address",
    "chart",
    "chart_height",
    "picture",
    "picture_width",
    "picture_height",
    "look",
    "unknown_look",
    "statement",
    "slide",
]
Where = Literal["paragraph", "attribute", "property", "address", "directive"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a tag was typed: the place of its block in the part (see `blocks`), in what, and between which letters.

    `text` is the whole text it was typed in; `start` and `end` are positions in it.
    """

    block: str = ""
    where: Where = "paragraph"
    text: str = ""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Site:
    """One tag: its `code` and `spot`, and what its kind needs: the number of its sample paragraph, or the attribute's
    `original` value (a relationship id, a length in EMU)."""

    number: int
    kind: SiteKind
    code: str
    spot: Spot
    sample: int = -1
    original: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a template at a spot of one of its parts; `values` as the code's message names them."""

    code: str
    part: str
    spot: Spot
    values: Mapping[str, FindingValue]


@dataclass(slots=True)
class Sites:
    """All tags of one template part, and the faults found while looking for them."""

    part: str
    items: list[Site] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add(self, kind: SiteKind, code: str, spot: Spot, original: str = "") -> Site:
        """A new site; its number is its token."""
        site = Site(len(self.items), kind, code, spot, original=original)
        self.items.append(site)
        return site

    def fault(self, code: str, spot: Spot, tag: str, **values: FindingValue) -> None:
        """Notes a fault, once."""
        fault = self.fault_at(code, spot, tag, **values)
        if fault not in self.faults:
            self.faults.append(fault)

    def fault_at(self, code: str, spot: Spot, tag: str, **values: FindingValue) -> Fault:
        """A fault of this part, with the values that every template rule names."""
        known: dict[str, FindingValue] = {"tag": tag, "name": "", "nearest": "", "reason": ""}
        return Fault(code, self.part, spot, {**known, **values, "near": shortened(spot.text)})


def told(fault: Fault, template: str) -> Finding:
    """A fault as a finding of the template file."""
    part = fault.part.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    place = Place(template, part, f"”{shortened(fault.spot.text)}”")
    return Finding(fault.code, place, {**fault.values, "template": template})


def shortened(text: str, limit: int = 60) -> str:
    """A text as it is quoted in a message."""
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else f"{plain[: limit - 1]}…"
