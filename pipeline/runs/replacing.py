"""Puts a file in its place at once, and keeps what stood there.

In: a path, its new bytes, what was read there, the time. Out: where the earlier file lies. Broken off at any moment,
the earlier file stands whole in its place or the new one does, and the earlier one's copy is on the disk before.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path

EARLIER = "aiemmat"
"""The folder of the earlier files, beside them."""


class Meanwhile(Exception):
    """Somebody has saved the file since it was read."""


def replace_keeping(path: Path, content: bytes, seen: bytes | None, now: dt.datetime) -> Path | None:
    """Writes the file. `seen` is what stood there when it was read, None for nothing; that is kept. OSError when it
    can't be written, Meanwhile when something else stands there now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = _beside(path, content)
    try:
        kept = _keep(path, seen, now) if seen is not None else None
        if _standing(path) != seen:
            if kept is not None:
                kept.unlink(missing_ok=True)
            raise Meanwhile
        if seen is None:
            _place_new(fresh, path)
        else:
            fresh.replace(path)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return kept


def _standing(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _beside(path: Path, content: bytes) -> Path:
    """The new bytes on the disk, under another name; rights as those of the file that it replaces."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    fresh = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_mask())
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _place_new(fresh: Path, path: Path) -> None:
    """Where nothing stood, nothing that came meanwhile is written over."""
    try:
        os.link(fresh, path)
    except FileExistsError as error:
        raise Meanwhile from error
    except OSError:  # a drive without links
        fresh.replace(path)


def _keep(path: Path, seen: bytes, now: dt.datetime) -> Path:
    """A copy of what stood there, under a name that nothing has."""
    folder = path.parent / EARLIER
    folder.mkdir(exist_ok=True)
    stem = f"{path.stem}-{now:%Y%m%d-%H%M%S}"
    for number in count(1):
        kept = folder / f"{stem}{f'-{number}' if number > 1 else ''}{path.suffix}"
        try:
            with kept.open("xb") as stream:
                stream.write(seen)
                stream.flush()
                os.fsync(stream.fileno())
        except FileExistsError:
            continue
        return kept
    raise AssertionError  # count() has no end
