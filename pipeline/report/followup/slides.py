"""How a follow-up's slide is made, and how many rows one holds.

In: a slide's key, the year, the actions behind it. Out: a `Record`; its sentences are the catalog's `deck.follow_KEY`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.report.deck_room import AREA, fitting, row_height
from pipeline.report.followup.year import Year, cells_of
from pipeline.report.sentences import Fact
from pipeline.report.slides import slide
from pipeline.vocabulary.content import Record
from pipeline.vocabulary.follow_up import FollowedAction


def of_year(
    key: str,
    year: Year,
    actions: Sequence[FollowedAction],
    *,
    facts: Mapping[str, Fact] | None = None,
    part: bool = False,
    own: Mapping[str, object] | None = None,
) -> Record:
    """One slide; with `part` its source line says that it shows only some of what there is."""
    now, before = cells_of(actions, "status", "ends")
    return slide(
        f"follow_{key}",
        year.material,
        now,
        facts=facts,
        source="source_part" if part else "source",
        identity=key,
        also=(before,),
        own=own,
    )


def one_slide(rows: Sequence[Record], wide: Mapping[str, int], year: Year) -> tuple[Record, ...]:
    """The first rows, as many as a slide holds; `wide`: the characters on a line of the texts that make them tall."""
    return tuple(rows[: fitting(row_heights(rows, wide, year), AREA)])


def row_heights(rows: Sequence[Record], wide: Mapping[str, int], year: Year) -> list[float]:
    """How tall rows are likely to be, of texts with so many characters on a line."""
    return [
        row_height(*((str(row[key]), width) for key, width in wide.items()), letters=year.material.letters)
        for row in rows
    ]
