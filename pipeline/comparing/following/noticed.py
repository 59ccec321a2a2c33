"""What is worth telling the people who fill in the workbook, before the board sees the year.

In: two roadmaps and the year between them. Out: findings; nothing here stops the follow-up but another organisation's
workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.language import words
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.follow_up import FollowedAction, FollowUp
from pipeline.vocabulary.model import Organisation, Roadmap

_NAMED = 8
"""So many ids are named; of more the first ones."""
_ALL = 100
"""Per cent of an action that is all done."""
_CLOSED = ("done", "dropped")


def is_another(old: Organisation, new: Organisation) -> bool:
    """Whether two workbooks are of different organisations: neither a name nor the code is the same."""
    if old.code and new.code:
        return old.code != new.code and not _names(old) & _names(new)
    return bool(_names(old) and _names(new)) and not _names(old) & _names(new)


def noticed(old: Roadmap, new: Roadmap, follow: FollowUp) -> tuple[Finding, ...]:
    """FU002, FU004–FU011, FU013: what is odd between the two years."""
    return (*_days(old, new, follow), *_renumbered(new, follow), *_actions(follow), *_whole(old, follow))


def _names(organisation: Organisation) -> set[str]:
    """Its names in all languages, as they are compared."""
    texts = [organisation.name, *(given.get("name", "") for given in organisation.companions.values())]
    return {" ".join(text.split()).casefold() for text in texts if text.strip()}


def _days(old: Roadmap, new: Roadmap, follow: FollowUp) -> Iterator[Finding]:
    since, day = follow.since, follow.day
    if since is None:
        yield Finding("FU013", Place(old.file), {"path": old.file})
    elif day is not None and since >= day:
        told = words(new.language).day
        values = {"since": told(since), "day": told(day), "path": old.file}
        yield Finding("FU002", new.organisation.place("date"), values)


def _renumbered(new: Roadmap, follow: FollowUp) -> Iterator[Finding]:
    changed = [item for item in follow.actions if item.before and item.now and item.before.id != item.now.id]
    if changed:
        steps = [f"{item.before.id} → {item.now.id}" for item in changed[:_NAMED] if item.before and item.now]
        yield Finding("FU004", Place(new.file), {"count": len(changed), "ids": ", ".join(steps)})


def _actions(follow: FollowUp) -> Iterator[Finding]:
    """One finding for all actions of a kind, at the first of them."""
    kinds: dict[str, list[FollowedAction]] = {
        "FU005": [item for item in follow.actions if item.changed_goal],
        "FU006": [item for item in follow.actions if item.reopened],
        "FU007": [item for item in follow.new if item.outcome == "done" and follow.known_before],
        "FU008": [item for item in follow.actions if _is_ready(item)],
        "FU011": [item for item in follow.actions if item.is_gone and item.newly_dropped],
    }
    for code, found in kinds.items():
        if found:
            key = "progress" if code == "FU008" else "goal" if code == "FU005" else "status"
            yield Finding(code, found[0].action.place(key), {"count": len(found), "ids": _ids(found)})


def _is_ready(item: FollowedAction) -> bool:
    """Whether all of it is done by its progress, but not by its status."""
    now = item.now
    return now is not None and now.progress is not None and now.progress >= _ALL and item.outcome not in _CLOSED


def _whole(old: Roadmap, follow: FollowUp) -> Iterator[Finding]:
    now = [item.now for item in follow.actions if item.now]
    if now and not any(action.status for action in now):
        yield Finding("FU009", now[0].place("status"), {"count": len(now)})
    if now and not follow.known_before:
        yield Finding("FU010", Place(old.file), {"path": old.file})


def _ids(found: Sequence[FollowedAction]) -> str:
    named = ", ".join(item.action.id or item.action.name for item in found[:_NAMED])
    return f"{named} …" if len(found) > _NAMED else named
