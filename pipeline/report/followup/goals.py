"""What changed in the plan itself: goals that are new, left out or called otherwise; indicators then and now.

In: the year. Out: the records `goals_changed` and `indicators`; None where there is nothing to tell.
"""

from __future__ import annotations

from pipeline.report.followup.year import Year
from pipeline.report.goals import unparted
from pipeline.report.material import area, reckoned, table_text
from pipeline.report.wording import MISSING, or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.follow_up import FollowedGoal, FollowedIndicator
from pipeline.vocabulary.model import Indicator

_SIGNS = {"new": "goal_new", "dropped": "goal_dropped", "renamed": "renamed"}


def goals_changed(year: Year) -> Record | None:
    """Goals and sub-goals that are not as they were."""
    changed = [item for item in year.follow.goals if item.changed]
    if not changed or not year.follow.known_before:
        return None
    lead = reckoned(year.say.every("goals_changed.lead"), area([item.goal for item in changed], "id", "name"))
    return Record("goals_changed", lead=lead, rows=tuple(_goal(item, year) for item in changed))


def _goal(item: FollowedGoal, year: Year) -> Record:
    key = "new" if item.before is None else "dropped" if item.now is None else "renamed"
    goal = item.goal
    before = item.before.name if item.before is not None and item.now is not None else ""
    told = year.say.first(f"goals_changed.{key}", before=before, parent=goal.parent)
    cell = item.before.place("name") if before and item.before is not None else goal.place("name")
    return Record(
        goal.id,
        key=Text(key),
        look=Text(key),
        sign=Text(year.sign(_SIGNS[key])),
        id=table_text(goal, "id"),
        name=table_text(goal, "name"),
        note=reckoned(or_dash(told), cell),
    )


def indicators(year: Year) -> Record | None:
    """Every indicator's value then and now, its target, and what that tells; None without any."""
    found = year.follow.indicators
    if not found:
        return None
    entries = [item.now for item in found if item.now]
    return Record(
        "indicators",
        lead=reckoned(year.say.every("indicators.lead"), area(entries, "baseline_value", "target_value")),
        note=Text(year.say.every("indicators.note")),
        rows=tuple(indicator_row(item, year) for item in found),
    )


def indicator_row(item: FollowedIndicator, year: Year) -> Record:
    """An indicator's row."""
    now, before, shown = item.now, item.before, item.indicator
    was, is_ = _value(before), _value(now)
    return Record(
        shown.id,
        id=table_text(shown, "id"),
        name=table_text(shown, "name"),
        unit=table_text(shown, "unit"),
        before=was,
        after=is_,
        now=is_,
        target=table_text(shown, "target_value", unparted(shown.target_value)),
        remark=Text(year.say.phrase(f"indicators.remarks.{_meaning(item)}")),
        goal=table_text(shown, "goal"),
    )


def _value(entry: Indicator | None) -> Text:
    return table_text(entry, "baseline_value", unparted(entry.baseline_value)) if entry is not None else Text(MISSING)


def _meaning(item: FollowedIndicator) -> str:
    """What became of it."""
    if item.before is None:
        return "new"
    if item.now is None:
        return "dropped"
    if item.reached:
        return "reached"
    if item.nearer is None:
        return "same" if item.before.baseline_value == item.now.baseline_value else "changed"
    return "nearer" if item.nearer else "farther"
