"""What a rendered part of a deck still needs to be a sound one.

In: the tree of a slide, its notes, a layout, a master, a diagram or a chart. Out: the same tree: tables whose merged
cells agree, no table, group or text body that is empty, unique shape ids with all that names them, its language.
"""

from __future__ import annotations

from lxml import etree

from pipeline.filling.slides import slide_ids, slide_tables
from pipeline.ooxml.dialect import A, C, a, p

_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_DRAWN_DIAGRAM = "http://schemas.microsoft.com/office/drawing/2008/diagram"
_RUNS, _PROPERTIES, _PARAGRAPH = (a("r"), a("fld")), a("rPr"), a("p")
_SPOKEN = (a("endParaRPr"), a("defRPr"), a("rPr"))
_BODIES = (a("txBody"), p("txBody"), f"{{{_DIAGRAM}}}t", f"{{{_DRAWN_DIAGRAM}}}txBody", f"{{{C}}}rich")
_KEPT_HOLDERS = frozenset({"title", "ctrTitle", "sldNum", "dt", "ftr", "hdr", "sldImg"})
_SHAPES = (p("sp"), p("pic"), p("graphicFrame"), p("grpSp"), p("cxnSp"), p("contentPart"))


def finish_slide(root: etree._Element, language_tag: str) -> None:
    """Mends a rendered part in place."""
    _drop_empty_tables(root)
    slide_tables.mend(root)
    _drop_empty_groups(root)
    _fill_empty_bodies(root)
    slide_ids.renumber(root)
    _set_language(root, language_tag)


def settle_shapes(slide: etree._Element) -> None:
    """When it is known what stays on a slide: empty placeholders go, and effects and connections of what is gone."""
    _drop_empty_holders(slide)
    slide_ids.drop_lost(slide)


def _drop_empty_holders(slide: etree._Element) -> None:
    """Placeholders that nothing was put into: a presenter would read "Click to add text" in them."""
    for shape in list(slide.iter(p("sp"))):
        holder = shape.find(f"{p('nvSpPr')}/{p('nvPr')}/{p('ph')}")
        if holder is None or holder.get("type") in _KEPT_HOLDERS or next(shape.iter(a("blip")), None) is not None:
            continue
        if not any((text.text or "").strip() for text in shape.iter(a("t"))):
            _drop(shape)


def _fill_empty_bodies(root: etree._Element) -> None:
    """A text body without a paragraph is a damaged document."""
    for body in root.iter(*_BODIES):
        if next(body.iterchildren(_PARAGRAPH), None) is None:
            body.append(etree.Element(a("p"), nsmap={"a": A}))


def _drop_empty_tables(root: etree._Element) -> None:
    for table in list(root.iter(a("tbl"))):
        rows = table.findall(a("tr"))
        if not any(row.find(a("tc")) is not None for row in rows):
            _drop(next((item for item in table.iterancestors(p("graphicFrame"))), table))


def _drop_empty_groups(root: etree._Element) -> None:
    for group in reversed(list(root.iter(p("grpSp")))):
        if not any(child.tag in _SHAPES or child.tag.endswith("}AlternateContent") for child in group):
            _drop(group)


def _set_language(root: etree._Element, tag: str) -> None:
    """Every text says its language, which a screen reader needs; styles do where they did."""
    for run in root.iter(*_RUNS):
        properties = next(run.iterchildren(_PROPERTIES), None)
        if properties is None:
            properties = etree.Element(_PROPERTIES)
            run.insert(0, properties)
        if properties.get("lang") != tag:
            properties.set("lang", tag)
    for item in root.iter(*_SPOKEN):
        if item.get("lang", tag) not in ("", tag):
            item.set("lang", tag)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
