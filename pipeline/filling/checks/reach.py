"""The names in reach at a tag, and what is known there to be something: within loops, conditions and assignments.

In: declared names, then the blocks of a part as they open and close. Out: the kind of a name, and whether a value that
may be nothing is surely there. Blocks that cross are closed as well as can be: their own faults are told elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.filling.checks.kinds import Kind, common, kind_of
from pipeline.vocabulary.declared import Names

Facts = frozenset[str]
"""Paths of values that are surely there."""

NO_FACTS: Facts = frozenset()


@dataclass(slots=True)
class _Block:
    """An open block: what was known before it, what its later branches may know, and how its branches left names."""

    keyword: str
    facts: Facts
    later: Facts
    before: dict[str, Kind]
    branches: list[dict[str, Kind]] = field(default_factory=list)
    final: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The names and facts at one place, to begin another part with."""

    variables: Mapping[str, Kind]
    facts: Facts


class Scopes:
    """The scopes of one part, at the tag that is being looked at."""

    def __init__(self, names: Names, snapshot: Snapshot | None = None) -> None:
        self._names = names
        self._globals = {name: kind_of(declared, name) for name, declared in names.items()}
        self._frames: list[dict[str, Kind]] = [dict(snapshot.variables) if snapshot else {}]
        self.facts: Facts = snapshot.facts if snapshot else NO_FACTS
        self._blocks: list[_Block] = []
        self._bound = 0

    def find(self, name: str) -> Kind | None:
        """The kind of a name in reach."""
        for frame in reversed(self._frames):
            if name in frame:
                return frame[name]
        return self._globals.get(name)

    def roots(self) -> dict[str, Kind]:
        """Every name in reach, the innermost first."""
        found: dict[str, Kind] = {}
        for frame in (*reversed(self._frames), self._globals):
            for name, kind in frame.items():
                found.setdefault(name, kind)
        return found

    def snapshot(self) -> Snapshot:
        """Names and facts as they are here."""
        return Snapshot({name: kind for frame in self._frames for name, kind in frame.items()}, self.facts)

    def bind(self, name: str, kind: Kind) -> None:
        """Gives a name to a value; one without a path gets its own."""
        self._bound += 1
        self._frames[-1][name] = kind if kind.path else kind.at(f"{name}#{self._bound}")

    def known(self, path: str) -> Facts:
        """What is there when the value at a path is: it, what it is part of, and what the declarations add."""
        found: set[str] = set()
        waiting = [path] if path else []
        while waiting:
            parts = waiting.pop().split(".")
            for end in range(len(parts), 0, -1):
                prefix = ".".join(parts[:end])
                if prefix not in found:
                    found.add(prefix)
                    waiting += self._implied(parts[:end])
        return frozenset(found)

    def is_there(self, kind: Kind) -> bool:
        """Whether a value is surely something here."""
        return not kind.optional or (bool(kind.path) and kind.path in self.facts)

    def open_if(self, when_true: Facts, when_false: Facts) -> None:
        """Enters the first branch of a condition."""
        self._blocks.append(_Block("if", self.facts, self.facts | when_false, dict(self._frames[-1])))
        self.facts |= when_true

    def next_branch(self, *, final: bool = False) -> None:
        """Leaves a branch for the next one, where the conditions before don't hold; nothing when no block is open.

        The `else` of a loop, where there was nothing to loop over, has the names of before it.
        """
        if not self._blocks:
            return
        block = self._blocks[-1]
        if block.keyword == "for":
            self._frames[-1] = {}
        else:
            block.branches.append(dict(self._frames[-1]))
            self._frames[-1] = dict(block.before)
        block.final = block.final or final
        self.facts = block.later

    def narrow(self, when_true: Facts, when_false: Facts) -> None:
        """Takes in the condition of a later branch."""
        if self._blocks and self._blocks[-1].keyword == "if":
            self._blocks[-1].later |= when_false
            self.facts |= when_true

    def open_for(self, facts: Facts) -> None:
        """Enters a loop, in which names are its own."""
        self._blocks.append(_Block("for", self.facts, self.facts, {}))
        self._frames.append({})
        self.facts |= facts

    def close(self, keyword: str) -> None:
        """Leaves the nearest block of a kind, and what is still open in it."""
        if all(block.keyword != keyword for block in self._blocks):
            return
        while self._blocks:
            block = self._blocks.pop()
            self._leave(block)
            if block.keyword == keyword:
                return

    def _leave(self, block: _Block) -> None:
        self.facts = block.facts
        if block.keyword == "for":
            self._frames.pop()
            return
        branches = [*block.branches, dict(self._frames[-1])]
        if not block.final:
            branches.append(block.before)
        self._frames[-1] = _merged(branches)

    def _implied(self, parts: list[str]) -> tuple[str, ...]:
        names, declared = self._names, None
        for part in parts:
            declared = names.get(part)
            if declared is None:
                return ()
            names = declared.parts
        return declared.implies if declared is not None else ()


def _merged(branches: list[dict[str, Kind]]) -> dict[str, Kind]:
    """Names after a condition: one that not every branch gave may be nothing."""
    found: dict[str, Kind] = {}
    for name in dict.fromkeys(name for branch in branches for name in branch):
        kinds = [branch[name] for branch in branches if name in branch]
        merged = kinds[0]
        for kind in kinds[1:]:
            merged = merged if kind == merged else common(merged, kind)
        if len(kinds) < len(branches):
            merged = replace(merged, optional=True)
        found[name] = merged
    return found
