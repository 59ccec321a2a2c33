"""Which documents stand as a run would make them, so that it need not; runs may make some of a folder's documents only.

In: what the last runs left, the marks of this run's inputs. Out: whether nothing is to be made, and what the next run
must know of the documents that this one leaves alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from pipeline.runs.manifest import Manifest, fingerprint, mark
from pipeline.runs.pdfs import is_pdf
from pipeline.runs.plans import kept_base
from pipeline.runs.project import document_of
from pipeline.vocabulary.findings import Finding


def current(last: Manifest, documents: Collection[str]) -> Iterator[str]:
    """The documents of these templates, in all languages, that the last inputs made."""
    return (
        name
        for name in last.documents
        if not is_pdf(name) and document_of(name) in documents and name not in last.earlier
    )


def is_unchanged(folder: Path, last: Manifest, inputs: Mapping[str, str], documents: Collection[str]) -> bool:
    """Whether these documents would be made as they were: of the same inputs, and all of them in their places."""
    print_of_all = fingerprint(inputs)
    if not print_of_all or print_of_all != last.fingerprint:
        return False
    names = [*current(last, documents)]
    return {document_of(name) for name in names} == {*documents} and all((folder / name).exists() for name in names)


def as_before(
    folder: Path, last: Manifest, inputs: Mapping[str, str], documents: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The documents; one that says and looks what it did as it was made then, though cells may have moved since."""
    same = bool(inputs) and last.inputs.get("program") == inputs.get("program")
    return {name: (_alike(folder, last, name, data) if same else None) or data for name, data in documents.items()}


def _alike(folder: Path, last: Manifest, name: str, fresh: bytes) -> bytes | None:
    base = None if last.documents.get(name) in (None, mark(fresh)) else kept_base(folder, last, name)
    if base is None:
        return None
    from pipeline.merging.merge import alike

    return base if alike(base, fresh) else None


def left_alone(last: Manifest, inputs: Mapping[str, str], made: Collection[str]) -> dict[str, Mapping[str, str]]:
    """What each document was made of that a run of these inputs doesn't make, where that is something else."""
    trusted = last.inputs if last.fingerprint else {}
    others = {name: last.earlier.get(name, trusted) for name in last.documents if not is_pdf(name) and name not in made}
    return {name: of for name, of in others.items() if of != inputs}


def told_of(findings: Iterable[Finding], documents: Collection[str]) -> tuple[Finding, ...]:
    """What concerns a run of these documents: not what was told of another document or its template."""
    return tuple(item for item in findings if _document(item) in ("", *documents))


def still_told(
    last: Manifest, inputs: Mapping[str, str], documents: Collection[str], findings: Iterable[Finding]
) -> tuple[Finding, ...]:
    """What was told before of documents that this run leaves alone, beside its own findings, as long as it holds."""
    if not inputs or last.fingerprint != fingerprint(inputs):
        return ()
    told = {*map(_spot, findings)}
    return tuple(item for item in last.findings if _document(item) not in documents and _spot(item) not in told)


def _document(finding: Finding) -> str:
    return document_of(_file(finding))


def _spot(finding: Finding) -> tuple[str, ...]:
    """What a finding is about, however the user named the folder this time."""
    return finding.code, _file(finding), str(finding.place.sheet), str(finding.place.cell)


def _file(finding: Finding) -> str:
    return PurePosixPath(finding.place.file.replace("\\", "/")).name
