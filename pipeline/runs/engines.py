"""Where the work on many folders is done: in this process, in processes of our own, or by an engine handed in.

In: folders by their number, and the work on one of them. Out: `Started` and `Ended` as they happen. A worker that dies
takes nothing with it but the folder that it died of.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.runs.options import Outcome
from pipeline.runs.own_fault import own_fault
from pipeline.vocabulary.findings import Finding, Place

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Work = Callable[[str], Outcome]
"""Works on a folder; a module's own function, which other processes know by its name. It raises with `--debug` only."""
Folders = Mapping[int, str]
_MOST_NEW_OBJECTS = 50_000


@dataclass(frozen=True, slots=True)
class Started:
    """A folder is being worked on."""

    number: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A folder has its outcome."""

    number: int
    outcome: Outcome


def cores() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_this_process(work: Work, folders: Folders) -> Iterator[Started | Ended]:
    """One after another; of many, what nobody refers to any more doesn't pile up."""
    if len(folders) > 1:
        gc.set_threshold(min(gc.get_threshold()[0], _MOST_NEW_OBJECTS))
    for number, folder in folders.items():
        yield Started(number)
        yield Ended(number, work(folder))


def in_processes(work: Work, folders: Folders, jobs: int, *, debug: bool = False) -> Iterator[Started | Ended]:
    """In `jobs` processes. Where one of them dies, the folders that were under way are each tried again alone."""
    from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait

    from pipeline.runs.workers import Workers

    waiting = deque(folders)
    while waiting:
        under_way: dict[Future[Outcome], int] = {}
        died = False
        with Workers(min(jobs, len(waiting))) as workers:
            while not died and (waiting or under_way):
                while waiting and len(under_way) <= jobs:
                    yield Started(waiting[0])
                    try:
                        future = workers.submit(work, folders[waiting[0]])
                    except BrokenExecutor:
                        died = True
                        break
                    under_way[future] = waiting.popleft()
                try:
                    done = wait(under_way, return_when=FIRST_COMPLETED).done
                except KeyboardInterrupt:
                    yield from _ended_meanwhile(under_way, folders)
                    raise
                for future in done:
                    if isinstance(future.exception(), BrokenExecutor):
                        died = True
                    else:
                        number = under_way.pop(future)
                        yield Ended(number, _outcome(future, folders[number], debug=debug))
        yield from (Ended(number, _alone(work, folders[number], debug=debug)) for number in under_way.values())


def _ended_meanwhile(under_way: Mapping[Future[Outcome], int], folders: Folders) -> Iterator[Ended]:
    """What was finished when the user stopped the run, and nobody knows of yet."""
    for future, number in under_way.items():
        if future.done() and not future.cancelled() and future.exception() is None:
            yield Ended(number, _outcome(future, folders[number], debug=False))


def _alone(work: Work, folder: str, *, debug: bool) -> Outcome:
    """The outcome of a folder in a process of its own: if that dies too, it is of this folder."""
    from concurrent.futures import BrokenExecutor

    from pipeline.runs.workers import Workers

    with Workers(1) as workers:
        future = workers.submit(work, folder)
        fault = future.exception()
        return _lost(folder, fault) if isinstance(fault, BrokenExecutor) else _outcome(future, folder, debug=debug)


def _outcome(future: Future[Outcome], folder: str, *, debug: bool) -> Outcome:
    try:
        return future.result()
    except Exception as error:  # the outcome couldn't come over, say
        if debug:
            raise
        return Outcome(folder, "failed", (own_fault(error, Place(folder)),))


def on_engine(executor: Executor, work: Work, folders: Folders, *, debug: bool = False) -> Iterator[Started | Ended]:
    """By an engine that somebody handed in: it gets all the folders at once, and is not closed here."""
    from concurrent.futures import as_completed

    futures: dict[Future[Outcome], int] = {}
    try:
        for number, folder in folders.items():
            try:
                futures[executor.submit(work, folder)] = number
            except Exception as error:
                if debug:
                    raise
                yield Ended(number, _lost(folder, error))
        for future in as_completed(list(futures)):
            number = futures.pop(future)
            yield Ended(number, _of_engine(future, folders[number], debug=debug))
    finally:
        for future in futures:
            future.cancel()


def _of_engine(future: Future[Outcome], folder: str, *, debug: bool) -> Outcome:
    """Our work raises nothing: whatever comes instead of an outcome, the engine has it."""
    try:
        return future.result()
    except Exception as error:
        if debug:
            raise
        return _lost(folder, error)


def _lost(folder: str, fault: BaseException) -> Outcome:
    finding = Finding("BT001", Place(folder), {"path": folder, "reason": type(fault).__name__})
    return Outcome(folder, "failed", (finding,))
