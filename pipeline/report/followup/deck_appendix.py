"""The slides after the last: counts by goal, perspective and responsible body, the levels, every action, the method.

In: the year and its records. Out: the slides by their names.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.report.followup.deck_actions import short_owner
from pipeline.report.followup.levels import level_rows, steps
from pipeline.report.followup.rows import status_now, status_was
from pipeline.report.followup.slides import of_year
from pipeline.report.followup.year import Year, unbroken
from pipeline.report.material import table_text
from pipeline.vocabulary.content import Record
from pipeline.vocabulary.follow_up import FollowedAction

_OWNER_WIDE = 28
_TABLES = {"goal_table": "by_goal", "perspective_table": "by_perspective", "owner_table": "by_owner"}


def appendix(year: Year, there: Mapping[str, object]) -> dict[str, Record | None]:
    """The divider and what follows it."""
    found = {name: _table(name, there[of], year) for name, of in _TABLES.items()}
    found |= {
        "level_table": _level_table(year),
        "all_actions": _all_actions(year),
        "method": of_year("method", year, (), own={"text": there["method"]}),
    }
    return {"appendix": of_year("appendix", year, ()), **found}


def _table(name: str, table: object, year: Year) -> Record | None:
    if not isinstance(table, Record):
        return None
    part = bool(table.remark)  # the source line says why rows don't add up
    return of_year(name, year, year.follow.actions, part=part, own={"rows": table.rows, "total": table.total})


def _level_table(year: Year) -> Record | None:
    found = steps(year.follow, year.material.words.language)
    return of_year("level_table", year, (), own={"rows": level_rows(found, year)}) if found else None


def _all_actions(year: Year) -> Record | None:
    mine = year.follow.actions
    rows = tuple(_row(item, year) for item in mine)
    return of_year("all_actions", year, mine, own={"rows": rows}) if rows else None


def _row(item: FollowedAction, year: Year) -> Record:
    action = item.action
    return Record(
        action.id,
        id=table_text(action, "id"),
        name=unbroken(table_text(action, "name")),
        owner=short_owner(action, year, _OWNER_WIDE),
        was=status_was(item, year),
        now=status_now(item, year),
    )
