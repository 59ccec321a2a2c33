"""What a template's expression is before there is any data: text, a list of records, a chart, perhaps nothing.

In: declared names. Out: `Kind`s of expressions, their parts and items, and the terms that name them to a designer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from pipeline.vocabulary.declared import Declared, Names
from pipeline.vocabulary.findings import Term

KindName = Literal[
    "text",
    "long_text",
    "flag",
    "number",
    "decimal",
    "chart",
    "picture",
    "record",
    "list",
    "nothing",
    "loop",
    "anything",
]
TEXTS = frozenset({"text", "long_text"})
NUMBERS = frozenset({"number", "decimal", "flag"})
SINGLE = TEXTS | {"number"}
"""What can be printed anywhere."""

PRINTED_AS_ALTERNATIVE = frozenset({"chart", "picture"})
"""What prints its text alternative, and has a place of its own."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of an expression.

    `parts` are a record's, `item` is what a list holds, and `members` are those of a pair. `optional` says that it may
    be nothing, unless its `path` (the same for the same value, "" for none) is known to be there.
    """

    name: KindName
    parts: Names = field(default_factory=dict)
    item: Kind | None = None
    members: tuple[Kind, ...] = ()
    optional: bool = False
    path: str = ""

    @property
    def term(self) -> Term:
        """Its name in words."""
        return Term(f"template.kinds.{self.name}")

    def at(self, path: str) -> Kind:
        """The same kind, known by another path."""
        return replace(self, path=path)


ANYTHING, NOTHING = Kind("anything"), Kind("nothing", optional=True)
TEXT, FLAG, NUMBER, DECIMAL = Kind("text"), Kind("flag"), Kind("number"), Kind("decimal")
LOOP = Kind("loop")
_LOOP_PARTS: dict[str, Kind] = {
    **dict.fromkeys(("index", "index0", "revindex", "revindex0", "length", "depth", "depth0"), NUMBER),
    **dict.fromkeys(("first", "last", "changed"), FLAG),
    **dict.fromkeys(("previtem", "nextitem", "cycle"), ANYTHING),
}


def kind_of(declared: Declared, path: str) -> Kind:
    """The kind of a declared name."""
    name = cast("KindName", declared.kind.replace(" ", "_"))
    if declared.many:
        return Kind("list", item=Kind(name, declared.parts), optional=declared.optional, path=path)
    return Kind(name, declared.parts, optional=declared.optional, path=path)


def list_of(item: Kind, path: str = "") -> Kind:
    """A list of such items."""
    return Kind("list", item=item.at(""), path=path)


def part_of(kind: Kind, name: str) -> Kind | None:
    """What `kind.name` is; None when there is no such part."""
    if kind.name == "anything":
        return ANYTHING
    if kind.name == "loop":
        return _LOOP_PARTS.get(name)
    if kind.name == "record" and name in kind.parts:
        return kind_of(kind.parts[name], f"{kind.path}.{name}" if kind.path else "")
    return None


def parts_of(kind: Kind) -> Iterator[str]:
    """The names of a kind's parts."""
    yield from _LOOP_PARTS if kind.name == "loop" else kind.parts if kind.name == "record" else ()


def item_of(kind: Kind) -> Kind:
    """What a list or text holds."""
    return (kind.item or ANYTHING) if kind.name == "list" else TEXT if kind.name in TEXTS else ANYTHING


def common(first: Kind, second: Kind) -> Kind:
    """What a value is that may be either."""
    optional = first.optional or second.optional
    if "nothing" in (first.name, second.name):
        return replace(second if first.name == "nothing" else first, optional=True, path="")
    if first.name == second.name and first.parts is second.parts:
        item = common(item_of(first), item_of(second)) if first.name == "list" else None
        return Kind(first.name, first.parts, item, optional=optional)
    if {first.name, second.name} <= TEXTS:
        return Kind("text", optional=optional)
    if {first.name, second.name} <= NUMBERS:
        return Kind("decimal" if "decimal" in (first.name, second.name) else "number", optional=optional)
    return replace(ANYTHING, optional=optional)
