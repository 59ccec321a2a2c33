"""Goals and what makes them come true: WB018, WB021, WB051, WB062.

In: the roadmap. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checking.rows import by_id
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Roadmap


def no_goals(roadmap: Roadmap) -> Iterator[Finding]:
    """WB051: there is no goal at all."""
    if not roadmap.goals:
        yield Finding("WB051", Place(roadmap.file))


def goals_without_action(roadmap: Roadmap) -> Iterator[Finding]:
    """WB018: nothing is done for a goal or its sub-goals, or for a sub-goal whose sisters have the goal's actions."""
    if not roadmap.actions:
        return
    served_itself = {action.goal for action in roadmap.actions if action.status != "cancelled"}
    served = _with_ancestors(served_itself, roadmap)
    ids = by_id(roadmap.goals)
    for goal in ids.values():
        topmost = goal.parent not in ids
        left_out = goal.parent in served and goal.parent not in served_itself
        if goal.id not in served and (topmost or left_out):
            yield Finding("WB018", goal.place("id"), {"id": goal.id})


def goals_without_metric(roadmap: Roadmap) -> Iterator[Finding]:
    """WB062: neither a metric nor an indicator tells whether a main goal comes true."""
    measured = {goal.id for goal in roadmap.goals if goal.metric}
    measured |= {indicator.goal for indicator in roadmap.indicators}
    measured = _with_ancestors(measured, roadmap)
    for goal in roadmap.main_goals:
        if goal.id and goal.id not in measured:
            yield Finding("WB062", goal.place("metric"), {"id": goal.id})


def priorities_without_goal(roadmap: Roadmap) -> Iterator[Finding]:
    """WB021: a perspective is a priority, but no goal develops it."""
    developed = {perspective for goal in roadmap.goals for perspective in goal.perspectives}
    for level in roadmap.levels:
        if roadmap.goals and level.priority and level.id and level.id not in developed:
            yield Finding("WB021", level.place("priority"), {"id": level.id, "name": level.name})


def _with_ancestors(ids: Iterable[str], roadmap: Roadmap) -> set[str]:
    """Goals and all goals above them."""
    goals = by_id(roadmap.goals)
    found: set[str] = set()
    for goal in ids:
        while goal in goals and goal not in found:
            found.add(goal)
            goal = goals[goal].parent
    return found
