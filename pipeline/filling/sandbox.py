"""The Jinja environment that templates run in. Templates come by e-mail: nothing in them is trusted.

In: expressions and sources. Out: an environment that reaches only Records and plain values, with allow-listed filters,
tests and functions, and with bounds on loops, products and output. Missing names are recorded, never blank.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from contextvars import ContextVar
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, FileSystemBytecodeCache, Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.vocabulary.content import Record

MAX_ROUNDS = 100_000
MAX_TEXT = 100_000
MAX_OUTPUT = 60_000_000

_MAX_BASE, _MAX_EXPONENT = 1e6, 16

FILTERS = frozenset(
    "abs capitalize count d default dictsort first float groupby int join last length list lower map max min "
    "reject rejectattr replace reverse round select selectattr sort string sum title trim truncate unique upper "
    "wordcount".split()
)
TESTS = frozenset(
    "defined undefined none boolean integer number string sequence iterable odd even divisibleby in eq equalto == ne "
    "!= gt greaterthan > ge >= lt lessthan < le <= true false".split()
)
FUNCTIONS = frozenset({"range", "loop"})
STATEMENTS = frozenset({"for", "endfor", "if", "elif", "else", "endif", "set"})

BLOCK_START, BLOCK_END = "\ue010", "\ue011"
VALUE_START, VALUE_END = "\ue012", "\ue013"


MISSED: ContextVar[list[str]] = ContextVar("MISSED")
"""Where the render under way notes the names it missed."""


class BoundsExceeded(Exception):
    """A template asked for more rounds, longer text or a larger document than any real one needs."""


class Missing(ChainableUndefined):
    """A name that does not exist. Being tested, iterated or printed is recorded by the environment."""

    __slots__ = ()

    @property
    def missing_name(self) -> str:
        """The name as the template wrote it."""
        return str(self._undefined_name)

    def _noted(self) -> None:
        MISSED.get().append(self.missing_name)

    def __bool__(self) -> bool:
        self._noted()
        return False

    def __iter__(self) -> Any:
        self._noted()
        return iter(())

    def __len__(self) -> int:
        self._noted()
        return 0

    def __str__(self) -> str:
        self._noted()
        return ""


class Sandbox(ImmutableSandboxedEnvironment):
    """Reaches values of Records and nothing else; products are bounded."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self) -> None:
        super().__init__(
            block_start_string=BLOCK_START,
            block_end_string=BLOCK_END,
            variable_start_string=VALUE_START,
            variable_end_string=VALUE_END,
            comment_start_string="\ue014",
            comment_end_string="\ue015",
            undefined=Missing,
            keep_trailing_newline=True,
            optimized=False,  # constants are rare in templates; looking for them costs a third of compiling
            cache_size=0,
            bytecode_cache=_kept_code(),
        )
        self.filters = {name: self.filters[name] for name in FILTERS if name in self.filters} | _BOUNDED_FILTERS
        self.tests = {name: self.tests[name] for name in TESTS if name in self.tests}
        self.globals = {"range": _bounded_range}

    def load(self, source: str) -> Template:
        """The template of a source: its code is kept from run to run, as Python keeps that of modules."""
        if self.bytecode_cache is None:
            return self.from_string(source)
        bucket = self.bytecode_cache.get_bucket(self, hashlib.sha256(source.encode()).hexdigest(), None, source)
        if bucket.code is None:
            bucket.code = self.compile(source)
            with suppress(OSError):
                self.bytecode_cache.set_bucket(bucket)
        return Template.from_code(self, bucket.code, self.make_globals(None))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute` in a template: a Record's value, or what a loop tells of itself."""
        if isinstance(obj, Record) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        if isinstance(obj, Undefined):
            return obj
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]` in a template: a Record's value or an item of a list or text."""
        if isinstance(obj, Record):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=str(argument))
        if isinstance(obj, tuple | list | str | dict) and not isinstance(argument, str):
            return super().getitem(obj, argument)
        if isinstance(obj, Undefined):
            return obj
        return self.undefined(obj=obj, name=str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        """Only the engine's own functions and what a loop offers may be called."""
        return bool(getattr(obj, "engine_function", False)) or isinstance(getattr(obj, "__self__", None), LoopContext)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Sums, products and powers within bounds."""
        if operator == "%" and isinstance(left, str):
            raise BoundsExceeded("%")
        sizes = [abs(side) if isinstance(side, int | float) else len(side) for side in (left, right)]
        texts = any(not isinstance(side, int | float) for side in (left, right))
        grown = sizes[0] + sizes[1] if operator == "+" else sizes[0] * sizes[1]
        if (texts and grown > MAX_TEXT) or (operator == "**" and (sizes[0] > _MAX_BASE or sizes[1] > _MAX_EXPONENT)):
            raise BoundsExceeded(operator)
        return super().call_binop(context, operator, left, right)


def _replace(value: object, old: str, new: str, count: int | None = None) -> str:
    text, old, new = str(value), str(old), str(new)
    if len(text) + text.count(old) * len(new) > MAX_TEXT:
        raise BoundsExceeded("replace")
    return text.replace(old, new, -1 if count is None else count)


def _join(value: Iterable[object], d: str = "", attribute: str | None = None) -> str:
    items = [item[attribute] if attribute and isinstance(item, Record) else item for item in value]
    texts = [str(item) for item in items]
    if sum(map(len, texts)) + len(d) * len(texts) > MAX_TEXT:
        raise BoundsExceeded("join")
    return d.join(texts)


def _round(value: float, precision: int = 0) -> float:
    if abs(precision) > _MAX_EXPONENT:
        raise BoundsExceeded("round")
    return round(value, precision)


_BOUNDED_FILTERS: dict[str, Callable[..., Any]] = {"replace": _replace, "join": _join, "round": _round}


def _kept_code() -> FileSystemBytecodeCache | None:
    """A folder of the user's own, which Jinja checks; none where there can't be one."""
    try:
        return FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None


@cache
def sandbox() -> Sandbox:
    """The one environment of all templates; it holds nothing of any of them."""
    return Sandbox()


def _bounded_range(*arguments: int) -> range:
    numbers = range(*arguments)
    if len(numbers) > MAX_ROUNDS:
        raise BoundsExceeded("range")
    return numbers


_bounded_range.engine_function = True  # type: ignore[attr-defined]


class ExpressionFault(ValueError):
    """An expression that can't be accepted: `code` of the rule, and what exactly."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def check_expression(environment: Environment, expression: str) -> nodes.Template:
    """The syntax tree of an expression. Raises ExpressionFault for bad syntax and for what is not allowed."""
    return check_source(environment, f"{VALUE_START} {expression} {VALUE_END}")


def check_source(environment: Environment, source: str) -> nodes.Template:
    """The syntax tree of a small source. Raises ExpressionFault."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        raise ExpressionFault("TP004", error.message or "") from error
    except RecursionError as error:
        raise ExpressionFault("TP007", "nesting") from error
    for node in tree.find_all((nodes.Filter, nodes.Test, nodes.Call)):
        _check_node(node)
    return tree


def _check_node(node: nodes.Node) -> None:
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise ExpressionFault("TP006", str(node.name))
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        raise ExpressionFault("TP006", str(node.name))
    if isinstance(node, nodes.Call) and _root_name(node.node) not in FUNCTIONS:
        raise ExpressionFault("TP006", _root_name(node.node))


def _root_name(node: nodes.Node) -> str:
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else "()"
