"""What a survey's column may mean, for a person to accept or mend. Made by `survey`, written by `workbook.annotate`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row for the sheet `Kysymykset`: the column's header and what it may mean, the likeliest first.

    One meaning, a plain text or a `Term`, can be accepted as it stands; of several a person must choose. `confidence`
    is in per cent.
    """

    column: str
    meanings: tuple[str, ...]
    confidence: int
