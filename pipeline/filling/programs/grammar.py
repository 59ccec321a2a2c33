"""What the code of a tag means to Jinja: its syntax tree, or what is wrong with it, in terms of ours.

In: a tag's code as typed. Out: trees of expressions, the pieces of statements; else an `ExpressionFault`. No word of
Jinja's own reaches a designer.
"""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from pipeline.filling.programs.filters import FILTERS, TESTS
from pipeline.filling.programs.sandbox import (
    BLOCK_END,
    BLOCK_START,
    FUNCTIONS,
    STATEMENTS,
    VALUE_END,
    VALUE_START,
    Sandbox,
)
from pipeline.vocabulary.findings import FindingValue, Phrase, Term

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_LOOP = re.compile(r"for\s+(?P<target>[\w\s,()]+?)\s+in\s+(?P<rest>.+)", re.DOTALL)
_SET = re.compile(r"set\s+(?P<target>[A-Za-z]\w*)\s*=(?!=)\s*(?P<rest>.+)", re.DOTALL)
_UNKNOWN_CHARACTER = re.compile(r"unexpected char '(.+)' at \d+")
_UNEXPECTED = re.compile(r"unexpected '([^']+)'$")
_TOO_MUCH = re.compile(r"expected token 'end of [\w ]+', got '([^']+)'")
_UNFINISHED = re.compile(r"'end of |expected name or number")
_JINJAS_WORDS = frozenset({"integer", "float", "string", "name"})
_JINJAS_ARGUMENTS = frozenset({"environment", "env", "context", "eval_ctx"})
_PAIRS = {")": "(", "]": "[", "}": "{"}
_BY_NAME = {"map": (0, FILTERS), "select": (0, TESTS), "reject": (0, TESTS)}
_BY_ATTRIBUTE = {"selectattr": (1, TESTS), "rejectattr": (1, TESTS)}


class ExpressionFault(ValueError):
    """An expression that can't be accepted: `code` of the rule, and the values of its finding."""

    def __init__(self, code: str, **values: FindingValue) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, FindingValue] = values


@dataclass(frozen=True, slots=True)
class Loop:
    """`for a, b in items if condition`: `target` as typed, and the names in it."""

    target: str
    names: tuple[str, ...]
    items: str
    condition: str


@dataclass(frozen=True, slots=True)
class _Assignment:
    """`set name = rest`."""

    name: str
    rest: str


def parsed(environment: Sandbox, expression: str) -> nodes.Expr:
    """The syntax tree of an expression, whatever it uses. Raises ExpressionFault TP004, TP007."""
    tree = _tree(environment, f"{VALUE_START} {expression} {VALUE_END}", expression)
    output = next(tree.find_all(nodes.Output), None)
    found = [node for node in output.nodes if not isinstance(node, nodes.TemplateData)] if output else []
    if len(found) != 1 or len(list(tree.find_all(nodes.Output))) != 1:
        raise ExpressionFault("TP004", reason=_syntax_reason(expression, ""))
    return found[0]


def check_expression(environment: Sandbox, expression: str) -> nodes.Expr:
    """The syntax tree of an expression that may be used. Raises ExpressionFault."""
    tree = parsed(environment, expression)
    for fault in forbidden(environment, tree):
        raise fault
    return tree


def loop_of(environment: Sandbox, code: str) -> Loop:
    """The pieces of a `for`. Raises ExpressionFault TP004, TP007."""
    found = _LOOP.fullmatch(code)
    if found is None:
        raise ExpressionFault("TP004", reason=Term("template.no_in"))
    if not all(_NAME.fullmatch(name) for name in re.split(r"[\s,()]+", found["target"]) if name):
        raise ExpressionFault("TP004", reason=Term("template.no_name"))
    items, condition = _split(found["rest"])
    closed = f"{BLOCK_START} {code} {BLOCK_END}{BLOCK_START} endfor {BLOCK_END}"
    _tree(environment, closed, code)
    return Loop(found["target"], tuple(_NAME.findall(found["target"])), items, condition)


def assignment_of(code: str) -> _Assignment:
    """The pieces of a `set`. Raises ExpressionFault TP004."""
    found = _SET.fullmatch(code)
    if found is None:
        raise ExpressionFault("TP004", reason=Term("template.no_equals"))
    return _Assignment(found["target"], found["rest"])


def condition_of(code: str) -> str:
    """The condition of an `if` or `elif`. Raises ExpressionFault TP004."""
    condition = code.partition(code.split(None, 1)[0])[2].strip()
    if not condition:
        raise ExpressionFault("TP004", reason=Term("template.no_condition"))
    return condition


def unknown_command(keyword: str) -> dict[str, FindingValue]:
    """The values of a finding about a block tag with another first word than ours."""
    nearest = next(iter(difflib.get_close_matches(keyword, sorted(STATEMENTS), 1, 0.6)), "")
    if not keyword:
        return {"reason": Term("template.empty")}
    if nearest:
        return {
            "name": keyword,
            "nearest": nearest,
            "reason": Phrase("template.near_command", name=keyword, nearest=nearest),
        }
    return {"name": keyword, "reason": Phrase("template.no_command", name=keyword)}


