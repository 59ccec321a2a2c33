"""What lifting leaves in the tree for a site's number: a marker between siblings, or a token inside a text.

In: site numbers. Out: processing instructions and private characters, and the patterns that find them again. Also the
register of everything that is ours in a tree under way: what comes from outside is rid of it.
"""

from __future__ import annotations

import re

from lxml import etree

_TARGET = "j"
_VALUE, _BLOCK, _END = "\ue000", "\ue002", "\ue001"

PRIVATE = "\ue000-\ue01f"
"""Our private characters, as a class of a pattern is written. Neither templates nor values bring any."""

ADDRESS_START, ADDRESS_END = "\ue004", "\ue005"
"""Around an address that is to become a relationship."""

FOREIGN_START, FOREIGN_TAG, FOREIGN_END = "\ue006", "\ue007", "\ue008"
"""Around a stretch of text in another language: the start, its tag, the mark between tag and text, the end."""

OWN_ATTRIBUTES = frozenset(
    "block column controls covers kept list list-indent look looks-of looped made merged-across merged-down "
    "natural part pass places spare together total".split()
)
"""Attributes without a namespace by which one step tells a later one something."""

OWN_ELEMENTS = frozenset(("stack", "stack-pass", "stack-end"))
"""Elements without a namespace that stand in a tree for a while."""

KEY = "\ue003"
"""Stands in a block's place for the keys of the loops around it, which are known when it is rendered."""

VALUE = re.compile(f"{_VALUE}(\\d+){_END}")
"""A value's token in a text or attribute."""

BLOCK = re.compile(f"{_BLOCK}(\\d+){_END}")
"""A block tag's token, before it is lifted."""

ANY = re.compile(f"<\\?{_TARGET} (\\d+)\\?>|{_VALUE}(\\d+){_END}|{KEY}")
"""A marker, a value's token or a key's place in serialised XML."""


def own(name: str) -> str:
    """The name of an attribute or element of ours. Raises LookupError when it is not in the register."""
    if name not in OWN_ATTRIBUTES | OWN_ELEMENTS:
        raise LookupError(name)
    return name


def value_token(number: int) -> str:
    """The token of a value."""
    return f"{_VALUE}{number}{_END}"


def block_token(number: int) -> str:
    """The token of a block tag that is not lifted yet."""
    return f"{_BLOCK}{number}{_END}"


def marker(number: int) -> etree._Element:
    """A marker to stand between siblings."""
    return etree.ProcessingInstruction(_TARGET, str(number))


def is_marker(item: etree._Element) -> bool:
    """Whether a node is a marker of ours."""
    return isinstance(item, etree._ProcessingInstruction) and item.target == _TARGET


def number_of(item: etree._Element) -> int:
    """The site of a marker."""
    return int(item.text or "0")


def only_blocks(text: str) -> bool:
    """Whether a text holds block tags and nothing else."""
    return bool(BLOCK.search(text)) and not BLOCK.sub("", text).strip()
