"""What slides repeat over and depend on: block tags in the first lines of their notes.

In: the notes of a deck's slides in their order. Out: `Run`s of slides that are made together, each with a program that
tells which of its slides are made, how often and in which order, with the names that its loops give them.
A block covers its own slide; when a later slide's notes hold its end tag, it covers the slides up to that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.blocks import place_of
from pipeline.filling.lifting import unpaired
from pipeline.filling.lifting.tags import Tag, find_tags
from pipeline.filling.programs.compiling import KEY_NAME, Program, compile_source
from pipeline.filling.programs.sandbox import Sandbox
from pipeline.filling.sites import Fault, Site, Sites, Spot
from pipeline.ooxml.dialect import POWERPOINT, p
from pipeline.ooxml.text import text_of

NUMBER = "_n"
"""Among a copy's names: which slide of its run it is of."""

_ENDS = {"endfor": "for", "endif": "if"}
_DIRECTIVES = frozenset({"for", "if", "set", *_ENDS})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_LOOP = re.compile(r"for\s+(?P<targets>[\w\s,()]+?)\s+in\s")
_SET = re.compile(r"set\s+(?P<targets>\w+)\s*=")


@dataclass(frozen=True, slots=True)
class Directive:
    """One block tag of a slide's notes, and where it was typed."""

    code: str
    spot: Spot
    part: str

    @property
    def keyword(self) -> str:
        """`for`, `if`, `set`, `endfor` or `endif`."""
        return self.code.split(None, 1)[0]

    @property
    def names(self) -> list[str]:
        """The names that it gives to what stands in it."""
        found = _LOOP.match(self.code) or _SET.match(self.code)
        return _NAME.findall(found["targets"]) if found else []


@dataclass(slots=True)
class _Open:
    """A block that begins before a slide and ends after one."""

    directive: Directive
    first: int
    last: int


@dataclass(slots=True)
class Plan:
    """How the slides of a deck belong together: blocks in the order of their beginnings, and ends without one."""

    count: int
    blocks: list[_Open] = field(default_factory=list)
    stray: list[Directive] = field(default_factory=list)

    def runs(self) -> list[range]:
        """The slides that are made together, each slide in one run."""
        found: list[range] = []
        for slide in range(self.count):
            reach = max((block.last for block in self.blocks if block.first <= slide <= block.last), default=slide)
            if found and slide < found[-1].stop:
                found[-1] = range(found[-1].start, max(found[-1].stop, reach + 1))
            else:
                found.append(range(slide, reach + 1))
        return found


def take_directives(notes: etree._Element, part: str) -> list[Directive]:
    """The directives of a slide's notes, taken out of them: whole lines at the top, and end tags at the bottom."""
    paragraphs = [(item, text_of(item, POWERPOINT)) for item in _said(notes)]
    written = [(item, text) for item, text in paragraphs if text.strip()]
    found: list[Directive] = []
    while written and (tags := _only(written[0][1], _DIRECTIVES)):
        found += _taken(*written.pop(0), tags, part)
    spare = _spare_ends(text for _, text in written)
    ends: list[Directive] = []
    while written and spare > 0 and (tags := _only(written[-1][1], frozenset(_ENDS))):
        ends[:0] = _taken(*written.pop(), tags, part)
        spare -= len(tags)
    return found + ends


def plan_runs(directives: Sequence[Sequence[Directive]]) -> Plan:
    """Which blocks cover which slides, from the directives of each slide."""
    plan = Plan(len(directives))
    waiting: list[_Open] = []
    for slide, given in enumerate(directives):
        for directive in given:
            if directive.keyword in _ENDS:
                _close(directive, slide, waiting, plan)
            else:
                block = _Open(directive, slide, slide)
                plan.blocks.append(block)
                if directive.keyword != "set":
                    waiting.append(block)
    return plan


