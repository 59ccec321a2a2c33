"""A folder of outputs through its runs, and ways to break a run off: writes that fail, a process that ends."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.runs.holding import held
from pipeline.runs.manifest import HIDDEN, Manifest, mark, read_manifest
from pipeline.runs.outputs import write_outputs
from pipeline.vocabulary.findings import Finding

NAMES = ("digitiekartta.docx", "esitys-henkilosto.pptx", "esitys-luottamushenkilot.pptx")
SURVEY = f"{HIDDEN}/survey.json"
_CALLS = ("fsync", "replace", "unlink", "link", "mkdir", "rmdir", "open")


def made(turn: int | str, names: tuple[str, ...] = NAMES, size: int = 40_000) -> dict[str, bytes]:
    """The documents of one run: long enough for more than one write, each telling its run and its end."""
    return {name: (f"{turn} {name} ".encode() * size)[:size] + f"end of {turn}".encode() for name in names}


def deliver(folder: Path, turn: int | str, names: tuple[str, ...] = NAMES, **more: Any) -> tuple[Finding, ...]:
    """One run's writing: documents, bases, manifest, survey figures."""
    documents = made(turn, names)
    last = read_manifest(folder).documents
    manifest = Manifest(str(turn), {**last, **{name: mark(data) for name, data in documents.items()}})
    return write_outputs(folder, {**documents, SURVEY: f"figures {turn}".encode()}, manifest, documents, **more)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file under a folder but the lock."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    found.pop(f"{HIDDEN}/lock", None)
    return found


def unversioned(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that are not kept versions."""
    return {name: data for name, data in files.items() if not name.startswith(f"{HIDDEN}/versions/")}


def recovered(folder: Path) -> tuple[Finding, ...]:
    """What the next command does first."""
    with held(folder) as hold:
        assert hold.fault is None, hold.fault
        return hold.told


class Broken:
    """Calls `act` at the `at`th operation that writes, at every one from there on when `lasting`."""

    def __init__(self, at: int, act: Callable[[], None], *, lasting: bool = False) -> None:
        self.at, self.act, self.lasting, self.count = at, act, lasting, 0

    def reached(self) -> bool:
        """One more operation; whether it is to break."""
        self.count += 1
        return self.count == self.at or (self.lasting and self.count > self.at)

    @contextmanager
    def put_in(self) -> Iterator[None]:
        """Stands between the program and the system's calls; nothing waits for the disk."""
        with pytest.MonkeyPatch.context() as patch:
            for name in _CALLS:
                patch.setattr(os, name, self._wrapped(name, getattr(os, name)))
            patch.setattr(io, "open", self._opening(io.open))
            yield

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:
            if name == "open" and not str(given[0]).endswith("lock") and os.O_CREAT & given[1] == 0:
                return real(*given, **more)  # to bring a folder's names to the disk: its fsync counts
            if self.reached():
                self.act()
            return None if name == "fsync" else real(*given, **more)

        return call

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *given: Any, **more: Any) -> Any:
            if not set(mode) & set("wxa+"):
                return real(file, mode, *given, **more)
            if self.reached():
                self.act()
            return _Written(real(file, mode, *given, **more), self)

        return call


class _Written:
    """A file that is written to, half of it where the write breaks."""

    def __init__(self, file: Any, broken: Broken) -> None:
        self._file, self._broken = file, broken

    def write(self, data: bytes) -> int:
        if self._broken.reached():
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            self._broken.act()
        return int(self._file.write(data))

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def failing(number: int) -> Callable[[], None]:
    """A system error of a number."""

    def act() -> None:
        raise OSError(number, os.strerror(number))

    return act


def in_child(work: Callable[[], object]) -> int:
    """The wait status of a process of its own that does the work."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:  # nothing of this process may go on in the child
        work()
        os._exit(0)
    finally:
        os._exit(3)
