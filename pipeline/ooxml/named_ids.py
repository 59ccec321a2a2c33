"""Which relationships the XML of a part names.

In: a part as text, and ids of its relationships. Out: those that stand in it as the value of an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_QUOTED = re.compile(r'(?<=")[^"<]+(?=")')
_FEW = 64
"""So many are looked for one by one faster than all quoted values are gone through."""


def ids_named(xml: str, ids: Iterable[str]) -> set[str]:
    """The ids that are named, found in one go however many there are."""
    wanted = {number for number in ids if number}
    if len(wanted) < _FEW:
        return {number for number in wanted if f'"{number}"' in xml}
    return {found for item in _QUOTED.finditer(xml) if (found := item[0]) in wanted}
