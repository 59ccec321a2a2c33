"""The lists of slides in a presentation: their order, its sections and shows; and links between slides.

In: the hand's deck and a slide that comes, goes or moves. Out: the lists in step, everything else as it was.
"""

from __future__ import annotations

from itertools import count

from lxml import etree

from pipeline.merging.deck_nodes import RELATION, Deck, Slide
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import R, a, p

_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS, _SECTION = f"{{{_P14}}}sectionLst", f"{{{_P14}}}section"
_SECTION_SLIDES, _SECTION_SLIDE = f"{{{_P14}}}sldIdLst", f"{{{_P14}}}sldId"
_LIST, _ENTRY = p("sldIdLst"), p("sldId")
_LINKS = (a("hlinkClick"), a("hlinkHover"), a("hlinkMouseOver"))
_FIRST = 256


def add_entry(deck: Deck, slide: Slide, after: Slide | None, before: Slide | None) -> None:
    """Lists a new slide after one of the deck's, else before another, else at the end; in the section of that one."""
    entries = deck.root.find(_LIST)
    if entries is None:
        return
    taken = {item.get("id") for item in deck.root.iter(_ENTRY)}
    if slide.number in taken or integer(slide.number, most=2**31) < _FIRST:
        slide.number = next(str(number) for number in count(_FIRST) if str(number) not in taken)
    relation = deck.package.relate(deck.main, f"{R}/slide", slide.part)
    entry = etree.Element(_ENTRY, {"id": slide.number, RELATION: relation})
    own = _entry(entries, after)
    following = _entry(entries, before) if after is None else None
    if own is not None:
        own.addnext(entry)
    elif following is not None:
        following.addprevious(entry)
    else:
        entries.append(entry)
    place = deck.slides.index(after) + 1 if after in deck.slides else None
    if place is None:
        place = deck.slides.index(before) if before in deck.slides else len(deck.slides)
    deck.slides.insert(place, slide)
    _list_in_section(deck, slide.number, after, before)


def move_entry(deck: Deck, slide: Slide, after: Slide | None) -> None:
    """Lists a slide after another, or first."""
    entries = deck.root.find(_LIST)
    entry = None if entries is None else _entry(entries, slide)
    if entries is None or entry is None:
        return
    own = _entry(entries, after)
    deck.slides.remove(slide)
    if own is not None and after is not None:
        own.addnext(entry)
        deck.slides.insert(deck.slides.index(after) + 1, slide)
    else:
        entries.insert(0, entry)
        deck.slides.insert(0, slide)
    first = next((item for item in deck.slides if item is not slide), None)
    _drop_from_sections(deck, slide.number)
    _list_in_section(deck, slide.number, after, first)


def forget_slide(deck: Deck, slide: Slide) -> None:
    """Takes a slide out of all lists, and links to it off the other slides."""
    entries = deck.root.find(_LIST)
    entry = None if entries is None else _entry(entries, slide)
    known = deck.package.relationships.get(deck.main, {})
    lost = {number for number, item in known.items() if item.target == slide.part and not item.external}
    if entries is not None and entry is not None:
        entries.remove(entry)
    _drop_from_sections(deck, slide.number)
    for shown in list(deck.root.iter(p("sld"))):
        if shown.get(RELATION) in lost:
            _drop(shown)
    for number in lost:
        del known[number]
    deck.slides.remove(slide)
    for other in deck.slides:
        _forget_links(deck, other, slide)


def _forget_links(deck: Deck, other: Slide, gone: Slide) -> None:
    known = deck.package.relationships.get(other.part, {})
    lost = {number for number, item in known.items() if item.target == gone.part and not item.external}
    for number in lost:
        del known[number]
    for link in [item for item in other.root.iter(*_LINKS) if item.get(RELATION) in lost]:
        _drop(link)
        other.touched = True
    for zoom in [item for item in other.root.iter("{*}sldZmObj") if item.get("sldId") == gone.number]:
        frame = next((item for item in zoom.iterancestors() if _stands_alone(item)), None)
        if frame is not None:
            _drop(frame)
            other.touched = True


def _stands_alone(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in (p("spTree"), p("grpSp"))


def _list_in_section(deck: Deck, number: str, after: Slide | None, before: Slide | None) -> None:
    for neighbour, later in ((after, True), (before, False)):
        if neighbour is None:
            continue
        for entry in deck.root.iter(_SECTION_SLIDE):
            if entry.get("id") == neighbour.number:
                new = etree.Element(_SECTION_SLIDE, id=number)
                if later:
                    entry.addnext(new)
                else:
                    entry.addprevious(new)
                return
    lists = list(deck.root.iter(_SECTION_SLIDES))
    if lists:
        etree.SubElement(lists[-1], _SECTION_SLIDE, id=number)


def _drop_from_sections(deck: Deck, number: str) -> None:
    for entry in list(deck.root.iter(_SECTION_SLIDE)):
        if entry.get("id") == number:
            _drop(entry)


def _entry(entries: etree._Element, slide: Slide | None) -> etree._Element | None:
    if slide is None:
        return None
    return next((item for item in entries.iterchildren(_ENTRY) if item.get("id") == slide.number), None)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
