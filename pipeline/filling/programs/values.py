"""What stands behind the tags while a part is rendered: values become XML, faults are noted at their tag.

In: a `Program` and a context. Out: the part's XML, or None when a fault stands in the way, with the findings.
Nothing is ever silently blank: a name that does not exist, an empty value where there should be one, a wrong kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from jinja2 import Undefined
from jinja2.exceptions import TemplateError

from pipeline.filling.checks.explaining import Explainer, look_values, reason_of
from pipeline.filling.drawings.chart_parts import ChartTexts
from pipeline.filling.drawings.chart_texts import LinkList, fill_texts
from pipeline.filling.foreign import marked, tag_of
from pipeline.filling.programs.bounds import MAX_TEXT, MOST_FAULTS, WORK, BoundsExceeded, Work, charge
from pipeline.filling.programs.compiling import KEY_NAME, Program, without
from pipeline.filling.programs.richtext import plain
from pipeline.filling.programs.samples import escaped
from pipeline.filling.programs.sandbox import MISSED, Missing
from pipeline.filling.sites import Fault, Site, Spot
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.safety import is_safe_address
from pipeline.vocabulary.content import Chart, Context, LongText, Picture, Record, Text
from pipeline.vocabulary.findings import NOWHERE, FindingValue, Place, Term

_UNSAFE = re.compile(r"[^\w.-]")
_LONGEST_KEY = 40
_MOST_ATTEMPTS = 8
_MOST_TAGS_AGAIN = 4_000
"""Tags that may be compiled again to see what else is wrong."""
_NOT_COMPUTED = (
    TemplateError,
    AttributeError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AssertionError,  # what `truncate` says of lengths that can't be
    RecursionError,
)
_Function = TypeVar("_Function", bound=Callable[..., Any])


class Placer(Protocol):
    """Where charts, pictures and links of one part go."""

    def chart(self, chart: Chart, original: str, drawn_mm: float | None, texts: ChartTexts) -> str:
        """A chart part with this data made like the original one, drawn so high: its relationship id, "" if none."""

    def drawing(self, original: str, texts: ChartTexts) -> str:
        """A chart part like the original one, with its own data: its relationship id."""

    def picture(self, picture: Picture) -> str:
        """The picture's relationship id."""

    def link(self, address: str) -> str:
        """The relationship id of an address."""


def _engine(function: _Function) -> _Function:
    function.engine_function = True  # type: ignore[attr-defined]
    return function


