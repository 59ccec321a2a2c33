"""Rows that go from one slide's table to another's, as when a table that goes on over slides is parted anew.

In: the slides in three versions. Out: which rows that people changed or deleted stand on another slide in the fresh
deck: they take what people wrote along, and are neither doubled nor brought back.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from pipeline.merging.deck_aligning import Step, align_shapes, align_texts, steps
from pipeline.merging.nodes import Node
from pipeline.ooxml.dialect import R
from pipeline.ooxml.package import Package

_REFERENCES = f"{{{R}}}"


@dataclass(frozen=True)
class Carried:
    """The rows that change slides, by the fresh row and by the base's. `parts` are the hand's slides of the rows."""

    to: dict[int, Step] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    parts: dict[int, str] = field(default_factory=dict)

    def any_in(self, table: Node) -> bool:
        """Whether one of them comes to a fresh table."""
        return any(id(row) in self.to for row in table.children)


def carried_rows(slides: Sequence[tuple[Step, str]]) -> Carried:
    """The rows that change slides; each slide's step comes with the hand's part."""
    left: list[tuple[Step, str]] = []
    come: list[Node] = []
    for step, part in slides:
        if step.changed:
            for row in _rows(step):
                if row.fresh is None and row.base is not None:
                    left.append((row, part))
                elif row.base is None and row.hand is None and row.fresh is not None:
                    come.append(row.fresh)
    if not left or not come:
        return Carried()
    pairs = align_texts([row.base for row, _ in left if row.base is not None], come)
    found = [(*left[old], come[new]) for old, new in pairs.items() if left[old][0].edited]
    return Carried(
        {id(fresh): Step(row.base, row.hand, fresh) for row, _, fresh in found},
        frozenset(id(row.base) for row, _, _ in found),
        {id(fresh): part for _, part, fresh in found},
    )


def row_for(package: Package, source: str, target: str, row: etree._Element) -> etree._Element:
    """A copy of a row of one slide for another of the same deck."""
    copy = deepcopy(row)
    copy.tail = None
    known = package.relationships.get(source, {})
    for item in copy.iter(etree.Element):
        for name in [str(name) for name in item.attrib if str(name).startswith(_REFERENCES)]:
            found = known.get(item.get(name) or "")
            if found is not None and source != target:
                item.set(name, package.relate(target, found.type, found.target, external=found.external))
    return copy


def _rows(slide: Step) -> list[Step]:
    """The rows of the tables that all three versions of a slide have."""
    if slide.base is None or slide.hand is None or slide.fresh is None:
        return []
    sides = [[child for child in node.children if child.kind == "h"] for node in (slide.base, slide.hand, slide.fresh)]
    found: list[Step] = []
    for shape in steps(sides[0], sides[1], sides[2], align_shapes):
        tables = [
            node.children[0]
            for node in (shape.base, shape.hand, shape.fresh)
            if node is not None and node.children and node.children[0].kind == "t"
        ]
        if len(tables) == 3 and len({_width(table) for table in tables}) == 1:
            found += steps(tables[0].children, tables[1].children, tables[2].children)
    return found


def _width(table: Node) -> int:
    return max((len(row.children) for row in table.children), default=0)
