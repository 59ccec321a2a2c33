"""The structure of a deck's PDF: a section for each slide under its heading, footers out of the reading order.

In: the structure that LibreOffice gives, all shapes of all slides in one row. Out: the same, in sections.
"""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Name, Object, String

from pipeline.pdf.tagged import Tagged, is_element, kids


def sort_slides(tagged: Tagged, titles: Sequence[str], footers: Sequence[int]) -> None:
    """Puts each slide's elements into a section of its own; titles become headings, `footers` of each decoration."""
    document = _document(tagged)
    by_page: dict[int, list[Object]] = {}
    page = 0
    for element in kids(document):
        if is_element(element):
            page = max(page, tagged.page_of(element))
            by_page.setdefault(page, []).append(element)
    sections = []
    for place, items in by_page.items():
        passed = _footers(tagged, items, footers[place] if place < len(footers) else 0)
        sections.append(_section(tagged, document, place, items[passed:], titles))
    document["/K"] = Array(sections)


def _document(tagged: Tagged) -> Object:
    top = [element for element in kids(tagged.root) if is_element(element)]
    if len(top) == 1 and tagged.role(top[0]) == "Document":
        return top[0]
    document = tagged.make("Document", tagged.root, K=Array(top))
    for element in top:
        element["/P"] = document
    tagged.root["/K"] = document
    return document


def _section(tagged: Tagged, document: Object, page: int, elements: list[Object], titles: Sequence[str]) -> Object:
    section = tagged.make("Sect", document, K=Array(elements))
    if page < len(titles) and titles[page]:
        section["/T"] = String(titles[page])
    for element in elements:
        element["/P"] = section
        if tagged.role(element) == "H":
            element["/S"] = Name.H1 if page == 0 else Name.H2
            tagged.absorb(element)
    return section


def _footers(tagged: Tagged, elements: Sequence[Object], most: int) -> int:
    """Releases a slide's first elements that are the master's: bare paragraphs before any shape of the slide itself.

    There are never more than the document has: what another LibreOffice puts there may be a text of the slide.
    """
    bare = next((place for place, element in enumerate(elements) if tagged.role(element) != "P"), 0)
    passed = min(bare, most)
    for footer in elements[:passed]:
        for item in (footer, *tagged.elements(footer)):
            tagged.release(tagged.contents(item))
    return passed
