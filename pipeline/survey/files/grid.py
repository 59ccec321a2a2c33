"""What a file holds before anything is understood of it: sheets of numbered rows of cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Cell = str | int | float | bool | Decimal | dt.datetime | dt.date | dt.time | dt.timedelta | None
NumberedRow = tuple[int, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet (the title is "" for a text file). Rows carry their number, blank ones may be left out; they may be
    read only as they are asked for, once.

    `errors` are the addresses of cells that hold an error such as #REF!, `unreckoned` those of formulas that no program
    has worked out yet: both are empty in the rows. `cut`: the first cell beyond the columns that are read, "" for none.
    """

    title: str
    rows: Iterable[NumberedRow] = field(repr=False)
    errors: tuple[str, ...] = ()
    unreckoned: tuple[str, ...] = ()
    cut: str = ""
