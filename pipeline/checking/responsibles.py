"""Who is responsible, and whether they can be: WB019, WB023, WB052, WB063.

In: the roadmap. Out: findings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, islice

from pipeline.checking.data import phrases
from pipeline.checking.times import quarter_number
from pipeline.language import words
from pipeline.vocabulary.findings import Finding, FindingValue, Place
from pipeline.vocabulary.model import Action, Roadmap

MOST_AT_ONCE = {"persons": 6, "owners": 10}
_LONG_NAME = 10
_COMPARED_NAMES = 300


def nobody_responsible(roadmap: Roadmap) -> Iterator[Finding]:
    """WB019: an action has neither a responsible body nor a responsible person."""
    for action in roadmap.actions:
        if not action.owners and not action.persons:
            yield Finding("WB019", action.place("owners"), {"id": action.id or action.name})


def management_alone(roadmap: Roadmap) -> Iterator[Finding]:
    """WB052: the management group is the only responsible, so nobody in particular is."""
    groups = phrases("management_group", "endings")
    for action in roadmap.actions:
        if action.owners and not action.persons and all(owner.casefold().endswith(groups) for owner in action.owners):
            yield Finding("WB052", action.place("owners"), {"name": action.owners[0]})


def too_much_at_once(roadmap: Roadmap) -> Iterator[Finding]:
    """WB023: in some quarter a person or body has more actions than can be done. Told once, at the worst quarter."""
    for key, limit in MOST_AT_ONCE.items():
        for name, actions in _by_responsible(roadmap, key).items():
            quarter = _busiest_quarter(actions)
            busy = [action for action in actions if quarter in _quarters(action)]
            if len(busy) > limit:
                values: dict[str, FindingValue] = {
                    "name": name,
                    "count": len(busy),
                    "limit": limit,
                    "quarter": words(roadmap.language).quarter(date(quarter // 4, quarter % 4 * 3 + 1, 1)),
                    "ids": ", ".join(action.id for action in busy if action.id),
                }
                yield Finding("WB023", busy[0].place(key), values)


def two_spellings(roadmap: Roadmap) -> Iterator[Finding]:
    """WB063: one name is written in two ways, so that it would count as two. Told at the rarer way."""
    for keys, mistyped in ((("owners", "sector"), True), (("persons",), False)):
        uses = list(_uses(roadmap, keys))
        count = Counter(name for name, _ in uses)
        first = dict(reversed(uses))
        for pair in combinations(islice(count, _COMPARED_NAMES), 2):
            if _same_name(*pair, mistyped=mistyped):
                usual, rare = sorted(pair, key=lambda name: -count[name])
                values = {"name": rare, "other": usual, "cell": first[usual].cell}
                yield Finding("WB063", first[rare], values)


def _by_responsible(roadmap: Roadmap, key: str) -> dict[str, list[Action]]:
    """The open actions of each responsible, by the first spelling of the name."""
    found: dict[str, tuple[str, list[Action]]] = {}
    for action in roadmap.actions:
        names = () if action.status in ("done", "cancelled") else getattr(action, key)
        for name in dict.fromkeys(names):
            found.setdefault(_folded(name), (name, []))[1].append(action)
    return dict(found.values())


def _quarters(action: Action) -> range:
    if action.starts is None or action.ends is None:
        return range(0)
    return range(quarter_number(action.starts.first), quarter_number(action.ends.last) + 1)


def _busiest_quarter(actions: Iterable[Action]) -> int:
    """The first quarter in which most actions run."""
    changes: Counter[int] = Counter()
    for quarters in filter(None, map(_quarters, actions)):
        changes[quarters.start] += 1
        changes[quarters.stop] -= 1
    busiest = most = running = 0
    for quarter in sorted(changes):
        running += changes[quarter]
        if running > most:
            busiest, most = quarter, running
    return busiest


def _uses(roadmap: Roadmap, keys: tuple[str, ...]) -> Iterator[tuple[str, Place]]:
    for action in roadmap.actions:
        for key in keys:
            value = getattr(action, key)
            yield from ((name, action.place(key)) for name in (value if isinstance(value, tuple) else (value,)) if name)


def _same_name(name: str, other: str, *, mistyped: bool) -> bool:
    """Whether two spellings differ only in case, spaces and signs, or by one letter of a long name."""
    folded, other_folded = _folded(name), _folded(other)
    if folded == other_folded:
        return True
    if not mistyped or min(len(folded), len(other_folded)) < _LONG_NAME or _digits(folded) != _digits(other_folded):
        return False
    return _one_letter_apart(folded, other_folded)


def _one_letter_apart(text: str, other: str) -> bool:
    if abs(len(text) - len(other)) > 1:
        return False
    same = next((i for i, pair in enumerate(zip(text, other, strict=False)) if pair[0] != pair[1]), None)
    if same is None:
        return True
    rest, other_rest = text[same:], other[same:]
    return rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
