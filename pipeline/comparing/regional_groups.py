"""What is common in goals and actions: by perspective, by area of the Digital Compass, by statute.

In: a `Region`. Out: `Group`s. Everybody counts; what is shown by name is the named organisations'. A goal or an action
belongs to every perspective and area of its own, so groups don't add up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import get_args

from pipeline.vocabulary.model import CompassArea
from pipeline.vocabulary.region import Group, Member, MemberAction, MemberGoal, Region, Shared

MOST_ITEMS = 6
_Goals = Callable[[Member], Sequence[MemberGoal]]
_Actions = Callable[[Member], Sequence[MemberAction]]


def by_perspective(region: Region) -> tuple[Group, ...]:
    """A group for each perspective that a goal of anybody serves, most organisations first."""
    return _sorted(
        _group(
            item.key,
            region,
            lambda member, key=item.key: [goal for goal in member.goals if key in goal.perspectives],  # type: ignore[misc]
            lambda member, key=item.key: [action for action in going(member) if key in action.perspectives],  # type: ignore[misc]
        )
        for item in region.perspectives
    )


def by_compass(region: Region) -> tuple[Group, ...]:
    """A group for each area that a goal of anybody serves, in the compass's order."""
    groups = (
        _group(
            area,
            region,
            lambda member, area=area: [goal for goal in member.goals if area in goal.compass],  # type: ignore[misc]
            lambda member, area=area: [action for action in going(member) if area in action.compass],  # type: ignore[misc]
        )
        for area in get_args(CompassArea)
    )
    return tuple(group for group in groups if group.organisations)


def by_statute(region: Region) -> tuple[tuple[Group, ...], int]:
    """A group for each statute that an action of a named organisation rests on, most organisations first; and how many
    other statutes there are that only unnamed ones have."""
    own, all_ = (
        dict.fromkeys(key for member in members for action in going(member) for key in action.statutes)
        for members in (region.named, region.everybody)
    )
    groups = (
        _group(
            key,
            region,
            lambda member, key=key: _goals_of(member, key),  # type: ignore[misc]
            lambda member, key=key: [action for action in going(member) if key in action.statutes],  # type: ignore[misc]
            of_actions=True,
        )
        for key in own
    )
    return _sorted(groups), len(all_) - len(own)


def going(member: Member) -> list[MemberAction]:
    """The actions that are not cancelled."""
    return [action for action in member.actions if action.going]


def _goals_of(member: Member, statute: str) -> list[MemberGoal]:
    """The goals that an action resting on a statute serves. An unnamed organisation's have no ids, and aren't told."""
    ids = {action.goal for action in going(member) if statute in action.statutes}
    return [goal for goal in member.goals if goal.id in ids] if member.named else []


def _group(key: str, region: Region, goals: _Goals, actions: _Actions, *, of_actions: bool = False) -> Group:
    mine = {member.place: (list(goals(member)), list(actions(member))) for member in region.everybody}
    having = [member for member in region.everybody if any(mine[member.place])]
    shown = [
        [Shared(member.place, item.id, item.name) for item in mine[member.place][of_actions]]
        for member in having
        if member.named
    ]
    items = _in_turns(shown)
    return Group(
        key=key,
        goals=sum(len(found) for found, _ in mine.values()),
        actions=sum(len(found) for _, found in mine.values()),
        organisations=len(having),
        who=tuple(member.place for member in having if member.named),
        items=tuple(items[:MOST_ITEMS]),
        rest=max(len(items) - MOST_ITEMS, 0),
    )


def _in_turns(lists: Iterable[Sequence[Shared]]) -> list[Shared]:
    """The first of each organisation, then the second of each, and so on."""
    return [item for turn in zip_longest(*lists) for item in turn if item is not None]


def _sorted(groups: Iterable[Group]) -> tuple[Group, ...]:
    found = (group for group in groups if group.organisations)
    return tuple(sorted(found, key=lambda group: (-group.organisations, -group.actions)))
