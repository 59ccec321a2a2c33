"""Relationships that lead nowhere: which of them a part can do without.

In: the ids of relationships to parts that are not there, and the XML of the part they belong to. Out: those it does
not name. The others stay: Office takes a file for damaged where a part names a relationship that it does not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAMED = re.compile(rb"""["'](?=([^"'<>\s]+)["'])""")


def unnamed(numbers: Sequence[str], xml: bytes) -> set[str]:
    """The ids that stand in no attribute of a part in UTF-8."""
    named = _NAMED.findall(xml) if numbers else ()
    return {*numbers}.difference(item.decode(errors="replace") for item in named)
