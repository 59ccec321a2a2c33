"""Writes the files of one folder: all of them or none.

In: files by name, as `plans` decided. Out: nothing, or why none could be written.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.runs.manifest import HIDDEN, Manifest, manifest_bytes
from pipeline.runs.unwritten import write_fault
from pipeline.vocabulary.findings import Finding, Place

_TRIES = 6


def write_outputs(
    folder: Path, writes: Mapping[str, bytes], manifest: Manifest, bases: Mapping[str, bytes]
) -> Finding | None:
    """Puts all files in their places, or leaves everything as it was and says why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder) as free:
            if not free:
                return Finding("OT005", Place(str(folder)), {"path": str(folder)})
            for name in writes:
                if opened := opened_by_office(folder / name):
                    return opened
            hidden = {f"{HIDDEN}/base/{name}": data for name, data in bases.items()}
            everything = {**hidden, **writes, f"{HIDDEN}/manifest.json": manifest_bytes(manifest)}
            return _replace_all(folder, everything)
    except OSError as error:
        return write_fault(folder, error)


def opened_by_office(path: Path) -> Finding | None:
    """What is told of a document that is open: Word and PowerPoint keep an owner file beside it."""
    owners = {f"~${path.name}", f"~${path.name[2:]}"}
    if any((path.parent / owner).exists() for owner in owners):
        return Finding("OT001", Place(str(path)), {"path": str(path)})
    return None


def _replace_all(folder: Path, files: Mapping[str, bytes]) -> Finding | None:
    staged: list[tuple[Path, Path]] = []
    try:
        for name, data in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_name(f".{target.name}.new")
            staged.append((temporary, target))
            _write_through(temporary, data)
        _swap_in(staged)
    except OSError as error:
        return write_fault(folder, error)
    finally:
        for temporary, _ in staged:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    return None


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _swap_in(staged: list[tuple[Path, Path]]) -> None:
    """Moves every new file into place; at a failure the earlier ones get their old bytes back."""
    done: list[tuple[Path, bytes | None]] = []
    try:
        for temporary, target in staged:
            old = target.read_bytes() if target.exists() else None
            _move(temporary, target)
            done.append((target, old))
    except OSError:
        for target, old in reversed(done):
            with suppress(OSError):
                _restore(target, old)
        raise


def _restore(target: Path, old: bytes | None) -> None:
    if old is None:
        target.unlink()
        return
    temporary = target.with_name(f".{target.name}.new")
    _write_through(temporary, old)
    _move(temporary, target)


def _move(source: Path, target: Path) -> None:
    """Virus scanners and cloud folders hold a fresh file for a moment on Windows."""
    for attempt in range(_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt" or attempt == _TRIES - 1:
                raise
            time.sleep(0.1 * 2**attempt)
        else:
            return


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Keeps a second run out of the folder; the lock goes with the process, however it ends."""
    hidden = folder / HIDDEN
    hidden.mkdir(exist_ok=True)
    with (hidden / "lock").open("a+b") as file:
        free = _lock(file.fileno())
        yield free


def _lock(number: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
