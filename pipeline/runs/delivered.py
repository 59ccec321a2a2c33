"""What was sent: the version of each document that the next lists of changes and comparison copies begin from.

In: a folder whose documents are sent now (`build --delivered`). Out: hidden files to write with them, later what
changed since. Kept are a document as it stood, for comparison copies, and as it was made, for the list of the
workbook's changes. Where nobody marks anything as sent, each run is compared with the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.runs.manifest import HIDDEN
from pipeline.vocabulary.changes import Change, Fate, Merged

_SENT, _MADE = f"{HIDDEN}/delivered", f"{HIDDEN}/delivered/made"
Compare = Callable[[bytes, bytes], tuple[Change, ...]]


def as_sent(folder: Path, name: str) -> bytes | None:
    """A document as it stood when it was last sent; None when it never was."""
    return _read(folder / _SENT / name)


def was_sent(folder: Path, name: str) -> bool:
    """Whether a document was ever marked as sent."""
    return (folder / _MADE / name).exists()


def to_send(
    folder: Path, names: Iterable[str], writes: Mapping[str, bytes], made: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The hidden files that keep what is sent now: what will stand, and what it was made as."""
    kept: dict[str, bytes] = {}
    for name in names:
        stands = writes.get(name) or _read(folder / name)
        base = made.get(name) or _read(folder / HIDDEN / "base" / name)
        if stands is not None and base is not None:
            kept |= {f"{_SENT}/{name}": stands, f"{_MADE}/{name}": base}
    return kept


def since_sent(
    folder: Path,
    made: Mapping[str, bytes],
    merges: Mapping[str, Merged],
    compare: Compare,
    open_: Mapping[str, Sequence[Change]],
) -> dict[str, Merged]:
    """What changed in each document since it was sent; where that was never marked, what changed now.

    What people must decide is told by the merge of this run, with what earlier ones left `open_`, and not a second time
    as a change.
    """
    changed: dict[str, Merged] = {}
    for name, fresh in made.items():
        sent, now = _read(folder / _MADE / name), merges.get(name)
        if sent is None:
            if now is not None:
                changed[name] = Merged(fresh, (*open_.get(name, ()), *now.changes), now.edits)
            elif name in open_:
                changed[name] = Merged(fresh, tuple(open_[name]))
            continue
        news = [change for change in now.changes if change.fate is not Fate.UPDATED] if now else []
        undecided = [*open_.get(name, ()), *news]
        open_ones = {_place(change) for change in undecided}
        others = [change for change in compare(sent, fresh) if _place(change) not in open_ones]
        changed[name] = Merged(fresh, (*undecided, *others), now.edits if now else ())
    return changed


def _place(change: Change) -> tuple[object, ...]:
    return (change.what, change.chapter, change.after, change.cells)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
