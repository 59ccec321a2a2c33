"""Where each tag of a template stands, and what it says: the way back from a fault to the designer's page.

In: tags as they are found in a part. Out: numbered `Site`s that compile steps, renders and findings share.
"""

from __future__ import annotations

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


@dataclass(slots=True)
class Site:
    """One tag: its `code`, the text `near` it, and what its kind needs: the number of its sample paragraph, or the
    attribute's `original` value (a relationship id, a length in EMU)."""

    number: int
    kind: SiteKind
    code: str
    near: str
    sample: int = -1
    original: str = ""


@dataclass(slots=True)
class Sites:
    """All tags of one template part (`label` names it to a designer), and the faults found while looking for them."""

    template: str
    label: str
    items: list[Site] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)

    def add(self, kind: SiteKind, code: str, near: str, original: str = "") -> Site:
        """A new site; its number is its token."""
        site = Site(len(self.items), kind, code, near, original=original)
        self.items.append(site)
        return site

    def fault(self, code: str, near: str, tag: str, **values: FindingValue) -> None:
        """Notes a fault at the text `near`."""
        self.faults.append(self.finding(code, near, tag, **values))

    def finding(self, code: str, near: str, tag: str, **values: FindingValue) -> Finding:
        """A finding at the text `near` of this part, with the values that every template rule names."""
        known: dict[str, FindingValue] = {
            "template": self.template,
            "tag": tag,
            "name": "",
            "nearest": "",
            "reason": "",
            "near": shortened(near),
        }
        return Finding(code, Place(self.template, self.label, f"”{shortened(near)}”"), {**known, **values})


def shortened(text: str, limit: int = 60) -> str:
    """A text as it is quoted in a message."""
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else f"{plain[: limit - 1]}…"
