"""What is surely there when a condition holds, and when it doesn't: `if survey and survey.rows`, `else`.

In: the syntax tree of a condition. Out: paths of values that are something, for each outcome.
"""

from __future__ import annotations

import operator as operators
from collections.abc import Callable

from jinja2 import nodes

from pipeline.filling.checks.kinds import Kind
from pipeline.filling.checks.reach import NO_FACTS, Facts

_COUNTED = frozenset({"length", "count", "first", "last"})
_COMPARED: dict[str, Callable[[int, int], bool]] = {
    "gt": operators.gt,
    "gteq": operators.ge,
    "lt": operators.lt,
    "lteq": operators.le,
    "eq": operators.eq,
    "ne": operators.ne,
}
_NEGATED = {"gt": "lteq", "lteq": "gt", "gteq": "lt", "lt": "gteq", "eq": "ne", "ne": "eq"}

Both = tuple[Facts, Facts]
_NOTHING_KNOWN: Both = (NO_FACTS, NO_FACTS)


class Conditions:
    """The conditions of one tag. `kind_of` gives the kind of an expression, `known` what a path brings with it."""

    def __init__(self, kind_of: Callable[[nodes.Node], Kind], known: Callable[[str], Facts]) -> None:
        self._kind_of = kind_of
        self._known = known
        self._found: dict[int, Both] = {}

    def facts(self, node: nodes.Node) -> Both:
        """What is there when `node` is true, and when it is false."""
        if id(node) not in self._found:
            self._found[id(node)] = self._facts(node)
        return self._found[id(node)]

    def _facts(self, node: nodes.Node) -> Both:
        if isinstance(node, nodes.Not):
            when_true, when_false = self.facts(node.node)
            return when_false, when_true
        if isinstance(node, nodes.And | nodes.Or):
            return self._joined(node)
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            return self._at(node), NO_FACTS
        if isinstance(node, nodes.Filter) and node.name in _COUNTED and node.node is not None:
            return self.facts(node.node)[0], NO_FACTS
        if isinstance(node, nodes.Test):
            return self._tested(node)
        if isinstance(node, nodes.Compare) and len(node.ops) == 1:
            return self._compared(node)
        return _NOTHING_KNOWN

    def _at(self, node: nodes.Node) -> Facts:
        return self._known(self._kind_of(node).path)

    def _joined(self, node: nodes.And | nodes.Or) -> Both:
        left_true, left_false = self.facts(node.left)
        right_true, right_false = self.facts(node.right)
        if isinstance(node, nodes.And):
            return left_true | right_true, left_false & (left_true | right_false)
        return left_true & (left_false | right_true), left_false | right_false

    def _tested(self, node: nodes.Test) -> Both:
        if node.name == "none":
            return NO_FACTS, self._at(node.node)
        if node.name in ("defined", "undefined"):
            there = self._at(node.node.node) if isinstance(node.node, nodes.Getattr | nodes.Getitem) else NO_FACTS
            return (there, NO_FACTS) if node.name == "defined" else (NO_FACTS, there)
        return _NOTHING_KNOWN

    def _compared(self, node: nodes.Compare) -> Both:
        """Comparisons with something, with none, and of a count with a number."""
        operator, other = node.ops[0].op, node.ops[0].expr
        if not isinstance(other, nodes.Const):
            return _NOTHING_KNOWN
        when_equal, when_other = NO_FACTS, NO_FACTS
        if other.value is None:
            when_other = self.facts(node.expr)[0]
        elif isinstance(node.expr, nodes.Filter):
            return self._counted(node.expr, operator, other.value)
        else:
            when_equal = self.facts(node.expr)[0]
        if operator == "eq":
            return when_equal, when_other
        return (when_other, when_equal) if operator == "ne" else _NOTHING_KNOWN

    def _counted(self, node: nodes.Filter, operator: str, number: object) -> Both:
        if not isinstance(number, int) or operator not in _NEGATED:
            return _NOTHING_KNOWN
        there = self.facts(node)[0]
        when_true = there if _excludes_none(operator, number) else NO_FACTS
        return when_true, there if _excludes_none(_NEGATED[operator], number) else NO_FACTS


def _excludes_none(operator: str, number: int) -> bool:
    """Whether a count that compares so with a number can't be nought."""
    return not _COMPARED[operator](0, number)
