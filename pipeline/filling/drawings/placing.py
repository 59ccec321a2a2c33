"""Where the charts, pictures and links of a rendered part go in the package.

In: content that tags bind to drawings, and addresses. Out: new parts and relationships of one part.
Every chart gets parts of its own, its embedded workbook in step with what it shows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from pipeline.filling.drawings.chart_parts import CHART_KINDS, ChartTexts, copy_chart, place_chart
from pipeline.ooxml.dialect import R
from pipeline.ooxml.named_ids import ids_named
from pipeline.ooxml.package import Package, Relationship
from pipeline.ooxml.safety import is_safe_address
from pipeline.vocabulary.content import Chart, Picture

_ENDINGS = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif", "image/svg+xml": "svg"}
_PRUNED = frozenset({"chart", "chartEx", "image", "hyperlink", "header", "footer"})


@dataclass(frozen=True, slots=True)
class PartPlacer:
    """Places the content of the part `part` of a package."""

    package: Package
    part: str
    _ids: dict[tuple[str, str, bool], str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """By type, target and whether that is outside. A part's relationships change only here while it is rendered."""

    def chart(self, chart: Chart, original: str, drawn_mm: float | None, texts: ChartTexts) -> str:
        """A chart part with this data, made like the template's one that `original` relates to; "" if it can't be.

        `drawn_mm` is the height it was drawn at, where the data may ask for another one.
        """
        template = self._chart_relation(original)
        if template is None:
            return ""
        name = place_chart(self.package, template.target, chart, drawn_mm, texts)
        return self._relate(template.type, name) if name else ""

    def drawing(self, original: str, texts: ChartTexts) -> str:
        """A chart that keeps its own data, in parts of its own: its relationship id."""
        template = self._chart_relation(original)
        if template is None:
            return original
        return self._relate(template.type, copy_chart(self.package, template.target, texts))

    def _chart_relation(self, number: str) -> Relationship | None:
        """The relationship to a chart of this package, None for anything else."""
        item = self.package.relationships.get(self.part, {}).get(number)
        inside = item is not None and not item.external and item.target in self.package.parts
        return item if item is not None and inside and item.kind in CHART_KINDS else None

    def picture(self, picture: Picture) -> str:
        """The picture as a media part; the same picture once in a package."""
        folder = self.part.split("/", 1)[0]
        ending = _ENDINGS.get(picture.media_type, "png")
        digest = hashlib.sha256(picture.data).hexdigest()[:12]
        name = f"{folder}/media/picture-{digest}.{ending}"
        if name not in self.package.parts:
            self.package.add(name, picture.data, picture.media_type)
        return self._relate(f"{R}/image", name)

    def link(self, address: str) -> str:
        """An address outside; what is no web or mail address leads nowhere."""
        safe = address if is_safe_address(address) else "about:blank"
        return self._relate(f"{R}/hyperlink", safe, external=True)

    def prune(self, xml: str) -> None:
        """Drops relationships to drawings, addresses, headers and footers that the rendered part does not use."""
        kept = self.package.relationships.get(self.part, {})
        prunable = [item.id for item in kept.values() if item.kind in _PRUNED]
        named = ids_named(xml, prunable)
        for number in prunable:
            if number not in named:
                del kept[number]

    def _relate(self, type_: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship to a target, found without going through all the others each time."""
        if not self._ids:
            known = self.package.relationships.get(self.part, {})
            for item in known.values():
                self._ids.setdefault((item.type, item.target, item.external), item.id)
        sought = type_, target, external
        if sought not in self._ids:
            self._ids[sought] = self.package.relate_anew(self.part, type_, target, external=external)
        return self._ids[sought]
