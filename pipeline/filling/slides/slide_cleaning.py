"""What PowerPoint leaves in a slide and what would stand in the way of its tags.

In: the tree of a part of a deck as the designer left it. Out: the same tree without marks of the spelling checker and
of comments, tags without line breaks inside them, and empty picture placeholders as pictures that data can fill.
"""

from __future__ import annotations

from lxml import etree

from pipeline.filling.lifting.tags import find_tags
from pipeline.filling.slides import slide_links, slide_tables, slide_timing, stacking
from pipeline.ooxml.dialect import POWERPOINT, A, P, R, a, p

_PROOF = ("err", "dirty", "smtClean")
_COMMENTS = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}commentRel"
_BREAK, _TEXT = a("br"), a("t")
_PICTURE_HOLDERS = ("pic", "clipArt")


def clean(root: etree._Element) -> None:
    """Cleans a slide, notes, a layout, a master or a diagram in place, before its blocks are stamped."""
    for properties in root.iter(a("rPr"), a("endParaRPr")):
        for name in _PROOF:
            properties.attrib.pop(name, "")
    for mark in list(root.iter(_COMMENTS)):
        _drop_extension(mark)
    for paragraph in root.iter(POWERPOINT.paragraph):
        if paragraph.find(_BREAK) is not None:
            _mend_tags(paragraph)
    for shape in list(root.iter(p("sp"))):
        _fill_picture_holder(shape)
    slide_links.drop_commands(root)


def prepare(root: etree._Element) -> None:
    """Notes on a stamped slide what is known only while it stands as drawn."""
    stacking.mark(root)
    slide_tables.remember(root)
    slide_timing.remember(root)


def _drop_extension(mark: etree._Element) -> None:
    extension = mark.getparent()
    extensions = extension.getparent() if extension is not None else None
    if extension is None or extensions is None:
        return
    extensions.remove(extension)
    holder = extensions.getparent()
    if not len(extensions) and holder is not None:
        holder.remove(extensions)


def _mend_tags(paragraph: etree._Element) -> None:
    """Turns line breaks inside tags into spaces."""
    pieces = list(paragraph.iter(_TEXT, _BREAK))
    text = "".join("\n" if item.tag == _BREAK else item.text or "" for item in pieces)
    tags, _ = find_tags(text) if "{" in text else ([], [])
    position, before = 0, None
    for item in pieces:
        if item.tag == _TEXT:
            position, before = position + len(item.text or ""), item
            continue
        if before is not None and any(tag.start < position < tag.end for tag in tags):
            before.text = (before.text or "") + " "
            parent = item.getparent()
            if parent is not None:
                parent.remove(item)
        position += 1


def _fill_picture_holder(shape: etree._Element) -> None:
    """An empty picture placeholder whose alternative text is a tag becomes a picture, as if one had been put in."""
    named = shape.find(f"{p('nvSpPr')}/{p('cNvPr')}")
    holder = shape.find(f"{p('nvSpPr')}/{p('nvPr')}/{p('ph')}")
    properties, parent = shape.find(p("spPr")), shape.getparent()
    if named is None or holder is None or properties is None or parent is None:
        return
    if holder.get("type") not in _PICTURE_HOLDERS or "{{" not in (named.get("descr") or ""):
        return
    picture = etree.Element(p("pic"), nsmap={"p": P, "a": A, "r": R})
    names = etree.SubElement(picture, p("nvPicPr"))
    locks = etree.Element(p("cNvPicPr"))
    etree.SubElement(locks, a("picLocks"), noGrp="1", noChangeAspect="1")
    names.extend([named, locks, *shape.findall(f"{p('nvSpPr')}/{p('nvPr')}")])
    fill = etree.SubElement(picture, p("blipFill"))
    etree.SubElement(fill, a("blip"), {f"{{{R}}}embed": ""})
    etree.SubElement(etree.SubElement(fill, a("stretch")), a("fillRect"))
    picture.append(properties)
    parent.replace(shape, picture)
