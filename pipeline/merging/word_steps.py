"""The steps of a plan done in the hand's Word document: tracked changes, new data in charts, comments.

In: the packages, a plan for one story and what each step is told as. Out: the hand's package changed; `close` writes
the parts that something changed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.merging.charts import update_data, updated_alt
from pipeline.merging.nodes import Node
from pipeline.merging.pairing import members
from pipeline.merging.revisions.blocks import delete, insert, settle
from pipeline.merging.revisions.importing import Importer
from pipeline.merging.revisions.pen import Pen, pen_for
from pipeline.merging.revisions.rewriting import rewrite
from pipeline.merging.run import Run
from pipeline.merging.three_way import Plan, Spot, Step
from pipeline.ooxml.dialect import WP, w
from pipeline.ooxml.package import Package, serialise
from pipeline.vocabulary.changes import Change, Fate, Kind

_SECTION = w("sectPr")
_FRAME = f"{{{WP}}}docPr"


@dataclass(slots=True)
class Desk:
    """One story at work: its parts here and in the fresh document, and where new nodes were put."""

    part: str
    root: etree._Element
    importer: Importer
    placed: dict[Node, etree._Element] = field(default_factory=dict)
    touched: bool = False


class Documents:
    """The hand's package while it is changed, and the fresh one that it takes from."""

    def __init__(self, hand: Package, fresh: Package, base: Package | None, run: Run, roots: dict[str, etree._Element]) -> None:
        self.hand, self.fresh, self.base, self.run = hand, fresh, base, run
        self.roots = roots
        self.pen = pen_for(roots.values(), run.author, run.when)
        self.written: set[str] = set()

    def close(self) -> None:
        """Writes the parts that something changed in."""
        for part in self.written:
            settle(self.roots[part], self.run.author)
            self.hand.parts[part] = serialise(self.roots[part])
