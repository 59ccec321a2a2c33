"""Brings one organisation's documents to where they belong: merged, compared, with their PDFs, all or none.

In: fresh documents, or none when the earlier ones stand. Out: an `Outcome`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.runs.manifest import Manifest, fingerprint, mark, read_manifest
from pipeline.runs.options import MAIN_LANGUAGE, Options, Outcome
from pipeline.runs.outputs import write_outputs
from pipeline.runs.pdfs import Pdfs, is_pdf, notes_on_pdfs, pdf_name, plan_pdfs, standing_documents
from pipeline.runs.plans import Written, plan_outputs
from pipeline.runs.project import Project, document_of
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding, has_errors
from pipeline.vocabulary.model import Language, Roadmap


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made of the inputs: documents by name, whose they are, in which brand; none when nothing changed.

    `hidden` are files that are written with the documents, all or none, and not told of.
    """

    documents: Mapping[str, bytes] = field(default_factory=dict)
    roadmap: Roadmap | None = None
    brand: Brand = field(default_factory=Brand)
    hidden: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def main(self) -> Language:
        """The language of the documents whose names don't tell it."""
        languages = self.roadmap.organisation.languages if self.roadmap else ()
        return languages[0] if languages else MAIN_LANGUAGE


def deliver(
    project: Project, options: Options, made: Made, findings: tuple[Finding, ...], inputs: Mapping[str, str]
) -> Outcome:
    """Writes what is to be written. Where nothing was made the earlier documents stand, and only PDFs may be made."""
    folder = options.outputs / project.name
    last, of_inputs = read_manifest(folder), findings
    writes, written = _plan(folder, made, options)
    earlier = [] if made.documents else [name for name in last.documents if not is_pdf(name)]
    names = [*made.documents, *(name for name in earlier if document_of(name) in options.documents)]
    pdfs = _pdfs(folder, names, writes, last, options)
    findings += (*written.findings, *pdfs.findings)
    if options.pdf and has_errors(pdfs.findings, strict=options.strict):
        return Outcome(project.name, "failed", findings)
    there = {*pdfs.written.changed, *pdfs.written.same, *pdfs.written.kept}
    beside = [name for name in writes if name not in made.documents]
    paths = _paths(
        folder, [*made.documents, *earlier, *beside, *(name for name in map(pdf_name, names) if name in there)]
    )
    written = written.with_more(Written(same=tuple(earlier))).with_more(pdfs.written)
    if options.dry_run and (made.documents or pdfs.written.changed):
        return Outcome(project.name, "planned", findings, paths, written)
    if not made.documents and not pdfs.sources:
        return Outcome(project.name, "unchanged", findings, paths)
    bases = {name: data for name, data in made.documents.items() if name not in written.kept}
    remembered = replace(_remembered(last, inputs, bases, pdfs), findings=of_inputs)
    faults = write_outputs(folder, {**writes, **pdfs.writes, **made.hidden}, remembered, bases)
    if faults:
        return Outcome(project.name, "failed", (*findings, *faults))
    return Outcome(project.name, "built", findings, paths, written)


def _plan(folder: Path, made: Made, options: Options) -> tuple[dict[str, bytes], Written]:
    """What becomes of the documents, with the copies that tell of their changes."""
    if not made.documents:
        return {}, Written()
    from pipeline.runs.merges import accepted_ones, merging, redlines

    writes, written = plan_outputs(folder, made.documents, force=options.force, merging=merging(made.main, options))
    if options.accept:
        accepted = accepted_ones(folder, made.documents, writes)
        writes |= accepted
        same = tuple(name for name in written.same if name not in accepted)
        written = replace(written, changed=(*written.changed, *accepted), same=same)
    if options.redline:
        writes |= redlines(folder, writes, written, made.main, options)
    return writes, written


def _remembered(last: Manifest, inputs: Mapping[str, str], bases: Mapping[str, bytes], pdfs: Pdfs) -> Manifest:
    """The manifest after a run."""
    marks = {name: mark(data) for name, data in bases.items()}
    return Manifest(
        fingerprint(inputs),
        {**last.documents, **marks, **pdfs.marks},
        {**last.sources, **pdfs.sources},
        {**last.lacking, **pdfs.lacking},
        inputs=inputs,
        lists=last.lists,
    )


def _pdfs(folder: Path, names: Iterable[str], writes: Mapping[str, bytes], last: Manifest, options: Options) -> Pdfs:
    """What becomes of the PDFs; documents are read for them only where some are asked for or were made."""
    if not options.pdf and not last.sources:
        return Pdfs()
    documents = standing_documents(folder, names, writes)
    if options.pdf:
        return plan_pdfs(folder, documents, last, force=options.force, dry_run=options.dry_run)
    return notes_on_pdfs(folder, documents, last)


def _paths(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(folder / name).replace("\\", "/") for name in names)
