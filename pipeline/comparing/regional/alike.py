"""Actions of different organisations that say nearly the same in other words.

In: the named organisations' actions. Out: clusters, each around one action, at most one action of an organisation, the
ones of most organisations first. Words are compared by their beginnings; only actions that share one of their rarest
words are looked at, so that three hundred organisations take seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.comparing.pairing import likeness
from pipeline.vocabulary.region import Together

ALIKE = 0.6
"""Names of actions share so much of their words at least, and two words."""
_FEWEST_WORDS, _RAREST, _MOST_LOOKED_AT = 2, 3, 400
_Names = Mapping[frozenset[str], Sequence[Together]]


def clusters(actions: Iterable[Together]) -> list[list[Together]]:
    """Groups of alike actions of at least two organisations; no action is in two of them."""
    by_name: dict[frozenset[str], list[Together]] = {}
    for item in actions:
        if len(item.action.stems) >= _FEWEST_WORDS:
            by_name.setdefault(item.action.stems, []).append(item)
    alike = _alike(by_name)
    order = sorted(by_name, key=lambda name: (-_organisations(by_name, [name, *alike[name]]), sorted(name)))
    used: set[frozenset[str]] = set()
    found = []
    for name in order:
        near = [name, *(other for other in alike[name] if other not in used)]
        if name not in used and _organisations(by_name, near) > 1:
            used.update(near)
            found.append(_one_each(by_name, near))
    return sorted(found, key=lambda cluster: -len(cluster))


def most_alike(actions: Sequence[Together]) -> int:
    """How many organisations of these have an action that is worded nearly like another one's."""
    near = {
        item.place
        for item in actions
        for other in actions
        if item.place != other.place and likeness(item.action.stems, other.action.stems) >= ALIKE and item.action.stems
    }
    return len(near)


def _alike(by_name: _Names) -> dict[frozenset[str], list[frozenset[str]]]:
    """The names that are alike each name, the most alike first."""
    counts = Counter(word for name in by_name for word in name)
    index: dict[str, list[frozenset[str]]] = {}
    for name in by_name:
        for word in _rarest(name, counts):
            index.setdefault(word, []).append(name)
    found = {}
    for name in by_name:
        near = {other for word in _rarest(name, counts) for other in index[word][:_MOST_LOOKED_AT]} - {name}
        liked = [(likeness(name, other), other) for other in near if len(name & other) >= _FEWEST_WORDS]
        liked = [(like, other) for like, other in liked if like >= ALIKE]
        found[name] = [other for _, other in sorted(liked, key=lambda item: (-item[0], sorted(item[1])))]
    return found


def _rarest(name: frozenset[str], counts: Counter[str]) -> list[str]:
    return sorted(name, key=lambda word: (counts[word], word))[:_RAREST]


def _organisations(by_name: _Names, names: Iterable[frozenset[str]]) -> int:
    return len({item.place for name in names for item in by_name[name]})


def _one_each(by_name: _Names, names: Iterable[frozenset[str]]) -> list[Together]:
    """The action of each organisation whose name is most like the first one."""
    found: dict[int, Together] = {}
    for name in names:
        for item in by_name[name]:
            found.setdefault(item.place, item)
    return list(found.values())
