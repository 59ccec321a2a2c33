"""Where the links of a PDF lead: the pages that its contents list should show.

In: a PDF as exported. Out: for each link's text the numbers of its pages, from the top of the first page down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.ooxml.contents_numbers import entry_text


def linked_pages(data: bytes) -> Mapping[str, list[int]]:
    """The numbers of the pages that links within a PDF lead to, by the links' texts. Raises `PdfError` for no PDF."""
    found: dict[str, list[int]] = defaultdict(list)
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for page in pdf.pages:
            links = [item for item in page.obj.get("/Annots") or () if item.get("/Subtype") == Name.Link]
            for link in sorted(links, key=lambda item: -float(item.Rect[3])):
                leads_to = link.get("/Dest")
                first = leads_to[0] if isinstance(leads_to, Array) and len(leads_to) else None
                if isinstance(first, Dictionary) and first.objgen in numbers:
                    found[entry_text(str(link.get("/Contents", "")))].append(numbers[first.objgen])
    return found
