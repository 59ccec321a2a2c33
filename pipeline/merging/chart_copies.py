"""The parts around a chart: its workbook, style, colours and shapes, taken from one package to another.

In: two packages. Out: copies under free names in the first, related as in the second.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.ooxml.dialect import R
from pipeline.ooxml.package import Package, Relationship

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NEW_WORKBOOK = "{}/embeddings/Microsoft_Excel_Worksheet{{}}.xlsx"


def copy_targets(
    into: Package, source: Package, part: str, *, only: frozenset[str] = frozenset()
) -> dict[str, Relationship]:
    """The relationships of a part of `source` for its copy in `into`: all that belongs to it is copied along.

    With `only` those of these kinds.
    """
    return _targets(into, source, part, {}, only)


def workbooks_of(package: Package, chart: str) -> dict[str, bytes]:
    """The workbooks embedded in a chart by their relationship ids."""
    known = package.relationships.get(chart, {})
    return {item.id: package.read(item.target) for item in known.values() if _is_workbook(package, item)}


def put_workbook(package: Package, chart: str, relation: str, workbook: bytes) -> None:
    """Puts a chart's workbook in the place of its own, or beside it where it has none (LibreOffice drops it)."""
    known = package.relationships.setdefault(chart, {})
    old = known.get(relation)
    own = old is not None and _is_workbook(package, old) and old.target.endswith(".xlsx")
    name = old.target if old is not None and own and not _shared(package, old.target) else ""
    name = name or package.free_name(_NEW_WORKBOOK.format(chart.split("/", 1)[0]))
    package.add(name, workbook, _WORKBOOK)
    known[relation] = Relationship(relation, f"{R}/package", name)


def _targets(
    into: Package, source: Package, part: str, made: dict[str, str], only: frozenset[str] = frozenset()
) -> dict[str, Relationship]:
    own = {}
    for number, item in source.relationships.get(part, {}).items():
        if only and (item.external or item.kind not in only):
            continue
        inside = not item.external and item.target in source.parts
        own[number] = replace(item, target=_copy(into, source, item.target, made)) if inside else item
    return own


def _copy(into: Package, source: Package, part: str, made: dict[str, str]) -> str:
    if part not in made:
        made[part] = name = into.free_name(_pattern(part))
        into.parts[name] = source.parts[part]
        content_type = source.content_type(part)
        if into.default_types.get(part.rsplit(".", 1)[-1].lower()) != content_type:
            into.content_types[name] = content_type
        targets = _targets(into, source, part, made)
        if targets:
            into.relationships[name] = targets
    return made[part]


def _pattern(name: str) -> str:
    stem, dot, ending = name.replace("{", "{{").replace("}", "}}").rpartition(".")
    return f"{stem.rstrip('0123456789')}{{}}{dot}{ending}" if dot else f"{ending}{{}}"


def _is_workbook(package: Package, item: Relationship) -> bool:
    return item.kind == "package" and not item.external and item.target in package.parts


def _shared(package: Package, part: str) -> bool:
    return sum(item.target == part for known in package.relationships.values() for item in known.values()) > 1
