"""What stays where a block tag's paragraph, row or cell goes: section and page breaks, and the ends of bookmarks.

In: an element that holds only block tags. Out: what stands in its place, the tags' markers among it.
A section break typed behind a tag belongs to what the tag covers: it goes with an `if` on either side and ends each
pass of a loop; the one behind a `for` ends what stands before the loop, once. A page break stays on its side of a tag.
"""

from __future__ import annotations

from itertools import takewhile

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.sites import Sites
from pipeline.ooxml.dialect import WORD, Dialect, w

_OPENERS = ("for", "if")
_START, _END = w("bookmarkStart"), w("bookmarkEnd")
_BREAK, _KIND = w("br"), w("type")


def arranged(element: etree._Element, numbers: list[int], dialect: Dialect, sites: Sites) -> list[etree._Element]:
    """What stands in the place of `element`, whose block tags are the sites `numbers`."""
    markers = [marks.marker(number) for number in numbers]
    if dialect is not WORD or not numbers:
        return markers
    words = [sites.items[number].keyword for number in numbers]
    place = _place_of_break(element, words)
    if place >= 0:
        _empty(element)
        return [*markers[:place], element, *markers[place:]]
    loose = _loose_bookmarks(element)
    return [*loose, *markers] if words[0] in _OPENERS else [*markers, *loose]


def has_section(paragraph: etree._Element) -> bool:
    """Whether a paragraph ends a section."""
    return paragraph.find(f"{WORD.paragraph_properties}/{w('sectPr')}") is not None


def _place_of_break(element: etree._Element, words: list[str]) -> int:
    """After how many of its tags a paragraph's section or page break stands, -1 when it has none."""
    if element.tag != WORD.paragraph:
        return -1
    if has_section(element):
        return len(list(takewhile(lambda word: word == "if", words)))
    tags = 0
    for item in element.iter(WORD.text, _BREAK):
        if item.tag == _BREAK and _parts_pages(item):
            return tags
        tags += len(marks.BLOCK.findall(item.text or ""))
    return -1


def _parts_pages(item: etree._Element) -> bool:
    return item.get(_KIND) in ("page", "column")


def _empty(paragraph: etree._Element) -> None:
    """Leaves of a paragraph its properties, bookmarks and breaks."""
    for run in list(paragraph.iter(WORD.run)):
        for item in list(run):
            if item.tag != WORD.run_properties and not (item.tag == _BREAK and _parts_pages(item)):
                run.remove(item)


def _loose_bookmarks(element: etree._Element) -> list[etree._Element]:
    """The ends of bookmarks of which one end only is in the element."""
    identity = w("id")
    starts = {item.get(identity) for item in element.iter(_START)}
    ends = {item.get(identity) for item in element.iter(_END)}
    both = starts & ends
    return [item for item in element.iter(_START, _END) if item.get(identity) not in both]
