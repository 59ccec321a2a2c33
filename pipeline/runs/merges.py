"""How the workbook's changes get into documents that people edited: the merge, in each document's own language.

In: the workbook's main language and the run's options. Out: the `Merging` that plans use; comparison copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.language import words
from pipeline.merging.run import CannotMerge, Run
from pipeline.runs.delivered import as_sent
from pipeline.runs.options import ROADMAP, Options
from pipeline.runs.plans import COMPARED, Merging, NotMergeable
from pipeline.runs.project import document_of, language_of
from pipeline.runs.sayings import comment_text
from pipeline.runs.settling import settled
from pipeline.runs.versions import kept_versions
from pipeline.vocabulary.changes import Change, Merged
from pipeline.vocabulary.findings import Finding, Place, Term
from pipeline.vocabulary.model import Language


def merging(main: Language, options: Options) -> Merging:
    """The merge of a folder's documents, tracked or plain as the options say."""

    def merge(name: str, base: bytes | None, hand: bytes, fresh: bytes) -> Merged:
        from pipeline.merging import merge as doors

        try:
            merged = doors.merge(base, hand, fresh, _run(name, main, options))
            merged = replace(merged, changes=settled(merged.changes))
        except CannotMerge as error:
            raise NotMergeable(error.reason) from error
        return replace(merged, document=doors.accepted(merged.document)) if options.accept else merged

    return Merging(merge, compare)


def compare(old: bytes, new: bytes) -> tuple[Change, ...]:
    """What changed between two versions; nothing that can be told where one can't be read."""
    from pipeline.merging import merge as doors

    try:
        return settled(doors.compare(old, new))
    except CannotMerge:
        return ()


def accepted_ones(folder: Path, documents: Mapping[str, bytes], writes: Mapping[str, bytes]) -> dict[str, bytes]:
    """The documents that stand and hold pending changes of ours, with these accepted."""
    found = {}
    for name in documents:
        try:
            standing = (folder / name).read_bytes() if name not in writes else b""
        except OSError:
            continue
        without = plain(standing) if standing else standing
        if without != standing:
            found[name] = without
    return found


def redlines(
    folder: Path, names: Iterable[str], writes: Mapping[str, bytes], main: Language, options: Options
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """A comparison copy for each roadmap: accepting all gives the new version, rejecting all the one before.

    The one before is what was last sent, else what stands there; where that stays, the newest version that is kept.
    """
    copies: dict[str, bytes] = {}
    findings: tuple[Finding, ...] = ()
    for name in (name for name in names if document_of(name) == ROADMAP):
        versions = _two_versions(folder, name, writes)
        if versions is None:
            findings += (Finding("OT027", Place(str(folder / name)), {"path": str(folder / name)}),)
            continue
        old, new = map(plain, versions)
        from pipeline.merging import merge as doors

        try:
            copy = doors.redline(old, new, _run(name, main, options))
            copies[_compared(name)] = _standing_or(folder / _compared(name), copy)
        except CannotMerge as error:
            values = {"path": str(folder / name), "reason": Term(f"merging.{error.reason}")}
            findings += (Finding("OT028", Place(str(folder / name)), values),)
    return copies, findings


def _standing_or(path: Path, copy: bytes) -> bytes:
    """The comparison copy that stands where a new one would differ in nothing but the time of its revisions."""
    from pipeline.merging import merge as doors

    try:
        standing = path.read_bytes()
        return standing if doors.same_but_dates(standing, copy) else copy
    except (OSError, CannotMerge):
        return copy


def _two_versions(folder: Path, name: str, writes: Mapping[str, bytes]) -> tuple[bytes, bytes] | None:
    """The version before and the one that will stand; None where there is only one."""
    try:
        standing = (folder / name).read_bytes()
        if sent := as_sent(folder, name):
            return sent, writes.get(name, standing)
        if name in writes:
            return standing, writes[name]
        kept = kept_versions(folder, name)
        return (kept[0].path.read_bytes(), standing) if kept else None
    except OSError:
        return None


def _run(name: str, main: Language, options: Options) -> Run:
    return Run(options.when, partial(comment_text, words(language_of(name, main))))


def plain(document: bytes) -> bytes:
    """A document without pending changes of ours; one that can't be read as it is."""
    from pipeline.merging import merge as doors

    try:
        return doors.accepted(document)
    except CannotMerge:
        return document


def _compared(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}{COMPARED}{dot}{ending}"
