"""PDFs of a folder's documents, from the first start of LibreOffice to the last mended mark.

In: documents by file name. Out: their PDFs by the documents' names, with what each still lacks; or none, and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from pipeline.ooxml.contents_numbers import with_page_numbers
from pipeline.ooxml.package import PackageFault
from pipeline.ooxml.portrait import portrait
from pipeline.pdf.contents import linked_pages
from pipeline.pdf.converting import Conversion, convert, time_bound
from pipeline.pdf.mending import Mended, PdfFault, mend
from pipeline.pdf.office import find_office

ABSENT, DAMAGED = "absent", "damaged"
NUMBERS = "numbers"
"""What a PDF lacks whose contents list shows other pages than its own."""


@dataclass(frozen=True, slots=True)
class Made:
    """All PDFs, or none and a `fault`: "absent", "late", "start", "missing" or "damaged", with what LibreOffice `said`,
    the documents that `failed` and the `seconds` that it had. `lacking` tells how many of what a PDF lacks: "pictures",
    "links", "contents", "untagged", "numbers"."""

    pdfs: Mapping[str, bytes] = field(default_factory=dict)
    lacking: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    fault: str = ""
    said: str = ""
    failed: tuple[str, ...] = ()
    seconds: float = 0.0


def make(documents: Mapping[str, bytes]) -> Made:
    """Makes the PDFs of all documents, or of none."""
    office = find_office()
    if office is None:
        return Made(fault=ABSENT, failed=tuple(documents))
    try:
        laid_out = convert(office, documents)
        if laid_out.fault:
            seconds = time_bound(len(documents))
            return Made(fault=laid_out.fault, said=laid_out.said, failed=laid_out.failed, seconds=seconds)
        renumbered = _renumbered(documents, laid_out.pdfs)
        again = convert(office, renumbered) if renumbered else Conversion()
    except OSError as error:
        return Made(fault="start", said=str(error.strerror or error), failed=tuple(documents))
    misnumbered = set(renumbered) - set(again.pdfs)
    return _mended(documents, {**laid_out.pdfs, **again.pdfs}, misnumbered)


def _renumbered(documents: Mapping[str, bytes], pdfs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The Word documents whose contents lists show other pages than their PDFs have, with the PDFs' numbers."""
    found = {}
    for name in pdfs:
        with suppress(PackageFault, PdfFault):  # told when it is mended
            if name.endswith(".docx") and (own := with_page_numbers(documents[name], linked_pages(pdfs[name]))):
                found[name] = own
    return found


def _mended(documents: Mapping[str, bytes], pdfs: Mapping[str, bytes], misnumbered: set[str]) -> Made:
    made: dict[str, bytes] = {}
    lacking: dict[str, dict[str, int]] = {}
    for name, data in pdfs.items():
        try:
            mended = mend(data, portrait(documents[name]))
        except (PackageFault, PdfFault):
            return Made(fault=DAMAGED, failed=(name,))
        made[name] = mended.data
        lacking[name] = dict(_lacks(mended))
        if name in misnumbered:
            lacking[name][NUMBERS] = 1
    return Made(made, {name: lacks for name, lacks in lacking.items() if lacks})


def _lacks(mended: Mended) -> Iterator[tuple[str, int]]:
    if not mended.tagged:
        yield "untagged", 1
    for key, count in (("pictures", mended.pictures), ("links", mended.links), ("contents", mended.contents)):
        if count:
            yield key, count