def forbidden(environment: Sandbox, tree: nodes.Node) -> Iterator[ExpressionFault]:
    """Everything in an expression that templates may not use, in no order of importance."""
    for node in (tree, *tree.find_all(nodes.Node)):
        if isinstance(node, nodes.Filter):
            yield from _filter_faults(environment, node)
        elif isinstance(node, nodes.Test):
            yield from _test_faults(environment, node)
        elif isinstance(node, nodes.Call):
            yield from _call_faults(node)
        elif isinstance(node, nodes.Name) and node.name.startswith("_"):
            yield _forbidden("no_hidden_name", node.name, Term("template.advice.remove_it"))


def _syntax_reason(code: str, message: str) -> Term:
    """Why Jinja can't read a tag, from the tag itself and what Jinja said."""
    if not code.strip():
        return Term("template.empty")
    unbalanced = _unbalanced(code)
    if unbalanced:
        return Term(unbalanced)
    if extra := _TOO_MUCH.search(message):
        found = extra.group(1)
        return Term("template.extra") if found in _JINJAS_WORDS else Phrase("template.extra_word", found=found)
    if _UNFINISHED.search(message):
        return Term("template.unfinished")
    if character := _UNKNOWN_CHARACTER.search(message) or _UNEXPECTED.search(message):
        return Phrase("template.character", found=character.group(1))
    return Term("template.syntax")


def _tree(environment: Sandbox, source: str, code: str) -> nodes.Template:
    try:
        return environment.parse(source)
    except TemplateSyntaxError as error:
        raise ExpressionFault("TP004", reason=_syntax_reason(code, error.message or "")) from error
    except RecursionError as error:
        raise ExpressionFault("TP007", reason=Term("bounds.nesting")) from error


def _split(rest: str) -> tuple[str, str]:
    """What a loop goes over, and its condition: `actions if action.cost` → `actions`, `action.cost`."""
    depth, quote = 0, ""
    for position, letter in enumerate(rest):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif depth == 0 and re.match(r"\sif\s", rest[position : position + 4]):
            return rest[:position].strip(), rest[position + 4 :].strip()
    return rest.strip(), ""


def _unbalanced(code: str) -> str:
    """The term for a quote or bracket without its pair, "" when all have one."""
    quote, waiting = "", []
    for letter in code:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([{":
            waiting.append(letter)
        elif letter in _PAIRS and (not waiting or waiting.pop() != _PAIRS[letter]):
            return "template.bracket"
    return "template.quote" if quote else "template.bracket" if waiting else ""


def _filter_faults(environment: Sandbox, node: nodes.Filter) -> Iterator[ExpressionFault]:
    if node.name not in FILTERS:
        yield _unknown(node.name, "filter", FILTERS)
        return
    if not _fits(environment.filters[node.name], node):
        yield _forbidden("arguments", node.name, Phrase("template.advice.arguments", name=node.name))
    place, known = _BY_NAME.get(node.name) or _BY_ATTRIBUTE.get(node.name) or (0, None)
    argument = node.args[place] if known is not None and len(node.args) > place else None
    if known is not None and isinstance(argument, nodes.Const) and argument.value not in known:
        yield _unknown(str(argument.value), "filter" if known is FILTERS else "test", known)


def _test_faults(environment: Sandbox, node: nodes.Test) -> Iterator[ExpressionFault]:
    if node.name not in TESTS:
        yield _unknown(node.name, "test", TESTS)
    elif not _fits(environment.tests[node.name], node):
        yield _forbidden("arguments", node.name, Phrase("template.advice.arguments", name=node.name))


def _call_faults(node: nodes.Call) -> Iterator[ExpressionFault]:
    target = node.node
    if isinstance(target, nodes.Name) and target.name in FUNCTIONS - {"loop"}:
        return
    if isinstance(target, nodes.Getattr) and target.node == nodes.Name("loop", "load"):
        if target.attr in ("cycle", "changed"):
            return
        advice: Term = Term("template.advice.remove_it")
    elif isinstance(target, nodes.Getattr) and target.attr in FILTERS:
        advice = Phrase("template.advice.filter", name=target.attr)
    else:
        advice = Term("template.advice.remove_it")
    name = target.attr if isinstance(target, nodes.Getattr) else getattr(target, "name", "")
    yield _forbidden("no_function", f"{name}()", advice)


def _unknown(name: str, kind: str, known: frozenset[str]) -> ExpressionFault:
    nearest = next(iter(difflib.get_close_matches(name, sorted(known), 1, 0.75)), "")
    if nearest:
        return _forbidden(f"no_{kind}", name, Phrase("template.advice.type", nearest=nearest), nearest)
    return _forbidden(f"no_{kind}", name, Term(f"template.advice.remove_{kind}"))


def _forbidden(reason: str, name: str, advice: Term, nearest: str = "") -> ExpressionFault:
    why = Phrase(f"template.{reason}", name=name)
    return ExpressionFault("TP006", name=name, nearest=nearest, reason=why, advice=advice)


def _fits(function: object, node: nodes.Filter | nodes.Test) -> bool:
    """Whether a filter or test takes the arguments of a tag, the value before them being the first."""
    if not callable(function) or node.dyn_args is not None or node.dyn_kwargs is not None:
        return True
    signature = inspect.signature(function)
    hidden = next(iter(signature.parameters)) in _JINJAS_ARGUMENTS
    arguments = [None] * (hidden + 1 + len(node.args))
    try:
        signature.bind(*arguments, **dict.fromkeys((str(pair.key) for pair in node.kwargs), None))
    except TypeError:
        return False
    return True
