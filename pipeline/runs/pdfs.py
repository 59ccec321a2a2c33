"""The PDFs of a folder's documents: which are needed, which to write, and what is told of those that stand.

In: the documents as they will stand once this run has written. Out: the PDFs to write with them, or findings. A PDF is
always made of the document that stands beside it under its name, hand work and all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.runs.manifest import Manifest, mark, program_mark
from pipeline.runs.plans import Written, beside, plan_outputs, standing_mark
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Place, Term

if TYPE_CHECKING:
    from pipeline.pdf.making import Made

ENDING = ".pdf"
_LACKS = ("untagged", "pictures", "links", "contents")
_NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Pdfs:
    """What a run does to a folder's PDFs: files to write, what became of each, and what the manifest keeps of them."""

    writes: Mapping[str, bytes] = field(default_factory=dict)
    written: Written = field(default_factory=Written)
    marks: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    lacking: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def pdf_name(document: str) -> str:
    """The name of a document's PDF."""
    return f"{document.rpartition('.')[0]}{ENDING}"


def is_pdf(name: str) -> bool:
    """Whether a name of the outputs is a PDF's."""
    return name.endswith(ENDING)


def standing_documents(
    folder: Path, names: Iterable[str], writes: Mapping[str, bytes], made: Mapping[str, str]
) -> dict[str, bytes]:
    """The documents as they will stand, for readers: with the changes of ours that nobody has accepted yet.

    Documents that are as they were `made`, by their marks, hold none.
    """
    found = {}
    for name in names:
        try:
            data = writes[name] if name in writes else (folder / name).read_bytes()
        except OSError:
            continue
        found[name] = data if mark(data) == made.get(name) else _plain(data)
    return found


def _plain(document: bytes) -> bytes:
    from pipeline.runs.merges import plain

    return plain(document)


def notes_on_pdfs(folder: Path, documents: Mapping[str, bytes], last: Manifest) -> Pdfs:
    """What is told of earlier runs' PDFs when none are to be made: those behind their documents, and what waits."""
    older = (name for name in _outdated(folder, documents, last) if (folder / name).exists() and last.sources.get(name))
    behind = [Finding("OT012", Place(str(folder / name)), {"path": str(folder / name)}) for name in older]
    return Pdfs(findings=(*behind, *_still_told(folder, map(pdf_name, documents), last)))


def plan_pdfs(folder: Path, documents: Mapping[str, bytes], last: Manifest, *, force: bool, dry_run: bool) -> Pdfs:
    """Makes the PDFs that are missing or older than their documents: all of them, or none and a finding."""
    outdated = _outdated(folder, documents, last, force=force)
    same = tuple(name for name in map(pdf_name, documents) if name not in outdated)
    told = tuple(_still_told(folder, same, last))
    if dry_run:
        new = tuple(name for name in outdated if not (folder / name).exists())
        return Pdfs(written=Written(tuple(outdated), same, new=new), findings=told)
    if not outdated:
        return Pdfs(written=Written(same=same), findings=told)
    from pipeline.pdf.making import make

    made = make({name: data for name, data in documents.items() if pdf_name(name) in outdated})
    if made.fault:
        return Pdfs(written=Written(same=same), findings=(*told, _not_made(folder, made)))
    pdfs = {pdf_name(name): data for name, data in made.pdfs.items()}
    lacking = {pdf_name(name): made.lacking.get(name, {}) for name in made.pdfs}
    writes, written = plan_outputs(folder, pdfs, force=force)
    marks = {name: mark(data) for name, data in pdfs.items()}
    for name, lacks in lacking.items():
        path = folder / (beside(name) if name in written.kept else name)
        stands = path.name in writes or standing_mark(path) == marks[name]
        told += tuple(_lacks(path, lacks)) if stands else ()
    all_written = Written(written.changed, (*same, *written.same), written.kept, (), written.new)
    sources = {name: "" if _NUMBERS in lacking[name] else source for name, source in outdated.items()}  # "": try again
    return Pdfs(writes, all_written, marks, sources, lacking, (*told, *written.findings))


def _outdated(folder: Path, documents: Mapping[str, bytes], last: Manifest, *, force: bool = False) -> dict[str, str]:
    """The PDFs that don't show their documents, each with the mark of what it is to be made of."""
    prints = {
        pdf_name(name): mark(f"{__version__} {program_mark()} {mark(data)}".encode())
        for name, data in documents.items()
    }
    return {
        name: source
        for name, source in prints.items()
        if force or last.sources.get(name) != source or not (folder / name).exists()
    }


def _still_told(folder: Path, names: Iterable[str], last: Manifest) -> Iterator[Finding]:
    """What was told when PDFs were made, as long as it holds: a fresh one lies beside, or one lacks something."""
    for name in names:
        made = last.documents.get(name)
        stands = made is not None and standing_mark(folder / name) == made
        fresh = folder / beside(name)
        waits = made is not None and not stands and standing_mark(fresh) == made
        if waits:
            path = str(folder / name)
            yield Finding("OT003", Place(path), {"path": path, "kept": str(fresh)})
        if stands or waits:
            yield from _lacks(fresh if waits else folder / name, last.lacking.get(name, {}))


def _lacks(path: Path, lacks: Mapping[str, int]) -> Iterator[Finding]:
    for key in _LACKS:
        if key in lacks:
            reason = Term("pdf.untagged") if key == "untagged" else Phrase(f"pdf.{key}", count=lacks[key])
            yield Finding("OT011", Place(str(path)), {"path": str(path), "reason": reason})
    if _NUMBERS in lacks:
        yield Finding("OT013", Place(str(path)), {"path": str(path)})


def _not_made(folder: Path, made: Made) -> Finding:
    from pipeline.pdf.making import ABSENT
    from pipeline.pdf.office import VARIABLE

    if made.fault == ABSENT:
        return Finding("OT009", Place(str(folder)), {"path": str(folder), "variable": VARIABLE})
    said = made.said or Term("pdf.nothing_said")
    reasons: dict[str, FindingValue] = {
        "late": Phrase("pdf.late", seconds=round(made.seconds)),
        "start": Phrase("pdf.start", said=said),
        "missing": Phrase("pdf.missing", said=said),
        "damaged": Term("pdf.damaged"),
    }
    return Finding("OT010", Place(str(folder)), {"names": ", ".join(made.failed), "reason": reasons[made.fault]})
