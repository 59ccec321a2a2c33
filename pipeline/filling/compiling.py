"""A lifted part as a program: Jinja decides which stretches of its XML are written, and how often.

In: the tree of a part. Out: a `Program` with its sites, its sample paragraphs and every fault that can be told without
data. The XML between tags is never looked at by Jinja: its brackets there are private characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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
from pipeline.filling.sites import Site, Sites, Spot
from pipeline.ooxml.dialect import Dialect

_PLAIN_NAME = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*)*")
KEY_NAME = "_k"
"""What holds the keys of the loops around, in a program: out of a template's own reach."""
_DEPTH = {"for": 1, "endfor": -1}
_WORDS = {"and", "else", "if", "in", "is", "not", "or"}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_LOOP = re.compile(r"for\s+(?P<target>[\w\s,()]+?)\s+in\s+(?P<rest>.+)", re.DOTALL)
_SET = re.compile(r"set\s+(?P<target>[A-Za-z]\w*)\s*=\s*(?P<rest>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Program:
    """A part ready to be rendered. `template` is None when a fault stands in the way.

    `order` holds the numbers of its sites as they stand in the document.
    """

    sites: Sites
    template: Template | None
    samples: tuple[Sample, ...] = ()
    breaks: dict[int, str] = field(default_factory=dict)
    order: tuple[int, ...] = ()


def compile_part(
    root: etree._Element, dialect: Dialect, sites: Sites, environment: Sandbox, *, repeated: bool = False
) -> Program:
    """The program of a part's stamped tree. The tree is changed; its faults are in `sites.faults`.

    `repeated` says that the whole part is made once for each pass of a loop.
    """
    sample_paragraphs = lift(root, dialect, sites)
    samples = tuple(make_sample(paragraph, dialect, root) for paragraph in sample_paragraphs)
    breaks = _breaks(root, dialect)
    source = etree.tostring(root, encoding="unicode")
    return compile_source(source, sites, environment, samples, breaks, repeated=repeated)


def compile_source(
    source: str,
    sites: Sites,
    environment: Sandbox,
    samples: tuple[Sample, ...] = (),
    breaks: dict[int, str] | None = None,
    *,
    repeated: bool = False,
) -> Program:
    """The program of serialised XML with tokens; without a template when one of its tags has a fault."""
    order: list[int] = []
    whole = "".join(_written(source, sites, environment, order, repeated=repeated))
    template = None
    try:
        template = None if sites.faults else environment.load(whole)
    except (RecursionError, SyntaxError, MemoryError) as error:  # nested deeper than Python can
        sites.fault("TP007", Spot(), "", reason=str(error))
    return Program(sites, template, samples, breaks or {}, tuple(order))


def compile_repetition(directive: str, block: str, sites: Sites, environment: Sandbox) -> Program:
    """What a slide repeats over (`for goal in goals`) or depends on (`if costs`), as a program that counts copies."""
    spot = Spot(block, "directive", directive, 0, len(directive))
    opening = sites.add("block", directive, spot)
    keyword = directive.split(None, 1)[0]
    found = _LOOP.fullmatch(directive)
    targets = _NAME.findall(found["target"]) if found else []
    copy = sites.add("slide", ", ".join(f"{name}={name}" for name in (*targets, KEY_NAME)), spot)
    closing = sites.add("block", f"end{keyword}", spot)
    source = "".join(
        str(etree.tostring(marks.marker(site.number), encoding="unicode")) for site in (opening, copy, closing)
    )
    return compile_source(source, sites, environment)


def _written(source: str, sites: Sites, environment: Sandbox, order: list[int], *, repeated: bool) -> Iterator[str]:
    """The source with Jinja's statements in the place of tokens; `order` receives the sites as they come."""
    position, depth = 0, int(repeated)
    for match in marks.ANY.finditer(source):
        yield source[position : match.start()]
        position = match.end()
        if match.group() == marks.KEY:
            yield f"{VALUE_START}{KEY_NAME}{VALUE_END}" if depth else ""
            continue
        site = sites.items[int(match.group(1) or match.group(2))]
        order.append(site.number)
        depth += _DEPTH.get(site.code.split(None, 1)[0], 0) if site.kind == "block" and site.code else 0
        try:
            yield _EMIT[site.kind](site, environment)
        except ExpressionFault as fault:
            sites.fault(fault.code, site.spot, site.code, reason=fault.reason)
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
        return f"{VALUE_START}{function}(_at({site.number}, {KEY_NAME}), {code}){VALUE_END}"

    return emit


def _block(site: Site, environment: Sandbox) -> str:
    keyword = site.code.split(None, 1)[0]
    if keyword in ("else", "endif", "endfor"):
        return _statement(keyword)
    if keyword == "for":
        return _loop(site, environment)
    if keyword == "set":
        found = _SET.fullmatch(site.code)
        if found is None:
            raise ExpressionFault("TP004", site.code)
        rest = _expression(found["rest"], environment)
        return _statement(f"set {found['target']} = _keep(_at({site.number}, {KEY_NAME}), {rest})")
    condition = _expression(site.code.removeprefix(keyword), environment)
    return _statement(f"{keyword} _true(_at({site.number}, {KEY_NAME}), {condition})")


def _loop(site: Site, environment: Sandbox) -> str:
    found = _LOOP.fullmatch(site.code)
    if found is None or not all(_NAME.fullmatch(name) for name in re.split(r"[\s,()]+", found["target"]) if name):
        raise ExpressionFault("TP004", site.code)
    items, condition = split_loop(found["rest"])
    check_source(environment, _statement(site.code) + _statement("endfor"))
    at = f"_at({site.number}, {KEY_NAME})"
    looped = f"for {found['target']} in _each({at}, {_expression(items, environment)})"
    if condition:
        looped += f" if _true({at}, {_expression(condition, environment)})"
    first = _NAME.findall(found["target"])[0]
    return _statement(looped) + _statement(f"set {KEY_NAME} = _pass({at}, {first})")


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
    return _statement(f"set _look = _keep(_at({site.number}, {KEY_NAME}), {_expression(site.code, environment)})")


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
