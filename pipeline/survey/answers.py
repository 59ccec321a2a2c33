"""All that is kept of a survey after reading: codes by perspective, sectors, days. Nothing that tells who answered.

In: made by `intake`. Out: read by `scoring`. Columns, not cells: a column of codes is a `bytes` object.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of all files, one place per respondent in every column.

    `codes` by perspective id: one column of codes (see `scale`) for each question about it. `sectors` is the sector of
    each respondent, "" when not told, and empty when the survey did not ask. `files` as the user gave them.
    """

    respondents: int
    codes: Mapping[str, tuple[bytes, ...]] = field(repr=False)
    sectors: tuple[str, ...] = field(default=(), repr=False)
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    files: tuple[str, ...] = ()