def compile_run(run: range, plan: Plan, environment: Sandbox) -> Program | None:
    """The program of a run of slides; None when nothing is said about them, so that each is made once."""
    blocks = [block for block in plan.blocks if block.first in run]
    if not blocks:
        return None
    sites = Sites(blocks[0].directive.part)
    numbers = [site.number for slide in run for site in _around(slide, slide - run.start, blocks, sites)]
    source = "".join(str(etree.tostring(marks.marker(number), encoding="unicode")) for number in numbers)
    return compile_source(source, sites, environment)


def is_repeated(slide: int, plan: Plan) -> bool:
    """Whether a loop goes over a slide."""
    return any(block.first <= slide <= block.last and block.directive.keyword == "for" for block in plan.blocks)


def faults_of(plan: Plan) -> list[Fault]:
    """End tags that no block of an earlier slide waits for."""
    found: list[Fault] = []
    for directive in plan.stray:
        sites = Sites(directive.part)
        unpaired.no_beginning(directive.spot, directive.code, sites)
        found += sites.faults
    return found


def _around(slide: int, number: int, blocks: Sequence[_Open], sites: Sites) -> list[Site]:
    """The sites of one slide: what begins before it, the slide, what ends after it."""
    starting = [block.directive for block in blocks if block.first == slide]
    found = [sites.add("block", directive.code, directive.spot) for directive in starting]
    around = [block for block in blocks if block.first <= slide <= block.last]
    names = dict.fromkeys(name for block in around for name in (*block.directive.names, KEY_NAME))
    given = ", ".join([f"{NUMBER}={number}", *(f"{name}={name}" for name in names or (KEY_NAME,))])
    found.append(sites.add("slide", given, around[0].directive.spot if around else Spot()))
    ending = [block for block in blocks if block.last == slide and block.directive.keyword != "set"]
    found += [sites.add("block", f"end{block.directive.keyword}", block.directive.spot) for block in reversed(ending)]
    return found


def _close(directive: Directive, slide: int, waiting: list[_Open], plan: Plan) -> None:
    """Ends the nearest block of its kind; what began inside it ends with it at the latest."""
    wanted = _ENDS[directive.keyword]
    place = next((place for place in reversed(range(len(waiting))) if waiting[place].directive.keyword == wanted), -1)
    if place < 0:
        plan.stray.append(directive)
        return
    block = waiting[place]
    for outer in waiting[:place]:
        if outer.first == block.first:
            outer.last = slide  # typed before it in the same notes, so it stands around it
    block.last = slide
    del waiting[place:]


def _said(notes: etree._Element) -> list[etree._Element]:
    """The paragraphs of the notes' own text; of everything, where no placeholder for it is found."""
    for shape in notes.iter(p("sp")):
        holder = shape.find(f"{p('nvSpPr')}/{p('nvPr')}/{p('ph')}")
        if holder is not None and holder.get("type") == "body":
            return list(shape.iter(POWERPOINT.paragraph))
    return list(notes.iter(POWERPOINT.paragraph))


def _only(text: str, allowed: frozenset[str]) -> list[Tag]:
    """The tags of a text that holds nothing else, when all of them are allowed."""
    tags, unclosed = find_tags(text)
    rest = text
    for tag in reversed(tags):
        rest = rest[: tag.start] + rest[tag.end :]
    alone = not unclosed and not rest.strip()
    return tags if alone and all(tag.kind == "block" and tag.keyword in allowed for tag in tags) else []


def _spare_ends(texts: Iterable[str]) -> int:
    """How many blocks end in the rest of the notes without having begun there."""
    keywords = [tag.keyword for text in texts for tag in find_tags(text)[0] if tag.kind == "block"]
    return sum(keyword in _ENDS for keyword in keywords) - sum(keyword in ("for", "if") for keyword in keywords)


def _taken(paragraph: etree._Element, text: str, tags: Sequence[Tag], part: str) -> list[Directive]:
    block = place_of(paragraph)
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)
    return [Directive(tag.code, Spot(block, "directive", text, tag.start, tag.end), part) for tag in tags]
