"""Links from slide to slide: in the document they lead to the slides that were made.

In: the slides made, their relationships still the template's. Out: each link leads to the slide made from the one it
led to, in a loop to that of its own pass; a link to a slide that was not made goes and is told.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.slides.made_slides import Counterparts, MadeSlide
from pipeline.filling.slides.slide_ids import keys_of
from pipeline.ooxml.dialect import ALTERNATIVES, R, a, p
from pipeline.ooxml.package import Package
from pipeline.ooxml.shape_anchors import SLIDE_CREATION

_SLIDE = "slide"
_PART = marks.own("part")
_REFERENCE = f"{{{R}}}id"
_LINKS = (a("hlinkClick"), a("hlinkHover"), a("hlinkMouseOver"))
_ZOOM = "{*}sldZmObj"
_FORBIDDEN = ("ppaction://macro", "ppaction://program")
_SHOW = "ppaction://customshow"


def drop_commands(root: etree._Element) -> None:
    """Takes away links that would start a macro or a program."""
    for link in list(root.iter(*_LINKS)):
        if (link.get("action") or "").lower().startswith(_FORBIDDEN):
            _drop(link)


def aim(slide: MadeSlide, made: Counterparts, package: Package, numbers: Mapping[str, int]) -> list[str]:
    """Aims the links of one slide, and its zooms by the `numbers` of slides by part. Gives the texts of lost links.

    Relationships to the template's slides go.
    """
    known = package.relationships.get(slide.part, {})
    old = {number: item for number, item in known.items() if item.kind == _SLIDE}
    for number in old:
        del known[number]
    lost: list[str] = []
    for link in list(slide.root.iter(*_LINKS)):
        item = old.get(link.get(_REFERENCE) or "")
        if item is None:
            continue
        target = made.of(item.target, keys_of(link) or slide.keys)
        if target is None:
            lost.append(_said(link))
            _drop(link)
        else:
            link.set(_REFERENCE, package.relate(slide.part, item.type, target.part))
    for zoom in list(slide.root.iter(_ZOOM)):
        _aim_zoom(zoom, slide, made, numbers)
    return lost


def zoomed_slides(root: etree._Element, slides: Mapping[str, str]) -> None:
    """Writes on the zooms of a template's slide which part they lead to, by the slides' numbers."""
    for zoom in root.iter(_ZOOM):
        zoom.set(_PART, slides.get(zoom.get("sldId") or "", ""))


def drop_show_links(slide: etree._Element, shows: frozenset[str]) -> None:
    """Takes away links to custom shows other than `shows`."""
    for link in list(slide.iter(*_LINKS)):
        action = link.get("action") or ""
        if action.startswith(_SHOW) and action.partition("id=")[2].partition("&")[0] not in shows:
            _drop(link)


def _aim_zoom(zoom: etree._Element, slide: MadeSlide, made: Counterparts, numbers: Mapping[str, int]) -> None:
    target = made.of(str(zoom.attrib.pop(_PART, "")), keys_of(zoom) or slide.keys)
    if target is not None:
        zoom.set("sldId", str(numbers[target.part]))
        creation = next(target.root.iter(SLIDE_CREATION), None) if zoom.get("cId") else None
        if creation is not None and creation.get("val"):
            zoom.set("cId", creation.get("val") or "")
        return
    whole = next((item for item in zoom.iterancestors(ALTERNATIVES)), None)
    frame = whole if whole is not None else next(zoom.iterancestors(p("graphicFrame")), None)
    if frame is not None:
        _drop(frame)


def _said(link: etree._Element) -> str:
    """The text of the run that a link is on, or the name of its shape."""
    properties = link.getparent()
    if properties is None:
        return ""
    run = properties.getparent()
    text = "".join(item.text or "" for item in run.iter(a("t"))) if run is not None else ""
    return text or properties.get("name") or ""


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
