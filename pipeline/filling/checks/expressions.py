"""What an expression of a template is, from its syntax tree and the names in reach, and what is wrong with it.

In: the tree of one tag's expression and its scopes. Out: its `Kind`, and faults: unknown names (TP003), values of the
wrong kind for their place (TP010), values that may be nothing (TP013). What can't be told without data is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from jinja2 import nodes

from pipeline.filling.checks import filter_kinds
from pipeline.filling.checks.conditions import Both, Conditions
from pipeline.filling.checks.kinds import (
    ANYTHING,
    DECIMAL,
    FLAG,
    NOTHING,
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
from pipeline.filling.checks.reach import Facts, Scopes
from pipeline.filling.checks.typed_names import Guess, Guesses, path_of, shown
from pipeline.vocabulary.findings import FindingValue, Phrase, Term

Note = Callable[..., None]
"""Notes a fault: its code, and the values of its finding."""

_ORDERED = frozenset({"lt", "lteq", "gt", "gteq"})


class Expressions:
    """Reads the expressions of one tag. `note` is called for each fault, with its code and values."""

    def __init__(self, scopes: Scopes, note: Note, guesses: Guesses | None) -> None:
        self.scopes = scopes
        self._note = note
        self._guesses = guesses
        self._lenient = False
        self._conditions: Conditions | None = None

    def kind(self, node: nodes.Node) -> Kind:
        """What an expression is."""
        read: Callable[[Any], Kind] | None = getattr(self, f"_{type(node).__name__.lower()}", None)
        if read is not None:
            return read(node)
        for child in node.iter_child_nodes():
            self.kind(child)
        return ANYTHING

    def used(self, node: nodes.Node) -> Kind:
        """What an expression is whose value is needed: one that may be nothing is a fault."""
        kind = self.kind(node)
        self.need(kind, node)
        return kind

    def printed(self, node: nodes.Node, *, as_alternative: bool = False) -> Kind:
        """What an expression is that is printed. Charts and pictures print only their alternative text, in such."""
        kind = self.used(node)
        fits = kind.name in SINGLE or (as_alternative and kind.name in PRINTED_AS_ALTERNATIVE)
        if not fits and kind.name not in ("anything", "nothing"):
            self.wrong(node, kind, print_advice(node, kind))
        return kind

    def looped(self, node: nodes.Node) -> Kind:
        """What the items are of an expression that a loop goes over."""
        kind = self.used(node)
        if kind.name not in ("list", "anything", "nothing"):
            self.wrong(node, kind, Term("template.advice.no_loop"))
            return ANYTHING
        return item_of(kind)

    def need(self, kind: Kind, node: nodes.Node) -> None:
        """Notes a value that may be nothing where it is needed."""
        if not self._lenient and kind.name != "anything" and not self.scopes.is_there(kind):
            self.note("TP013", name=shown(node), kind=kind.term)

    def wrong(self, node: nodes.Node, kind: Kind, advice: Term, *, items: bool = False) -> None:
        """Notes a value of the wrong kind for its place, or the `items` of a list."""
        self.note("TP010", name=f"{shown(node)}[]" if items else shown(node), kind=kind.term, advice=advice)

    def note(self, code: str, **values: FindingValue) -> None:
        """Notes a fault."""
        self._note(code, **values)

    def unknown(self, typed: tuple[str, ...], roots: Mapping[str, Kind], before: str = "") -> Kind:
        """Notes an unknown name, `before` being what is left of it. Gives what it was probably meant to be."""
        guess = self._guesses.guess(typed, roots) if self._guesses else Guess()
        if self._guesses is None or (self._lenient and not guess.nearest):
            return ANYTHING
        nearest = before + ".".join(guess.nearest) if guess.nearest else ""
        advice = guess.advice(typed, before)
        self.note("TP003", name=before + ".".join(typed), nearest=nearest, advice=advice)
        kind: Kind | None = roots.get(guess.nearest[0]) if guess.nearest else None
        for name in guess.nearest[1:]:
            kind = part_of(kind, name) if kind is not None else None
        return kind.at("") if kind is not None and not kind.optional else ANYTHING

    @contextmanager
    def given(self, facts: Facts) -> Iterator[None]:
        """While more is known to be there."""
        before = self.scopes.facts
        self.scopes.facts = before | facts
        try:
            yield
        finally:
            self.scopes.facts = before

    def excused(self, node: nodes.Node) -> Kind:
        """What an expression is before `default` or `is defined`: there it is no fault that a name is missing."""
        before, self._lenient = self._lenient, isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem)
        try:
            return self.kind(node)
        finally:
            self._lenient = before

    def facts(self, node: nodes.Node) -> Both:
        """What is there when an expression holds, and when it doesn't."""
        if self._conditions is None:
            quiet = Expressions(self.scopes, lambda _code, **_values: None, None)
            self._conditions = Conditions(quiet.kind, self.scopes.known)
        return self._conditions.facts(node)

    # one method for each kind of node, named after it

    def _name(self, node: nodes.Name) -> Kind:
        found = ANYTHING if node.name.startswith("_") else self.scopes.find(node.name)
        return self.unknown((node.name,), self.scopes.roots()) if found is None else found

    def _getattr(self, node: nodes.Getattr | nodes.Getitem) -> Kind:
        base, typed = path_of(node)
        if isinstance(base, nodes.Name):
            kind = self.scopes.find(base.name)
            if kind is None:
                return self.unknown((base.name, *typed), self.scopes.roots())
        else:
            kind = self.kind(base)
        reached: nodes.Node = base
        for place, name in enumerate(typed):
            self.need(kind, reached)
            part = part_of(kind, name)
            if part is None:
                return self._unknown_part(base, typed, place, kind)
            kind, reached = part, nodes.Getattr(reached, name, "load")
        return kind

    def _unknown_part(self, base: nodes.Node, typed: tuple[str, ...], place: int, kind: Kind) -> Kind:
        if isinstance(base, nodes.Name):
            return self.unknown((base.name, *typed), self.scopes.roots())
        before = ".".join((shown(base), *typed[:place])) + "."
        roots = {name: part for name in kind.parts if (part := part_of(kind, name)) is not None}
        return self.unknown(typed[place:], roots, before)

    def _getitem(self, node: nodes.Getitem) -> Kind:
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._getattr(node)
        kind = self.used(node.node)
        self.kind(node.arg)
        if isinstance(node.arg, nodes.Slice):
            return kind.at("")
        if kind.members and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, int):
            return kind.members[node.arg.value] if node.arg.value < len(kind.members) else ANYTHING
        return item_of(kind)

    def _const(self, node: nodes.Const) -> Kind:
        if node.value is None:
            return NOTHING
        kinds = {bool: FLAG, int: NUMBER, float: DECIMAL, str: TEXT}
        return kinds.get(type(node.value), ANYTHING)

    def _tuple(self, node: nodes.Tuple | nodes.List) -> Kind:
        members = tuple(self.kind(item) for item in node.items)
        item = members[0] if members else ANYTHING
        for member in members[1:]:
            item = common(item, member)
        return Kind("list", item=item, members=members)

    def _list(self, node: nodes.List) -> Kind:
        return self._tuple(node)

    def _and(self, node: nodes.And) -> Kind:
        left = self.kind(node.left)
        with self.given(self.facts(node.left)[0]):
            return common(left, self.kind(node.right))

    def _or(self, node: nodes.Or) -> Kind:
        left = self.kind(node.left)
        with self.given(self.facts(node.left)[1]):
            right = self.kind(node.right)
        sure = Kind(left.name, left.parts, left.item, left.members)
        return right if left.name == "nothing" else common(sure, right)

    def _not(self, node: nodes.Not) -> Kind:
        self.kind(node.node)
        return FLAG

    def _condexpr(self, node: nodes.CondExpr) -> Kind:
        self.kind(node.test)
        when_true, when_false = self.facts(node.test)
        with self.given(when_true):
            chosen = self._sure(node.expr1)
        if node.expr2 is None:
            return common(chosen, NOTHING)
        with self.given(when_false):
            return common(chosen, self._sure(node.expr2))

    def _sure(self, node: nodes.Node) -> Kind:
        """A kind as it is known here, where more may be known to be there than around it."""
        kind = self.kind(node)
        there = kind.optional and self.scopes.is_there(kind)
        return Kind(kind.name, kind.parts, kind.item, kind.members) if there else kind

    def _compare(self, node: nodes.Compare) -> Kind:
        left_node, left = node.expr, self.kind(node.expr)
        for operand in node.ops:
            right = self.kind(operand.expr)
            if operand.op in _ORDERED:
                self.need(left, left_node)
                self.need(right, operand.expr)
            if operand.op in ("in", "notin"):
                self._contained(operand.expr, right)
            elif not _comparable(left, right):
                texts, kind = (left_node, left) if left.name in TEXTS else (operand.expr, right)
                advice = "compare_size" if operand.op in _ORDERED else "compare"
                self.wrong(texts, kind, Phrase(f"template.advice.{advice}", name=shown(texts)))
            left_node, left = operand.expr, right
        return FLAG

    def _contained(self, node: nodes.Node, kind: Kind) -> None:
        self.need(kind, node)
        if kind.name in NUMBERS or kind.name in PRINTED_AS_ALTERNATIVE:
            self.wrong(node, kind, Term("template.advice.other_value"))

    def _concat(self, node: nodes.Concat) -> Kind:
        for part in node.nodes:
            self.printed(part)
        return TEXT

    def _add(self, node: nodes.Add) -> Kind:
        left, right = self.used(node.left), self.used(node.right)
        if left.name in TEXTS and right.name in TEXTS:
            return TEXT
        if left.name == right.name == "list":
            return list_of(common(item_of(left), item_of(right)))
        mixed = next((pair for pair in ((node.left, left), (node.right, right)) if pair[1].name in TEXTS), None)
        if mixed and {left.name, right.name} & NUMBERS:
            self.wrong(*mixed, Term("template.advice.join_texts"))
            return TEXT
        return self._calculated(node, left, right)

    def _mul(self, node: nodes.Mul) -> Kind:
        left, right = self.used(node.left), self.used(node.right)
        if {left.name, right.name} & TEXTS and {left.name, right.name} & NUMBERS:
            return TEXT
        return self._calculated(node, left, right)

    def _binary(self, node: nodes.BinExpr) -> Kind:
        return self._calculated(node, self.used(node.left), self.used(node.right))

    _mod = _pow = _floordiv = _binary

    def _sub(self, node: nodes.Sub) -> Kind:
        """A difference, or a name typed with a hyphen: `document.long-title`."""
        base, typed = path_of(node.left)
        if isinstance(base, nodes.Name) and isinstance(node.right, nodes.Name) and not self._exists(node.right.name):
            path = (base.name, *typed)
            meant = (*path[:-1], f"{path[-1]}_{node.right.name}")
            if self._exists(*meant) and not self._exists(*path):
                return self.unknown((*path[:-1], f"{path[-1]}-{node.right.name}"), self.scopes.roots())
        return self._binary(node)

    def _exists(self, root: str, *parts: str) -> bool:
        kind = self.scopes.find(root)
        for name in parts:
            kind = part_of(kind, name) if kind is not None else None
        return kind is not None

    def _div(self, node: nodes.Div) -> Kind:
        self._binary(node)
        return DECIMAL

    def _calculated(self, node: nodes.BinExpr, left: Kind, right: Kind) -> Kind:
        for operand, kind in ((node.left, left), (node.right, right)):
            if kind.name not in NUMBERS and kind.name not in ("anything", "nothing"):
                self.wrong(operand, kind, Term("template.advice.number"))
        return DECIMAL if "decimal" in (left.name, right.name) else NUMBER

    def _neg(self, node: nodes.Neg | nodes.Pos) -> Kind:
        kind = self.used(node.node)
        if kind.name not in NUMBERS and kind.name not in ("anything", "nothing"):
            self.wrong(node.node, kind, Term("template.advice.number"))
        return kind.at("") if kind.name in NUMBERS else NUMBER

    _pos = _neg

    def _test(self, node: nodes.Test) -> Kind:
        if node.name in ("defined", "undefined", "none"):
            self.excused(node.node)
        elif node.name in ("odd", "even", "divisibleby"):
            kind = self.used(node.node)
            if kind.name not in NUMBERS and kind.name not in ("anything", "nothing"):
                self.wrong(node.node, kind, Term("template.advice.number"))
        else:
            self.kind(node.node)
        for argument in node.args:
            self.kind(argument)
        return FLAG

    def _filter(self, node: nodes.Filter) -> Kind:
        return filter_kinds.filtered(node, self)

    def _call(self, node: nodes.Call) -> Kind:
        arguments = [self.kind(argument) for argument in node.args]
        target = node.node
        if isinstance(target, nodes.Name):
            return list_of(NUMBER) if target.name == "range" else ANYTHING
        if isinstance(target, nodes.Getattr):
            inner = self.kind(target.node)
            if inner.name == "loop" and target.attr == "cycle" and arguments:
                cycled = arguments[0]
                for argument in arguments[1:]:
                    cycled = common(cycled, argument)
                return cycled
            return FLAG if inner.name == "loop" else ANYTHING
        self.kind(target)
        return ANYTHING


def print_advice(node: nodes.Node, kind: Kind) -> Term:
    """What to do with a value that can't be printed."""
    name = shown(node)
    if kind.name == "record" and kind.parts:
        return Phrase("template.advice.record", name=f"{name}.{_telling_part(kind)}")
    if kind.name == "list":
        return Phrase("template.advice.list", name=name)
    return Term(f"template.advice.{kind.name}")


def _telling_part(kind: Kind) -> str:
    """The part that most likely says what a record is."""
    return next((name for name in ("name", "title", "text", "value") if name in kind.parts), next(iter(kind.parts)))


def _comparable(left: Kind, right: Kind) -> bool:
    """Whether two values can be alike at all: a text that looks like a number never is one."""
    return not (
        (left.name in TEXTS and right.name in ("number", "decimal"))
        or (right.name in TEXTS and left.name in ("number", "decimal"))
    )
