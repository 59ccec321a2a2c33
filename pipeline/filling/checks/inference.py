"""Every fault of a template that can be told without data: names that don't exist, values of the wrong kind.

In: a compiled template, even one with faults, and the names that it may use. Out: all its faults: those of its
structure and of its tags' spelling, and those of its names. The tags of each part are read in the order of the
document, with the names that loops and assignments give and what conditions make sure of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from pipeline.filling.checks.expressions import Expressions
from pipeline.filling.checks.kinds import ANYTHING, LOOP, PRINTED_AS_ALTERNATIVE, TEXTS, Kind
from pipeline.filling.checks.reach import NO_FACTS, Scopes, Snapshot
from pipeline.filling.checks.typed_names import Guesses
from pipeline.filling.programs.compiling import Program
from pipeline.filling.programs.grammar import ExpressionFault, assignment_of, condition_of, forbidden, loop_of, parsed
from pipeline.filling.programs.sandbox import sandbox
from pipeline.filling.sites import Fault, Site
from pipeline.filling.template import PartProgram, SlideRun, Template
from pipeline.vocabulary.declared import Names
from pipeline.vocabulary.findings import FindingValue, Phrase, Term

_PRINTED = frozenset({"text", "paragraph", "address", "field_code", "field_address"})
_BINDINGS = frozenset({"chart", "picture"})
_GIVEN = re.compile(r"([A-Za-z]\w*)(?:\s*,\s*([A-Za-z]\w*))*\s+in\b|\bset\s+([A-Za-z]\w*)")
_WORDS = re.compile(r"[A-Za-z]\w*")


def faults(template: Template, names: Names) -> tuple[Fault, ...]:
    """All faults of a template whose tags may use `names`, each once: first those of its structure and spelling.

    That a value may be missing is left for later where the tag has another fault to mend first.
    """
    reading = _Reading(names)
    for part in template.stories:
        reading.read(part.program)
    for run in template.runs:
        reading.read_run(run)
    for part in template.properties:
        reading.read(part.program)
    for section in template.sections:
        if section.program is not None:
            reading.read(section.program, reading.anywhere())
    every = (*template.faults, *reading.faults)
    broken = {(fault.part, fault.spot) for fault in every if fault.code != "TP013"}
    found = {_key(fault): fault for fault in every if fault.code != "TP013" or (fault.part, fault.spot) not in broken}
    return tuple(found.values())


def _key(fault: Fault) -> tuple[object, ...]:
    return fault.code, fault.part, fault.spot, tuple(sorted((name, str(value)) for name, value in fault.values.items()))


def faults_of(program: Program, names: Names) -> list[Fault]:
    """The faults of the names in one part."""
    reading = _Reading(names)
    reading.read(program)
    return reading.faults


@dataclass(slots=True)
class _Reading:
    """The reading of one template, and its faults so far."""

    names: Names
    faults: list[Fault] = field(default_factory=list)
    guesses: Guesses = field(default_factory=Guesses)
    snapshots: list[Snapshot] = field(default_factory=list)

    def read(self, program: Program, snapshot: Snapshot | None = None) -> dict[int, Snapshot]:
        """Reads a part's tags, with the names and facts of `snapshot`. Gives those at the slides of a repetition."""
        scopes = Scopes(self.names, snapshot)
        for name in _names_of_broken_tags(program):
            if scopes.find(name) is None:
                scopes.bind(name, ANYTHING)
        slides: dict[int, Snapshot] = {}
        for number in program.order:
            site = program.sites.items[number]
            if site.kind == "slide":
                slides[len(slides)] = scopes.snapshot()
            elif site.kind not in ("statement", "unknown_look"):
                _Tag(self, program, site, scopes).read()
        return slides

    def read_run(self, run: SlideRun) -> None:
        """Reads slides that are made together, with the names that their notes' directives give."""
        snapshots = self.read(run.repetition) if run.repetition is not None else {}
        self.snapshots += snapshots.values()
        for place, slide in enumerate(run.slides):
            parts: list[PartProgram] = [slide.slide, *slide.diagrams]
            for part in (*parts, slide.notes) if slide.notes is not None else parts:
                self.read(part.program, snapshots.get(place))

    def anywhere(self) -> Snapshot:
        """What is known on any slide: the names of sections are those of the slides in them."""
        variables = {name: kind for snapshot in self.snapshots for name, kind in snapshot.variables.items()}
        return Snapshot(variables, NO_FACTS.union(*(snapshot.facts for snapshot in self.snapshots)))


def _names_of_broken_tags(program: Program) -> Iterator[str]:
    """Names that a block gives whose tag can't be read: what is said of them can't be judged."""
    for fault in program.sites.faults:
        if fault.code == "TP004":
            for found in _GIVEN.finditer(str(fault.values["tag"])):
                yield from _WORDS.findall(found.group().removeprefix("set").removesuffix("in"))


