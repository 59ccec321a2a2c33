"""Writes the files of one folder: all of them or none, and keeps what they overwrite.

In: files by name, as `plans` decided. Out: nothing, or why none could be written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.runs.holding import Hold, held
from pipeline.runs.manifest import HIDDEN, Manifest, manifest_bytes, mark, read_manifest
from pipeline.runs.unwritten import is_open, write_fault
from pipeline.vocabulary.findings import Finding, Place, Term

_WINDOWS = os.name == "nt"


def write_outputs(
    folder: Path,
    writes: Mapping[str, bytes],
    manifest: Manifest,
    bases: Mapping[str, bytes],
    *,
    hold: Hold | None = None,
    seen: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """Puts all files in their places, or leaves everything as it was and says why not.

    `hold` is the folder held by the caller. `seen` are the marks of what stood in the files' places when it was decided
    what to write, "" for nothing: what somebody has saved since is not overwritten.
    """
    if hold is not None and hold.locked:
        return _write(folder, writes, manifest, bases, seen or {})
    with held(folder, to_write=True) as own:
        return (own.fault,) if own.fault else _write(folder, writes, manifest, bases, seen or {})


def opened_by_office(path: Path) -> Finding | None:
    """What is told of a document that is open."""
    return Finding("OT001", Place(str(path)), {"path": str(path)}) if is_open(path) else None


def obstacles(folder: Path, names: Iterable[str]) -> tuple[Finding, ...]:
    """Every file that can't be replaced now, and why: open, write-protected, a folder or a link."""
    found = (_obstacle(folder / name) for name in names)
    return tuple(finding for finding in found if finding is not None)


def _obstacle(path: Path) -> Finding | None:
    if opened := opened_by_office(path):
        return opened
    try:
        if path.is_symlink():
            return _unwritable(path, "link")
        if path.is_dir():
            return _unwritable(path, "in_the_way")
        if path.exists() and not path.stat().st_mode & 0o222:
            return _unwritable(path, "protected")
        if _WINDOWS and path.exists():
            path.replace(path)  # Windows lets nobody rename what is open
    except OSError as error:
        return write_fault(path, error)
    return None


def _unwritable(path: Path, reason: str) -> Finding:
    return Finding("OT002", Place(str(path)), {"path": str(path), "reason": Term(f"write.{reason}")})


def _write(
    folder: Path, writes: Mapping[str, bytes], manifest: Manifest, bases: Mapping[str, bytes], seen: Mapping[str, str]
) -> tuple[Finding, ...]:
    from pipeline.runs.journal import Changed

    documents = {name: data for name, data in writes.items() if not name.startswith(f"{HIDDEN}/")}
    if found := obstacles(folder, documents):
        return found
    hidden = {f"{HIDDEN}/base/{name}": data for name, data in bases.items()}
    hidden |= {name: data for name, data in writes.items() if name not in documents}
    hidden[f"{HIDDEN}/manifest.json"] = manifest_bytes(manifest)
    try:
        put_files(folder, documents, hidden, seen)
    except Changed as error:
        return (changed_meanwhile(str(folder / error.place)),)
    except OSError as error:
        return (write_fault(folder, error),)
    return ()


def changed_meanwhile(path: str) -> Finding:
    """What is told of a file that somebody saved while it was being made anew."""
    return Finding("OT018", Place(path), {"path": path})


def put_files(
    folder: Path, documents: Mapping[str, bytes], hidden: Mapping[str, bytes], seen: Mapping[str, str]
) -> None:
    """Puts documents and hidden files in their places, and keeps the documents that stood there as versions."""
    from pipeline.runs.journal import Changed, Put, mark_of, put_all
    from pipeline.runs.versions import keeping

    last = read_manifest(folder)
    puts: list[Put] = []
    drops: list[str] = []
    comes: list[Put] = []
    for name, data in documents.items():
        standing = mark_of(folder / name)
        if seen.get(name, standing) != standing:
            raise Changed(name)
        if standing == mark(data):
            continue
        if standing:
            kept, dropped = keeping(folder, name, standing, last)
            puts += kept
            drops += dropped
        comes.append(Put(name, data, standing))
    comes += [Put(name, data) for name, data in hidden.items() if mark_of(folder / name) != mark(data)]
    if comes:
        put_all(folder, [*puts, *comes], drops)
