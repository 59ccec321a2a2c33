"""What stands behind the tags while a part is rendered: values become XML, faults are noted at their tag.

In: a `Program` and a context. Out: the part's XML, or None when a fault stands in the way, with the findings.
Nothing is ever silently blank: a name that does not exist, an empty value where there should be one, a wrong kind.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from jinja2.exceptions import SecurityError

from pipeline.filling.compiling import KEY_NAME, Program
from pipeline.filling.richtext import plain
from pipeline.filling.samples import escaped
from pipeline.filling.sandbox import MAX_OUTPUT, MAX_ROUNDS, MAX_TEXT, MISSED, BoundsExceeded, Missing
from pipeline.filling.sites import Fault, Site
from pipeline.vocabulary.content import Chart, Context, LongText, Picture, Record, Text
from pipeline.vocabulary.findings import Place

_UNSAFE = re.compile(r"[^\w.-]")
_LONGEST_KEY = 40
_Function = TypeVar("_Function", bound=Callable[..., Any])


class Placer(Protocol):
    """Where charts, pictures and links of one part go."""

    def chart(self, chart: Chart, original: str, drawn_mm: float | None) -> str:
        """A chart part with this data made like the original one, drawn so high: its relationship id, "" if none."""

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
    faults: list[Fault] = field(default_factory=list)
    origins: dict[str, list[Place]] = field(default_factory=dict)
    current: int = 0
    key: str = ""
    passes: dict[tuple[int, str], Counter[str]] = field(default_factory=dict)
    rounds: int = 0
    missed: list[str] = field(default_factory=list)
    copies: list[dict[str, object]] = field(default_factory=list)

    def functions(self) -> Mapping[str, object]:
        """The names that compiled tags call."""
        return {
            "_at": self.at,
            "_text": self.text,
            "_attribute": self.attribute,
            "_paragraph": self.paragraph,
            "_each": self.each,
            "_pass": self.step,
            "_true": self.true,
            "_keep": self.keep,
            "_chart": self.chart,
            "_chart_height": self.chart_height,
            "_picture": self.picture,
            "_picture_width": self.picture_width,
            "_picture_height": self.picture_height,
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
        return escaped(self._printed(site, value)).replace("\n", self.program.breaks.get(site.number, " "))

    @_engine
    def attribute(self, site: Site, value: object) -> str:
        """A value inside an attribute or a property, always one line."""
        return escaped(" ".join(self._printed(site, value).split("\n")))

    @_engine
    def paragraph(self, site: Site, value: object) -> str:
        """A value that is all of its paragraph."""
        sample = self.program.samples[site.sample]
        if isinstance(value, LongText):
            self._remember(site, value.source)
            return sample.rich(value, self.placer.link, self.key)
        return sample.plain(self._printed(site, value), self.key)

    @_engine
    def each(self, site: Site, value: object) -> list[object]:
        """The items of a loop, within bounds."""
        if isinstance(value, Missing):
            self._missing(site, value.missing_name)
            return []
        if isinstance(value, str) or not isinstance(value, Iterable):
            self.fault("TP010", site)
            return []
        items = list(value)
        self.rounds += len(items)
        if self.rounds > MAX_ROUNDS:
            raise BoundsExceeded("for")
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
        self._tell_missed(site)
        return truth

    @_engine
    def keep(self, site: Site, value: object) -> object:
        """The value of a `set` or a look."""
        if isinstance(value, Missing):
            self._missing(site, value.missing_name)
            return ""
        if isinstance(value, str | tuple | list) and len(value) > MAX_TEXT:
            raise BoundsExceeded("set")
        return value

    @_engine
    def chart(self, site: Site, value: object) -> str:
        """A chart's relationship id."""
        original, _, drawn = site.original.partition(" ")
        if isinstance(value, Chart):
            self._remember(site, value.source)
            relation = self.placer.chart(value, original, int(drawn) / 36_000 if drawn.isdecimal() else None)
            if relation:
                return relation
        self.fault("TP009", site)
        return original

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
        self.fault("TP009", site)
        return site.original

    @_engine
    def picture_width(self, site: Site, value: object) -> str:
        """A picture's width in EMU: as large as its box allows, its proportions kept."""
        return str(self._fitted(site, value)[0])

    @_engine
    def picture_height(self, site: Site, value: object) -> str:
        """A picture's height in EMU."""
        return str(self._fitted(site, value)[1])

    @_engine
    def unknown_look(self, number: int) -> str:
        """A look that the template has no sample for."""
        self.fault("TP011", self.program.sites.items[number])
        return ""

    def _fitted(self, site: Site, value: object) -> tuple[int, int]:
        width, height = (int(length) for length in site.original.split())
        if isinstance(value, Picture):
            scale = min(width / value.width_px, height / value.height_px)
            return round(value.width_px * scale), round(value.height_px * scale)
        return width, height

    @_engine
    def slide(self, **names: object) -> str:
        """One copy of a slide, with the names that its loop gives it."""
        self.copies.append(names)
        return ""

    def _printed(self, site: Site, value: object) -> str:
        self._tell_missed(site)
        if isinstance(value, Missing):
            self._missing(site, value.missing_name)
            return ""
        if isinstance(value, Text):
            self._remember(site, value.source)
            return plain(value) if isinstance(value, LongText) else value
        if isinstance(value, str | int | Chart | Picture) and not isinstance(value, bool):
            return str(value)
        self.fault("TP010", site)
        return ""

    def _remember(self, site: Site, source: Place) -> None:
        if source.file:
            self.origins.setdefault(site.spot.block + self.key, []).append(source)

    def _tell_missed(self, site: Site) -> None:
        for name in self.missed:
            self._missing(site, name)
        self.missed.clear()

    def _missing(self, site: Site, name: str) -> None:
        nearest = difflib.get_close_matches(name, _names(self.context), 1, 0.6)
        self.fault("TP003", site, name=name, nearest=nearest[0] if nearest else "")

    def fault(self, code: str, site: Site, **values: str) -> None:
        """Notes a fault at a tag, once."""
        fault = self.program.sites.fault_at(code, site.spot, site.code, **values)
        if fault not in self.faults:
            self.faults.append(fault)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A part's XML (None when it could not be made), its faults, and the cells of each block's values by identity."""

    xml: str | None
    faults: tuple[Fault, ...]
    origins: Mapping[str, list[Place]]
    copies: tuple[dict[str, object], ...] = ()


def render(program: Program, context: Context, placer: Placer) -> Rendered:
    """Runs a program over a context. Every fault at its tag; a fault in computing stops the part, after being told."""
    if program.template is None:
        return Rendered(None, tuple(program.sites.faults), {})
    writer = Writer(program, placer, context)
    token = MISSED.set(writer.missed)
    try:
        xml = _run(program, {KEY_NAME: "", **context, **writer.functions()})
    except BoundsExceeded as error:
        writer.fault("TP007", program.sites.items[writer.current], reason=str(error))
        xml = None
    except (SecurityError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
        writer.fault("TP005", program.sites.items[writer.current], reason=str(error))
        xml = None
    finally:
        MISSED.reset(token)
    return Rendered(None if writer.faults else xml, tuple(writer.faults), writer.origins, tuple(writer.copies))


def _run(program: Program, names: dict[str, object]) -> str:
    if program.template is None:
        raise ValueError("a program with faults can't be run")
    written: list[str] = []
    size = 0
    for piece in program.template.root_render_func(program.template.new_context(names)):
        size += len(piece)
        if size > MAX_OUTPUT:
            raise BoundsExceeded("output")
        written.append(piece)
    return "".join(written)


def _names(context: Context) -> list[str]:
    """Every name in reach, for the nearest valid one: those of the context and of the records in it."""
    found: dict[str, None] = {}
    waiting: list[tuple[object, int]] = [(context, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, Mapping) and depth < 4:
            for name, inner in value.items():
                found[str(name)] = None
                waiting.append((inner, depth + 1))
        elif isinstance(value, tuple | list) and value and depth < 4:
            waiting.append((value[0], depth))
    return sorted(found)
