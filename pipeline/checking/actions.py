"""Actions and whether they can be carried out and followed up: WB033, WB041, WB053–WB056, WB059.

In: the roadmap. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from pipeline.checking.data import phrases
from pipeline.checking.times import written
from pipeline.language import words
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Action, Roadmap

_FEWEST_ACTIONS, _CROWDED_SHARE = 6, 0.8
_NEAR_NAMES = 40
"""How many neighbours in alphabetical order a name is compared with: all of them in any real goal."""
_VAGUE_WORDS = 3


def no_actions(roadmap: Roadmap) -> Iterator[Finding]:
    """WB033: there is no action at all."""
    if not roadmap.actions:
        yield Finding("WB033", Place(roadmap.file))


def near_duplicates(roadmap: Roadmap) -> Iterator[Finding]:
    """WB041: two actions of a goal have nearly the same name. Told once, at the later one."""
    first_alike: dict[int, int] = {}
    for earlier, later in map(sorted, _neighbours(roadmap.actions)):
        action, other = roadmap.actions[later], roadmap.actions[earlier]
        copied_row = action.id and action.id.casefold() == other.id.casefold()
        if not copied_row and _nearly_same(_normal(action.name), _normal(other.name)):
            first_alike[later] = min(earlier, first_alike.get(later, earlier))
    for later, earlier in sorted(first_alike.items()):
        action, other = roadmap.actions[later], roadmap.actions[earlier]
        values = {"name": action.name, "other": other.id or other.name, "cell": other.place("name").cell}
        yield Finding("WB041", action.place("name"), values)


def statutory_without_statute(roadmap: Roadmap) -> Iterator[Finding]:
    """WB053: an action is statutory, but names no statute."""
    for action in roadmap.actions:
        if action.basis == "statutory" and not action.statutes:
            yield Finding("WB053", action.place("statutes"), {"id": action.id})


def vague(roadmap: Roadmap) -> Iterator[Finding]:
    """WB054: neither name, description nor metric tells what is done."""
    general = frozenset(phrases("vague", "words"))
    for action in roadmap.actions:
        spoken = re.findall(r"\w+", action.name.casefold())
        says_little = len(spoken) == 1 or (len(spoken) <= _VAGUE_WORDS and not general.isdisjoint(spoken))
        if spoken and says_little and not action.description and not action.metric:
            yield Finding("WB054", action.place("name"), {"name": action.name})


def progress_against_status(roadmap: Roadmap) -> Iterator[Finding]:
    """WB055: done, but not all of it; not started, but some of it done."""
    for action in roadmap.actions:
        expected = {"done": 100, "not_started": 0}.get(action.status)
        if action.progress is not None and expected is not None and action.progress != expected:
            values = {"progress": words(roadmap.language).percent(action.progress)}
            yield Finding("WB055", action.place("progress"), values)


def overdue(roadmap: Roadmap) -> Iterator[Finding]:
    """WB056: an action should have ended before the roadmap's date, but is open."""
    today = roadmap.organisation.date
    for action in roadmap.actions:
        is_open = action.status in ("not_started", "under_way")
        if today and is_open and action.ends and action.ends.last < today and not _backwards(action):
            values = {"end": written(action.ends, roadmap), "date": words(roadmap.language).day(today)}
            yield Finding("WB056", action.place("ends"), values)


def everything_first(roadmap: Roadmap) -> Iterator[Finding]:
    """WB059: nearly all actions have the highest priority, so none has."""
    ranked = [action for action in roadmap.actions if action.priority is not None]
    first = [action for action in ranked if action.priority == 1]
    if len(ranked) >= _FEWEST_ACTIONS and len(first) >= _CROWDED_SHARE * len(ranked):
        yield Finding("WB059", first[0].place("priority"), {"count": len(first), "total": len(ranked)})


def _backwards(action: Action) -> bool:
    return bool(action.starts and action.ends and action.ends.last < action.starts.first)


def _neighbours(actions: Sequence[Action]) -> Iterator[tuple[int, int]]:
    """Pairs of actions of a goal, as places in the sheet, whose names are near in alphabetical order."""
    named = sorted((action.goal, _normal(action.name), place) for place, action in enumerate(actions) if action.name)
    for _, group in groupby(named, key=itemgetter(0)):
        places = [place for _, _, place in group]
        for start, place in enumerate(places):
            yield from ((place, other) for other in places[start + 1 : start + 1 + _NEAR_NAMES])


def _normal(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _nearly_same(name: str, other: str) -> bool:
    """Same words, or words that differ as inflections and typing mistakes do; numbers tell actions apart."""
    if sorted(name.split()) == sorted(other.split()):
        return True
    apart = [sorted(set(a.split()) - set(b.split())) for a, b in ((name, other), (other, name))]
    if len(apart[0]) != len(apart[1]) or any(len(word) < 4 or not word.isalpha() for words in apart for word in words):
        return False
    near = all(_ratio(a, b) >= 0.8 for a, b in zip(*apart, strict=True))
    return near and _ratio(name, other) >= 0.9


def _ratio(text: str, other: str) -> float:
    return SequenceMatcher(None, text, other, autojunk=False).ratio()