@dataclass(slots=True)
class Writer:
    """The engine's functions for one rendering of one part."""

    program: Program
    placer: Placer
    context: Context
    work: Work = field(default_factory=Work)
    faults: list[Fault] = field(default_factory=list)
    origins: dict[str, list[Place]] = field(default_factory=dict)
    current: int = 0
    key: str = ""
    passes: dict[tuple[int, str], Counter[str]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    explainer: Explainer | None = None
    stopped_at: Site | None = None
    copies: list[dict[str, object]] = field(default_factory=list)

    def functions(self) -> Mapping[str, object]:
        """The names that compiled tags call."""
        return {
            "_at": self.at,
            "_text": self.text,
            "_attribute": self.attribute,
            "_field_code": self.field_code,
            "_field_address": self.field_address,
            "_paragraph": self.paragraph,
            "_each": self.each,
            "_pass": self.step,
            "_true": self.true,
            "_keep": self.keep,
            "_chart": self.chart,
            "_chart_height": self.chart_height,
            "_drawing": self.drawing,
            "_picture": self.picture,
            "_picture_size": self.picture_size,
            "_unknown_look": self.unknown_look,
            "_slide": self.slide,
        }

    @_engine
    def at(self, number: int, key: str) -> Site:
        """Called before a tag's expression is computed, so that a fault in it knows its tag, and a value its block."""
        self.current, self.key = number, key
        return self.program.sites.items[number]

    @_engine
    def text(self, site: Site, value: object) -> str:
        """A value inside a text."""
        printed = marked(escaped(self._printed(site, value)), tag_of(value))
        if "\n" not in printed:
            return printed
        line_break = self.program.breaks.get(site.number, " ")
        self.work.spend("output", printed.count("\n") * len(line_break))
        return printed.replace("\n", line_break)

    @_engine
    def attribute(self, site: Site, value: object) -> str:
        """A value inside an attribute or a property, always one line."""
        return escaped(" ".join(self._printed(site, value).split("\n")))

    @_engine
    def field_code(self, site: Site, value: object) -> str:
        """A value inside the code of one of Word's fields: it can't end the quotes that it stands in."""
        line = " ".join(self._printed(site, value).split("\n"))
        return escaped(line.replace("\\", "\\\\").replace('"', '\\"'))

    @_engine
    def field_address(self, site: Site, value: object) -> str:
        """A value that a field's address begins with: one that runs something leads nowhere."""
        return self.field_code(site, value if is_safe_address(self._printed(site, value)) else "about:blank")

    @_engine
    def paragraph(self, site: Site, value: object) -> str:
        """A value that is all of its paragraph."""
        sample = self.program.samples[site.sample]
        if isinstance(value, LongText):
            self._remember(site, value.source, *value.areas)
            self.work.spend("output", value.count("\n") * sample.size())
            return sample.rich(value, self.placer.link, self.key)
        printed = self._printed(site, value)
        self.work.spend("output", printed.count("\n") * len(sample.line_break))
        return sample.plain(printed, self.key, tag_of(value))

    @_engine
    def each(self, site: Site, value: object) -> list[object]:
        """The items of a loop, within bounds."""
        if isinstance(value, Missing):
            self._missing(site, value.missing_name)
            return []
        if isinstance(value, str | Record | Undefined) or not isinstance(value, Iterable):
            self.fault("TP010", site, **self._explained().unfit(site, value, looped=True))
            return []
        charge(value)
        items = list(value)
        self.work.spend("rounds", len(items))
        return items

    @_engine
    def step(self, site: Site, item: object) -> str:
        """The key path of one pass of a loop: that around it, and the item's own id or else its number."""
        taken = self.passes.setdefault((site.number, self.key), Counter())
        name = _UNSAFE.sub("_", item.key)[:_LONGEST_KEY] if isinstance(item, Record) else ""
        taken[name] += 1
        count = taken[name]
        own = (name if count == 1 else f"{name}~{count}") if name else str(count)
        return f"{self.key}@{own}"

    @_engine
    def true(self, site: Site, value: object) -> bool:
        """A condition. A name that does not exist is a fault, not a no."""
        if isinstance(value, Missing):
            self._missing(site, value.missing_name)
            return False
        truth = bool(value)
        self.work.spend("steps")
        self._tell_missed(site)
        return truth

    @_engine
    def keep(self, site: Site, value: object) -> object:
        """The value of a `set` or a look."""
        if isinstance(value, Missing):
            self._missing(site, value.missing_name)
            return ""
        charge(value)
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise BoundsExceeded("text")
        return value

    @_engine
    def chart(self, site: Site, value: object, **names: object) -> str:
        """A chart's relationship id; `names` are those that the loops around it give."""
        original, _, drawn = site.original.partition(" ")
        if not isinstance(value, Chart):
            self._misplaced(site, value, "chart.no_chart", "name_of_chart")
            return original
        self._remember(site, value.source)
        self.work.spend("charts")
        height = integer(drawn) / 36_000 if drawn.isdecimal() else None
        relation = self.placer.chart(value, original, height, self._chart_texts(original, names))
        if not relation:
            self._misplaced(site, value, "chart.broken", "other_chart")
        return relation or original

    @_engine
    def drawing(self, site: Site, **names: object) -> str:
        """The relationship id of a chart that keeps its own data."""
        return self.placer.drawing(site.original, self._chart_texts(site.original, names))

    def _chart_texts(self, original: str, names: Mapping[str, object]) -> ChartTexts:
        """What was typed on a chart, filled with the names in scope where it is drawn."""
        self.work.spend("charts")
        context = {**self.context, **names, KEY_NAME: self.key}

        def filled(program: Program, links: LinkList) -> str | None:
            rendered = render(program, context, links, self.work)
            self.faults += [fault for fault in rendered.faults if fault not in self.faults]
            for block, cells in rendered.origins.items():
                self.origins.setdefault(block, []).extend(cells)
            return rendered.xml

        return fill_texts(self.program.charts.get(original, {}), filled)

    def _misplaced(self, site: Site, value: object, reason: str, advice: str) -> None:
        if isinstance(value, Missing):
            self._missing(site, value.missing_name)
        elif not any(fault.code == "TP009" and fault.spot == site.spot for fault in self.program.sites.faults):
            self.fault("TP009", site, name=site.code, reason=Term(reason), advice=Term(f"template.advice.{advice}"))

    @_engine
    def chart_height(self, site: Site, value: object) -> str:
        """A chart's height in EMU: as the data asks, else as drawn."""
        if isinstance(value, Chart) and value.height_mm is not None:
            return str(round(value.height_mm * 36_000))
        return site.original

    @_engine
    def picture(self, site: Site, value: object) -> str:
        """A picture's relationship id."""
        if isinstance(value, Picture):
            return self.placer.picture(value)
        self._misplaced(site, value, "chart.no_picture", "name_of_picture")
        return site.original

    @_engine
    def picture_size(self, _site: Site, value: object) -> str:
        """A picture's own width and height in pixels."""
        return f"{value.width_px} {value.height_px}" if isinstance(value, Picture) else ""

    @_engine
    def unknown_look(self, number: int, look: object) -> str:
        """A look that the template has no sample for."""
        site = self.program.sites.items[number]
        self.fault("TP011", site, **look_values(look, site.original))
        return ""

    @_engine
    def slide(self, **names: object) -> str:
        """One copy of a slide, with the names that its loop gives it."""
        self.work.spend("slides")
        self.copies.append(names)
        return ""

    def _printed(self, site: Site, value: object) -> str:
        if self.missed:
            self._tell_missed(site)
        if isinstance(value, Missing):
            self._missing(site, value.missing_name)
            return ""
        if isinstance(value, Text):
            self._remember(site, value.source, *value.areas)
            return plain(value) if isinstance(value, LongText) else value
        alternative = isinstance(value, Chart | Picture) and site.kind == "attribute"
        if alternative or (isinstance(value, str | int) and not isinstance(value, bool)):
            self._remember(site, NOWHERE)
            return str(value)
        self.fault("TP010", site, **self._explained().unfit(site, value))
        return ""

    def _explained(self) -> Explainer:
        self.explainer = self.explainer or Explainer(self.program, self.context)
        return self.explainer

    def _remember(self, site: Site, *sources: Place) -> None:
        cells = self.origins.setdefault(site.spot.block + self.key, [])
        cells.extend(source for source in sources if source.file)

    def _tell_missed(self, site: Site) -> None:
        for name in self.missed:
            self._missing(site, name)
        self.missed.clear()

    def _missing(self, site: Site, name: str) -> None:
        if len(self.faults) >= MOST_FAULTS:
            return
        code, values = self._explained().missing(site, name)
        self.fault(code, site, **values)

    def stopped(self, code: str, reason: Term) -> None:
        """Notes what ended the rendering at the tag under way; names that it missed are the likelier reason."""
        if not self.program.sites.items:  # a part without tags, after others have used up what there was
            self.faults.append(self.program.sites.fault_at(code, Spot(), "", reason=reason))
            return
        site = self.program.sites.items[self.current]
        self.stopped_at = site if code == "TP005" else None
        if code == "TP005" and self.missed:
            self._tell_missed(site)
        else:
            self.fault(code, site, reason=reason)

    def fault(self, code: str, site: Site, **values: FindingValue) -> None:
        """Notes a fault at a tag, once."""
        fault = self.program.sites.fault_at(code, site.spot, site.code, **values)
        if len(self.faults) < MOST_FAULTS and fault not in self.faults:
            self.faults.append(fault)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A part's XML (None when it could not be made), its faults, and the cells of each block's values by identity.

    `stopped_at` is the tag whose value could not be computed.
    """

    xml: str | None
    faults: tuple[Fault, ...]
    origins: Mapping[str, list[Place]]
    copies: tuple[dict[str, object], ...] = ()
    stopped_at: Site | None = None


def render(program: Program, context: Context, placer: Placer, work: Work) -> Rendered:
    """Runs a program over a context. Every fault at its tag.

    Where a value can't be computed, the part is looked through once more without that tag, for the faults behind it.
    `work` is what the document's templates may still do.
    """
    if program.template is None:
        return Rendered(None, tuple(program.sites.faults), {})
    rendered = _attempt(program, context, placer, work)
    left_out: set[int] = set()
    attempts = 0
    most = min(_MOST_ATTEMPTS, 1 + _MOST_TAGS_AGAIN // max(1, len(program.sites.items)))
    while rendered.stopped_at is not None and attempts < most:
        attempts += 1
        stopped = rendered.stopped_at
        left_out |= {site.number for site in program.sites.items if site.spot is stopped.spot}
        again = _attempt(without(program, left_out), context, placer, work)
        more = [fault for fault in again.faults if fault.code != "TP007" and fault not in rendered.faults]
        rendered = replace(again, xml=None, faults=(*rendered.faults, *more)[:MOST_FAULTS])
    return rendered


def _attempt(program: Program, context: Context, placer: Placer, work: Work) -> Rendered:
    writer = Writer(program, placer, context, work)
    token = MISSED.set(writer.missed)
    working = WORK.set(writer.work)
    try:
        xml = _run(program, {KEY_NAME: "", **context, **writer.functions()}, writer.work)
    except (BoundsExceeded, MemoryError) as error:
        writer.stopped("TP007", Term(f"bounds.{error}" if str(error) else "bounds.output"))
        xml = None
    except _NOT_COMPUTED as error:
        writer.stopped("TP005", reason_of(error))
        xml = None
    finally:
        MISSED.reset(token)
        WORK.reset(working)
    copies, xml = tuple(writer.copies), None if writer.faults else xml
    return Rendered(xml, tuple(writer.faults), writer.origins, copies, writer.stopped_at)


def _run(program: Program, names: dict[str, object], work: Work) -> str:
    if program.template is None:
        raise ValueError("a program with faults can't be run")
    written: list[str] = []
    size, most = 0, work.left["output"]
    for piece in program.template.root_render_func(program.template.new_context(names)):
        size += len(piece)
        if size > most:
            raise BoundsExceeded("output")
        written.append(piece)
    xml = "".join(written)
    work.spend("output", size)
    work.spend("steps", len(written))
    work.spend("elements", xml.count("<"))
    return xml
