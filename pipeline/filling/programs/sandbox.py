"""The Jinja environment that templates run in. Templates come by e-mail: nothing in them is trusted.

In: expressions and sources. Out: an environment that reaches only Records and plain values, with allow-listed filters,
tests and functions, and with bounds on all that grows. Missing names are recorded, never blank.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from contextvars import ContextVar
from functools import cache
from types import CodeType
from typing import Any
from weakref import WeakKeyDictionary

import jinja2
from jinja2 import ChainableUndefined, FileSystemBytecodeCache, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, operators
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.filling.programs.bounds import LIMITS, MAX_NUMBER, MAX_TEXT, BoundsExceeded, charge
from pipeline.filling.programs.filters import bounded_filters, bounded_tests, joined
from pipeline.vocabulary.content import Record

FUNCTIONS = frozenset({"range", "loop"})
STATEMENTS = frozenset({"for", "endfor", "if", "elif", "else", "endif", "set"})

BLOCK_START, BLOCK_END = "\ue010", "\ue011"
VALUE_START, VALUE_END = "\ue012", "\ue013"

_LARGEST_BASE, _LARGEST_EXPONENT = 1e6, 16
_GENERATION = f"1 {jinja2.__version__} "
"""Goes into the names of kept code: changed when the code that we have Jinja write changes."""

MISSED: ContextVar[list[str]] = ContextVar("MISSED")
"""Where the render under way notes the names it missed."""


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


class _Generator(CodeGenerator):
    """Has what Jinja leaves to Python (`~`, comparisons, slices) counted, and calls our own functions directly."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's names
        """`a ~ b`."""
        self.write("environment.concatenated((")
        for item in node.nodes:
            self.visit(item, frame)
            self.write(", ")
        self.write("))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        """`a < b`, `a in b`."""
        self.write("(")
        self._counted(node.expr, frame)
        for operand in node.ops:
            self.write(f" {operators[operand.op]} ")
            self._counted(operand.expr, frame)
        self.write(")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """`a[b]`, of which Jinja looks at slices no further."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self._counted(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A call: names that begin with `_` are ours, no template reaches them."""
        ours = isinstance(node.node, nodes.Name) and node.node.name.startswith("_")
        if not ours or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _counted(self, node: nodes.Expr, frame: Frame) -> None:
        if isinstance(node, nodes.Const):
            self.visit(node, frame)
            return
        self.write("environment.counted(")
        self.visit(node, frame)
        self.write(")")


class Sandbox(ImmutableSandboxedEnvironment):
    """Reaches values of Records and nothing else; what grows is bounded."""

    code_generator_class = _Generator
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
        self.filters = bounded_filters(self.filters)
        tests: dict[str, Any] = dict(self.tests)
        self.tests = dict(bounded_tests(tests))
        self.globals = {"range": _bounded_range}
        self._code: WeakKeyDictionary[Template, CodeType] = WeakKeyDictionary()

    def load(self, source: str) -> Template:
        """The template of a source: its code is kept from run to run, as Python keeps that of modules."""
        if self.bytecode_cache is None:
            return self.from_string(source)
        name = hashlib.sha256((_GENERATION + source).encode("utf-8", "surrogatepass")).hexdigest()
        bucket = self.bytecode_cache.get_bucket(self, name, None, source)
        if bucket.code is None:
            bucket.code = self.compile(source)
            with suppress(OSError):
                self.bytecode_cache.set_bucket(bucket)
        return self.of_code(bucket.code)

    def of_code(self, code: CodeType) -> Template:
        """The template of code that this environment compiled, now or in another run."""
        template = Template.from_code(self, code, self.make_globals(None))
        self._code[template] = code
        return template

    def code_of(self, template: Template) -> CodeType:
        """The code of a template. Raises KeyError for one that was not loaded."""
        return self._code[template]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute` in a template: a Record's value, or what a loop tells of itself."""
        if isinstance(obj, Record):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        if isinstance(obj, Undefined):
            return obj
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]` in a template: a Record's value or an item of a list or text."""
        if isinstance(obj, Record):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=str(argument))
        if isinstance(obj, dict) and isinstance(argument, str):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        if isinstance(obj, tuple | list | str | dict) and not isinstance(argument, str):
            return super().getitem(obj, argument)
        if isinstance(obj, Undefined):
            return obj
        return self.undefined(obj=obj, name=str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        """Only the engine's own functions and what a loop offers may be called."""
        return bool(getattr(obj, "engine_function", False)) or isinstance(getattr(obj, "__self__", None), LoopContext)

    def call(self, context: Any, function: Any, /, *arguments: Any, **named: Any) -> Any:
        """A template's own call, its arguments counted."""
        charge(*arguments, *named.values())
        return super().call(context, function, *arguments, **named)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Sums, products and powers within bounds."""
        if operator == "%" and isinstance(left, str):
            raise TypeError("%")
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if numbers:
            _check_numbers(operator, left, right)
        elif not isinstance(left, Undefined) and not isinstance(right, Undefined):
            charge(left, right)
            sizes = [abs(side) if isinstance(side, int | float) else len(side) for side in (left, right)]
            if (sizes[0] + sizes[1] if operator == "+" else sizes[0] * sizes[1]) > MAX_TEXT:
                raise BoundsExceeded("text")
        result = super().call_binop(context, operator, left, right)
        charge(result)
        return result

    def concatenated(self, items: tuple[object, ...]) -> str:
        """`a ~ b ~ …`."""
        return joined(items)

    def counted(self, value: object) -> object:
        """A value that is about to be gone through."""
        charge(value)
        return value


def _check_numbers(operator: str, left: float, right: float) -> None:
    if abs(left) > MAX_NUMBER or abs(right) > MAX_NUMBER:
        raise BoundsExceeded("number")
    if operator == "**" and (abs(left) > _LARGEST_BASE or abs(right) > _LARGEST_EXPONENT):
        raise BoundsExceeded("number")


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
    if len(numbers) > LIMITS["rounds"]:
        raise BoundsExceeded("rounds")
    return numbers


_bounded_range.engine_function = True  # type: ignore[attr-defined]
