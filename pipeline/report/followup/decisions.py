"""What the board is asked: new times for what is late, and to accept what was moved, given up or opened again.

In: the year. Out: the record `decisions`; None where nothing is to be decided. Few actions of a kind have a row each,
many one row together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.report.followup.rows import cells_of_both, note
from pipeline.report.followup.year import Year, counted
from pipeline.report.material import reckoned
from pipeline.report.sentences import Count
from pipeline.report.wording import or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.follow_up import FollowedAction, FollowedGoal

_EACH = 4
"""So many actions of a kind are asked of one by one."""
_NAMED_BODIES = 3
KINDS: tuple[tuple[str, Callable[[FollowedAction], bool]], ...] = (
    ("late", lambda item: item.late),
    ("moved", lambda item: item.outcome == "moved" and not item.late and item.was != "moved"),
    ("dropped", lambda item: item.newly_dropped),
    ("reopened", lambda item: item.reopened and not item.late),
)


def decisions(year: Year) -> Record | None:
    """The questions, the late first."""
    rows = decision_rows(year)
    if not rows:
        return None
    say = year.say.knowing(questions=Count(len(rows)))
    return Record(
        "decisions",
        lead=counted(say.every("decisions.lead"), year.follow.actions, "status", "ends"),
        note=Text(say.every("decisions.note")),
        rows=rows,
    )


def decision_rows(year: Year) -> tuple[Record, ...]:
    """A row for each question."""
    found: list[Record] = []
    for key, asks in KINDS:
        mine = [item for item in year.follow.actions if asks(item)]
        if len(mine) > _EACH:
            found.append(_together(key, mine, year))
        else:
            found += [_one(key, item, year) for item in mine]
    gone = [item for item in year.follow.main_goals if item.now is None]
    return (*found, *(_goal(item, year) for item in gone))


def _one(key: str, item: FollowedAction, year: Year) -> Record:
    action, say = item.action, year.say
    asked = say.first(f"decisions.{key}.one", name=action.name)
    return Record(
        f"{key}-{action.id}",
        sign=Text(year.sign(key) if key != "moved" else year.status("moved")),
        id=Text(or_dash(action.id), source=action.place("id")),
        what=reckoned(asked, action.place("name")),
        why=reckoned(note(item, year, told=key) or say.first(f"decisions.{key}.why"), *_cells(item)),
        who=Text(or_dash(", ".join(action.owners)), source=action.place("owners")),
    )


def _cells(item: FollowedAction) -> tuple[Place, ...]:
    return cells_of_both(item, "status", "ends")


def _together(key: str, mine: Sequence[FollowedAction], year: Year) -> Record:
    say = year.say.knowing(count=Count(len(mine)))
    ids = ", ".join(item.action.id for item in mine if item.action.id)
    bodies = list(dict.fromkeys(owner for item in mine for owner in item.action.owners))
    more = len(bodies) - _NAMED_BODIES
    shown = ", ".join(bodies[:_NAMED_BODIES])
    who = say.phrase("decisions.who_more", bodies=shown, more=Count(more)) if more > 0 else shown
    return Record(
        key,
        sign=Text(year.sign(key) if key != "moved" else year.status("moved")),
        id=counted(or_dash(ids), mine, "id"),
        what=counted(say.first(f"decisions.{key}.many"), mine, "status", "ends"),
        why=counted(say.first(f"decisions.{key}.why"), mine, "status", "ends"),
        who=counted(or_dash(who), mine, "owners"),
    )


def _goal(item: FollowedGoal, year: Year) -> Record:
    goal, say = item.goal, year.say
    return Record(
        f"goal-{goal.id}",
        sign=Text(year.sign("dropped")),
        id=Text(or_dash(goal.id), source=goal.place("id")),
        what=reckoned(say.first("decisions.goal.one", name=goal.name), goal.place("name")),
        why=reckoned(say.first("decisions.goal.why"), goal.place("id")),
        who=Text(or_dash("")),
    )
