"""Where each tag of a template stands, and what it says: the way back from a fault to the designer's page.

In: tags as they are found in a part. Out: numbered `Site`s that compile steps, renders and faults share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.filling.programs.bounds import MOST_FAULTS, charge_tag
from pipeline.vocabulary.findings import FindingValue
from pipeline.vocabulary.quoting import shortened

SiteKind = Literal[
    "text",
    "attribute",
    "paragraph",
    "block",
    "address",
    "chart",
    "chart_height",
    "drawing",
    "picture",
    "picture_size",
    "look",
    "unknown_look",
    "statement",
    "slide",
    "field_code",
    "field_address",
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

    @property
    def typed(self) -> str:
        """The tag as it was typed, with its brackets."""
        return self.text[self.start : self.end]


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
    scope: str = ""

    @property
    def keyword(self) -> str:
        """The first word of a block tag: `for`, `endif` …; "" for other tags."""
        return self.code.split(None, 1)[0] if self.kind == "block" and self.code else ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a template at a spot of one of its parts; `values` as the code's message names them."""

    code: str
    part: str
    spot: Spot
    values: Mapping[str, FindingValue]


@dataclass(slots=True)
class Sites:
    """All tags of one template part, and the faults found while looking for them: `notes` stop no document."""

    part: str
    items: list[Site] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def add(self, kind: SiteKind, code: str, spot: Spot, original: str = "") -> Site:
        """A new site; its number is its token."""
        charge_tag()
        site = Site(len(self.items), kind, code, spot, original=original)
        self.items.append(site)
        return site

    def fault(self, code: str, spot: Spot, tag: str, **values: FindingValue) -> None:
        """Notes a fault, once."""
        fault = self.fault_at(code, spot, tag, **values)
        if len(self.faults) < MOST_FAULTS and fault not in self.faults:
            self.faults.append(fault)

    def note(self, code: str, spot: Spot, **values: FindingValue) -> None:
        """Notes what stops nothing."""
        if len(self.notes) < MOST_FAULTS:
            self.notes.append(self.fault_at(code, spot, "", **values))

    def fault_at(self, code: str, spot: Spot, tag: str, **values: FindingValue) -> Fault:
        """A fault of this part, with the values that every template rule names.

        A block's place that begins with the name of another part (a note's) is a place of that part.
        """
        part, _, place = spot.block.rpartition(":")
        named = max(spot.typed, tag, key=len)  # with its brackets
        known: dict[str, FindingValue] = {"tag": named, "name": "", "nearest": "", "reason": ""}
        told = {**known, **values, "near": shortened(spot.text)}
        return Fault(code, part or self.part, replace(spot, block=place), told)
