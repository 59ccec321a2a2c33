"""The organisations of a region together: in which order, under which names, with which perspectives.

In: members, and how many folders are missing. Out: a `Region`, and what had to be said of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.comparing.regional.keys import default_perspectives
from pipeline.language import words
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.region import Member, Region, RegionPerspective


def join(name: str, language: Language, members: Sequence[Member], missing: int = 0) -> Region:
    """The region: named organisations alphabetically, perspectives of the program first, then the others by how many
    named organisations have them."""
    sort_key = words(language).sort_key
    named = _told_apart([member for member in members if member.named])
    named = sorted(named, key=lambda member: (sort_key(member.short_name), member.place))
    unnamed = tuple(member for member in members if not member.named)
    return Region(name, language, tuple(named), unnamed, _perspectives(named), missing)


def same_short_names(members: Sequence[Member]) -> tuple[tuple[Member, ...], ...]:
    """Named organisations that are called the same for short, though their names differ."""
    by_name: dict[str, list[Member]] = {}
    for member in members:
        if member.named:
            by_name.setdefault(member.short_name.casefold(), []).append(member)
    return tuple(tuple(group) for group in by_name.values() if len(group) > 1)


def lacking(region: Region) -> tuple[Member, ...]:
    """The named organisations that have other perspectives than most of them."""
    sets = {member.place: frozenset(level.key for level in member.levels) for member in region.named if member.levels}
    if not sets:
        return ()
    usual = Counter(sets.values()).most_common(1)[0][0]
    return tuple(member for member in region.named if sets.get(member.place, usual) != usual)


def _told_apart(members: list[Member]) -> list[Member]:
    """Organisations of one short name are called by their whole names."""
    alike = {member.place for group in same_short_names(members) for member in group}
    return [replace(member, short_name=member.name) if member.place in alike else member for member in members]


def _perspectives(named: Sequence[Member]) -> tuple[RegionPerspective, ...]:
    own = default_perspectives()
    names = {level.key: level.name for member in reversed(named) for level in member.levels}
    counts = Counter(level.key for member in named for level in member.levels)
    first_met = {key: place for place, key in enumerate(dict.fromkeys(lv.key for m in named for lv in m.levels))}
    others = sorted((key for key in names if key not in own), key=lambda key: (-counts[key], first_met[key]))
    ordered = [*(key for key in own if key in names), *others]
    return tuple(RegionPerspective(key, names[key], key in own) for key in ordered)
