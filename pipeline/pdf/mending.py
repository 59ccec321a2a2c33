"""What LibreOffice leaves untold in a PDF is told, from the document that the PDF was made of.

In: a PDF and the portrait of its document. Out: the PDF, readable aloud, the same bytes each time; and what could not
be put right, in which case the PDF no longer claims to be PDF/UA.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Object

from pipeline.ooxml.portrait import Portrait
from pipeline.pdf import streams
from pipeline.pdf.figures import describe_figures
from pipeline.pdf.links import loose_links, tie_links
from pipeline.pdf.pictures import claim_pictures
from pipeline.pdf.properties import set_properties
from pipeline.pdf.roles import plain_roles
from pipeline.pdf.slides import sort_slides
from pipeline.pdf.tables import mend_tables
from pipeline.pdf.tagged import Tagged, UntaggedError, kids

PdfFault = pikepdf.PdfError
"""What is raised for a file that is no PDF."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A PDF, and what is still amiss: the numbers of pictures without words, links outside the structure, contents that
    the structure names and no page has. `tagged` is False when there is no structure at all."""

    data: bytes
    pictures: int = 0
    links: int = 0
    contents: int = 0
    tagged: bool = True

    @property
    def whole(self) -> bool:
        """Whether nothing is amiss."""
        return self.tagged and not (self.pictures or self.links or self.contents)


def mend(data: bytes, portrait: Portrait) -> Mended:
    """Puts a PDF's structure right. Raises `PdfFault` for what is none."""
    with pikepdf.open(BytesIO(data)) as pdf:
        try:
            tagged = Tagged(pdf)
        except UntaggedError:
            set_properties(pdf, portrait.language, claims=False)
            return Mended(_saved(pdf), tagged=False)
        plain_roles(tagged)
        if portrait.titles:
            sort_slides(tagged, portrait.titles, portrait.footers)
        mend_tables(tagged, portrait.row_headed)
        pictures = describe_figures(tagged, portrait)
        empty = _empty_figures(tagged)
        lost = sum(_mend_page(tagged, page, empty[page]) for page in range(len(tagged.pages)))
        links = sum(len(loose_links(tagged, page)) for page in range(len(tagged.pages)))
        set_properties(pdf, portrait.language, claims=not (pictures or links or lost))
        return Mended(_saved(pdf), pictures, links, lost)


def _mend_page(tagged: Tagged, page: int, empty: list[Object]) -> int:
    """Marks all that is drawn on a page; returns how many contents the structure names in vain."""
    there = tagged.pages[page]
    instructions = streams.lift_from_forms(pikepdf.parse_content_stream(there), there)
    instructions = streams.without_strays(instructions)
    if empty := [element for element in empty if not kids(element)]:
        instructions = claim_pictures(tagged, page, instructions, empty)
    if links := loose_links(tagged, page):
        instructions = tie_links(tagged, page, instructions, links)
    instructions = streams.as_artifacts(instructions, tagged.artifacts[page])
    instructions = streams.all_marked(instructions)
    there["/Contents"] = tagged.pdf.make_stream(pikepdf.unparse_content_stream(instructions))
    drawn = {streams.number_of(instruction) for instruction in instructions}
    owners = tagged.owners(page)
    return sum(owner is not None and number not in drawn for number, owner in enumerate(owners or ()))


def _empty_figures(tagged: Tagged) -> dict[int, list[Object]]:
    """Picture elements without content, by page; one that tells no page is looked for on each."""
    empty: dict[int, list[Object]] = defaultdict(list)
    for element in tagged.elements():
        if tagged.role(element) == "Figure" and not kids(element):
            page = tagged.page_of(element)
            for place in range(len(tagged.pages)) if page < 0 else [page]:
                empty[place].append(element)
    return empty


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = BytesIO()
    pdf.remove_unreferenced_resources()
    for key in ("/ID", "/DocChecksum"):  # LibreOffice's are new each time; the ID made anew comes from the content
        if key in pdf.trailer:
            del pdf.trailer[key]
    pdf.save(
        target,
        deterministic_id=True,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return target.getvalue()
