"""A fault of the program as a finding: what kind it is and where it arose, never its text, which may quote a cell.

In: an exception. Out: PG001. The text is told with `--debug` only.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from pipeline.vocabulary.findings import NOWHERE, Finding, Place

_HERE = Path(__file__).parent.parent


def own_fault(error: Exception, place: Place = NOWHERE) -> Finding:
    """PG001 with the exception's type and the last line of our own that it passed, `KeyError, survey/intake.py:52`."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_HERE)]
    where = f", {Path(ours[-1].filename).relative_to(_HERE).as_posix()}:{ours[-1].lineno}" if ours else ""
    return Finding("PG001", place, {"reason": f"{type(error).__name__}{where}"})
