"""What the board is asked: new times for what is late, and to accept what was moved, given up or opened again.

In: the year. Out: the record `decisions`; None where nothing is to be decided. Few actions of a kind have a row each,
many one row together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.report.followup.rows import cells_of_both, note
from pipeline.report.followup.year import Year, counted
from pipeline.report.material import area, reckoned
from pipeline.report.sentences import Count
from pipeline.report.wording import or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.follow_up import FollowedAction, FollowedGoal, Standing

_EACH, _IN_ALL = 4, 8
"""So many of a kind are asked of one by one, while the questions are so many together."""
_NAMED_BODIES = 3
KINDS: tuple[tuple[str, Callable[[FollowedAction], bool]], ...] = (
    ("late", lambda item: item.late),
    ("moved", lambda item: item.newly_moved and not item.late),
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
    gone = [item for item in year.follow.main_goals if item.now is None]
    kinds = {key: [item for item in year.follow.actions if asks(item)] for key, asks in KINDS}
    sizes = (*map(len, kinds.values()), len(gone))
    asked = [size if size <= _EACH else 1 for size in sizes]
    each = _EACH if sum(asked) <= _IN_ALL else 1
    found: list[Record] = []
    for key, mine in kinds.items():
        found += [_together(key, mine, year)] if len(mine) > each else [_one(key, item, year) for item in mine]
    return (*found, *([_goals(gone, year)] if len(gone) > each else [_goal(item, year) for item in gone]))


def _one(key: str, item: FollowedAction, year: Year) -> Record:
    action, say = item.action, year.say
    asked = say.knowing(name=action.name, **_ends(item, year)).first(f"decisions.{key}.one")
    return Record(
        f"{key}-{action.id}",
        sign=_sign(key, year),
        id=Text(or_dash(action.id), source=action.place("id")),
        what=reckoned(asked, action.place("name")),
        why=reckoned(_why(key, item, year), *_cells(item)),
        who=Text(or_dash(", ".join(action.owners)), source=action.place("owners")),
    )


def _sign(key: str, year: Year) -> Text:
    """Late and opened again are flags of their own; moved and given up are statuses."""
    statuses: dict[str, Standing] = {"moved": "moved", "dropped": "cancelled"}
    return Text(year.status(statuses[key]) if key in statuses else year.sign(key))


def _why(key: str, item: FollowedAction, year: Year) -> str:
    """Why it is asked: of what is given up, when it should have been done."""
    if key == "dropped":
        told = "gone" if item.is_gone else "cancelled"
        return year.say.knowing(**_ends(item, year)).first(f"decisions.dropped.{told}")
    if key == "moved" and not item.later:
        return year.say.first("decisions.moved.no_end")
    return note(item, year, told=key) or year.say.first(f"decisions.{key}.why")


def _ends(item: FollowedAction, year: Year) -> dict[str, str]:
    """When it ends and should have ended, as far as that is known and has changed."""
    before = item.before.ends if item.before else None
    now = year.material.time(item.action.ends) if item.action.ends and item.later else ""
    return {"end_before": year.material.time(before) if before else "", "end_now": now}


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
        sign=_sign(key, year),
        id=counted(or_dash(ids), mine, "id"),
        what=counted(say.first(f"decisions.{key}.many"), mine, "status", "ends"),
        why=counted(say.first(f"decisions.{key}.why"), mine, "status", "ends"),
        who=counted(or_dash(who), mine, "owners"),
    )


def _goal(item: FollowedGoal, year: Year) -> Record:
    goal, say = item.goal, year.say
    return Record(
        f"goal-{goal.id}",
        sign=Text(year.sign("goal_dropped")),
        id=Text(or_dash(goal.id), source=goal.place("id")),
        what=reckoned(say.first("decisions.goal.one", name=goal.name), goal.place("name")),
        why=reckoned(say.first("decisions.goal.why"), goal.place("id")),
        who=Text(or_dash("")),
    )


def _goals(gone: Sequence[FollowedGoal], year: Year) -> Record:
    say, goals = year.say.knowing(count=Count(len(gone))), [item.goal for item in gone]
    return Record(
        "goals",
        sign=Text(year.sign("goal_dropped")),
        id=reckoned(or_dash(", ".join(goal.id for goal in goals if goal.id)), area(goals, "id")),
        what=reckoned(say.first("decisions.goal.many"), area(goals, "name")),
        why=reckoned(say.first("decisions.goal.why_many"), area(goals, "id")),
        who=Text(or_dash("")),
    )
