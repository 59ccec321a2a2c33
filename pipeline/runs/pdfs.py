"""The PDFs of a folder's documents: which are needed, and what to write of them.

In: the documents as they will stand once this run has written. Out: the PDFs to write with them, or findings. A PDF is
always made of the document that stands beside it under its name, hand work and all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.runs.manifest import Manifest, fingerprint, mark
from pipeline.runs.outputs import Written, plan_outputs
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Place, Term

ENDING = ".pdf"


@dataclass(frozen=True, slots=True)
class Pdfs:
    """What a run does to a folder's PDFs: files to write, what became of each, and what the manifest keeps of them."""

    writes: Mapping[str, bytes] = field(default_factory=dict)
    written: Written = field(default_factory=Written)
    marks: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def pdf_name(document: str) -> str:
    """The name of a document's PDF."""
    return f"{document.rpartition('.')[0]}{ENDING}"


def is_pdf(name: str) -> bool:
    """Whether a name of the outputs is a PDF's."""
    return name.endswith(ENDING)


def standing_documents(folder: Path, names: Iterable[str], writes: Mapping[str, bytes]) -> dict[str, bytes]:
    """The documents as they will stand: those that are about to be written, else what is there."""
    found = {}
    for name in names:
        try:
            found[name] = writes[name] if name in writes else (folder / name).read_bytes()
        except OSError:
            continue
    return found


def stale(folder: Path, documents: Mapping[str, bytes], last: Manifest) -> tuple[Finding, ...]:
    """A note for each PDF of an earlier run whose document is another by now."""
    older = (name for name in _outdated(folder, documents, last) if (folder / name).exists() and name in last.sources)
    return tuple(Finding("OT012", Place(str(folder / name)), {"path": str(folder / name)}) for name in older)


def plan_pdfs(folder: Path, documents: Mapping[str, bytes], last: Manifest, *, force: bool, dry_run: bool) -> Pdfs:
    """Makes the PDFs that are missing or older than their documents: all of them, or none and a finding."""
    outdated = _outdated(folder, documents, last, force=force)
    same = tuple(name for name in map(pdf_name, documents) if name not in outdated)
    if dry_run:
        new = tuple(name for name in outdated if not (folder / name).exists())
        return Pdfs(written=Written(tuple(outdated), same, new=new))
    wanted = {name: data for name, data in documents.items() if pdf_name(name) in outdated}
    made, findings = _make(folder, wanted) if wanted else ({}, ())
    if len(made) < len(wanted):
        return Pdfs(written=Written(same=same), findings=findings)
    writes, written = plan_outputs(folder, made, force=force)
    marks = {name: mark(data) for name, data in made.items() if name not in written.kept}
    told = Written(written.changed, (*same, *written.same), written.kept, (), written.new)
    return Pdfs(writes, told, marks, {name: outdated[name] for name in made}, (*findings, *written.findings))


def _outdated(folder: Path, documents: Mapping[str, bytes], last: Manifest, *, force: bool = False) -> dict[str, str]:
    """The PDFs that don't show their documents, each with the mark of what it is to be made of."""
    prints = {pdf_name(name): fingerprint((), mark(data)) for name, data in documents.items()}
    return {
        name: source
        for name, source in prints.items()
        if force or last.sources.get(name) != source or not (folder / name).exists()
    }


def _make(folder: Path, documents: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    from pipeline.pdf.converting import convert, time_bound
    from pipeline.pdf.office import VARIABLE, find_office

    office = find_office()
    if office is None:
        return {}, (Finding("OT009", Place(str(folder)), {"path": str(folder), "variable": VARIABLE}),)
    try:
        conversion = convert(office, documents)
        if not conversion.fault and (renumbered := _renumbered(documents, conversion.pdfs)):
            again = convert(office, renumbered)
            conversion = replace(again, pdfs={**conversion.pdfs, **again.pdfs})
    except OSError as error:
        return {}, _not_made(folder, documents, Phrase("pdf.start", said=str(error.strerror or error)))
    if conversion.fault:
        said = conversion.said or Term("pdf.nothing_said")
        phrases = {
            "late": Phrase("pdf.late", seconds=round(time_bound(len(documents)))),
            "start": Phrase("pdf.start", said=said),
            "missing": Phrase("pdf.missing", said=said),
        }
        return {}, _not_made(folder, conversion.failed, phrases[conversion.fault])
    return _mended(folder, documents, conversion.pdfs)


def _renumbered(documents: Mapping[str, bytes], pdfs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The Word documents whose contents lists show other pages than their PDFs have, with the PDFs' numbers."""
    from pipeline.ooxml.contents_numbers import with_page_numbers
    from pipeline.ooxml.package import PackageFault
    from pipeline.pdf.contents import linked_pages
    from pipeline.pdf.mending import PdfFault

    found = {}
    for name in pdfs:
        with suppress(PackageFault, PdfFault):  # told when it is mended
            if name.endswith(".docx") and (own := with_page_numbers(documents[name], linked_pages(pdfs[name]))):
                found[name] = own
    return found


def _mended(
    folder: Path, documents: Mapping[str, bytes], pdfs: Mapping[str, bytes]
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    from pipeline.ooxml.package import PackageFault
    from pipeline.ooxml.portrait import portrait
    from pipeline.pdf.mending import Mended, PdfFault, mend

    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    for name, data in pdfs.items():
        try:
            mended: Mended = mend(data, portrait(documents[name]))
        except (PackageFault, PdfFault):
            return {}, _not_made(folder, [name], Term("pdf.damaged"))
        made[pdf_name(name)] = mended.data
        path = str(folder / pdf_name(name))
        findings += [
            Finding("OT011", Place(path), {"path": path, "reason": reason})
            for reason in _lacking(mended.tagged, mended.pictures, mended.links, mended.contents)
        ]
    return made, tuple(findings)


def _lacking(tagged: bool, pictures: int, links: int, contents: int) -> Iterator[Term]:
    if not tagged:
        yield Term("pdf.untagged")
    for key, count in (("pictures", pictures), ("links", links), ("contents", contents)):
        if count:
            yield Phrase(f"pdf.{key}", count=count)


def _not_made(folder: Path, names: Iterable[str], reason: Term) -> tuple[Finding, ...]:
    values: dict[str, FindingValue] = {"names": ", ".join(names), "reason": reason}
    return (Finding("OT010", Place(str(folder)), values),)
