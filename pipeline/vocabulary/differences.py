"""How two workbooks differ, value by value.

In: made by `comparing`. Out: read by `runs` for the command `diff`, and by what reports on a year's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.vocabulary.findings import NOWHERE, Place


class Differs(StrEnum):
    """What has become of a row, or of one value. A `RENUMBERED` row says the same under another id."""

    ADDED = "added"
    REMOVED = "removed"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `sheet` and `field` are keys of the layout, a translation's `name.sv`; a row has no `field`.

    `id` and `name` are the row's as it is now, `""` on sheets of single values; a removed one's as they were. `before`
    and `after` are values of the model (ids of rows that got another one are the new ones in both), a renumbered row's
    ids. `old` and `new` are the cells, NOWHERE where none is.
    """

    kind: Differs
    sheet: str
    id: str = ""
    name: str = ""
    field: str = ""
    before: object = None
    after: object = None
    old: Place = NOWHERE
    new: Place = NOWHERE
