"""What filters make of values: `goals|map(attribute="name")|join(", ")` is text.

In: a filter's syntax tree and the expressions around it. Out: the kind of its result, and faults of its input.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from jinja2 import nodes

from pipeline.filling.checks.kinds import (
    ANYTHING,
    DECIMAL,
    NUMBER,
    NUMBERS,
    PRINTED_AS_ALTERNATIVE,
    SINGLE,
    TEXT,
    TEXTS,
    Kind,
    common,
    item_of,
    list_of,
    part_of,
)
from pipeline.filling.checks.typed_names import shown
from pipeline.vocabulary.findings import Phrase, Term

if TYPE_CHECKING:
    from pipeline.filling.checks.expressions import Expressions

_TO_TEXT = frozenset({"capitalize", "lower", "replace", "string", "title", "trim", "truncate", "upper"})
_SAME_LIST = frozenset({"list", "reverse", "sort", "unique", "select", "reject", "selectattr", "rejectattr"})
_UNSURE = ("anything", "nothing")


def filtered(node: nodes.Filter, reading: Expressions) -> Kind:
    """The kind of a filter's result."""
    if node.name in ("default", "d"):
        return _default(node, reading)
    kind = reading.used(_input(node))
    for argument in (*node.args, *(pair.value for pair in node.kwargs)):
        reading.kind(argument)
    if node.name in _TO_TEXT:
        return _to_text(node, kind, reading)
    if node.name in _SAME_LIST:
        return _same_list(node, kind, reading)
    make = _MAKERS.get(node.name)
    return make(node, kind, reading) if make else ANYTHING


def _default(node: nodes.Filter, reading: Expressions) -> Kind:
    kind = reading.excused(_input(node))
    other = reading.kind(node.args[0]) if node.args else TEXT
    sure = Kind(kind.name, kind.parts, kind.item, kind.members)
    return other if kind.name == "nothing" else common(sure, other)


def _to_text(node: nodes.Filter, kind: Kind, reading: Expressions) -> Kind:
    if kind.name not in SINGLE and kind.name not in _UNSURE:
        _unfit(node, kind, reading)
    return TEXT


def _same_list(node: nodes.Filter, kind: Kind, reading: Expressions) -> Kind:
    if node.name == "reverse" and kind.name in TEXTS:
        return TEXT
    item = _items(node, kind, reading)
    if node.name in ("selectattr", "rejectattr"):
        _attribute(node, item, reading, 0)
    elif node.name in ("sort", "unique"):
        _ordered(node, item, reading)
    return list_of(item, kind.path if node.name in ("list", "reverse", "sort", "unique") else "")


def _ordered(node: nodes.Filter, item: Kind, reading: Expressions) -> Kind:
    """The values by which items are put in order: records have none of their own."""
    by = _attribute(node, item, reading)
    value = item if by is None else by
    if value.name in ("record", "list", *PRINTED_AS_ALTERNATIVE):
        reading.wrong(_input(node), value, Phrase("template.advice.attribute", name=node.name), items=True)
    return value


def _items(node: nodes.Filter, kind: Kind, reading: Expressions) -> Kind:
    if kind.name not in ("list", *TEXTS, *_UNSURE):
        _unfit(node, kind, reading)
        return ANYTHING
    return item_of(kind)


def _one(node: nodes.Filter, kind: Kind, reading: Expressions) -> Kind:
    """The first, last, least or greatest: nothing, when there is none."""
    item = _items(node, kind, reading)
    if node.name in ("min", "max"):
        _ordered(node, item, reading)
    if kind.name != "list" or (kind.path and kind.path in reading.scopes.facts) or kind.members:
        return item
    path = f"{kind.path}|{node.name}" if kind.path else ""
    return Kind(item.name, item.parts, item.item, item.members, optional=True, path=path)


def _count(node: nodes.Filter, kind: Kind, reading: Expressions) -> Kind:
    countable = TEXTS if node.name == "wordcount" else {"list", "record", *TEXTS}
    if kind.name not in countable and kind.name not in _UNSURE:
        _unfit(node, kind, reading)
    return NUMBER


