"""Tags typed on charts: in titles, axis titles, labels, and in shapes drawn on the chart.

In: the part with the drawing, whose relation leads to the chart's own part. Out: a program for each part of the chart
that holds tags, and their XML filled with the names in scope where the drawing stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.filling.blocks import BLOCK
from pipeline.filling.drawings.chart_parts import CHART_KINDS, NO_TEXTS, ChartTexts
from pipeline.filling.lifting.tags import find_tags
from pipeline.filling.programs.foreign import read_foreign
from pipeline.filling.sites import Sites
from pipeline.ooxml.chart import refusal
from pipeline.ooxml.chart_texts import mark_kept, settle_texts
from pipeline.ooxml.dialect import POWERPOINT, a
from pipeline.ooxml.package import Package, parse, serialise
from pipeline.ooxml.text import text_of
from pipeline.vocabulary.content import Chart, Picture
from pipeline.vocabulary.findings import Term

if TYPE_CHECKING:
    from pipeline.filling.programs.compiling import Program

Compile = Callable[[etree._Element, Sites], "Program"]
"""Makes the program of a tree in DrawingML."""


def compile_charts(package: Package, story: str, sites: Sites, compiled: Compile) -> dict[str, dict[str, Program]]:
    """The programs of the charts that the part `story` draws: by the drawing's relation, then by the chart's parts.

    `sites` are the story's: charts that can't be filled are told at the drawing, as are faults of tags on a chart.
    """
    found: dict[str, dict[str, Program]] = {}
    for site in [item for item in sites.items if item.kind in ("chart", "drawing")]:
        relation = site.original.partition(" ")[0]
        item = package.relationships.get(story, {}).get(relation)
        if item is None or item.external or item.kind not in CHART_KINDS or item.target not in package.parts:
            continue
        why = refusal(package.read(item.target)) if site.kind == "chart" else ""
        if why:
            advice = Term("template.advice.other_chart")
            sites.fault("TP009", site.spot, site.code, name=site.code, reason=Term(f"chart.{why}"), advice=advice)
        if relation not in found:
            found[relation] = dict(_programs(package, item.target, sites.part, site.spot.block, compiled))
            for program in found[relation].values():
                sites.faults += [fault for fault in program.sites.faults if fault not in sites.faults]
    return {relation: programs for relation, programs in found.items() if programs}


def fill_texts(programs: Mapping[str, Program], filled: Callable[[Program, LinkList], str | None]) -> ChartTexts:
    """The parts of a chart with their tags filled by `filled`; a part with a fault stays as it was."""
    if not programs:
        return NO_TEXTS
    parts: dict[str, bytes] = {}
    links: dict[str, Mapping[str, str]] = {}
    for part, program in programs.items():
        addresses = LinkList()
        xml = filled(program, addresses)
        if xml is None:
            continue
        root = parse(xml.encode("utf-8"))
        root.attrib.pop(BLOCK, "")
        settle_texts(root)
        parts[part], links[part] = serialise(root), addresses.known
    return ChartTexts(parts, links)


@dataclass(slots=True)
class LinkList:
    """Takes the addresses of links printed on a chart, whose part is still to be made; no charts and no pictures."""

    known: dict[str, str] = field(default_factory=dict)

    def link(self, address: str) -> str:
        """The relationship id of an address."""
        number = next((number for number, known in self.known.items() if known == address), "")
        number = number or f"rIdLink{len(self.known) + 1}"
        self.known[number] = address
        return number

    def chart(self, chart: Chart, original: str, drawn_mm: float | None, texts: ChartTexts) -> str:  # noqa: ARG002
        """No chart is drawn on a chart."""
        return ""

    def drawing(self, original: str, texts: ChartTexts) -> str:  # noqa: ARG002
        """No chart is drawn on a chart."""
        return original

    def picture(self, picture: Picture) -> str:  # noqa: ARG002
        """No picture on a chart is filled."""
        return ""


def _programs(package: Package, chart: str, story: str, block: str, compiled: Compile) -> Iterator[tuple[str, Program]]:
    drawn_on = [item.target for item in package.related(chart, "chartUserShapes")]
    for part in [chart, *(name for name in drawn_on if name in package.parts)]:
        root = _tree(package.read(part))
        tagged = [] if root is None else _tagged(root)
        if root is None or not tagged:
            continue
        mark_kept(tagged)
        root.set(BLOCK, block)
        own = Sites(story)
        program = compiled(root, own)
        for site in own.items:
            site.spot = replace(site.spot, where="attribute")
        own.faults[:] = [replace(fault, spot=replace(fault.spot, where="attribute")) for fault in own.faults]
        yield part, program


def _tree(data: bytes) -> etree._Element | None:
    """The tree of a part that may hold tags."""
    if b"{" not in data:
        return None
    try:
        return read_foreign(data)
    except etree.XMLSyntaxError:
        return None


def _tagged(root: etree._Element) -> list[etree._Element]:
    """The paragraphs in which tags were typed."""
    texts = ((paragraph, text_of(paragraph, POWERPOINT)) for paragraph in root.iter(a("p")))
    return [paragraph for paragraph, text in texts if "{" in text and any(find_tags(text))]
