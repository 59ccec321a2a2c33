"""What is common in goals and actions: by perspective, by area of the Digital Compass, by statute.

In: a `Region`. Out: `Group`s. Everybody counts; what is shown by name is the named organisations'. A goal or an action
belongs to every perspective and area of its own, so groups don't add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import get_args

from pipeline.vocabulary.model import CompassArea
from pipeline.vocabulary.region import Group, Member, MemberAction, MemberGoal, Region, Shared

MOST_ITEMS = 6


@dataclass(frozen=True, slots=True)
class _Part:
    """What one organisation has in a group."""

    member: Member
    goals: Sequence[MemberGoal]
    actions: Sequence[MemberAction]


def by_perspective(region: Region) -> tuple[Group, ...]:
    """A group for each perspective that a goal of anybody serves, most organisations first."""
    return _sorted(
        _group(
            item.key,
            [
                _Part(
                    member,
                    [goal for goal in member.goals if item.key in goal.perspectives],
                    [action for action in going(member) if item.key in action.perspectives],
                )
                for member in region.everybody
            ],
        )
        for item in region.perspectives
    )


def by_compass(region: Region) -> tuple[Group, ...]:
    """A group for each area that a goal of anybody serves, in the compass's order."""
    groups = (
        _group(
            area,
            [
                _Part(
                    member,
                    [goal for goal in member.goals if area in goal.compass],
                    [action for action in going(member) if area in action.compass],
                )
                for member in region.everybody
            ],
        )
        for area in get_args(CompassArea)
    )
    return tuple(group for group in groups if group.organisations)


def by_statute(region: Region) -> tuple[tuple[Group, ...], int]:
    """A group for each statute that an action of a named organisation rests on, most organisations first; and how many
    other statutes there are that only unnamed ones have."""
    resting = {member.place: _by_statute(member) for member in region.everybody}
    own, all_ = (
        dict.fromkeys(key for member in members for key in resting[member.place])
        for members in (region.named, region.everybody)
    )
    groups = (
        _group(
            key,
            [_of_statute(member, resting[member.place].get(key, [])) for member in region.everybody],
            by_action=True,
        )
        for key in own
    )
    return _sorted(groups), len(all_) - len(own)


def going(member: Member) -> list[MemberAction]:
    """The actions that are not cancelled."""
    return [action for action in member.actions if action.going]


def _by_statute(member: Member) -> Mapping[str, list[MemberAction]]:
    found: dict[str, list[MemberAction]] = {}
    for action in going(member):
        for key in action.statutes:
            found.setdefault(key, []).append(action)
    return found


def _of_statute(member: Member, actions: Sequence[MemberAction]) -> _Part:
    """The actions that rest on a statute, and the goals that they serve."""
    places = {action.goal for action in actions}
    return _Part(member, [goal for place, goal in enumerate(member.goals) if place in places], actions)


def _group(key: str, parts: Iterable[_Part], *, by_action: bool = False) -> Group:
    having = [part for part in parts if part.goals or part.actions]
    named = [part for part in having if part.member.named]
    items = _in_turns(
        [Shared(part.member.place, item.id, item.name) for item in (part.actions if by_action else part.goals)]
        for part in named
    )
    return Group(
        key=key,
        goals=sum(len(part.goals) for part in having),
        actions=sum(len(part.actions) for part in having),
        organisations=len(having),
        who=tuple(part.member.place for part in named),
        items=tuple(items[:MOST_ITEMS]),
        rest=max(len(items) - MOST_ITEMS, 0),
    )


def _in_turns(lists: Iterable[Sequence[Shared]]) -> list[Shared]:
    """The first of each organisation, then the second of each, and so on."""
    return [item for turn in zip_longest(*lists) for item in turn if item is not None]


def _sorted(groups: Iterable[Group]) -> tuple[Group, ...]:
    found = (group for group in groups if group.organisations)
    return tuple(sorted(found, key=lambda group: (-group.organisations, -group.goals, -group.actions)))
