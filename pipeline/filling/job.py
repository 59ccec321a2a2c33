"""One document being made: what it is made for, and what is noted on the way.

In: the context, the brand, the language. Out: findings, and for each block's identity where it is and the cells that
its values came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from pipeline.filling.blocks import Block, settle, whole
from pipeline.filling.drawings import addresses
from pipeline.filling.drawings.placing import PartPlacer
from pipeline.filling.finishing import finish
from pipeline.filling.fitting.continuing import SILENT, SlideWords
from pipeline.filling.programs.bounds import Work
from pipeline.filling.programs.values import render
from pipeline.filling.sites import Fault
from pipeline.filling.spots import Spots
from pipeline.filling.template import PartProgram
from pipeline.ooxml.dialect import POWERPOINT, Dialect, a
from pipeline.ooxml.geometry import Design
from pipeline.ooxml.package import Package, parse, serialise
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Context
from pipeline.vocabulary.findings import Finding, Place


@dataclass(slots=True)
class Job:
    """The rendering of one document into `package`."""

    package: Package
    dialect: Dialect
    context: Context
    language_tag: str
    brand: Brand
    template: str = ""
    slide_words: SlideWords = SILENT
    spots: Spots = field(kw_only=True)
    findings: list[Finding] = field(default_factory=list)
    origins: dict[str, list[Place]] = field(default_factory=dict)
    anchors: dict[str, tuple[str, str]] = field(default_factory=dict)
    trees: dict[str, etree._Element] = field(default_factory=dict)
    designs: dict[str, Design] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    work: Work = field(default_factory=Work)

    def note(self, faults: Iterable[Fault]) -> None:
        """Faults of the template, as findings."""
        for finding in self.spots.findings(faults):
            if finding not in self.findings:
                self.findings.append(finding)

    def settled(
        self,
        root: etree._Element,
        program: PartProgram,
        part: str,
        mark: Callable[[etree._Element], None] | None = None,
    ) -> bytes:
        """The bytes of a finished part; its blocks' identities go, after being noted. `mark` sees it without them."""
        settled = settle(root, self.dialect, program.stem)
        if mark is not None:
            mark(root)
        self.anchors.update({identity: (part, anchor) for identity, anchor in settled.items()})
        return serialise(root)

    def blocks(self) -> tuple[Block, ...]:
        """Every block of the document, with the cells of the values in it."""
        return tuple(
            Block(identity, part, anchor, self.cells(identity)) for identity, (part, anchor) in self.anchors.items()
        )

    def cells(self, identity: str) -> tuple[Place, ...]:
        """The cells of the values in a block; a part of a longer text has those of the whole."""
        return tuple(self.origins.get(identity) or self.origins.get(whole(identity)) or ())

    def shared_tree(self, name: str) -> etree._Element:
        """A part that is only looked at, parsed once a document."""
        if name not in self.trees:
            self.trees[name] = parse(self.package.read(name))
        return self.trees[name]

    def tree(self, part: PartProgram, name: str, names: Mapping[str, object] | None = None) -> etree._Element | None:
        """A part rendered as the part `name`, finished, as a tree; None when a fault stands in the way."""
        xml = self.xml(part, name, names)
        if xml is None:
            return None
        root = parse(xml.encode("utf-8"))
        if self.dialect is POWERPOINT:
            self.work.spend("letters", sum(map(len, root.itertext(a("t")))))
        finish(root, self.dialect, self.language_tag)
        return root

    def xml(self, part: PartProgram, name: str, names: Mapping[str, object] | None = None) -> str | None:
        """A part rendered as it stands, its links filled and unused relationships dropped."""
        context = {**self.context, **names} if names else self.context
        placer = PartPlacer(self.package, name)
        rendered = render(part.program, context, placer, self.work)
        self.note(rendered.faults)
        self.origins.update({f"{part.stem}:{block}": cells for block, cells in rendered.origins.items()})
        if rendered.xml is None:
            return None
        xml = addresses.settle(rendered.xml, placer.link)
        placer.prune(xml)
        return xml
