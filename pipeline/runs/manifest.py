"""What was made last time: fingerprints of everything it came from, and the bytes themselves (the base of merging).

In: a project and its outputs' folder. Out: whether anything changed, and what stands in the outputs now.
Kept in `<outputs>/<folder>/.digitiekartta/`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from pipeline import __version__
from pipeline.runs.records import plain, record
from pipeline.vocabulary.changes import Change
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.rules import RULES

HIDDEN = ".digitiekartta"
_FILE = "manifest.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Undecided:
    """What merges left for people to decide in a document, which had this mark then."""

    mark: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The last run: the fingerprint of its inputs, and of each document that it made.

    A document's fingerprint is that of the bytes as they were made, which people may have changed since. `sources` tell
    of each PDF which document it was made of, `lacking` how many of what it lacks. `findings` are what was told of the
    inputs when the documents were made, so that it can be told again. `inputs` has the fingerprint of each input, so
    that it can be told why a document is made again. `lists` are the lists of changes that were written beside the
    documents, `edition` is the version that the workbook gave them. `earlier` has the fingerprints of inputs, as
    `inputs`, for each document that runs since have left alone and that other inputs made. `undecided` are the
    conflicts of each document that nobody has dealt with.
    """

    fingerprint: str = ""
    documents: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    lacking: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    edition: str = ""
    delivered: str = ""
    earlier: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    undecided: Mapping[str, Undecided] = field(default_factory=dict)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an outputs' folder; an empty one when there is none, or one that can't be trusted."""
    try:
        data = json.loads((folder / HIDDEN / _FILE).read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            return Manifest()
        documents, sources = _marks(data["documents"]), _marks(data.get("sources", {}))
        inputs, lists = _marks(data.get("inputs", {})), _marks(data.get("lists", {}))
        lacking = {
            str(name): {str(what): int(count) for what, count in lacks.items()}
            for name, lacks in data.get("lacking", {}).items()
        }
        findings = _findings(data.get("findings", ()))
        same = str(data["fingerprint"]) if findings is not None else ""
        earlier = {str(name): _marks(marks) for name, marks in data.get("earlier", {}).items()}
        versions = (data.get(key) for key in ("edition", "delivered"))
        edition, delivered = (version if isinstance(version, str) else "" for version in versions)
        left = _undecided(data.get("undecided", {}))
        return Manifest(
            same, documents, sources, lacking, findings or (), inputs, lists, edition, delivered, earlier, left
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def _marks(data: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(mark) for name, mark in data.items()}


def _findings(data: Sequence[object]) -> tuple[Finding, ...] | None:
    """What was told; None when that isn't understood, so that it is found out anew."""
    try:
        findings = tuple(record(Finding, item) for item in data)
    except (ValueError, TypeError):
        return None
    return findings if all(finding.code in RULES for finding in findings) else None


def _undecided(data: Mapping[str, object]) -> dict[str, Undecided]:
    """What is to be decided, but for what isn't understood: the document's comments tell of it too."""
    found = {}
    for name, item in data.items():
        with suppress(ValueError, TypeError):
            found[str(name)] = record(Undecided, item)
    return found


def manifest_bytes(manifest: Manifest) -> bytes:
    """A manifest as it is kept."""
    data = {
        "version": _VERSION,
        "fingerprint": manifest.fingerprint,
        "documents": dict(manifest.documents),
        "sources": dict(manifest.sources),
        "lacking": {name: dict(lacks) for name, lacks in manifest.lacking.items() if lacks},
        "findings": plain(manifest.findings),
        "inputs": dict(manifest.inputs),
        "lists": dict(manifest.lists),
        "edition": manifest.edition,
        "earlier": {name: dict(marks) for name, marks in manifest.earlier.items()},
        "delivered": manifest.delivered,
        "undecided": {name: plain(item) for name, item in manifest.undecided.items()},
    }
    return (json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8")


def mark(data: bytes) -> str:
    """The fingerprint of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def input_marks(inputs: Mapping[str, Path], settings: str) -> dict[str, str]:
    """A fingerprint for each input file by its role and name, for the settings, the program's version and its code.

    Raises OSError for an unreadable file.
    """
    files = {name: mark(path.read_bytes()) for name, path in inputs.items()}
    return {**files, "settings": settings, "version": __version__, "program": program_mark()}


def fingerprint(marks: Mapping[str, str]) -> str:
    """One fingerprint over all of them; "" over none, which is like no other."""
    return mark(json.dumps(marks, sort_keys=True).encode()) if marks else ""


@cache
def program_mark() -> str:
    """The program's own code and words: a new version makes new documents."""
    digest = hashlib.sha256()
    found: list[str] = []
    for folder, folders, names in os.walk(str(files("pipeline"))):  # a path object for each takes as long as reading it
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [f"{folder}/{name}" for name in names if name.endswith((".py", ".toml", ".json", ".csv"))]
    for path in sorted(found):
        with open(path, "rb") as file:  # noqa: PTH123
            digest.update(file.read())
    return digest.hexdigest()
