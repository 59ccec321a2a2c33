"""Puts several files of one folder in their places together, whatever happens in between.

In: a folder that the caller has locked, and files by their place in it. Out: all in place, or everything as it was.

    staged whole, old ones held ─ journal renamed into place ─ moves ─ journal taken away
            swept                            gone forward with, or undone

Until the journal stands nothing has happened. From then on whoever opens the folder next goes forward with what was
broken off; or back, when the run that failed had begun to, or when people have saved a file since. Each move replaces
one whole file by another.
"""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal

from pipeline.runs.holding import JOURNAL, STAGED
from pipeline.runs.manifest import HIDDEN, mark
from pipeline.runs.unwritten import is_open

_BACK = "back"
_VERSION = 1
_WINDOWS = os.name == "nt"
_TRIES = 6
_CAN_NOT = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF)
Settled = Literal["", "completed", "undone"]


class Changed(Exception):
    """Somebody has saved a file since it was looked at; nothing was written."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at a place now is what comes to another one."""

    place: str


@dataclass(frozen=True, slots=True)
class Put:
    """What comes to a place. `seen` is the mark of what must stand there until then, "" for nothing, None for what only
    we write to."""

    place: str
    content: bytes | Standing
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """A staged file's way: its number among the staged ones tells it and the old one, which `stood` there."""

    place: str
    mark: str
    seen: str | None
    stood: bool


def put_all(folder: Path, puts: Sequence[Put], drops: Iterable[str] = ()) -> None:
    """Puts all in place, then removes the `drops`. Raises OSError or Changed, with everything as it was."""
    settle(folder)
    try:
        steps = _stage(folder, puts)
        _commit(folder, steps, list(drops))
        for number, step in enumerate(steps):
            _look_again(folder, step)
            _move(folder / STAGED / str(number), folder / step.place)
        _settled_on_disk(folder, steps)
    except BaseException:
        if (folder / JOURNAL).exists():
            _go_back(folder)
        else:
            with suppress(OSError):
                _sweep(folder)
        raise
    with suppress(OSError):  # what is left over does no harm, and is swept by whoever comes next
        _finish(folder, drops)


def settle(folder: Path) -> Settled:
    """Completes or undoes what a broken-off run left; OSError when that can't be done now."""
    if not (folder / JOURNAL).exists():
        with suppress(OSError):
            _sweep(folder)
        return ""
    told = _read(folder)
    if told is None:
        _finish(folder, ())
        return ""
    steps, drops = told
    if (folder / STAGED / _BACK).exists() or any(_touched(folder, *item) for item in enumerate(steps)):
        _go_back(folder)
        return "undone"
    for number, step in enumerate(steps):
        if (folder / STAGED / str(number)).exists():
            (folder / step.place).parent.mkdir(parents=True, exist_ok=True)
            _move(folder / STAGED / str(number), folder / step.place)
    _settled_on_disk(folder, steps)
    _finish(folder, drops)
    return "completed"


def mark_of(path: Path) -> str:
    """The mark of what stands at a path, "" for nothing. Raises OSError for what can't be read."""
    try:
        return mark(path.read_bytes())
    except FileNotFoundError:
        return ""


def _stage(folder: Path, puts: Sequence[Put]) -> list[_Step]:
    """Writes everything that comes, and holds what stands, beside nobody's way."""
    staged = folder / STAGED
    _sweep(folder)  # a file left there may be one more name of a document: nothing may be written into it
    staged.mkdir(parents=True)
    steps = []
    for number, put in enumerate(puts):
        new, old, target = staged / str(number), staged / f"old-{number}", folder / put.place
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(put.content, Standing):
            _hold(folder / put.content.place, new)
        else:
            _write_through(new, put.content)
        stood = os.path.lexists(target)
        if stood:
            _hold(target, old)
        if put.seen is not None and (_digest(old) if stood else "") != put.seen:
            raise Changed(put.place)
        steps.append(_Step(put.place, _digest(new), put.seen, stood))
    return steps


def _hold(source: Path, held: Path) -> None:
    """One more name for a file, so that it stays when its own name goes to another; a copy where there are no links."""
    if not source.is_file() or source.is_symlink():
        raise IsADirectoryError(errno.EISDIR, "in the way", str(source))
    try:
        os.link(source, held)
    except OSError:
        _write_through(held, source.read_bytes())


