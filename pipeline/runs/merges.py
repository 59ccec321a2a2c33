"""How the workbook's changes get into documents that people edited: the merge, in each document's own language.

In: the workbook's main language and the run's options. Out: the `Merging` that plans use; comparison copies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.language import words
from pipeline.merging import merge as doors
from pipeline.merging.run import CannotMerge, Run
from pipeline.runs.options import ROADMAP, Options
from pipeline.runs.plans import Merging, NotMergeable, Written
from pipeline.runs.project import document_of, language_of
from pipeline.runs.sayings import comment_text
from pipeline.vocabulary.changes import Merged
from pipeline.vocabulary.model import Language

_COMPARED = "-vertailu"


def merging(main: Language, options: Options) -> Merging:
    """The merge of a folder's documents, tracked or plain as the options say."""

    def merge(name: str, base: bytes | None, hand: bytes, fresh: bytes) -> Merged:
        try:
            merged = doors.merge(base, hand, fresh, _run(name, main, options))
        except CannotMerge as error:
            raise NotMergeable(error.reason) from error
        return replace(merged, document=doors.accepted(merged.document)) if options.accept else merged

    return Merging(merge, doors.compare)


def accepted_ones(folder: Path, documents: Mapping[str, bytes], writes: Mapping[str, bytes]) -> dict[str, bytes]:
    """The documents that stand and hold pending changes of ours, with these accepted."""
    found = {}
    for name in documents:
        try:
            standing = (folder / name).read_bytes() if name not in writes else b""
        except OSError:
            continue
        plain = _plain(standing) if standing else standing
        if plain != standing:
            found[name] = plain
    return found


def redlines(
    folder: Path, writes: Mapping[str, bytes], written: Written, main: Language, options: Options
) -> dict[str, bytes]:
    """A comparison copy for each roadmap that changes: accepting all gives the new one, rejecting all the old one."""
    copies = {}
    for name in written.changed:
        if document_of(name) == ROADMAP and name not in written.new and name in writes:
            old = _plain((folder / name).read_bytes())
            copies[_compared(name)] = doors.redline(old, _plain(writes[name]), _run(name, main, options))
    return copies


def _run(name: str, main: Language, options: Options) -> Run:
    return Run(options.when, partial(comment_text, words(language_of(name, main))))


def _plain(document: bytes) -> bytes:
    """A document without pending changes of ours; one that can't be read as it is."""
    try:
        return doors.accepted(document)
    except CannotMerge:
        return document


def _compared(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}{_COMPARED}{dot}{ending}"
