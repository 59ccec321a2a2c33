"""What a survey's column may mean, for a person to accept or mend. Made by `survey`, written by `workbook.annotate`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row for the sheet `Kysymykset`: the column's header and what it may mean, the likeliest first.

    One meaning, a plain text or a `Term`, can be accepted as it stands; of none or several a person must choose.
    `confidence` is in per cent. `reason` says what else a person should know: the meaning was guessed from the `order`
    of the columns, or its scale from the `siblings`; the header has a word of `negation`, stands `twice`, or is a mere
    `code`; the `worths` of answers are to be filled in. The last three can't be accepted as they stand.
    """

    column: str
    meanings: tuple[str, ...]
    confidence: int
    reason: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether the row can be accepted as it stands."""
        return len(self.meanings) == 1 and self.reason not in ("twice", "code", "worths")
