"""Rows that go from one slide's table to another's, as when a table that goes on over slides is parted anew.

In: the slides in three versions. Out: which rows that people changed or deleted stand on another slide in the fresh
deck: they take what people wrote along, and are neither doubled nor brought back.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from pipeline.merging.deck_aligning import Step, align_rows, align_shapes, steps
from pipeline.merging.nodes import Node
from pipeline.ooxml.dialect import R
from pipeline.ooxml.package import Package

_REFERENCES = f"{{{R}}}"


@dataclass(frozen=True)
class Carried:
    """The rows that change slides, by the fresh row and by the base's. `parts` are the hand's slides of the rows.

    `shifted` and `left` are those that people left alone: they come fresh, and are only told of as moved.
    """

    to: dict[int, Step] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    parts: dict[int, str] = field(default_factory=dict)
    shifted: dict[int, Step] = field(default_factory=dict)
    left: frozenset[int] = frozenset()

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
    pairs = align_rows([row.base for row, _ in left if row.base is not None], come)
    both = [(*left[old], come[new]) for old, new in pairs.items()]
    shifted = [Step(row.base, row.hand, fresh) for row, _, fresh in both if not row.edited and _is_one(row.base, fresh)]
    found = [item for item in both if item[0].edited]
    found = [item for item in found if item[0].hand is None or len(item[0].hand.children) == len(item[2].children)]
    return Carried(
        {id(fresh): Step(row.base, row.hand, fresh) for row, _, fresh in found},
        frozenset(id(row.base) for row, _, _ in found),
        {id(fresh): part for _, part, fresh in found},
        {id(step.fresh): step for step in shifted},
        frozenset(id(step.base) for step in shifted),
    )


def _is_one(base: Node | None, fresh: Node) -> bool:
    """Whether two rows begin alike, and so are one for people too."""
    olds = base.children if base is not None else []
    return bool(olds and fresh.children and fresh.children[0].said) and olds[0].digest == fresh.children[0].digest


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


def carried_away(step: Step, carried: Carried) -> bool:
    """Whether all that people changed on a slide are rows that go to another slide."""
    if step.base is None or step.hand is None or len(step.base.children) != len(step.hand.children):
        return False
    for shape in steps(step.base.children, step.hand.children, (), align_shapes):
        if shape.edited and not all(
            row.base is not None and id(row.base) in carried.gone for row in _edited_rows(shape)
        ):
            return False
    return True


def _edited_rows(shape: Step) -> list[Step]:
    """The rows of a table that people changed; a row of theirs, or another edit of the shape, is one without base."""
    tables = _tables(shape)
    if len(tables) != 2 or shape.hand is None:
        return [Step(None, shape.hand, None)]
    found = steps(tables[0].children, tables[1].children, (), align_rows)
    known = {id(row.hand) for row in found}
    own = [Step(None, row, None) for row in tables[1].children if id(row) not in known]
    return [row for row in found if row.edited] + own


def _rows(slide: Step) -> list[Step]:
    """The rows of a slide's tables, in the versions that have the slide."""
    nodes = (slide.base, slide.hand, slide.fresh)
    sides = [[child for child in node.children if child.kind == "h"] if node else [] for node in nodes]
    found: list[Step] = []
    for shape in steps(sides[0], sides[1], sides[2], align_shapes):
        tables = _tables(shape)
        if len(tables) < sum(node is not None for node in nodes) or len({_width(table) for table in tables}) != 1:
            continue
        rows = [_body(node) for node in (shape.base, shape.hand, shape.fresh)]
        found += steps(rows[0], rows[1], rows[2], align_rows)
    return found


def _tables(shape: Step) -> list[Node]:
    nodes = [node for node in (shape.base, shape.hand, shape.fresh) if node is not None and node.children]
    return [node.children[0] for node in nodes if node.children[0].kind == "t"]


def _body(shape: Node | None) -> list[Node]:
    return shape.children[0].children if shape is not None else []


def _width(table: Node) -> int:
    return max((len(row.children) for row in table.children), default=0)
