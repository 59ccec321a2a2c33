"""Where the charts, pictures and links of a rendered part go in the package.

In: content that tags bind to drawings, and addresses. Out: new parts and relationships of one part.
Every chart gets parts of its own, its embedded workbook in step with what it shows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from pipeline.ooxml.chart import can_fill, chart_workbook, fill_chart
from pipeline.ooxml.package import Package
from pipeline.vocabulary.content import Chart, Picture

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ENDINGS = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif", "image/svg+xml": "svg"}
_SCHEMES = ("http", "https", "mailto")
_PRUNED = frozenset({"chart", "image", "hyperlink"})


@dataclass(frozen=True, slots=True)
class PartPlacer:
    """Places the content of the part `part` of a package."""

    package: Package
    part: str

    def chart(self, chart: Chart, original: str, drawn_mm: float | None) -> str:
        """A chart part with this data, made like the template's one that `original` relates to; "" if it can't be.

        `drawn_mm` is the height it was drawn at, where the data may ask for another one.
        """
        template = self.package.relationships[self.part][original]
        xml = self.package.read(template.target)
        if not can_fill(xml):
            return ""
        name = self._copy(template.target, fill_chart(xml, chart, drawn_mm))
        for item in self.package.relationships.get(template.target, {}).values():
            target = item.target
            if item.kind == "package":
                target = self._copy(target, chart_workbook(chart))
            elif not item.external and item.target in self.package.parts:
                target = self._copy(target, self.package.read(target))
            self.package.relationships.setdefault(name, {})[item.id] = replace(item, target=target)
        return self.package.relate(self.part, template.type, name)

    def picture(self, picture: Picture) -> str:
        """The picture as a media part; the same picture once in a package."""
        folder = self.part.split("/", 1)[0]
        ending = _ENDINGS.get(picture.media_type, "png")
        digest = hashlib.sha256(picture.data).hexdigest()[:12]
        name = f"{folder}/media/picture-{digest}.{ending}"
        if name not in self.package.parts:
            self.package.add(name, picture.data, picture.media_type)
        return self.package.relate(self.part, f"{_OFFICE}/image", name)

    def link(self, address: str) -> str:
        """An address outside; what is no web or mail address leads nowhere."""
        safe = address if is_safe_address(address) else "about:blank"
        return self.package.relate(self.part, f"{_OFFICE}/hyperlink", safe, external=True)

    def prune(self, xml: str) -> None:
        """Drops relationships to charts, pictures and addresses that the rendered part does not use."""
        kept = self.package.relationships.get(self.part, {})
        for item in list(kept.values()):
            if item.kind in _PRUNED and f'"{item.id}"' not in xml:
                del kept[item.id]

    def _copy(self, original: str, data: bytes) -> str:
        stem, _, ending = original.rpartition(".")
        name = self.package.free_name(f"{stem.rstrip('0123456789')}{{}}.{ending}")
        self.package.add(name, data, self.package.content_type(original))
        return name


def is_safe_address(address: str) -> bool:
    """Whether a link may lead there: the web and e-mail, nothing that runs or reads files."""
    try:
        return urlsplit(address).scheme.lower() in _SCHEMES
    except ValueError:
        return False
