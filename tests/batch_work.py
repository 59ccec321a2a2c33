"""Work on folders that goes wrong in ways that real work hardly ever does; worker processes import it by its name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from pipeline.runs.options import Outcome
from pipeline.vocabulary.findings import Finding


def plain(folder: str) -> Outcome:
    """What a folder becomes where nothing goes wrong; slower for one that says so."""
    if "slow" in folder:
        time.sleep(0.3)
    return Outcome(folder, "built", seconds=1.0)


def dying(folder: str) -> Outcome:
    """Kills its process, as the system does when memory runs out."""
    if "dies" in folder:
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(folder)


def dying_once(folder: str) -> Outcome:
    """Kills its process the first time: where a file beside the folder's name isn't there yet."""
    seen = Path(folder)
    if "dies" in seen.name and not seen.exists():
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(folder)


def unsendable(folder: str) -> Outcome:
    """An outcome that can't go to another process."""
    outcome = plain(folder)
    return Outcome(folder, "built", (Finding("PG001", values={"reason": lambda: 0}),)) if "odd" in folder else outcome  # type: ignore[dict-item]


def endless(folder: str) -> Outcome:
    """Never ends, and tells that it began and that it was broken off in order."""
    path = Path(folder)
    path.with_suffix(".began").touch()
    try:
        while True:
            time.sleep(60)
    finally:
        path.with_suffix(".ended").touch()
