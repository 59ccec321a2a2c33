"""Brings one organisation's documents to where they belong: merged, compared, with their PDFs, all or none.

In: fresh documents, or none when the earlier ones stand. Out: an `Outcome`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.runs.delivered import since_sent, to_send
from pipeline.runs.holding import Hold
from pipeline.runs.manifest import Manifest, fingerprint, mark, read_manifest
from pipeline.runs.options import MAIN_LANGUAGE, Options, Outcome
from pipeline.runs.outputs import write_outputs
from pipeline.runs.pdfs import Pdfs, notes_on_pdfs, pdf_name, plan_pdfs, standing_documents
from pipeline.runs.plans import Written, is_list, plan_outputs, put_list, standing_mark
from pipeline.runs.reasons import Standing, document_reasons
from pipeline.runs.told_merges import as_accepted, as_planned
from pipeline.runs.unchanged import current, left_alone, still_told
from pipeline.runs.undecided import Open, not_met, still_open, told_again, undecided_now, without_left_out
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding, Phrase, has_errors
from pipeline.vocabulary.model import Language


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made of the inputs: documents by name, whose they are, in which brand; none when nothing changed.

    `main` is the language of the documents whose names don't tell it, `edition` their version as their readers know
    it. `hidden` are files that are written with the documents, all or none, and not told of.
    """

    documents: Mapping[str, bytes] = field(default_factory=dict)
    whose: str = ""
    edition: str = ""
    main: Language = MAIN_LANGUAGE
    brand: Brand = field(default_factory=Brand)
    hidden: Mapping[str, bytes] = field(default_factory=dict)


def deliver(
    name: str,
    options: Options,
    made: Made,
    findings: tuple[Finding, ...],
    inputs: Mapping[str, str],
    hold: Hold,
) -> Outcome:
    """Writes what is to be written. Where nothing was made the earlier documents stand, and only PDFs may be made.

    `name` is what the outcome is told of; `hold` holds the folder that the documents go to.
    """
    folder = hold.folder
    last, of_inputs = read_manifest(folder), findings
    earlier = [] if made.documents else [*current(last, options.documents)]
    names = [*made.documents, *earlier]
    open_ = still_open(folder, last, names)
    writes, written = _plan(folder, made, last, options, open_)
    open_ = not_met(open_, made.documents, writes, written)
    again = told_again(folder, open_)
    pdfs = _pdfs(folder, {document: made.documents.get(document) for document in names}, writes, last, options)
    findings += (*written.findings, *pdfs.findings)
    if options.pdf and has_errors(pdfs.findings, strict=options.strict):
        return Outcome(name, "failed", (*of_inputs, *pdfs.findings))
    there = {*pdfs.written.changed, *pdfs.written.same, *pdfs.written.kept}
    paths = _paths(
        folder, [*made.documents, *earlier, *written.beside, *(pdf for pdf in map(pdf_name, names) if pdf in there)]
    )
    written = written.with_more(Written(same=tuple(earlier))).with_more(pdfs.written)
    sent = to_send(folder, names, writes, made.documents) if options.delivered else {}
    if options.dry_run and (made.documents or pdfs.written.changed):
        reasons = _reasons(folder, last, inputs, written, options)
        return Outcome(name, "planned", (*as_planned(findings), *again), paths, written, reasons)
    if not made.documents and not pdfs.sources and not sent:
        return Outcome(name, "unchanged", (*findings, *again), paths)
    bases = {key: data for key, data in made.documents.items() if key not in written.kept}
    edition = made.edition if made.documents else last.edition
    remembered = replace(
        _remembered(last, inputs, bases, pdfs),
        findings=(*of_inputs, *still_told(last, inputs, options.documents, of_inputs)),
        lists={**last.lists, **{key: mark(writes[key]) for key in written.beside if is_list(key)}},
        edition=edition,
        delivered=edition if sent else last.delivered,
        earlier=left_alone(last, inputs, made.documents),
        undecided=without_left_out(undecided_now(folder, last, names, open_, writes, written), names if sent else ()),
    )
    everything = {**writes, **pdfs.writes, **made.hidden, **sent}
    faults = write_outputs(folder, everything, remembered, bases, hold=hold, seen=written.seen)
    if faults:
        return Outcome(name, "failed", (*of_inputs, *faults))
    return Outcome(name, "built", (*findings, *again), paths, written)


