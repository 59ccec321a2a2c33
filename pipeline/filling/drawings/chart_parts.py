"""The parts of a chart: every use of a drawn chart gets all of them anew, so that no two slides or passes share one.

In: a package, and the part that a template's chart part has there. Out: copies under free names: the chart with its
workbook, style, colours, theme, and the shapes drawn on it with theirs. Pictures never change and are shared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.ooxml.chart import FilledChart, fill_chart, refusal
from pipeline.ooxml.dialect import R
from pipeline.ooxml.package import Package, Relationship
from pipeline.vocabulary.content import Chart

CHART_KINDS = frozenset({"chart", "chartEx"})
"""Relationships to charts: those of old, and the kinds of Office 2016."""
_SHARED = frozenset({"image", "hyperlink"})
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NEW_WORKBOOK = "{}/embeddings/Microsoft_Excel_Worksheet{{}}.xlsx"


@dataclass(frozen=True, slots=True)
class ChartTexts:
    """What was typed on a chart, filled in: its parts by name, and the links' addresses by their ids."""

    parts: Mapping[str, bytes] = field(default_factory=dict)
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NO_TEXTS = ChartTexts()


def place_chart(package: Package, template: str, chart: Chart, drawn_mm: float | None, texts: ChartTexts) -> str:
    """A chart part with this data, like the part `template`, drawn so high; its name, "" if it can't be filled."""
    if template not in package.parts:
        return ""
    xml = texts.parts.get(template) or package.read(template)
    if refusal(xml):
        return ""
    known = package.relationships.get(template, {})
    books = {item.id: package.read(item.target) for item in known.values() if _is_workbook(package, item)}
    filled = fill_chart(xml, chart, books, drawn_mm)
    name = _add_like(package, template, filled.xml)
    others = {number: item for number, item in known.items() if number != filled.relation}
    package.relationships[name] = _own_targets(package, others, texts, {template: name})
    _add_links(package, template, name, texts)
    _put_workbook(package, known.get(filled.relation), name, filled)
    return name


def copy_chart(package: Package, template: str, texts: ChartTexts) -> str:
    """A copy of the part `template` with all that belongs to it; its name."""
    return _deep_copy(package, template, texts, {})


def _deep_copy(package: Package, template: str, texts: ChartTexts, made: dict[str, str]) -> str:
    if template in made:
        return made[template]
    made[template] = name = _add_like(package, template, texts.parts.get(template))
    known = package.relationships.get(template, {})
    if known:
        package.relationships[name] = _own_targets(package, known, texts, made)
    _add_links(package, template, name, texts)
    return name


def _own_targets(
    package: Package, known: Mapping[str, Relationship], texts: ChartTexts, made: dict[str, str]
) -> dict[str, Relationship]:
    own = {}
    for number, item in known.items():
        inside = not item.external and item.target in package.parts
        if inside and item.kind not in _SHARED:
            item = replace(item, target=_deep_copy(package, item.target, texts, made))
        own[number] = item
    return own


def _add_links(package: Package, template: str, name: str, texts: ChartTexts) -> None:
    own = package.relationships.setdefault(name, {})
    for number, address in texts.links.get(template, {}).items():
        own[number] = Relationship(number, f"{R}/hyperlink", address, external=True)


def _put_workbook(package: Package, old: Relationship | None, chart: str, filled: FilledChart) -> None:
    kept = old is not None and _is_workbook(package, old) and old.target.endswith(".xlsx")
    pattern = _pattern(old.target) if old is not None and kept else _NEW_WORKBOOK.format(chart.split("/", 1)[0])
    name = _free_name(package, pattern)
    package.add(name, filled.workbook, _WORKBOOK)
    own = package.relationships.setdefault(chart, {})
    own[filled.relation] = Relationship(filled.relation, f"{R}/package", name)


def _is_workbook(package: Package, item: Relationship) -> bool:
    return item.kind == "package" and not item.external and item.target in package.parts


def _add_like(package: Package, template: str, data: bytes | None) -> str:
    """A part under a free name like that of `template`: with these bytes, or with the same ones as they stand."""
    name = _free_name(package, _pattern(template))
    package.parts[name] = package.parts[template] if data is None else data
    if template in package.content_types:
        package.content_types[name] = package.content_types[template]
    return name


def _pattern(name: str) -> str:
    stem, _, ending = name.replace("{", "{{").replace("}", "}}").rpartition(".")
    return f"{stem.rstrip('0123456789')}{{}}.{ending}"


def _free_name(package: Package, pattern: str) -> str:
    """A name that no part has, found in few steps also where there are hundreds."""
    free, taken = 1, 0
    while pattern.format(free) in package.parts:
        free, taken = free * 2, free
    while free - taken > 1:
        middle = (free + taken) // 2
        free, taken = (free, middle) if pattern.format(middle) in package.parts else (middle, taken)
    return pattern.format(free)
