"""What was made last time: fingerprints of everything it came from, and the bytes themselves (the base of merging).

In: a project and its outputs' folder. Out: whether anything changed, and what stands in the outputs now.
Kept in `<outputs>/<folder>/.digitiekartta/`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from pipeline import __version__
from pipeline.runs.records import plain, record
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.rules import RULES

HIDDEN = ".digitiekartta"
_FILE = "manifest.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """The last run: the fingerprint of its inputs, and of each document that it made.

    `waiting` are documents that hold hand work and have a fresh one beside them: theirs is the fingerprint of what the
    hand began from. `sources` tell of each PDF which document it was made of, `lacking` how many of what it lacks.
    `findings` are what was told of the inputs when the documents were made, so that it can be told again.
    """

    fingerprint: str = ""
    documents: Mapping[str, str] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    lacking: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an outputs' folder; an empty one when there is none, or one that can't be trusted."""
    try:
        data = json.loads((folder / HIDDEN / _FILE).read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            return Manifest()
        documents = {str(name): str(mark) for name, mark in data["documents"].items()}
        sources = {str(name): str(mark) for name, mark in data.get("sources", {}).items()}
        lacking = {
            str(name): {str(what): int(count) for what, count in lacks.items()}
            for name, lacks in data.get("lacking", {}).items()
        }
        waiting = tuple(map(str, data.get("waiting", ())))
        findings = _findings(data.get("findings", ()))
        same = str(data["fingerprint"]) if findings is not None else ""
        return Manifest(same, documents, waiting, sources, lacking, findings or ())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def _findings(data: Sequence[object]) -> tuple[Finding, ...] | None:
    """What was told; None when that isn't understood, so that it is found out anew."""
    try:
        findings = tuple(record(Finding, item) for item in data)
    except (ValueError, TypeError):
        return None
    return findings if all(finding.code in RULES for finding in findings) else None


def manifest_bytes(manifest: Manifest) -> bytes:
    """A manifest as it is kept."""
    data = {
        "version": _VERSION,
        "fingerprint": manifest.fingerprint,
        "documents": dict(manifest.documents),
        "waiting": list(manifest.waiting),
        "sources": dict(manifest.sources),
        "lacking": {name: dict(lacks) for name, lacks in manifest.lacking.items() if lacks},
        "findings": plain(manifest.findings),
    }
    return (json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8")


def mark(data: bytes) -> str:
    """The fingerprint of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def fingerprint(inputs: Iterable[Path], settings: str) -> str:
    """One fingerprint over input files, settings and the program itself. Raises OSError for an unreadable file."""
    digest = hashlib.sha256(f"{__version__} {settings} {_program()}".encode())
    for path in inputs:
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _program() -> str:
    """The program's own code and words: a new version makes new documents."""
    digest = hashlib.sha256()
    root = Path(str(files("pipeline")))
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".toml", ".json", ".csv") and path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
