"""The line that tells on a terminal how far the work on many folders is: name, count, time left.

In: folders as they begin and finish. Out: one line that is renewed in its place, and gone when the work is done.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.language import Words
from pipeline.runs.batch import Finished

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_MINUTE, _HOUR = 60, 3600
_FEWEST = 2
"""So many folders have been worked on before their median says anything of the others."""


def time_left(worked: Sequence[float], busy: float, elapsed: float, remaining: int) -> float | None:
    """Seconds until the remaining folders are done, when each of them takes as long as half of those `worked` on did.

    `busy` are the seconds that all processes together have worked while `elapsed` passed. None before it can be said.
    """
    if len(worked) < _FEWEST:
        return None
    at_once = max(busy / elapsed, 1.0) if elapsed > 0 else 1.0
    return statistics.median(worked) * remaining / at_once


def rough(words: Words, seconds: float) -> str:
    """A time that lies ahead, as roughly as it is known."""
    if seconds < _MINUTE:
        return words.text("terminal", "batch.soon")
    minutes = round(seconds / _MINUTE)
    if seconds < _HOUR:
        return words.text("terminal", "batch.minutes", minutes=minutes)
    return words.text("terminal", "batch.hours", hours=minutes // _MINUTE, minutes=minutes % _MINUTE)


class ProgressLine:
    """The line while it is shown; it steps aside when something else is told."""

    def __init__(self, words: Words, total: int) -> None:
        self._words = words
        self._total = total
        self._began = time.perf_counter()
        self._worked: list[float] = []
        self._busy = 0.0
        self._progress, self._task = self._drawn()

    def _drawn(self) -> tuple[Progress, TaskID]:
        from rich.console import Console as Terminal
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, SpinnerColumn, TextColumn

        name = TextColumn("{task.fields[name]}", markup=False)
        rest = TextColumn("{task.fields[left]}", markup=False)
        count: list[ProgressColumn] = [BarColumn(bar_width=20), MofNCompleteColumn(), rest] if self._total > 1 else []
        progress = Progress(SpinnerColumn(), *count, name, console=Terminal(stderr=True), transient=True)
        return progress, progress.add_task("", total=self._total, name="", left="")

    def begun(self, name: str) -> None:
        """Work on a folder begins."""
        self._progress.update(self._task, name=name)
        self._progress.start()

    def finished(self, event: Finished) -> None:
        """A folder is finished."""
        self._busy += event.seconds
        if event.worked:
            self._worked.append(event.seconds)
        elapsed = time.perf_counter() - self._began
        seconds = time_left(self._worked, self._busy, elapsed, event.total - event.count)
        left = self._words.text("terminal", "batch.left", time=rough(self._words, seconds)) if seconds else ""
        self._progress.update(self._task, completed=event.count, left=left)

    def hide(self) -> None:
        """Makes room."""
        self._progress.stop()

    def show(self) -> None:
        """Comes back, unless everything is done."""
        if not self._progress.finished:
            self._progress.start()
