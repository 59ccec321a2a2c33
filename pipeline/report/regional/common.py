"""What goals and actions have in common, and what could be done together.

In: the joint material. Out: the records `common` and `proposals`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.report.regional.joint import Joint
from pipeline.report.sentences import Count, Fact
from pipeline.report.wording import or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.region import Group, Proposal, Shared, Together

_BY = {"by_perspective": "lead_perspective", "by_compass": "lead_compass", "by_statute": "lead_statute"}
_FEWEST_ALIKE = 2
_FEWEST_SHARING = 2


def common(joint: Joint) -> Record | None:
    """Goals and actions in groups; None when there is no group at all."""
    groups = {key: _groups(key, joint) for key in _BY}
    if not any(groups.values()):
        return None
    return Record("common", lead=Text(joint.say.first("common.lead") if all(groups.values()) else ""), **groups)


def group_name(key: str, group: Group, joint: Joint) -> Text:
    """What a group is called."""
    if key == "by_perspective":
        return joint.perspective(group.key)
    if key == "by_compass":
        return Text(str(joint.words.catalog("sentences")["compass"][group.key]))
    return joint.statute(group.key)[0]


def group_facts(key: str, joint: Joint) -> dict[str, Fact]:
    """What sentences on the first group of a kind name."""
    found = _first(key, getattr(joint.overview, key))
    widely = sum(group.organisations >= _FEWEST_SHARING for group in getattr(joint.overview, key))
    if found is None:
        return {"name": "", "goals": "", "actions": "", "shared": "", "widely": Count(widely)}
    return {
        "widely": Count(widely),
        "name": joint.quoted(group_name(key, found, joint)),
        "goals": Count(found.goals),
        "actions": Count(found.actions),
        "shared": Count(found.organisations),
    }


def group_row(key: str, group: Group, joint: Joint) -> Record:
    """A group's figures, and the first goals or actions in it."""
    more = group.rest
    return Record(
        group.key,
        id=Text(_group_id(key, group, joint)),
        name=group_name(key, group, joint),
        goals=joint.number(group.goals),
        actions=joint.number(group.actions),
        organisations=joint.number(group.organisations),
        who=Text(joint.who(group.who, group.organisations - len(group.who), alone=True)),
        items=_items(group, joint) if group.organisations >= _FEWEST_SHARING else (),
        more=Text(joint.say.phrase("who.more", more=Count(more)) if more else ""),
    )


def proposals(joint: Joint) -> Record | None:
    """The best proposals; None when there is none."""
    found = joint.overview.proposals
    if not found:
        return None
    rest = joint.overview.more_proposals
    return Record(
        "proposals",
        lead=Text(joint.say.first("proposals.lead")),
        rest_note=Text(joint.say.first("proposals.rest_note", rest=Count(rest)) if rest else ""),
        rows=tuple(_proposal(item, place, joint) for place, item in enumerate(found, 1)),
    )


def proposal_title(item: Proposal, joint: Joint) -> Text:
    """What a proposal is called: its statute, its perspective, or the first of its actions."""
    if item.kind == "statute":
        return joint.statute(item.key)[0]
    return joint.perspective(item.key) if item.kind == "perspective" else joint.own(item.actions[0].action.name)


def proposal_when(item: Proposal, joint: Joint) -> str:
    """When it could be done together: the time that all actions have in common, else the year."""
    if item.first is None or item.last is None:
        return joint.say.first("proposals.when_year", year=str(item.year))
    return joint.say.first("proposals.when_span", span=joint.span(item.first, item.last))


def proposal_why(item: Proposal, joint: Joint) -> str:
    """Why: how many are at it, what it is to them, how alike their words are."""
    why = joint.say.knowing(**_why(item)).every(f"proposals.why_{item.kind}")
    if item.kind == "alike" or item.alike < _FEWEST_ALIKE:
        return why
    return f"{why} {joint.say.first('proposals.why_worded', alike=Count(item.alike))}"


def proposal_reason(item: Proposal, joint: Joint) -> str:
    """The first reason alone."""
    return joint.say.knowing(**_why(item)).first(f"proposals.why_{item.kind}")


def _why(item: Proposal) -> dict[str, Fact]:
    return {
        "who": Count(len(item.who)),
        "year": str(item.year),
        "others": Count(item.others) if item.others else "",
        "priority": Count(item.priority) if item.priority else "",
    }


def _groups(key: str, joint: Joint) -> Record | None:
    found: Sequence[Group] = getattr(joint.overview, key)
    if not found:
        return None
    untold = joint.overview.statutes_apart if key == "by_statute" else 0
    rest = joint.say.first("common.untold", untold=Count(untold)) if untold else ""
    return Record(
        key,
        lead=Text(joint.say.knowing(**group_facts(key, joint)).first(f"common.{_BY[key]}")),
        rest_note=Text(" ".join(filter(None, [joint.say.first("common.rest_note"), rest]))),
        has_items=any(group.organisations >= _FEWEST_SHARING and group.items for group in found),
        rows=tuple(group_row(key, group, joint) for group in found),
    )


def _first(key: str, groups: Sequence[Group]) -> Group | None:
    """The group that a sentence names: the one of most goals (of statutes: most organisations); None of a tie."""
    rank = {group.key: group.organisations if key == "by_statute" else group.goals for group in groups}
    best = max(rank.values(), default=0)
    first = [group for group in groups if rank[group.key] == best]
    return first[0] if len(first) == 1 or (first and key == "by_statute") else None


def _group_id(key: str, group: Group, joint: Joint) -> str:
    if key == "by_perspective":
        return joint.codes[group.key]
    return joint.statute(group.key)[1] if key == "by_statute" else ""


def _items(group: Group, joint: Joint) -> tuple[Record, ...]:
    """What each organisation has, on a line: its goals or actions one after another. Each language has its own."""

    def whose(item: Shared) -> tuple[int, str]:
        return joint.in_order(joint.members).index(item.place), joint.own(item.name).language

    found = []
    for (_, language), shared in groupby(sorted(group.items, key=whose), key=whose):
        items = list(shared)
        names = Text(" · ".join(f"{item.id} {item.name}".strip() for item in items))
        names.language = language
        organisation = joint.own(joint.members[items[0].place].short_name)
        found.append(Record(f"{items[0].place} {language}", organisation=organisation, names=names))
    return tuple(found)


def _proposal(item: Proposal, place: int, joint: Joint) -> Record:
    return Record(
        f"{item.kind} {item.key or f'{item.actions[0].place} {item.actions[0].action.id}'}",
        number=joint.number(place),
        title=proposal_title(item, joint),
        kind=Text(joint.say.first(f"proposals.kind_{item.kind}")),
        kind_key=Text(item.kind),
        why=Text(proposal_why(item, joint)),
        who=Text(joint.who(item.who, item.others, alone=True)),
        when=Text(proposal_when(item, joint)),
        actions=tuple(_action(action, joint) for action in item.actions),
        more=Text(joint.say.phrase("who.more", more=Count(item.rest)) if item.rest else ""),
    )


def _action(item: Together, joint: Joint) -> Record:
    action = item.action
    times = [joint.words.time(time) for time in (action.starts, action.ends) if time]
    owners = [str(owner) for owner in action.owners]
    return Record(
        f"{item.place} {action.id}",
        organisation=joint.own(joint.members[item.place].short_name),
        id=Text(action.id),
        name=joint.own(action.name),
        owner=joint.own(action.owners[0], ", ".join(owners)) if owners else Text(or_dash("")),
        time=Text(joint.words.span(times[0], times[-1]) if times else or_dash("")),
    )
