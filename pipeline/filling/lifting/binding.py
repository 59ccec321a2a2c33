"""Charts and pictures that a designer drew and bound by their alt text: `{{ exhibits.gaps }}`.

In: the drawing's properties element, whose alt text is one value. Out: tokens on the attributes that the value decides:
the relationship to its data, a chart's height, and the size of a picture, which `pictures` fits when it is known.
"""

from __future__ import annotations

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.blocks import place_of
from pipeline.filling.drawings import pictures
from pipeline.filling.sites import Site, SiteKind, Sites, Spot
from pipeline.ooxml.dialect import WP, A, C, P, R

_CONTAINERS = frozenset({f"{{{WP}}}inline", f"{{{WP}}}anchor", f"{{{P}}}graphicFrame", f"{{{P}}}pic"})
_MODERN = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_GROUP = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp"


def bind(properties: etree._Element, site: Site, sites: Sites) -> None:
    """Puts tokens on the chart or picture that `properties` names. A drawing with neither keeps only its alt text."""
    container = _container(properties)
    if container is None:
        return
    chart = next(container.iter(f"{{{C}}}chart", _MODERN), None)
    blip = next(container.iter(f"{{{A}}}blip"), None)
    if chart is not None:
        drawn = next((item.get("cy", "") for item in container.iter(f"{{{WP}}}extent")), "")
        _tokenise(chart, f"{{{R}}}id", "chart", site, sites, f"{chart.get(f'{{{R}}}id')} {drawn}")
        for extent in container.iter(f"{{{WP}}}extent"):
            _tokenise(extent, "cy", "chart_height", site, sites)
    elif blip is not None and container.tag != f"{{{P}}}graphicFrame":
        pictures.strip(container, blip)
        _tokenise(blip, f"{{{R}}}embed", "picture", site, sites)
        _tokenise(container, pictures.NATURAL, "picture_size", site, sites)


def own_charts(root: etree._Element, sites: Sites) -> None:
    """Puts tokens on all other charts too: each time one is drawn it gets parts of its own, and its tags are filled."""
    for chart in root.iter(f"{{{C}}}chart", _MODERN):
        relation = chart.get(f"{{{R}}}id") or ""
        container = next((item for item in chart.iterancestors() if item.tag in _CONTAINERS), None)
        if container is None or not relation or marks.VALUE.search(relation):
            continue
        properties = next(container.iter(f"{{{WP}}}docPr", f"{{{P}}}cNvPr"), container)
        spot = Spot(place_of(properties), "attribute", properties.get("descr") or properties.get("name") or "")
        chart.set(f"{{{R}}}id", marks.value_token(sites.add("drawing", "", spot, relation).number))


def _container(properties: etree._Element) -> etree._Element | None:
    """What is bound as a whole: the drawing, or in a group of Word's the one picture."""
    found = [item for item in properties.iterancestors() if item.tag in _CONTAINERS or item.tag == _PICTURE]
    if found and found[0].tag == _PICTURE and next(found[-1].iter(_GROUP), None) is None:
        return found[-1]
    return next(iter(found), None)


def _tokenise(
    element: etree._Element, attribute: str, kind: SiteKind, site: Site, sites: Sites, original: str = ""
) -> None:
    original = original or element.get(attribute) or ""
    number = sites.add(kind, site.code, site.spot, original).number
    element.set(attribute, marks.value_token(number))
