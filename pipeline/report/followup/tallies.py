"""Actions counted by goal, by perspective and by responsible body.

In: the year. Out: `Tally`s, and the records `by_goal`, `by_perspective` and `by_owner`; None where there is nothing to
part actions by. An action has one goal, so goals sum to the total; it counts for each of its perspectives and bodies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.report.followup.year import Year, counted
from pipeline.report.sentences import Count, Fact
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.follow_up import FollowedAction, FollowedGoal, FollowedLevel, Standing, Tally

_SHORT = 12
_WITHOUT = "without"
_COLUMNS: dict[str, Standing] = {
    "done": "done",
    "under_way": "under_way",
    "not_started": "not_started",
    "moved": "moved",
    "dropped": "cancelled",
}
_FIELD = {"goal": "goal", "perspective": "goal", "owner": "owners"}


def by_goal(year: Year) -> tuple[Tally, ...]:
    """A tally for each main goal of either year, those without any action too; last the actions of no goal."""
    mine = year.follow.actions
    found = [Tally(goal.goal.id, _goal_name(goal), _serving(goal, mine)) for goal in year.follow.main_goals]
    others = _others(found, mine)
    return (*found, *([_without("goal", others, year)] if others else []))


def by_perspective(year: Year) -> tuple[Tally, ...]:
    """A tally for each perspective that any action serves; last the actions of none."""
    mine = year.follow.actions
    found = [Tally(item.level.id, str(year.perspective(item)), _for(item, mine)) for item in year.follow.perspectives]
    without = tuple(item for item in mine if not item.perspectives)
    served = [tally for tally in found if tally.actions]
    return (*served, *([_without("perspective", without, year)] if without and served else []))


def by_owner(year: Year) -> tuple[Tally, ...]:
    """A tally for each responsible body, most actions first; last the actions of none."""
    names: dict[str, str] = {}
    shared: dict[str, list[FollowedAction]] = {}
    for item in year.follow.actions:
        own = {" ".join(owner.split()).casefold(): owner for owner in item.action.owners}
        for key, owner in own.items():
            names.setdefault(key, owner)
            shared.setdefault(key, []).append(item)
    found = [Tally("", names[key], tuple(mine)) for key, mine in shared.items()]
    without = tuple(item for item in year.follow.actions if not item.action.owners)
    ordered = sorted(found, key=lambda tally: -tally.total)
    return (*ordered, *([_without("owner", without, year)] if without and ordered else []))


def tallies(key: str, found: Sequence[Tally], year: Year) -> Record | None:
    """A table: a row for each tally, and all actions together; None when there is nothing to part them by."""
    if not year.follow.actions or not any(tally.id != _WITHOUT for tally in found):
        return None
    say = year.say.knowing(count=Count(sum(tally.id != _WITHOUT for tally in found)), **_largest(found))
    everything = year.follow.all
    repeats = sum(tally.total for tally in found) != everything.total
    return Record(
        f"by_{key}",
        lead=counted(say.every(f"by_{key}.lead"), everything.actions, _FIELD[key], "status"),
        remark=Text(say.every(f"by_{key}.remark") if repeats else ""),
        is_short=len(found) <= _SHORT,
        rows=tuple(_row(tally, key, year) for tally in found),
        total=_row(Tally("total", say.first("summary.total"), everything.actions), key, year),
    )


def _largest(found: Sequence[Tally]) -> dict[str, Fact]:
    """The tally with most late actions, and the one of which all are done."""
    late = sorted((tally for tally in found if tally.late), key=lambda tally: -tally.late)
    alone = late and (len(late) == 1 or late[1].late < late[0].late)
    ready = [tally for tally in found if tally.total > 1 and tally.standing("done") == tally.total]
    return {
        "most_late": late[0].name if alone and late[0].id != _WITHOUT else "",
        "most_late_count": Count(late[0].late) if alone else "",
        "ready": ready[0].name if len(ready) == 1 and ready[0].id != _WITHOUT else "",
    }


def _row(tally: Tally, key: str, year: Year) -> Record:
    columns = {name: tally.standing(standing) for name, standing in _COLUMNS.items()}
    columns |= {"new": tally.new, "late": tally.late}
    is_known = tally.id not in (_WITHOUT, "total")
    return Record(
        tally.id or tally.name,
        id=Text(tally.id if is_known else ""),
        name=_name(tally, key, year),
        total=counted(year.cell(tally.total), tally.actions, _FIELD[key]),
        **{name: counted(year.cell(count), tally.actions, "status", "ends") for name, count in columns.items()},
    )


def _name(tally: Tally, key: str, year: Year) -> Text:
    """A tally's name, knowing the cell that it stands in."""
    if key == "owner" and tally.actions and not tally.id:
        return Text(tally.name, source=tally.actions[0].action.place("owners"))
    goal = next((item for item in year.follow.main_goals if key == "goal" and _goal_name(item) == tally.name), None)
    level = next(
        (item for item in year.follow.perspectives if key == "perspective" and item.level.id == tally.id), None
    )
    source = goal.goal if goal is not None else level.level if level is not None else None
    return Text(tally.name, source=source.place("name")) if source is not None else Text(tally.name)


def _goal_name(goal: FollowedGoal) -> str:
    return " ".join(part for part in (goal.goal.id, goal.goal.name) if part)


def _serving(goal: FollowedGoal, actions: Iterable[FollowedAction]) -> tuple[FollowedAction, ...]:
    return tuple(item for item in actions if item.goal is goal)


def _for(level: FollowedLevel, actions: Iterable[FollowedAction]) -> tuple[FollowedAction, ...]:
    return tuple(item for item in actions if any(one is level for one in item.perspectives))


def _others(found: Iterable[Tally], actions: Iterable[FollowedAction]) -> tuple[FollowedAction, ...]:
    counted_ones = {id(item) for tally in found for item in tally.actions}
    return tuple(item for item in actions if id(item) not in counted_ones)


def _without(key: str, actions: tuple[FollowedAction, ...], year: Year) -> Tally:
    return Tally(_WITHOUT, year.say.first(f"by_{key}.without"), actions)
