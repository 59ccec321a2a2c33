"""Names as they are typed in a template, and what to type instead of one that does not exist.

In: syntax trees, and the names in reach. Out: dotted paths, the nearest valid ones, and advice as terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import nodes

from pipeline.filling.checks.kinds import Kind, part_of
from pipeline.filling.checks.nearest import Path, list_holding, nearest_path
from pipeline.vocabulary.findings import Phrase, Term
from pipeline.vocabulary.quoting import shortened

_MOST_GUESSES = 400


def path_of(node: nodes.Node) -> tuple[nodes.Node, tuple[str, ...]]:
    """What a path begins with, and the names after it: `goals[0].name` → `goals[0]`, `name`."""
    names: list[str] = []
    while True:
        if isinstance(node, nodes.Getattr):
            names.append(node.attr)
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            names.append(node.arg.value)
        else:
            return node, tuple(reversed(names))
        node = node.node


def shown(node: nodes.Node) -> str:
    """An expression as it is named in a finding, what is too much of it left out."""
    return shortened(_written(node))


def _written(node: nodes.Node) -> str:
    base, names = path_of(node)
    if names:
        return ".".join((_written(base), *names))
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Const):
        return f'"{node.value}"' if isinstance(node.value, str) else str(node.value).lower()
    if isinstance(node, nodes.Filter) and node.node is not None:
        return f"{_written(node.node)}|{node.name}"
    if isinstance(node, nodes.Getitem):
        index = _written(node.arg) if isinstance(node.arg, nodes.Const | nodes.Name) else "…"
        return f"{_written(node.node)}[{index}]"
    return "…"


@dataclass(frozen=True, slots=True)
class Guess:
    """What an unknown name was probably meant to be: the `nearest` path, else the list that it goes through as if it
    were a record, or the list that it is outside the loop of. All are () when nothing is near."""

    nearest: Path = ()
    through: Path = ()
    outside: Path = ()

    def advice(self, typed: Path, before: str = "") -> Term:
        """What to do about the name; `before` is what is left of it."""
        if self.nearest:
            return Phrase("template.advice.type", nearest=before + ".".join(self.nearest))
        if self.through:
            return Phrase("template.advice.in_list", name=before + ".".join(self.through))
        if self.outside:
            return Phrase("template.advice.outside_loop", name=typed[0], list=".".join(self.outside))
        return Term("template.advice.names")


class Guesses:
    """The guesses for one template. Looks up so many that no template can make it slow."""

    def __init__(self) -> None:
        self._found: dict[object, Guess] = {}
        self._held: list[Kind] = []  # so that no other kind is known by the number of one that is gone

    def guess(self, typed: Path, roots: Mapping[str, Kind]) -> Guess:
        """What a path that does not exist was meant to be, among the names in reach."""
        key = typed, tuple((name, kind.name, id(kind.parts)) for name, kind in roots.items())
        if key not in self._found:
            if len(self._found) >= _MOST_GUESSES:
                return Guess()
            self._found[key] = _guess(typed, roots)
            self._held += roots.values()
        return self._found[key]


def _guess(typed: Path, roots: Mapping[str, Kind]) -> Guess:
    """Where something is asked of a plain value, that value is meant."""
    if plain := _plain_start(typed, roots):
        return Guess(plain)
    if through := _list_before(typed, roots):
        return Guess(through=through)
    nearest = nearest_path(typed, roots)
    return Guess(nearest, outside=() if nearest else list_holding(typed, roots))


def _plain_start(typed: Path, roots: Mapping[str, Kind]) -> Path:
    kind = roots.get(typed[0])
    for place, name in enumerate(typed[1:], 1):
        if kind is None:
            return ()
        if kind.name not in ("record", "list", "loop"):
            return typed[:place]
        kind = part_of(kind, name)
    return ()


def _list_before(typed: Path, roots: Mapping[str, Kind]) -> Path:
    """The list that a path goes through as if it were a record."""
    kind = roots.get(typed[0])
    for place, name in enumerate(typed[1:], 1):
        if kind is None:
            return ()
        if kind.name == "list":
            return typed[:place]
        kind = part_of(kind, name)
    return ()


def typed_path(tree: nodes.Node, name: str) -> str:
    """The whole path of a name that a rendering missed, as the tag says it."""
    for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
        _, names = path_of(node)
        if names and names[-1] == name:
            return shown(node)
    return name
