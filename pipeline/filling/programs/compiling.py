"""A lifted part as a program: Jinja decides which stretches of its XML are written, and how often.

In: the tree of a part. Out: a `Program` with its sites, its sample paragraphs and every fault that can be told without
data. The XML between tags is never looked at by Jinja: its brackets there are private characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from jinja2 import Template
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from pipeline.filling import marks
from pipeline.filling.lifting import looks
from pipeline.filling.lifting.lifting import lift
from pipeline.filling.programs.bounds import charge_tag
from pipeline.filling.programs.grammar import ExpressionFault, assignment_of, check_expression, condition_of, loop_of
from pipeline.filling.programs.list_looks import ListLook
from pipeline.filling.programs.samples import Sample, break_markup, make_samples
from pipeline.filling.programs.sandbox import (
    BLOCK_END,
    BLOCK_START,
    VALUE_END,
    VALUE_START,
    Sandbox,
    sandbox,
)
from pipeline.filling.programs.scope import Scope
from pipeline.filling.sites import Site, Sites, Spot
from pipeline.ooxml.dialect import Dialect
from pipeline.vocabulary.findings import Term

_PLAIN_NAME = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*)*")
KEY_NAME = "_k"
"""What holds the keys of the loops around, in a program: out of a template's own reach."""
_DEPTH = {"for": 1, "endfor": -1}
_WORDS = {"and", "else", "if", "in", "is", "not", "or"}


@dataclass(frozen=True, slots=True)
class Program:
    """A part ready to be rendered. `template` is None when a fault stands in the way.

    `order` holds the numbers of its sites as they stand in the document, `charts` the programs of tags typed on the
    charts it draws: by the relation of each, then by the chart's parts. `source` is what it was compiled from.
    """

    sites: Sites
    template: Template | None
    samples: tuple[Sample, ...] = ()
    breaks: dict[int, str] = field(default_factory=dict)
    order: tuple[int, ...] = ()
    charts: Mapping[str, Mapping[str, Program]] = field(default_factory=dict)
    source: str = ""


def compile_part(
    root: etree._Element,
    dialect: Dialect,
    sites: Sites,
    environment: Sandbox,
    *,
    lists: ListLook | None = None,
    repeated: bool = False,
) -> Program:
    """The program of a part's stamped tree. The tree is changed; its faults are in `sites.faults`.

    `lists` is how list items look, and `repeated` says that the whole part is made once for each pass of a loop.
    """
    samples = make_samples(lift(root, dialect, sites), dialect, root, lists or ListLook())
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
    except TemplateSyntaxError:
        sites.fault("TP004", Spot(), "", reason=Term("template.syntax"))
    except (RecursionError, SyntaxError, MemoryError):  # nested deeper than Python can
        deepest = _deepest(sites, order)
        sites.fault("TP007", deepest.spot, deepest.code, reason=Term("bounds.nesting"))
    return Program(sites, template, samples, breaks or {}, tuple(order), source=source)


def _deepest(sites: Sites, order: list[int]) -> Site:
    """The tag that is the likeliest to be nested too deep: in many blocks, or with many brackets of its own."""
    depth, depths = 0, {}
    for number in order:
        depth += {"for": 1, "if": 1, "endfor": -1, "endif": -1}.get(sites.items[number].keyword, 0)
        depths[number] = depth + sites.items[number].code.count("(")
    return sites.items[max(order, key=depths.__getitem__)]


def without(program: Program, numbers: Collection[int]) -> Program:
    """A program that leaves out some tags, to see what else is wrong: nothing is printed, looped over or true there."""
    environment = sandbox()
    whole = "".join(_written(program.source, program.sites, environment, [], repeated=True, left_out=numbers))
    return replace(program, template=environment.from_string(whole))