def _commit(folder: Path, steps: Sequence[_Step], drops: list[str]) -> None:
    staged = folder / STAGED
    journal = {"version": _VERSION, "steps": [asdict(step) for step in steps], "drops": drops}
    _write_through(staged / f"to-{_BACK}", b"")  # what going back needs is there before the disk is full
    _write_through(staged / "journal", json.dumps(journal, ensure_ascii=False).encode("utf-8"))
    _sync(staged)
    _move(staged / "journal", folder / JOURNAL)
    _sync(folder / HIDDEN)


def _look_again(folder: Path, step: _Step) -> None:
    """The last look before a file is replaced."""
    if step.seen is not None and mark_of(folder / step.place) != step.seen:
        raise Changed(step.place)


def _touched(folder: Path, number: int, step: _Step) -> bool:
    """Whether somebody has saved or opened a file that was yet to be replaced when the run broke off."""
    if step.seen is None or not (folder / STAGED / str(number)).exists():
        return False
    return is_open(folder / step.place) or mark_of(folder / step.place) != step.seen


def _go_back(folder: Path) -> None:
    """Undoes the moves, the last one first; what people have saved since stays.

    That it is on the way back is on the disk before the first move: a file's new bytes are gone once it is undone.
    """
    staged = folder / STAGED
    is_ours = any((staged / name).exists() for name in (_BACK, f"to-{_BACK}"))
    told = _read(folder) if is_ours else None
    if told is not None:
        if not (staged / _BACK).exists():
            _move(staged / f"to-{_BACK}", staged / _BACK)
            _sync(staged)
        steps, _ = told
        for number, step in reversed(list(enumerate(steps))):
            if not (staged / str(number)).exists():
                _undo(staged / f"old-{number}", folder / step.place, step)
        _settled_on_disk(folder, steps)
    _finish(folder, ())


def _undo(old: Path, target: Path, step: _Step) -> None:
    if step.seen is not None and mark_of(target) != step.mark:
        return
    if not step.stood:
        target.unlink(missing_ok=True)
    elif old.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        _move(old, target)


def _finish(folder: Path, drops: Iterable[str]) -> None:
    for place in drops:
        with suppress(OSError):
            (folder / place).unlink(missing_ok=True)
    (folder / JOURNAL).unlink(missing_ok=True)
    _sync(folder / HIDDEN)
    with suppress(OSError):
        _sweep(folder)


def _sweep(folder: Path) -> None:
    """Takes away what was staged; what can't be now, is by whoever comes next."""
    if (folder / STAGED).exists():
        for path in (folder / STAGED).iterdir():
            path.unlink()
        (folder / STAGED).rmdir()


def _read(folder: Path) -> tuple[list[_Step], list[str]] | None:
    """What the journal tells; None when it isn't like one of ours: it may have come from anywhere with the folder."""
    try:
        data = json.loads((folder / JOURNAL).read_bytes())
        steps = [_step(item) for item in data["steps"]]
        drops = [_place(item) for item in data["drops"]]
        ours = data["version"] == _VERSION and all(item.startswith(f"{HIDDEN}/versions/") for item in drops)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, FileNotFoundError):
        return None
    return (steps, drops) if ours else None


def _step(data: Mapping[str, object]) -> _Step:
    seen, stood = data["seen"], data["stood"]
    place = _place(data["place"])
    if not isinstance(stood, bool) or not (isinstance(seen, str) or (seen is None and place.startswith(f"{HIDDEN}/"))):
        raise ValueError(stood)
    return _Step(place, str(data["mark"]), seen, stood)


def _place(place: object) -> str:
    """A place in the folder, or ValueError: nothing may lead out of it."""
    if not isinstance(place, str):
        raise ValueError(place)
    parts = PurePosixPath(place).parts
    if not parts or PureWindowsPath(place).anchor or ".." in parts or "\\" in place or ":" in place:
        raise ValueError(place)
    if len(parts) > 1 and parts[0] != HIDDEN:
        raise ValueError(place)
    return place


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    return mark(path.read_bytes())


def _settled_on_disk(folder: Path, steps: Iterable[_Step]) -> None:
    for place in sorted({str(Path(step.place).parent) for step in steps}):
        if (folder / place).exists():
            _sync(folder / place)


def _sync(folder: Path) -> None:
    """Brings a folder's names to the disk. Windows does so by itself, and some network drives can't be asked to."""
    if _WINDOWS:
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in _CAN_NOT:
            raise
    finally:
        os.close(number)


def _move(source: Path, target: Path) -> None:
    """Virus scanners and cloud folders hold a fresh file for a moment on Windows."""
    for attempt in range(_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if not _WINDOWS or attempt == _TRIES - 1:
                raise
            time.sleep(0.1 * 2**attempt)
        else:
            return
