"""The slides that list actions: done, late and moved ones (together where one slide holds them), changes of the plan.

In: the year and its records. Out: the slides by their names; None where there is nothing to list.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report.followup.groups import group_rows, members
from pipeline.report.followup.slides import of_year, one_slide
from pipeline.report.followup.year import Year, unbroken
from pipeline.report.material import reckoned, table_text
from pipeline.report.sentences import Count, Fact
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.follow_up import FollowedAction
from pipeline.vocabulary.model import Action

_NAME_WIDE, _OWNER_WIDE, _NOTE_WIDE = 42, 22, 40
_SHARED = 5
"""So many late and moved actions together have one slide."""


def action_slides(year: Year, changed: object) -> dict[str, Record | None]:
    """Done, behind or late and moved, plan; `changed` is the record of the goals that changed."""
    found = {key: _actions(key, year) for key in ("done", "late", "moved")}
    behind = _behind(year) if found["late"] and found["moved"] else None
    if behind is not None:
        found |= {"late": None, "moved": None}
    return {"done": found["done"], "behind": behind, **found, "plan": _plan(year, changed)}


def short_owner(action: Action, year: Year, wide: int = _OWNER_WIDE) -> Text:
    """Its responsible bodies; of many the first, and how many others there are."""
    owners, whole = action.owners, ", ".join(action.owners)
    if len(owners) > 1 and len(whole) > 2 * wide:
        whole = year.say.first("deck.goal.owner", owner=owners[0], more=Count(len(owners) - 1))
    return table_text(action, "owners", whole)


def _actions(key: str, year: Year) -> Record | None:
    """A group's rows, as many as one slide holds."""
    rows = _rows(key, year)
    if not rows:
        return None
    shown = one_slide(rows, {"name": _NAME_WIDE, "owner": _OWNER_WIDE}, year)
    facts: dict[str, Fact] = {"count": Count(len(rows)), "first": str(rows[0].name)}
    mine = _mine(rows, year)
    return of_year(key, year, mine, facts=facts, part=len(shown) < len(rows), own={"rows": shown})


def _rows(key: str, year: Year) -> tuple[Record, ...]:
    """A group's rows as slides' tables have them."""
    actions = {item.action.id: item.action for item in year.follow.actions}
    earlier = {item.action.id for item in members("moved", year) if not item.newly_moved} if key == "moved" else ()
    return tuple(
        Record(
            row.key,
            id=row.id,
            name=unbroken(row.name),
            owner=short_owner(actions[row.key], year),
            was=row.was,
            now=row.now,
        )
        for row in group_rows(key, year)
        if row.key not in earlier
    )


def _mine(rows: Sequence[Record], year: Year) -> list[FollowedAction]:
    shown = {row.key for row in rows}
    return [item for item in year.follow.actions if item.action.id in shown]


def _behind(year: Year) -> Record | None:
    """Late ones and moved ones together, each once, where they are few; None where they are more."""
    late = _rows("late", year)
    told = {row.key for row in late}
    moved = tuple(row for row in _rows("moved", year) if row.key not in told)
    if not moved or len(late) + len(moved) > _SHARED:
        return None
    signs = ((late, Text(year.sign("late"))), (moved, Text(year.status("moved"))))
    rows = tuple(Record(row.key, sign=sign, **row) for group, sign in signs for row in group)
    return of_year("behind", year, _mine(rows, year), own={"rows": rows})


def _plan(year: Year, changed: object) -> Record | None:
    """What is out of the plan and what is new in it since last year: actions first, then goals."""
    goals = changed.rows if isinstance(changed, Record) and isinstance(changed.rows, tuple) else ()
    dropped = {item.action.id for item in year.follow.actions if item.newly_dropped}
    rows = (
        *(_planned("dropped", row, year) for row in group_rows("dropped", year) if row.key in dropped),
        *(_planned("new", row, year) for row in group_rows("new", year) if year.follow.known_before),
        *(Record(f"goal-{row.key}", change=row.sign, id=row.id, name=row.name, note=row.note) for row in goals),
    )
    if not rows:
        return None
    shown = one_slide(rows, {"name": _NAME_WIDE, "note": _NOTE_WIDE}, year)
    return of_year("plan", year, year.follow.actions, part=len(shown) < len(rows), own={"rows": shown})


def _planned(key: str, row: Record, year: Year) -> Record:
    """Of a new one when it is to be done, of one that is given up when it should have been; and what else is known."""
    is_new = key == "new"
    deadline, known = (text if isinstance(text, Text) else Text() for text in (row.deadline, row.note))
    told = year.say.first(f"deck.follow_plan.{key}_end", end="" if deadline == MISSING else deadline)
    note = reckoned(" ".join(part for part in (told, known) if part), deadline.source, *known.areas)
    sign = Text(year.sign(key)) if is_new else row.sign
    return Record(f"{key}-{row.key}", change=sign, id=row.id, name=unbroken(row.name), note=note)
