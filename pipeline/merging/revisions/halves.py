"""Text boxes in their two spellings: what is written into the newer one stands in the older one too.

In: the tree of a story. Out: the same tree, where both halves of a box that we wrote into say the same: older programs,
converters and full-text searches read the older half, and words that were taken out must not lie in it.
"""

from __future__ import annotations

import copy

from lxml import etree

from pipeline.merging.wordings import BOX_TAG
from pipeline.ooxml.dialect import ALTERNATIVES, FALLBACK, MC, w

_CHOICE = f"{{{MC}}}Choice"
_AUTHOR = w("author")


def agree(root: etree._Element, author: str) -> None:
    """Copies what boxes hold that an author changed into their older halves, as Word does when it saves."""
    for pair in root.iter(ALTERNATIVES):
        newer, older = pair.find(_CHOICE), pair.find(FALLBACK)
        if newer is None or older is None or not (_changed(newer, author) or _changed(older, author)):
            continue
        ones, others = _boxes(newer), _boxes(older)
        if len(ones) == len(others):
            for one, other in zip(ones, others, strict=True):
                other[:] = [copy.deepcopy(item) for item in one]


def _boxes(half: etree._Element) -> list[etree._Element]:
    """The boxes of a half, not those within its boxes."""
    found = []
    for box in half.iter(BOX_TAG):
        around = next((item for item in box.iterancestors() if item is half or item.tag == BOX_TAG), None)
        if around is half:
            found.append(box)
    return found


def _changed(half: etree._Element, author: str) -> bool:
    return any(item.get(_AUTHOR) == author for box in half.iter(BOX_TAG) for item in box.iter(etree.Element))
