"""One run at a time in an outputs' folder, and none on top of another that was broken off.

In: an outputs' folder. Out: a `Hold` for as long as the run lasts; nothing is written where nothing is to be done, and
a folder that isn't there is not made.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.runs.manifest import HIDDEN
from pipeline.runs.unwritten import write_fault
from pipeline.vocabulary.findings import Finding, Place, Term

STAGED, JOURNAL = f"{HIDDEN}/staged", f"{HIDDEN}/journal.json"
"""What a run that was broken off leaves."""
_LOCK = "lock"
_JUNCTION = 0xA0000003
"""What Windows says of a folder that is another one."""
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@dataclass(frozen=True, slots=True)
class Hold:
    """A folder that is held, unless a `fault` tells why not. `locked`: others are kept out, so that it may be written
    to; False where there was nothing to lock yet. `told` is what happened to a run that was broken off."""

    folder: Path
    locked: bool = False
    fault: Finding | None = None
    told: tuple[Finding, ...] = ()


@contextmanager
def held(folder: Path, *, to_write: bool = False) -> Iterator[Hold]:
    """Keeps other runs out, and first completes or undoes one that was broken off.

    The lock goes with the process, however it ends. Only `to_write` makes the folder. Where anything in our hidden
    folder leads out of it, as links do, nothing is read or written there.
    """
    number = None
    try:
        strange = _strange(folder / HIDDEN)
        if to_write and strange is None:
            (folder / HIDDEN).mkdir(parents=True, exist_ok=True)
        number = _opened(folder / HIDDEN / _LOCK, make=to_write or _pending(folder)) if strange is None else None
        if strange is not None:
            hold = Hold(folder, fault=strange)
        elif number is not None and not _lock(number):
            hold = Hold(folder, fault=Finding("OT005", Place(str(folder)), {"path": str(folder)}))
        else:
            hold = Hold(folder, locked=number is not None, told=_settled(folder))
    except OSError as error:
        hold = Hold(folder, fault=write_fault(folder, error))
    try:
        yield hold
    finally:
        if number is not None:
            os.close(number)


def _strange(hidden: Path) -> Finding | None:
    """What is told of the first thing in our folder that we never make: the folder may have come from anywhere."""
    try:
        if found := _foreign(hidden, os.lstat(hidden)):
            path, reason = found
            return Finding("OT002", Place(str(path)), {"path": str(path), "reason": Term(f"write.{reason}")})
    except (FileNotFoundError, NotADirectoryError):
        pass
    return None


def _foreign(path: Path, seen: os.stat_result) -> tuple[Path, str] | None:
    """A link, also one of Windows' to a folder, or a device, with its reason; None for files and folders of these."""
    if stat.S_ISLNK(seen.st_mode) or getattr(seen, "st_reparse_tag", 0) == _JUNCTION:
        return path, "link"
    if not stat.S_ISDIR(seen.st_mode):
        return None if stat.S_ISREG(seen.st_mode) else (path, "in_the_way")
    with os.scandir(path) as entries:
        found = (_foreign(Path(entry.path), entry.stat(follow_symlinks=False)) for entry in entries)
        return next((item for item in found if item is not None), None)


def _pending(folder: Path) -> bool:
    return (folder / JOURNAL).exists() or (folder / STAGED).exists()


def _settled(folder: Path) -> tuple[Finding, ...]:
    if not _pending(folder):
        return ()
    from pipeline.runs.journal import settle

    became = settle(folder)
    if not became:
        return ()
    return (Finding("OT017", Place(str(folder)), {"path": str(folder), "became": Term(f"broken_off.{became}")}),)


def _opened(lock: Path, *, make: bool) -> int | None:
    """The lock's file; None when there is none. What can't be written to can be locked all the same."""
    try:
        return os.open(lock, os.O_RDWR | (os.O_CREAT if make else 0), 0o666)
    except (FileNotFoundError, NotADirectoryError):
        if make:
            raise
        return None
    except PermissionError:
        return os.open(lock, os.O_RDONLY)
    except OSError as error:
        if error.errno != errno.EROFS:
            raise
        return os.open(lock, os.O_RDONLY)


def _lock(number: int) -> bool:
    """False when another run has it. A drive that knows no locks lets every run in."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True
