"""Charts and pictures that a designer drew and bound by their alt text: `{{ exhibits.gaps }}`.

In: the drawing's properties element, whose alt text is one value. Out: tokens on the attributes that the value decides
(the relationship to its data, and its size).
"""

from __future__ import annotations

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.sites import Site, SiteKind, Sites
from pipeline.ooxml.dialect import WP, A, C, P, R

_CONTAINERS = frozenset({f"{{{WP}}}inline", f"{{{WP}}}anchor", f"{{{P}}}graphicFrame", f"{{{P}}}pic"})


def bind(properties: etree._Element, site: Site, sites: Sites) -> None:
    """Puts tokens on the chart or picture that `properties` names. A drawing with neither keeps only its alt text."""
    container = next((item for item in properties.iterancestors() if item.tag in _CONTAINERS), None)
    if container is None:
        return
    chart = next(container.iter(f"{{{C}}}chart"), None)
    blip = next(container.iter(f"{{{A}}}blip"), None)
    if chart is not None:
        drawn = next((item.get("cy", "") for item in container.iter(f"{{{WP}}}extent")), "")
        _tokenise(chart, f"{{{R}}}id", "chart", site, sites, f"{chart.get(f'{{{R}}}id')} {drawn}")
        for extent in container.iter(f"{{{WP}}}extent"):
            _tokenise(extent, "cy", "chart_height", site, sites)
    elif blip is not None:
        _tokenise(blip, f"{{{R}}}embed", "picture", site, sites)
        _bind_size(container, site, sites)


def _bind_size(container: etree._Element, site: Site, sites: Sites) -> None:
    for extent in container.iter(f"{{{WP}}}extent", f"{{{A}}}ext"):
        if "cx" in extent.attrib and "cy" in extent.attrib:
            box = f"{extent.get('cx')} {extent.get('cy')}"
            _tokenise(extent, "cx", "picture_width", site, sites, box)
            _tokenise(extent, "cy", "picture_height", site, sites, box)


def _tokenise(
    element: etree._Element, attribute: str, kind: SiteKind, site: Site, sites: Sites, original: str = ""
) -> None:
    original = original or element.get(attribute) or ""
    number = sites.add(kind, site.code, site.spot, original).number
    element.set(attribute, marks.value_token(number))