class _Tag:
    """The reading of one tag."""

    def __init__(self, reading: _Reading, program: Program, site: Site, scopes: Scopes) -> None:
        self._reading = reading
        self._program = program
        self._site = site
        self._scopes = scopes
        self._expressions = Expressions(scopes, self._note, reading.guesses)

    def read(self) -> None:
        """Notes the tag's faults, and what it changes for the tags after it."""
        try:
            self._read()
        except ExpressionFault as fault:
            self._note(fault.code, **fault.values)
        except RecursionError:
            self._note("TP007", reason=Term("bounds.nesting"))

    def _read(self) -> None:
        site = self._site
        if site.kind == "block":
            self._read_block(site.keyword)
        elif site.kind == "look":
            self._read_look()
        elif site.kind in _PRINTED:
            self._expressions.printed(self._tree(site.code))
        elif site.kind == "attribute":
            self._read_attribute()
        elif site.kind in _BINDINGS:
            self._read_binding()
        for program in self._program.charts.get(site.original.partition(" ")[0], {}).values():
            self._reading.read(program, self._scopes.snapshot())

    def _read_look(self) -> None:
        kind = self._expressions.used(self._tree(self._site.code))
        if kind.name not in TEXTS and kind.name not in ("anything", "nothing"):
            self._note("TP010", name=self._site.code, kind=kind.term, advice=Term("template.advice.look"))

    def _read_attribute(self) -> None:
        """An alternative text; one that is a chart's or picture's name belongs on a chart or picture."""
        tree = self._tree(self._site.code)
        if self._is_bound():
            self._expressions.used(tree)
            return
        kind = self._expressions.printed(tree, as_alternative=True)
        if kind.name in _BINDINGS and self._site.spot.where == "attribute":
            self._note("TP009", name=self._site.code, **_not_placed(self._site, kind))

    def _is_bound(self) -> bool:
        spot = self._site.spot
        return any(site.spot is spot and site.kind in _BINDINGS for site in self._program.sites.items)

    def _read_binding(self) -> None:
        kind = self._expressions.used(self._tree(self._site.code))
        if kind.name not in (self._site.kind, "anything", "nothing"):
            advice = Term(f"template.advice.name_of_{self._site.kind}")
            self._note("TP009", name=self._site.code, reason=Term(f"chart.no_{self._site.kind}"), advice=advice)

    def _read_block(self, keyword: str) -> None:
        if keyword == "for":
            self._open_for()
        elif keyword == "if":
            self._scopes.open_if(*self._condition())
        elif keyword == "elif":
            self._scopes.next_branch()
            self._scopes.narrow(*self._condition())
        elif keyword == "else":
            self._scopes.next_branch(final=True)
        elif keyword in ("endif", "endfor"):
            self._scopes.close(keyword.removeprefix("end"))
        elif keyword == "set":
            assignment = assignment_of(self._site.code)
            self._scopes.bind(assignment.name, self._expressions.kind(self._tree(assignment.rest)))

    def _condition(self) -> tuple[frozenset[str], frozenset[str]]:
        try:
            tree = self._tree(condition_of(self._site.code))
        except ExpressionFault as fault:
            self._note(fault.code, **fault.values)
            return NO_FACTS, NO_FACTS
        self._expressions.kind(tree)
        return self._expressions.facts(tree)

    def _open_for(self) -> None:
        """Enters a loop even where its tag has a fault, so that its end finds it."""
        item, names, facts, condition = ANYTHING, tuple(_WORDS.findall(self._site.code)[1:2]), NO_FACTS, ""
        try:
            loop = loop_of(sandbox(), self._site.code)
            names, condition = loop.names, loop.condition
            tree = self._tree(loop.items)
            item = self._expressions.looped(tree)
            facts = self._expressions.facts(tree)[0]
        except ExpressionFault as fault:
            self._note(fault.code, **fault.values)
        self._scopes.open_for(facts)
        for name, kind in _bound(names, item).items():
            self._scopes.bind(name, kind)
        if condition:
            tree = self._tree(condition)
            self._expressions.kind(tree)
            self._scopes.facts |= self._expressions.facts(tree)[0]
        self._scopes.bind("loop", LOOP)

    def _tree(self, code: str) -> nodes.Expr:
        """The syntax tree of an expression; what templates may not use in it is noted."""
        tree = parsed(sandbox(), code)
        for fault in forbidden(sandbox(), tree):
            self._note(fault.code, **fault.values)
        return tree

    def _note(self, code: str, **values: FindingValue) -> None:
        if values.get("name") == "…":
            values["name"] = self._site.code
        if code == "TP013":
            values["advice"] = self._advice_for_missing(**values)
        self._reading.faults.append(self._program.sites.fault_at(code, self._site.spot, self._site.code, **values))

    def _advice_for_missing(self, name: FindingValue, kind: FindingValue) -> Term:
        """A condition, and for what is printed as text also another text in its place."""
        drawn = {Term(f"template.kinds.{drawing}") for drawing in PRINTED_AS_ALTERNATIVE}
        only_condition = kind in drawn or self._site.kind in _BINDINGS or self._site.kind == "block"
        return Phrase(f"template.advice.{'missing' if only_condition else 'missing_or_default'}", name=name)


def _not_placed(site: Site, kind: Kind) -> dict[str, FindingValue]:
    """Why a chart or picture is not placed where its name was typed, and what to do."""
    if site.spot.text.strip() != site.spot.typed:
        advice = Phrase("template.advice.only_tag", nearest=site.spot.typed)
        return {"reason": Term("template.words_around"), "advice": advice}
    return {"reason": Term(f"template.no_{kind.name}"), "advice": Term(f"template.advice.{kind.name}")}


def _bound(names: tuple[str, ...], item: Kind) -> Mapping[str, Kind]:
    """What a loop's names stand for: the item, or its members."""
    if len(names) == 1:
        return {names[0]: item.at("")}
    members = item.members if len(item.members) == len(names) else (ANYTHING,) * len(names)
    return dict(zip(names, members, strict=True))
