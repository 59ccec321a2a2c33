"""Which relationships the XML of a part names.

In: a part as text, and ids of its relationships. Out: those that stand in it as the value of an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_QUOTED = re.compile(r'(?<=")[^"<]+(?=")')


def ids_named(xml: str, ids: Iterable[str]) -> set[str]:
    """The ids that are named, found in one go however many there are."""
    wanted = set(ids)
    return {found for item in _QUOTED.finditer(xml) if (found := item[0]) in wanted} if wanted else set()
