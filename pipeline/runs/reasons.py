"""Why a document is made anew, or isn't: what differs between the last run's inputs and this one's. Pure.

In: fingerprints of every input by its role and name (`manifest.input_marks`), as they were and as they are, and how the
document stands. Out: reasons as phrases of `terms.toml`, the weightiest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.runs.project import document_of
from pipeline.vocabulary.findings import Phrase

_FILES = ("workbook", "survey", "since", "template", "brand", "picture")
_OF_DOCUMENTS = ("template", "own")
"""Roles of files of which some belong to one document."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands before a run: `made` when an earlier run made it, `there` when a file is in its place,
    `edited` when people changed it since, `forced` when it is made whatever it holds."""

    made: bool = True
    there: bool = True
    edited: bool = False
    forced: bool = False


def input_reasons(old: Mapping[str, str], new: Mapping[str, str], document: str = "") -> tuple[Phrase, ...]:
    """Which inputs changed, came or went. Of templates only those that `document` is made from, when it is given."""
    own = document_of(document)
    files = (reason for role in _FILES for reason in _of_files(role, old, new, own))
    return (*files, *_of_run(old, new), *_of_program(old, new, own))


def document_reasons(
    document: str, old: Mapping[str, str], new: Mapping[str, str], standing: Standing, *, changes: bool
) -> tuple[Phrase, ...]:
    """Why a document is written, or with `changes` false why it stays as it is."""
    inputs = input_reasons(old, new, document) if old else ()
    if not changes:
        kept = (Phrase("reason.edited"),) if standing.edited else ()
        return (*kept, Phrase("reason.unaffected" if inputs else "reason.same"))
    if not standing.there:
        return (Phrase("reason.missing" if standing.made else "reason.first"),)
    states = {"edited": standing.edited, "forced": standing.forced, "unknown": not old}
    told = tuple(Phrase(f"reason.{state}") for state, holds in states.items() if holds)
    return (*inputs, *told) or (Phrase("reason.differs"),)


def _of_files(role: str, old: Mapping[str, str], new: Mapping[str, str], document: str) -> Iterator[Phrase]:
    for item, name in _differing(role, old, new, document):
        kind = "added" if item not in old else "removed" if item not in new else "changed"
        yield Phrase(f"reason.{kind}.{role}", name=name)


def _of_run(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Phrase]:
    return (Phrase(f"reason.{role}") for role in ("released", "settings") if old.get(role) != new.get(role))


def _of_program(old: Mapping[str, str], new: Mapping[str, str], document: str) -> Iterator[Phrase]:
    """Another version of the program, or the same one whose files were changed."""
    if old.get("version") != new.get("version"):
        yield Phrase("reason.version", before=old.get("version", ""), after=new.get("version", ""))
        return
    if old.get("program") != new.get("program"):
        yield Phrase("reason.program")
    for _, name in _differing("own", old, new, document):
        yield Phrase("reason.own", name=name)


def _differing(role: str, old: Mapping[str, str], new: Mapping[str, str], document: str) -> Iterator[tuple[str, str]]:
    for item in sorted(old.keys() | new.keys()):
        kind, _, name = item.partition(":")
        elsewhere = role in _OF_DOCUMENTS and document and document_of(name) not in ("", document)
        if kind == role and old.get(item) != new.get(item) and not elsewhere:
            yield item, name
