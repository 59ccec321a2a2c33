"""The figures of groups as cells, and which of them may be published beside those of an earlier build.

In: two builds' breakdowns. Out: cells. A group is followed from one build to the next by its name, so one that came,
went or was named anew can't be followed: its cells are not among those that may be published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from pipeline.survey.figures.suppression import may_be_shown
from pipeline.vocabulary.survey import Background, Breakdown, Difference, GroupResult, SurveyResult

Cell = tuple[Background, str, str]
"""A background, its group, and the id of a perspective; "" for how many people the group has."""
Cells = Mapping[Cell, float]


def cells_of(result: SurveyResult) -> Cells:
    """Every figure of a group that a result shows."""
    return {
        (breakdown.background, group.name, id_): value
        for breakdown in result.breakdowns
        for group in breakdown.groups
        for id_, value in {"": group.n, **group.means}.items()
        if value is not None
    }


def followed(fresh: SurveyResult, earlier: SurveyResult, threshold: int) -> frozenset[Cell]:
    """The cells that may be renewed when at least `threshold` people came, or as many went.

    Those that are the same tell nothing new. The increments of the others are a table like any other: each is of
    `threshold` people or more, and so are all others together. Increments of two backgrounds would tell of each other
    what nobody can work out any more, so only the first background that can be renewed is.
    """
    now, before = cells_of(fresh), cells_of(earlier)
    allowed = {cell for cell in now.keys() & before.keys() if now[cell] == before[cell]}
    allowed |= {cell for cell in now if cell[2] and not earlier.asked(cell[2]) and (*cell[:2], "") in before}
    for breakdown in fresh.breakdowns:
        renewed = frozenset(_renewed(breakdown, earlier, fresh, threshold)) & before.keys()
        if renewed:
            return frozenset(allowed | renewed)
    return frozenset(allowed)