def _number(node: nodes.Filter, kind: Kind, reading: Expressions) -> Kind:
    from_text = TEXTS if node.name in ("int", "float") else frozenset()
    if kind.name not in NUMBERS | from_text and kind.name not in _UNSURE:
        _unfit(node, kind, reading)
    if node.name == "int":
        return NUMBER
    return DECIMAL if node.name == "float" or kind.name == "decimal" else NUMBER


def _join(node: nodes.Filter, kind: Kind, reading: Expressions) -> Kind:
    item = _items(node, kind, reading)
    by = _attribute(node, item, reading, 1)
    value = item if by is None else by
    if value.name not in SINGLE and value.name not in _UNSURE:
        reading.wrong(_input(node), value, Phrase("template.advice.attribute", name=node.name), items=True)
    return TEXT


def _map(node: nodes.Filter, kind: Kind, reading: Expressions) -> Kind:
    item = _items(node, kind, reading)
    by = _attribute(node, item, reading)
    if by is not None:
        return list_of(by)
    name = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else ""
    return list_of(TEXT if name in _TO_TEXT else NUMBER if name in ("int", "length", "count") else ANYTHING)


def _sum(node: nodes.Filter, kind: Kind, reading: Expressions) -> Kind:
    item = _items(node, kind, reading)
    by = _attribute(node, item, reading, 0)
    value = item if by is None else by
    if value.name not in NUMBERS and value.name not in _UNSURE:
        reading.wrong(_input(node), value, Term("template.advice.number"), items=True)
    return DECIMAL if value.name == "decimal" else NUMBER


def _groups(node: nodes.Filter, kind: Kind, reading: Expressions) -> Kind:
    item = _items(node, kind, reading)
    by = _attribute(node, item, reading, 0)
    group = ANYTHING if by is None else by.at("")
    return list_of(Kind("list", item=ANYTHING, members=(group, list_of(item))))


def _pairs(node: nodes.Filter, kind: Kind, reading: Expressions) -> Kind:
    if kind.name not in ("record", *_UNSURE):
        _unfit(node, kind, reading)
    return list_of(Kind("list", item=ANYTHING, members=(TEXT, ANYTHING)))


def _attribute(node: nodes.Filter, item: Kind, reading: Expressions, place: int = -1) -> Kind | None:
    """The part of each item that a filter looks at, named by `attribute` or by the argument at `place`."""
    named = next((pair.value for pair in node.kwargs if pair.key == "attribute"), None)
    if named is None and 0 <= place < len(node.args):
        named = node.args[place]
    if not isinstance(named, nodes.Const) or not isinstance(named.value, str):
        return None if named is None else ANYTHING
    kind, path = item, named.value.split(".")
    for step, name in enumerate(path):
        part = part_of(kind, name)
        if part is None:
            roots = {inner: found for inner in kind.parts if (found := part_of(kind, inner)) is not None}
            reading.unknown(tuple(path[step:]), roots, f"{shown(_input(node))}[].")
            return ANYTHING
        kind = part
    return kind


def _input(node: nodes.Filter) -> nodes.Expr:
    """What a filter stands behind."""
    return node.node if node.node is not None else nodes.Const(None)


def _unfit(node: nodes.Filter, kind: Kind, reading: Expressions) -> None:
    reading.wrong(_input(node), kind, Phrase("template.advice.unfit", name=node.name))


_MAKERS: dict[str, Callable[[nodes.Filter, Kind, Expressions], Kind]] = {
    **dict.fromkeys(("first", "last", "min", "max"), _one),
    **dict.fromkeys(("length", "count", "wordcount"), _count),
    **dict.fromkeys(("abs", "int", "float", "round"), _number),
    "join": _join,
    "map": _map,
    "sum": _sum,
    "groupby": _groups,
    "dictsort": _pairs,
}