def _plan(folder: Path, made: Made, last: Manifest, options: Options, open_: Open) -> tuple[dict[str, bytes], Written]:
    """What becomes of the documents, with the copies that tell of their changes."""
    if not made.documents:
        return {}, Written()
    from pipeline.runs.merges import accepted_ones, merging, redlines

    writes, written = plan_outputs(folder, made.documents, force=options.force, merging=merging(made.main, options))
    if options.accept:
        accepted = accepted_ones(folder, made.documents, writes)
        writes |= accepted
        same = tuple(name for name in written.same if name not in accepted)
        findings = as_accepted(written.findings)
        written = replace(written, changed=(*written.changed, *accepted), same=same, findings=findings)
    copies, told = redlines(folder, made.documents, writes, made.main, options) if options.redline else ({}, ())
    open_ = not_met(open_, made.documents, writes, written)
    lists, noticed = _list_of_changes(folder, made, last, written, options, open_)
    beside: dict[str, bytes] = {}
    for name, data in (copies | lists).items():
        beside |= put_list(folder, name, data, last.lists.get(name), {*writes, *beside})
    more = tuple(name for name in (*writes, *beside) if name not in made.documents)
    return {**writes, **beside}, replace(written, findings=(*written.findings, *told, *noticed), beside=more)


def _list_of_changes(
    folder: Path, made: Made, last: Manifest, written: Written, options: Options, open_: Open
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The list of what changed since the documents were sent; none where nothing changed now."""
    if not any(merged.changes for merged in written.merges.values()):
        return {}, ()
    from pipeline.report.change_list import Delivery
    from pipeline.runs.change_lists import NAME, change_list_document
    from pipeline.runs.merges import compare

    before = last.delivered or last.edition
    delivery = Delivery(made.whose, options.when.date(), before, made.edition)
    changed = since_sent(folder, made.documents, written.merges, compare, open_)
    data, findings = change_list_document(changed, delivery, made.brand, made.main)
    return ({NAME: data} if data is not None else {}), findings


def _reasons(
    folder: Path, last: Manifest, inputs: Mapping[str, str], written: Written, options: Options
) -> dict[str, tuple[Phrase, ...]]:
    """Why each document is to be written, or stays."""
    reasons = {}
    for name in (*written.changed, *written.same, *written.kept):
        stands = written.seen.get(name) or standing_mark(folder / name) or ""
        made_as = last.documents.get(name)
        edited = bool(stands) and stands != made_as
        standing = Standing(made_as is not None, bool(stands), edited, options.force)
        made_of = last.earlier.get(name) or last.inputs
        reasons[name] = document_reasons(name, made_of, inputs, standing, changes=name in written.changed)
    return reasons


def _remembered(last: Manifest, inputs: Mapping[str, str], bases: Mapping[str, bytes], pdfs: Pdfs) -> Manifest:
    """The manifest after a run."""
    marks = {name: mark(data) for name, data in bases.items()}
    return Manifest(
        fingerprint(inputs),
        {**last.documents, **marks, **pdfs.marks},
        {**last.sources, **pdfs.sources},
        {**last.lacking, **pdfs.lacking},
        inputs=inputs,
    )


def _pdfs(
    folder: Path, made: Mapping[str, bytes | None], writes: Mapping[str, bytes], last: Manifest, options: Options
) -> Pdfs:
    """What becomes of the PDFs; documents are read for them only where some are asked for or were made."""
    if not options.pdf and not last.sources:
        return Pdfs()
    marks = {name: mark(data) if data is not None else last.documents.get(name, "") for name, data in made.items()}
    documents = standing_documents(folder, made, writes, marks)
    if options.pdf:
        return plan_pdfs(folder, documents, last, force=options.force, dry_run=options.dry_run)
    return notes_on_pdfs(folder, documents, last)


def _paths(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(folder / name).replace("\\", "/") for name in names)
