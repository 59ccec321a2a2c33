"""A lifted part as a program: Jinja decides which stretches of its XML are written, and how often.

In: the tree of a part. Out: a `Program` with its sites, its sample paragraphs and every fault that can be told without
data. The XML between tags is never looked at by Jinja: its brackets there are private characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Template, nodes
from lxml import etree

from pipeline.filling import marks
from pipeline.filling.lifting import lift
from pipeline.filling.samples import Sample, break_markup, make_sample
from pipeline.filling.sandbox import (
    BLOCK_END,
    BLOCK_START,
    VALUE_END,
    VALUE_START,
    ExpressionFault,
    Sandbox,
    check_expression,
    check_source,
)
from pipeline.filling.sites import Site, Sites
from pipeline.ooxml.dialect import Dialect

_PLAIN_NAME = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*)*")
_WORDS = {"and", "else", "if", "in", "is", "not", "or"}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_LOOP = re.compile(r"for\s+(?P<target>[\w\s,()]+?)\s+in\s+(?P<rest>.+)", re.DOTALL)
_SET = re.compile(r"set\s+(?P<target>[A-Za-z]\w*)\s*=\s*(?P<rest>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Program:
    """A part ready to be rendered. `template` is None when a fault stands in the way."""

    sites: Sites
    template: Template | None
    samples: tuple[Sample, ...]
    breaks: dict[int, str]


def compile_part(root: etree._Element, dialect: Dialect, sites: Sites, environment: Sandbox) -> Program:
    """The program of a part's tree. The tree is changed; its faults are in `sites.faults`."""
    sample_paragraphs = lift(root, dialect, sites)
    samples = tuple(make_sample(paragraph, dialect, root) for paragraph in sample_paragraphs)
    breaks = _breaks(root, dialect)
    source = etree.tostring(root, encoding="unicode")
    return Program(sites, compile_source(source, sites, environment), samples, breaks)


def compile_source(source: str, sites: Sites, environment: Sandbox) -> Template | None:
    """The template of serialised XML with tokens, or None when one of its tags has a fault."""
    whole = "".join(_written(source, sites, environment))
    if sites.faults:
        return None
    try:
        return environment.load(whole)
    except (RecursionError, SyntaxError, MemoryError) as error:  # nested deeper than Python can
        sites.fault("TP007", "", "", reason=str(error))
    return None


def compile_repetition(directive: str, sites: Sites, environment: Sandbox) -> Program:
    """What a slide repeats over (`for goal in goals`) or depends on (`if costs`), as a program that counts copies."""
    opening = sites.add("block", directive, directive)
    keyword = directive.split(None, 1)[0]
    found = _LOOP.fullmatch(directive)
    targets = _NAME.findall(found["target"]) if found else []
    copy = sites.add("slide", ", ".join(f"{name}={name}" for name in targets), directive)
    closing = sites.add("statement", f"end{keyword}", directive)
    source = "".join(
        str(etree.tostring(marks.marker(site.number), encoding="unicode")) for site in (opening, copy, closing)
    )
    return Program(sites, compile_source(source, sites, environment), (), {})


def _written(source: str, sites: Sites, environment: Sandbox) -> Iterator[str]:
    position = 0
    for match in marks.ANY.finditer(source):
        yield source[position : match.start()]
        site = sites.items[int(match.group(1) or match.group(2))]
        try:
            yield _EMIT[site.kind](site, environment)
        except ExpressionFault as fault:
            sites.fault(fault.code, site.near, site.code, reason=fault.reason)
        position = match.end()
    yield source[position:]


@lru_cache(maxsize=4096)
def _expression(code: str, environment: Sandbox) -> str:
    """A designer's expression, checked once. Names of the engine's own are out of its reach."""
    if _PLAIN_NAME.fullmatch(code) and code not in _WORDS:
        return code
    for name in check_expression(environment, code).find_all(nodes.Name):
        if name.name.startswith("_"):
            raise ExpressionFault("TP006", name.name)
    return code


def _value(function: str) -> Callable[[Site, Sandbox], str]:
    def emit(site: Site, environment: Sandbox) -> str:
        code = _expression(site.code, environment)
        return f"{VALUE_START}{function}(_at({site.number}), {code}){VALUE_END}"

    return emit


def _block(site: Site, environment: Sandbox) -> str:
    keyword = site.code.split(None, 1)[0]
    if keyword in ("else", "endif", "endfor"):
        return _statement(keyword)
    if keyword == "for":
        return _statement(_loop(site, environment))
    if keyword == "set":
        found = _SET.fullmatch(site.code)
        if found is None:
            raise ExpressionFault("TP004", site.code)
        rest = _expression(found["rest"], environment)
        return _statement(f"set {found['target']} = _keep(_at({site.number}), {rest})")
    condition = _expression(site.code.removeprefix(keyword), environment)
    return _statement(f"{keyword} _true(_at({site.number}), {condition})")


def _loop(site: Site, environment: Sandbox) -> str:
    found = _LOOP.fullmatch(site.code)
    if found is None or not all(_NAME.fullmatch(name) for name in re.split(r"[\s,()]+", found["target"]) if name):
        raise ExpressionFault("TP004", site.code)
    items, condition = split_loop(found["rest"])
    check_source(environment, _statement(site.code) + _statement("endfor"))
    looped = f"for {found['target']} in _each(_at({site.number}), {_expression(items, environment)})"
    return looped + (f" if _true(_at({site.number}), {_expression(condition, environment)})" if condition else "")


def split_loop(rest: str) -> tuple[str, str]:
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


def _statement(code: str) -> str:
    return f"{BLOCK_START} {code} {BLOCK_END}"


def _look(site: Site, environment: Sandbox) -> str:
    return _statement(f"set _look = _keep(_at({site.number}), {_expression(site.code, environment)})")


_EMIT: dict[str, Callable[[Site, Sandbox], str]] = {
    "text": _value("_text"),
    "attribute": _value("_attribute"),
    "paragraph": _value("_paragraph"),
    "address": _value("_attribute"),
    "chart": _value("_chart"),
    "chart_height": _value("_chart_height"),
    "picture": _value("_picture"),
    "picture_width": _value("_picture_width"),
    "picture_height": _value("_picture_height"),
    "block": _block,
    "look": _look,
    "unknown_look": lambda site, _: f"{VALUE_START}_unknown_look({site.number}){VALUE_END}",
    "slide": lambda site, _: f"{VALUE_START}_slide({site.code}){VALUE_END}",
    "statement": lambda site, _: _statement(site.code),
}


def _breaks(root: etree._Element, dialect: Dialect) -> dict[int, str]:
    """What a line break inside a value becomes, by site: it depends on the run that the value stands in."""
    found: dict[int, str] = {}
    for text in root.iter(dialect.text):
        numbers = [int(number) for number in marks.VALUE.findall(text.text or "")]
        if numbers:
            markup = break_markup(text, dialect, root)
            found.update(dict.fromkeys(numbers, markup))
    return found
