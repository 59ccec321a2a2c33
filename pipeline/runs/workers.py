"""Worker processes of our own, which stop with us: when we are told to, and when we are killed.

In: how many. Out: `Workers`, which take work as an executor does. Each worker is started anew (`spawn`), so that it is
the same on every system, and holds the end of a pipe: when the other end is closed, by us or by the system because we
are gone, it breaks off what it does as Ctrl+C would, and ends.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Self, TypeVar

_GRACE = 3.0
"""Seconds that a worker has for breaking off; what it leaves half-written the next run puts right."""
_STOPPED = 130

_T = TypeVar("_T")


class Workers:
    """A pool of worker processes. Leaving it in peace waits for their work, leaving it by an exception stops them."""

    def __init__(self, number: int) -> None:
        context = get_context("spawn")
        self._ours, self._alive = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            number, mp_context=context, initializer=_prepare, initargs=(self._ours, gc.get_threshold()[0])
        )

    def submit(self, work: Callable[[str], _T], given: str) -> Future[_T]:
        """Hands out a piece of work. BrokenProcessPool when a worker has died."""
        with _without_interrupts():  # a worker that is being started would tell of Ctrl+C in its own way
            return self._pool.submit(_worked, work, given)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if fault is not None:
            self._alive.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._alive.close()
        self._ours.close()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ctrl+C waits; processes that are started meanwhile don't hear it until they are ready (`_prepare`)."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --- in the worker ----------------------------------------------------------------------------------------------------

_stopping, _working = threading.Event(), threading.Event()


def _prepare(alive: Connection, new_objects: int) -> None:
    """The terminal's Ctrl+C reaches every process: workers leave it to the one that started them."""
    gc.set_threshold(new_objects)
    signal.signal(signal.SIGINT, _interrupted)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_watch, args=(alive,), daemon=True).start()


def _interrupted(*_: object) -> None:
    if not _stopping.is_set():
        return
    if not _working.is_set():
        os._exit(_STOPPED)
    raise KeyboardInterrupt


def _watch(alive: Connection) -> None:
    with suppress(EOFError, OSError):
        alive.poll(None)
    _stopping.set()
    if hasattr(signal, "pthread_kill"):  # wakes the main thread also where it waits for something
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)
    time.sleep(_GRACE)
    os._exit(_STOPPED)


def _worked(work: Callable[[str], _T], given: str) -> _T:
    _working.set()
    try:
        return work(given)
    except KeyboardInterrupt:
        os._exit(_STOPPED)
    finally:
        _working.clear()
