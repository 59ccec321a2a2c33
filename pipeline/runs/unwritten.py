"""Why a file could not be written, told of the file that the user knows.

In: the path that was to be written, and the system's error. Out: a finding. Our working files (the new bytes before
they are moved into place, the lock) are never named: the file or folder that they stand for is.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from pipeline.runs.manifest import HIDDEN
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Place, Term

_WINDOWS = os.name == "nt"
_REASONS = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENAMETOOLONG: "long",
    errno.EEXIST: "in_the_way",
    errno.ENOTDIR: "in_the_way",
    errno.EISDIR: "in_the_way",
    errno.ENOENT: "missing",
    errno.EBUSY: "busy",
}


def write_fault(path: Path, error: OSError) -> Finding:
    """The finding of a file, or of a folder, that could not be written. Windows only denies what is open."""
    target = Path(str(error.filename2 or error.filename or path))
    if _WINDOWS and isinstance(error, PermissionError) and error.filename2 and HIDDEN not in target.parts:
        return Finding("OT001", Place(str(target)), {"path": str(target)})
    place = str(_known(target))
    key = _REASONS.get(error.errno or 0)
    reason = Term(f"write.{key}") if key else Phrase("write.other", number=str(error.errno or "–"))
    values: dict[str, FindingValue] = {"path": place, "reason": reason}
    return Finding("OT002", Place(place), values)


def is_open(path: Path) -> bool:
    """Whether Word, PowerPoint or LibreOffice keeps an owner file beside a document, as they do while it is open.

    Office leaves out a long name's first letters.
    """
    name = path.name
    owners = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#")
    return any((path.parent / owner).exists() for owner in owners)


def _known(path: Path) -> Path:
    if HIDDEN in path.parts:
        return Path(*path.parts[: path.parts.index(HIDDEN)])
    name = path.name
    return path.with_name(name[1:-4]) if name.startswith(".") and name.endswith(".new") else path
