"""What lifting leaves in the tree for a site's number: a marker between siblings, or a token inside a text.

In: site numbers. Out: processing instructions and private characters, and the patterns that find them again.
"""

from __future__ import annotations

import re

from lxml import etree

_TARGET = "j"
_VALUE, _BLOCK, _END = "\ue000", "\ue002", "\ue001"

KEY = "\ue003"
"""Stands in a block's place for the keys of the loops around it, which are known when it is rendered."""

VALUE = re.compile(f"{_VALUE}(\\d+){_END}")
"""A value's token in a text or attribute."""

BLOCK = re.compile(f"{_BLOCK}(\\d+){_END}")
"""A block tag's token, before it is lifted."""

ANY = re.compile(f"<\\?{_TARGET} (\\d+)\\?>|{_VALUE}(\\d+){_END}|{KEY}")
"""A marker, a value's token or a key's place in serialised XML."""


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
