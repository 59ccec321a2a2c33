"""Comments on the slides of a deck, in the form that every PowerPoint reads: an author, and a part for each slide.

In: an open deck and remarks. Out: the same deck, commented. Comments have no date, so that the same deck with the same
remarks is the same bytes. PowerPoint can't have comments of the new form beside them: the copy goes without those.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import P, R, p
from pipeline.ooxml.geometry import Box, Design
from pipeline.ooxml.package import parse, serialise
from pipeline.ooxml.remarks import Remark
from pipeline.ooxml.whereabouts import Whereabouts

_AUTHORS_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
_NEW_FORM = "/2018/10/relationships/"
_UNITS = 8
"""Comments stand in units of 1/576 inch: eight in a point."""
_STEP, _SIDE = 14, 60
"""How far the marks of comments at one place stand from each other, and how many of these steps there are."""


def comment_slides(at: Whereabouts, remarks: Sequence[Remark], author: str) -> None:
    """Writes the remarks on the slides they are about, those on no slide on the first."""
    _drop_new_form(at)
    homes = [(_home(at, remark), remark) for remark in remarks]
    slides = list(dict.fromkeys(home for home, _ in homes if home))
    if not slides:
        return
    authors_part, authors, own = _author(at, author)
    last = integer(own.get("lastIdx"))
    for slide in slides:
        part, comments = _comments(at, slide)
        boxes = _boxes(at, slide)
        for place, remark in enumerate(remark for home, remark in homes if home == slide):
            last += 1
            comments.append(_comment(at, slide, remark, boxes, (own.get("id") or "0", last, place)))
        at.package.add(part, serialise(comments), _COMMENTS_TYPE)
    own.set("lastIdx", str(last))
    at.package.add(authors_part, serialise(authors), _AUTHORS_TYPE)


def _home(at: Whereabouts, remark: Remark) -> str:
    return at.slide_of(remark.anchor.part) or (at.slides[0] if at.slides else "")


def _drop_new_form(at: Whereabouts) -> None:
    for part in (at.main, *at.slides):
        known = at.package.relationships.get(part, {})
        kept = {number: item for number, item in known.items() if _NEW_FORM not in item.type}
        if len(kept) < len(known):
            at.package.relationships[part] = kept


def _author(at: Whereabouts, name: str) -> tuple[str, etree._Element, etree._Element]:
    found = [item.target for item in at.package.related(at.main, "commentAuthors") if item.target in at.package.parts]
    part = found[0] if found else "ppt/commentAuthors.xml"
    authors = parse(at.package.read(part)) if found else etree.Element(p("cmAuthorLst"), nsmap={"p": P})
    if not found:
        at.package.relate(at.main, f"{R}/commentAuthors", part)
    own = next((item for item in authors if item.get("name") == name), None)
    if own is None:
        numbers = [integer(item.get("id")) for item in authors]
        number = str(max(numbers, default=-1) + 1)
        values = {"id": number, "name": name, "initials": name[:1], "lastIdx": "0", "clrIdx": number}
        own = etree.SubElement(authors, p("cmAuthor"), values)
    return part, authors, own


def _comments(at: Whereabouts, slide: str) -> tuple[str, etree._Element]:
    for item in at.package.related(slide, "comments"):
        if item.target in at.package.parts:
            return item.target, parse(at.package.read(item.target))
    part = at.package.free_name("ppt/comments/comment{}.xml")
    at.package.relate(slide, f"{R}/comments", part)
    return part, etree.Element(p("cmLst"), nsmap={"p": P})


def _comment(
    at: Whereabouts,
    slide: str,
    remark: Remark,
    boxes: dict[etree._Element, Box],
    numbers: tuple[str, int, int],
) -> etree._Element:
    """One comment; `numbers` are the author's, the comment's, and its place among the slide's."""
    author, index, place = numbers
    moved = remark.anchor.part != slide
    element = None if moved else at.element(remark.anchor)
    around = () if element is None else (element, *element.iterancestors())
    box = next((boxes[item] for item in around if item in boxes), Box(0, 0, 0, 0))
    comment = etree.Element(p("cm"), {"authorId": author, "idx": str(index)})
    aside = _STEP * (place % _SIDE)
    spot = {"x": str(round(box.x * _UNITS) + aside), "y": str(round(box.y * _UNITS) + aside)}
    etree.SubElement(comment, p("pos"), spot)
    etree.SubElement(comment, p("text")).text = f"{remark.where}\n{remark.text}" if moved else remark.text
    return comment


def _boxes(at: Whereabouts, slide: str) -> dict[etree._Element, Box]:
    """Where the slide's shapes stand."""
    layout = [item.target for item in at.package.related(slide, "slideLayout")]
    master = [item.target for part in layout for item in at.package.related(part, "slideMaster")]
    if not master or any(part not in at.package.parts for part in (layout[0], master[0])):
        return {}
    design = Design(at.tree(layout[0]), at.tree(master[0]))
    return {shape.element: shape.box for shape in design.shapes(at.tree(slide))}
