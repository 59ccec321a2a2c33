"""What a rendering found wrong, explained as checking the template would: whole paths, nearest names, what to do.

In: the program under way, its context, and what was missed or did not fit at a tag. Out: the values of the finding.
Nothing here is computed before there is a fault.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cached_property

from jinja2 import Undefined, nodes

from pipeline.filling.checks.expressions import print_advice
from pipeline.filling.checks.inference import faults_of
from pipeline.filling.checks.kinds import Kind, kind_of
from pipeline.filling.checks.typed_names import shown, typed_path
from pipeline.filling.programs.compiling import Program
from pipeline.filling.programs.grammar import ExpressionFault, assignment_of, condition_of, loop_of, parsed
from pipeline.filling.programs.sandbox import sandbox
from pipeline.filling.sites import Fault, Site
from pipeline.vocabulary.content import Chart, Context, LongText, Picture, Record
from pipeline.vocabulary.declared import Declared, DeclaredKind, Names
from pipeline.vocabulary.findings import FindingValue, Phrase, Term

Values = dict[str, FindingValue]
_DEEPEST = 8
_PLAIN: tuple[tuple[type | tuple[type, ...], DeclaredKind], ...] = (
    (bool, "flag"),
    ((int, float), "number"),
    (LongText, "long text"),
    (str, "text"),
    (Chart, "chart"),
    (Picture, "picture"),
)
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (ZeroDivisionError, "division"),
    (TypeError, "unlike"),
    (LookupError, "not_there"),
    (ValueError, "value"),
)


class Explainer:
    """Explains the faults of one rendering."""

    def __init__(self, program: Program, context: Context) -> None:
        self._program = program
        self._context = context

    def missing(self, site: Site, name: str) -> tuple[str, Values]:
        """The code and values for a name that was missed: it does not exist, or what it is a part of is nothing."""
        known = next((fault.values for fault in self._unknown if _is_at(fault, site) and _names(fault, name)), None)
        path = str(known["name"]) if known else self._typed(site, name)
        nothing = self._nothing_in(path)
        if nothing:
            return "TP010", _of_nothing(nothing)
        if known:
            return "TP003", {key: known[key] for key in ("name", "nearest", "advice")}
        return "TP003", {"name": path, "advice": Term("template.advice.names")}

    def unfit(self, site: Site, value: object, *, looped: bool = False) -> Values:
        """The values for something that can't be printed, or looped over."""
        tree = next(_trees(site), None)
        name = shown(tree) if tree is not None else site.code
        name = site.code if name == "…" else name
        if value is None or isinstance(value, Undefined):
            return _of_nothing(name, Term("template.advice.no_else") if isinstance(tree, nodes.CondExpr) else None)
        kind = _kind(value)
        advice = Term("template.advice.no_loop") if looped or tree is None else print_advice(tree, kind)
        return {"name": name, "kind": kind.term, "advice": advice}

    @cached_property
    def _unknown(self) -> list[Fault]:
        """The names that can't be, judging by the values that there are."""
        names = {name: _declared(value, 0) for name, value in self._context.items()}
        return [fault for fault in faults_of(self._program, names) if fault.code == "TP003"]

    def _typed(self, site: Site, name: str) -> str:
        paths = [typed_path(tree, name) for tree in _trees(site)]
        return next((path for path in paths if path != name), name if name != "None" else site.code)

    def _nothing_in(self, path: str) -> str:
        """The part of a path that is nothing, as far as it begins with a name of the context."""
        value: object = self._context
        parts = path.split(".")
        for place, part in enumerate(parts):
            if not isinstance(value, Mapping) or part not in value:
                return ""
            value = value[part]
            if value is None:
                return ".".join(parts[: place + 1])
        return ""


def reason_of(error: Exception) -> Term:
    """Why a value could not be computed, from what Python says."""
    found = next((term for type_, term in _REASONS if isinstance(error, type_)), "not_computed")
    return Term(f"template.{found}")


def look_values(look: object, known: str) -> Values:
    """The values for a look that has no sample among the `known` ones, which are parted by line breaks."""
    names = known.split("\n")
    nearest = next(iter(difflib.get_close_matches(str(look), names, 1, 0.6)), "") or ", ".join(names)
    advice = Phrase("template.advice.add_look", name=str(look), nearest=nearest)
    return {"name": str(look), "nearest": nearest, "advice": advice}


def _of_nothing(name: str, advice: Term | None = None) -> Values:
    advice = advice or Phrase("template.advice.missing", name=name)
    return {"name": name, "kind": Term("template.kinds.nothing"), "advice": advice}


def _is_at(fault: Fault, site: Site) -> bool:
    return fault.spot.text == site.spot.text and (fault.spot.start, fault.spot.end) == (site.spot.start, site.spot.end)


def _names(fault: Fault, name: str) -> bool:
    return name in str(fault.values["name"]).split(".")


def _trees(site: Site) -> Iterator[nodes.Expr]:
    """The expressions of a tag."""
    try:
        for code in _codes(site):
            yield parsed(sandbox(), code)
    except ExpressionFault:
        return


def _codes(site: Site) -> tuple[str, ...]:
    if site.keyword == "for":
        loop = loop_of(sandbox(), site.code)
        return (loop.items, loop.condition) if loop.condition else (loop.items,)
    if site.keyword == "set":
        return (assignment_of(site.code).rest,)
    return (condition_of(site.code),) if site.keyword else (site.code,)


def _kind(value: object) -> Kind:
    if isinstance(value, float):
        return Kind("decimal")
    return kind_of(_declared(value, 0), "")


def _declared(value: object, depth: int) -> Declared:
    """What a value would be declared as; a list by its first item."""
    if isinstance(value, tuple | list):
        item = _declared(value[0], depth + 1) if value and depth < _DEEPEST else Declared("record")
        return Declared(item.kind, item.parts, many=True)
    if isinstance(value, Record):
        parts: Names = {name: _declared(part, depth + 1) for name, part in value.items()} if depth < _DEEPEST else {}
        return Declared("record", parts)
    kind = next((kind for type_, kind in _PLAIN if isinstance(value, type_)), None)
    return Declared(kind) if kind is not None else Declared("record", optional=True)
