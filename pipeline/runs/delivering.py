"""Brings one organisation's documents to where they belong: merged, compared, with their PDFs, all or none.

In: fresh documents, or none when the earlier ones stand. Out: an `Outcome`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from pipeline.runs.manifest import Manifest, mark, read_manifest
from pipeline.runs.options import Options, Outcome
from pipeline.runs.outputs import write_outputs
from pipeline.runs.pdfs import Pdfs, is_pdf, notes_on_pdfs, pdf_name, plan_pdfs, standing_documents
from pipeline.runs.plans import Written, plan_outputs
from pipeline.runs.project import Project, document_of
from pipeline.vocabulary.findings import Finding, has_errors


def deliver(
    project: Project,
    options: Options,
    documents: Mapping[str, bytes] | None,
    findings: tuple[Finding, ...],
    all_inputs: str,
    hidden: Mapping[str, bytes] = MappingProxyType({}),
) -> Outcome:
    """Writes what is to be written. Without `documents` the earlier ones stand, and only PDFs may be made.

    `hidden` are files that are written with the documents, all or none, and not told of.
    """
    folder, fresh = options.outputs / project.name, documents or {}
    last, of_inputs = read_manifest(folder), findings
    writes, written = plan_outputs(folder, fresh, force=options.force)
    earlier = [name for name in last.documents if not is_pdf(name)] if documents is None else []
    names = [*fresh, *(name for name in earlier if document_of(name) in options.documents)]
    pdfs = _pdfs(folder, names, writes, last, options)
    findings += (*written.findings, *pdfs.findings)
    if options.pdf and has_errors(pdfs.findings, strict=options.strict):
        return Outcome(project.name, "failed", findings)
    there = {*pdfs.written.changed, *pdfs.written.same, *pdfs.written.kept}
    paths = _paths(folder, [*fresh, *earlier, *(name for name in map(pdf_name, names) if name in there)])
    written = written.with_more(Written(same=tuple(earlier))).with_more(pdfs.written)
    if options.dry_run and (documents is not None or pdfs.written.changed):
        return Outcome(project.name, "planned", findings, paths, written)
    if documents is None and not pdfs.sources:
        return Outcome(project.name, "unchanged", findings, paths)
    bases = {name: data for name, data in fresh.items() if name not in written.kept}
    remembered = replace(_remembered(last, all_inputs, bases, written, pdfs), findings=of_inputs)
    fault = write_outputs(folder, {**writes, **pdfs.writes, **hidden}, remembered, bases)
    if fault is not None:
        return Outcome(project.name, "failed", (*findings, fault))
    return Outcome(project.name, "built", findings, paths, written)


def _remembered(last: Manifest, all_inputs: str, bases: Mapping[str, bytes], written: Written, pdfs: Pdfs) -> Manifest:
    """The manifest after a run."""
    marks = {name: mark(data) for name, data in bases.items()}
    waiting = tuple(name for name in written.kept if not is_pdf(name))
    return Manifest(
        all_inputs,
        {**last.documents, **marks, **pdfs.marks},
        waiting,
        {**last.sources, **pdfs.sources},
        {**last.lacking, **pdfs.lacking},
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