def _written(
    source: str,
    sites: Sites,
    environment: Sandbox,
    order: list[int],
    *,
    repeated: bool,
    left_out: Collection[int] = (),
) -> Iterator[str]:
    """The source with Jinja's statements in the place of tokens; `order` receives the sites as they come."""
    position, depth, scope = 0, int(repeated), Scope()
    for match in marks.ANY.finditer(source):
        yield source[position : match.start()]
        position = match.end()
        if match.group() == marks.KEY:
            if depth:
                charge_tag()
            yield f"{VALUE_START}{KEY_NAME}{VALUE_END}" if depth else ""
            continue
        site = sites.items[int(match.group(1) or match.group(2))]
        charge_tag(site.code)
        order.append(site.number)
        site.scope = scope.arguments() if site.kind in ("chart", "drawing") else ""
        depth += _DEPTH.get(site.code.split(None, 1)[0], 0) if site.kind == "block" and site.code else 0
        if site.kind == "block":
            scope.follow(site.code)
        try:
            yield _left_out(site) if site.number in left_out else _EMIT[site.kind](site, environment)
        except ExpressionFault as fault:
            sites.fault(fault.code, site.spot, site.code, **fault.values)
    yield source[position:]


@lru_cache(maxsize=4096)
def _expression(code: str, environment: Sandbox) -> str:
    """A designer's expression, checked once. Names of the engine's own are out of its reach."""
    if _PLAIN_NAME.fullmatch(code) and code not in _WORDS:
        return code
    check_expression(environment, code)
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
        assignment = assignment_of(site.code)
        rest = _expression(assignment.rest, environment)
        return _statement(f"set {assignment.name} = _keep(_at({site.number}, {KEY_NAME}), {rest})")
    if keyword in looks.KEYWORDS:
        raise ExpressionFault("TP004", reason=Term("template.look_outside"))
    condition = _expression(condition_of(site.code), environment)
    return _statement(f"{keyword} _true(_at({site.number}, {KEY_NAME}), {condition})")


def _loop(site: Site, environment: Sandbox) -> str:
    loop = loop_of(environment, site.code)
    at = f"_at({site.number}, {KEY_NAME})"
    looped = f"for {loop.target} in _each({at}, {_expression(loop.items, environment)})"
    if loop.condition:
        looped += f" if _true({at}, {_expression(loop.condition, environment)})"
    return _statement(looped) + _statement(f"set {KEY_NAME} = _pass({at}, {loop.names[0]})")


def _left_out(site: Site) -> str:
    """What keeps a tag's place without it."""
    if site.kind == "look":
        return _statement("set _look = ''")
    if site.keyword == "for":
        return _statement("for _ in ()")
    if site.keyword == "set":
        return _statement(f"set {assignment_of(site.code).name} = ''")
    return _statement(f"{site.keyword} false") if site.keyword in ("if", "elif") else ""


def _statement(code: str) -> str:
    return f"{BLOCK_START} {code} {BLOCK_END}"


def _look(site: Site, environment: Sandbox) -> str:
    return _statement(f"set _look = _keep(_at({site.number}, {KEY_NAME}), {_expression(site.code, environment)})")


def _chart(site: Site, environment: Sandbox) -> str:
    code = _expression(site.code, environment)
    return f"{VALUE_START}_chart(_at({site.number}, {KEY_NAME}), {code}{site.scope}){VALUE_END}"


def _drawing(site: Site, _: Sandbox) -> str:
    return f"{VALUE_START}_drawing(_at({site.number}, {KEY_NAME}){site.scope}){VALUE_END}"


_EMIT: dict[str, Callable[[Site, Sandbox], str]] = {
    "text": _value("_text"),
    "attribute": _value("_attribute"),
    "field_code": _value("_field_code"),
    "field_address": _value("_field_address"),
    "paragraph": _value("_paragraph"),
    "address": _value("_attribute"),
    "chart": _chart,
    "drawing": _drawing,
    "chart_height": _value("_chart_height"),
    "picture": _value("_picture"),
    "picture_size": _value("_picture_size"),
    "block": _block,
    "look": _look,
    "unknown_look": lambda site, _: f"{VALUE_START}_unknown_look({site.number}, _look){VALUE_END}",
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
